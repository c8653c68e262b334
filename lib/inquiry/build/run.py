"""Run pages at the same time, each in a process of its own that is ended when it takes too long."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import time
import types
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

from inquiry.build.task import Outcome, Task

PAGE_SECONDS = 300.0  # ten times what the heaviest page needs on a slow, busy laptop; then it is stuck
GOODBYE_SECONDS = 10.0  # a process that has answered ends itself at once; after this it is ended
# One process per page: threads of the number libraries would fight for the same cores, and change the last
# digits of a sum with their number. A fixed hash seed gives sets the same order in every page.
PAGE_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}


@dataclass
class _Running:
    """One page at work."""

    name: int
    process: BaseProcess
    answer: connection.Connection
    deadline: float
    began: float


def run_tasks(
    tasks: Sequence[Task], jobs: int | None = None, page_seconds: float = PAGE_SECONDS
) -> Iterator[tuple[int, Outcome]]:
    """Run every task, several at a time, and give each one's outcome as soon as it is there.

    A page that raises, hangs, or ends its process costs nothing but itself. Closing the iterator early (or an
    exception in the loop over it) ends the pages still at work.

    Parameters
    ----------
    tasks : sequence of Task
        What to run.
    jobs : int, optional
        How many at the same time (default: one per core this process may use).
    page_seconds : float
        The longest a page may take.

    Yields
    ------
    tuple of int and Outcome
        The task's number and how it went, in the order in which they end.
    """
    waiting, running = deque(enumerate(tasks)), []  # type: deque[tuple[int, Task]], list[_Running]
    context, most = page_context(), max(1, jobs or count_cores())
    try:
        with _environment(PAGE_ENVIRONMENT):
            while waiting or running:
                while waiting and len(running) < most:
                    running.append(_start(context, *waiting.popleft(), page_seconds))
                for page, outcome in _finished(running):
                    running.remove(page)
                    yield page.name, outcome
    finally:
        for page in running:
            _end(page, patience=0)


def page_context() -> BaseContext:
    """How a page's process is made: forked from one that has everything loaded where that is safe (Linux)."""
    method = "forkserver" if sys.platform.startswith("linux") else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["inquiry.build.warm"])
    return context


def count_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def _run_page(task: Task, answer: connection.Connection) -> None:
    """In the page's process: what it needs is imported there, not in the process that only hands out work."""
    from inquiry.build.page_process import run_in_process

    run_in_process(task, answer)


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Hide the program that is running from multiprocessing, which would load it again for every page.

    A page needs nothing of it: for `inquiry` that would be the whole command line, and a script without the
    customary last `if` would start a build in every page.
    """
    program = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


def _start(context: BaseContext, name: int, task: Task, page_seconds: float) -> _Running:
    ours, theirs = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(target=_run_page, args=(task, theirs), daemon=True)  # type: ignore[attr-defined]
    with _without_main(), contextlib.suppress(OSError, EOFError):  # then its answer is that it ended
        process.start()
    theirs.close()
    began = time.monotonic()
    return _Running(name, process, ours, began + page_seconds, began)


def _finished(running: Sequence[_Running]) -> list[tuple[_Running, Outcome]]:
    """Wait for something to happen, and give the pages that ended, in whatever way."""
    patience = max(0.0, min(page.deadline for page in running) - time.monotonic())
    ready = connection.wait([page.answer for page in running], timeout=patience)
    ended = [(page, _receive(page)) for page in running if page.answer in ready]
    late = [page for page in running if page.answer not in ready and page.deadline <= time.monotonic()]
    return ended + [(page, _stop_late(page)) for page in late]


def _receive(page: _Running) -> Outcome:
    """What a page's process answered, or that it ended without an answer."""
    try:
        outcome: Outcome = page.answer.recv()
    except (EOFError, OSError):
        _end(page, patience=GOODBYE_SECONDS)
        why = f"the page's process ended before the page was done (exit status {page.process.exitcode})"
        if page.process.pid is None:
            why = (
                "this computer could not start a process for the page: it has too little memory, or too many"
            )
        return Outcome(None, why, seconds=time.monotonic() - page.began)
    _end(page, patience=GOODBYE_SECONDS)
    return outcome


def _stop_late(page: _Running) -> Outcome:
    _end(page, patience=0)
    seconds = time.monotonic() - page.began
    return Outcome(
        None, f"the page was not done after {seconds:.0f} seconds and was stopped", seconds=seconds
    )


def _end(page: _Running, patience: float) -> None:
    """Make sure that the page's process is gone."""
    if page.process.pid is not None:
        page.process.join(patience)
        if page.process.is_alive():
            page.process.kill()
            page.process.join()
    page.answer.close()


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the processes started inside; what the user set before comes back."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
