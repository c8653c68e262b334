"""A page is current only when nothing it could have read has changed."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inquiry.build.current.remember import district_files, fingerprint, hash_templates, own_notes
from inquiry.build.plan import Page


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    for name in ("cycle/forms/focus.yaml", "accountability/cuts.csv", "html/base.html.j2"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one", encoding="utf-8")
    return tmp_path


def test_what_is_asked_changes_the_hash_of_the_templates(templates: Path) -> None:
    before = hash_templates(templates)
    (templates / "cycle/forms/focus.yaml").write_text("two", encoding="utf-8")
    assert hash_templates(templates) != before


def test_the_sites_own_template_leaves_it_alone(templates: Path) -> None:
    before = hash_templates(templates)
    (templates / "html/base.html.j2").write_text("two", encoding="utf-8")
    assert hash_templates(templates) == before


def test_a_file_that_is_new_gone_or_renamed_changes_it(templates: Path) -> None:
    seen = {hash_templates(templates)}
    file = templates / "accountability" / "cuts.csv"
    file = file.rename(file.with_name("cuts-2025.csv"))
    seen.add(hash_templates(templates))
    file.unlink()
    seen.add(hash_templates(templates))
    assert len(seen) == 3


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_links_that_lead_nowhere_or_back_are_no_trouble(templates: Path) -> None:
    (templates / "broken").symlink_to("nowhere")
    (templates / "cycle" / "back").symlink_to(templates)
    assert hash_templates(templates) == hash_templates(templates)


def test_a_folder_that_cannot_be_listed_counts_as_that(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hash_templates(templates)
    listed = Path.iterdir

    def refuse(folder: Path) -> Iterator[Path]:
        if folder.name == "accountability":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert hash_templates(templates) == hash_templates(templates) != before


def test_what_is_built_the_record_and_hidden_files_are_no_files_of_the_district(tmp_path: Path) -> None:
    read = {"district.toml", "dashboard/eladownload2024.txt"}
    not_read = {
        "workbooks/q/page.ipynb",
        "build/q/manifest.json",
        "site/index.html",
        "record.sqlite",
        ".hidden",
    }
    for name in read | not_read:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one", encoding="utf-8")
    assert {path.relative_to(tmp_path).as_posix() for path in district_files(tmp_path)} == read


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
