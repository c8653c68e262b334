"""What one page may use of the computer, and how it is held to that; overstepping costs that page alone."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path

import psutil

GB, MB = 1 << 30, 1 << 20
PAGE_SECONDS = 300.0  # ten times what the heaviest page needs on a slow, busy laptop; then it is stuck
PAGE_MEMORY_BYTES = 2 * GB  # ten times what the heaviest page needs, and a quarter of a small laptop
PAGE_PROCESSES = 64  # a page needs one; number libraries may start one for each core
PAGE_FILE_BYTES = 64 * MB  # of one file, its log included: pages write none but charts for the cache
PRINTED_CHARACTERS = (
    1_000_000  # some 500 screens full: nobody reads so much, and a loop prints it in a second
)
SHOWN_BYTES = 32 * MB  # ten times the heaviest page; browsers grow slow with more
LOG_BYTES = 1 * MB  # of what a page printed, kept in its log from the start and from the end
LOOK_SECONDS = 1.0  # how often memory and processes of the pages at work are looked at

# Linux's own numbers (linux/prctl.h).
_SET_DEATH_SIGNAL, _SET_CHILD_SUBREAPER = 1, 36


def say_size(size: int) -> str:
    """A size in words.

    Examples
    --------
    >>> say_size(2 * GB), say_size(64 * MB)
    ('2 GB', '64 MB')
    """
    return f"{size // GB} GB" if size >= GB else f"{size // MB} MB"


TOO_LONG = "the page was not done after {seconds:.0f} seconds and was stopped"
TOO_MUCH_MEMORY = f"the page needed more than {say_size(PAGE_MEMORY_BYTES)} of memory and was stopped"
TOO_MANY_PROCESSES = f"the page started more than {PAGE_PROCESSES} processes and was stopped"
TOO_MUCH_PRINTED = f"the page printed more than {PRINTED_CHARACTERS:,} characters and was stopped"
TOO_MUCH_SHOWN = f"the page shows more than {say_size(SHOWN_BYTES)} and was stopped"


def limit_memory_and_files() -> None:
    """Have the system refuse this process, and all it starts, more memory and larger files than a page needs.

    Memory that this process shares with the one it was forked from comes on top. Where the system knows no
    such limits (Windows, macOS), `find_overstep` finds out a little later.
    """
    if sys.platform != "linux":
        return
    import resource

    already = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
    for kind, most in (
        (resource.RLIMIT_DATA, already + PAGE_MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, PAGE_FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        allowed = resource.getrlimit(kind)[1]
        most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(kind, (most, most))


def find_overstep(pid: int) -> str:
    """Whether a page's process and all that it started hold too much memory, or are too many; in words."""
    with contextlib.suppress(psutil.Error):
        page = psutil.Process(pid)
        tree = [page, *page.children(recursive=True)]
        if len(tree) > PAGE_PROCESSES:
            return TOO_MANY_PROCESSES
        if sum(map(_resident, tree)) > PAGE_MEMORY_BYTES and sum(map(_own, tree)) > PAGE_MEMORY_BYTES:
            return TOO_MUCH_MEMORY
    return ""


def end_with(parent: int) -> None:
    """Have the system end this process at once when its parent ends, however that ends (Linux)."""
    _prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of whatever a process below this one leaves behind (Linux), to end it."""
    _prctl(_SET_CHILD_SUBREAPER, 1)


def end_all_below(pid: int) -> None:
    """End every process that this one started, and theirs; not the process itself."""
    with contextlib.suppress(psutil.Error):
        for process in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                process.kill()


def _resident(process: psutil.Process) -> int:
    """The memory that a process sees, quickly told; what it shares with others counts too."""
    with contextlib.suppress(psutil.Error):
        return int(process.memory_info().rss)
    return 0


def _own(process: psutil.Process) -> int:
    """The memory that would be free if this process ended."""
    with contextlib.suppress(psutil.Error):
        return int(process.memory_full_info().uss)
    return 0


def _prctl(what: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(what, value, 0, 0, 0)
