"""A file's digest is remembered by its stamp, and never believed of a file that may have changed."""

import hashlib
import os
import time

import pytest

from inquiry.sources import file_digest
from inquiry.sources.file_digest import content_digest


def sha(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def settled(monkeypatch):
    """As if every file were written a while ago."""
    monkeypatch.setattr(file_digest, "SETTLED_SECONDS", -1000)


def test_a_settled_file_is_hashed_once(tmp_path, settled, monkeypatch):
    path, memory = tmp_path / "state.txt", tmp_path / "memory"
    path.write_bytes(b"one")
    assert content_digest(path, memory) == sha(b"one")
    monkeypatch.setattr(hashlib, "file_digest", None)
    assert content_digest(path, memory) == sha(b"one")


def test_a_file_that_was_just_written_is_hashed_every_time(tmp_path):
    path, memory = tmp_path / "state.txt", tmp_path / "memory"
    path.write_bytes(b"one")
    content_digest(path, memory)
    assert not memory.exists()


def test_another_file_with_the_same_size_and_date_is_not_taken_for_the_first(tmp_path, settled):
    path, memory = tmp_path / "state.txt", tmp_path / "memory"
    path.write_bytes(b"one")
    about = path.stat()
    content_digest(path, memory)
    time.sleep(0.02)  # longer than the system's clock takes from one file time to the next
    path.write_bytes(b"two")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert content_digest(path, memory) == sha(b"two")


@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b"[1, 2]", b"[[], null, 3]"])
def test_what_is_remembered_and_damaged_is_passed_over(tmp_path, settled, content):
    path, memory = tmp_path / "state.txt", tmp_path / "memory"
    path.write_bytes(b"one")
    content_digest(path, memory)
    (entry,) = memory.iterdir()
    entry.write_bytes(content)
    assert content_digest(path, memory) == sha(b"one")
