"""What is read once in a process, and again once what it was read from has changed.

A build reads much in the process that pages are forked from; a page then finds it here, and reads again only
what has changed meanwhile.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
Stamp = tuple[tuple[str, int, int, int, int] | None, ...]

SETTLED_SECONDS = 2  # the coarsest clock of a file system (FAT): a younger file may change under its stamp
MOST_KEPT = 256  # readings: some hundred for a district, most of them a form's rows

_kept: dict[Hashable, tuple[object, Any]] = {}


def keep_while_same(
    key: Hashable, mark: object, read: Callable[[], T], may_be_kept: Callable[[], bool] = lambda: True
) -> T:
    """What `read` makes, kept under `key` until its mark is another one. Nobody may change it."""
    known = _kept.get(key)
    if known is not None and known[0] == mark:
        found: T = known[1]
        return found
    found = read()
    if may_be_kept():
        _kept.pop(key, None)
        _kept[key] = (mark, found)
        for oldest in list(_kept)[:-MOST_KEPT]:
            _kept.pop(oldest, None)
    return found


def read_once(
    what: str, folder: Path, files: Iterable[Path], read: Callable[[], T], held_against: object = None
) -> T:
    """What `read` makes of some files, kept until one of them changes. Nobody may change it.

    Parameters
    ----------
    what : str
        What is read; with the folder it tells one reading from others.
    folder : Path
        The folder that the files lie in.
    files : iterable of Path
        All that it is read from. A file that changed in the last seconds, or while it was read, is not kept.
    read : callable
        Reads it.
    held_against : object
        What else it depends on; compared with what it was.
    """
    paths = tuple(files)
    stamp = _stamp(paths)
    key = (what, os.path.realpath(folder))
    settled = _is_settled(stamp)
    return keep_while_same(key, (stamp, held_against), read, lambda: settled and _stamp(paths) == stamp)


def _stamp(paths: Iterable[Path]) -> Stamp:
    """What tells changed files from those that were read; None for one that is not there."""
    return tuple(map(_stamp_of, paths))


def _stamp_of(path: Path) -> tuple[str, int, int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return path.name, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _is_settled(stamp: Stamp) -> bool:
    newest = max((each[3] for each in stamp if each), default=0)
    return time.time() - newest / 1e9 > SETTLED_SECONDS
