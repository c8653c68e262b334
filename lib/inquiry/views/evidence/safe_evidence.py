"""The evidence as staff may see it: gathered over the quarter, small groups withheld, no counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from inquiry.cycle import may_see
from inquiry.district import Team
from inquiry.district.rosters import DISTRICT
from inquiry.measures.suppress import WITHHELD, suppress_small
from inquiry.sources.evidence import RUBRIC
from inquiry.views.desk import Desk
from inquiry.views.evidence.gathered import Tally, by_skill, groups_in, tally
from inquiry.views.evidence.series import INDICATORS, Series, find_skill_series
from inquiry.views.evidence.series_points import counts_of
from inquiry.views.evidence.verdicts import METHOD
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note
from inquiry.views.state.standing import ALL

FEWEST_TEACHERS = 2  # the site shows no single teacher's results (architecture, rule 10)


def staff_evidence(desk: Desk, rows: pd.DataFrame) -> Node | None:
    """By skill for all students, by group over all skills; None where it would be one teacher's results."""
    if is_one_teacher(desk, rows):
        return None
    skills = {skill: _of_skill(rows, skill) for skill in by_skill(desk, rows)}
    labels = {skill: desk.cycle.skills[skill].label for skill in skills}
    named = [(labels[skill], mine) for skill, mine in skills.items()]
    groups = [
        (desk.accountability.groups[group].name, rows[rows["studentgroup"].eq(group)])
        for group in groups_in(desk, rows)
    ]
    verdicts = [_verdict(desk, each) for each in find_skill_series(desk, every=True) if each.skill in skills]
    return el(
        "div",
        _table(desk, "Evidence of the six skills this quarter, all students", "Skill", named),
        _table(desk, "Each student group over all six skills", "Student group", groups) if groups else None,
        [el("h3", "Can we tell yet?"), el("div", verdicts), el("p", METHOD, cls="source")]
        if verdicts
        else None,
        note(_withheld(desk)),
    )


def is_one_teacher(desk: Desk, rows: pd.DataFrame) -> bool:
    """Whether the evidence would tell staff how a single teacher's students do.

    To be asked of every part that is shown: a class that counted nobody in it adds nothing to it.
    """
    rows = rows[rows[list(RUBRIC)].sum(axis=1).gt(0)]
    teams = [team for team in desk.district.all_teams if team.team in set(rows["team"])]
    people = {member.person for team in teams for member in team.members}
    return len(people) < FEWEST_TEACHERS or rows["classroom"].nunique() < FEWEST_TEACHERS


def gives_away(desk: Desk, rows: pd.DataFrame) -> bool:
    """Whether a gathered share would give away what the pages of the teams and schools below withhold.

    What those pages tell is taken off; where the rest could not be told alone, neither can the whole.
    """
    schools = {team.team: team.school for team in desk.district.all_teams}
    known: set[str] = set()
    for _, of_school in rows.groupby(rows["team"].map(schools)):
        told = _told_teams(desk, of_school)
        # The school's own page tells its share where its teams' do not give a part of it away.
        if desk.level == DISTRICT and _is_told(desk, of_school) and not _leaves_unsafe(desk, of_school, told):
            told = set(of_school["team"])
        known |= told
    return _leaves_unsafe(desk, rows, known)


def _told_teams(desk: Desk, rows: pd.DataFrame) -> set[str]:
    """The teams whose own pages tell their share."""
    return {str(team) for team, mine in rows.groupby("team") if _is_told(desk, mine)}


def _leaves_unsafe(desk: Desk, rows: pd.DataFrame, known: set[str]) -> bool:
    rest = rows[~rows["team"].isin(known)]
    return bool(known) and tally(rest) is not None and not _is_told(desk, rest)


def _is_told(desk: Desk, rows: pd.DataFrame) -> bool:
    """Whether a share of these counts can be told where nothing stands beside it."""
    counted = tally(rows)
    if counted is None or is_one_teacher(desk, rows):
        return False
    return safe_shares([("all", counted)], desk.suppress_below)["all"] != WITHHELD


def _of_skill(rows: pd.DataFrame, skill: str) -> pd.DataFrame:
    """What is counted of all students for one skill."""
    return rows[rows["skill"].eq(skill) & rows["studentgroup"].eq(ALL)]


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


def safe_shares(named: Iterable[tuple[str, Tally]], threshold: int) -> Mapping[str, str]:
    """Name -> the share at level 3 or 4 as it may be shown.

    Pieces of work would hide how few students they come from, so the rule is held against students: how many
    did a task on average, and how many of those that share stands for.
    """
    tallies = dict(named)
    met = {name: round(one.students * one.met / 100) for name, one in tallies.items()}
    frame = pd.DataFrame(
        {
            "students": [one.students for one in tallies.values()],
            "met": list(met.values()),
            "not_met": [one.students - met[name] for name, one in tallies.items()],
            "share": [one.met for one in tallies.values()],
        },
        index=list(tallies),
    )
    shown = suppress_small(frame, "students", ["met", "not_met"], {"share": "met"}, threshold=threshold)
    return {str(name): str(text).replace(" %", "%") for name, text in shown["share_shown"].items()}


def _table(desk: Desk, caption: str, first: str, named: list[tuple[str, pd.DataFrame]]) -> Node:
    """The share of each part by name; withheld where one teacher or class gave it, or it gives one away."""
    counted = {name: one for name, rows in named if (one := tally(rows)) is not None}
    open_ = {
        name
        for name, rows in named
        if name in counted and not is_one_teacher(desk, rows) and not gives_away(desk, rows)
    }
    shares = safe_shares([(name, one) for name, one in counted.items() if name in open_], desk.suppress_below)
    cells: list[list[Child]] = [[name, _cell(shares.get(name, WITHHELD))] for name in counted]
    return data_table(caption, (first, "Work at level 3 or 4"), cells)


def _cell(text: str) -> Node:
    return el("td", text, cls="withheld" if text == WITHHELD else "num")


def _withheld(desk: Desk) -> str:
    return (
        f"Withheld: what rests on fewer than {desk.suppress_below} students, or tells about fewer than "
        f"{desk.suppress_below} of a group, or comes from one teacher or one class. Weeks, tasks and classes "
        f"are gathered up over {desk.quarter.id}; the four levels are told as two. The team sees every count."
    )
