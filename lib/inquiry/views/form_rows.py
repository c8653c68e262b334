"""The answers of a form's rows to read: a table where they are short, a list where they are long."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from inquiry.cycle import Field, Form, is_blank
from inquiry.record import Row
from inquiry.views.answers import SHORT_TYPES, Reading, linked_words, say_answer
from inquiry.views.desk import Desk
from inquiry.views.faces import Face
from inquiry.views.html import Child, Node, el
from inquiry.views.named_students import tell_named
from inquiry.views.parts import note
from inquiry.views.row_locks import RowLock, lock_of

MOST_COLUMNS = 6  # more questions than this side by side are too narrow to read
# Form and question -> the class of their answers: skills and causes stand in the site's lists from A to Z.
MARKED = {("focus", "skill"): "skill", ("focus", "root_cause"): "cause", ("root-causes", "root"): "cause"}
NUMBERS_ABREAST = 4  # so many numbers take the room of one other question


def say_rows(desk: Desk, form: Form, rows: Sequence[Row], fields: Sequence[Field], face: Face) -> Node:
    """The answers: a table where they are short, a list of rows where they are long."""
    rows = desk.rows_on_face(form, rows, face)
    if form.rows is None:
        return say_row(desk, form, rows[0], fields, face)
    short = all(field.type in SHORT_TYPES for field in fields)
    if len(rows) > 1 and short and _width(fields) <= MOST_COLUMNS:
        return _table(desk, form, rows, fields, face)
    return el("ol", [el("li", say_row(desk, form, row, fields, face)) for row in rows], cls="rows")


def say_row(desk: Desk, form: Form, row: Row, fields: Iterable[Field], face: Face) -> Node:
    """One row's questions and answers; the team also sees what is still to be answered."""
    parts: list[Node] = []
    also = desk.also(form)
    for field in fields:
        value = row.values.get(field.id)
        if says(desk, field, row, face):
            parts.append(
                el(
                    "div",
                    el("dt", also.label(field)),
                    el(
                        "dd",
                        say_answer(Reading(desk, face, row.quarter), field, value),
                        cls=_mark(form, field),
                    ),
                )
            )
        elif face == "team" and field.required:
            parts.append(el("div", el("dt", also.label(field)), el("dd", el("em", "Not answered yet."))))
    listed = el("dl", parts, cls="answers")
    if face != "team":
        return listed
    lock = lock_of(desk, form, row)
    told = note(lock.words or lock.remark) if lock != RowLock() else None
    return el(
        "div", listed, told, _named(desk, form, row), el("p", "Saved ", _saved(desk, row), cls="source")
    )


def says(desk: Desk, field: Field, row: Row, face: Face) -> bool:
    """Whether a row answers a question; for staff, a link says nothing where they see no words at its end."""
    value = row.values.get(field.id)
    if is_blank(value):
        return False
    if face == "team" or field.type != "link":
        return True
    return linked_words(Reading(desk, face, row.quarter), str(value)) is not None


def _width(fields: Sequence[Field]) -> int:
    """How many questions' room some take side by side."""
    numbers = sum(field.type == "number" for field in fields)
    return len(fields) - numbers + math.ceil(numbers / NUMBERS_ABREAST)


def _table(desk: Desk, form: Form, rows: Sequence[Row], fields: Sequence[Field], face: Face) -> Node:
    fields = [field for field in fields if any(says(desk, field, row, face) for row in rows)]
    also = desk.also(form)
    head = el(
        "tr",
        [el("th", also.label(field), scope="col") for field in fields],
        el("th", "Saved", scope="col") if face == "team" else None,
    )
    body = [
        el(
            "tr",
            [_cell(desk, form, field, row, face, heads=n == 0) for n, field in enumerate(fields)],
            el("td", _saved(desk, row), _named(desk, form, row)) if face == "team" else None,
        )
        for row in rows
    ]
    # Staff have just read the title as a heading: there the caption is for those who hear the page.
    caption = el("caption", form.title, cls="" if face == "team" else "sr")
    return el("table", caption, el("thead", head), el("tbody", body), cls="data")


def _cell(desk: Desk, form: Form, field: Field, row: Row, face: Face, *, heads: bool) -> Node:
    value = row.values.get(field.id)
    said = says(desk, field, row, face)
    words: Child = say_answer(Reading(desk, face, row.quarter), field, value) if said else "–"
    mark = _mark(form, field) if said else ""
    return el("th", words, scope="row", cls=mark) if heads else el("td", words, cls=mark)


def _mark(form: Form, field: Field) -> str:
    """What the site's lists from A to Z find an answer by."""
    return MARKED.get((form.id, field.id), "")


def _named(desk: Desk, form: Form, row: Row) -> Node | None:
    """What to do about answers of a row that others do not read, because they may name a student."""
    words = tell_named(desk, form, row)
    return note(words) if words else None


def _saved(desk: Desk, row: Row) -> list[Child]:
    """When a row was last saved, and by whom; without a name where none was kept."""
    latest = max(row.times, key=lambda field: row.times[field], default=None)
    author = desk.person(row.authors.get(latest)) if latest else ""
    day = row.saved_at.astimezone(desk.district.settings.zone).date().isoformat()
    when = el("time", day, datetime=day)
    return [when, " by ", el("bdi", author)] if author else [when]
