"""The evidence as staff may see it: gathered over the quarter, small groups withheld, no counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from inquiry.measures.suppress import WITHHELD, suppress_small
from inquiry.views.desk import Desk
from inquiry.views.gathered import Tally, by_skill, by_week, groups_in, tally
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note
from inquiry.views.verdicts import METHOD, verdict_list

FEWEST_TEACHERS = 2  # the site shows no single teacher's results (architecture, rule 10)


def staff_evidence(desk: Desk, rows: pd.DataFrame) -> Node | None:
    """By skill for all students, by group over all skills; None where it would be one teacher's results."""
    if is_one_teacher(desk, rows):
        return None
    skills = by_skill(desk, rows)
    named = [(desk.cycle.skills[skill].label, one) for skill, one in skills.items()]
    groups = [
        (desk.accountability.groups[group].name, _over_skills(rows, group)) for group in groups_in(desk, rows)
    ]
    counted = [(name, one) for name, one in groups if one is not None]
    weekly = {desk.cycle.skills[skill].label: _weekly(rows, skill) for skill in skills}
    return el(
        "div",
        _table(desk, "Evidence of the six skills this quarter, all students", "Skill", named),
        _table(desk, "Each student group over all six skills", "Student group", counted) if counted else None,
        [el("h3", "Can we tell yet?"), verdict_list(weekly), el("p", METHOD, cls="source")]
        if weekly
        else None,
        note(_withheld(desk)),
    )


def is_one_teacher(desk: Desk, rows: pd.DataFrame) -> bool:
    """Whether the evidence would tell staff how a single teacher's students do."""
    teams = [team for team in desk.district.all_teams if team.team in set(rows["team"])]
    people = {member.person for team in teams for member in team.members}
    return len(people) < FEWEST_TEACHERS or rows["classroom"].nunique() < FEWEST_TEACHERS


def _over_skills(rows: pd.DataFrame, group: str) -> Tally | None:
    return tally(rows[rows["studentgroup"].eq(group)])


def _weekly(rows: pd.DataFrame, skill: str) -> list[float]:
    return [one.met for one in by_week(rows, skill).values()]


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


def _table(desk: Desk, caption: str, first: str, named: list[tuple[str, Tally]]) -> Node:
    shares = safe_shares(named, desk.suppress_below)
    rows: list[list[Child]] = [[name, _cell(text)] for name, text in shares.items()]
    return data_table(caption, (first, "Work at level 3 or 4"), rows)


def _cell(text: str) -> Node:
    return el("td", text, cls="withheld" if text == WITHHELD else "num")


def _withheld(desk: Desk) -> str:
    return (
        f"Withheld: what rests on fewer than {desk.suppress_below} students, or tells about fewer than "
        f"{desk.suppress_below} of a group. Weeks, tasks and classes are gathered up over {desk.quarter.id}; "
        "the four levels are told as two. The team sees every count."
    )
