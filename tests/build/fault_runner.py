"""Runs the real command on a tiny district, with a fault put in: a program of its own, asked line by line.

It loads everything once and forks a process for each run, so that a run costs what the command itself does.
What a killed command leaves running becomes this program's child (a Linux "subreaper"), and is counted.
"""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from build.faults import FAULTS, Steps

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
PATIENCE_SECONDS = 60.0
GONE_SECONDS = 5.0  # after the command ended, so long may a process of it take to be gone


def main() -> None:
    """Answer each line of standard input, a list of runs at the same time, with a line: how each one went."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    _load()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(_run_all(json.loads(line))), flush=True)


def _load() -> None:
    """Import all of it, and read the questions, which do not change here, once."""
    import inquiry.build.check.preflight
    import inquiry.build.running.warm  # noqa: F401
    import inquiry.cli  # noqa: F401
    import inquiry.publish.opening

    questions, tables = (
        inquiry.build.check.preflight.read_cycle(),
        inquiry.build.check.preflight.read_accountability(),
    )
    inquiry.build.check.preflight.read_cycle = inquiry.publish.opening.read_cycle = lambda: questions
    inquiry.build.check.preflight.read_accountability = lambda: tables


def _run_all(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    runs = [_Run(each, Path(each["tmp"]) / f"{n}.out") for n, each in enumerate(asked)]
    end = time.monotonic() + PATIENCE_SECONDS
    while any(run.status is None for run in runs):
        if time.monotonic() > end:
            for run in runs:
                os.killpg(run.pid, signal.SIGKILL)
            raise TimeoutError("the command did not end")
        for run in runs:
            run.look()
        time.sleep(0.002)
    left = _left_over()
    return [run.tell() | {"left": left} for run in runs]


class _Run:
    """One run of the command, in a process of its own."""

    def __init__(self, asked: dict[str, Any], out: Path) -> None:
        self.asked, self.out, self.status = asked, out, None
        self.steps = out.with_suffix(".steps")
        self.steps.unlink(missing_ok=True)
        self.pid = os.fork()
        if self.pid == 0:
            _become_command(asked, out)
        self.strike = time.monotonic() + asked["after"] if "after" in asked else None

    def look(self) -> None:
        """Send the signal that is due, to whom it is meant for; notice that the command ended."""
        if self.status is None and self.strike is not None and time.monotonic() >= self.strike:
            self.strike = None
            _strike(self.pid, self.asked["to"], self.asked["signal"], random.Random(self.asked["after"]))
        if self.status is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = os.waitstatus_to_exitcode(status) if done else None

    def tell(self) -> dict[str, Any]:
        """Its status, what it said, and how many steps on the disk it took, if it got to its end."""
        steps = int(self.steps.read_text(encoding="utf-8")) if self.steps.exists() else None
        said = self.out.read_text(encoding="utf-8", errors="replace")
        return {"status": self.status, "said": said, "steps": steps}


def _strike(pid: int, whom: str, number: int, dice: random.Random) -> None:
    if whom == "group":
        os.killpg(pid, number)
    elif whom == "command":
        os.kill(pid, number)
    elif children := psutil.Process(pid).children(recursive=True):
        os.kill(dice.choice(children).pid, number)


def _left_over() -> list[str]:
    """What of the command still runs a moment after its end; it is ended here."""
    end = time.monotonic() + GONE_SECONDS
    while (left := psutil.Process().children(recursive=True)) and time.monotonic() < end:
        _reap()
        time.sleep(0.01)
    names = [f"{each.pid} {each.status()} {each.cmdline()}" for each in left]
    for each in left:
        each.kill()
        each.wait()
    return names


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _become_command(asked: dict[str, Any], out: Path) -> None:
    """In the forked process: be the command, with the fault in it."""
    os.setsid()
    with out.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ["TMPDIR"] = tempfile.tempdir = asked["tmp"]
    _use_tiny_pages(Path(asked["notebooks"]))
    steps = Steps(Path(asked["district"]), out.with_suffix(".steps"))
    sys.addaudithook(steps.hook)
    os.fsync = steps.fsync(os.fsync)
    steps.fault = FAULTS[asked.get("fault", "none")](asked)
    from inquiry.cli import main as command

    status = 1
    try:
        command(asked["words"], prog_name="inquiry")
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        steps.write()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _use_tiny_pages(notebooks: Path) -> None:
    """The tiny pages in place of the workbook's own, and pages forked from this process, all loaded."""
    import inquiry.build.check.preflight
    import inquiry.build.running.run
    import inquiry.cycle.pages

    inquiry.build.check.preflight.notebooks_folder = lambda: notebooks
    kinds = inquiry.cycle.pages.PAGE_KINDS
    inquiry.cycle.pages.PAGE_KINDS = {page: kinds[page] for page in ("analyze", "design")}
    inquiry.build.running.run.page_context = lambda: multiprocessing.get_context("fork")


if __name__ == "__main__":
    main()
