"""The rule of safety: what must stay possible of a count that nobody may learn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inquiry.measures.disclosure.facts import Marks, Numbers, Places
from inquiry.measures.disclosure.model import TOLERANCE, Count


@dataclass(frozen=True, eq=False)
class Needs:
    """For each count: is it `wanted` safe, and what that takes.

    Either every value from `least` to `greatest` stays possible, or a range at least `width` wide
    (reference: privacy, “Audit”). What lies between two possible values counts as possible.
    """

    wanted: Marks
    least: Numbers
    greatest: Numbers
    width: Numbers

    def met(self, low: Numbers, high: Numbers) -> Marks:
        """Where ranges from low to high are wide enough; true wherever nothing is wanted."""
        covers = (low <= self.least + TOLERANCE) & (high >= self.greatest - TOLERANCE)
        return ~self.wanted | covers | (high - low >= self.width - TOLERANCE)

    def take(self, columns: Places) -> Needs:
        """The needs of some counts alone."""
        return Needs(self.wanted[columns], self.least[columns], self.greatest[columns], self.width[columns])

    def lowered(self, columns: Places, low: Numbers, high: Numbers) -> Needs:
        """The needs of counts that are out already: their present range must not get narrower."""
        least, greatest, width = self.least.copy(), self.greatest.copy(), self.width.copy()
        least[columns], greatest[columns], width[columns] = low, high, math.inf
        return replace(self, least=least, greatest=greatest, width=width)


def make_needs(counts: Sequence[Count], threshold: float) -> Needs:
    """What each count takes to be safe.

    Parameters
    ----------
    counts : sequence of Count
        The columns of the facts.
    threshold : float
        Fewer students than this are few.

    Returns
    -------
    Needs
        From 0 to the threshold − 1 students, or to the group's size where that is smaller; or a range as wide
        as the threshold. In each count's own units.
    """
    return Needs(
        wanted=np.array([count.sensitive for count in counts], dtype=bool),
        least=np.zeros(len(counts)),
        greatest=np.array([_greatest(count, threshold) for count in counts], dtype=float),
        width=np.array([threshold * count.per_student for count in counts], dtype=float),
    )


def _greatest(count: Count, threshold: float) -> float:
    few, most = (threshold - 1) * count.per_student, count.greatest
    if count.whole and math.isfinite(most):
        most = math.floor(most + TOLERANCE)
    return max(0.0, min(few, most))
