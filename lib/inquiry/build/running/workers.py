"""What runs pages, and the fast way: forked from a process that has everything loaded."""

from __future__ import annotations

import atexit
import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, Protocol

from inquiry.build.running.forking import BEGAN, RUN, SHARE, STOP, serve
from inquiry.build.running.fresh import start_process
from inquiry.build.running.task import Task

Shared = tuple[Path, str]  # what pages of a batch share: the district's folder, and the day they show
GOODBYE_SECONDS = 10.0  # ending what pages left behind takes a moment; after this it is ended from here


@dataclass(frozen=True)
class Ended:
    """A page's process that is gone: its exit status, negative for a signal.

    `status` is None where it could not be started, `lost` says that it went down with the process it was
    forked from, through no fault of its own.
    """

    name: int
    status: int | None
    lost: bool = False


@dataclass(frozen=True)
class Begun:
    """A page's process: its number, and when it began."""

    pid: int
    when: float


class Workers(Protocol):
    """What runs pages; `at_work` has those whose process has begun, by name."""

    at_work: dict[int, Begun]
    ever_began: bool

    def start(self, name: int, task: Task, place: Path) -> None:
        """Begin to run a page; its outcome is left in `place`."""

    def ended(self, patience: float) -> list[Ended]:
        """The pages that ended, waiting so many seconds for the first."""

    def stop(self, name: int) -> None:
        """End a page; `ended` tells when it is gone."""

    def close(self) -> None:
        """End everything."""


class ForkedWorkers:
    """Pages forked from one process that has the libraries and the district's data loaded."""

    def __init__(self, context: BaseContext) -> None:
        """Start that process; it loads while the first pages are handed to it."""
        self.at_work: dict[int, Begun] = {}
        self.ever_began = False
        self._names: set[int] = set()
        self._owner = os.getpid()
        self._link, theirs = context.Pipe()
        self._parent = start_process(context, serve, theirs)
        theirs.close()
        atexit.register(self.close)

    @property
    def usable(self) -> bool:
        """Whether pages can be run: not after it broke, nor from a copy of the process that made it."""
        return self._owner == os.getpid() and not self._link.closed and self._parent.is_alive()

    @property
    def is_busy(self) -> bool:
        """Whether a page was handed over that has not ended."""
        return bool(self._names)

    def share(self, folder: Path, as_of: str) -> None:
        """Have what all pages of a district read on a day be read once, before they are forked."""
        self._ask(SHARE, folder, as_of)

    def start(self, name: int, task: Task, place: Path) -> None:
        """Begin to run a page; its outcome is left in `place`."""
        self._names.add(name)
        self._ask(RUN, name, task, place)

    def ended(self, patience: float) -> list[Ended]:
        """The pages that ended, waiting so many seconds for the first."""
        found: list[Ended] = []
        try:
            ready = connection.wait([self._link, self._parent.sentinel], patience)
            while self._link.poll():
                self._hear(found, *self._link.recv())
            broken = self._parent.sentinel in ready
        except (EOFError, OSError, ValueError):  # the link is closed
            broken = True
        return found + (self._lose_all() if broken else [])

    def stop(self, name: int) -> None:
        """End a page; `ended` tells when it is gone."""
        self._ask(STOP, name)

    def close(self) -> None:
        """End everything, and wait until it is gone."""
        atexit.unregister(self.close)
        self._link.close()
        if self._owner == os.getpid() and self._parent.pid is not None:
            self._parent.join(GOODBYE_SECONDS)
            if self._parent.is_alive():
                self._parent.kill()
                self._parent.join()

    def _ask(self, *order: Any) -> None:
        with contextlib.suppress(OSError):  # it is gone: `ended` says so
            self._link.send(order)

    def _hear(self, found: list[Ended], what: str, name: int, about: int | None) -> None:
        if what == BEGAN and about is not None:
            self.at_work[name], self.ever_began = Begun(about, time.monotonic()), True
        else:
            self._forget(name)
            found.append(Ended(name, about))

    def _lose_all(self) -> list[Ended]:
        self.close()
        lost = [Ended(name, None, lost=True) for name in sorted(self._names)]
        for each in lost:
            self._forget(each.name)
        return lost

    def _forget(self, name: int) -> None:
        self._names.discard(name)
        self.at_work.pop(name, None)


_idle: list[ForkedWorkers] = []  # kept for the next batch of this process: loading everything takes seconds


@contextlib.contextmanager
def forked_workers(context: BaseContext, shared: Shared | None) -> Iterator[ForkedWorkers]:
    """Workers with a district's data loaded; they stay ready for the next batch, unless they broke."""
    workers = _take_idle() or ForkedWorkers(context)
    if shared is not None:
        workers.share(*shared)
    try:
        yield workers
    finally:
        if workers.usable and not workers.is_busy:
            _idle.append(workers)
        elif workers.usable:  # stopped in the midst of stopping its pages: the next batch has other ones
            workers.close()


def _take_idle() -> ForkedWorkers | None:
    while _idle:
        workers = _idle.pop()
        if workers.usable:
            return workers
        workers.close()
    return None


def end_idle_workers() -> None:
    """End the processes that are kept ready: the batch is done, and the memory is needed."""
    while _idle:
        _idle.pop().close()
