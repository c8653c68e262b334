"""Give back what is needless: withheld figures that can be printed after all, the dearest first."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from inquiry.measures.disclosure.facts import Places
from inquiry.measures.disclosure.plan import Plan
from inquiry.measures.disclosure.widen import NEAR, widen


def give_back(plan: Plan, withheld: Places) -> Mapping[int, int]:
    """Print withheld figures again, one by one, wherever every count stays safe.

    Parameters
    ----------
    plan : Plan
        With which every count is safe.
    withheld : array of int
        The figures to try.

    Returns
    -------
    mapping
        The figures that stay withheld, each with the column of a count that it would give away.
    """
    stays = {}
    for figure in sorted(withheld.tolist(), key=lambda place: (-plan.losses[place], place)):
        tried = plan.give_back(figure)
        lost = _find_lost(tried)
        if lost is None:
            plan = tried
        else:
            stays[figure] = lost
    return stays


def _find_lost(plan: Plan) -> int | None:
    """The first count that a plan gives away."""
    to_the_end = len(plan.part.counts) <= NEAR[-1]
    lost = np.flatnonzero(~widen(plan.tables, plan.needs, to_the_end, all_or_nothing=True))
    return int(lost[0]) if len(lost) else None
