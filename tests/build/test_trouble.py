"""What a trouble costs a build: its own page, its own school, or, where it concerns all, everything."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from build.conftest import Build
from build.little import (
    PRISTINE,
    QUARTER,
    SCHOOLS,
    TRENDS,
    change_cell,
    edit,
    states,
    tree,
)
from inquiry.build import read_manifest
from inquiry.build.notebook.failed import is_failed_page
from inquiry.build.notebook.notebooks import read_notebook
from inquiry.errors import BadInput, UsageError


@pytest.mark.parametrize("damage", [b"", b'{"format": 1, "pages": [{"sch', b"[]", b'{"format": 99}'])
def test_a_damaged_manifest_is_not_trusted(build: Build, district: Path, damage: bytes) -> None:
    build(teams=["elm-slt"])
    (district / "build" / QUARTER / "manifest.json").write_bytes(damage)
    assert states(build(teams=["elm-slt"]).pages) == {"built"}
    assert len(read_manifest(district, QUARTER).pages) == 2


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


def test_a_reason_that_is_no_valid_text_costs_only_its_page(build: Build, notebooks: Path) -> None:
    change_cell(notebooks, "1-analyze", "trends", r'raise ValueError("caf\udce9")')
    failed = [page.why for page in build(teams=["oak-grade-3"]).pages if page.state == "failed"]
    assert failed == [r"ValueError: caf\udce9"]
    assert states(build(teams=["oak-grade-3"], dry_run=True).pages) == {"unchanged", "built"}


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


def test_a_team_file_that_cannot_be_read_costs_the_site_nothing(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"])
    pristine, record = (district / PRISTINE).read_bytes(), read_manifest(district, QUARTER)
    (district / TRENDS).unlink()
    (district / TRENDS).mkdir()
    result = build(teams=["oak-grade-3"])
    assert [page.page for page in result.failed] == ["1-analyze"]
    assert "cannot be read" in result.failed[0].why
    assert "cannot be read" in (district / PRISTINE).with_suffix(".log").read_text(encoding="utf-8")
    assert (district / PRISTINE).read_bytes() == pristine
    assert read_manifest(district, QUARTER) == record
    (district / TRENDS).rmdir()
    assert states(build(teams=["oak-grade-3"]).pages) == {"unchanged"}
    assert (district / TRENDS).read_bytes() == pristine


def test_a_second_damaged_file_does_not_replace_the_first(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"])
    for damage in (b"one", b"two"):
        (district / TRENDS).write_bytes(damage)
        build(teams=["oak-grade-3"])
    folder = (district / TRENDS).parent
    assert [(folder / f"1-analyze.damaged-{n}.ipynb").read_bytes() for n in (1, 2)] == [b"one", b"two"]


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
    after = tree(district, "workbooks", "build")
    assert {name for name in after if after[name] != before.get(name) and "/.cache/" not in name} == set()
    assert set(before) <= set(after)
    assert any("manifest.json" in fault.file for fault in result.faults)


def test_a_template_that_vanished_under_the_build_costs_the_pages_that_need_it(
    build: Build, district: Path, notebooks: Path
) -> None:
    template = district.parent / "agenda.md"
    reads = f"Face(Path({str(template)!r}).read_text())"
    change_cell(notebooks, "2-design", "trends", reads)
    result = build(teams=["elm-slt"])
    assert [page.page for page in result.failed] == ["2-design"]
    assert "No such file or directory" in result.failed[0].why
    assert "agenda.md" in result.failed[0].why


def test_a_source_page_that_vanished_is_said_before_anything_runs(
    build: Build, district: Path, notebooks: Path
) -> None:
    (notebooks / "2-design.ipynb").unlink()
    with pytest.raises(BadInput, match=r"2-design\.ipynb"):
        build()
    assert not (district / "workbooks").exists()
