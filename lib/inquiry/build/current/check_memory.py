"""What the check before a build found, kept until anything it read looks different."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from inquiry.build.current.stamps import Stamp
from inquiry.district.files import write_if_changed
from inquiry.errors import Fault, InquiryError

FORMAT = 1


def check_path(folder: Path, quarter: str) -> Path:
    """Where it is kept."""
    return folder / "build" / quarter / "check.json"


def recall_faults(folder: Path, quarter: str, stamp: Stamp) -> tuple[Fault, ...] | None:
    """What the last check found, where everything still looks as it did then; else None."""
    try:
        raw = json.loads(check_path(folder, quarter).read_text(encoding="utf-8"))
        if raw["format"] != FORMAT or raw["stamp"] != stamp.id or not stamp.settled:
            return None
        return tuple(_fault(each) for each in raw["faults"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def remember_faults(folder: Path, quarter: str, stamp: Stamp, faults: Sequence[Fault]) -> None:
    """Keep what a check found; a disk that does not take it is no fault, the next build checks again."""
    content = {"format": FORMAT, "stamp": stamp.id, "faults": [asdict(fault) for fault in faults]}
    try:
        write_if_changed(check_path(folder, quarter), json.dumps(content, indent=1) + "\n")
    except (InquiryError, OSError):
        return


def _fault(raw: dict[str, object]) -> Fault:
    """One fault; anything missing or unknown makes the whole file worthless."""
    if raw.keys() != {each.name for each in fields(Fault)}:
        raise TypeError("a fault")
    return Fault(**raw)  # type: ignore[arg-type]
