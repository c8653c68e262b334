"""How far a build is, for whoever waits for it: a bar at a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from inquiry.cli.common import say

if TYPE_CHECKING:
    from inquiry.build import PageResult

LINE_SECONDS = 10.0  # between two lines where nobody watches: enough to see that it goes on
MINUTE, HOUR = 60, 3600
BAR = "{desc}: {n_fmt} of {total_fmt} |{bar}| {postfix}"


class ShowProgress:
    """Shows each page as it is done; failures always, the rest unless `quiet`."""

    def __init__(self, quiet: bool = False) -> None:
        """Begin to count the time."""
        self._quiet = quiet
        self._bar: Any = None
        self._began = self._told = time.monotonic()

    def __enter__(self) -> ShowProgress:
        """Nothing is shown before the first page."""
        return self

    def __exit__(self, *problem: object) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.close()

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._began

    def __call__(self, done: int, total: int, page: PageResult, left: float | None) -> None:
        """A page is done."""
        if page.state == "failed":
            self._say(f"failed: {page.file}: {page.why}")
        if self._quiet:
            return
        if sys.stderr.isatty():
            self._draw(done, total, left)
        elif time.monotonic() - self._told >= LINE_SECONDS and done < total:
            self._told = time.monotonic()
            say(f"Pages: {done:,} of {total:,} done{say_left(left)}")

    def _draw(self, done: int, total: int, left: float | None) -> None:
        from tqdm import tqdm

        if self._bar is None:
            self._bar = tqdm(
                total=total, file=sys.stderr, desc="Pages", bar_format=BAR, leave=False, mininterval=0
            )
        self._bar.set_postfix_str(say_left(left).removeprefix(", "), refresh=False)
        self._bar.update(done - self._bar.n)

    def _say(self, text: str) -> None:
        """Write a line above the bar, where there is one."""
        if self._bar is not None:
            self._bar.write(text, file=sys.stderr)
        else:
            say(text)


def say_left(seconds: float | None) -> str:
    """How long it will still take, as one goes on after “… done”.

    Examples
    --------
    >>> say_left(20.0), say_left(200.0), say_left(None)
    (', less than a minute left', ', about 3 minutes left', '')
    """
    if seconds is None:
        return ""
    return ", less than a minute left" if seconds < MINUTE else f", about {say_time(seconds)} left"


def say_time(seconds: float) -> str:
    """A length of time as people say it.

    Examples
    --------
    >>> say_time(0.4), say_time(75), say_time(5400)
    ('1 second', '1 minute', '1.5 hours')
    """
    if seconds < MINUTE:
        return _counted(max(1, round(seconds)), "second")
    if seconds < HOUR:
        return _counted(round(seconds / MINUTE), "minute")
    return f"{seconds / HOUR:.1f} hours"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
