"""`builds.jsonl`, a line for each build of a quarter: when, with what, how long, what failed."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from inquiry.build.current.remember import versions
from inquiry.build.results import PageResult, State
from inquiry.district.files import write_whole
from inquiry.errors import BadInput

JOURNAL = "builds.jsonl"  # in build/QUARTER
MOST_BUILDS = 400  # a year of nightly builds of a quarter


class BuildEntry:
    """What is to be said of the build at work."""

    def __init__(self, said: dict[str, Any]) -> None:
        """Begin with what is known before the first page."""
        self.said = said

    def add_pages(self, pages: Sequence[PageResult]) -> None:
        """Count the pages by state, and name those that failed."""
        states = [page.state for page in pages]
        self.said["pages"] = {state: states.count(state) for state in get_args(State)}
        self.said["failed"] = [{"file": p.file, "why": p.why} for p in pages if p.state == "failed"]


@contextlib.contextmanager
def note_build(
    folder: Path, quarter: str, as_of: dt.date, inputs: Mapping[str, Any], chosen: Mapping[str, Any]
) -> Iterator[BuildEntry]:
    """Write the line of a build when it ends, also where it is stopped; only a killed one leaves none.

    Parameters
    ----------
    folder : Path
        The district's folder.
    quarter : str
        The quarter that is built.
    as_of : date
        The day that pages show.
    inputs : mapping
        What tells these inputs from others: see `stamps`.
    chosen : mapping
        Which pages were asked for.
    """
    began, clock = dt.datetime.now(dt.UTC), time.monotonic()
    said = {"began": began.isoformat(timespec="seconds"), "as_of": as_of.isoformat(), "done": False}
    entry = BuildEntry(said | {"inputs": inputs, "chosen": chosen, "versions": versions()})
    try:
        yield entry
        entry.said["done"] = True
    finally:
        ended = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        # The clock on the wall may be set meanwhile: the seconds are counted apart.
        entry.said |= {"ended": ended, "seconds": round(time.monotonic() - clock, 1)}
        with contextlib.suppress(BadInput):  # a disk that takes no page takes no line either; pages tell why
            _append(folder / "build" / quarter / JOURNAL, entry.said)


def read_builds(path: Path) -> list[dict[str, Any]]:
    """Every build that a journal tells of, oldest first; what cannot be read is left out."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []
    return [said for line in lines if isinstance(said := _load(line), dict)]


def _append(path: Path, said: Mapping[str, Any]) -> None:
    kept = [*read_builds(path)[1 - MOST_BUILDS :], said]
    write_whole(path, "".join(json.dumps(each, ensure_ascii=False, sort_keys=True) + "\n" for each in kept))


def _load(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
