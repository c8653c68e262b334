"""A team that saves while build is at work loses nothing."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import nbformat
import pytest

from inquiry.build.keeping import shelf
from inquiry.build.notebook.assemble import lock
from inquiry.build.notebook.notebooks import notebook_bytes, read_notebook, seal
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


def test_a_save_while_the_new_file_is_flushed_to_the_disk_is_merged_too(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.shelve(page, content("# Old"))
    write_note(page, "before")
    saves, flush = ["while flushing"], os.fsync

    def flush_slowly(handle: int) -> None:
        flush(handle)
        if saves:
            write_note(page, saves.pop())

    monkeypatch.setattr(os, "fsync", flush_slowly)
    shelf.shelve(page, content("# New"))
    sources = [cell["source"] for cell in read_notebook(page.workbook)["cells"]]
    assert sources == ["# New", "before", "while flushing"]


def test_a_file_that_is_half_saved_is_waited_for(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "SAVE_SECONDS", 30.0)
    shelf.shelve(page, content("# Old"))
    write_note(page, "ours")
    whole = page.workbook.read_bytes()
    page.workbook.write_bytes(whole[: len(whole) // 2])
    monkeypatch.setattr("time.sleep", lambda _seconds: page.workbook.write_bytes(whole))
    assert shelf.shelve(page, content("# New")).note == ""
    assert [cell["source"] for cell in read_notebook(page.workbook)["cells"]] == ["# New", "ours"]
    assert not list(page.workbook.parent.glob("*damaged*"))


def test_a_save_that_jupyter_never_ended_costs_only_that_save(page: Page) -> None:
    shelf.shelve(page, content("# Old"))
    write_note(page, "saved before")
    page.workbook.with_name(".~1-analyze.ipynb").write_bytes(page.workbook.read_bytes())
    page.workbook.write_bytes(b'{"cells": [')
    note = shelf.shelve(page, content("# New")).note
    assert "the copy that Jupyter kept" in note
    assert [cell["source"] for cell in read_notebook(page.workbook)["cells"]] == ["# New", "saved before"]
    assert page.workbook.with_name("1-analyze.damaged-1.ipynb").read_bytes() == b'{"cells": ['


def test_a_build_that_dies_between_the_two_files_leaves_the_old_pristine_page(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.shelve(page, content("# Old"))
    with monkeypatch.context() as dying:
        dying.setattr(shelf, "write_if_changed", lambda *_a, **_o: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            shelf.shelve(page, content("# New"))
    assert page.pristine.read_bytes() == content("# Old")
    shelf.shelve(page, content("# New"))
    assert page.pristine.read_bytes() == page.workbook.read_bytes() == content("# New")
