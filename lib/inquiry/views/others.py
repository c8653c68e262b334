"""What teams below, above and beside us wrote: row by row, as far as we may read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import Form, as_day, is_blank, reader_of, visible_values
from inquiry.district import Quarter, Team
from inquiry.district.rosters import DISTRICT
from inquiry.record import Row
from inquiry.views.answers import Reading, say_answer
from inquiry.views.desk import Desk
from inquiry.views.faces import Face
from inquiry.views.html import Child, el


@dataclass(frozen=True)
class Said:
    """One row of a team: its form in the team's own words, and the values that we may read."""

    team: Team
    form: Form
    row: Row
    values: Mapping[str, Any]

    def has(self, field: str) -> bool:
        """Whether there is an answer that we may read."""
        return not is_blank(self.values.get(field))

    def day(self, field: str = "date") -> dt.date | None:
        """A date that was given; None for none."""
        return as_day(self.values.get(field))


def read_rows(
    desk: Desk, form_id: str, teams: Iterable[Team], quarter: Quarter | None = None, face: Face = "team"
) -> list[Said]:
    """The rows of a form that some teams have in a quarter, with what this face may show of them.

    A row of which nothing may be read is left out, and so is a form that a team is not asked, or that is
    each person's own.
    """
    quarter = quarter or desk.quarter
    found: list[Said] = []
    for team in teams:
        form = _asked(desk, form_id, team)
        if form is None:
            continue
        for row in desk.standing(team.team, form, quarter):
            values = visible_values(form, row.values, _reader(desk, form, team, face))
            if not all(is_blank(value) for value in values.values()):
                found.append(Said(team, form, row, values))
    return found


def _asked(desk: Desk, form_id: str, team: Team) -> Form | None:
    form = desk.cycle.forms.get(form_id)
    if form is None or team.level not in form.levels or form.scope != "team":
        return None
    return desk.cycle.form(form_id, team.level)


def _reader(desk: Desk, form: Form, team: Team, face: Face) -> str:
    if face == "staff":
        return "staff"
    return "team" if team == desk.team else reader_of(desk.district, form, team.team, desk.team)


def say_field(desk: Desk, said: Said, field: str, face: Face = "team") -> Child:
    """One answer of a row in words; None where there is none that may be read, or its question is gone."""
    if not said.has(field) or all(each.id != field for each in said.form.fields):
        return None
    return say_answer(Reading(desk, face, said.row.quarter), said.form.field(field), said.values[field])


def all_below(desk: Desk) -> tuple[Team, ...]:
    """Every team that serves this one, directly or through others, in the list's order."""
    found: set[str] = set()
    reached: tuple[Team, ...] = (desk.team,)
    while reached:
        below = [team for each in reached for team in desk.district.served_by(each)]
        reached = tuple(team for team in below if team.team not in found)
        found |= {team.team for team in reached}
    return tuple(team for team in desk.district.all_teams if team.team in found)


def all_above(desk: Desk) -> tuple[Team, ...]:
    """Every team that this one serves, directly or through others, the nearest first."""
    found: dict[str, Team] = {}
    reached: tuple[Team, ...] = (desk.team,)
    while reached:
        above = {up.team: up for team in reached for up in desk.district.serves(team)}
        reached = tuple(team for name, team in above.items() if name not in found)
        found |= {team.team: team for team in reached}
    return tuple(found.values())


def beside(desk: Desk) -> tuple[Team, ...]:
    """The other teams of the school; for a district team every other team."""
    here = desk.district.all_teams if desk.school is None else desk.district.teams_of(desk.team.school)
    return tuple(team for team in here if team != desk.team)


def team_label(desk: Desk, team: Team) -> Child:
    """A team's name; for another school's team, with the school, since many are called alike."""
    if team.school in (DISTRICT, desk.team.school):
        return el("bdi", team.name)
    school = desk.district.school(team.school).name
    return [el("bdi", team.name), " (", el("bdi", school), ")"]
