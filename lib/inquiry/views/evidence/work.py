"""The team's own evidence of the six skills: every count for the team, what is safe for staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import pandas as pd

from inquiry.cycle import PAGES
from inquiry.measures.intervals import wilson_interval
from inquiry.sources.evidence import RUBRIC
from inquiry.views.charts.drawing import Chart
from inquiry.views.charts.series import Series as Line
from inquiry.views.charts.steps import Bar, plot_steps
from inquiry.views.charts.trends import plot_trends
from inquiry.views.desk import Desk
from inquiry.views.evidence.gathered import Tally, by_skill, by_week, gathered, groups_in, looked_at, tally
from inquiry.views.evidence.safe_evidence import staff_evidence
from inquiry.views.evidence.series import Series, find_skill_series
from inquiry.views.evidence.verdicts import METHOD
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, nothing, numbers, picture
from inquiry.views.state.standing import ALL
from inquiry.views.words import count_of, join_words

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
INTERVALS = "Intervals: Wilson, 95%, for the number of students, not of pieces."
WITH_RUN_CHARTS = {PAGES["implement"], PAGES["refine"]}  # pages that show the weeks as run charts
GOAL = "Better is more students on their own (level 3) or in new situations (level 4)."


def evidence_faces(desk: Desk) -> Faces:
    """The quarter's evidence by skill, over the weeks and by student group; staff see only what is safe."""
    rows = gathered(desk, desk.quarter)
    if rows.empty:
        return Faces(_none_yet(desk))
    return Faces(_team(desk, rows), staff_evidence(desk, rows))


def _none_yet(desk: Desk) -> Node:
    before = gathered(desk, desk.previous) if desk.previous else pd.DataFrame()
    words = f"No evidence of the six skills is entered for {desk.quarter.id} yet."
    if before.empty:
        where = "on the page Implement" if desk.level == "teacher" else "by teacher teams"
        return nothing(f"{words} Counts at each rubric level, entered {where}, will stand here.")
    old = by_skill(desk, before)
    chart = [_steps_chart(desk, old), numbers(_steps_table(desk, old))] if old else []
    return el("div", note(f"{words} This is {desk.previous.id if desk.previous else ''}:"), chart)


def _team(desk: Desk, rows: pd.DataFrame) -> Node:
    skills = by_skill(desk, rows)
    return el(
        "div",
        el("p", _lead(desk, skills), cls="lead"),
        [_steps_chart(desk, skills), numbers(_steps_table(desk, skills))] if skills else None,
        None if desk.page in WITH_RUN_CHARTS else _weeks(desk, rows, skills),
        _groups(desk, rows),
        note(_whose(desk, rows)),
        el("p", f"{INTERVALS} {METHOD}", cls="source"),
    )


def _lead(desk: Desk, skills: Mapping[str, Tally]) -> str:
    if not skills:
        return "Student groups are counted, but all students together are not."
    ranked = sorted(skills, key=lambda skill: skills[skill].met)
    low, high = ranked[0], ranked[-1]
    words = f"{_label(desk, high)}: {skills[high].met:.0f}% of the work is at level 3 or 4"
    if low == high:
        return f"{words}."
    return f"{words}; {_label(desk, low).lower()}: {skills[low].met:.0f}%."


def _label(desk: Desk, skill: str) -> str:
    return desk.cycle.skills[skill].label


def _whose(desk: Desk, rows: pd.DataFrame) -> str:
    teams = sorted(set(rows["team"]))
    names = {team.team: team.name for team in looked_at(desk)}
    told = f" It comes from {join_words(names[team] for team in teams)}." if len(teams) > 1 else ""
    return (
        f"Counted in {desk.quarter.id} up to {desk.as_of}. One student may have done several tasks: pieces "
        f"of work are counted; students are those who did one task, on average.{told} {GOAL}"
    )


def _steps_chart(desk: Desk, skills: Mapping[str, Tally]) -> Node:
    steps = [step.label for step in next(iter(desk.cycle.skills.values())).rubric]
    bars = [
        Bar(
            _label(desk, skill),
            f"{count_of(one.tasks, 'task')}, {count_of(one.pieces, 'piece')} of work",
            one.shares,
        )
        for skill, one in skills.items()
    ]
    said = "; ".join(f"{_label(desk, skill)} {one.met:.0f}% at level 3 or 4" for skill, one in skills.items())
    chart = plot_steps(
        bars,
        steps,
        title="Share of the pieces of work at each level of the rubric",
        alt=f"Bars, one for each skill, split by rubric level. {said}.",
    )
    return picture(chart)


def _steps_table(desk: Desk, skills: Mapping[str, Tally]) -> Node:
    steps = [f"Level {n}: {s.label}" for n, s in enumerate(next(iter(desk.cycle.skills.values())).rubric, 1)]
    rows: list[list[Child]] = [
        [_label(desk, skill), str(one.tasks), str(one.pieces), *_level_cells(one)]
        for skill, one in skills.items()
    ]
    head = ["Skill", "Tasks", "Pieces of work", *steps]
    return data_table(
        "Pieces of work at each level, all students", head, rows, numeric=range(1, 3 + len(RUBRIC))
    )


