"""Each build of a quarter leaves one line: when, with what, how long, what failed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from inquiry.build import journal
from inquiry.build.journal import JOURNAL, note_build, read_builds
from inquiry.build.results import PageResult

DAY = dt.date(2026, 10, 1)
PAGES = (
    PageResult("oak", "k-1", "plan", "workbooks/q/oak/k-1/plan.ipynb", "built"),
    PageResult("oak", "k-1", "review", "workbooks/q/oak/k-1/review.ipynb", "failed", "ZeroDivisionError"),
)


def build(folder: Path, stop: bool = False) -> None:
    with note_build(folder, "q", DAY, {"record": "7"}, {"teams": ["k-1"]}) as entry:
        entry.add_pages(PAGES)
        if stop:
            raise KeyboardInterrupt


def lines(folder: Path) -> Path:
    return folder / "build" / "q" / JOURNAL


def test_a_build_says_when_with_what_and_what_failed(tmp_path: Path) -> None:
    build(tmp_path)
    said = read_builds(lines(tmp_path))[0]
    assert said["pages"] == {"built": 1, "unchanged": 0, "failed": 1}
    assert said["failed"] == [{"file": "workbooks/q/oak/k-1/review.ipynb", "why": "ZeroDivisionError"}]
    assert (said["done"], said["as_of"], said["inputs"], said["chosen"]) == (
        True,
        "2026-10-01",
        {"record": "7"},
        {"teams": ["k-1"]},
    )
    assert dt.datetime.fromisoformat(said["began"]) <= dt.datetime.fromisoformat(said["ended"])
    assert any(each.startswith("papermill ") for each in said["versions"])


def test_any_line_ends_within_a_reason_keep_the_build_in_one_line(tmp_path: Path) -> None:
    with note_build(tmp_path, "q", DAY, {}, {}) as entry:
        entry.add_pages([replace(PAGES[1], why="one\u2028two\x85three")])
    build(tmp_path)
    assert [said["failed"][0]["why"] for said in read_builds(lines(tmp_path))] == [
        "one\u2028two\x85three",
        "ZeroDivisionError",
    ]


def test_a_build_that_is_stopped_says_so(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, stop=True)
    assert read_builds(lines(tmp_path))[0]["done"] is False


def test_what_is_damaged_is_left_out_and_the_rest_kept(tmp_path: Path) -> None:
    build(tmp_path)
    with lines(tmp_path).open("ab") as file:
        file.write(b'{"began": "2026-1\n\xff\xfe\n[1]\n')
    build(tmp_path)
    assert len(read_builds(lines(tmp_path))) == 2


def test_the_oldest_lines_go_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MOST_BUILDS", 3)
    for _ in range(5):
        build(tmp_path)
    assert len(lines(tmp_path).read_text(encoding="utf-8").splitlines()) == 3


def test_a_disk_that_takes_no_line_stops_no_build(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file in the way", encoding="utf-8")
    build(tmp_path)
    assert json.dumps(read_builds(lines(tmp_path))) == "[]"
