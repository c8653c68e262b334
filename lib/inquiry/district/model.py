"""The district as everything downstream sees it: settings, schools, teams, calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pandas as pd

from inquiry.district.levels import LEVELS_FILE, Levels, load_levels
from inquiry.district.noted import NotedField
from inquiry.district.noting import note, noting_nothing
from inquiry.district.rosters import (
    DISTRICT,
    MEMBERS_FILE,
    SCHOOLS_FILE,
    TEAMS_FILE,
    read_members,
    read_schools,
    read_teams,
)
from inquiry.district.settings import SETTINGS_FILE, Quarter, Settings, read_settings
from inquiry.district.shipped import templates_folder
from inquiry.district.teams import Member, School, Team
from inquiry.errors import BadInput, Checked, Fault, UsageError

CACHE_FOLDER = "build/.cache"  # of a district's folder: what was read or drawn once, beside what is built
T = TypeVar("T")


def _noted_list(name: str) -> NotedField[pd.DataFrame]:
    return NotedField(lambda _: ("list", (name,)))


@dataclass(frozen=True)
class District:
    """A district's folder, read and checked.

    `schools` has school, cds, name, type, grades, dashboard; `teams` has team, school, level, name, grades,
    subject; `members` has person, team, name, role; each also `line`. `levels` are those of the templates.
    """

    folder: Path
    settings: Settings
    schools: NotedField[pd.DataFrame] = _noted_list("schools")  # noqa: RUF009  noted when it is read
    teams: NotedField[pd.DataFrame] = _noted_list("teams")  # noqa: RUF009
    members: NotedField[pd.DataFrame] = _noted_list("members")  # noqa: RUF009
    levels: Levels = field(default_factory=load_levels)

    @property
    def all_schools(self) -> tuple[School, ...]:
        """Every school, in the list's order."""
        note("schools", (), lambda: self._schools)
        return self._schools

    @cached_property
    def _schools(self) -> tuple[School, ...]:
        rows = self.__dict__["schools"].drop(columns="line").to_dict("records")
        return tuple(School(**{str(key): value for key, value in row.items()}) for row in rows)

    @property
    def all_teams(self) -> tuple[Team, ...]:
        """Every team, in the list's order, each with its members."""
        note("teams", (), lambda: _lines(self._teams))
        return self._teams

    @cached_property
    def _teams(self) -> tuple[Team, ...]:
        members: dict[str, list[Member]] = {}
        for row in self.__dict__["members"].to_dict("records"):
            members.setdefault(row["team"], []).append(Member(row["person"], row["name"], row["role"]))
        rows = self.__dict__["teams"].drop(columns="line").to_dict("records")
        return tuple(
            Team(
                **{str(key): value for key, value in row.items()}, members=tuple(members.get(row["team"], ()))
            )
            for row in rows
        )

    @property
    def people(self) -> dict[str, Member]:
        """Every member of every team, by id."""
        note("people", (), lambda: self._people)
        return self._people

    @cached_property
    def _people(self) -> dict[str, Member]:
        with noting_nothing():
            return {member.person: member for team in self._teams for member in team.members}

    def name_of(self, person: str | None) -> str:
        """A person's name; the id where the list of members no longer has it; empty for nobody."""
        member = self._people.get(person or "")
        name = member.name if member else person or ""
        note("name", (person,), lambda: name)
        return name

    def school(self, school: str) -> School:
        """One school by id; `UsageError` names those there are."""
        note("school", (school,), lambda: [each for each in self._schools if each.school == school])
        return _pick({each.school: each for each in self._schools}, school, "school")

    def team(self, team: str) -> Team:
        """One team by id; `UsageError` names those there are."""
        note("team", (team,), lambda: _lines(each for each in self._teams if each.team == team))
        return _pick(self._by_id, team, "team")

    def teams_called(self, team: str) -> tuple[Team, ...]:
        """The one team of an id; none where the lists do not have it."""
        if team in self._by_id:
            return (self.team(team),)
        return tuple(each for each in self.all_teams if each.team == team)

    @cached_property
    def _by_id(self) -> dict[str, Team]:
        return {team.team: team for team in self._teams}

    def teams_of(self, school: str, level: str | None = None) -> tuple[Team, ...]:
        """The teams of a school (or `district`), of one level or of all."""
        there = tuple(team for team in self._by_school.get(school, ()) if level in (None, team.level))
        note("teams of", (school, level), lambda: _lines(there))
        return there

    def teams_with(self, person: str) -> tuple[Team, ...]:
        """The teams that a person is in, in the list's order."""
        with noting_nothing():
            there = tuple(each for each in self._teams if any(m.person == person for m in each.members))
        note("teams with", (person,), lambda: _lines(there))
        return there

    @cached_property
    def _by_school(self) -> dict[str, list[Team]]:
        found: dict[str, list[Team]] = {}
        for team in self._teams:
            found.setdefault(team.school, []).append(team)
        return found

    def serves(self, team: Team) -> tuple[Team, ...]:
        """The teams one level above, whose priorities this team's focus serves.

        Where a school has no team at the level above, the next one up answers.
        """
        above = self._served(team)
        note("above", (team.team,), lambda: _lines(above))
        return above

    def _served(self, team: Team) -> tuple[Team, ...]:
        for level in self.levels.above(team.level):
            there = self._by_school.get(DISTRICT if level == "district" else team.school, ())
            if above := tuple(each for each in there if each.level == level):
                return above
        return ()

    def served_by(self, team: Team) -> tuple[Team, ...]:
        """The teams one level below, whose focus serves this team's priorities."""
        below = tuple(self._serving.get(team.team, ()))
        note("below", (team.team,), lambda: _lines(below))
        return below

    @cached_property
    def _serving(self) -> dict[str, list[Team]]:
        found: dict[str, list[Team]] = {}
        for each in self._teams:
            for above in self._served(each):
                found.setdefault(above.team, []).append(each)
        return found

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The calendar in order of time."""
        return tuple(sorted(self.settings.quarters, key=lambda quarter: quarter.start))

    def quarter(self, as_of: dt.date, quarter: str | None = None) -> Quarter:
        """The quarter by id, else the one a day falls in, else the latest begun, else the first."""
        if quarter:
            return _pick({each.id: each for each in self.quarters}, quarter, "quarter")
        begun = [each for each in self.quarters if each.start <= as_of]
        return begun[-1] if begun else self.quarters[0]

    def previous_quarter(self, quarter: Quarter) -> Quarter | None:
        """The quarter before, if the calendar has one."""
        before = [each for each in self.quarters if each.start < quarter.start]
        return before[-1] if before else None


def _lines(teams: Iterable[Team]) -> list[tuple[str, ...]]:
    """Teams as their list has them; who is in them is noted apart."""
    return [team.line for team in teams]


def _pick(known: dict[str, T], wanted: str, kind: str) -> T:
    if wanted not in known:
        raise UsageError(f"There is no {kind} “{wanted}”. There are: {', '.join(known)}.")
    return known[wanted]


def read_district(folder: Path) -> Checked[District | None]:
    """Read a district's folder: settings and lists, with every fault in any of them.

    Parameters
    ----------
    folder : Path
        The folder that holds `district.toml`.

    Returns
    -------
    Checked of District or None
        None when the settings themselves cannot be used; otherwise the district as far as it could be read.
    """
    if not folder.is_dir():
        cure = "name the district's folder with -d, or make one with `inquiry init FOLDER`"
        return Checked(
            None, (Fault(folder.name or str(folder), "no such folder", "a district's folder", cure),)
        )
    settings = read_settings(folder)
    cds = settings.value.cds if settings.value else "0" * 14
    schools = read_schools(folder, cds)
    levels = load_levels()
    teams = read_teams(folder, schools.value, levels)
    members = read_members(folder, teams.value)
    faults = (*settings.faults, *schools.faults, *teams.faults, *members.faults)
    if settings.value is None:
        # Without the district's own code, whether a school's code belongs to it cannot be told.
        return Checked(None, tuple(f for f in faults if "begins with the district's" not in f.allowed))
    found = District(folder, settings.value, schools.value, teams.value, members.value, levels)
    return Checked(found, faults)


def district_files(folder: Path) -> tuple[Path, ...]:
    """Every file that a district is read from; which levels there are the templates say."""
    lists = (SETTINGS_FILE, SCHOOLS_FILE, TEAMS_FILE, MEMBERS_FILE)
    return (*(folder / name for name in lists), templates_folder() / LEVELS_FILE)


def load_district(folder: Path) -> District:
    """The district of a folder, whatever is wrong with single schools or teams.

    Raises
    ------
    BadInput
        When a fault concerns the whole district; it carries every fault found.
    """
    district = read_district(folder)
    if district.value is None or any(fault.stops_everything for fault in district.faults):
        raise BadInput(district.faults)
    return district.value
