"""A form as it is read: questions and answers for the team, what is meant for staff for staff."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.cycle import Form
from inquiry.district import Quarter
from inquiry.errors import UsageError
from inquiry.record import Row
from inquiry.views.answers import shown_fields
from inquiry.views.asking import blank_form, time_node
from inquiry.views.ballots import tally_node
from inquiry.views.definition import say_readers
from inquiry.views.desk import Answers, Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.form_rows import say_row, say_rows, says
from inquiry.views.html import Child, Node, el

MOST_OPEN = 30  # answers: a list of more fills several screens
# Forms that count students: outside the team they are told gathered up, never row by row (privacy.md).
COUNTED = frozenset({"evidence", "readings"})


def form_faces(desk: Desk, form_id: str) -> Faces:
    """A form with this team's answers.

    The team sees every question, the answers, who gave them and when, and a blank where there is none.
    Others see answered questions that are meant for them, without names; nothing where there are none. The
    counts of students' work are no answers to them: they read what the views tell that know what is safe.
    """
    form = desk.cycle.form(form_id, desk.level)
    answers = desk.answers(form)
    return make_faces(
        lambda face: _team(desk, form, answers) if face == "team" else _outside(desk, form, answers, face),
        chain=form.id not in COUNTED,
    )


def team_face(desk: Desk, form: Form) -> Node:
    """All that a team sees of a form on its own page."""
    return _team(desk, form, desk.answers(form))


def _team(desk: Desk, form: Form, answers: Answers) -> Node:
    if form.anonymous:
        return _vote(desk, form)
    return el(
        "section",
        _title(desk, form),
        el("p", desk.also(form).intro(form)),
        el("p", say_readers(form), cls="note"),
        time_node(form),
        _carried_note(answers),
        _objection(desk, form, answers.rows),
        _persons(desk, form, answers.rows) if form.scope == "person" else _rows(desk, form, answers.rows),
        last_quarter(desk, form),
        cls="form",
        id=f"form-{form.id}",
    )


def _title(desk: Desk, form: Form) -> Node:
    return el("h3", desk.also(form).title(form))


def _vote(desk: Desk, form: Form) -> Node:
    """A vote: its questions to read, and the count; no ballot."""
    return el(
        "section",
        _title(desk, form),
        el("p", desk.also(form).intro(form)),
        el("p", say_readers(form), cls="note"),
        tally_node(desk, form),
        blank_form(form, desk.also(form)),
        last_quarter(desk, form),
        cls="form",
        id=f"form-{form.id}",
    )


def _vote_outside(desk: Desk, form: Form, face: Face) -> Node | None:
    """The count, where it is meant for these readers and there are enough ballots."""
    count = tally_node(desk, form, face=face)
    return el("section", _title(desk, form), count, cls="form", id=f"form-{form.id}") if count else None


def _outside(desk: Desk, form: Form, answers: Answers, face: Face) -> Node | None:
    """What others may read of a form; None when that is nothing, as with every person's own form."""
    if form.anonymous:
        return _vote_outside(desk, form, face)
    fields = shown_fields(form, face)
    said = [row for row in answers.rows if any(says(desk, field, row, face) for field in fields)]
    if not said or form.scope == "person":
        return None
    return el(
        "section",
        _title(desk, form),
        _carried_note(answers),
        _folded(say_rows(desk, form, said, fields, face), len(said) * len(fields), len(said)),
        cls="form",
        id=f"form-{form.id}",
    )


def _carried_note(answers: Answers) -> Node | None:
    if answers.carried_from is None:
        return None
    return el(
        "p",
        f"These come along from {answers.carried_from}; nothing is changed yet in this quarter.",
        cls="note",
    )


def _objection(desk: Desk, form: Form, rows: Sequence[Row]) -> Node | None:
    words = form.objection([row.values for row in rows], limit_of(desk, form))
    return el("p", words, cls="note") if words else None


def limit_of(desk: Desk, form: Form) -> int | None:
    """The district's own limit to a form's rows, where it sets one in place of the form's."""
    return desk.district.settings.thresholds.max_priorities if form.id == "focus" else None


def _persons(desk: Desk, form: Form, rows: Sequence[Row]) -> list[Node]:
    """One part for each member; whoever has not written yet finds the questions."""
    mine = {row.owner: row for row in rows}
    parts: list[Node] = []
    for member in desk.team.members:
        row = mine.get(member.person)
        body = (
            say_row(desk, form, row, shown_fields(form, "team"), "team")
            if row
            else el("p", "Not written yet.", cls="note")
        )
        parts.append(el("div", el("h4", el("bdi", member.name)), body))
    missing = len(mine) < max(1, len(desk.team.members))  # a team without a list of members finds them too
    return [*parts, *([blank_form(form, desk.also(form))] if missing else [])]


def _folded(answered: Node, answers: int, rows: int) -> Node:
    """A long list under a fold, so that what comes after it is found; on paper it stands open."""
    if answered.tag != "ol" or answers <= MOST_OPEN:
        return answered
    return el("details", el("summary", f"All {rows}, with every question"), answered)


def _rows(desk: Desk, form: Form, rows: Sequence[Row]) -> Child:
    if rows:
        return say_rows(desk, form, rows, shown_fields(form, "team"), "team")
    return [el("p", "Not answered yet.", cls="note"), blank_form(form, desk.also(form))]


def last_quarter(desk: Desk, form: Form) -> Node | None:
    """Last quarter's answers to a form whose answers stay as history, folded away."""
    before = desk.previous
    if form.carry != "history" or before is None:
        return None
    rows = desk.answers(form, before).rows
    if not rows or form.scope == "person":
        return None
    inside = (
        tally_node(desk, form, before)
        if form.anonymous
        else say_rows(desk, form, rows, shown_fields(form, "team"), "team")
    )
    return el("details", el("summary", f"What you wrote in {before.id}"), inside)


def past_answers(desk: Desk, form_id: str, quarter: Quarter, face: Face) -> Node | None:
    """What a form held in an earlier quarter, under its title; None where a face has nothing to show.

    As everywhere, nobody outside the team sees anything of a person's own form.
    """
    try:
        form = desk.cycle.form(form_id, desk.level)
    except UsageError:
        return None
    if form.scope == "person" and face != "team":
        return None
    if form.anonymous:
        count = tally_node(desk, form, quarter, face)
        return el("div", _title(desk, form), count) if count else None
    fields = shown_fields(form, face)
    rows = [
        row
        for row in desk.answers(form, quarter).rows
        if any(says(desk, field, row, face) for field in fields)
    ]
    if not rows:
        return None
    return el("div", _title(desk, form), say_rows(desk, form, rows, fields, face))
