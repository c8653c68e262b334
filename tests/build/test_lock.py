"""One build of a quarter at a time, and no lock that outlives its build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inquiry.build.keeping.lock import _take, lock_build, lock_page
from inquiry.errors import BadInput, UsageError

HOLD = """
import sys, time
from pathlib import Path
from inquiry.build.keeping.lock import _take, lock_build, lock_page
with lock_build(Path(sys.argv[1]), "2026-27-Q1"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_build_is_told_who_is_at_work(tmp_path: Path) -> None:
    with (
        lock_build(tmp_path, "2026-27-Q1"),
        pytest.raises(UsageError, match=rf"process {os.getpid()}.*Wait"),
        lock_build(tmp_path, "2026-27-Q1"),
    ):
        pass


def test_another_quarter_can_be_built_at_the_same_time(tmp_path: Path) -> None:
    with lock_build(tmp_path, "2026-27-Q1"), lock_build(tmp_path, "2026-27-Q2"):
        pass


def test_the_lock_is_free_when_the_build_is_done_or_failed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), lock_build(tmp_path, "2026-27-Q1"):
        raise ValueError("x")
    with lock_build(tmp_path, "2026-27-Q1"):
        pass


def test_the_lock_of_a_build_that_was_killed_is_free(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "held"
    with pytest.raises(UsageError, match=f"process {holder.pid}"), lock_build(tmp_path, "2026-27-Q1"):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with lock_build(tmp_path, "2026-27-Q1"):
        pass


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"")
    with pytest.raises(BadInput) as caught, lock_build(tmp_path, "2026-27-Q1"):
        pass
    assert caught.value.faults[0].file == "build/2026-27-Q1/.lock"


def test_a_page_is_held_by_one_at_a_time_and_let_go(tmp_path, monkeypatch):
    monkeypatch.setattr("inquiry.build.keeping.lock.PAGE_PATIENCE_SECONDS", 0.3)
    page = tmp_path / "workbooks/2026-27-Q1/oak/oak-grade-3/1-analyze.ipynb"
    lock = tmp_path / "build/2026-27-Q1/oak/oak-grade-3/1-analyze.lock"
    with lock_page(page), lock.open("a+b") as other:
        assert not _take(other)
    with lock.open("a+b") as other:
        assert _take(other)
    with lock.open("a+b") as stuck:
        assert _take(stuck)
        with lock_page(page):  # in the end it goes on: merging reads again before it writes
            pass
