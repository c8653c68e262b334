"""The one door to answers on a page, a team's own and others': row by row, as far as they may be read.

Who sees what is decided in `cycle.audience`; here `seen_fields` asks it, and every reader below goes by that.
An answer that may name a student only its own team reads: `desk.for_face` says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import (
    Form,
    as_day,
    as_number,
    fields_outside,
    is_blank,
    owner_for,
    reader_of,
    reader_on_page,
    visible_fields,
)
from inquiry.district import Quarter, Team
from inquiry.errors import UsageError
from inquiry.record import Row
from inquiry.views.answers import cut_text
from inquiry.views.desk import Desk
from inquiry.views.faces import Face


@dataclass(frozen=True)
class Said:
    """One row: the team that gave it, its form in that team's words, and the answers that may be read."""

    team: Team
    form: Form
    row: Row
    values: Mapping[str, Any]  # none of them blank

    def has(self, field: str) -> bool:
        """Whether there is an answer that may be read."""
        return field in self.values

    def value(self, field: str) -> Any:
        """An answer; None where there is none, or none that may be read."""
        return self.values.get(field)

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


def seen_fields(desk: Desk, form: Form, owner: str, face: Face = "team") -> frozenset[str]:
    """The questions of a form whose answers by an owner the readers of this page's face may see.

    Nobody's vote is among them, and nothing of a form that is each person's own.
    """
    if form.anonymous or form.scope == "person":
        return frozenset()
    reader = reader_on_page(desk.district, form, owner, desk.team, face)
    seen = visible_fields(form, reader) if face == "team" else fields_outside(form, reader)
    return frozenset(field.id for field in seen)


def read_rows(
    desk: Desk, form_id: str, teams: Iterable[Team], quarter: Quarter | None = None, face: Face = "team"
) -> list[Said]:
    """The rows of a form of scope `team` that some teams have in a quarter (this one, if none is named).

    A row of which nothing may be read is left out, and so is a form that a team is not asked.
    """
    found: list[Said] = []
    for team in teams:
        form = _asked(desk, form_id, team)
        if form is not None and form.scope == "team":
            rows = desk.for_face(face).standing(team.team, form, quarter or desk.quarter)
            found += _said(form, team, rows, seen_fields(desk, form, team.team, face))
    return found


def read_teams(desk: Desk, form_id: str, quarter: Quarter | None = None, face: Face = "team") -> list[Said]:
    """The rows of a form of scope `team`, `school` or `district` of every team that may be read.

    In the order of the teams; what several teams answer together stands once. Staff read nobody's name.
    """
    form = desk.cycle.forms.get(form_id)
    if form is None:
        return []
    givers: dict[str, Team] = {}
    for team in desk.district.all_teams:
        owner = owner_for(form, team) if team.level in form.levels else None
        if owner is not None:
            givers.setdefault(owner, team)
    seen = {owner: _without_names(form, seen_fields(desk, form, owner, face), face) for owner in givers}
    open_to_us = [owner for owner in givers if seen[owner]]
    desk.once(f"ahead {form.id}", lambda: desk.read_ahead(form, open_to_us))
    found: list[Said] = []
    for owner in open_to_us:
        rows = desk.for_face(face).rows_of(owner, form, quarter or desk.quarter)
        found += _said(form, givers[owner], rows, seen[owner])
    return found


def read_said(
    desk: Desk, form_id: str, face: Face, *, owner: str | None = None, quarter: Quarter | None = None
) -> list[Said]:
    """The rows of a form that a place gives: the desk's school or district, unless another owner is named.

    Outside the team nobody's name comes along.
    """
    form = desk.cycle.forms.get(form_id)
    if form is None:
        return []
    owner = owner or desk.team.school
    seen = seen_fields(desk, form, owner, face)
    if face != "team" or reader_of(desk.district, form, owner, desk.team) != "team":
        seen = _without_names(form, seen, "staff")
    rows = desk.for_face(face).rows_of(owner, form, quarter or desk.quarter)
    return list(_said(form, desk.team, rows, seen))


def read_over_time(desk: Desk, form_id: str, face: Face) -> list[Said]:
    """The rows of a form of all quarters up to this one, oldest first, each row once."""
    form = desk.cycle.forms.get(form_id)
    if form is None:
        return []
    if form.lives_on:
        return read_said(desk, form_id, face)
    latest: dict[tuple[str, str], Said] = {}
    for quarter in quarters_so_far(desk):
        for said in read_said(desk, form_id, face, quarter=quarter):
            key = ("", said.row.row) if form.goes_on else (quarter.id, said.row.row)
            latest[key] = said
    return list(latest.values())


def asked_here(desk: Desk, form_id: str) -> Form | None:
    """A form in this level's words; None where it is not asked here, or was taken out."""
    try:
        return desk.cycle.form(form_id, desk.level)
    except UsageError:
        return None


def quarters_so_far(desk: Desk) -> Sequence[Quarter]:
    """The quarters up to the page's own, oldest first."""
    return [quarter for quarter in desk.district.quarters if quarter.start <= desk.quarter.start]


def _asked(desk: Desk, form_id: str, team: Team) -> Form | None:
    """A form in a team's own words; None where it is not asked it."""
    form = desk.cycle.forms.get(form_id)
    return desk.cycle.form(form_id, team.level) if form and team.level in form.levels else None


def _said(form: Form, team: Team, rows: Iterable[Row], seen: frozenset[str]) -> Iterator[Said]:
    for row in rows:
        values = {key: value for key, value in row.values.items() if key in seen and not is_blank(value)}
        if values:
            yield Said(team, form, row, values)


def _without_names(form: Form, seen: frozenset[str], face: Face) -> frozenset[str]:
    named = {field.id for field in form.fields if field.type == "person"} if face != "team" else set()
    return seen - named
