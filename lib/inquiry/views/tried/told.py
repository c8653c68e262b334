"""Every idea that a team tried, as it was written, over all quarters; who may read what is decided later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inquiry.cycle import find_link, is_blank
from inquiry.record import Row
from inquiry.views.tried.reading import (
    CAUSES,
    DECISIONS,
    FOCUS,
    IDEAS,
    INDICATORS,
    PREDICTIONS,
    REVIEW,
    Pile,
)

# What settles an idea (change-ideas.yaml, `closed_by`); an idea of the same words after it is still the same.
SETTLED = frozenset({"adopt", "abandon"})
Values = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One idea over all the quarters in which it was tried: the answers that tell of it, by form.

    Parameters
    ----------
    owner, row : str
        The team that tried it, and its row.
    quarters : tuple of str
        When something was written of it, in order of time.
    ideas : tuple of dict
        Its own answers, quarter by quarter; the last are those that stand.
    focus : dict
        The focus that it is for.
    causes : tuple of (str, dict)
        The form whose link leads to a cause, and the cause; the idea's own first.
    measures, decisions, results : tuples
        The focus's indicators; decisions with their quarters; predictions and reviews with indicator and
        quarter.
    indicator : (str, str)
        The team whose focus names a state indicator, and that indicator; empty texts for none.
    """

    owner: str
    row: str
    quarters: tuple[str, ...]
    ideas: tuple[Values, ...]
    focus: Values
    causes: tuple[tuple[str, Values], ...]
    measures: tuple[Values, ...]
    decisions: tuple[tuple[str, Values], ...]
    results: tuple[tuple[str, Values, Values, Values], ...]  # quarter, indicator, prediction, review
    indicator: tuple[str, str]


@dataclass
class _Thread:
    """An idea while its quarters are read: its rows by quarter, and the decisions about it."""

    owner: str
    row: str
    rows: dict[str, Row] = field(default_factory=dict)
    decided: list[tuple[str, Values]] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """Whether its last decision leaves nothing to try."""
        return bool(self.decided) and self.decided[-1][1].get("decision") in SETTLED

    @property
    def words(self) -> str:
        """The idea as it was written last."""
        return one_line(list(self.rows.values())[-1].values.get("idea"))


def collect(pile: Pile) -> Iterator[Told]:
    """Every idea of every team, also of those that the list no longer has."""
    for owner in pile.owners:
        for thread in _threads(pile, owner):
            yield _tell(pile, thread)


def _threads(pile: Pile, owner: str) -> list[_Thread]:
    """An owner's ideas: each row through the quarters; another idea in a settled one's place is another."""
    found: list[_Thread] = []
    latest: dict[str, _Thread] = {}
    for quarter in pile.quarters:
        for row in pile.rows(IDEAS, owner, quarter.id).values():
            if row.quarter != quarter.id or is_blank(row.values.get("idea")):
                continue  # it only came along, or says nothing
            thread = latest.get(row.row)
            if thread is None or (thread.settled and thread.words != one_line(row.values["idea"])):
                thread = latest[row.row] = _Thread(owner, row.row)
                found.append(thread)
            thread.rows[quarter.id] = row
        for row in pile.rows(DECISIONS, owner, quarter.id).values():
            _decide(latest, found, row, quarter.id)
    return found


def _decide(latest: Mapping[str, _Thread], found: Sequence[_Thread], row: Row, quarter: str) -> None:
    """Put a decision to the idea that it names; one about another team's idea, or a gone one, stays out."""
    link = find_link(row.values.get("idea"))
    if link is None or link.form != IDEAS or link.owner != row.owner:
        return
    then = (each for each in found if each.row == link.row and link.quarter in each.rows)
    thread = next(then, latest.get(link.row))
    if thread is not None:
        thread.decided.append((quarter, row.values))


def _tell(pile: Pile, thread: _Thread) -> Told:
    quarter, row = list(thread.rows.items())[-1]
    focus = pile.follow(row.values.get("focus"), quarter, FOCUS)
    measures = _measures(pile, thread.owner, focus, quarter)
    return Told(
        thread.owner,
        thread.row,
        pile.in_order({*thread.rows, *(when for when, _ in thread.decided)}),
        tuple(each.values for each in thread.rows.values()),
        focus.values if focus else {},
        tuple(_causes(pile, row, focus, quarter)),
        tuple(each.values for each in measures),
        tuple(thread.decided),
        tuple(_results(pile, thread.owner, measures, [*thread.rows])),
        _state_indicator(pile, focus, quarter),
    )


def _causes(pile: Pile, idea: Row, focus: Row | None, quarter: str) -> Iterator[tuple[str, Values]]:
    """The cause that the idea names, and the one its focus names."""
    for row in (idea, focus):
        cause = pile.follow(row.values.get("root_cause"), quarter, CAUSES) if row else None
        if row and cause:
            yield row.form, cause.values


def _measures(pile: Pile, owner: str, focus: Row | None, quarter: str) -> list[Row]:
    """The team's indicators for the idea's focus."""
    if focus is None:
        return []
    links = (
        (row, find_link(row.values.get("focus"))) for row in pile.rows(INDICATORS, owner, quarter).values()
    )
    return [row for row, link in links if link and (link.owner, link.row) == (focus.owner, focus.row)]


def _results(
    pile: Pile, owner: str, measures: Sequence[Row], quarters: Sequence[str]
) -> Iterator[tuple[str, Values, Values, Values]]:
    """What the team's reviews say of these indicators, quarter by quarter, beside what it predicted."""
    for quarter in quarters:
        for measure in measures:
            came = _about(pile, REVIEW, owner, measure, quarter)
            if came:
                then = pile.rows(INDICATORS, owner, quarter).get(measure.row, measure)
                yield quarter, then.values, _about(pile, PREDICTIONS, owner, measure, quarter), came


def _about(pile: Pile, form_id: str, owner: str, measure: Row, quarter: str) -> Values:
    """What a form's latest row about an indicator says."""
    said: Values = {}
    for row in pile.rows(form_id, owner, quarter).values():
        link = find_link(row.values.get("indicator"))
        if link is not None and (link.owner, link.row) == (measure.owner, measure.row):
            said = row.values
    return said


def _state_indicator(pile: Pile, focus: Row | None, quarter: str) -> tuple[str, str]:
    """The state indicator that the focus should move, or that the nearest focus above it names; and whose."""
    passed: set[tuple[str, str]] = set()
    while focus is not None and (focus.owner, focus.row) not in passed:  # a circle ends where it began
        passed.add((focus.owner, focus.row))
        if not is_blank(focus.values.get("indicator")):
            return focus.owner, str(focus.values["indicator"])
        focus = pile.follow(focus.values.get("serves"), quarter, FOCUS)
    return "", ""


def one_line(value: Any) -> str:
    """A text in one line; empty for none."""
    return " ".join(str(value or "").split())
