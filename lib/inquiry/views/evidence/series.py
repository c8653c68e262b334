"""A team's series over time: for each success indicator its points across quarters, and what they tell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal

import pandas as pd

from inquiry.cycle import as_day, as_number, is_complete, linked_row
from inquiry.district import Team
from inquiry.record import Row
from inquiry.views.desk import Desk
from inquiry.views.evidence.series_points import (
    Point,
    counts_of,
    read_points,
    readings_of,
    spacing,
    weekly,
)
from inquiry.views.evidence.verdicts import Direction, Verdict, judge, judge_mixed
from inquiry.views.state.standing import ALL

__all__ = ["NewStart", "Point", "Series", "find_series", "find_skill_series"]

SAME_TEAMS = 0.75  # of all teams that count a skill, how many must be in a point on average; a rule of ours
INDICATORS, REBASE = "success-indicators", "rebase"
FROM_COUNTS = {"percent", "students"}  # units that the counts of the six skills can give

Source = Literal["readings", "evidence", ""]


@dataclass(frozen=True)
class NewStart:
    """A day from which the middle line starts anew, who decided it and why."""

    date: dt.date
    who: str
    reason: str


@dataclass(frozen=True)
class Series:
    """One indicator over time.

    `link` is that of its row (`owner/form/row`), empty for a skill that is counted without an indicator;
    `group` the student group that is counted. `said` is the verdict since the last new start.
    """

    link: str
    row: str
    measure: str
    unit: str
    direction: Direction
    points: tuple[Point, ...]
    source: Source
    baseline: float | None = None
    target: float | None = None
    by_when: dt.date | None = None
    skill: str = ""
    group: str = ALL
    starts: tuple[NewStart, ...] = ()
    focus: str = ""  # the row of the focus that the indicator is for
    unused: int = 0  # points of the other source, which the series leaves out
    for_others: str = ""  # the measure's words as others than the team may read them

    @property
    def outside(self) -> str:
        """The measure's words as others than the team may read them; a skill's are no secret."""
        return self.for_others if self.link else self.measure

    @property
    def last(self) -> Point | None:
        """The newest point."""
        return self.points[-1] if self.points else None

    @property
    def parts(self) -> tuple[tuple[Point, ...], ...]:
        """The points between one new start and the next; none of the parts is empty."""
        days = [start.date for start in self.starts]
        edges = [dt.date.min, *days, dt.date.max]
        cut = [tuple(p for p in self.points if one <= p.date < two) for one, two in pairwise(edges)]
        return tuple(part for part in cut if part)

    @property
    def current(self) -> tuple[Point, ...]:
        """The points since the last new start."""
        return self.parts[-1] if self.parts else ()

    @property
    def every(self) -> str:
        """How often a point comes: "week" where counts are gathered, else by how far they lie apart."""
        if self.source == "evidence":
            return "week"
        return spacing([point.date for point in self.points])

    @property
    def mixed(self) -> bool:
        """Whether teams come and go in the points since the last new start."""
        points = self.current
        teams = {team for point in points for team in point.teams}
        there = sum(len(point.teams) for point in points)
        return len(teams) > 1 and there / len(points) / len(teams) < SAME_TEAMS

    @cached_property
    def said(self) -> Verdict:
        """What the points since the last new start tell."""
        values = [point.value for point in self.current]
        return judge_mixed(values) if self.mixed else judge(values, self.direction, point=self.every)


def find_series(desk: Desk, team: Team | None = None) -> tuple[Series, ...]:
    """A series for each success indicator that a team has in the quarter shown.

    Parameters
    ----------
    desk : Desk
        What lies before the one who looks; points end with its day, or its quarter where that is over.
    team : Team, optional
        Whose indicators (default: the desk's team's).

    Returns
    -------
    tuple of Series
        In the form's order; one without points where nothing was counted or read.
    """
    team = team or desk.team
    return desk.once(f"series of {team.team}", lambda: tuple(_find_series(desk, team)))


def find_skill_series(desk: Desk, team: Team | None = None, *, every: bool = False) -> tuple[Series, ...]:
    """A series for each skill that is counted; without `every`, for those that no indicator shows already."""
    team = team or desk.team
    whole = (each for each in find_series(desk, team) if each.source == "evidence" and each.group == ALL)
    shown = set() if every else {each.skill for each in whole}
    rows = counts_of(desk, team)
    skills = [skill for skill in desk.cycle.skills if skill not in shown and len(rows)]
    found = [_skill_series(desk, skill, weekly(rows, skill, ALL, "percent")) for skill in skills]
    return tuple(each for each in found if each.points)


def _skill_series(desk: Desk, skill: str, points: tuple[Point, ...]) -> Series:
    label = desk.cycle.skills[skill].label
    return Series("", "", label, "percent", "up", points, "evidence", skill=skill)


def _find_series(desk: Desk, team: Team) -> list[Series]:
    form = desk.cycle.forms.get(INDICATORS)
    if form is None or team.level not in form.levels:
        return []
    rows = desk.rows_of(team.team, form, desk.quarter)
    readings, counts = readings_of(desk, team), counts_of(desk, team)
    found = [_series(desk, team, row, readings.get(row.row, []), counts) for row in rows]
    others = (_measure(row) for row in desk.for_face("staff").rows_of(team.team, form, desk.quarter))
    return [replace(each, for_others=words) for each, words in zip(found, others, strict=True)]


def _measure(row: Row) -> str:
    return str(row.values.get("measure") or "An indicator without words")


def _series(desk: Desk, team: Team, row: Row, read: list[Row], counts: pd.DataFrame) -> Series:
    said = row.values
    unit, skill, group = said.get("unit") or "", said.get("skill") or "", group_meant(desk, said)
    by_hand = read_points(read)
    counted = weekly(counts, skill, group, unit) if unit in FROM_COUNTS and skill and len(counts) else ()
    source: Source = "readings" if by_hand and len(by_hand) >= len(counted) else "evidence" if counted else ""
    return Series(
        link=f"{team.team}/{INDICATORS}/{row.row}",
        row=row.row,
        measure=_measure(row),
        unit=unit,
        direction=said["direction"] if said.get("direction") in {"up", "down"} else "",
        points=by_hand if source == "readings" else counted,
        source=source,
        baseline=as_number(said.get("baseline")),
        target=as_number(said.get("target")),
        by_when=as_day(said.get("by_when")),
        skill=skill,
        group=group if source == "evidence" else ALL,
        starts=_new_starts(desk, team, row.row),
        focus=linked_row(said.get("focus")) or "",
        unused=len(counted) if source == "readings" else len(by_hand),
    )


def group_meant(desk: Desk, said: dict[str, Any]) -> str:
    """The one student group that an indicator names in so many words; ALL where it names none, or several."""
    words = " ".join(str(said.get("students") or "").casefold().split()).removesuffix(" students")
    names = {group.name.casefold(): code for code, group in desk.accountability.groups.items()}
    return names.get(words, names.get(f"{words} students", ALL))


def _new_starts(desk: Desk, team: Team, indicator: str) -> tuple[NewStart, ...]:
    form = desk.cycle.forms.get(REBASE)
    if form is None or team.level not in form.levels:
        return ()
    found = []
    for row in desk.rows_of(team.team, form, desk.quarter):
        said, day = row.values, as_day(row.values.get("date"))
        if is_complete(form, said) and day is not None and linked_row(said["indicator"]) == indicator:
            found.append(NewStart(day, str(said["who"]), str(said["reason"])))
    return tuple(sorted(found, key=lambda start: start.date))
