"""The cheapest figures to withhold, as one mixed-integer program: minimise the loss, keep the counts safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array, eye_array, hstack, kron, vstack

from inquiry.measures.disclosure.facts import ALWAYS, Facts, Numbers, Places
from inquiry.measures.disclosure.needs import Needs
from inquiry.measures.disclosure.solver import PROVEN, solve

TIE = 1e-5  # of the smallest loss, too little to outweigh any: among equals those first by key are withheld
NODES = 4000  # of the search for what to withhold
REACH = 20  # a count that nothing bounds may rise by so many times the width that is needed

_Block = tuple[csr_array, Numbers, Numbers]  # rows, and between what they lie


@dataclass(frozen=True, eq=False)
class Cheapest:
    """The figures to withhold, by their place; whether nothing cheaper exists; the tables that were found."""

    figures: Places
    is_proven: bool
    tables: tuple[Numbers, ...]


def find_cheapest(
    facts: Facts, needs: Needs, targets: Sequence[int], losses: Numbers, whole: bool
) -> Cheapest | None:
    """Which figures to withhold so that the targets are safe, at the least loss.

    For each target the program looks for tables of its own, one in which it is small and one in which it is
    large; a figure that does not agree with every table is withheld. This is the compact model of Fischetti
    and Salazar (2001), with a choice between the two ways of being safe.

    Parameters
    ----------
    facts : Facts
        A part; the figures of its rows are those that are still printed.
    needs : Needs
        Of its counts.
    targets : sequence of int
        Columns that must become safe.
    losses : array
        For each figure of the whole problem what withholding it loses.
    whole : bool
        Whether the tables must be in whole numbers (slower, exact).

    Returns
    -------
    Cheapest or None
        None where nothing was found.
    """
    figures = np.unique(facts.figure[facts.figure != ALWAYS])
    goals = _Goals(facts, needs, targets)
    n_y, n_x, n_z = len(figures), len(goals.lower), len(goals.choices)
    found = solve(
        np.concatenate([_costs(losses[figures]), np.zeros(n_x + n_z)]),
        _stack(_rows_of_tables(facts, figures, goals), _rows_of_choices(goals, n_y, n_x)),
        (
            np.concatenate([np.zeros(n_y), goals.lower, [choice.least_z for choice in goals.choices]]),
            np.concatenate([np.ones(n_y), goals.upper, [choice.most_z for choice in goals.choices]]),
        ),
        np.concatenate([np.ones(n_y), np.tile(facts.whole & whole, goals.n_tables), np.ones(n_z)]).astype(
            bool
        ),
        NODES,
    )
    if found.x is None:
        return None
    tables = found.x[n_y : n_y + n_x].reshape(goals.n_tables, -1)
    return Cheapest(figures[found.x[:n_y] > 0.5], found.status == PROVEN, tuple(tables))


def _stack(first: _Block, second: _Block) -> _Block:
    matrix = csr_array(vstack([first[0], second[0]]))
    return matrix, np.concatenate([first[1], second[1]]), np.concatenate([first[2], second[2]])


def _costs(losses: Numbers) -> Numbers:
    """What each figure costs: its loss in units of the smallest, and a little more for each further key."""
    paid = losses[losses > 0]
    unit = paid.min() if len(paid) else 1.0
    return losses / unit + TIE * (1 + np.arange(len(losses))) / max(1, len(losses))


@dataclass(frozen=True)
class _Choice:
    """Either the count covers least to greatest (z = 1), or its two tables lie as far apart as the width."""

    small: int  # the column of the count in the table in which it is small; likewise large
    large: int
    least: float
    greatest: float
    width: float
    upper: float
    least_z: int
    most_z: int


class _Goals:
    """The tables that the targets ask for, one after another: their bounds, and the choices between them."""

    def __init__(self, facts: Facts, needs: Needs, targets: Sequence[int]) -> None:
        finite = needs.width[np.isfinite(needs.width)]
        far = facts.truth + REACH * (finite.max() if len(finite) else needs.greatest.max())
        self.facts = facts
        self.far = np.where(np.isinf(facts.upper), far, facts.upper)
        self.lower, self.upper = np.empty(0), np.empty(0)
        self.choices: list[_Choice] = []
        for i in targets:
            self._add(i, float(needs.least[i]), float(needs.greatest[i]), float(needs.width[i]))

    @property
    def n_tables(self) -> int:
        """How many tables there are."""
        return len(self.lower) // len(self.facts.counts)

    def _add(self, i: int, least: float, greatest: float, width: float) -> None:
        """The tables for one target; where the truth is small enough, it serves as the first."""
        lower, upper = self.facts.lower[i], self.far[i]
        can_cover = lower <= least and greatest <= upper
        if can_cover and self.facts.truth[i] <= least:
            self._table(i, greatest)
            return
        small, large = self._table(i, lower), self._table(i, lower)
        is_wide = width <= upper - lower
        bounds = int(not is_wide), int(can_cover)
        self.choices.append(_Choice(small, large, least, greatest, width if is_wide else 0.0, upper, *bounds))

    def _table(self, i: int, at_least: float) -> int:
        """One more table; gives the column of the count in it."""
        place = len(self.lower) + i
        self.lower = np.concatenate([self.lower, self.facts.lower])
        self.upper = np.concatenate([self.upper, self.far])
        self.lower[place] = at_least
        return place


def _rows_of_tables(facts: Facts, figures: Places, goals: _Goals) -> _Block:
    """Each table agrees with the facts; with a figure only as far as it is printed."""
    always = np.flatnonzero(facts.figure == ALWAYS)
    told = np.flatnonzero(facts.figure != ALWAYS)
    above = told[np.isfinite(facts.high[told])]
    below = told[np.isfinite(facts.low[told])]
    least, most = _activity(facts, goals.far)
    tables = vstack([facts.matrix[always], facts.matrix[above], facts.matrix[below]])
    freed = vstack(
        [
            csr_array((len(always), len(figures))),
            _free(facts, above, figures, np.minimum(0.0, facts.high - most)),
            _free(facts, below, figures, np.maximum(0.0, facts.low - least)),
        ]
    )
    low = np.concatenate([facts.low[always], np.full(len(above), -np.inf), facts.low[below]])
    high = np.concatenate([facts.high[always], facts.high[above], np.full(len(below), np.inf)])
    n = goals.n_tables
    matrix = hstack(
        [vstack([freed] * n), kron(eye_array(n), tables), csr_array((len(low) * n, len(goals.choices)))]
    )
    return csr_array(matrix), np.tile(low, n), np.tile(high, n)


def _activity(facts: Facts, upper: Numbers) -> tuple[Numbers, Numbers]:
    """The least and greatest value that each row can take."""
    up, down = facts.matrix.maximum(0), facts.matrix.minimum(0)
    return up @ facts.lower + down @ upper, up @ upper + down @ facts.lower


def _free(facts: Facts, rows: Places, figures: Places, slack: Numbers) -> csr_array:
    """What a row gains when its figure is withheld: enough to say nothing."""
    at = (np.arange(len(rows)), np.searchsorted(figures, facts.figure[rows]))
    return csr_array(coo_array((slack[rows], at), shape=(len(rows), len(figures))))


def _rows_of_choices(goals: _Goals, n_y: int, n_x: int) -> _Block:
    entries: list[tuple[int, int, float]] = []
    low, high = [], []
    for k, one in enumerate(goals.choices):
        small, large, z = n_y + one.small, n_y + one.large, n_y + n_x + k
        entries += [(3 * k, small, 1), (3 * k, z, one.upper - one.least)]
        entries += [(3 * k + 1, large, 1), (3 * k + 1, z, -one.greatest)]
        entries += [(3 * k + 2, large, 1), (3 * k + 2, small, -1), (3 * k + 2, z, one.width)]
        low += [-np.inf, 0.0, one.width]
        high += [one.upper, np.inf, np.inf]
    at, to, factors = np.array(entries, dtype=float).reshape(-1, 3).T
    shape = (len(low), n_y + n_x + len(goals.choices))
    return csr_array((factors, (at.astype(int), to.astype(int))), shape=shape), np.array(low), np.array(high)
