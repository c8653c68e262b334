"""One at a time: a quarter's build, a page's file. The system takes a lock back, however its holder ends."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from inquiry.district.files import explain_refusal, sweep_abandoned
from inquiry.district.held import take_hold
from inquiry.errors import BadInput, UsageError
from inquiry.views.disclosed.memory import FOLDER as PLANS

LOCK_NAME = ".lock"
PAGE_PATIENCE_SECONDS = 10.0  # a page's file is held for one merge, which takes a tenth of a second
OUTPUTS = ("build", "workbooks")  # each with a folder for the quarter, in which a killed build leaves things
OTHERS = ("site", "editions", PLANS)
_ours: set[BinaryIO] = set()  # the locks that this process holds


@contextlib.contextmanager
def lock_build(folder: Path, quarter: str) -> Iterator[None]:
    """Hold the lock of a quarter's build; publishing holds it too. What a killed one left is removed first.

    Raises
    ------
    UsageError
        When that quarter is being built or published.
    BadInput
        When the district's folder cannot be written to: nothing was touched then.
    """
    path = folder / "build" / quarter / LOCK_NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _open(path)
    except OSError as trouble:
        raise BadInput([explain_refusal(trouble, path.relative_to(folder).as_posix())]) from trouble
    with file:
        if not _take(file):
            wait = "Wait until that is done, or stop it first."
            raise UsageError(f"{quarter} is being built or published just now{_by_whom(path)}. {wait}")
        with _alone(file):
            _sign(file, str(os.getpid()))
            for place in (
                *(folder / name / quarter for name in OUTPUTS),
                *(folder / name for name in OTHERS),
            ):
                sweep_abandoned(place)
            yield
            _sign(file, "")


@contextlib.contextmanager
def lock_page(workbook: Path) -> Iterator[None]:
    """Hold a team's file while it is merged: a build and people's notes take turns, each seeing the other's.

    Where no lock can be had in time, its holder is stuck or the folder takes none: then who writes goes on,
    and notices a change by reading again.

    Parameters
    ----------
    workbook : Path
        DISTRICT/workbooks/QUARTER/SCHOOL/TEAM/PAGE.ipynb.
    """
    places = workbook.absolute()
    path = places.parents[4] / "build" / Path(*places.parts[-4:]).with_suffix(LOCK_NAME)
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            file = held.enter_context(_open(path))
            held.enter_context(_alone(file))
            end = time.monotonic() + PAGE_PATIENCE_SECONDS
            while not _take(file) and time.monotonic() < end:
                time.sleep(0.01)
        yield


def _open(path: Path) -> BinaryIO:
    """Open a lock's file; without a buffer, which would try a full disk again on closing."""
    return path.open("a+b", buffering=0)


@contextlib.contextmanager
def _alone(file: BinaryIO) -> Iterator[None]:
    """Keep a lock to this process: a child forked meanwhile must not hold it when its parent is gone."""
    _ours.add(file)
    try:
        yield
    finally:
        _ours.discard(file)


def _let_go() -> None:
    """In a forked child: close the parent's locks, which stay the parent's."""
    while _ours:
        _ours.pop().close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


def _take(file: BinaryIO) -> bool:
    """Take the lock if nobody has it; where the file system knows no locks, go on without one."""
    return take_hold(file) is not False


def _sign(file: BinaryIO, who: str) -> None:
    """Say in the file which process holds it, for the message that a second build shows."""
    with contextlib.suppress(OSError):
        file.truncate(0)
        file.write(who.encode("ascii"))


def _by_whom(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return f" (process {int(path.read_bytes())})"
    return ""
