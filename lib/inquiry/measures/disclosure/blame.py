"""Which printed figures give a count away: those whose facts hold its range in."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import vstack

from inquiry.measures.disclosure.facts import ALWAYS, Facts, Marks
from inquiry.measures.disclosure.model import TOLERANCE


def find_blame(told: Facts, lost: Marks) -> Mapping[int, tuple[str, ...]]:
    """For each lost count the figures that its range follows from, by key.

    Two linear programs for each count, its least and its greatest value: a fact with a price (a dual value
    other than 0) holds it in.

    Parameters
    ----------
    told : Facts
        All that is known, with the bounds that groups' sizes alone give.
    lost : array of bool
        The counts that are not safe.

    Returns
    -------
    mapping
        Column → keys of figures.
    """
    found = {}
    for part, columns in told.parts():
        for i in np.flatnonzero(lost[columns]):
            figures = np.unique(part.figure[_binding(part, int(i))])
            found[int(columns[i])] = tuple(told.figures[place] for place in figures if place != ALWAYS)
    return found


def _binding(part: Facts, column: int) -> Marks:
    """The rows with a price in either of the two programs."""
    aim = (np.arange(len(part.counts)) == column).astype(float)
    above, below = np.flatnonzero(np.isfinite(part.high)), np.flatnonzero(np.isfinite(part.low))
    rows = np.concatenate([above, below])
    if not len(rows):
        return np.zeros(len(part.low), dtype=bool)
    facts = vstack([part.matrix[above], -part.matrix[below]])
    limits = np.concatenate([part.high[above], -part.low[below]])
    binding = np.zeros(len(part.low), dtype=bool)
    for sign in (1, -1):
        found = linprog(
            sign * aim,
            A_ub=facts,
            b_ub=limits,
            bounds=np.column_stack([part.lower, part.upper]),
            method="highs",
        )
        if found.status == 0:
            binding[rows[np.abs(found.ineqlin.marginals) > TOLERANCE]] = True
    return binding
