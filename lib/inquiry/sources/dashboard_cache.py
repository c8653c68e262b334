"""What was read from a published file, kept: a whole state need not be read again for every page."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache as once
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from inquiry.district.cache_folder import read_entry, write_entry
from inquiry.errors import Checked, Fault
from inquiry.sources.dashboard_columns import empty_rows
from inquiry.sources.dashboard_file import DashboardFile
from inquiry.sources.file_digest import content_digest
from inquiry.sources.tally import empty_tally


def cached(
    path: Path,
    asked: Sequence[str],
    cache: Path | None,
    read: Callable[[], Checked[DashboardFile]],
) -> Checked[DashboardFile]:
    """What a file gave when it was last read; read and kept if it changed.

    Parameters
    ----------
    path : Path
        The published file; its bytes decide, not its date.
    asked : sequence of str
        What else the result depends on, such as the district's code.
    cache : Path or None
        The folder of what is kept; None reads always. A folder that cannot be written is no fault, and what
        was damaged in it is read and kept anew.
    read : callable
        Reads the file.
    """
    entry = _entry(path, asked, cache) if cache else None
    if entry and entry.is_file():
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            return _load(entry)
    checked = read()
    if entry and checked.value.rows_read and entry == _entry(path, asked, entry.parent):
        with contextlib.suppress(OSError):
            write_entry(entry, _written(checked))
    return checked


def _entry(path: Path, asked: Sequence[str], cache: Path) -> Path | None:
    try:
        parts = (_readers(), *asked, content_digest(path, cache))
    except OSError:
        return None
    return cache / f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}.json"


@once
def _readers() -> str:
    """A digest of the readers themselves: what an older one kept is not found."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(module.read_bytes() for module in modules)).hexdigest()


def _written(checked: Checked[DashboardFile]) -> bytes:
    """An entry: a checksum in its first line, then what was read, column by column."""
    file = checked.value
    content = {
        "file": [file.file, file.indicator, file.year, file.rows_read],
        "rows": _columns(file.rows),
        "tally": _columns(file.tally),
        "faults": [asdict(fault) for fault in checked.faults],
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    body = text.encode("utf-8", "surrogatepass")
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Each column as plain values, None for a missing number."""
    plain = {str(name): frame[name].tolist() for name in frame}
    return {name: [None if each != each else each for each in values] for name, values in plain.items()}


def _load(entry: Path) -> Checked[DashboardFile]:
    checksum, _, body = read_entry(entry).partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != checksum:
        raise ValueError("damaged")
    content: dict[str, Any] = json.loads(body.decode("utf-8", "surrogatepass"))
    name, indicator, year, rows_read = content["file"]
    rows, tally = (_frame(content[key], _kinds(key)) for key in ("rows", "tally"))
    faults = tuple(Fault(**fault) for fault in content["faults"])
    return Checked(DashboardFile(name, indicator, year, rows, tally, rows_read), faults)


@once
def _kinds(frame: str) -> dict[str, Any]:
    """The columns of one of the two frames and their types."""
    like = empty_rows() if frame == "rows" else empty_tally()
    return {str(name): kind for name, kind in like.dtypes.items()}


def _frame(columns: dict[str, list[Any]], kinds: dict[str, Any]) -> pd.DataFrame:
    """A frame of typed columns; numbers and flags by way of NumPy, which takes a fifth of the time."""
    typed = {
        name: np.array(columns[name], dtype=kind)
        if isinstance(kind, np.dtype)
        else pd.array(columns[name], dtype=kind)
        for name, kind in kinds.items()
    }
    return pd.DataFrame(typed)
