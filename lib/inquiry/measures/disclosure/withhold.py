"""Complementary decision: what more to withhold, for all counts together or for one after another."""

from __future__ import annotations

import numpy as np

from inquiry.measures.disclosure.cheapest import find_cheapest
from inquiry.measures.disclosure.facts import ALWAYS, entries_of
from inquiry.measures.disclosure.plan import Plan
from inquiry.measures.disclosure.widen import NEAR, show_safe, widen

FAR = 4_000  # counts around an unsafe one that may move, where those near it do not suffice
SMALL = 5_000  # counts × tables of a part that is solved as one program: a few seconds at most


def withhold_together(plan: Plan) -> tuple[Plan, bool]:
    """One program for all unsafe counts of a small part.

    The program is first solved with tables in fractions, which is quicker; where no whole tables fit what it
    withholds, with whole ones.

    Returns
    -------
    Plan, bool
        The plan, and whether nothing cheaper is safe; the plan as it was where the part is too large or the
        search too long.
    """
    unsafe = np.flatnonzero(~plan.safe)
    columns = np.arange(len(plan.part.counts))
    if len(columns) * 2 * len(unsafe) > SMALL:
        return plan, False
    for whole in (False, True):
        found = find_cheapest(plan.facts, plan.needs, unsafe.tolist(), plan.losses, whole)
        if found is None:
            continue
        tried = plan.withhold(found.figures, columns, found.tables)
        if widen(tried.tables, plan.needs).all():
            return tried, found.is_proven
    return plan, False


def withhold_one_by_one(plan: Plan) -> Plan:
    """One count after another; what is withheld already costs nothing more.

    Only counts near the unsafe one may move, first few, then more.
    """
    for target in np.flatnonzero(~plan.safe):
        for size in (*NEAR, FAR):
            if not plan.safe[target]:
                plan = _withhold_for(plan, int(target), size)
        if not plan.safe[target]:
            plan = _withhold_all_near(plan, int(target))
    return plan


def _withhold_all_near(plan: Plan, target: int) -> Plan:
    """Where no program finds anything: every figure about the counts near, further and further out.

    With all figures of the part withheld, every count is safe; `give_back` returns what was needless.
    """
    n = len(plan.part.counts)
    for size in (*(size for size in (*NEAR, FAR) if size < n), n):
        near = plan.part.near(target, size)
        rows = entries_of(plan.part.by_column, near)
        figures = np.unique(plan.part.figure[rows])
        plan = plan.withhold(figures[figures != ALWAYS], near)
        if show_safe(plan.tables, plan.needs, target, (size,)):
            break
    return plan


def _withhold_for(plan: Plan, target: int, size: int) -> Plan:
    """Withhold what makes one count safe at the least loss, if only counts near it may move."""
    facts = plan.facts
    near = facts.near(target, size)
    around, place = facts.around(near), int(np.searchsorted(near, target))
    for whole in (False, True):
        found = find_cheapest(around, plan.needs.take(near), [place], plan.losses, whole)
        if found is None:
            break
        tried = plan.withhold(found.figures, near, found.tables)
        if tried.safe[target]:
            return tried
    return plan
