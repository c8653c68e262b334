"""What a page read, noted while it runs: a later build runs it again only where one of these differs.

A page reads through few doors: the record, the lists, the settings, the questions, the files. Each door notes
what it handed out as (kind, key, digest); nothing is noted where no page runs. A file that is opened past all
doors is noted whole, so that none is ever missed (see `watch_files`).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from inquiry.district.digests import digest

T = TypeVar("T")
_READING = ("r", "rb", "rt", "rU")  # how a file is opened that is only read

Key = tuple[Any, ...]  # plain JSON
Name = tuple[str, str]  # a note's kind and its key as text


class _Noted:
    """What the page of this process has read so far; `names` is None where no page runs."""

    names: dict[Name, str] | None = None
    quiet: int = 0  # how deep we are in doors that note by themselves
    folders: Mapping[str, str] = {}  # a watched folder -> what it is called in notes
    passed_over: tuple[str, ...] = ()


def note(kind: str, key: Key, value: Callable[[], object]) -> None:
    """Note that the page read something; `value` gives what it read, and is asked only where it counts."""
    if _Noted.names is None or _Noted.quiet:
        return
    name = (kind, write_key(key))
    if name not in _Noted.names:
        with noting_nothing():
            _Noted.names[name] = digest(value())


@contextmanager
def noting_nothing() -> Iterator[None]:
    """Inside a door: what is read in here is noted by the door itself."""
    _Noted.quiet += 1
    try:
        yield
    finally:
        _Noted.quiet -= 1


def is_noting() -> bool:
    """Whether what is read here and now is noted: a page runs, and no door notes for us."""
    return _Noted.names is not None and not _Noted.quiet


def noted_result(kind: str, key: Key, make: Callable[[], T]) -> T:
    """What `make` works out, noted as one thing: what it reads for that counts only by what comes of it."""
    with noting_nothing():
        result = make()
    note(kind, key, lambda: result)
    return result


@contextmanager
def noting(folders: Mapping[Path, str], passed_over: Iterable[Path] = ()) -> Iterator[dict[Name, str]]:
    """Collect what the page of this process reads; the notes are filled while the block runs.

    Parameters
    ----------
    folders : mapping of Path to str
        Watched folders, and what they are called in notes: files opened in them past all doors are noted.
    passed_over : iterable of Path
        Folders in them that are not watched: what is built, and caches whose content tells what it is of.
    """
    if folders:
        watch_files()
    found: dict[Name, str] = {}
    _Noted.folders = {f"{folder.resolve()}{os.sep}": name for folder, name in folders.items()}
    _Noted.passed_over = tuple(f"{folder.resolve()}{os.sep}" for folder in passed_over)
    _Noted.names = found
    try:
        yield found
    finally:
        _Noted.names = None


def write_key(key: Key) -> str:
    """A key as a note keeps it."""
    return json.dumps(key, ensure_ascii=False, separators=(",", ":"))


@cache
def watch_files() -> None:
    """Have the interpreter tell of every file opened in this process from now on; it cannot be undone."""
    sys.addaudithook(_see)


def _see(event: str, found: tuple[Any, ...]) -> None:
    """Note a watched file that is opened for reading, or a watched folder that is listed, past all doors."""
    if _Noted.names is None or _Noted.quiet or event not in {"open", "os.listdir", "os.scandir"}:
        return
    path = found[0]
    if not isinstance(path, str | bytes | os.PathLike):
        return
    if event == "open" and not _only_reads(found[1], found[2]):
        return
    place = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  as it was asked for: no link is followed
    if place.startswith(_Noted.passed_over):
        return
    for folder, name in _Noted.folders.items():
        if f"{place}{os.sep}".startswith(folder):
            inside = place[len(folder) :].replace(os.sep, "/")
            note("file" if event == "open" else "folder", (name, inside), lambda: content_of(Path(place)))


def _only_reads(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return mode in _READING
    return isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) == 0


def content_of(path: Path) -> object:
    """What a file holds, or which files a folder has; None where it cannot be read."""
    try:
        if path.is_dir():
            return sorted(each.name for each in path.iterdir())
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
