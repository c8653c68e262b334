"""The decision: which figures staff are told, once for all pages; what was decided before stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inquiry.measures.disclosure.decide import decide
from inquiry.measures.disclosure.model import Decision, Statement, Withheld
from inquiry.views.disclosed.audit import Leak, find_leaks
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
    step = _Step(facts, before, states, threshold, day, raised)
    offers = dict(_offers(step))
    found = _with_base(step, _choose(step, offers))
    plan = _write_down(step, offers, found)
    # Only what the audit, which searches in another way, can show to be safe is printed.
    while found.printed and (leaks := find_leaks(plan)):
        found = _with_base(step, _withdraw(found, leaks, day))
        plan = _write_down(step, offers, found)
    return plan


@dataclass(frozen=True)
class _Step:
    """What one decision starts from: today's facts laid beside the plan so far."""

    facts: Facts
    before: Plan
    states: States
    threshold: int
    day: dt.date
    raised: bool

    def cell(self, key: str) -> Cell:
        """A figure as it is today."""
        return self.states.cells[self.states.current[key]]


def _write_down(step: _Step, offers: Mapping[str, Statement], found: Decision) -> Plan:
    """A decision as a plan: how each figure came out, and what is printed anew."""
    before, states = step.before, step.states
    figures = {
        **(_close(step, offers) if step.raised else before.figures),
        **_guarded(step),
        **_outcome(step, offers, found),
    }
    new = [
        print_of(key, states.current[key], step.cell(key), step.day, step.threshold)
        for key in sorted(found.printed)
    ]
    if before.prints and not new and before.name != READINGS:
        # Nobody saw this state of the figures: it is no step from which later ones could be compared.
        states = States(before.cells, before.links, before.current, before.published)
        figures = {key: _without_state(figure, states) for key, figure in figures.items()}
    return Plan(before.name, step.threshold, step.day, figures, (*before.prints, *new), **vars(states))


def _with_base(step: _Step, found: Decision) -> Decision:
    """The decision without shares of a number that is withheld: many shares of one number tell it."""
    told = {key for key, figure in step.before.figures.items() if figure.is_told} | found.printed
    bases = {key: step.cell(key).rests_on for key in found.printed}
    gone = {key: base for key, base in bases.items() if base in step.facts.cells and base not in told}
    withheld = {key: Withheld("complement", base) for key, base in gone.items()}
    return replace(found, printed=found.printed - gone.keys(), withheld={**found.withheld, **withheld})


def _withdraw(found: Decision, leaks: Sequence[Leak], day: dt.date) -> Decision:
    """The decision without the new prints from which a count follows; without any, if none is to blame."""
    blamed = {one.figure: leak.count for leak in reversed(leaks) for one in leak.prints if one.day == day}
    gone = {key: blamed[key] for key in found.printed if key in blamed}
    gone = gone or dict.fromkeys(found.printed, leaks[0].count)
    withheld = {key: Withheld("complement", count) for key, count in gone.items()}
    return replace(found, printed=found.printed - gone.keys(), withheld={**found.withheld, **withheld})


def _choose(step: _Step, offers: Mapping[str, Statement]) -> Decision:
    """Which offers are printed: safe beside what stands under this threshold, and beside all that is out.

    What went out under a lower threshold gives some counts away for good; that is no reason to tell them
    again, so it is left aside at first. Then nothing may be told that it would complete.
    """
    states, threshold = step.states, step.threshold
    out = [(one, fixed(one, states.cells[one.state])) for one in step.before.prints]
    stand = [told for one, told in out if one.threshold >= threshold]

    def choose(known: Iterable[Statement], offered: Iterable[Statement]) -> Decision:
        told = (*known, *offered)
        return decide(make_problem(states.cells, states.links, states.published, told, threshold))

    found = choose(stand, offers.values())
    if len(stand) == len(out):
        return found
    again = choose((told for _, told in out), (offers[key] for key in sorted(found.printed)))
    return replace(again, withheld={**found.withheld, **again.withheld})


def _is_due(before: Plan, facts: Facts, day: dt.date) -> bool:
    """Whether anything is new or differs, and, for growing figures, a week is over."""
    if before.name != READINGS and (day - before.decided).days < DECIDED_AFTER_DAYS:
        return False
    told = (key for key, cell in facts.cells.items() if cell.loss)
    return any(key not in before.figures for key in told) or any(
        key not in before.current or before.cells[before.current[key]].content != cell.content
        for key, cell in facts.cells.items()
    )


def _offers(step: _Step) -> Iterator[tuple[str, Statement]]:
    """What may be printed now: what is new, what has grown; and with a raised threshold what was told."""
    before, readings = step.before, step.before.name == READINGS
    for key, cell in sorted(step.facts.cells.items()):
        figure, state = before.figures.get(key), step.states.current[key]
        if not cell.loss or (figure and not figure.is_told and (readings or figure.state == state)):
            continue
        if figure is None or not figure.is_told or step.raised:
            yield key, offer(key, state, cell, cell.loss)
        elif figure.state != state and (readings or (step.day - figure.day).days >= MOVES_AFTER_DAYS):
            yield key, offer(key, state, cell, OLD_WORDS * cell.loss)


def _close(step: _Step, offers: Mapping[str, Statement]) -> dict[str, Figure]:
    """The figures, those told under a lower threshold withheld where no page asks for them any more."""
    return {
        key: figure if key in offers or not figure.is_told else Figure("", step.day, NOT_YET, figure.state)
        for key, figure in step.before.figures.items()
    }


def _without_state(figure: Figure, states: States) -> Figure:
    """A figure whose latest state is not kept: it is looked at again the next time."""
    return figure if figure.state in states.cells else replace(figure, state="")


def _guarded(step: _Step) -> dict[str, Figure]:
    """What comes from one teacher or one class is withheld whatever it is."""
    return {
        key: _withheld(step.before.figures.get(key), ONE_TEACHER, step.states.current[key], step.day)
        for key, cell in step.facts.cells.items()
        if cell.guarded and cell.words
    }


def _outcome(step: _Step, offers: Iterable[str], found: Decision) -> dict[str, Figure]:
    """How each figure came out; one that may not move on is told as it was."""
    figures = {}
    for key in offers:
        figure, state = step.before.figures.get(key), step.states.current[key]
        if key in found.printed:
            figures[key] = Figure(step.cell(key).words, step.day, state=state)
        elif figure is None or not figure.is_told or step.raised:
            figures[key] = _withheld(figure, found.withheld[key].words, state, step.day)
    return figures


def _withheld(before: Figure | None, why: str, state: str, day: dt.date) -> Figure:
    """A figure that is withheld, since the first day on which it was."""
    since = before.day if before and not before.is_told else day
    return Figure("", since, why, state)
