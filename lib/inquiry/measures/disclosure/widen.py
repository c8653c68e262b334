"""Show that counts are safe: look for tables in which they are small, and others in which they are large."""

from __future__ import annotations

import numpy as np

from inquiry.measures.disclosure.facts import Marks, Places
from inquiry.measures.disclosure.needs import Needs
from inquiry.measures.disclosure.tables import Tables

ROUNDS = 6  # pushes of many counts at once before each is tried alone
NEAR = (150, 500)  # counts around one that are tried first: most are safe by what stands next to them


def widen(tables: Tables, needs: Needs, to_the_end: bool = True, all_or_nothing: bool = False) -> Marks:
    """Look for tables that show the counts to be safe: many counts at once, then each alone.

    Parameters
    ----------
    tables : Tables
        What was found so far; more is added.
    needs : Needs
        Of the same counts.
    to_the_end : bool
        Whether all counts may move where it takes them; otherwise only those near each one.
    all_or_nothing : bool
        Whether to give up at the first count that cannot be shown to be safe.

    Returns
    -------
    array of bool
        Which counts are safe: those for which the tables show it.
    """
    n = len(needs.wanted)
    for _ in range(ROUNDS if to_the_end else 0):
        before = _met(tables, needs)
        push(tables, needs, np.arange(n), ~before)
        if (_met(tables, needs) == before).all():
            break
    sizes = (*(size for size in NEAR if size < n), *((n,) if to_the_end or n <= NEAR[-1] else ()))
    for column in np.flatnonzero(~_met(tables, needs)):
        if not show_safe(tables, needs, int(column), sizes) and all_or_nothing:
            break
    return _met(tables, needs)


def show_safe(tables: Tables, needs: Needs, column: int, sizes: tuple[int, ...]) -> bool:
    """Look for tables that show one count to be safe, moving more and more counts around it."""
    alone = np.arange(len(needs.wanted)) == column
    for size in sizes:
        if _met(tables, needs)[column]:
            return True
        push(tables, needs, tables.facts.near(column, size), alone)
    return bool(_met(tables, needs)[column])


def _met(tables: Tables, needs: Needs) -> Marks:
    return needs.met(tables.least, tables.greatest)


def push(tables: Tables, needs: Needs, near: Places, which: Marks) -> None:
    """Push some counts down together, then up together, as far as they need to go; only those near move."""
    facts = tables.facts
    which = which & ~_met(tables, needs)
    which &= needs.met(facts.lower, facts.upper)  # otherwise single facts tell too much
    if not which[near].any():
        return
    part = facts.around(near) if len(near) < len(which) else facts
    mine = needs.take(near)
    down = which[near] & (tables.least[near] > mine.least)
    if down.any():
        floor = np.where(down, np.maximum(part.lower, np.minimum(mine.least, part.truth)), part.lower)
        tables.look(near, part, -down.astype(float), floor, part.upper)
    up = which[near] & ~mine.met(tables.least[near], tables.greatest[near])
    if up.any():
        least = tables.least[near]
        goal = np.ceil(np.where(least <= mine.least, mine.greatest, least + mine.width))
        goal = np.minimum(part.upper, np.maximum(goal, part.truth))
        if up.sum() == 1:  # alone it may go as far as it can: the goal itself may be a gap
            goal = np.where(np.isinf(part.upper), goal, part.upper)
        tables.look(near, part, up.astype(float), part.lower, np.where(up, goal, part.upper))
