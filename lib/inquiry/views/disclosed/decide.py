"""The decision: which figures staff are told, once for all pages; what was decided before stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from inquiry.measures.disclosure.decide import decide
from inquiry.measures.disclosure.model import Decision, Statement
from inquiry.views.disclosed.cells import Cell, Facts
from inquiry.views.disclosed.keys import READINGS
from inquiry.views.disclosed.plan import NOT_YET, ONE_TEACHER, Figure, Plan
from inquiry.views.disclosed.problem import fixed, make_problem, offer, print_of
from inquiry.views.disclosed.states import States, take_up

# What is new, or was too small, is decided on once a week, the rhythm of teacher teams. A figure that is told
# moves on at most once in four weeks: what is told twice tells the difference too, and what few weeks add is
# rarely enough to be told by itself (tried with the example district).
DECIDED_AFTER_DAYS = 7
MOVES_AFTER_DAYS = 28
# A figure that may not move on is told as it was: that loses half of what withholding would (our own rule).
OLD_WORDS = 0.5


def decide_plan(name: str, facts: Facts, before: Plan | None, threshold: int, day: dt.date) -> Plan | None:
    """The plan of today: the earlier one where nothing is to be decided; None where none ever was.

    What is minimised is the loss (see cells.py): each figure withheld counts about as many pages as would
    show it, those of all students double. A reading once withheld stays so; a growing figure is looked at
    again when it has grown. What was printed stays known to everybody and is counted in.

    Parameters
    ----------
    name : str
        The quarter, or `readings`.
    facts : Facts
        All figures as they are today.
    before : Plan or None
        What was decided before.
    threshold : int
        The district's own: fewer students than this are few.
    day : datetime.date
        Today.
    """
    if before is None and not facts.cells:
        return None
    raised = before is not None and threshold > before.threshold
    if before is not None and not raised and not _is_due(before, facts, day):
        return before
    before = before or Plan(name, threshold, day)
    states = take_up(facts, before)
    offers = dict(_offers(facts, before, states, day, raised))
    found = _choose(before, states, offers, threshold)
    figures = {
        **(_close(before.figures, offers, day) if raised else before.figures),
        **_guarded(facts, before, states, day),
        **_outcome(offers, found, before, states, day, raised),
    }
    new = [
        print_of(key, states.current[key], _at(states, key), day, threshold) for key in sorted(found.printed)
    ]
    if before.prints and not new and name != READINGS:
        # Nobody saw this state of the figures: it is no step from which later ones could be compared.
        states = States(before.cells, before.links, before.current, before.published)
        figures = {key: _without_state(figure, states) for key, figure in figures.items()}
    return Plan(name, threshold, day, figures, (*before.prints, *new), **vars(states))


def _choose(before: Plan, states: States, offers: Mapping[str, Statement], threshold: int) -> Decision:
    """Which offers are printed, what was printed under this threshold counted in."""
    stand = [fixed(one, states.cells[one.state]) for one in before.prints if one.threshold >= threshold]
    told = (*stand, *offers.values())
    return decide(make_problem(states.cells, states.links, states.published, told, threshold))


def _at(states: States, key: str) -> Cell:
    return states.cells[states.current[key]]


def _is_due(before: Plan, facts: Facts, day: dt.date) -> bool:
    """Whether anything is new or differs, and, for growing figures, a week is over."""
    if before.name != READINGS and (day - before.decided).days < DECIDED_AFTER_DAYS:
        return False
    told = (key for key, cell in facts.cells.items() if cell.loss)
    return any(key not in before.figures for key in told) or any(
        key not in before.current or before.cells[before.current[key]].content != cell.content
        for key, cell in facts.cells.items()
    )


def _offers(
    facts: Facts, before: Plan, states: States, day: dt.date, raised: bool
) -> Iterator[tuple[str, Statement]]:
    """What may be printed now: what is new, what has grown; and with a raised threshold what was told."""
    readings = before.name == READINGS
    for key, cell in sorted(facts.cells.items()):
        figure, state = before.figures.get(key), states.current[key]
        if not cell.loss or (figure and not figure.is_told and (readings or figure.state == state)):
            continue
        if figure is None or not figure.is_told or raised:
            yield key, offer(key, state, cell, cell.loss)
        elif figure.state != state and (readings or (day - figure.day).days >= MOVES_AFTER_DAYS):
            yield key, offer(key, state, cell, OLD_WORDS * cell.loss)


def _close(figures: Mapping[str, Figure], offers: Mapping[str, Statement], day: dt.date) -> dict[str, Figure]:
    """The figures, those told under a lower threshold withheld where no page asks for them any more."""
    return {
        key: figure if key in offers or not figure.is_told else Figure("", day, NOT_YET, figure.state)
        for key, figure in figures.items()
    }


def _without_state(figure: Figure, states: States) -> Figure:
    """A figure whose latest state is not kept: it is looked at again the next time."""
    return figure if figure.state in states.cells else replace(figure, state="")


def _guarded(facts: Facts, before: Plan, states: States, day: dt.date) -> dict[str, Figure]:
    """What comes from one teacher or one class is withheld whatever it is."""
    return {
        key: _withheld(before.figures.get(key), ONE_TEACHER, states.current[key], day)
        for key, cell in facts.cells.items()
        if cell.guarded and cell.words
    }


def _outcome(
    offers: Iterable[str], found: Decision, before: Plan, states: States, day: dt.date, raised: bool
) -> dict[str, Figure]:
    """How each figure came out; one that may not move on is told as it was."""
    figures = {}
    for key in offers:
        figure, state = before.figures.get(key), states.current[key]
        if key in found.printed:
            figures[key] = Figure(states.cells[state].words, day, state=state)
        elif figure is None or not figure.is_told or raised:
            figures[key] = _withheld(figure, found.withheld[key].words, state, day)
    return figures


def _withheld(before: Figure | None, why: str, state: str, day: dt.date) -> Figure:
    """A figure that is withheld, since the first day on which it was."""
    since = before.day if before and not before.is_told else day
    return Figure("", since, why, state)