def _level_cells(one: Tally) -> Iterator[str]:
    for level, share in zip(one.levels, one.shares, strict=True):
        yield f"{level} ({share:.0f}%)"


def _weeks(desk: Desk, rows: pd.DataFrame, skills: Mapping[str, Tally]) -> list[Node]:
    """Week by week, a panel for each skill, and what can be told from it."""
    weekly = {skill: by_week(rows, skill) for skill in skills}
    drawn = {skill: weeks for skill, weeks in weekly.items() if len(weeks) > 1}
    if not drawn:
        return [note("There is one week of evidence only: no course over time to show.")]
    mondays = sorted({monday for weeks in drawn.values() for monday in weeks})
    return [
        el("h3", "Week by week"),
        picture(_weeks_chart(desk, drawn, mondays)),
        numbers(_weeks_table(desk, drawn, mondays)),
        el("h3", "Can we tell yet?"),
        note("From all quarters together; the page Implement has the charts."),
        *(say_series(each) for each in find_skill_series(desk, every=True)),
    ]


def say_series(series: Series) -> Node:
    """A series' verdict under its name."""
    return el("p", f"{series.measure}: {series.said.words}", cls=f"verdict {series.said.cls}")


def _weeks_chart(desk: Desk, drawn: Mapping[str, dict[dt.date, Tally]], mondays: list[dt.date]) -> Chart:
    length = (mondays[-1] - mondays[0]).days // 7 + 1
    every = [mondays[0] + dt.timedelta(weeks=n) for n in range(length)]
    series = [
        Line(
            _label(desk, skill),
            tuple((float(n), weeks[day].met) for n, day in enumerate(every) if day in weeks),
            f"{count_of(len(weeks), 'week')} with evidence",
        )
        for skill, weeks in drawn.items()
    ]
    ends = {skill: (weeks[min(weeks)].met, weeks[max(weeks)].met) for skill, weeks in drawn.items()}
    said = "; ".join(
        f"{_label(desk, skill)} {first:.0f}% in the first week, {last:.0f}% in the last"
        for skill, (first, last) in ends.items()
    )
    return plot_trends(
        series,
        None,
        [(float(n), f"{MONTHS[day.month - 1]} {day.day}") for n, day in enumerate(every)],
        title="Percent of the work at level 3 or 4, by week (Monday). Higher is better.",
        number="{:.0f}%",
        alt=f"Percent of the work at level 3 or 4 by week, one panel for each skill. {said}.",
        limits=(-18.0, 118.0),
    )


def _weeks_table(desk: Desk, drawn: Mapping[str, dict[dt.date, Tally]], mondays: list[dt.date]) -> Node:
    rows: list[list[Child]] = [
        [day.isoformat(), *(_week_cell(weeks.get(day)) for weeks in drawn.values())] for day in mondays
    ]
    head = ["Week of", *(_label(desk, skill) for skill in drawn)]
    caption = "Percent of the work at level 3 or 4, and how many pieces, by week"
    return data_table(caption, head, rows, numeric=range(1, len(head)))


def _week_cell(one: Tally | None) -> str:
    return f"{one.met:.0f}% of {one.pieces}" if one else "–"


def _groups(desk: Desk, rows: pd.DataFrame) -> list[Node]:
    """Every group and skill: impact is asked for each group, not on average."""
    cells: list[list[Child]] = []
    for skill, skill_rows in ((skill, rows[rows["skill"].eq(skill)]) for skill in desk.cycle.skills):
        for group in [ALL, *groups_in(desk, skill_rows)]:
            one = tally(skill_rows[skill_rows["studentgroup"].eq(group)])
            if one is not None:
                cells.append(
                    [_label(desk, skill), desk.accountability.groups[group].name, *_group_cells(one)]
                )
    if not groups_in(desk, rows):
        return [note("No student group is counted apart yet: is every group learning it?")]
    head = (
        "Skill",
        "Student group",
        "Tasks",
        "Students",
        "Pieces of work",
        "At level 3 or 4",
        "95% interval",
    )
    caption = "The work of each student group at level 3 or 4"
    return [el("h3", "Group by group"), data_table(caption, head, cells, numeric=[2, 3, 4, 5])]


def _group_cells(one: Tally) -> Iterator[str]:
    """The interval rests on students, not pieces: the same students did several tasks."""
    met = sum(one.levels[2:])
    low, high = wilson_interval(one.students * one.met / 100, one.students)
    yield from (str(one.tasks), str(one.students), str(one.pieces), f"{met} ({one.met:.0f}%)")
    yield f"{100 * float(low):.0f}% to {100 * float(high):.0f}%"
