"""A team's page is made from its source: its level's cells, its forms, locked."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from build.little import source_page
from inquiry.build.notebook.assemble import assemble_page
from inquiry.build.plan import Page

PAGE = Page(Path("d"), "2026-27-Q1", "oak", "oak-grade-3", "teacher", "1-analyze", dt.date(2026, 10, 1))


@pytest.fixture
def assembled() -> NotebookNode:
    return assemble_page(source_page("1-analyze"), PAGE, ["focus", "root-causes"], "en")


def by_id(notebook: NotebookNode) -> dict[str, NotebookNode]:
    return {cell["id"]: cell for cell in notebook["cells"]}


def test_the_forms_cell_becomes_one_locked_cell_per_form(assembled: NotebookNode) -> None:
    cells = by_id(assembled)
    assert list(cells)[-2:] == ["form-focus", "form-root-causes"]
    assert cells["form-focus"]["source"] == 'page.form("focus")'
    assert cells["form-focus"]["metadata"]["editable"] is False


def test_a_page_without_forms_has_no_cell_for_them() -> None:
    assert "forms" not in by_id(assemble_page(source_page("1-analyze"), PAGE, []))


@pytest.mark.parametrize(("level", "there"), [("teacher", True), ("slt", False)])
def test_cells_of_other_levels_are_left_out(level: str, there: bool) -> None:
    page = Page(Path("d"), "q", "oak", "x", level, "1-analyze", dt.date(2026, 10, 1))
    assert ("only-teachers" in by_id(assemble_page(source_page("1-analyze"), page, []))) is there


def test_locked_cells_can_be_neither_changed_nor_deleted_and_hide_their_code(assembled: NotebookNode) -> None:
    metadata = by_id(assembled)["trends"]["metadata"]
    assert (metadata["editable"], metadata["deletable"]) == (False, False)
    assert metadata["jupyter"]["source_hidden"] is True
    assert metadata["inquiry"]["kind"] == "locked"


def test_open_cells_can_be_changed(assembled: NotebookNode) -> None:
    metadata = by_id(assembled)["notes"]["metadata"]
    assert metadata["inquiry"]["kind"] == "open"
    assert "editable" not in metadata


def test_papermills_tag_stays(assembled: NotebookNode) -> None:
    assert by_id(assembled)["parameters"]["metadata"]["tags"] == ["inquiry-locked", "parameters"]


def test_the_notebook_says_whose_page_it_is(assembled: NotebookNode) -> None:
    mark = dict(assembled["metadata"]["inquiry"])
    cells = mark.pop("cells")
    assert mark == {
        "page": "1-analyze",
        "team": "oak-grade-3",
        "school": "oak",
        "quarter": "2026-27-Q1",
        "level": "teacher",
        "as_of": "2026-10-01",
    }
    assert cells == list(by_id(assembled))
    assert assembled["metadata"]["title"] == "Page 1-analyze"
    assert assembled["metadata"]["language"] == "en"


def test_it_is_a_valid_notebook_and_leaves_the_source_alone(assembled: NotebookNode) -> None:
    source = source_page("1-analyze")
    before = deepcopy(source)
    assemble_page(source, PAGE, ["focus"])
    assert source == before
    nbformat.validate(assembled)
