"""The evidence as staff may see it: the finest figures that the plan tells, and verdicts without counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from inquiry.cycle import may_see
from inquiry.district import Team
from inquiry.measures.suppress import WITHHELD
from inquiry.sources.evidence import RUBRIC
from inquiry.views.desk import Desk
from inquiry.views.disclosed.keys import EVERY_SKILL, evidence_key
from inquiry.views.disclosed.showing import finest, places_above, told_cell
from inquiry.views.evidence.gathered import by_skill, groups_in
from inquiry.views.evidence.series import INDICATORS, Series, find_skill_series
from inquiry.views.evidence.series_points import counts_of
from inquiry.views.evidence.verdicts import METHOD
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note

FEWEST_TEACHERS = 2  # the site shows no single teacher's results (architecture, rule 10)
Key = Callable[[str], str]  # the name of a figure by the place where it is gathered


def staff_evidence(desk: Desk, rows: pd.DataFrame) -> Node:
    """By skill for all students, by group over all skills: each as finely as it may be told."""
    skills, groups = list(by_skill(desk, rows)), groups_in(desk, rows)
    by_label = [(desk.cycle.skills[skill].label, partial(_key, desk.quarter.id, skill)) for skill in skills]
    by_group = [
        (desk.accountability.groups[group].name, partial(_key, desk.quarter.id, EVERY_SKILL, group=group))
        for group in groups
    ]
    verdicts = [_verdict(desk, each) for each in find_skill_series(desk, every=True) if each.skill in skills]
    return el(
        "div",
        _table(desk, "Evidence of the six skills this quarter, all students", "Skill", by_label),
        _table(desk, "Each student group over all six skills", "Student group", by_group),
        [el("h3", "Can we tell yet?"), el("div", verdicts), el("p", METHOD, cls="source")]
        if verdicts
        else None,
        note(_withheld(desk)),
    )


def _key(quarter: str, skill: str, place: str, group: str = "ALL") -> str:
    return evidence_key(quarter, place, skill, group)


def is_one_teacher(desk: Desk, rows: pd.DataFrame) -> bool:
    """Whether the evidence would tell staff how a single teacher's students do.

    To be asked of every part that is shown: a class that counted nobody in it adds nothing to it.
    """
    rows = rows[rows[list(RUBRIC)].sum(axis=1).gt(0)]
    there = set(rows["team"])
    teams = [team for team in desk.district.all_teams if team.team in there]
    people = {member.person for team in teams for member in team.members}
    return len(people) < FEWEST_TEACHERS or rows["classroom"].nunique() < FEWEST_TEACHERS


def _verdict(desk: Desk, series: Series) -> Node:
    """What the weeks of one skill tell, over all quarters, or that staff are not told."""
    if not tells_nobody(desk, series):
        words = f"{series.measure}: {WITHHELD}, for it comes from one teacher, one class or few students."
        return el("p", words, cls="verdict")
    return el("p", f"{series.measure}: {series.said.words}", cls=f"verdict {series.said.cls}")


def is_for_staff(desk: Desk, series: Series, team: Team | None = None) -> bool:
    """Whether staff may read a series and its verdict: its name is meant for them, and it tells of nobody.

    `team` is the one whose series it is (default: the desk's).
    """
    form = desk.cycle.forms.get(INDICATORS)
    named = form is not None and may_see(form.audience_of("measure"), "staff")
    return (named or not series.link) and tells_nobody(desk, series, team)


def tells_nobody(desk: Desk, series: Series, team: Team | None = None) -> bool:
    """Whether staff may read the verdict on a series: it rests on counts, of no single teacher, never of few.

    Readings by hand say too little of whom they are about, and are never told.
    """
    if series.source != "evidence":
        return False
    rows = counts_of(desk, team or desk.team)
    mine = rows[rows["skill"].eq(series.skill) & rows["studentgroup"].eq(series.group)]
    few = any((point.students or 0) < desk.suppress_below for point in series.points)
    return not few and not is_one_teacher(desk, mine)


def _table(desk: Desk, caption: str, first: str, named: Sequence[tuple[str, Key]]) -> Node | None:
    """Each share with what it is gathered over; None where there is nothing to tell of."""
    places = places_above(desk)
    rows: list[list[Child]] = []
    for name, key in named:
        told, over = finest(desk, places, key)
        rows.append([name, told_cell(told), over])
    head = (first, "Work at level 3 or 4", "Gathered over")
    return data_table(caption, head, rows, numeric=[1]) if rows else None


def _withheld(desk: Desk) -> str:
    return (
        "Where this team's own share must not be told, that of its grades, its school or all schools stands "
        f"there. Withheld is what tells about fewer than {desk.suppress_below} students or comes from one "
        "teacher or one class, and whatever that could be worked out from. A share is of all work in "
        f"{desk.quarter.id}, from its fifth week on, and of levels 3 and 4 together. The team sees every "
        "count."
    )
