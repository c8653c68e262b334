"""A file's content as a digest; one that did not change since is not read again for it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from pathlib import Path

from inquiry.district.cache_folder import read_entry, write_entry
from inquiry.district.kept import SETTLED_SECONDS


def content_digest(path: Path, memory: Path) -> str:
    """A digest of a file's bytes, remembered with the file's size, times and place on the disk.

    Parameters
    ----------
    path : Path
        The file.
    memory : Path
        A folder for what is remembered; one that cannot be written is no fault.

    Raises
    ------
    OSError
        When the file cannot be read.
    """
    stamp = _stamp(path)
    entry = memory / f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]}.stamp"
    with contextlib.suppress(OSError, ValueError, TypeError):
        known, digest = json.loads(read_entry(entry))
        if known == stamp:
            return str(digest)
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if stamp == _stamp(path) and max(stamp[1:3]) < time.time_ns() - SETTLED_SECONDS * 10**9:
        with contextlib.suppress(OSError):
            write_entry(entry, json.dumps([stamp, digest]).encode())
    return digest


def _stamp(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
