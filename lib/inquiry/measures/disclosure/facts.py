"""A problem as a matrix: a column for each count that is not known, a row for each fact about them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array
from scipy.sparse.csgraph import connected_components

from inquiry.measures.disclosure.model import TOLERANCE, Count, Problem, Statement

ALWAYS = -1  # in place of a figure: a sum or a fixed statement, which nobody can withhold

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Facts:
    """low ≤ matrix · counts ≤ high, and lower ≤ counts ≤ upper; `truth` satisfies them all.

    `figure` says for each row which of `figures` (by key) tells it, or `ALWAYS`. Columns and rows are sorted,
    so that the order in which a problem was written down changes nothing.
    """

    counts: tuple[Count, ...]
    figures: tuple[str, ...]
    truth: Numbers
    whole: Marks
    matrix: csr_array
    low: Numbers
    high: Numbers
    figure: Places
    lower: Numbers
    upper: Numbers

    @cached_property
    def by_column(self) -> csc_array:
        """The matrix, quick to read by column."""
        return csc_array(self.matrix)

    def agrees(self, table: Numbers) -> bool:
        """Whether a table satisfies every fact."""
        told = self.matrix @ table
        inside = (table >= self.lower - TOLERANCE).all() and (table <= self.upper + TOLERANCE).all()
        return bool(inside and (told >= self.low - TOLERANCE).all() and (told <= self.high + TOLERANCE).all())

    def when(self, printed: Marks) -> Facts:
        """The facts that are known when some of the figures are printed."""
        rows = np.flatnonzero(np.append(printed, True)[self.figure])  # the one appended is for ALWAYS
        return replace(
            self, matrix=self.matrix[rows], low=self.low[rows], high=self.high[rows], figure=self.figure[rows]
        )

    def around(self, columns: Places) -> Facts:
        """What is known of some counts when all others have their true values."""
        rows = np.unique(entries_of(self.by_column, columns))
        matrix = self.matrix[rows]
        others = self.truth.copy()
        others[columns] = 0.0
        shift = matrix @ others
        return Facts(
            counts=tuple(self.counts[i] for i in columns),
            figures=self.figures,
            truth=self.truth[columns],
            whole=self.whole[columns],
            matrix=csr_array(matrix[:, columns]),
            low=self.low[rows] - shift,
            high=self.high[rows] - shift,
            figure=self.figure[rows],
            lower=self.lower[columns],
            upper=self.upper[columns],
        )

    def near(self, column: int, size: int) -> Places:
        """The counts next to one, over short rows first, up to some number."""
        lengths = np.diff(self.matrix.indptr)
        seen, used = np.zeros(len(self.counts), dtype=bool), np.zeros(len(self.low), dtype=bool)
        found = step = np.array([column])
        rows = np.empty(0, dtype=np.int64)
        while len(found) < size:
            seen[step] = True
            rows = np.union1d(rows, entries_of(self.by_column, step))
            rows = rows[~used[rows]]
            if not len(rows):
                break
            rows = rows[np.argsort(lengths[rows], kind="stable")]
            now = rows[: np.searchsorted(np.cumsum(lengths[rows]), size) + 1]
            used[now] = True
            columns = np.unique(entries_of(self.matrix, now))
            step = columns[~seen[columns]]
            found = np.concatenate([found, step])
        return np.sort(found[:size])

    def parts(self) -> Iterator[tuple[Facts, Places]]:
        """The facts in parts that share no open count, with each part's columns; a fixed count is in none."""
        open_ = np.flatnonzero(self.upper - self.lower > TOLERANCE)
        touches = csr_array(self.matrix[:, open_]).tocoo()
        n_rows = len(self.low)
        size = n_rows + len(open_)  # rows and columns are the points, entries the lines between them
        lines = csr_array((np.ones(touches.nnz), (touches.row, n_rows + touches.col)), shape=(size, size))
        labels = connected_components(lines, directed=False)[1][n_rows:]
        order = np.argsort(labels, kind="stable")
        ends = np.flatnonzero(np.diff(labels[order])) + 1
        for columns in np.split(open_[order], ends) if len(open_) else []:
            yield self.around(columns), columns


