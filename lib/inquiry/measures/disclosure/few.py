"""Primary decision: the figures that tell of few students by themselves, whatever stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from inquiry.measures.disclosure.facts import ALWAYS, Facts, entries_of
from inquiry.measures.disclosure.narrow import narrow
from inquiry.measures.disclosure.needs import Needs


def find_few(facts: Facts, needs: Needs) -> Mapping[int, int]:
    """Which figures cannot be printed even alone, and which count each gives away.

    A figure is held together with the sums it stands in (met and not met make all), not with other figures.

    Parameters
    ----------
    facts : Facts
        All figures printed; bounds as they follow without any.
    needs : Needs
        Of its counts.

    Returns
    -------
    mapping
        The figure's place → the column of the count that it gives away.
    """
    always = facts.figure == ALWAYS
    found = {}
    for figure in range(len(facts.figures)):
        own = np.flatnonzero(facts.figure == figure)
        touching = entries_of(facts.by_column, entries_of(facts.matrix, own))
        rows = np.union1d(own, touching[always[touching]])
        columns = np.unique(entries_of(facts.matrix, rows))
        told = narrow(_only(facts, rows, columns))
        lost = np.flatnonzero(~needs.take(columns).met(told.lower, told.upper))
        if len(lost):
            found[figure] = int(columns[lost[0]])
    return found


def _only(facts: Facts, rows: np.ndarray, columns: np.ndarray) -> Facts:
    """Some rows and all the columns that they have; nothing else is known."""
    return replace(
        facts,
        counts=tuple(facts.counts[i] for i in columns),
        truth=facts.truth[columns],
        whole=facts.whole[columns],
        matrix=facts.matrix[rows][:, columns],
        low=facts.low[rows],
        high=facts.high[rows],
        figure=facts.figure[rows],
        lower=facts.lower[columns],
        upper=facts.upper[columns],
    )
