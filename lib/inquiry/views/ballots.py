"""Votes without names: how many were cast, and what they come to, never a single one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inquiry.cycle import Field, Form, owner_for
from inquiry.district import Quarter
from inquiry.record.ballot_box import COUNTED_BY, came_before
from inquiry.views.answers import shown_fields
from inquiry.views.desk import Desk
from inquiry.views.faces import Face
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table
from inquiry.views.words import count_of

LEAST_BALLOTS = COUNTED_BY
READERS = {  # what people are told about who reads the count
    "team": "Only those who may vote read the count.",
    "chain": "Those who may vote, and the teams they serve, read the count.",
    "coach": "Those who may vote, the teams they serve and your coach read the count.",
    "staff": "Staff of the district can read the count.",
}
NOBODY = "No name is kept with a ballot, and nobody is shown a single one."
Counts = Mapping[Any, int]


@dataclass(frozen=True)
class Tally:
    """What a vote comes to.

    Parameters
    ----------
    cast : ballots in the box.
    counted : how many of them are counted so far; 0 below `LEAST_BALLOTS`.
    by : ballots by question, then by answer: an option's id, a step from 1, a number, or `item:step`.
    """

    cast: int = 0
    counted: int = 0
    by: Mapping[str, Counts] = field(default_factory=dict)


def count_ballots(desk: Desk, form: Form, quarter: Quarter | None = None, owner: str | None = None) -> Tally:
    """Count the ballots of a quarter (this one, if none is named) as far as they may be counted.

    They are counted in fives: where one ballot more changed what is shown, it could be read from the change.
    All are counted once the quarter is over, or everybody who may vote has done so; one alone that would be
    added then stays uncounted.
    """
    quarter = quarter or desk.quarter
    owner = owner or owner_for(form, desk.team)
    if owner is None:
        return Tally()
    rows = sorted(desk.rows_of(owner, form, quarter), key=lambda row: came_before(row.seq))
    over = desk.as_of > quarter.end
    counted = _may_count(len(rows), _voters(desk, form, owner), over=over)
    ballots = [row.values for row in rows[:counted]]
    return Tally(len(rows), counted, {each.id: _count(each, ballots) for each in form.fields if ballots})


def _may_count(cast: int, voters: int, *, over: bool) -> int:
    """How many of the ballots, in the order they came, may be counted together."""
    if cast < LEAST_BALLOTS:
        return 0
    late = cast % LEAST_BALLOTS
    alone = late == 1  # added to a count already shown, it would be told
    return cast if (over or cast >= voters) and not alone else cast - late


def _voters(desk: Desk, form: Form, owner: str) -> int:
    """How many people may vote: the members of every team that is asked."""
    teams = (team for team in desk.district.all_teams if team.level in form.levels)
    asked = (team for team in teams if owner_for(form, team) == owner)
    return len({member.person for team in asked for member in team.members})


def _count(question: Field, ballots: Sequence[Mapping[str, Any]]) -> Counts:
    found: Counter[Any] = Counter(dict.fromkeys(_answers_to(question), 0))
    for values in ballots:
        found.update(_said(question, values.get(question.id)))
    return dict(found)


def _answers_to(question: Field) -> list[Any]:
    """Every answer that can be given, so that nobody's choice is missing from the count."""
    steps = range(1, len(question.steps) + 1)
    if question.type == "ratings":
        return [f"{option.id}:{step}" for option in question.options for step in steps]
    return [option.id for option in question.options] or list(steps)


def _said(question: Field, value: Any) -> Iterator[Any]:
    if value is None:
        return
    if question.type == "ratings":
        yield from (f"{item}:{step}" for item, step in value.items() if step is not None)
    elif question.type == "choices":
        yield from value
    else:
        yield value


def say_count(tally: Tally) -> str:
    """How many ballots are in the box, and how many of them are counted."""
    inside = f"{count_of(tally.cast, 'ballot')} {'is' if tally.cast == 1 else 'are'} in the box."
    if tally.cast < LEAST_BALLOTS:
        return f"{inside} They are counted once there are {LEAST_BALLOTS}, so that nobody's can be guessed."
    if tally.counted < tally.cast:
        if tally.cast - tally.counted == 1:
            return f"{inside} {tally.counted} are counted. One more alone could be told from the change."
        fives = f"The first {tally.counted} are counted. We count by fives, so that nobody's can be told from"
        return f"{inside} {fives} the change; the rest follow when all are in, or when the quarter ends."
    return f"{inside} All are counted."


def tally_node(desk: Desk, form: Form, quarter: Quarter | None = None, face: Face = "team") -> Node | None:
    """The count in words, and a table for each question; outside the team None below the least number."""
    tally = count_ballots(desk, form, quarter)
    fields = shown_fields(form, face)
    if face != "team" and not (fields and tally.counted):
        return None
    tables = [_table(each, tally) for each in fields] if tally.counted else []
    return el("div", el("p", say_count(tally)), tables, cls="tally")


def _table(question: Field, tally: Tally) -> Node:
    counts = tally.by[question.id]
    caption = f"{question.label} {count_of(tally.counted, 'ballot')} counted."
    if question.type == "ratings":
        head = ["Statement", *question.steps]
        steps = range(1, len(head))
        rated: list[list[Child]] = [
            [option.label, *(counts[f"{option.id}:{step}"] for step in steps)] for option in question.options
        ]
        return data_table(caption, head, rated, numeric=steps)
    said: list[list[Child]] = [
        [_name(question, answer), count] for answer, count in _in_order(question, counts)
    ]
    return data_table(caption, ["Answer", "Ballots"], said, numeric=[1])


def _in_order(question: Field, counts: Counts) -> list[tuple[Any, int]]:
    return sorted(counts.items()) if question.type == "number" else list(counts.items())


def _name(question: Field, answer: Any) -> str:
    if question.type == "scale":
        return question.step_label(int(answer))
    if question.type == "number":
        return f"{float(answer):,.10g}" + (f" {question.unit}" if question.unit else "")
    return question.option_label(str(answer))
