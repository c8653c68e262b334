"""The teams' counts of work in a quarter: by team, grade, school and district, by skill and group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from inquiry.district import District, Team
from inquiry.district.rosters import DISTRICT
from inquiry.sources.cells import parse_grades
from inquiry.sources.evidence import RUBRIC
from inquiry.views.disclosed.cells import Cell, Facts, loss_of, say_share
from inquiry.views.disclosed.keys import (
    EVERY_SKILL,
    evidence_key,
    grade_mates,
    grade_place,
    school_place,
    team_place,
)
from inquiry.views.disclosed.nesting import tie_groups
from inquiry.views.evidence.gathered import MET
from inquiry.views.evidence.safe_evidence import FEWEST_TEACHERS
from inquiry.views.state.standing import ALL
from inquiry.views.words import week_of


@dataclass(frozen=True)
class Counted:
    """What one team counted for a skill and a group: pieces of work, students, classes."""

    team: Team
    met: int
    of: int
    students: int
    classes: frozenset[tuple[str, str]]


Counts = Mapping[tuple[str, str, str], Counted]  # by team, skill and group


@dataclass(frozen=True)
class Place:
    """Where figures are gathered, and by which teams."""

    name: str
    teams: tuple[Team, ...]


def evidence_facts(rows: pd.DataFrame, quarter: str, district: District) -> tuple[Facts, Counts]:
    """Every figure of a quarter's evidence, and each team's counts.

    Parameters
    ----------
    rows : DataFrame
        The quarter's counts, as `read_evidence` gives them.
    quarter : str
        The quarter's id.
    district : District
        Its teams and schools.

    Returns
    -------
    tuple of Facts and Counts
        Staff are told of each place each skill of all students, and each group over all skills. What these
        are made of, and everyone else beside a group, is in the facts as well, and printed nowhere.
    """
    counts = count_teams(rows, district)
    teams = [team for team in district.all_teams if team.team in {name for name, _, _ in counts}]
    facts = Facts()
    for place in _places(district, teams):
        _add_place(facts, quarter, place, counts)
    for key, one in counts.items():  # what a group did in each skill, which no page prints
        if key[2] != ALL:
            facts.add(_cell(evidence_key(quarter, team_place(one.team), *key[1:]), [one]))
    _tie(facts, quarter, district, teams, counts)
    return facts, counts


def count_teams(rows: pd.DataFrame, district: District) -> dict[tuple[str, str, str], Counted]:
    """What each team counted, by skill and group; a task counts once a week, whatever the class."""
    rows = rows[rows[list(RUBRIC)].sum(axis=1).gt(0)] if len(rows) else rows
    if rows.empty:
        return {}
    teams = {team.team: team for team in district.all_teams}
    made = rows.assign(
        met_=rows[list(MET)].sum(axis=1),
        of_=rows[list(RUBRIC)].sum(axis=1),
        done_=[f"{week_of(day)} {task}" for task, day in zip(rows["task"], rows["date"], strict=True)],
    )
    found = {}
    for key, part in made.groupby(["team", "skill", "studentgroup"], sort=True):
        team, of = teams[str(key[0])], int(part["of_"].sum())
        classes = frozenset((team.team, str(name)) for name in part["classroom"])
        students = max(1, of // part["done_"].nunique())
        found[str(key[0]), str(key[1]), str(key[2])] = Counted(
            team, int(part["met_"].sum()), of, students, classes
        )
    return found


def _places(district: District, teams: Sequence[Team]) -> list[Place]:
    """Teams, grades, schools, district."""
    schools: dict[str, list[Team]] = defaultdict(list)
    for team in teams:
        schools[team.school].append(team)
    places = [Place(team_place(team), (team,)) for team in teams]
    grades = {grade_place(team): mates for team in teams if (mates := grade_mates(district, team))}
    places += [Place(name, tuple(t for t in mates if t in teams)) for name, mates in grades.items()]
    places += [
        Place(school_place(school), tuple(there)) for school, there in schools.items() if school != DISTRICT
    ]
    return [*places, Place(DISTRICT, tuple(teams))]


def _add_place(facts: Facts, quarter: str, place: Place, counts: Counts) -> None:
    """One place's figures: each skill of all students, each group over all skills."""
    mine = [(key, one) for key, one in counts.items() if one.team in place.teams]
    by_skill: dict[str, list[Counted]] = defaultdict(list)
    by_group: dict[str, list[Counted]] = defaultdict(list)
    for (_, skill, group), one in mine:
        by_group[group].append(one)
        if group == ALL:
            by_skill[skill].append(one)
    for skill, parts in by_skill.items():
        facts.add(_told(evidence_key(quarter, place.name, skill), parts))
    for group, parts in by_group.items():
        key = evidence_key(quarter, place.name, EVERY_SKILL, group)
        facts.add(_cell(key, parts) if group == ALL else _told(key, parts))


