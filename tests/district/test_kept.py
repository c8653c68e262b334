"""What is read from files is read once, and again as soon as one of them has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inquiry.district import kept
from inquiry.district.kept import SETTLED_SECONDS, read_once


class Reader:
    """Counts how often a file was read."""

    def __init__(self, file: Path) -> None:
        self.file, self.times = file, 0

    def __call__(self) -> str:
        self.times += 1
        return self.file.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_kept", {})


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    file = tmp_path / "list.csv"
    file.write_text("one", encoding="utf-8")
    make_older(file)
    return Reader(file)


def make_older(file: Path, seconds: float = SETTLED_SECONDS + 1) -> None:
    stat = file.stat()
    os.utime(file, (stat.st_atime - seconds, stat.st_mtime - seconds))


def test_an_unchanged_file_is_read_once_by_whichever_way_its_folder_is_named(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = read.file.parent
    monkeypatch.chdir(folder)
    assert {read_once("list", each, [each / "list.csv"], read) for each in (folder, Path())} == {"one"}
    assert read.times == 1


def test_a_changed_file_is_read_again_though_it_has_the_same_size_and_date(read: Reader) -> None:
    folder = read.file.parent
    read_once("list", folder, [read.file], read)
    before = read.file.stat()
    read.file.write_text("two", encoding="utf-8")
    os.utime(read.file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read_once("list", folder, [read.file], read) == "two"


def test_a_file_that_has_just_changed_is_not_kept(read: Reader) -> None:
    os.utime(read.file)
    for _ in range(2):
        read_once("list", read.file.parent, [read.file], read)
    assert read.times == 2


def test_a_file_that_changes_while_it_is_read_is_not_kept(read: Reader) -> None:
    def read_slowly() -> str:
        found = read()
        read.file.write_text("three", encoding="utf-8")
        make_older(read.file)
        return found

    folder = read.file.parent
    assert read_once("list", folder, [read.file], read_slowly) == "one"
    assert read_once("list", folder, [read.file], read) == "three"


def test_another_thing_to_hold_it_against_is_another_reading(read: Reader) -> None:
    for against in ("these teams", "those teams", "those teams"):
        read_once("list", read.file.parent, [read.file], read, against)
    assert read.times == 2


def test_only_so_many_readings_are_kept(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 3)
    for n in range(9):
        read_once(f"list {n}", read.file.parent, [read.file], read)
    assert len(kept._kept) == 3
