"""Whole-number tables that agree with the facts: each one shows that its values are possible."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from inquiry.measures.disclosure.facts import Facts, Numbers, Places
from inquiry.measures.disclosure.model import TOLERANCE
from inquiry.measures.disclosure.solver import UNBOUNDED, solve

NODES = 2000  # of the search for one table

Change = tuple[Places, Numbers]  # the counts that a table changes, and by how much


class Tables:
    """The tables found so far, and the least and greatest value of each count in them.

    A table is kept as what it changes of the truth: most change a few counts only.
    """

    def __init__(self, facts: Facts, changes: Sequence[Change] = ()) -> None:
        """Begin with the truth, and with tables that are known to agree."""
        self.facts = facts
        self.changes = list(changes)
        self.least, self.greatest = facts.truth.copy(), facts.truth.copy()
        if changes:
            columns = np.concatenate([columns for columns, _ in changes])
            values = facts.truth[columns] + np.concatenate([change for _, change in changes])
            np.minimum.at(self.least, columns, values)
            np.maximum.at(self.greatest, columns, values)

    def try_corners(self) -> None:
        """Try the tables in which every count is as small, or as large, as its bounds allow."""
        for corner in (
            self.facts.lower,
            np.where(np.isinf(self.facts.upper), self.facts.truth, self.facts.upper),
        ):
            if self.facts.agrees(corner):
                self.add(np.arange(len(corner)), corner)

    def add(self, columns: Places, values: Numbers) -> None:
        """Keep a table that agrees with the facts: the truth, but for these values."""
        self.changes.append((columns, values - self.facts.truth[columns]))
        self.least[columns] = np.minimum(self.least[columns], values)
        self.greatest[columns] = np.maximum(self.greatest[columns], values)

    def look(self, columns: Places, near: Facts, aim: Numbers, lower: Numbers, upper: Numbers) -> float:
        """Look among the given counts for the table that goes furthest towards an aim, and keep it.

        Gives a bound on how far any table could go.
        """
        best = find_best(near, aim, lower, upper)
        if best.table is not None:
            self.add(columns, best.table)
        return best.bound

    def loosened(self, facts: Facts) -> Tables:
        """The same tables for fewer facts: all still agree."""
        return Tables(facts, self.changes)

    def tighten(self, facts: Facts, figure: int) -> Tables:
        """The tables that also agree with one more figure, which is among `facts`."""
        rows = np.flatnonzero(facts.figure == figure)
        told = (
            facts.matrix[rows] @ facts.truth + (self._changes() @ csr_array(facts.matrix[rows].T)).toarray()
        )
        agree = (told >= facts.low[rows] - TOLERANCE) & (told <= facts.high[rows] + TOLERANCE)
        return Tables(facts, [self.changes[i] for i in np.flatnonzero(agree.all(axis=1))])

    def _changes(self) -> csr_array:
        """All tables as rows of what they change."""
        ends = np.cumsum([0, *(len(columns) for columns, _ in self.changes)])
        columns = np.concatenate([columns for columns, _ in self.changes] or [np.empty(0, dtype=np.int64)])
        values = np.concatenate([change for _, change in self.changes] or [np.empty(0)])
        return csr_array((values, columns, ends), shape=(len(self.changes), len(self.facts.truth)))


@dataclass(frozen=True, eq=False)
class Best:
    """The whole table that goes furthest, and a bound on how far any table could go."""

    table: Numbers | None
    bound: float


def find_best(facts: Facts, aim: Numbers, lower: Numbers, upper: Numbers) -> Best:
    """The whole table that maximises Σ aim · counts.

    First a linear program; only where its answer has fractions, an integer program.

    Parameters
    ----------
    facts : Facts
        What every table must agree with.
    aim : array
        A factor for each count.
    lower, upper : array
        Bounds of this search, within those of the facts.

    Returns
    -------
    Best
        `table` is None where none was found; `bound` is endless where nothing holds the aim.
    """
    rows = (facts.matrix, facts.low, facts.high)
    relaxed = solve(-aim, rows, (lower, upper))
    if relaxed.status in UNBOUNDED:  # the truth agrees, so it is not infeasible
        return Best(None, math.inf)
    if relaxed.x is None:
        return Best(None, math.nan)
    table = make_whole(facts, relaxed.x)
    if table is not None:
        return Best(table, -relaxed.fun)
    exact = solve(-aim, rows, (lower, upper), facts.whole, NODES)
    table = None if exact.x is None else make_whole(facts, exact.x)
    bound = relaxed.fun if exact.mip_dual_bound is None else exact.mip_dual_bound
    return Best(table, -bound)


def make_whole(facts: Facts, table: Numbers) -> Numbers | None:
    """A solver's table in whole numbers, if it agrees with the facts as such."""
    rounded = np.where(facts.whole, np.round(table), table) + 0.0  # no negative nought
    return rounded if facts.agrees(rounded) else None
