"""The manifest says what was made, and is never trusted when it is damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inquiry.build.current.manifest import Manifest, PageRecord, manifest_path, read_manifest, write_manifest

QUARTER = "2026-27-Q1"


def record(page: str, **changes: object) -> PageRecord:
    values = {
        "school": "oak",
        "team": "oak-grade-3",
        "page": page,
        "file": "f",
        "pristine": "p",
        "log": "l",
        "state": "built",
        "why": "",
        "seconds": 1.5,
        "fingerprint": "a",
        "sha256": "b",
        "workbook_sha256": "c",
        "stamp": "d",
        "look": "1 2",
        "workbook_look": "1 2",
    }
    return PageRecord(**(values | changes))  # type: ignore[arg-type]


def test_it_comes_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = Manifest(
        QUARTER, "2026-10-01", (record("1-analyze", why="Señora said “no”"), record("2-design"))
    )
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path, QUARTER) == manifest


def test_without_a_file_it_is_empty(tmp_path: Path) -> None:
    assert read_manifest(tmp_path, QUARTER) == Manifest(QUARTER, "")


@pytest.mark.parametrize(
    "change",
    [
        {"format": 1},
        {"quarter": "other"},
        {"pages": [{"school": "oak"}]},
        {"pages": "none"},
        {"pages": [None]},
    ],
)
def test_what_is_not_as_it_should_be_makes_it_empty(tmp_path: Path, change: dict[str, object]) -> None:
    write_manifest(tmp_path, Manifest(QUARTER, "2026-10-01", (record("1-analyze"),)))
    path = manifest_path(tmp_path, QUARTER)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    assert read_manifest(tmp_path, QUARTER).pages == ()


@pytest.mark.parametrize(("field", "value"), [("sha256", 5), ("seconds", "long"), ("extra", "x")])
def test_a_value_of_another_type_makes_it_empty(tmp_path: Path, field: str, value: object) -> None:
    write_manifest(tmp_path, Manifest(QUARTER, "2026-10-01", (record("1-analyze"),)))
    path = manifest_path(tmp_path, QUARTER)
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["pages"][0][field] = value
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert read_manifest(tmp_path, QUARTER).pages == ()


def test_newer_records_replace_older_ones_and_pages_out_of_the_plan_are_forgotten() -> None:
    old = Manifest(QUARTER, "2026-10-01", (record("1-analyze", why="old"), record("gone")))
    order = [("oak", "oak-grade-3", page) for page in ("0-start-here", "1-analyze")]
    new = old.updated([record("1-analyze", why="new"), record("0-start-here")], order)
    assert [(page.page, page.why) for page in new.pages] == [("0-start-here", ""), ("1-analyze", "new")]
