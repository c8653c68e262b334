"""Who holds what at each level, filled in for this district from its own lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from inquiry.district import Team
from inquiry.district.rosters import DISTRICT
from inquiry.views.coherence.five_questions import five_questions
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note
from inquiry.views.words import count_of, join_words

LIST, STUDENTS = "who_holds", "students"  # the list in lists.yaml that also names those who are no team
LIMIT = "What each level holds stands in levels.yaml; who is in which team, in teams.csv and members.csv."


def roles_faces(desk: Desk) -> Faces:
    """A row for each level and one for students: what it holds, and which teams hold it here; five questions.

    Staff read the teams' names, as they stand on the site anyway, and no person's.
    """
    return make_faces(lambda face: _roles(desk, face))


def _roles(desk: Desk, face: Face) -> Node:
    rows: list[list[Child]] = [
        [_who(desk, level, face), desk.cycle.levels[level].holds, _here(desk, level, face)]
        for level in desk.cycle.levels
    ]
    for option in desk.cycle.lists.get(LIST, ()):
        if option.id == STUDENTS:
            rows.append([option.label, option.help or "", _students(desk)])
    caption = f"Who holds what in {desk.district.settings.name}"
    held = data_table(caption, ("Level", "What it holds", "Here"), rows)
    return el("div", held, note(LIMIT) if face == "team" else None, five_questions(desk, face))


def _who(desk: Desk, level: str, face: Face) -> Child:
    label = desk.cycle.levels[level].label
    return [label, el("strong", " (you)")] if level == desk.level and face == "team" else label


def _here(desk: Desk, level: str, face: Face) -> Child:
    """The teams of a level: near ones by name, others school by school."""
    teams = [team for team in desk.district.all_teams if team.level == level]
    if not teams:
        return "No team of this level is listed. The level above answers for it."
    near = [team for team in teams if _is_near(desk, team)]
    if not near:
        return item_list(_of_schools(desk, teams))
    return item_list([_name(desk, team), _members(team) if face == "team" else None] for team in near)


def _is_near(desk: Desk, team: Team) -> bool:
    """Whether it is of our school, of the district, or one that the district works with itself."""
    return team.school in {desk.team.school, DISTRICT} or desk.team in desk.district.serves(team)


def _name(desk: Desk, team: Team) -> Node:
    """The team's name, with its school where that is another."""
    if team.school in {desk.team.school, DISTRICT}:
        return el("bdi", team.name)
    return el("bdi", f"{team.name}, {desk.district.school(team.school).name}")


def _of_schools(desk: Desk, teams: Sequence[Team]) -> list[Child]:
    """How many teams each school has."""
    count = Counter(team.school for team in teams)
    return [
        [el("bdi", desk.district.school(school).name), f": {count_of(n, 'team')}"]
        for school, n in count.items()
    ]


def _members(team: Team) -> Child:
    """The members with what they do in the team."""
    if not team.members:
        return ": nobody is listed yet"
    said = [f"{member.name} ({member.role})" if member.role else member.name for member in team.members]
    return [": ", el("bdi", join_words(said))]


def _students(desk: Desk) -> str:
    if desk.school is None:
        return f"The students of {count_of(len(desk.district.all_schools), 'school')}."
    return f"The students of {desk.school.name}" + (
        f", grades {desk.school.grades}." if desk.school.grades else "."
    )
