"""The time axis of a run chart: quarters side by side, the holidays between them drawn together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inquiry.district import Quarter
from inquiry.views.charts.run_frame import Stretch

GAP_DAYS = 8.0  # how wide a holiday is drawn, however long it was
SUMMER_DAYS = 42  # a break of six weeks or more: a new school year, with other students


@dataclass(frozen=True)
class Axis:
    """The quarters that a chart spans, and where each begins along it, in days."""

    quarters: tuple[Quarter, ...]
    begins: tuple[float, ...]

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The quarters as they are drawn."""
        new = [False, *(is_new_year(one, two) for one, two in pairwise(self.quarters))]
        return tuple(
            Stretch(begin, begin + _length(quarter), quarter.id, year)
            for quarter, begin, year in zip(self.quarters, self.begins, new, strict=True)
        )

    def place(self, day: dt.date) -> float | None:
        """Where a day lies; a day in a holiday lies between its quarters, one outside nowhere."""
        if not self.quarters[0].start <= day <= self.quarters[-1].end:
            return None
        for quarter, begin in zip(self.quarters, self.begins, strict=True):
            if day < quarter.start:
                return begin - GAP_DAYS / 2
            if day <= quarter.end:
                return begin + (day - quarter.start).days
        return None


def make_axis(quarters: Sequence[Quarter], first: dt.date, shown: Quarter) -> Axis:
    """The axis from the quarter of a first point to the quarter shown.

    Parameters
    ----------
    quarters : sequence of Quarter
        The calendar in order of time.
    """
    spanned = tuple(each for each in quarters if each.end >= first and each.start <= shown.start) or (shown,)
    begins, at = [], 0.0
    for quarter in spanned:
        begins.append(at)
        at += _length(quarter) + GAP_DAYS
    return Axis(spanned, tuple(begins))


def is_new_year(before: Quarter, after: Quarter) -> bool:
    """Whether a summer lies between two quarters."""
    return (after.start - before.end).days >= SUMMER_DAYS


def _length(quarter: Quarter) -> int:
    return (quarter.end - quarter.start).days
