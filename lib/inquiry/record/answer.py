"""One answer: a revision of one row of one form, and what is allowed in it."""

from __future__ import annotations

import hashlib
import json
import math
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, NamedTuple

from inquiry.errors import RecordError
from inquiry.record.moments import moment_to_text, moment_to_utc

SCOPES = ("person", "team", "school", "district")
MAX_KEY = 200  # characters of an id; the text of an answer has no limit
MAX_POSITION = 10**9
MAX_BITS = 1024  # of a whole number: about 300 digits
MAX_DEPTH = 32  # lists within lists

# Made once, at random: ids of answers that come without one derive from it.
ID_SPACE = uuid.UUID("6f0c2f38-7c1e-5b0e-9a53-1f6a6c2f4d11")

# In JSON these stand only within texts: line breaks to some editors, or half characters that UTF-8 refuses.
AWKWARD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


class Problem(NamedTuple):
    """What is wrong with one key of an answer."""

    key: str
    found: str
    allowed: str
    cure: str


@dataclass(frozen=True)
class Answer:
    """One revision of one row of one form, by an owner in a quarter.

    Parameters
    ----------
    quarter : id of the quarter it belongs to.
    scope : whose answer it is: person, team, school or district.
    owner : id of that person, team or school; "district" for the district.
    form, row : id of the form and of the row in it (`SINGLE_ROW` where the form has one row).
    values : {field: JSON value}, only the fields this revision sets; None clears a field.
    author : id of the person who typed; None where the form is anonymous.
    saved_at : aware time; kept in UTC.
    removed : hides the row; a later revision without it brings the row back.
    position : place of the row in the form; None leaves it where it was.
    id : of this revision; saving or importing it twice adds nothing.
    base : id of the revision of the row that the writer had seen; None if unknown.
    batch : name of the import it came with.
    aside : its values are kept beside what stands, for people to choose; they do not stand themselves.
    line, file : where it was read; never stored nor compared.
    ballot : whether it is one, and so lies apart from other answers; never stored nor compared.
    """

    quarter: str
    scope: str
    owner: str
    form: str
    row: str
    values: Mapping[str, Any]
    author: str | None
    saved_at: datetime
    removed: bool = False
    position: int | None = None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    base: str | None = None
    batch: str | None = None
    aside: bool = False
    line: int | None = field(default=None, compare=False, repr=False)
    file: str | None = field(default=None, compare=False, repr=False)
    ballot: bool = field(default=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what could not be kept exactly, and put the time in UTC."""
        given = {part.name: getattr(self, part.name) for part in fields(self)}
        problems = list(find_problems(given))
        if problems:
            raise RecordError(
                "This answer cannot be saved: " + "; ".join(map(describe_problem, problems)) + "."
            )
        object.__setattr__(self, "saved_at", moment_to_utc(self.saved_at))

    @property
    def content(self) -> str:
        """A fingerprint of what was answered, whenever and however it came in."""
        parts: list[Any] = [self.quarter, self.scope, self.owner, self.form, self.row, dict(self.values)]
        parts += [self.author, self.removed, self.position, self.base]
        if self.aside:  # said only where it is so: fingerprints from before there were any stay what they are
            parts.append("aside")
        return hashlib.sha256(to_json(parts).encode()).hexdigest()


def describe_problem(problem: Problem) -> str:
    """A problem as one phrase."""
    return f"“{problem.key}” is {problem.found}; allowed: {problem.allowed}"


def derive_id(content: str, saved_at: datetime) -> str:
    """The id of an answer that came without one: the same content at the same time is the same answer."""
    return str(uuid.uuid5(ID_SPACE, f"{content} {moment_to_text(saved_at)}"))


def to_json(value: Any) -> str:
    """A JSON value as one line of text that any editor keeps: keys sorted, accents and emoji as they are.

    >>> to_json({"b": "né", "a": [1, 2.0, None]})
    '{"a": [1, 2.0, null], "b": "né"}'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return AWKWARD.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def find_problems(given: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything in an answer's keys that the record could not keep exactly."""
    for key in ("quarter", "owner", "form", "row", "id"):
        yield from _check_key(key, given[key])
    for key in ("author", "base", "batch"):
        if given[key] is not None:
            yield from _check_key(key, given[key])
    if given["scope"] not in SCOPES:
        cure = "Leave the key out for a team's answer."
        yield Problem("scope", show(given["scope"]), ", ".join(SCOPES), cure)
    for key in ("removed", "aside"):
        if not isinstance(given[key], bool):
            yield Problem(key, show(given[key]), "true or false", "Write it without quotation marks.")
    yield from _check_position(given["position"])
    if given["aside"] is True and (given["removed"] is True or given["position"] is not None):
        cure = "Put them in two answers."
        yield Problem("aside", "true, in an answer that removes or moves a row", "values only", cure)
    yield from _check_time(given["saved_at"])
    yield from _check_values(given["values"])


def show(value: Any) -> str:
    """What was found, short enough for a message."""
    text = f"“{value}”" if isinstance(value, str) else "nothing" if value is None else repr(value)
    return text if len(text) <= 80 else text[:79] + "…"


def _check_key(key: str, value: Any) -> Iterator[Problem]:
    good = isinstance(value, str) and 0 < len(value) <= MAX_KEY and value == value.strip()
    if not good or CONTROL.search(value):
        allowed = f"a text of 1 to {MAX_KEY} characters without line breaks, or spaces around it"
        yield Problem(
            key, show(value), allowed, "Write the id in quotation marks, as the district's lists have it."
        )


def _check_position(value: Any) -> Iterator[Problem]:
    if value is None or (type(value) is int and 0 <= value <= MAX_POSITION):
        return
    yield Problem(
        "position", show(value), "a whole number from 0", "Number the rows 1, 2, 3, or leave the key out."
    )


def _check_time(value: Any) -> Iterator[Problem]:
    try:
        if not isinstance(value, datetime):
            raise ValueError("not a date and time")  # one message for all three faults of a time
        moment_to_utc(value)
    except ValueError as error:
        cure = "Write the time with its zone, such as 2026-09-10T15:30:00-07:00."
        yield Problem("saved_at", f"{show(value)}, {error}", "a date and time with its zone", cure)


def _check_values(values: Any) -> Iterator[Problem]:
    if not isinstance(values, Mapping):
        cure = 'Write {"field": value} for each field that was answered.'
        yield Problem("values", show(values), "fields with their values", cure)
        return
    for name, value in values.items():
        yield from (problem._replace(key=f"values.{show(name)}") for problem in _check_key("", name))
        for found in _find_unkeepable(value, 1):
            allowed = "text, a number, true, false, null, or a list or an object of these"
            yield Problem(f"values.{name}", found, allowed, "Write the value as the form asks for it.")
            break


def _find_unkeepable(value: Any, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        yield f"lists within lists, {MAX_DEPTH} deep"
    elif isinstance(value, list):
        for item in value:
            yield from _find_unkeepable(item, depth + 1)
    elif isinstance(value, dict):
        yield from (show(key) for key in value if not isinstance(key, str))
        for item in value.values():
            yield from _find_unkeepable(item, depth + 1)
    elif isinstance(value, float) and not math.isfinite(value):
        yield f"{value}, which is no number"
    elif isinstance(value, int) and value.bit_length() > MAX_BITS:
        yield "a number of more than 300 digits"
    elif not isinstance(value, str | int | float | None):
        yield show(value)
