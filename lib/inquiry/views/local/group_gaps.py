"""Gaps in what we measure ourselves: each student group beside everyone else, with an interval or without."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from inquiry.district.rosters import DISTRICT
from inquiry.measures.local_gaps import FEWEST_COMPARED, LocalGap, Reading, compare_reading
from inquiry.views.charts.drawing import Chart
from inquiry.views.charts.gaps import Gap, plot_gaps
from inquiry.views.desk import Desk
from inquiry.views.evidence.gathered import Tally, by_skill, gathered, groups_in
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.local.data import PLACE, is_share, measure_rows, place_name
from inquiry.views.parts import data_table, note, nothing, numbers, picture
from inquiry.views.state.standing import ALL, records
from inquiry.views.words import count_of, join_words, signed

NONE_YET = (
    "No student group is counted apart in our own measures or evidence yet. Is every group learning it? "
    "Count each group apart once, and this page can say."
)
SHARE_UNIT = "percentage points"
REFUSALS = {
    "few": f"fewer than {FEWEST_COMPARED} students",
    "few others": f"fewer than {FEWEST_COMPARED} other students",
    "no spread": "no spread on file, so no interval",
    "not part": "its numbers do not fit those of all students",
}
METHOD = (
    "Band: 95% interval of the difference. For shares Newcombe (1998), for means Welch (1947). Where it "
    "crosses the line, chance alone may explain the difference, and the dot is hollow. Groups overlap: a "
    "student may be in several. In our own evidence, students are those who did one task, on average."
)


@dataclass(frozen=True)
class Compared:
    """One measure of one place on one day, group by group; `direction` is higher, lower or empty if unset."""

    title: str
    unit: str
    direction: str
    gaps: tuple[tuple[str, LocalGap], ...]
    rests_on: str = ""


def group_gap_faces(desk: Desk) -> Faces:
    """Gaps of this page's measures and evidence; for the team alone. Staff see groups in `local_measures`."""
    return Faces(_gaps(desk))


def _gaps(desk: Desk) -> Node:
    # Beyond one team, tasks and classes differ too much to be read as one count of students.
    evidence = _of_evidence(desk) if desk.level == "teacher" else ()
    compared = [*evidence, *_of_measures(desk)]
    if not compared:
        return nothing(NONE_YET)
    return el("div", [_section(each) for each in compared], el("p", METHOD, cls="source"))


def _of_measures(desk: Desk) -> Iterator[Compared]:
    """Each measure with student groups, on its latest day; the district looks at all its schools together."""
    rows = measure_rows(desk)
    if rows.empty:
        return
    rows = rows[rows["school"].eq(DISTRICT)] if desk.school is None else rows
    for (measure, *_), mine in rows.groupby(["measure", *PLACE], sort=False):
        latest = mine[mine["date"].eq(mine["date"].max())]
        if latest["studentgroup"].ne(ALL).any() and latest["studentgroup"].eq(ALL).any():
            yield _compare_measure(desk, str(measure), latest)


def _compare_measure(desk: Desk, measure: str, latest: pd.DataFrame) -> Compared:
    by_group = {str(row["studentgroup"]): row for row in records(latest)}
    share, first = is_share(latest), by_group[ALL]
    everyone = _reading(first)
    gaps = [
        (group, compare_reading(_reading(by_group[group]), everyone)) for group in _groups(desk, by_group)
    ]
    unit = SHARE_UNIT if share else str(first["unit"]) or "points"
    title = f"{measure}, {place_name(desk, first).lower()}, {first['date']}"
    return Compared(title, unit, str(first["better"]), _named(desk, gaps))


def _groups(desk: Desk, found: Collection[str]) -> list[str]:
    return [group for group in desk.accountability.groups if group in found and group != ALL]


def _named(desk: Desk, gaps: Sequence[tuple[str, LocalGap]]) -> tuple[tuple[str, LocalGap], ...]:
    return tuple((desk.accountability.groups[group].name, gap) for group, gap in gaps)


def _reading(row: Mapping[str, Any]) -> Reading:
    students = int(row["students"])
    if not pd.isna(row["met"]):
        return Reading(students, met=int(row["met"]))
    return Reading(students, value=float(row["value"]), spread=float(row["spread"]))


