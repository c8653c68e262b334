"""The teams below, above and beside ours, and one answer of theirs in words. What we may read: `readable`."""

from __future__ import annotations

from inquiry.district import Team
from inquiry.district.rosters import DISTRICT
from inquiry.views.answers import Reading, say_answer
from inquiry.views.desk import Desk
from inquiry.views.faces import Face
from inquiry.views.html import Child, el
from inquiry.views.readable import Said


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
