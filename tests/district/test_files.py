"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

import pytest

from inquiry.district.files import (
    ABANDONED_SECONDS,
    TEMP_SUFFIX,
    explain_refusal,
    sweep_abandoned,
    write_if_changed,
    write_whole,
)
from inquiry.district.held import take_hold
from inquiry.errors import BadInput


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_text_is_written_as_utf8_with_its_own_newlines(tmp_path: Path) -> None:
    write_whole(tmp_path / "note.txt", "Señora Núñez\nשלום\n")
    assert (tmp_path / "note.txt").read_bytes() == "Señora Núñez\nשלום\n".encode()


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "c.bin", b"\x00\xff")
    assert (tmp_path / "a" / "b" / "c.bin").read_bytes() == b"\x00\xff"


def test_a_file_is_replaced_and_no_other_file_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "note.txt", "old")
    write_whole(tmp_path / "note.txt", "new")
    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == ["note.txt"]


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    write_whole(tmp_path / "ours", b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    write_whole(tmp_path / "note.txt", "old")
    (tmp_path / "note.txt").chmod(0o640)
    write_whole(tmp_path / "note.txt", "new")
    assert (tmp_path / "note.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_whole(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file_and_no_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "note.txt", "old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match="no space left on the disk"):
        write_whole(tmp_path / "note.txt", "new")
    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["note.txt"]


LIMITED = """
import pathlib, resource, sys
from inquiry.district.files import write_whole
from inquiry.errors import BadInput
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(pathlib.Path(sys.argv[1]), b"x" * 100_000)
except BadInput as refusal:
    print(refusal.faults[0].found)
"""


@pytest.mark.skipif(os.name == "nt", reason="no limit on file sizes to set there")
def test_a_disk_that_fills_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "note.txt", "old")
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "note.txt")]
    said = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert said.stdout.strip() == "no space left on the disk"
    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["note.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_named_in_plain_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(BadInput, match="may not be changed"):
        write_whole(tmp_path / "note.txt", "new")
    tmp_path.chmod(0o700)


def test_a_refused_write_is_named_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(BadInput) as caught:
        write_whole(tmp_path / "note.txt", "new", shown_as="build/note.txt")
    assert caught.value.faults[0].file == "build/note.txt"
    assert "read-only" in caught.value.faults[0].found


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"")
    with pytest.raises(BadInput, match="a file where a folder should be"):
        write_whole(tmp_path / "build" / "note.txt", "new")


def test_an_unknown_trouble_keeps_the_systems_own_words() -> None:
    fault = explain_refusal(OSError(errno.EIO, "Input/output error"), "note.txt")
    assert "Input/output error" in fault.found


def test_the_same_content_is_not_written_again(tmp_path: Path) -> None:
    assert write_if_changed(tmp_path / "note.txt", "one\n")
    before = (tmp_path / "note.txt").stat()
    assert not write_if_changed(tmp_path / "note.txt", "one\n")
    assert (tmp_path / "note.txt").stat().st_ino == before.st_ino
    assert write_if_changed(tmp_path / "note.txt", "two\n")


def test_windows_waits_for_whoever_holds_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, refusals = Path.replace, [PermissionError(errno.EACCES, "held")] * 2

    def held(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("inquiry.district.files.WINDOWS_WAIT_SECONDS", 0)
    monkeypatch.setattr("inquiry.district.files._tries", lambda: 3)
    write_whole(tmp_path / "note.txt", "new")
    assert names(tmp_path) == ["note.txt"]


WRITE = """
import os, pathlib, sys, time
from inquiry.district import files
os.fsync = lambda _handle: (print("writing", flush=True), time.sleep(60))
files.write_whole(pathlib.Path(sys.argv[1]), b"new")
"""


@pytest.mark.skipif(os.name == "nt", reason="asks the system's locks")
def test_what_a_killed_writer_left_is_swept_at_once_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(b"old")
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(tmp_path / "note.txt")], stdout=subprocess.PIPE, text=True
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        assert sweep_abandoned(tmp_path) == 0
        assert len(names(tmp_path)) == 2
        writer.kill()
    assert sweep_abandoned(tmp_path) == 1
    assert (tmp_path / "note.txt").read_bytes() == b"old"
    assert names(tmp_path) == ["note.txt"]


def test_a_writer_whose_file_was_swept_before_it_held_it_makes_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept = []

    def sweep_first(file: BinaryIO) -> bool | None:
        if not swept:
            swept.append(Path(file.name))
            swept[0].unlink()
        return take_hold(file)

    monkeypatch.setattr("inquiry.district.files.take_hold", sweep_first)
    write_whole(tmp_path / "note.txt", "new")
    assert names(tmp_path) == ["note.txt"]


@pytest.mark.parametrize(("refusal", "answer"), [(errno.EACCES, False), (errno.EINVAL, None)])
def test_a_network_folder_of_windows_without_locks_is_not_taken_for_a_held_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: int, answer: bool | None
) -> None:
    def locking(*_: object) -> None:
        raise OSError(refusal, "refused")

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr(sys, "platform", "win32")
    with (tmp_path / "lock").open("a+b") as file:
        assert take_hold(file) is answer


@pytest.mark.parametrize(("years", "swept"), [(0, 0), (1, 1), (-1, 1)])
def test_where_there_are_no_locks_age_decides_also_when_the_clock_went_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: int, swept: int
) -> None:
    monkeypatch.setattr("inquiry.district.files.take_hold", lambda _file: None)
    (tmp_path / "deep").mkdir()
    left = tmp_path / "deep" / f".page.ipynb.abc{TEMP_SUFFIX}"
    left.write_bytes(b"half")
    later = left.stat().st_mtime + years * (ABANDONED_SECONDS + 1)
    assert sweep_abandoned(tmp_path, now=later) == swept
    assert left.exists() != bool(swept)


def test_a_file_is_left_alone_where_the_caller_says_so_at_the_last_moment(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(b"old")
    assert not write_whole(tmp_path / "note.txt", "new", only_if=lambda: False)
    assert (tmp_path / "note.txt").read_bytes() == b"old"
    assert names(tmp_path) == ["note.txt"]
