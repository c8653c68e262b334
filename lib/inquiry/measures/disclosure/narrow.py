"""Bounds that follow from one fact at a time: quick, and never narrower than the truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from inquiry.measures.disclosure.facts import Facts, Numbers, Places
from inquiry.measures.disclosure.model import TOLERANCE

PASSES = 30  # far more than a hierarchy of district, schools, grades and teams is deep


def narrow(facts: Facts) -> Facts:
    """Draw each count's bounds in as far as single rows tell, again and again until nothing moves.

    Parameters
    ----------
    facts : Facts
        What is known.

    Returns
    -------
    Facts
        The same rows with `lower` and `upper` drawn in: every table that agreed before still does.
    """
    lower, upper = facts.lower, facts.upper
    entries = facts.matrix.tocoo()
    for _ in range(PASSES):
        low, high = _pass(facts, entries.row, entries.col, entries.data, lower, upper)
        moved = (low > lower + TOLERANCE) | (high < upper - TOLERANCE)
        lower, upper = low, high
        if not moved.any():
            break
    return replace(facts, lower=lower, upper=upper)


def _pass(
    facts: Facts, rows: Places, columns: Places, factors: Numbers, lower: Numbers, upper: Numbers
) -> tuple[Numbers, Numbers]:
    up = factors > 0
    least = factors * np.where(up, lower[columns], upper[columns])  # what each entry adds to its row at least
    most = factors * np.where(up, upper[columns], lower[columns])
    others_least, others_most = _others(rows, least, len(facts.low)), _others(rows, most, len(facts.low))
    top = (facts.high[rows] - others_least) / factors
    bottom = (facts.low[rows] - others_most) / factors
    top, bottom = np.where(up, top, bottom), np.where(up, bottom, top)
    low, high = lower.copy(), upper.copy()
    np.maximum.at(low, columns, bottom)
    np.minimum.at(high, columns, top)
    whole = facts.whole
    low = np.where(whole, np.ceil(low - TOLERANCE), low)
    high = np.where(whole, np.floor(high + TOLERANCE), high)
    return low, high


def _others(rows: Places, adds: Numbers, n: int) -> Numbers:
    """For each entry what the others of its row add; an endless one among them makes it endless."""
    endless = np.isinf(adds)
    finite = np.where(endless, 0.0, adds)
    total = np.bincount(rows, weights=finite, minlength=n)[rows] - finite
    without_end = np.bincount(rows, weights=endless, minlength=n)[rows] - endless
    rising = np.bincount(rows, weights=adds == np.inf, minlength=n)[rows] > 0
    return np.where(without_end > 0, np.where(rising, np.inf, -np.inf), total)
