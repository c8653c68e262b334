"""What a team may read of a place's purpose: the one door through which these pages take their answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import Form, as_day, as_number, is_blank, reader_of, visible_fields
from inquiry.district import Quarter
from inquiry.record import Row
from inquiry.views.answers import cut_text
from inquiry.views.desk import Desk
from inquiry.views.faces import Face


@dataclass(frozen=True)
class Said:
    """One row as far as it may be read: its id, quarter, and the values that are not blank."""

    form: Form
    row: str
    quarter: str
    values: Mapping[str, Any]

    def text(self, field: str) -> str:
        """A text on one line, no longer than its question takes; empty where there is none."""
        if field not in self.values:
            return ""
        return cut_text(" ".join(str(self.values[field]).split()), self.form.field(field).chars)

    def label(self, field: str) -> str:
        """The words of what was chosen."""
        return self.form.field(field).option_label(str(self.values[field])) if field in self.values else ""

    def picked(self, field: str) -> list[str]:
        """What was chosen where several may be; nothing where the value is of another kind."""
        value = self.values.get(field)
        return [str(each) for each in value] if isinstance(value, list) else []

    def number(self, field: str) -> float | None:
        """A number; None where there is none."""
        return as_number(self.values.get(field))

    def day(self, field: str = "date") -> dt.date | None:
        """A date; None where there is none."""
        return as_day(self.values.get(field))


def read_said(
    desk: Desk, form_id: str, face: Face, *, owner: str | None = None, quarter: Quarter | None = None
) -> list[Said]:
    """The rows of a form that a place gives, as far as the face's readers may see them.

    Parameters
    ----------
    desk : Desk
        Whose page it is; how near its team stands to the answers decides what it reads.
    form_id : str
        A form that is not there (any more) has no rows.
    face : "team" or "staff"
        For staff only what is meant for staff, and nobody's name.
    owner : str, optional
        Whose answers; without it the desk's school, or the district for the district's own teams.
    quarter : Quarter, optional
        Without it, this one.
    """
    form = desk.cycle.forms.get(form_id)
    if form is None or form.anonymous or form.scope == "person":
        return []
    owner = owner or desk.team.school
    reader = "staff" if face == "staff" else reader_of(desk.district, form, owner, desk.team)
    seen = {field.id for field in visible_fields(form, reader) if reader == "team" or field.type != "person"}
    found = (_said(form, row, seen) for row in desk.rows_of(owner, form, quarter or desk.quarter))
    return [said for said in found if said.values]


def _said(form: Form, row: Row, seen: set[str]) -> Said:
    values = {key: value for key, value in row.values.items() if key in seen and not is_blank(value)}
    return Said(form, row.row, row.quarter, values)


def read_over_time(desk: Desk, form_id: str, face: Face, *, owner: str | None = None) -> list[Said]:
    """The rows of a form of all quarters up to this one, oldest first, each row once."""
    form = desk.cycle.forms.get(form_id)
    if form is None:
        return []
    if form.lives_on:
        return read_said(desk, form_id, face, owner=owner)
    latest: dict[tuple[str, str], Said] = {}
    for quarter in _quarters(desk):
        for said in read_said(desk, form_id, face, owner=owner, quarter=quarter):
            key = ("", said.row) if form.goes_on else (quarter.id, said.row)
            latest[key] = said
    return list(latest.values())


def _quarters(desk: Desk) -> Iterator[Quarter]:
    return (quarter for quarter in desk.district.quarters if quarter.start <= desk.quarter.start)