def _of_evidence(desk: Desk) -> Iterator[Compared]:
    """The quarter's evidence of each skill: students of a group against all others."""
    rows = gathered(desk, desk.quarter)
    everyone = by_skill(desk, rows) if len(rows) else {}
    for skill, all_students in everyone.items():
        groups = groups_in(desk, rows[rows["skill"].eq(skill)])
        tallies = {group: by_skill(desk, rows, group).get(skill) for group in groups}
        known = [(group, compare_tally(one, all_students)) for group, one in tallies.items() if one]
        if known:
            label = desk.cycle.skills[skill].label
            rests = f"{count_of(all_students.tasks, 'task')} in {desk.quarter.id}"
            yield Compared(f"{label}: work at level 3 or 4", SHARE_UNIT, "higher", _named(desk, known), rests)


def compare_tally(group: Tally, everyone: Tally) -> LocalGap:
    """Compare as many students as did a task on average: pieces of work would count a student again."""
    return compare_reading(_as_students(group), _as_students(everyone))


def _as_students(one: Tally) -> Reading:
    return Reading(one.students, met=round(one.students * one.met / 100))


def _section(compared: Compared) -> Node:
    shown = [(name, gap) for name, gap in compared.gaps if gap.others is not None]
    heading = el("h3", el("bdi", compared.title))
    refused = [f"{name}: {REFUSALS[gap.refused]}" for name, gap in compared.gaps if gap.refused]
    remark = note(f"Not compared, or without an interval. {'; '.join(refused)}.") if refused else None
    if not shown:
        return el("section", heading, remark)
    rests = f" This rests on {compared.rests_on}." if compared.rests_on else ""
    return el(
        "section",
        heading,
        el("p", _lead(compared, shown) + rests, cls="lead"),
        picture(_chart(compared, shown)),
        numbers(_table(compared, shown)),
        remark,
    )


def _lead(compared: Compared, shown: Sequence[tuple[str, LocalGap]]) -> str:
    """Which groups stand clearly apart; without a direction nobody can say whether that is good."""
    clear = [(name, gap) for name, gap in shown if gap.clear]
    if not clear:
        return "No group differs clearly from everyone else."
    if not compared.direction:
        named = [f"{name} ({signed(gap.gap)})" for name, gap in clear]
        unset = "No direction is set, so the page does not say which is better."
        return f"Clearly apart: {join_words(named)}. {unset}"
    sign = 1 if compared.direction == "higher" else -1
    worse = [f"{name} ({abs(gap.gap):.0f})" for name, gap in clear if sign * gap.gap < 0]
    if not worse:
        return "No group stands clearly worse than everyone else."
    return f"Clearly behind everyone else, in {compared.unit}: {join_words(worse)}."


def _chart(compared: Compared, shown: Sequence[tuple[str, LocalGap]]) -> Chart:
    drawn = [_drawn(name, gap) for name, gap in shown]
    said = "; ".join(f"{name} {signed(gap.gap)}" for name, gap in shown)
    words = {"higher": ("lower: worse", "higher: better"), "lower": ("lower: better", "higher: worse")}
    left, right = words.get(compared.direction, ("lower", "higher"))
    return plot_gaps(
        drawn,
        title=f"Difference from everyone else, in {compared.unit}",
        left_word=left,
        right_word=right,
        alt=f"{compared.title}, each group's difference from everyone else in {compared.unit}: {said}.",
    )


def _drawn(name: str, gap: LocalGap) -> Gap:
    low, high = (gap.low, gap.high) if gap.refused is None else (None, None)
    return Gap(name, gap.gap, low, high, text=signed(gap.gap), clear=gap.clear)


def _table(compared: Compared, shown: Sequence[tuple[str, LocalGap]]) -> Node:
    percent = "%" if compared.unit == SHARE_UNIT else ""
    rows: list[list[Child]] = [
        [
            name,
            f"{gap.group.students:,}",
            f"{gap.group.level:.0f}{percent}",
            f"{gap.others.level:.0f}{percent}" if gap.others else "–",
            signed(gap.gap),
            f"{signed(gap.low)} to {signed(gap.high)}" if gap.refused is None else "–",
            _verdict(gap),
        ]
        for name, gap in shown
    ]
    head = ("Student group", "Students", "Result", "Everyone else", "Difference", "95% interval", "Reading")
    return data_table(f"{compared.title}: each group beside everyone else", head, rows, numeric=range(1, 6))


def _verdict(gap: LocalGap) -> str:
    if gap.refused:
        return "no interval"
    return "clearly different" if gap.clear else "may be chance"
