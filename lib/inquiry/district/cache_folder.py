"""What is kept to save time: nobody reads half of it, and it is cleared before it grows too large."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 1_000_000_000  # a quarter's charts of 50 schools, 2,000 pages, take about a third of this
UNFINISHED = ".tmp"
ABANDONED_SECONDS = 3600  # an unfinished file older than this was left by a process that was killed
USED_SECONDS = 86_400  # when an entry was last used is written down once a day


@dataclass(frozen=True, order=True)
class _Entry:
    used: float
    path: Path
    size: int


def write_entry(entry: Path, content: bytes) -> None:
    """Write an entry beside its place and rename it; it is not flushed to the disk: it can be made again.

    Raises
    ------
    OSError
        When it cannot be written; nothing is left behind.
    """
    entry.parent.mkdir(parents=True, exist_ok=True)
    unfinished = entry.with_name(f"{entry.name}.{secrets.token_hex(6)}{UNFINISHED}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(entry)  # on Windows somebody may hold the entry open
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def read_entry(entry: Path) -> bytes:
    """Read an entry, and note that it is still used.

    Raises
    ------
    OSError
        When there is none, or it cannot be read.
    """
    content = entry.read_bytes()
    with contextlib.suppress(OSError):
        if time.time() - entry.stat().st_mtime > USED_SECONDS:
            os.utime(entry)
    return content


def prune_cache(folder: Path, most_bytes: int = MOST_BYTES) -> int:
    """Remove what was not used for longest until the rest is no larger than allowed; return how many files.

    Others may read and write meanwhile: who misses an entry makes it again. What a killed process left
    unfinished goes too.
    """
    found = sorted(_entries(folder))
    excess = sum(entry.size for entry in found) - most_bytes
    gone = []
    for entry in found:
        if entry.path.suffix == UNFINISHED:  # whoever is still writing one is not disturbed
            removed = time.time() - entry.used > ABANDONED_SECONDS
        else:
            removed = excess > 0
            excess -= entry.size
        if removed:
            gone.append(entry.path)
    return sum(map(_remove, gone))


def _remove(path: Path) -> bool:
    with contextlib.suppress(OSError):
        path.unlink()
        return True
    return False


def _entries(folder: Path) -> Iterator[_Entry]:
    for place, _, names in os.walk(folder):
        for path in (Path(place, name) for name in names):
            with contextlib.suppress(OSError):
                about = path.stat()
                yield _Entry(about.st_mtime, path, about.st_size)
