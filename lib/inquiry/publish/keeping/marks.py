"""Whether a file is still the one that was seen before, mostly without reading it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

Stamp = tuple[int, int, int]  # size, time of the content's and of the entry's last change, in nanoseconds


@dataclass(frozen=True)
class Mark:
    """What a file was when it was seen: its hash, and what the system says of it without reading it."""

    sha256: str
    stamp: Stamp


def mark_content(path: Path, content: bytes) -> Mark:
    """The mark of a file that was just seen to hold this content.

    Raises
    ------
    OSError
        When it is gone.
    """
    return Mark(hashlib.sha256(content).hexdigest(), stamp_of(path))


def stamp_of(path: Path) -> Stamp:
    """What the system says of a file; `OSError` when it is not there."""
    return _stamp(path.stat())


def recognise(path: Path, mark: Mark, noted_ns: int) -> Mark | None:
    """Its present mark, if a file is still the one that was marked; else None.

    Parameters
    ----------
    path : Path
        The file.
    mark : Mark
        What it was.
    noted_ns : int
        When the mark was written down, by the same disk's clock. A file that changed no earlier may have
        changed again within the clock's tick, with nothing to tell: it is read and hashed, as is every file
        whose stamp differs.
    """
    try:
        stamp = stamp_of(path)
        if stamp == mark.stamp and stamp[1] < noted_ns:
            return mark
        if stamp[0] != mark.stamp[0] or hashlib.sha256(path.read_bytes()).hexdigest() != mark.sha256:
            return None
    except OSError:
        return None
    return replace(mark, stamp=stamp)


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns
