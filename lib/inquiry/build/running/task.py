"""What goes into the process that runs one page, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ENGINE = (
    "inquiry"  # our engine's name in papermill's registry; papermill's own “nbclient” starts a plain kernel
)


# What lies in the place that only one page sees: what came of it, and its temporary files.
OUTCOME, TEMPORARY = "outcome", "tmp"
NO_ROOM = 74  # the exit status of a page that could not write its outcome (EX_IOERR of sysexits.h)
Notes = dict[tuple[str, str], str]  # what a page read: kind and key -> digest (see `district.noting`)


@dataclass(frozen=True)
class Task:
    """One page to run: its assembled notebook and parameters, and the folder it runs in.

    `expected` is how many seconds it took last time, None for a page that never ran: of many pages the
    longest start first.
    """

    notebook: bytes
    parameters: dict[str, str]
    folder: Path
    log: Path  # takes what the page and the libraries below it print
    engine: str = ENGINE
    expected: float | None = None


@dataclass(frozen=True)
class Outcome:
    """How a page's run ended: its notebook's bytes, or why it failed in one line and all there is to know.

    `notes` is what the page read; None where nobody could tell.
    """

    notebook: bytes | None
    why: str = ""
    details: str = ""
    seconds: float = 0.0
    notes: Notes | None = None
