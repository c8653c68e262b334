"""How a team works together: its agreements for the six Cs, how it kept them, and each person's own goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import Form, is_blank, linked_row
from inquiry.district import Quarter
from inquiry.record import Row
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, nothing
from inquiry.views.words import count_of, join_words

AGREEMENTS, REVISITS, GOALS = "norms", "norms-revisit", "my-goal"
MOST_QUARTERS = 4  # side by side: a year, and still readable on paper
NO_C = "Not said yet"
WHAT_BECAME = {"further": "to reach further", "reword": "to be said better", "drop": "let go"}


@dataclass(frozen=True)
class Revisit:
    """What a team said of one agreement in one quarter: steps kept, and what becomes of it."""

    kept: str
    then: str


def agreements_faces(desk: Desk) -> Faces:
    """The agreements by the six Cs, with how they were kept quarter by quarter. Only the team sees it."""
    form = desk.cycle.form(AGREEMENTS, desk.level)
    rows = [row for row in desk.answers(form).rows if not is_blank(row.values.get("norm"))]
    if not rows:
        return Faces(
            nothing("No agreements yet. Begin with one that would have helped in your last meeting.")
        )
    revisits = list(_revisits(desk))
    return Faces(el("div", _lead(form, rows), _table(desk, form, rows, revisits), _due(desk, rows, revisits)))


def _lead(form: Form, rows: Sequence[Row]) -> Node:
    options = form.field("six_c").options
    there = {row.values.get("six_c") for row in rows}
    missing = [option.label.lower() for option in options if option.id not in there]
    told = f"{count_of(len(rows), 'agreement')}, for {len(options) - len(missing)} of the six Cs."
    return el("p", told, f" None yet for {join_words(missing)}." if missing else "", cls="lead")


Quarterly = tuple[Quarter, Mapping[str, Revisit]]


def _revisits(desk: Desk) -> Iterator[Quarterly]:
    """The quarters in which agreements were looked at again, and what was said of each, oldest first."""
    form = desk.cycle.form(REVISITS, desk.level)
    past = [quarter for quarter in desk.district.quarters if quarter.start <= desk.quarter.start]
    for quarter in past[-MOST_QUARTERS:]:
        rows = desk.answers(form, quarter).rows
        said = {name: _said(form, row.values) for row in rows if (name := linked_row(row.values.get("norm")))}
        if said:
            yield quarter, said


def _said(form: Form, values: Mapping[str, Any]) -> Revisit:
    kept, then = values.get("kept"), values.get("then")
    step = form.field("kept").step_label(kept) if isinstance(kept, int) else "–"
    return Revisit(step, WHAT_BECAME.get(str(then), ""))


def _table(desk: Desk, form: Form, rows: Sequence[Row], revisits: Sequence[Quarterly]) -> Node:
    """One line for each agreement, in the order of the Cs, and beside it how it was kept each quarter."""
    order = [option.id for option in form.field("six_c").options]
    ranked = sorted(rows, key=lambda row: _rank(order, row.values.get("six_c")))
    head = ["We agree to …", "The C", "Reaches", *(quarter.id for quarter, _ in revisits)]
    body = [[*_words(form, row), *(_kept(said, row) for _, said in revisits)] for row in ranked]
    return data_table("Our agreements, and how well we kept them each quarter.", head, body)


def _rank(order: Sequence[str], value: Any) -> int:
    return order.index(value) if value in order else len(order)


def _words(form: Form, row: Row) -> list[Child]:
    sees = row.values.get("looks_like")
    seen = note("One would see: ", el("bdi", str(sees))) if not is_blank(sees) else None
    said = [el("bdi", str(row.values["norm"])), seen]
    return [said, _option(form, row, "six_c"), _option(form, row, "circle")]


def _option(form: Form, row: Row, field: str) -> str:
    value = row.values.get(field)
    return form.field(field).option_label(str(value)) if value else NO_C


def _kept(said: Mapping[str, Revisit], row: Row) -> str:
    revisit = said.get(row.row)
    if revisit is None:
        return "–"
    return f"{revisit.kept} ({revisit.then})" if revisit.then else revisit.kept


def _due(desk: Desk, rows: Sequence[Row], revisits: Sequence[Quarterly]) -> Node | None:
    """How many were not looked at in this quarter yet."""
    now = next((said for quarter, said in revisits if quarter.id == desk.quarter.id), {})
    waiting = sum(row.row not in now for row in rows)
    if not waiting:
        return None
    if waiting == len(rows):
        return note(
            f"Not looked at again in {desk.quarter.id} yet. Ten minutes before the quarter ends will do."
        )
    return note(f"{count_of(waiting, 'agreement')} not looked at again in {desk.quarter.id} yet.")


def goals_faces(desk: Desk) -> Faces:
    """Each member's own goal, where it stands, and what was asked of the team. Only the team sees it."""
    form = desk.cycle.form(GOALS, desk.level)
    mine = {row.owner: row for row in desk.answers(form).rows if not is_blank(row.values.get("goal"))}
    if not mine:
        return Faces(
            el("div", nothing("Nobody has named a goal yet. One sentence is enough."), _before(desk, form))
        )
    named = [member for member in desk.team.members if member.person in mine]
    silent = [member.name for member in desk.team.members if member.person not in mine]
    told = f"{len(named)} of {count_of(len(desk.team.members), 'person', 'people')} named a goal."
    table = data_table(
        "What each of us wants to do differently.",
        ["Who", "This quarter I will …", "Where I stand", "What I ask of the team"],
        [[el("bdi", member.name), *_goal(form, mine[member.person])] for member in named],
    )
    wait = note("Not yet: ", el("bdi", join_words(silent)), ".") if silent else None
    return Faces(el("div", el("p", told, cls="lead"), table, wait, _before(desk, form)))


def _goal(form: Form, row: Row) -> list[Child]:
    standing, ask = row.values.get("standing"), row.values.get("ask")
    where = form.field("standing").option_label(str(standing)) if standing else "–"
    return [el("bdi", str(row.values["goal"])), where, el("bdi", str(ask)) if not is_blank(ask) else "–"]


def _before(desk: Desk, form: Form) -> Node | None:
    """What became of last quarter's goals, folded."""
    if desk.previous is None:
        return None
    rows = [row for row in desk.answers(form, desk.previous).rows if not is_blank(row.values.get("goal"))]
    if not rows:
        return None
    listed = data_table(
        f"Our goals in {desk.previous.id}.",
        ["Who", "I wanted to …", "How it ended", "What I asked"],
        [[el("bdi", desk.person(row.owner)), *_goal(form, row)] for row in rows],
    )
    return el("details", el("summary", f"Our goals in {desk.previous.id}"), listed)
