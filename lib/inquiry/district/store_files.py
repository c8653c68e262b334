"""What an object store says of its files, and which of them take part when a district is fetched and sent."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from inquiry.district.files import TEMP_SUFFIX, write_whole

INDEX_FILE = ".store.json"  # in the copy: what each file was when it was last the same on both sides
CACHE, LOCK = ".cache", ".lock"  # with the index, what each computer keeps for itself
RECORD = "record.sqlite"  # and what SQLite puts beside it: only the place where teams type may change answers
# What a command may remove from the store: what it can make again, nothing that people put there.
MADE_AGAIN = ("build/", "editions/", "site/")
# What stores say of a file that differs whenever its content does; each store says some of these.
CONTENT_MARKS = ("ETag", "etag", "md5Hash", "content_md5", "generation")
TIME_MARKS = ("created", "LastModified", "last_modified", "modificationTime", "modify", "mtime")
NO_MARK = ""  # of a file whose store says none of these: it is fetched each time
NEW = [None, None, None]  # what is known of a file that was on neither side
# name -> the store's mark and the copy's stamp, when both were the same; and since when, if the file must be
# fetched once more.
Known = dict[str, list[Any]]
_FINE = re.compile(r"\.\d*[1-9]")  # a time told finer than by the second


def is_inside(name: str) -> bool:
    """Whether a name from a store is a plain one inside the copy, also where it is made up to lead out."""
    path = PurePosixPath(name)
    plain = path.as_posix() == name and not path.is_absolute() and bool(path.parts)
    return plain and ".." not in path.parts and "\\" not in name and ":" not in name


def is_own(name: str) -> bool:
    """Whether a file is each computer's own: caches, locks, files half written, the index."""
    path = PurePosixPath(name)
    return CACHE in path.parts or path.name == INDEX_FILE or name.endswith((LOCK, TEMP_SUFFIX))


def stays_here(name: str) -> bool:
    """Whether a file is never sent to the store."""
    return is_own(name) or PurePosixPath(name).name.startswith(RECORD)


def mark_of(about: Mapping[str, Any]) -> str:
    """What tells a file from what it was; `NO_MARK` where the store says nothing that does."""
    told = {key: str(about[key]) for key in (*CONTENT_MARKS, *TIME_MARKS) if key in about}
    return json.dumps(told | {"size": str(about.get("size"))}, sort_keys=True) if told else NO_MARK


def is_sure(name: str, mark: str) -> bool:
    """Whether a file that keeps this mark is the same, or is checked against the build's manifest anyway."""
    if name.startswith(MADE_AGAIN) or mark == NO_MARK:
        return True
    told = json.loads(mark)
    return not told.keys().isdisjoint(CONTENT_MARKS) or any(_FINE.search(told.get(k, "")) for k in TIME_MARKS)


def stamp_of(path: Path) -> list[int] | None:
    """A file's size and time of change; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]


def read_index(copy: Path) -> Known:
    """What each file was when both sides were the same; a damaged list only costs fetching again."""
    with contextlib.suppress(OSError, ValueError):
        content = json.loads((copy / INDEX_FILE).read_text(encoding="utf-8"))
        if isinstance(content, dict):
            return {
                name: each
                for name, each in content.items()
                if isinstance(each, list) and len(each) == len(NEW)
            }
    return {}


def write_index(copy: Path, known: Known) -> None:
    """Keep what each file was when both sides were the same."""
    write_whole(copy / INDEX_FILE, json.dumps(known))
