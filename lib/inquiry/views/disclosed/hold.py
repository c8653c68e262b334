"""One decision at a time in a district: builds of two quarters share the readings."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from inquiry.district.files import explain_refusal
from inquiry.district.held import take_hold
from inquiry.errors import BadInput, UsageError
from inquiry.views.disclosed.memory import FOLDER

LOCK = ".lock"
PATIENCE_SECONDS = 60.0  # another quarter's build decides; a large district takes seconds


@contextlib.contextmanager
def hold_plans(folder: Path) -> Iterator[None]:
    """Hold a district's plans while they are decided on, or put back from a backup.

    Raises
    ------
    BadInput
        When the folder cannot be written to.
    UsageError
        When somebody else holds them for long.
    """
    path = folder / FOLDER / LOCK
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b", buffering=0)
    except OSError as trouble:
        raise BadInput([explain_refusal(trouble, f"{FOLDER}/{LOCK}")]) from trouble
    with file:
        end = time.monotonic() + PATIENCE_SECONDS
        while take_hold(file) is False:
            if time.monotonic() > end:
                raise UsageError("Another build decides what staff are told just now. Wait until it is done.")
            time.sleep(0.05)
        yield
