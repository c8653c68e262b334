"""A district's quarter, built: what is made, and what is left alone."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from build.conftest import Build
from build.little import (
    AS_OF,
    MEMBERS,
    PRISTINE,
    QUARTER,
    TRENDS,
    change_cell,
    edit,
    html,
    states,
    tree,
)
from inquiry.build import build_district, read_manifest
from inquiry.build.notebook.notebooks import notebook_bytes, read_notebook
from inquiry.errors import BadInput
from inquiry.publish import publish_district
from inquiry.record.schema import HEAD

OLD_RECORD = Path(__file__).parents[1] / "record/record_0001.sql"


def test_every_page_of_every_team_is_made_in_reading_order(
    build: Build, district: Path, all_pages: None
) -> None:
    result = build()
    assert states(result.pages) == {"built"}
    assert [page.page for page in result.pages if page.team == "oak-principal"] == [
        "0-start-here",
        "purpose",
        "1-analyze",
        "2-design",
        "plan",
        "3-implement",
        "4-refine",
        "review",
        "coherence",
    ]
    assert all((district / page.file).exists() for page in result.pages)
    assert html(district / TRENDS).startswith(f"<p>oak-grade-3 {QUARTER} 2026-10-01 True</p><form>")


def test_the_json_has_the_promised_shape(build: Build) -> None:
    told = json.loads(json.dumps(build(teams=["elm-slt"]).to_json()))
    assert list(told) == ["quarter", "pages"]
    assert list(told["pages"][0]) == ["school", "team", "page", "file", "state", "why", "seconds"]


def test_the_same_input_gives_the_same_bytes_wherever_the_district_lies(
    build: Build, district: Path, tmp_path: Path
) -> None:
    build(teams=["cabinet"])
    first = tree(district, "workbooks", "build")
    moved = tmp_path / "somewhere else" / "little district"
    shutil.copytree(district, moved, ignore=shutil.ignore_patterns("workbooks", "build"))
    build_district(moved, as_of=AS_OF, teams=["cabinet"], jobs=1)
    second = tree(moved, "workbooks", "build")
    pages = {name for name in first if name.endswith(".ipynb")}
    assert {name: second[name] for name in pages} == {name: first[name] for name in pages}


def test_a_file_nobody_touched_is_the_pristine_page(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"])
    assert (district / TRENDS).read_bytes() == (district / PRISTINE).read_bytes()


def test_plain_kernels_make_the_same_pages(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"], engine="nbclient")
    plain = tree(district, "workbooks")
    build(teams=["oak-grade-3"], force=True)
    assert tree(district, "workbooks") == plain


def test_a_second_build_runs_nothing_and_writes_nothing(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"])
    before = {path: path.stat().st_mtime_ns for path in district.rglob("*.ipynb")}
    assert states(build(teams=["oak-grade-3"]).pages) == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in district.rglob("*.ipynb")} == before


def test_force_makes_every_page_again(build: Build) -> None:
    build(teams=["elm-slt"])
    assert states(build(teams=["elm-slt"], force=True).pages) == {"built"}


def test_a_changed_list_that_no_page_reads_makes_none_again(build: Build, district: Path) -> None:
    build(teams=["elm-slt"])
    (district / "members.csv").write_text(MEMBERS + "bo,elm-slt,Bo Lee,principal\n", encoding="utf-8")
    assert states(build(teams=["elm-slt"]).pages) == {"unchanged"}


def test_a_changed_page_source_makes_only_that_page_again(build: Build, notebooks: Path) -> None:
    build(teams=["oak-grade-3"])
    change_cell(notebooks, "2-design", "title", "# Design it")
    assert {page.page for page in build(teams=["oak-grade-3"]).pages if page.state == "built"} == {"2-design"}


def test_a_pristine_page_that_was_altered_is_made_again(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"])
    (district / PRISTINE).write_bytes((district / PRISTINE).read_bytes() + b" ")
    assert [page.file for page in build(teams=["oak-grade-3"]).pages if page.state == "built"] == [TRENDS]


def test_what_a_team_wrote_survives_a_new_page(build: Build, district: Path, notebooks: Path) -> None:
    build(teams=["oak-grade-3"])
    edit(district / TRENDS, "Our own thoughts.")
    change_cell(notebooks, "1-analyze", "title", "# Look closely")
    build(teams=["oak-grade-3"])
    sources = [cell["source"] for cell in read_notebook(district / TRENDS)["cells"]]
    assert sources[0] == "# Look closely"
    assert sources[2] == "Our own thoughts."


def test_the_teams_words_are_never_in_the_pristine_page(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"])
    edit(district / TRENDS, "Our own thoughts.")
    build(teams=["oak-grade-3"], force=True)
    assert b"Our own thoughts." not in (district / PRISTINE).read_bytes()


def test_what_a_team_wrote_survives_a_deleted_build_folder(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"])
    edit(district / TRENDS, "Our own thoughts.")
    shutil.rmtree(district / "build")
    build(teams=["oak-grade-3"])
    assert b"Our own thoughts." in (district / TRENDS).read_bytes()


def test_a_locked_cell_a_team_deleted_is_back_after_a_build_that_runs_nothing(
    build: Build, district: Path
) -> None:
    build(teams=["oak-grade-3"])
    notebook = read_notebook(district / TRENDS)
    del notebook["cells"][4]
    (district / TRENDS).write_bytes(notebook_bytes(notebook))
    assert states(build(teams=["oak-grade-3"]).pages) == {"unchanged"}
    assert (district / TRENDS).read_bytes() == (district / PRISTINE).read_bytes()


def test_only_the_chosen_schools_and_teams_are_built_and_the_others_remembered(
    build: Build, district: Path
) -> None:
    assert {page.team for page in build(schools=["district"], teams=["elm-slt"]).pages} == {
        "cabinet",
        "elm-slt",
    }
    build(schools=["oak"])
    known = [page.team for page in read_manifest(district, QUARTER).pages]
    assert list(dict.fromkeys(known)) == ["cabinet", "oak-principal", "oak-grade-3", "elm-slt"]


def test_a_team_that_is_gone_is_gone_from_the_manifest(build: Build, district: Path) -> None:
    build()
    text = (district / "teams.csv").read_text(encoding="utf-8")
    (district / "teams.csv").write_text("".join(text.splitlines(True)[:-1]), encoding="utf-8")
    build(schools=["oak"])
    assert {page.school for page in read_manifest(district, QUARTER).pages} == {"district", "oak"}


def test_a_dry_run_tells_and_writes_nothing(build: Build, district: Path, notebooks: Path) -> None:
    assert states(build(dry_run=True).pages) == {"built"}
    assert not (district / "build").exists()
    build(teams=["elm-slt"])
    change_cell(notebooks, "2-design", "title", "# Design it")
    foreseen = build(teams=["elm-slt"], dry_run=True)
    assert {page.page for page in foreseen.pages if page.state == "built"} == {"2-design"}


def test_progress_is_told_once_per_page(build: Build) -> None:
    told: list[tuple[int, int, str]] = []
    build(teams=["elm-slt"], progress=lambda done, of, page, _left: told.append((done, of, page.state)))
    assert told == [(1, 2, "built"), (2, 2, "built")]


def test_a_page_with_a_strange_team_name_is_built(build: Build, district: Path) -> None:
    name = "Señora O'Neill's <script>alert(1)</script> שלום " + "x" * 140
    text = (district / "teams.csv").read_text(encoding="utf-8").replace("Grade 3,3", f'"{name}",3')
    (district / "teams.csv").write_text(text, encoding="utf-8")
    assert states(build(teams=["oak-grade-3"]).pages) == {"built"}


def test_a_cell_the_template_gains_for_one_level_is_on_that_levels_pages_only(
    build: Build, district: Path
) -> None:
    build(teams=["oak-grade-3", "elm-slt"])
    assert b"For teachers." in (district / TRENDS).read_bytes()
    assert (
        b"For teachers." not in (district / f"workbooks/{QUARTER}/elm/elm-slt/1-analyze.ipynb").read_bytes()
    )


def test_after_builds_on_two_days_the_site_prints_each_pages_own(build: Build, district: Path) -> None:
    later = AS_OF + dt.timedelta(days=7)
    build(schools=["oak"])
    publish_district(district, as_of=AS_OF)
    build(schools=["elm"], as_of=later)
    publish_district(district, as_of=later)
    site = district / "site" / QUARTER
    for page, day in (("oak/oak-grade-3/1-analyze.html", AS_OF), ("elm/elm-slt/1-analyze.html", later)):
        assert f'As of <time datetime="{day}">' in (site / page).read_text(encoding="utf-8")


def test_a_build_brings_the_record_up_to_date_and_a_dry_run_does_not(build: Build, district: Path) -> None:
    record = district / "record.sqlite"
    with closing(sqlite3.connect(record)) as old:
        old.executescript(OLD_RECORD.read_text(encoding="utf-8"))
    before = record.read_bytes()
    with pytest.raises(BadInput, match="Run `inquiry build` once"):
        build(teams=["elm-slt"], dry_run=True)
    assert record.read_bytes() == before
    build(teams=["elm-slt"])
    with closing(sqlite3.connect(record)) as new:
        assert new.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
