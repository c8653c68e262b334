"""A team that saves while build is at work loses nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import nbformat
import pytest

from inquiry.build import shelf
from inquiry.build.assemble import lock
from inquiry.build.notebooks import notebook_bytes, read_notebook, seal
from inquiry.build.plan import Page
from inquiry.errors import PageError


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path, "2026-27-Q1", "oak", "oak-grade-3", "teacher", "1-analyze", dt.date(2026, 10, 1))


def content(title: str) -> bytes:
    cell = lock(nbformat.v4.new_markdown_cell(title, id="title"))
    return notebook_bytes(seal(nbformat.v4.new_notebook(cells=[cell])))


def write_note(page: Page, text: str) -> None:
    notebook = read_notebook(page.workbook)
    notebook["cells"].append(nbformat.v4.new_markdown_cell(text, id=f"n{len(notebook['cells'])}"))
    page.workbook.write_bytes(notebook_bytes(notebook))


def test_a_save_during_the_merge_is_merged_too(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.shelve(page, content("# Old"))
    write_note(page, "before")
    saves, merge = ["while merging"], shelf.keep_team_work

    def merge_slowly(*notebooks: nbformat.NotebookNode) -> nbformat.NotebookNode:
        merged = merge(*notebooks)
        if saves:
            write_note(page, saves.pop())
        return merged

    monkeypatch.setattr(shelf, "keep_team_work", merge_slowly)
    shelf.shelve(page, content("# New"))
    sources = [cell["source"] for cell in read_notebook(page.workbook)["cells"]]
    assert sources == ["# New", "before", "while merging"]


def test_a_file_that_never_rests_fails_the_page_and_is_left_alone(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.shelve(page, content("# Old"))
    merge = shelf.keep_team_work

    def merge_slowly(*notebooks: nbformat.NotebookNode) -> nbformat.NotebookNode:
        write_note(page, "again")
        return merge(*notebooks)

    monkeypatch.setattr(shelf, "keep_team_work", merge_slowly)
    with pytest.raises(PageError, match="kept changing"):
        shelf.shelve(page, content("# New"))
    assert b"again" in page.workbook.read_bytes()


def test_a_file_that_may_not_be_read_is_left_alone_and_said(page: Page) -> None:
    page.workbook.mkdir(parents=True)
    with pytest.raises(PageError, match="left alone"):
        shelf.shelve(page, content("# New"))


def test_a_flood_of_output_leaves_its_end_in_the_log(page: Page) -> None:
    shelf.shelve_failure(page, content("# Failed"), "why", "details", b"x" * 10_000_000 + b"the end")
    log = page.log.read_bytes()
    assert len(log) < 300_000
    assert log.endswith(b"the end")


def test_what_a_good_page_printed_is_kept_and_an_old_log_removed(page: Page) -> None:
    shelf.shelve_log(page, b"a warning\n")
    assert page.log.read_bytes() == b"a warning\n"
    shelf.shelve_log(page, b"")
    assert not page.log.exists()
