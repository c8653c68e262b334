"""The run charts' verdicts for the quarterly review: each team's series, across quarters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inquiry.district import Team
from inquiry.district.rosters import DISTRICT
from inquiry.views.desk import Desk
from inquiry.views.faces import Face
from inquiry.views.html import Child, Node, el
from inquiry.views.others import team_label
from inquiry.views.parts import data_table


def verdicts_of(desk: Desk, teams: Sequence[Team], face: Face = "team") -> Node | None:
    """What can be told of each series that a team counted in the desk's quarter; None where nobody counted.

    A series begins in an earlier quarter: one quarter rarely has enough points. Staff read those
    verdicts that tell of no teacher and no small group.
    """
    from inquiry.views.evidence.verdicts import METHOD

    whole = {team.school: team for team in reversed(teams) if team.level != "teacher"}
    rows = [
        row for team in teams for row in _rows(desk, team, face, skills=whole.get(team.school, team) == team)
    ]
    if not rows:
        return None
    head = ("What is counted", "Whose", "What the run chart tells")
    return el(
        "div", data_table(f"Run charts up to {desk.quarter.id}", head, rows), el("p", METHOD, cls="source")
    )


def _rows(desk: Desk, team: Team, face: Face, *, skills: bool) -> Iterator[list[Child]]:
    """A team's indicators, and its skills; leaders of one school look at the same skills, told once."""
    from inquiry.views.evidence.safe_evidence import is_for_staff
    from inquiry.views.evidence.series import find_series, find_skill_series

    gathered = find_skill_series(desk, team) if skills or team.level == "teacher" else ()
    for series in (*find_series(desk, team), *gathered):
        if series.last is None or series.last.date < desk.quarter.start:
            continue
        if face == "staff" and not is_for_staff(desk, series, team):
            continue
        one_team = series.link or team.level == "teacher"
        whose = team_label(desk, team) if one_team else _all_of(desk, team)
        verdict = el("span", series.said.words, cls=f"verdict {series.said.cls}")
        words = series.measure if face == "team" else series.outside
        yield [el("bdi", words), el("td", whose), el("td", verdict)]


def _all_of(desk: Desk, team: Team) -> Child:
    if team.school == DISTRICT:
        return "All schools together"
    return ["All teams of ", el("bdi", desk.district.school(team.school).name)]
