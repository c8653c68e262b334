"""A page is current only when nothing it could have read has changed."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inquiry.build.current.remember import fingerprint, hash_everything, own_notes
from inquiry.build.plan import Page


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A district's folder and a folder of templates, with something in each place."""
    for name in (
        "d/district.toml",
        "d/dashboard/eladownload2024.txt",
        "d/workbooks/q/page.ipynb",
        "d/build/q/manifest.json",
        "d/site/index.html",
        "d/record.sqlite",
        "d/answers.jsonl",
        "d/.hidden",
        "t/cycle/forms/focus.yaml",
        "t/html/base.html.j2",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one", encoding="utf-8")
    return tmp_path / "d", tmp_path / "t"


@pytest.mark.parametrize(
    "name", ["d/district.toml", "d/dashboard/eladownload2024.txt", "t/cycle/forms/focus.yaml"]
)
def test_what_pages_read_changes_the_fingerprint(folders: tuple[Path, Path], name: str) -> None:
    before = hash_everything(*folders, "digest")
    (folders[0].parent / name).write_text("two", encoding="utf-8")
    assert hash_everything(*folders, "digest") != before


@pytest.mark.parametrize(
    "name",
    [
        "d/workbooks/q/page.ipynb",
        "d/build/q/manifest.json",
        "d/site/index.html",
        "d/record.sqlite",
        "d/answers.jsonl",
        "d/.hidden",
        "t/html/base.html.j2",
    ],
)
def test_what_pages_do_not_read_leaves_it_alone(folders: tuple[Path, Path], name: str) -> None:
    before = hash_everything(*folders, "digest")
    (folders[0].parent / name).write_text("two", encoding="utf-8")
    assert hash_everything(*folders, "digest") == before


def test_a_file_that_is_new_gone_or_renamed_changes_it(folders: tuple[Path, Path]) -> None:
    seen = {hash_everything(*folders, "digest")}
    file = folders[0] / "dashboard" / "eladownload2024.txt"
    file = file.rename(file.with_name("eladownload2025.txt"))
    seen.add(hash_everything(*folders, "digest"))
    file.unlink()
    seen.add(hash_everything(*folders, "digest"))
    assert len(seen) == 3


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_links_that_lead_nowhere_or_back_are_no_trouble(folders: tuple[Path, Path]) -> None:
    (folders[0] / "broken").symlink_to("nowhere")
    (folders[0] / "dashboard" / "back").symlink_to(folders[0])
    assert hash_everything(*folders, "digest") == hash_everything(*folders, "digest")


def test_a_folder_that_cannot_be_listed_counts_as_that(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hash_everything(*folders, "digest")
    listed = Path.iterdir

    def refuse(folder: Path) -> Iterator[Path]:
        if folder.name == "dashboard":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert hash_everything(*folders, "digest") == hash_everything(*folders, "digest") != before


def test_an_answer_changes_it(folders: tuple[Path, Path]) -> None:
    assert hash_everything(*folders, "one") != hash_everything(*folders, "two")


def test_a_pages_own_notebook_forms_day_and_place_are_part_of_what_it_is_made_of(tmp_path: Path) -> None:
    page = Page(tmp_path, "2026-27-Q1", "oak", "oak-grade-3", "teacher", "1-analyze", dt.date(2026, 10, 1))
    prints = {
        fingerprint(own_notes(page, ["focus"], "source", "en", "key")),
        fingerprint(own_notes(page, ["focus", "gaps"], "source", "en", "key")),
        fingerprint(own_notes(page, ["focus"], "other source", "en", "key")),
        fingerprint(own_notes(page, ["focus"], "source", "es", "key")),
        fingerprint(own_notes(page, ["focus"], "source", "en", "other key")),
        fingerprint(own_notes(replace(page, as_of=dt.date(2026, 10, 2)), ["focus"], "source", "en", "key")),
        fingerprint(own_notes(replace(page, team="oak-grade-4"), ["focus"], "source", "en", "key")),
    }
    assert len(prints) == 7


def test_where_the_district_lies_does_not_matter(tmp_path: Path) -> None:
    page = Page(
        tmp_path / "a", "2026-27-Q1", "oak", "oak-grade-3", "teacher", "1-analyze", dt.date(2026, 10, 1)
    )
    moved = replace(page, district=tmp_path / "b")
    assert own_notes(moved, [], "source", "en", "") == own_notes(page, [], "source", "en", "")
