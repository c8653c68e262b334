"""Answers that may name a student: which they are, and what others read in their place.

A team reads its own answers as it wrote them. Everybody else (the teams above and beside it, staff) reads
`WITHHELD` in place of the whole answer, until the team changes it or says that no student is meant.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inquiry.cycle import Form, may_see
from inquiry.district import District
from inquiry.district.noting import note, noting_nothing
from inquiry.district.rosters import DISTRICT
from inquiry.record import Row
from inquiry.record.board import WHYS
from inquiry.record.standing import Standing
from inquiry.views.shared import names_of_students
from inquiry.views.suggested_rows import row_for

if TYPE_CHECKING:
    from inquiry.measures.names import Found, Names

WITHHELD = "Withheld: it may name a student."
CONFIRM, MEANT, NOBODY = (
    "named-students",
    "meant",
    "nobody",
)  # the form in which a team says that none is meant
NEVER_SHOWN = frozenset({"person", "link"})  # types of questions whose value is an id that no reader sees


@dataclass(frozen=True)
class NamedAnswer:
    """One answer that may name a student: where it stands, its text, and what was found.

    `key` is that of the suggestion to say that no student is meant. It is made of the place, the text and
    what was found: another text, or another name on the list, is asked about again.
    """

    form: Form
    field: str
    row: Row
    text: str
    found: tuple[Found, ...]
    key: str

    def stands_in(self, row: Row) -> bool:
        """Whether a row says the same in this field."""
        beside = [each.value for each in row.asides if each.field == self.field]
        values = [row.values.get(self.field), *beside]
        return any(text_of(self.form, self.field, value) == self.text for value in values)

    @property
    def is_read_by_others(self) -> bool:
        """Whether it goes beyond the team: by its audience, or as a why on a board."""
        asked = any(each.id == self.field for each in self.form.fields)
        return asked and (self.form.id == WHYS or may_see(self.form.audience_of(self.field), "chain"))


class Watch:
    """Looks for students in the answers that a page reads, in each owner's answers to a form once."""

    def __init__(self, folder: Path, district: District, standing: Standing) -> None:
        """Keep what is read; the list of students is read when the first answer is looked at."""
        self._folder, self._district, self._standing = folder, district, standing
        self._named: dict[tuple[str, str, str], dict[str, NamedAnswer]] = {}

    def named(self, form: Form, owner: str) -> Mapping[str, NamedAnswer]:
        """An owner's answers to a form that may name a student and of which nobody said that none is meant.

        By field and value (see `key_of`). Noted: a page needs another run only where this changes.
        """
        place = (form.scope, owner, form.id)
        if place not in self._named:
            with noting_nothing():
                saved = self._standing.saved(owner, form).values()
                told = self.tell(form, owner, (row for rows in saved for row in rows))
                self._named[place] = {key_of(each.field, each.text): each for each in told}
        found = self._named[place]
        note("names", (owner, form.id), lambda: sorted(each.key for each in found.values()))
        return found

    def tell(self, form: Form, owner: str, rows: Iterable[Row]) -> Iterator[NamedAnswer]:
        """Which answers in some rows may name a student, and nobody said that none is meant."""
        return (each for each in self._find(form, owner, rows) if row_for(each.key) not in self._confirmed)

    def tell_confirmed(self, form: Form, owner: str, rows: Iterable[Row]) -> Iterator[NamedAnswer]:
        """Those of which somebody said that no student is meant."""
        return (each for each in self._find(form, owner, rows) if row_for(each.key) in self._confirmed)

    def _find(self, form: Form, owner: str, rows: Iterable[Row]) -> Iterator[NamedAnswer]:
        if self.names is None or form.anonymous or form.id == CONFIRM:
            return
        school = self._school_of(form, owner)
        for row in rows:
            for field, value in (*row.values.items(), *((each.field, each.value) for each in row.asides)):
                text = text_of(form, field, value)
                found = self.names.find(text, school) if text else ()
                if found:
                    key = ask_key(form, owner, field, text, found)
                    yield NamedAnswer(form, field, row, text, found, key)

    def close(self, form: Form, owner: str, rows: Sequence[Row]) -> Sequence[Row]:
        """Rows as others than the team may read them."""
        named = self.named(form, owner)
        return [_close_row(form, row, named) for row in rows] if named else rows

    @cached_property
    def names(self) -> Names | None:
        """The students of the list; None where the district gives none."""
        with noting_nothing():
            return names_of_students(self._folder, self._district)

    @cached_property
    def _confirmed(self) -> frozenset[str]:
        """The rows in which teams said that no student is meant."""
        with noting_nothing():
            rows = self._standing.record.all_rows(form=CONFIRM, scope="team", as_of=self._standing.as_of)
        return frozenset(row.row for row in rows if row.values.get(MEANT) == NOBODY)

    def _school_of(self, form: Form, owner: str) -> str:
        """Whose colleagues are meant by a name in these answers; empty for the district's."""
        schools = self._schools_of_people if form.scope == "person" else self._schools_of_teams
        school = owner if form.scope == "school" else schools.get(owner, DISTRICT)
        return "" if school == DISTRICT else school

    @cached_property
    def _schools_of_teams(self) -> dict[str, str]:
        with noting_nothing():
            return {team.team: team.school for team in self._district.all_teams}

    @cached_property
    def _schools_of_people(self) -> dict[str, str]:
        with noting_nothing():
            teams = self._district.all_teams
        return {each.person: team.school for team in reversed(teams) for each in team.members}


def key_of(field: str, text: str) -> str:
    """A field and the text in it, in one."""
    return f"{field}\n{text}"


def text_of(form: Form, field: str, value: Any) -> str:
    """What somebody typed of a value that a reader could see: all that is no option of the question."""
    asked = next((each for each in form.fields if each.id == field), None)
    if asked is None:
        return "\n".join(_texts(value))
    options = {option.id for option in asked.options}
    return (
        "" if asked.type in NEVER_SHOWN else "\n".join(text for text in _texts(value) if text not in options)
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from (*_texts(key), *_texts(each))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def ask_key(form: Form, owner: str, field: str, text: str, found: Iterable[Found]) -> str:
    """The same as long as the same is asked: whether in this very text a student is meant."""
    parts = (form.scope, owner, form.id, field, text, *sorted(each.letters for each in found))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _close_row(form: Form, row: Row, named: Mapping[str, NamedAnswer]) -> Row:
    asides = tuple(
        replace(each, value=WITHHELD)
        if key_of(each.field, text_of(form, each.field, each.value)) in named
        else each
        for each in row.asides
    )
    return replace(row, values=close_values(form, row.values, named), asides=asides)


def close_values(form: Form, values: Mapping[str, Any], named: Container[str]) -> dict[str, Any]:
    """One row's values as others than the team may read them; `named` are fields with texts (`key_of`)."""
    return {
        field: WITHHELD if key_of(field, text_of(form, field, value)) in named else value
        for field, value in values.items()
    }
