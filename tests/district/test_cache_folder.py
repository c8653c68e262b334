"""What is kept to save time stays small, and whoever uses it meanwhile is not disturbed."""

import os
import threading
import time

import pytest

from inquiry.district.cache_folder import (
    ABANDONED_SECONDS,
    USED_SECONDS,
    prune_cache,
    read_entry,
    write_entry,
)


def keep(folder, name, days_old, size=100):
    path = folder / name
    write_entry(path, b"x" * size)
    moment = time.time() - days_old * 86_400
    os.utime(path, (moment, moment))
    return path


def names(folder):
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_what_was_not_used_for_longest_goes_first_and_only_as_much_as_needed(tmp_path):
    for name, days in (("old", 9), ("older", 20), ("new", 0), ("newer", 0)):
        keep(tmp_path / name[:2], name, days)
    assert prune_cache(tmp_path, most_bytes=250) == 2
    assert names(tmp_path) == {"new", "newer"}


def test_a_cache_that_is_small_enough_is_left_alone(tmp_path):
    keep(tmp_path, "old", 400)
    assert prune_cache(tmp_path, most_bytes=100) == 0
    assert names(tmp_path) == {"old"}


def test_an_entry_that_is_read_counts_as_used(tmp_path):
    read, unread = keep(tmp_path, "read", 9), keep(tmp_path, "unread", 8)
    assert read_entry(read) == b"x" * 100
    prune_cache(tmp_path, most_bytes=100)
    assert (read.exists(), unread.exists()) == (True, False)


def test_reading_twice_a_day_writes_nothing(tmp_path):
    path = keep(tmp_path, "read", (USED_SECONDS - 60) / 86_400)
    before = path.stat().st_mtime_ns
    read_entry(path)
    assert path.stat().st_mtime_ns == before


def test_what_a_killed_process_left_unfinished_goes_and_what_is_being_written_stays(tmp_path):
    keep(tmp_path, "left.tmp", 2 * ABANDONED_SECONDS / 86_400)
    keep(tmp_path, "now.tmp", 0)
    prune_cache(tmp_path)
    assert names(tmp_path) == {"now.tmp"}


def test_a_folder_that_is_not_there_is_no_fault(tmp_path):
    assert prune_cache(tmp_path / "none") == 0


def test_an_entry_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "entry").mkdir()
    with pytest.raises(IsADirectoryError if os.name == "posix" else PermissionError):
        write_entry(tmp_path / "entry", b"x")
    assert names(tmp_path) == set()


def test_two_builds_prune_and_write_at_once_and_no_reader_sees_half_an_entry(tmp_path):
    whole, wrong = b"x" * 50_000, []

    def work(own):
        for n in range(60):
            entry = tmp_path / f"{(n + own) % 7}"
            write_entry(entry, whole)
            prune_cache(tmp_path, most_bytes=100_000)
            try:
                found = read_entry(entry)
            except FileNotFoundError:
                continue
            if found != whole:
                wrong.append(entry)

    threads = [threading.Thread(target=work, args=(own,)) for own in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 150_000
