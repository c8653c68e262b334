"""The names of figures, the same on every page and in every plan: what, when, where, of whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from inquiry.district import District, Team
from inquiry.district.rosters import DISTRICT
from inquiry.views.state.standing import ALL

EVIDENCE, WORK, MEASURE, SURVEY, ANSWERING = "evidence", "work", "measure", "survey", "answering"
OF_A_QUARTER = (EVIDENCE, WORK)  # they grow while the quarter lasts; all others are readings of a day
EVERY_SKILL = "all skills"
READINGS = "readings"  # the plan of all that was read on a day, whatever quarter it is shown in


def evidence_key(quarter: str, place: str, skill: str = EVERY_SKILL, group: str = ALL) -> str:
    """The counts of one skill, or of all, of a group of students."""
    return f"{EVIDENCE}/{quarter}/{place}/{skill}/{group}"


def rest_name(whole: str, parts: Iterable[str]) -> str:
    """Those of a group who are in none of some others, in place of a group's name.

    Examples
    --------
    >>> rest_name("ALL", ["EL"]), rest_name("EL", ["ELO", "RFP"])
    ('not EL', 'EL not ELO RFP')
    """
    return " ".join([*([] if whole == ALL else [whole]), "not", *parts])


def work_key(quarter: str, focus: tuple[str, str]) -> str:
    """The work that stands behind a focus of the coherence map."""
    return f"{WORK}/{quarter}/{focus[0]}/{focus[1]}"


def measure_key(day: dt.date, school: str, group: str, measure: str) -> str:
    """A reading of a measure of a whole school, or of the district."""
    return f"{MEASURE}/{day}/{school}/{group}/{measure}"


def survey_key(day: dt.date, school: str, who: str, survey: str, question: str) -> str:
    """The favorable answers to a question, of those who answered it."""
    return f"{SURVEY}/{day}/{school}/{who}/{survey}/{question}"


def answering_key(day: dt.date, school: str, who: str, survey: str) -> str:
    """Those who answered a survey, of those who were asked."""
    return f"{ANSWERING}/{day}/{school}/{who}/{survey}"


def plan_of(key: str) -> str:
    """The plan that decides on a figure: its quarter's, or that of the readings."""
    kind, name = key.split("/", 2)[:2]
    return name if kind in OF_A_QUARTER else READINGS


def team_place(team: Team) -> str:
    """One teacher team."""
    return f"team/{team.team}"


def grade_place(team: Team) -> str:
    """The teams of the same grades in a school."""
    return f"grades/{team.school}/{_grades(team)}"


def school_place(school: str) -> str:
    """All teams of a school, or of the district."""
    return DISTRICT if school == DISTRICT else f"school/{school}"


def _grades(team: Team) -> str:
    return team.grades.replace(" ", "").replace("–", "-")


def grade_mates(district: District, team: Team) -> tuple[Team, ...]:
    """The teams of the same grades in the school; none where that is one team, or all of them."""
    there = district.teams_of(team.school, team.level)
    mates = tuple(each for each in there if _grades(each) == _grades(team))
    return mates if _grades(team) and 1 < len(mates) < len(there) else ()
