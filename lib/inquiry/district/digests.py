"""A short digest of whatever a page was given: the same for the same content in any process."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MOST_KEPT = 16  # digests of things that are kept: the state's rules, the published files of a district or two
DIGEST_BYTES = 12  # of a digest: 96 bits never meet by chance among millions


def digest(value: object) -> str:
    """A short digest of what a door handed out: the same for the same content in any process."""
    total = hashlib.blake2b(digest_size=DIGEST_BYTES)
    try:
        total.update(_ENCODER.encode(value).encode("utf-8", "surrogatepass"))
    except TypeError:  # a dictionary whose keys are no plain texts
        for part in _parts(value):
            total.update(part)
    return total.hexdigest()


def digest_once(value: object) -> str:
    """The digest of something large that is read once in a process and that nobody changes."""
    known = _once.pop(id(value), None)
    found = known if known is not None and known[0] is value else (value, digest(value))
    _once[id(value)] = found
    while len(_once) > MOST_KEPT:
        _once.pop(next(iter(_once)))
    return found[1]


_once: dict[int, tuple[object, str]] = {}


def _plain(value: object) -> object:
    """What JSON does not know, as something that it knows and that tells its kind."""
    if hasattr(value, "model_dump_json"):
        return ["\0model", value.model_dump_json()]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return ["\0" + kind.__name__, *(getattr(value, name) for name in _fields(kind))]
    if isinstance(value, dt.date):  # a moment too
        return ["\0" + type(value).__name__, value.isoformat()]
    return ["\0", *(part.hex() for part in _parts(value))]


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


# A page's notes take apart some hundred thousand values: C does the walking.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_plain)


def _parts(value: object) -> Iterator[bytes]:
    """A value's content, taken apart so that two that differ never read alike."""
    if hasattr(value, "model_dump_json"):
        yield b"m" + value.model_dump_json().encode("utf-8", "surrogatepass")
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield f"d{type(value).__name__}".encode()
        for field in dataclasses.fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield f"o{len(value)}".encode()
        for key, each in value.items():
            yield from (*_parts(key), *_parts(each))
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        yield f"l{len(value)}".encode()
        for each in value:
            yield from _parts(each)
    elif isinstance(value, set | frozenset):
        yield from _parts(sorted(value))
    elif type(value).__name__ == "DataFrame":
        yield from _frame_parts(value)  # type: ignore[arg-type]
    else:
        text = repr(value).encode("utf-8", "surrogatepass")
        yield b"%d:" % len(text) + text


def _frame_parts(frame: pd.DataFrame) -> Iterator[bytes]:
    """A frame's columns and rows in order; where a row stands in its file changes nothing that is shown."""
    from pandas.util import hash_pandas_object

    rows = frame.drop(columns="line") if "line" in frame else frame
    yield repr([(str(name), str(rows[name].dtype)) for name in rows]).encode()
    yield hash_pandas_object(rows, index=False).to_numpy().tobytes()
