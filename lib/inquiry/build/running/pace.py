"""How long the pages that are left will take, from how long others took."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import fmean

FEWEST_DONE = 4  # of pages that never ran: the first ones wait until all is loaded, and promise hours
Key = tuple[str, str, str]  # school, team, page


class Pace:
    """Pages that must run, with the seconds each took the last time; None for one that never ran.

    Long pages start first: a mean over those done would promise too long a wait. So each page counts by its
    own seconds, and one that never ran by what pages of its kind have taken so far.

    Examples
    --------
    >>> moments = iter([0.0, 30.0])
    >>> pace = Pace({("oak", "k-1", "1-analyze"): 20.0, ("oak", "k-1", "plan"): 2.0}, lambda: next(moments))
    >>> pace.done(("oak", "k-1", "1-analyze"), 25.0)
    >>> pace.seconds_left()
    3.0
    """

    def __init__(
        self, expected: Mapping[Key, float | None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin to count now."""
        self._left, self._clock = dict(expected), clock
        self._began = clock()
        self._took: dict[str, list[float]] = {}
        self._known_done, self._unknown_done = 0.0, list[Key]()

    def done(self, key: Key, seconds: float) -> None:
        """Take note of a page that is done; one that need not run is none of these."""
        if key not in self._left:
            return
        expected = self._left.pop(key)
        self._took.setdefault(key[2], []).append(seconds)
        if expected is None:
            self._unknown_done.append(key)
        else:
            self._known_done += expected

    def seconds_left(self) -> float | None:
        """About how many seconds it will take until all are done; None while nobody can tell."""
        if not self._known_done and len(self._unknown_done) < FEWEST_DONE:
            return None
        done = self._known_done + sum(map(self._guess, self._unknown_done))
        left = sum(self._guess(key) if known is None else known for key, known in self._left.items())
        return (self._clock() - self._began) * left / done if done else 0.0

    def _guess(self, key: Key) -> float:
        """What pages of this kind have taken on the whole, or any page where there was none."""
        took = self._took.get(key[2])
        return fmean(took or [each for some in self._took.values() for each in some])
