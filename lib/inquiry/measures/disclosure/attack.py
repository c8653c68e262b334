"""The audit: what an attacker learns of each count that nobody may learn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from inquiry.measures.disclosure.blame import find_blame
from inquiry.measures.disclosure.facts import Facts, Marks, Numbers, make_facts
from inquiry.measures.disclosure.model import TOLERANCE, Finding, Interval, Problem, check_problem
from inquiry.measures.disclosure.narrow import narrow
from inquiry.measures.disclosure.needs import Needs, make_needs
from inquiry.measures.disclosure.tables import Tables
from inquiry.measures.disclosure.widen import widen


def attack(problem: Problem, printed: Collection[str]) -> tuple[Finding, ...]:
    """Attack every sensitive count with all that is printed, fixed and known.

    The attacker knows the sums and that students come whole. A linear program alone would make his ranges too
    wide (it allows half a student), and so call safe what is not: a count is called safe only when whole
    tables were found that show it.

    Parameters
    ----------
    problem : Problem
        Its own values must satisfy it.
    printed : collection of str
        The figures that are printed.

    Returns
    -------
    tuple of Finding
        One for each sensitive count that is not known, by key.

    Raises
    ------
    ValueError
        If the problem contradicts itself, or a printed figure is none of its own.
    """
    facts = load(problem)
    needs = make_needs(facts.counts, problem.threshold)
    told = facts.when(_marks(facts, printed))
    found = find_ranges(told, needs)
    lost = needs.wanted & ~found.safe
    out = _already_out(facts, needs, lost, found)
    blame = find_blame(told, lost) if lost.any() else {}
    return tuple(
        Finding(
            key=count.key,
            value=count.value,
            low=float(found.low[i]),
            high=float(found.high[i]),
            is_safe=bool(found.safe[i]),
            already_out=bool(out[i]),
            blame=blame.get(i, ()),
        )
        for i, count in enumerate(facts.counts)
        if count.sensitive
    )


def load(problem: Problem) -> Facts:
    """A problem's facts, after a look whether it contradicts itself."""
    check_problem(problem)
    return make_facts(problem)


def _marks(facts: Facts, printed: Collection[str]) -> Marks:
    """Which figures are printed."""
    keys = set(printed)
    if unknown := sorted(keys - set(facts.figures)):
        raise ValueError(f"Printed, but no figure of this problem: {', '.join(unknown)}.")
    return np.array([figure in keys for figure in facts.figures], dtype=bool)


@dataclass(frozen=True, eq=False)
class Ranges:
    """What is known of each count, by column.

    `low` and `high` bound it; whole tables show that it may be anything from `least` to `greatest`, and there
    it is `safe`. The two are the same unless the search ran out of steps.
    """

    low: Numbers
    high: Numbers
    least: Numbers
    greatest: Numbers
    safe: Marks


def find_ranges(told: Facts, needs: Needs) -> Ranges:
    """Least and greatest value of each count, and which are safe; exact for a wanted one that is not.

    Parameters
    ----------
    told : Facts
        All that is known.
    needs : Needs
        Of its counts.
    """
    told = narrow(told)
    least, greatest = told.lower.copy(), told.upper.copy()
    safe = needs.met(least, greatest)
    bounds: dict[int, Interval] = {}
    for part, columns in told.parts():
        mine = needs.take(columns)
        if not mine.wanted.any():
            continue
        tables = Tables(part)
        tables.try_corners()
        widen(tables, mine)
        for i in np.flatnonzero(~mine.met(tables.least, tables.greatest)):
            bounds[int(columns[i])] = _find_range(part, int(i), tables)
        safe[columns] = mine.met(tables.least, tables.greatest)
        least[columns], greatest[columns] = tables.least, tables.greatest
    low, high = least.copy(), greatest.copy()
    for column, bound in bounds.items():
        if not safe[column]:
            low[column], high[column] = bound.low, bound.high
    return Ranges(low, high, least, greatest, safe)


def _find_range(part: Facts, column: int, tables: Tables) -> Interval:
    """The exact range of one count in a part of the facts; the tables at its ends are kept."""
    aim = (np.arange(len(part.counts)) == column).astype(float)
    low = -tables.look(np.arange(len(aim)), part, -aim, part.lower, part.upper)
    high = tables.look(np.arange(len(aim)), part, aim, part.lower, part.upper)
    if part.whole[column]:
        low, high = np.ceil(low - TOLERANCE), np.floor(high + TOLERANCE)
    return Interval(float(low) + 0.0, float(high) + 0.0)  # no negative nought


def _already_out(facts: Facts, needs: Needs, lost: Marks, found: Ranges) -> Marks:
    """Which lost counts are no better off when none of the figures is printed."""
    if not lost.any():
        return lost
    nothing = np.zeros(len(facts.figures), dtype=bool)
    before = find_ranges(facts.when(nothing), replace(needs, wanted=lost))
    return lost & ~before.safe & (found.low <= before.low) & (found.high >= before.high)
