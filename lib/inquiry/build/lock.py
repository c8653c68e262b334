"""One at a time: a quarter's build, a page's file. The system takes a lock back, however its holder ends."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from inquiry.district.files import explain_refusal
from inquiry.errors import BadInput, UsageError

LOCK_NAME = ".lock"
PAGE_PATIENCE_SECONDS = 10.0  # a page's file is held for one merge, which takes a tenth of a second
_LOCKED_BYTE = 1 << 20  # Windows lets nobody read a locked byte: this one lies behind what the file says


@contextlib.contextmanager
def lock_build(folder: Path, quarter: str) -> Iterator[None]:
    """Hold the lock of a quarter's build; publishing holds it too.

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
        file = path.open("a+b")
    except OSError as trouble:
        raise BadInput([explain_refusal(trouble, path.relative_to(folder).as_posix())]) from trouble
    with file:
        if not _take(file):
            wait = "Wait until that is done, or stop it first."
            raise UsageError(f"{quarter} is being built or published just now{_by_whom(path)}. {wait}")
        _sign(file)
        yield
        file.truncate(0)


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
            file = held.enter_context(path.open("a+b"))
            end = time.monotonic() + PAGE_PATIENCE_SECONDS
            while not _take(file) and time.monotonic() < end:
                time.sleep(0.01)
        yield


def _take(file: BinaryIO) -> bool:
    """Take the lock if nobody has it; where the file system knows no locks, go on without one."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some network folders
        return True
    return True


def _sign(file: BinaryIO) -> None:
    """Say in the file which process holds it, for the message that a second build shows."""
    with contextlib.suppress(OSError):
        file.truncate(0)
        file.write(str(os.getpid()).encode("ascii"))
        file.flush()


def _by_whom(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return f" (process {int(path.read_bytes())})"
    return ""