def entries_of(lines: csr_array | csc_array, which: Places) -> Places:
    """Where some rows (of a matrix by column: columns) have entries, one line after another."""
    starts = lines.indptr[which].astype(np.int64)
    lengths = lines.indptr[which + 1] - starts
    ends = np.cumsum(lengths)
    before = np.repeat(starts - (ends - lengths), lengths)
    entries: Places = lines.indices[before + np.arange(len(before))].astype(np.int64)
    return entries


def make_facts(problem: Problem) -> Facts:
    """A problem's facts, all figures printed.

    Parameters
    ----------
    problem : Problem
        Its own values must satisfy it.

    Returns
    -------
    Facts
        With one column for each count that is not known, by key.
    """
    counts = tuple(sorted((c for c in problem.counts if not c.known), key=lambda count: count.key))
    known = {c.key: c.value for c in problem.counts if c.known}
    figures = tuple(sorted({told.key for told in problem.statements if not told.fixed}))
    rows = sorted(chain(_sums(problem), _statements(problem, figures)))
    columns = {count.key: i for i, count in enumerate(counts)}
    triples = [
        (i, columns[key], factor)
        for i, (_, terms, _, _) in enumerate(rows)
        for key, factor in terms
        if key in columns and factor
    ]
    at, to, factors = np.array(triples, dtype=float).reshape(-1, 3).T
    shift = np.array([sum(f * known.get(key, 0) for key, f in terms) for _, terms, _, _ in rows])
    facts = Facts(
        counts=counts,
        figures=figures,
        truth=np.array([count.value for count in counts], dtype=float),
        whole=np.array([count.whole for count in counts], dtype=bool),
        matrix=csr_array((factors, (at.astype(int), to.astype(int))), shape=(len(rows), len(counts))),
        low=np.array([low for _, _, low, _ in rows]) - shift,
        high=np.array([high for _, _, _, high in rows]) - shift,
        figure=np.array([figure for figure, _, _, _ in rows], dtype=np.int64),
        lower=np.zeros(len(counts)),
        upper=np.array([count.greatest for count in counts], dtype=float),
    )
    return round_inwards(facts)


_Row = tuple[int, tuple[tuple[str, float], ...], float, float]


def _sums(problem: Problem) -> Iterator[_Row]:
    for one in problem.sums:
        terms = tuple(sorted(_add([(one.total, 1.0), *((part, -1.0) for part in one.parts)]).items()))
        yield ALWAYS, terms, 0.0, 0.0 if one.exact else math.inf


def _add(terms: Iterable[tuple[str, float]]) -> Mapping[str, float]:
    """Terms with one factor for each count."""
    total: dict[str, float] = {}
    for key, factor in terms:
        total[key] = total.get(key, 0.0) + factor
    return total


def _statements(problem: Problem, figures: tuple[str, ...]) -> Iterator[_Row]:
    place = {key: i for i, key in enumerate(figures)}
    for told in problem.statements:
        yield _place(told, place), tuple(sorted(told.terms.items())), told.low, told.high


def _place(told: Statement, place: Mapping[str, int]) -> int:
    return ALWAYS if told.fixed else place[told.key]


def round_inwards(facts: Facts) -> Facts:
    """Draw bounds in to whole numbers where only those can be: everybody knows that students come whole."""
    entries = facts.matrix.tocoo()
    broken = np.abs(entries.data - np.round(entries.data)) > 0
    broken |= ~facts.whole[entries.col]
    exact = np.bincount(entries.row, weights=broken, minlength=len(facts.low)) == 0
    return replace(
        facts,
        low=np.where(exact, np.ceil(facts.low - TOLERANCE), facts.low),
        high=np.where(exact, np.floor(facts.high + TOLERANCE), facts.high),
        lower=np.where(facts.whole, np.ceil(facts.lower - TOLERANCE), facts.lower),
        upper=np.where(facts.whole, np.floor(facts.upper + TOLERANCE), facts.upper),
    )
