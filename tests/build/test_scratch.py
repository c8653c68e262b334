"""What pages leave while they run is cleared away, at the latest by the next build."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import pytest

from inquiry.build.running.scratch import open_scratch
from inquiry.errors import BadInput


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def test_it_is_empty_and_gone_in_the_end_however_that_comes(tmp_path: Path, temporary: Path) -> None:
    seen = []

    def leave_something() -> None:
        with open_scratch(tmp_path, "2026-27-Q1") as scratch:
            seen.extend(scratch.iterdir())
            (scratch / "page").mkdir()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        leave_something()
    assert seen == []
    assert list(temporary.iterdir()) == []


def test_what_a_killed_build_of_the_quarter_left_is_removed_and_nothing_else(
    tmp_path: Path, temporary: Path
) -> None:
    killed = open_scratch(tmp_path, "2026-27-Q1")
    (killed.__enter__() / "0.log").write_bytes(b"half")
    with open_scratch(tmp_path, "2026-27-Q2") as other, open_scratch(tmp_path, "2026-27-Q1") as scratch:
        assert sorted(temporary.iterdir()) == sorted([other, scratch])


def test_no_room_for_it_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_options: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(BadInput, match="no space left on the disk"), open_scratch(tmp_path, "2026-27-Q1"):
        pass
