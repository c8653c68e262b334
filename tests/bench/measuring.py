"""What the benchmarks share: a command's seconds and the memory of all its processes, ways side by side."""

from __future__ import annotations

import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLE_SECONDS = 0.25


@dataclass(frozen=True)
class Run:
    """One run: seconds, and the most megabytes that all its processes held together (shared pages once)."""

    seconds: float
    megabytes: float


def run_command(command: Sequence[str | Path], **options) -> Run:
    """Run a command to its end, which must be a good one."""
    began = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], **options)
    watch = _Watch(process.pid)
    status = process.wait()
    seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {status}")
    return Run(seconds, watch.stop())


class _Watch(threading.Thread):
    """Looks again and again at what a process and all its descendants hold."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._most, self._done = pid, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._done.wait(SAMPLE_SECONDS):
            self._most = max(self._most, _held(self._pid))

    def stop(self) -> float:
        self._done.set()
        self.join()
        return self._most


def _held(pid: int) -> float:
    """Megabytes; a page that several processes share counts once (PSS), where the system can tell."""
    total = 0
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return 0.0
    for process in family:
        try:
            memory = process.memory_full_info()
            total += getattr(memory, "pss", 0) or memory.uss
        except psutil.Error:
            continue
    return total / 1e6


def compare(title: str, rounds: int, ways: dict[str, Callable[[], Run]]) -> dict[str, float]:
    """Run each way in turn, several times; print medians and spread side by side, and return the medians."""
    found: dict[str, list[Run]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(way())
    print(f"\n{title} ({rounds} round{'s' if rounds > 1 else ''})", flush=True)
    medians = {}
    for name, runs in found.items():
        seconds = sorted(run.seconds for run in runs)
        medians[name] = statistics.median(seconds)
        peak = max(run.megabytes for run in runs)
        spread = f"({seconds[0]:.2f} to {seconds[-1]:.2f})"
        print(f"  {name:44} {medians[name]:8.2f} s  {spread:18} {peak:6.0f} MB", flush=True)
    return medians
