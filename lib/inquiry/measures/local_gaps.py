"""Each student group beside everyone else, in measures of our own: a difference with its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from inquiry.district.settings import SUPPRESS_BELOW
from inquiry.measures.intervals import newcombe_interval, welch_interval

# Below this the state shows no group (Dashboard technical guide); an interval would be wider than any news.
FEWEST_COMPARED = SUPPRESS_BELOW

Refusal = Literal["few", "few others", "no spread", "not part"]


@dataclass(frozen=True)
class Reading:
    """What was read of some students: how many, and how many met it or their mean and spread."""

    students: int
    met: int | None = None
    value: float = math.nan
    spread: float = math.nan

    @property
    def level(self) -> float:
        """Percent who met it, or the mean."""
        return self.value if self.met is None else 100 * self.met / self.students


@dataclass(frozen=True)
class LocalGap:
    """A group's difference from everyone else: percentage points, or the measure's unit.

    `refused` says why there is no interval: few students in the group or beside it, no spread on file, or
    numbers of the group that do not fit those of all students.
    """

    group: Reading
    others: Reading | None
    gap: float = math.nan
    low: float = math.nan
    high: float = math.nan
    refused: Refusal | None = None

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def compare_reading(group: Reading, everyone: Reading) -> LocalGap:
    """Compare a group with all the others of the same students.

    Parameters
    ----------
    group, everyone : Reading
        The group is part of everyone; both of one kind, met or mean.

    Returns
    -------
    LocalGap
        With Newcombe's interval for two shares, Welch's for two means; refused where either side has fewer
        than `FEWEST_COMPARED` students.

    Source
    ------
    Newcombe (1998b), *Statistics in Medicine* 17, method 10; Welch (1947), *Biometrika* 34.

    >>> gap = compare_reading(Reading(70, met=56), Reading(150, met=104))
    >>> round(gap.gap, 1), round(gap.low, 1), round(gap.high, 1)
    (20.0, 5.2, 33.4)
    """
    if group.students < FEWEST_COMPARED:
        return LocalGap(group, None, refused="few")
    if everyone.students - group.students < FEWEST_COMPARED:
        return LocalGap(group, None, refused="few others")
    others = without(group, everyone)
    if others is None:
        return LocalGap(group, None, refused="not part")
    gap = group.level - others.level
    if group.met is not None and others.met is not None:
        low, high = newcombe_interval(group.met, group.students, others.met, others.students)
        return LocalGap(group, others, gap, 100 * float(low), 100 * float(high))
    if not (group.spread > 0 or others.spread > 0):
        return LocalGap(group, others, gap, refused="no spread")
    low, high = welch_interval(
        group.value, group.spread, group.students, others.value, others.spread, others.students
    )
    return LocalGap(group, others, gap, low, high)


def without(group: Reading, everyone: Reading) -> Reading | None:
    """Everyone but the group; None where the group's numbers are no part of everyone's.

    The spread of the others follows from the sums of squares of all and of the group; NaN where one of the
    two is not known.
    """
    n = everyone.students - group.students
    if group.met is not None and everyone.met is not None:
        met = everyone.met - group.met
        return Reading(n, met=met) if 0 <= met <= n else None
    value = (everyone.students * everyone.value - group.students * group.value) / n
    squares = (
        (everyone.students - 1) * everyone.spread**2
        - (group.students - 1) * group.spread**2
        - group.students * (group.value - everyone.value) ** 2
        - n * (value - everyone.value) ** 2
    )
    if squares < 0:  # spreads that cannot both be right; NaN is not below 0 and stays
        return None
    return Reading(n, value=value, spread=math.sqrt(squares / (n - 1)))
