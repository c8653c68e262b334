"""An answer's values checked against its form: plain sentences for what is wrong, and what is missing.

Some of what is wrong is wrong with the words only (too long a text, a day outside the quarter): a soft fault,
with which an answer is kept all the same. The others are hard: no page could show what was given.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from inquiry.cycle.clean import is_clean
from inquiry.cycle.fields import TEXT_TYPES, Field
from inquiry.cycle.forms import Form
from inquiry.cycle.links import find_link
from inquiry.cycle.values import as_day
from inquiry.district import Quarter

QUOTED = 60  # how much of a wrong value a sentence quotes


class Complaint(NamedTuple):
    """What is wrong with a value, in words; a soft one keeps nobody from saving."""

    words: str
    soft: bool = False


Complaints = Iterator[Complaint]


def check_answer(
    form: Form,
    values: Mapping[str, Any],
    *,
    people: Collection[str] | None = None,
    quarter: Quarter | None = None,
) -> list[str]:
    """What is wrong with the values of one row, one plain sentence each.

    Parameters
    ----------
    form : Form
        In the words of the level that answers (`Form.wording_for`).
    values : mapping
        Field id to value; None stands for an answer taken away and is always right. Values of questions that
        the form does not have are not looked at: see `unplaced_values`.
    people : collection of str, optional
        The ids of those who may be named; without it anybody may.
    quarter : Quarter, optional
        With it, dates that must lie in the quarter are held against it.

    Returns
    -------
    list of str
        Empty when nothing is wrong. What is only missing is not wrong: see `missing_required`.
    """
    return [words for words, _ in _complain(form, values, people, quarter)]


def sort_faults(
    form: Form,
    values: Mapping[str, Any],
    *,
    people: Collection[str] | None = None,
    quarter: Quarter | None = None,
) -> tuple[list[str], list[str]]:
    """The sentences of `check_answer` as hard and soft ones.

    Returns
    -------
    tuple of two lists of str
        Hard: values that must not be saved. Soft: what to tell whoever typed, once the answer is saved.
    """
    found = list(_complain(form, values, people, quarter))
    return [each.words for each in found if not each.soft], [each.words for each in found if each.soft]


def _complain(
    form: Form, values: Mapping[str, Any], people: Collection[str] | None, quarter: Quarter | None
) -> Complaints:
    for field in form.fields:
        value = values.get(field.id)
        if value is not None:
            for words, soft in _complain_of(field, value, people, quarter):
                yield Complaint(f"“{field.label}”: {words}", soft)


def _complain_of(
    field: Field, value: Any, people: Collection[str] | None, quarter: Quarter | None
) -> Complaints:
    yield from _CHECKS[field.type](field, value)
    if field.type == "person" and people is not None and isinstance(value, str) and value not in people:
        yield Complaint(f"{_quote(value)} is nobody on the list of members.")
    if field.in_quarter and quarter is not None:
        yield from _outside(value, quarter)


def missing_required(form: Form, values: Mapping[str, Any]) -> list[Field]:
    """The questions that a row must answer to be complete and does not yet, in order."""
    return [field for field in form.fields if field.required and is_blank(values.get(field.id))]


def is_complete(form: Form, values: Mapping[str, Any]) -> bool:
    """Whether a row answers everything it must."""
    return not missing_required(form, values)


def is_blank(value: Any) -> bool:
    """Whether a value says nothing: none, only spaces, an empty list or mapping."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


def summing_fields(form: Form, fields: Iterable[Field]) -> list[Field]:
    """The questions that can stand for a row in one line, the one that gives the form its name first."""
    texts = [field for field in fields if field.type in TEXT_TYPES]
    return sorted(
        texts, key=lambda field: (field.id not in form.id, not field.required, field.type == "long_text")
    )


def unplaced_values(form: Form, values: Mapping[str, Any]) -> list[str]:
    """The ids of answers in a row whose question the form no longer has."""
    asked = {field.id for field in form.fields}
    return sorted(key for key in values if key not in asked)


def _text(field: Field, value: Any) -> Complaints:
    if not isinstance(value, str):
        yield Complaint(f"takes a text; {_quote(value)} is none.")
        return
    if len(value) > field.chars:
        yield Complaint(f"takes at most {field.chars:,} characters; this has {len(value):,}.", soft=True)
    if not is_clean(value):
        yield Complaint("has characters that cannot be shown; type that part again.")


def _choice(field: Field, value: Any) -> Complaints:
    if not isinstance(value, str) or all(value != option.id for option in field.options):
        yield Complaint(f"takes one of {_options(field)}; {_quote(value)} is none of them.")


def _choices(field: Field, value: Any) -> Complaints:
    if not isinstance(value, list):
        yield Complaint(f"takes a list of choices; {_quote(value)} is none.")
        return
    for one in value:
        yield from _choice(field, one)
    if len({str(one) for one in value}) < len(value):
        yield Complaint("names a choice twice.")


def _scale(field: Field, value: Any) -> Complaints:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= len(field.steps):
        first, last = field.steps[0], field.steps[-1]
        yield Complaint(
            f"takes 1 (“{first}”) to {len(field.steps)} (“{last}”); {_quote(value)} is not among them."
        )


def _ratings(field: Field, value: Any) -> Complaints:
    if not isinstance(value, dict):
        yield Complaint(f"takes a rating for each line; {_quote(value)} is none.")
        return
    for item, step in value.items():
        if all(item != option.id for option in field.options):
            yield Complaint(f"rates {_options(field)}; {_quote(item)} is none of them.")
        elif step is not None:
            yield from (Complaint(f"{field.option_label(item)} {said}") for said, _ in _scale(field, step))


def _number(field: Field, value: Any) -> Complaints:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        yield Complaint(f"takes a number such as 45 or 4.5; {_quote(value)} is none.")
        return
    if field.whole and value != int(value):
        yield Complaint(f"takes a whole number; {value} is none.")
    if field.min is not None and value < field.min:
        yield Complaint(f"takes {field.min} or more; this is {value}.")
    if field.max is not None and value > field.max:
        yield Complaint(f"takes {field.max} or less; this is {value}.")


def _date(field: Field, value: Any) -> Complaints:
    if as_day(value) is None:
        yield Complaint(f"takes a date such as 2026-10-06; {_quote(value)} is none.")


def _person(field: Field, value: Any) -> Complaints:
    if not isinstance(value, str):
        yield Complaint(f"takes a person from the list of members; {_quote(value)} is none.")


def _link(field: Field, value: Any) -> Complaints:
    link = find_link(value)
    if link is None:
        yield Complaint(f"takes a link to another answer; {_quote(value)} is none.")
    elif field.link is not None and link.form != field.link.form:
        yield Complaint(f"links to an answer of “{field.link.form}”; this is one of “{link.form}”.")


_CHECKS: dict[str, Callable[[Field, Any], Complaints]] = {
    "short_text": _text,
    "long_text": _text,
    "choice": _choice,
    "choices": _choices,
    "scale": _scale,
    "ratings": _ratings,
    "number": _number,
    "date": _date,
    "person": _person,
    "link": _link,
}


def _outside(value: Any, quarter: Quarter) -> Complaints:
    day = as_day(value)
    if day is not None and not quarter.holds(day):
        words = f"{day} is not in the quarter, which runs from {quarter.start} to {quarter.end}."
        yield Complaint(words, soft=True)


def _options(field: Field) -> str:
    return ", ".join(f"“{option.label}”" for option in field.options)


def _quote(value: Any) -> str:
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= QUOTED else text[: QUOTED - 1] + '…'}”"