def _told(key: str, parts: Sequence[Counted]) -> Cell:
    """A figure that staff are told; its loss grows with the pages on which it stands."""
    cell = _cell(key, parts)
    pages = 0 if cell.guarded else 1 + len({one.team.team for one in parts})
    return replace(cell, words=say_share(cell.met, cell.of), loss=loss_of(pages, key.rpartition("/")[2]))


def _cell(key: str, parts: Sequence[Counted]) -> Cell:
    met, of = sum(one.met for one in parts), sum(one.of for one in parts)
    return Cell(key, met, of, count_students(parts), guarded=is_of_one_teacher(parts))


def is_of_one_teacher(parts: Iterable[Counted]) -> bool:
    """Whether counts would tell how a single teacher's students do."""
    parts = list(parts)
    people = {member.person for one in parts for member in one.team.members}
    classes = {each for one in parts for each in one.classes}
    return len(people) < FEWEST_TEACHERS or len(classes) < FEWEST_TEACHERS


def count_students(parts: Iterable[Counted]) -> int:
    """At least how many students some counts come from.

    Teams of different grades or schools have different students, of whom each team has as many as did one
    task on average. Teams of the same grades may share theirs: then the largest counts.
    """
    most: dict[str, int] = {}
    teams: dict[str, Team] = {}
    for one in parts:
        teams[one.team.team] = one.team
        most[one.team.team] = max(most.get(one.team.team, 0), one.students)
    return sum(max(most[name] for name in shared) for shared in _sharing(list(teams.values())))


def _sharing(teams: Sequence[Team]) -> list[set[str]]:
    """Teams that may have the same students: of a school, with a grade in common or none said."""
    found: list[tuple[str, frozenset[int] | None, set[str]]] = []
    for team in teams:
        grades, names = parse_grades(team.grades), {team.team}
        apart = []
        for school, theirs, others in found:
            if school == team.school and (grades is None or theirs is None or grades & theirs):
                names |= others
                grades = None if grades is None or theirs is None else grades | theirs
            else:
                apart.append((school, theirs, others))
        found = [*apart, (team.school, grades, names)]
    return [names for _, _, names in found]


def _tie(facts: Facts, quarter: str, district: District, teams: Sequence[Team], counts: Counts) -> None:
    """Every sum: teams make grades, schools and district; skills make all skills; groups are within all."""
    skills = sorted({skill for _, skill, _ in counts})
    groups = sorted({group for _, _, group in counts})
    for place in _places(district, teams):
        own = partial(evidence_key, quarter, place.name)
        for skill, group in (
            *((skill, ALL) for skill in skills),
            *((EVERY_SKILL, group) for group in groups),
        ):
            parts = (evidence_key(quarter, part, skill, group) for part in _parts(place))
            facts.tie(own(skill, group), parts)
        facts.tie(own(), map(own, skills))
        tie_groups(facts, partial(own, EVERY_SKILL), groups, rests=True)
    for team in teams:
        own = partial(evidence_key, quarter, team_place(team))
        for group in groups:
            facts.tie(own(EVERY_SKILL, group), (own(skill, group) for skill in skills))
        for skill in skills:
            tie_groups(facts, partial(own, skill), groups)


def _parts(place: Place) -> set[str]:
    """What a place is made of: the district of schools, all others of teams."""
    if place.name != DISTRICT:
        return {team_place(team) for team in place.teams}
    return {team_place(t) if t.school == DISTRICT else school_place(t.school) for t in place.teams}
