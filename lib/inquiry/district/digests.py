"""A short digest of whatever a page was given: the same for the same content in any process."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

DIGEST_BYTES = 12  # of a digest: 96 bits never meet by chance among millions


def digest(value: object) -> str:
    """A short digest of what a door handed out: the same for the same content in any process."""
    total = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for part in _parts(value):
        total.update(part)
    return total.hexdigest()


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
