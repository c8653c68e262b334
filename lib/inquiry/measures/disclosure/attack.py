"""The audit: what an attacker learns of each count that nobody may learn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

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
    low, high, safe = find_ranges(told, needs)
    lost = needs.wanted & ~safe
    out = _already_out(facts, needs, lost, low, high)
    blame = find_blame(told, lost) if lost.any() else {}
    return tuple(
        Finding(
            key=count.key,
            value=count.value,
            low=float(low[i]),
            high=float(high[i]),
            is_safe=bool(safe[i]),
            already_out=bool(out[i]),
            blame=blame.get(i, ()),
        )
        for i, count in enumerate(facts.counts)
        if count.sensitive
    )


def find_interval(problem: Problem, printed: Collection[str], key: str) -> Interval:
    """The least and greatest whole value of one count, exactly.

    Parameters
    ----------
    problem : Problem
        Its own values must satisfy it.
    printed : collection of str
        The figures that are printed.
    key : str
        A count of the problem that is not known.

    Returns
    -------
    Interval
        Endless where nothing bounds it.

    Raises
    ------
    ValueError
        If the problem contradicts itself, or a printed figure is none of its own.
    """
    facts = load(problem)
    told = narrow(facts.when(_marks(facts, printed)))
    column = [count.key for count in facts.counts].index(key)
    for part, columns in told.parts():
        if column in columns:
            return _find_range(part, int(np.searchsorted(columns, column)), Tables(part))
    return Interval(float(told.lower[column]), float(told.upper[column]))


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


def find_ranges(told: Facts, needs: Needs) -> tuple[Numbers, Numbers, Marks]:
    """Least and greatest value of each count, and which are safe: exact for a wanted one that is not.

    Parameters
    ----------
    told : Facts
        All that is known.
    needs : Needs
        Of its counts.

    Returns
    -------
    array, array, array of bool
        By column.
    """
    told = narrow(told)
    low, high = told.lower.copy(), told.upper.copy()
    safe = needs.met(low, high)
    for part, columns in told.parts():
        mine = needs.take(columns)
        if not mine.wanted.any():
            continue
        tables = Tables(part)
        tables.try_corners()
        widen(tables, mine)
        exact = {
            int(columns[i]): _find_range(part, int(i), tables)
            for i in np.flatnonzero(~mine.met(tables.least, tables.greatest))
        }
        safe[columns] = mine.met(tables.least, tables.greatest)
        low[columns], high[columns] = tables.least, tables.greatest
        for i in (i for i in exact if not safe[i]):
            low[i], high[i] = exact[i].low, exact[i].high
    return low, high, safe


def _find_range(part: Facts, column: int, tables: Tables) -> Interval:
    """The exact range of one count in a part of the facts; the tables at its ends are kept."""
    aim = (np.arange(len(part.counts)) == column).astype(float)
    low = -tables.look(np.arange(len(aim)), part, -aim, part.lower, part.upper)
    high = tables.look(np.arange(len(aim)), part, aim, part.lower, part.upper)
    if part.whole[column]:
        low, high = np.ceil(low - TOLERANCE), np.floor(high + TOLERANCE)
    return Interval(float(low) + 0.0, float(high) + 0.0)  # no negative nought


def _already_out(facts: Facts, needs: Needs, lost: Marks, low: Numbers, high: Numbers) -> Marks:
    """Which lost counts are no better off when none of the figures is printed."""
    if not lost.any():
        return lost
    nothing = np.zeros(len(facts.figures), dtype=bool)
    low_before, high_before, safe = find_ranges(facts.when(nothing), replace(needs, wanted=lost))
    return lost & ~safe & (low <= low_before) & (high >= high_before)
