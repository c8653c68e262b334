"""Run pages at the same time, each in a process of its own, and end those that overstep a limit."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path

from inquiry.build.running.forking import has_fork
from inquiry.build.running.limits import LOOK_SECONDS, PAGE_SECONDS, TOO_LONG, find_overstep
from inquiry.build.running.spawned import SpawnedWorkers
from inquiry.build.running.task import NO_ROOM, OUTCOME, TEMPORARY, Outcome, Task
from inquiry.build.running.workers import GOODBYE_SECONDS, Ended, Shared, Workers, forked_workers

LOADING_SECONDS = 300.0  # for the libraries from a cold network disk; on a laptop's own it takes ten
PLACE = "page"  # beside a page's log: a folder for what only it may see, gone when the page is
NO_PROCESS = "this computer could not start a process for the page: it has too little memory, or too many"
ENDED_ITSELF = "the page's process ended before the page was done (exit status {status})"
KILLED = 9  # the number of SIGKILL, which Windows does not know
NO_ROOM_LEFT = "what came of the page could not be written: is the disk full, or may it not be written to?"
# Nobody but the system sends this on its own: it ends whom it finds largest when memory runs out.
ENDED_BY_SYSTEM = (
    "the page's process was ended from outside: this computer may have run out of memory. Close other "
    "programs, or build with --jobs 1"
)


@dataclass
class _AtWork:
    """One page at work; `stopped` says why it was stopped, once it was."""

    place: Path
    asked: float  # when it was handed over, by the clock that only counts seconds
    look: float = 0.0  # when its memory was looked at last; once it was stopped, when it must be gone
    stopped: str = ""


def run_tasks(
    tasks: Sequence[Task],
    jobs: int | None = None,
    page_seconds: float = PAGE_SECONDS,
    share: Path | None = None,
) -> Iterator[tuple[int, Outcome]]:
    """Run every task, several at a time, and give each one's outcome as soon as it is there.

    A page that raises, hangs, ends its process, or takes too much of the computer costs nothing but itself.
    Closing the iterator early (or an exception in the loop over it) ends the pages still at work.

    Parameters
    ----------
    tasks : sequence of Task
        What to run; those that are expected to take longest start first.
    jobs : int, optional
        How many at the same time (default: one per core this process may use).
    page_seconds : float
        The longest a page may take.
    share : Path, optional
        The district whose data all these pages share, on the day of the first: read once for all, where
        pages can be forked.

    Yields
    ------
    tuple of int and Outcome
        The task's number and how it went, in the order in which they end.
    """
    order, most, lost = longest_first(tasks), max(1, jobs or count_cores()), list[int]()
    forks = has_fork()
    shared = (share, str(tasks[0].parameters.get("as_of", ""))) if share and tasks else None
    while order:
        with _workers(forks, shared) as workers:
            yield from _run(workers, tasks, order, most, page_seconds, lost)
            forks = forks and (not lost or workers.ever_began)
        if not forks:  # the process that pages are forked from does not even load
            order, lost = lost + order, []
        for n in lost:
            yield from _run_alone(n, tasks, page_seconds, shared)
        lost = []


def longest_first(tasks: Sequence[Task]) -> list[int]:
    """In which order to start: pages that never ran first, the larger before the smaller, then by seconds.

    A long page that starts last would keep one core busy while the others have nothing left to do.
    """

    def weight(n: int) -> tuple[float, int]:
        known = tasks[n].expected
        return (float("-inf") if known is None else -known, -len(tasks[n].notebook))

    return sorted(range(len(tasks)), key=weight)


def page_context() -> BaseContext:
    """How a first process is started: afresh, with nothing of the program that builds."""
    return multiprocessing.get_context("spawn")


def count_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


@contextlib.contextmanager
def _workers(forks: bool, shared: Shared | None) -> Iterator[Workers]:
    if forks:
        with forked_workers(page_context(), shared) as forked:
            yield forked
    else:
        with contextlib.closing(SpawnedWorkers(page_context())) as spawned:
            yield spawned


def _run(
    workers: Workers,
    tasks: Sequence[Task],
    order: list[int],
    most: int,
    page_seconds: float,
    lost: list[int],
) -> Iterator[tuple[int, Outcome]]:
    """Run these tasks, taking them out of `order`.

    When the process goes from which pages are forked, this ends, with the pages then at work in `lost`.
    """
    running: dict[int, _AtWork] = {}
    try:
        while running or (order and not lost):
            while order and len(running) < most and not lost:
                n = order.pop(0)
                running[n] = _start(workers, n, tasks[n])
            ends = workers.ended(_patience(workers, running, page_seconds))
            # All are taken out before one is given away: whoever gets it may close this, or raise.
            for end, page in [(end, running.pop(end.name)) for end in ends]:
                if end.lost and not page.stopped:
                    lost.append(end.name)
                    shutil.rmtree(page.place, ignore_errors=True)
                else:
                    yield end.name, _outcome(page, end)
            _stop_overstepping(workers, running, page_seconds)
    finally:
        _stop_all(workers, running)


def _run_alone(
    n: int, tasks: Sequence[Task], page_seconds: float, shared: Shared | None
) -> Iterator[tuple[int, Outcome]]:
    """Run a page once more that went down with the process it was forked from: perhaps it ended that one."""
    lost: list[int] = []
    with _workers(True, shared) as workers:
        yield from _run(workers, tasks, [n], 1, page_seconds, lost)
    if lost:
        yield n, Outcome(None, ENDED_BY_SYSTEM)


def _start(workers: Workers, n: int, task: Task) -> _AtWork:
    place = task.log.with_name(f"{PLACE}-{n}")
    with contextlib.suppress(OSError):  # a full disk: then the page cannot leave its outcome, and says so
        (place / TEMPORARY).mkdir(parents=True, exist_ok=True)
        task.folder.mkdir(parents=True, exist_ok=True)
    workers.start(n, task, place)
    return _AtWork(place, asked=time.monotonic())


def _deadline(workers: Workers, n: int, page: _AtWork, page_seconds: float) -> float:
    """When something must be done about a page: it is late, or was stopped and did not go."""
    if page.stopped:
        return page.look
    begun = workers.at_work.get(n)
    return begun.when + page_seconds if begun else page.asked + LOADING_SECONDS


def _patience(workers: Workers, running: dict[int, _AtWork], page_seconds: float) -> float:
    """How long nothing needs to be done, unless a page ends."""
    times = [_deadline(workers, n, page, page_seconds) for n, page in running.items()]
    soon = min((*times, time.monotonic() + LOOK_SECONDS))
    return max(0.0, soon - time.monotonic())


def _stop_overstepping(workers: Workers, running: dict[int, _AtWork], page_seconds: float) -> None:
    for n, page in running.items():
        now, begun = time.monotonic(), workers.at_work.get(n)
        late = _deadline(workers, n, page, page_seconds) <= now
        if page.stopped:
            if late:
                workers.close()
            continue
        if late:
            page.stopped = TOO_LONG.format(seconds=now - (begun.when if begun else page.asked))
        elif begun and max(begun.when, page.look) + LOOK_SECONDS <= now:
            page.look, page.stopped = now, find_overstep(begun.pid)
        if page.stopped:
            page.look = now + GOODBYE_SECONDS
            workers.stop(n)


def _stop_all(workers: Workers, running: dict[int, _AtWork]) -> None:
    """End the pages still at work, and wait until they are gone."""
    for n in running:
        workers.stop(n)
    end = time.monotonic() + GOODBYE_SECONDS
    while running and time.monotonic() < end:
        for ended in workers.ended(end - time.monotonic()):
            shutil.rmtree(running.pop(ended.name).place, ignore_errors=True)
    if running:
        workers.close()


def _outcome(page: _AtWork, end: Ended) -> Outcome:
    """What a page's process left, or why it left nothing."""
    seconds = time.monotonic() - page.asked
    try:
        if end.status == 0:
            outcome: Outcome = pickle.loads((page.place / OUTCOME).read_bytes())
            return outcome
    except (OSError, EOFError, pickle.UnpicklingError):
        pass
    finally:
        shutil.rmtree(page.place, ignore_errors=True)
    return Outcome(None, page.stopped or _why_ended(end.status), seconds=seconds)


def _why_ended(status: int | None) -> str:
    if status is None:
        return NO_PROCESS
    if status == -KILLED:
        return ENDED_BY_SYSTEM
    if status == NO_ROOM:
        return NO_ROOM_LEFT
    return ENDED_ITSELF.format(status=status)
