"""The faults that a test puts into a build, each at a numbered step of the command on the district's disk."""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

WATCHED = {
    "open": 0,
    "os.rename": 1,
    "os.remove": 0,
    "os.mkdir": 0,
    "os.rmdir": 0,
}  # which argument is the path


class Steps:
    """Counts the command's own steps on the district's disk, and puts the fault in at one of them."""

    def __init__(self, district: Path, file: Path) -> None:
        self.top, self.file, self.pid = os.fsencode(district), file, os.getpid()
        self.count, self.guard, self.inside = 0, threading.RLock(), False
        self.fault: Callable[[int], None] = lambda _step: None

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in WATCHED or os.getpid() != self.pid:
            return
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        path = arguments[WATCHED[event]]
        if not isinstance(path, int) and os.fsencode(path).startswith(self.top):
            self._step()

    def fsync(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def counted(handle: int) -> None:
            self._step()
            real(handle)

        return counted

    def _step(self) -> None:
        if self.inside:  # the fault's own steps
            return
        with self.guard:
            self.count += 1
            step = self.count
            self.inside = True
            try:
                self.fault(step)
            finally:
                self.inside = False

    def write(self) -> None:
        self.fault = lambda _step: None
        self.file.write_text(str(self.count), encoding="utf-8")


def _no_fault(_asked: dict[str, Any]) -> Callable[[int], None]:
    return lambda _step: None


def _signal_at(asked: dict[str, Any]) -> Callable[[int], None]:
    """A signal just before the step with this number."""

    def fault(step: int) -> None:
        if step == asked["step"]:
            os.kill(os.getpid(), asked["signal"])

    return fault


def _refused(asked: dict[str, Any]) -> Callable[[int], None]:
    """A disk that takes nothing from this step on, for so many steps."""

    def fault(step: int) -> None:
        if asked["step"] <= step < asked["step"] + asked["steps"]:
            raise OSError(asked["error"], os.strerror(asked["error"]))

    return fault


def _write(asked: dict[str, Any]) -> Callable[[int], None]:
    """Somebody else writes a file just before the step with this number."""

    def fault(step: int) -> None:
        if step == asked["step"]:
            Path(asked["file"]).write_text(asked["text"], encoding="utf-8", newline="\n")

    return fault


def _small_files(asked: dict[str, Any]) -> Callable[[int], None]:
    """A disk that is full in the midst of a file: the system refuses the rest, in every process."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (asked["bytes"], asked["bytes"]))
    return lambda _step: None


FAULTS = {
    "none": _no_fault,
    "signal": _signal_at,
    "refused": _refused,
    "write": _write,
    "small files": _small_files,
}
