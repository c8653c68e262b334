"""A district's quarter, built: what is made, what is left alone, and what a trouble costs."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import nbformat
import pytest

from build.conftest import Build
from build.little import AS_OF, MEMBERS, QUARTER, SCHOOLS, change_cell
from inquiry.build import PageResult, build_district, read_manifest
from inquiry.build.failed import is_failed_page
from inquiry.build.notebooks import notebook_bytes, read_notebook
from inquiry.errors import BadInput, UsageError

TRENDS = f"workbooks/{QUARTER}/oak/oak-grade-3/1-analyze.ipynb"
PRISTINE = TRENDS.replace("workbooks", "build")


@pytest.fixture(autouse=True)
def few_pages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages for each team are enough for most tests."""
    if "all_pages" not in request.fixturenames:
        monkeypatch.setattr("inquiry.build.plan.PAGE_LEVELS", {"1-analyze": None, "2-design": None})


@pytest.fixture
def all_pages() -> None:
    """Asked for by a test that needs every page there is."""


def tree(folder: Path, *tops: str) -> dict[str, bytes]:
    """Every file under these folders, with its content."""
    files = [path for top in tops for path in sorted((folder / top).rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def states(pages: tuple[PageResult, ...]) -> set[str]:
    return {page.state for page in pages}


def html(path: Path) -> str:
    cells = read_notebook(path)["cells"]
    outputs = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
    return "".join(output["data"]["text/html"] for output in outputs)


def edit(path: Path, text: str) -> None:
    """What a team does: a cell of its own after the second one."""
    notebook = read_notebook(path)
    notebook["cells"].insert(2, nbformat.v4.new_markdown_cell(text, id="5f3a"))
    path.write_bytes(notebook_bytes(notebook))


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
        "3-implement",
        "4-refine",
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


def test_a_second_build_runs_nothing_and_writes_nothing(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"])
    before = {path: path.stat().st_mtime_ns for path in district.rglob("*.ipynb")}
    assert states(build(teams=["oak-grade-3"]).pages) == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in district.rglob("*.ipynb")} == before


def test_force_makes_every_page_again(build: Build) -> None:
    build(teams=["elm-slt"])
    assert states(build(teams=["elm-slt"], force=True).pages) == {"built"}


def test_a_changed_list_makes_the_pages_again(build: Build, district: Path) -> None:
    build(teams=["elm-slt"])
    (district / "members.csv").write_text(MEMBERS + "bo,elm-slt,Bo Lee,principal\n", encoding="utf-8")
    assert states(build(teams=["elm-slt"]).pages) == {"built"}


def test_a_changed_page_source_makes_only_that_page_again(build: Build, notebooks: Path) -> None:
    build(teams=["oak-grade-3"])
    change_cell(notebooks, "2-design", "title", "# Design it")
    assert {page.page for page in build(teams=["oak-grade-3"]).pages if page.state == "built"} == {"2-design"}


def test_a_pristine_page_that_was_altered_is_made_again(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"])
    (district / PRISTINE).write_bytes((district / PRISTINE).read_bytes() + b" ")
    assert [page.file for page in build(teams=["oak-grade-3"]).pages if page.state == "built"] == [TRENDS]


@pytest.mark.parametrize("damage", [b"", b'{"format": 1, "pages": [{"sch', b"[]", b'{"format": 99}'])
def test_a_damaged_manifest_is_not_trusted(build: Build, district: Path, damage: bytes) -> None:
    build(teams=["elm-slt"])
    (district / "build" / QUARTER / "manifest.json").write_bytes(damage)
    assert states(build(teams=["elm-slt"]).pages) == {"built"}
    assert len(read_manifest(district, QUARTER).pages) == 2


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


def test_a_page_that_fails_costs_only_itself_and_keeps_its_traceback(
    build: Build, district: Path, notebooks: Path
) -> None:
    change_cell(
        notebooks, "1-analyze", "trends", "print('so far'); page.trends() if team != 'elm-slt' else 1 / 0"
    )
    result = build(teams=["oak-grade-3", "elm-slt"])
    assert [(page.team, page.page) for page in result.failed] == [("elm-slt", "1-analyze")]
    assert result.failed[0].why == "ZeroDivisionError: division by zero"
    log = (district / f"build/{QUARTER}/elm/elm-slt/1-analyze.log").read_text(encoding="utf-8")
    assert "1 / 0" in log
    assert "so far" in log


def test_a_page_that_fails_at_first_says_so_in_plain_words(
    build: Build, district: Path, notebooks: Path
) -> None:
    change_cell(notebooks, "1-analyze", "trends", "1 / 0")
    build(teams=["oak-grade-3"])
    for file in (TRENDS, PRISTINE):
        notebook = read_notebook(district / file)
        assert is_failed_page(notebook)
        assert notebook["cells"][0]["source"] == "# This page could not be built"
        assert b"ZeroDivision" not in (district / file).read_bytes()


def test_a_page_that_fails_later_leaves_the_team_its_page_and_the_site_none(
    build: Build, district: Path, notebooks: Path
) -> None:
    build(teams=["oak-grade-3"])
    edit(district / TRENDS, "Our own thoughts.")
    before = (district / TRENDS).read_bytes()
    change_cell(notebooks, "1-analyze", "trends", "1 / 0")
    build(teams=["oak-grade-3"])
    assert (district / TRENDS).read_bytes() == before
    assert is_failed_page(read_notebook(district / PRISTINE))
    record = read_manifest(district, QUARTER).page("oak", "oak-grade-3", "1-analyze")
    assert record is not None
    assert (record.state, record.why) == ("failed", "ZeroDivisionError: division by zero")


def test_a_page_that_failed_is_made_again_and_keeps_the_note_a_team_left(
    build: Build, district: Path, notebooks: Path
) -> None:
    change_cell(notebooks, "1-analyze", "trends", "1 / 0")
    build(teams=["oak-grade-3"])
    edit(district / TRENDS, "Where is it?")
    assert [page.state for page in build(teams=["oak-grade-3"]).pages].count("failed") == 1
    change_cell(notebooks, "1-analyze", "trends", "page.trends()")
    result = build(teams=["oak-grade-3"])
    assert [page.page for page in result.pages if page.state == "built"] == ["1-analyze"]
    sources = [cell["source"] for cell in read_notebook(district / TRENDS)["cells"]]
    assert (sources[0], sources[1]) == ("Where is it?", "# 1-analyze")
    assert not (district / PRISTINE).with_suffix(".log").exists()


def test_a_page_that_shows_nothing_where_it_should_fails(build: Build, notebooks: Path) -> None:
    change_cell(notebooks, "1-analyze", "trends", "Face(' ')")
    result = build(teams=["elm-slt"])
    assert "show nothing though they should: trends" in result.failed[0].why


def test_a_page_that_ends_its_process_costs_only_itself(build: Build, notebooks: Path) -> None:
    change_cell(notebooks, "2-design", "trends", "import os; os._exit(3)")
    result = build(teams=["elm-slt"])
    assert [page.page for page in result.failed] == ["2-design"]
    assert "ended before the page was done" in result.failed[0].why


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b'{"cells": [{"cell_type": "mark',
        b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n",
        b"[1, 2]",
        b"\xff\xfe not text",
    ],
    ids=["empty", "cut-off", "merge-marks", "no-notebook", "no-text"],
)
def test_a_damaged_team_file_is_moved_aside_and_said(build: Build, district: Path, damage: bytes) -> None:
    build(teams=["oak-grade-3"])
    (district / TRENDS).write_bytes(damage)
    result = build(teams=["oak-grade-3"])
    aside = (district / TRENDS).with_name("1-analyze.damaged-1.ipynb")
    assert aside.read_bytes() == damage
    assert (district / TRENDS).read_bytes() == (district / PRISTINE).read_bytes()
    assert [aside.name in page.why for page in result.pages].count(True) == 1


def test_a_second_damaged_file_does_not_replace_the_first(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"])
    for damage in (b"one", b"two"):
        (district / TRENDS).write_bytes(damage)
        build(teams=["oak-grade-3"])
    folder = (district / TRENDS).parent
    assert [(folder / f"1-analyze.damaged-{n}.ipynb").read_bytes() for n in (1, 2)] == [b"one", b"two"]


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


@pytest.mark.parametrize(("option", "there"), [("schools", "district, oak, elm"), ("teams", "oak-grade-3")])
def test_an_unknown_school_or_team_is_refused_with_those_there_are(
    build: Build, district: Path, option: str, there: str
) -> None:
    with pytest.raises(UsageError, match=there):
        build(**{option: ["nowhere"]})
    assert not (district / "build").exists()


def test_an_unknown_quarter_is_refused(build: Build) -> None:
    with pytest.raises(UsageError, match="2026-27-Q1"):
        build(quarter="2031-32-Q9")


def test_a_dry_run_tells_and_writes_nothing(build: Build, district: Path, notebooks: Path) -> None:
    assert states(build(dry_run=True).pages) == {"built"}
    assert not (district / "build").exists()
    build(teams=["elm-slt"])
    change_cell(notebooks, "2-design", "title", "# Design it")
    foreseen = build(teams=["elm-slt"], dry_run=True)
    assert {page.page for page in foreseen.pages if page.state == "built"} == {"2-design"}


def test_progress_is_told_once_per_page(build: Build) -> None:
    told: list[tuple[int, int, str]] = []
    build(teams=["elm-slt"], progress=lambda done, of, page: told.append((done, of, page.state)))
    assert told == [(1, 2, "built"), (2, 2, "built")]


def test_a_school_at_fault_fails_and_the_others_are_built(build: Build, district: Path) -> None:
    (district / "schools.csv").write_text(
        SCHOOLS.replace("12345676000002", "1234567600002"), encoding="utf-8"
    )
    result = build()
    assert {page.school for page in result.failed} == {"elm"}
    assert {page.state for page in result.pages if page.school != "elm"} == {"built"}
    assert "schools.csv" in result.failed[0].why
    assert not result.all_well


def test_what_concerns_the_district_stops_everything_and_touches_nothing(
    build: Build, district: Path
) -> None:
    (district / "district.toml").write_text("name = 'x'\n", encoding="utf-8")
    with pytest.raises(BadInput, match="cds"):
        build()
    assert not (district / "build").exists()
    assert not (district / "workbooks").exists()


def test_a_folder_that_cannot_be_written_stops_everything(build: Build, district: Path) -> None:
    (district / "build").write_bytes(b"a file in the way")
    with pytest.raises(BadInput, match=r"build/2026-27-Q1/\.lock"):
        build()


def test_a_disk_that_is_full_fails_pages_and_leaves_nothing_half_written(
    build: Build, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(teams=["oak-grade-3"])
    before = tree(district, "workbooks", "build")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = build(teams=["oak-grade-3"], force=True, as_of=dt.date(2026, 10, 2))
    assert states(result.pages) == {"failed"}
    assert "no space left on the disk" in result.pages[0].why
    assert tree(district, "workbooks", "build") == before
    assert any("manifest.json" in fault.file for fault in result.faults)


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
