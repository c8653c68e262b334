"""What goes into the process that runs one page, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ENGINE = (
    "inquiry"  # our engine's name in papermill's registry; papermill's own “nbclient” starts a plain kernel
)


@dataclass(frozen=True)
class Task:
    """One page to run: its assembled notebook and parameters, and the folder it runs in."""

    notebook: bytes
    parameters: dict[str, str]
    folder: Path
    log: Path  # takes what the page and the libraries below it print
    engine: str = ENGINE


@dataclass(frozen=True)
class Outcome:
    """How a page's run ended: its notebook's bytes, or why it failed in one line and all there is to know."""

    notebook: bytes | None
    why: str = ""
    details: str = ""
    seconds: float = 0.0
