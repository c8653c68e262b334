"""What was read from a published file, kept: a whole state need not be read again for every page."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from inquiry.errors import Checked, Fault
from inquiry.sources.dashboard_columns import empty_rows
from inquiry.sources.dashboard_file import DashboardFile
from inquiry.sources.tally import empty_tally

_BLOCK = 1 << 20


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
        The folder of what is kept; None reads always. A folder that cannot be written is no fault.
    read : callable
        Reads the file.
    """
    entry = _entry(path, asked, cache) if cache else None
    if entry and entry.is_file():
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            return _load(entry)
    checked = read()
    if entry and checked.value.rows_read:
        with contextlib.suppress(OSError):
            _save(entry, checked.value, checked.faults)
    return checked


def _entry(path: Path, asked: Sequence[str], cache: Path) -> Path | None:
    digest = hashlib.sha256("\0".join((_readers(), *asked)).encode())
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return None
    return cache / f"{digest.hexdigest()[:32]}.json"


@lru_cache(maxsize=1)
def _readers() -> str:
    """A digest of the readers themselves: what an older one kept is not found."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(module.read_bytes() for module in modules)).hexdigest()


def _save(entry: Path, file: DashboardFile, faults: Sequence[Fault]) -> None:
    """Write beside the target and rename, so that no reader ever sees half an entry."""
    content = {
        "file": [file.file, file.indicator, file.year, file.rows_read],
        "rows": _cells(file.rows),
        "tally": _cells(file.tally),
        "faults": [asdict(fault) for fault in faults],
    }
    entry.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=entry.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            json.dump(content, stream, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        Path(temporary).replace(entry)
    except OSError:  # on Windows a reader may hold the entry open
        Path(temporary).unlink(missing_ok=True)
        raise


def _cells(frame: pd.DataFrame) -> list[list[Any]]:
    plain = frame.astype("object")
    cells: list[list[Any]] = plain.where(frame.notna(), None).to_numpy().tolist()
    return cells


def _load(entry: Path) -> Checked[DashboardFile]:
    content: dict[str, Any] = json.loads(entry.read_text(encoding="utf-8"))
    name, indicator, year, rows_read = content["file"]
    rows, tally = (
        _frame(content[key], like) for key, like in (("rows", empty_rows()), ("tally", empty_tally()))
    )
    faults = tuple(Fault(**fault) for fault in content["faults"])
    return Checked(DashboardFile(name, indicator, year, rows, tally, rows_read), faults)


def _frame(cells: list[list[Any]], like: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=list(like.columns)).astype(like.dtypes.to_dict()) if cells else like
