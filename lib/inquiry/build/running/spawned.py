"""The slow way to run pages, which every system has: each in a fresh process that loads what it needs."""

from __future__ import annotations

import signal
import time
from multiprocessing import connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from inquiry.build.running.fresh import start_process
from inquiry.build.running.limits import end_all_below
from inquiry.build.running.task import Task
from inquiry.build.running.workers import Begun, Ended


class SpawnedWorkers:
    """Each page in a fresh process that loads what it needs: slower, and everywhere to be had."""

    def __init__(self, context: BaseContext) -> None:
        """Start nothing yet."""
        self.at_work: dict[int, Begun] = {}
        self.ever_began = False
        self._context = context
        self._processes: dict[int, BaseProcess] = {}

    def start(self, name: int, task: Task, place: Path) -> None:
        """Begin to run a page; its outcome is left in `place`."""
        process = start_process(self._context, _run_page, task, place)
        self._processes[name] = process
        if process.pid is not None:
            self.at_work[name], self.ever_began = Begun(process.pid, time.monotonic()), True

    def ended(self, patience: float) -> list[Ended]:
        """The pages that ended, waiting so many seconds for the first."""
        unborn = [name for name, process in self._processes.items() if process.pid is None]
        if not unborn:
            connection.wait([process.sentinel for process in self._processes.values()], patience)
        gone = [
            name for name, each in self._processes.items() if each.pid is not None and not each.is_alive()
        ]
        found = [Ended(name, None) for name in unborn]
        found += [Ended(name, self._processes[name].exitcode) for name in gone]
        for each in found:
            self._processes.pop(each.name)
            self.at_work.pop(each.name, None)
        return found

    def stop(self, name: int) -> None:
        """End a page and what it started; `ended` tells when it is gone."""
        process = self._processes[name]
        if process.pid is not None:
            end_all_below(process.pid)
            process.kill()

    def close(self) -> None:
        """End everything."""
        for name, process in self._processes.items():
            self.stop(name)
            if process.pid is not None:
                process.join()
        self._processes.clear()


def _run_page(task: Task, place: Path) -> None:
    """In the page's process: what it needs is imported there, not in the process that only hands out work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer, also while this loads
    from inquiry.build.running.page_process import run_in_process

    run_in_process(task, place)
