"""The process that pages are forked from: everything is loaded in it, it has one thread, and it cleans up.

A page is a child of this process in a session of its own. What a page starts and leaves behind falls to this
process (see `adopt_orphans`) and is ended with the page; when the build ends, in whatever way, all of it is.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import Any, NoReturn

import psutil

from inquiry.build.running.limits import adopt_orphans, end_with
from inquiry.build.running.task import Task

# What the build asks for, and what it is told.
SHARE, RUN, STOP = "share", "run", "stop"
BEGAN, ENDED = "began", "ended"


def serve(link: connection.Connection[Any, Any]) -> None:
    """Fork a page for whoever asks through `link`, until that end is closed or its process is gone."""
    pages = _Pages(link)  # first of all: Ctrl-C is not for this process, also while it loads
    try:
        from inquiry.build.running import warm  # loads everything

        pages.work(warm.share)
    finally:
        pages.end()


class _Pages:
    """The pages at work, by the number of their process."""

    def __init__(self, link: connection.Connection[Any, Any]) -> None:
        """Get ready: no signal of the terminal comes here, no orphan gets away, a child's end is noticed."""
        with contextlib.suppress(PermissionError):  # it leads a session already
            os.setsid()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        adopt_orphans()
        self._link, self._at_work = link, dict[int, int]()
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._wake, False)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def work(self, share: Any) -> None:
        """Do what is asked and tell what ends, until nobody is there to ask."""
        above = parent_process()
        ears: list[Any] = [self._link, self._woken, *([above.sentinel] if above else [])]
        with contextlib.suppress(EOFError, OSError):
            while above is None or above.is_alive():
                ready = connection.wait(ears)
                if self._woken in ready:
                    os.read(self._woken, 1 << 16)
                self._tell_ended()
                if self._link in ready:
                    self._obey(share, *self._link.recv())

    def end(self) -> None:
        """End every page, and everything that pages started."""
        for pid in self._at_work:
            _kill_session(pid)
        self._at_work.clear()
        self._end_strays()

    def _obey(self, share: Any, what: str, *about: Any) -> None:
        if what == SHARE:
            share(*about)
        elif what == RUN:
            self._run(*about)
        elif what == STOP:
            for pid in [pid for pid, n in self._at_work.items() if n == about[0]]:
                _kill_session(pid)

    def _run(self, n: int, task: Task, place: Path) -> None:
        ours = os.getpid()
        try:
            pid = os.fork()
        except OSError:
            self._link.send((ENDED, n, None))
            return
        if pid == 0:
            self._be_page(task, place, ours)
        self._at_work[pid] = n
        self._link.send((BEGAN, n, pid))

    def _be_page(self, task: Task, place: Path, parent: int) -> NoReturn:
        """In the forked process: be the page, and never come back."""
        try:
            os.setsid()
            end_with(parent)
            signal.set_wakeup_fd(-1)
            for each in (signal.SIGCHLD, signal.SIGTERM):
                signal.signal(each, signal.SIG_DFL)
            os.close(self._woken)
            os.close(self._wake)
            self._link.close()
            from inquiry.build.running.page_process import run_in_process

            run_in_process(task, place, forked=True)
        finally:
            os._exit(1)

    def _tell_ended(self) -> None:
        """Notice every process that ended; with a page go all that it started."""
        with contextlib.suppress(ChildProcessError):  # there is none
            while found := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                n = self._at_work.pop(found.si_pid, None)
                if n is not None:
                    _kill_session(found.si_pid)  # before its number can be another's
                status = os.waitstatus_to_exitcode(os.waitpid(found.si_pid, 0)[1])
                if n is not None:
                    self._end_strays()
                    self._link.send((ENDED, n, status))

    def _end_strays(self) -> None:
        """End what fell to this process because the page that started it is gone."""
        while strays := [each.pid for each in psutil.Process().children() if each.pid not in self._at_work]:
            for pid in strays:
                _kill_session(pid)
            for pid in strays:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)


def _kill_session(pid: int) -> None:
    """End a process, and all that are in the group it leads: at one stroke, however fast they fork."""
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGKILL)


def has_fork() -> bool:
    """Whether pages can be forked here: not on Windows; on macOS its own libraries break in a fork."""
    return sys.platform == "linux"
