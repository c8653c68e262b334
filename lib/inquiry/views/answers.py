"""One answer as words: every type of question, for either face."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import (
    TEXT_TYPES,
    Field,
    Form,
    fields_on_face,
    fields_outside,
    is_blank,
    parse_link,
    reader_of,
    reader_on_page,
    summing_fields,
    visible_fields,
)
from inquiry.errors import UsageError
from inquiry.record import Row
from inquiry.views.desk import Desk
from inquiry.views.faces import Face
from inquiry.views.html import Child, Node, clean, el
from inquiry.views.purpose.whys import WHYS, words_on_board

LEAST_KEPT = 0.8  # a cut never gives up more than a fifth of the room to end with a whole word
SHORT_TYPES = frozenset({"short_text", "choice", "scale", "number", "date", "person", "link"})
GONE = "an answer that is no longer there"


def shown_fields(form: Form, face: Face) -> tuple[Field, ...]:
    """The questions whose answers a face of the team's own page may show (cycle/audience.py decides it)."""
    return fields_on_face(form, face)


def typed(text: str) -> Node:
    """Words that somebody typed: a block of its own, its lines kept."""
    lines = clean(text).strip().split("\n")
    inside: list[Child] = [lines[0]]
    for line in lines[1:]:
        inside += [el("br"), line]
    return el("p", *inside, cls="typed", dir="auto")


@dataclass(frozen=True)
class Reading:
    """For whom an answer is said, and in which quarter it was given: its links point into that quarter."""

    desk: Desk
    face: Face
    quarter: str


def say_answer(reading: Reading, field: Field, value: Any) -> Child:
    """One value as it is shown; a value of another shape than its question's is shown as text.

    Outside the team nobody reads more of a text than its question takes: such a page is no place for a book.
    """
    if reading.face != "team" and field.type in TEXT_TYPES and len(clean(str(value))) > field.chars:
        return [_SAY[field.type](reading, field, cut_text(str(value), field.chars)), _cut_note(field)]
    try:
        return _SAY[field.type](reading, field, value)
    except (OverflowError, TypeError, ValueError, KeyError, IndexError, AttributeError):
        return typed(str(value))


def cut_text(text: str, most: int) -> str:
    """The text, or its beginning where it has more characters than `most`, by whole words.

    Examples
    --------
    >>> cut_text("aloud and in every subject", 22), cut_text("aloud", 3)
    ('aloud and in every…', 'alo…')
    """
    whole = clean(text)
    if len(whole) <= most:
        return whole
    kept = whole[: most + 1]
    gap = max(kept.rfind(" "), kept.rfind("\n"))
    return whole[: gap if gap >= most * LEAST_KEPT else most].rstrip() + "…"


def _cut_note(field: Field) -> Node:
    words = f"(The answer is longer; its first {field.chars:,} characters are shown.)"
    return el("span", words, cls="note")


def _short(reading: Reading, field: Field, value: Any) -> Child:
    return typed(str(value)) if "\n" in clean(str(value)).strip() else el("bdi", str(value))


def _text(reading: Reading, field: Field, value: Any) -> Child:
    return typed(str(value))


def _option(reading: Reading, field: Field, value: Any) -> Child:
    return el("bdi", field.option_label(str(value)))


def _options(reading: Reading, field: Field, value: Any) -> Child:
    return el("ul", [el("li", el("bdi", field.option_label(str(one)))) for one in value])


def _scale(reading: Reading, field: Field, value: Any) -> Child:
    return el("span", f"{int(value)} of {len(field.steps)}: {field.step_label(int(value))}", cls="rating")


def _number(reading: Reading, field: Field, value: Any) -> Child:
    return f"{float(value):,.10g}" + (f" {field.unit}" if field.unit else "")


def _date(reading: Reading, field: Field, value: Any) -> Child:
    return el("time", str(value), datetime=str(value))


def _person(reading: Reading, field: Field, value: Any) -> Child:
    return el("bdi", reading.desk.person(str(value))) if reading.face == "team" else None


def _ratings(reading: Reading, field: Field, value: Mapping[str, Any]) -> Child:
    rated = [(field.option_label(item), int(step)) for item, step in value.items() if step is not None]
    items = [
        el("li", f"{label}: ", el("span", field.step_label(step), cls="rating")) for label, step in rated
    ]
    return el("ul", items)


def _link(reading: Reading, field: Field, value: Any) -> Child:
    return el("bdi", linked_words(reading, str(value)) or GONE)


_SAY: dict[str, Callable[[Reading, Field, Any], Child]] = {
    "short_text": _short,
    "long_text": _text,
    "choice": _option,
    "choices": _options,
    "scale": _scale,
    "number": _number,
    "date": _date,
    "person": _person,
    "ratings": _ratings,
    "link": _link,
}


def linked_words(reading: Reading, link: str) -> str | None:
    """The words of the answer a link points to, as far as this face may show them; None when it is gone.

    A link without a quarter points into the quarter of the answer that links; where the row is not there, its
    latest words in any quarter stand, as for what came along.
    """
    desk = reading.desk.for_face(reading.face)
    try:
        to = parse_link(link)
        form = desk.cycle.form(to.form)
    except (ValueError, UsageError):
        return None
    if to.form == WHYS and to.owner == desk.team.school:
        return words_on_board(desk, to.row) if reading.face == "team" else None
    quarters = {quarter.id: quarter for quarter in desk.district.quarters}
    then = quarters.get(to.quarter or reading.quarter or "")
    values = _values_of(desk.standing(to.owner, form, then) if then else (), to.row)
    if values is None:
        values = _values_of((row for row in desk.ever(to.owner, form) if not row.removed), to.row)
    return None if values is None else sum_up(form, values, fields_read(reading, form, to.owner))


def _values_of(rows: Iterable[Row], row_id: str) -> Mapping[str, Any] | None:
    return next((row.values for row in rows if row.row == row_id), None)


def fields_read(reading: Reading, form: Form, owner: str) -> tuple[Field, ...]:
    """The questions whose answers by an owner a face may show; of another team those that we may read."""
    if reading.face == "staff":
        return shown_fields(form, "staff")
    desk = reading.desk
    if reading.face == "chain":
        return fields_outside(form, reader_on_page(desk.district, form, owner, desk.team, "chain"))
    near = "team" if owner == desk.team.team else reader_of(desk.district, form, owner, desk.team)
    return visible_fields(form, near)


def sum_up(form: Form, values: Mapping[str, Any], fields: Iterable[Field]) -> str | None:
    """A row in one line, as far as a face may read it; None where it says nothing in words."""
    said = (
        cut_text(str(values[field.id]), field.chars)
        for field in summing_fields(form, fields)
        if not is_blank(values.get(field.id))
    )
    return next((" ".join(text.split()) for text in said), None)
