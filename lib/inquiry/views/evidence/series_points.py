"""The points of a series: from the counts of students' work, week by week, and from readings by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from inquiry.cycle import as_day, as_number, is_complete, linked_row
from inquiry.district import Quarter, Team
from inquiry.record import Row
from inquiry.views.desk import Desk
from inquiry.views.evidence.gathered import counted_teams, tally
from inquiry.views.words import week_of

READINGS = "readings"
QUARTERLY_DAYS = 60  # points this far apart, by their median, are read once a quarter (about 90 days)
MONTHLY_DAYS = 20  # and these once a month


@dataclass(frozen=True)
class Point:
    """One point: its day (of a week's counts the last one), its value in the indicator's unit.

    `students` is of how many it is, `met` how many of these met it; None where nobody says. `teams` are those
    whose counts it holds.
    """

    date: dt.date
    value: float
    students: int | None = None
    met: int | None = None
    teams: tuple[str, ...] = ()


def until(desk: Desk) -> dt.date:
    """The last day that a page shows points of: today, or the end of its quarter where that is over."""
    return min(desk.as_of, desk.quarter.end)


def counts_of(desk: Desk, team: Team) -> pd.DataFrame:
    """The counts that a team looks at, of every quarter up to the one shown."""
    frame = desk.evidence_of(counted_teams(desk.district, team))
    if frame.empty:
        return frame
    inside = [_in_calendar(day, desk.district.quarters) and day <= until(desk) for day in frame["date"]]
    return frame[pd.Series(inside, index=frame.index, dtype="bool")]


def _in_calendar(day: dt.date, quarters: Sequence[Quarter]) -> bool:
    return any(quarter.holds(day) for quarter in quarters)


def weekly(rows: pd.DataFrame, skill: str, group: str, unit: str) -> tuple[Point, ...]:
    """A point for each week in which a skill was counted: all of the week's counts of a group together."""
    mine = rows[rows["skill"].eq(skill) & rows["studentgroup"].eq(group)]
    weeks = mine.groupby(mine["date"].map(week_of), sort=True)
    return tuple(point for _, week in weeks if (point := _week_point(week, unit)) is not None)


def _week_point(week: pd.DataFrame, unit: str) -> Point | None:
    """One week's counts; each team's students once, however many tasks they did."""
    whole, teams = tally(week), tuple(sorted(set(week["team"])))
    if whole is None:
        return None
    each = [tally(week[week["team"].eq(team)]) for team in teams]
    students = sum(one.students for one in each if one is not None)
    met = round(students * whole.met / 100)
    value = whole.met if unit == "percent" else float(met)
    return Point(max(week["date"]), value, students, met, teams)


def readings_of(desk: Desk, team: Team) -> dict[str, list[Row]]:
    """Indicator's row -> its complete readings, over all quarters up to the one shown."""
    form = desk.cycle.forms.get(READINGS)
    found: dict[str, list[Row]] = {}
    if form is None:
        return found
    rows = desk.record.all_rows(
        owner=team.team, form=READINGS, scope="team", by_quarter=True, as_of=desk.moment
    )
    for row in rows:
        day, indicator = as_day(row.values.get("date")), linked_row(row.values.get("indicator"))
        if is_complete(form, row.values) and day is not None and indicator and day <= until(desk):
            found.setdefault(indicator, []).append(row)
    return found


def read_points(rows: Sequence[Row]) -> tuple[Point, ...]:
    """One point a day; several readings of one day are one: their mean, by how many each is of."""
    days: dict[dt.date, list[Row]] = {}
    for row in rows:
        day = as_day(row.values["date"])
        if day is not None and as_number(row.values["value"]) is not None:
            days.setdefault(day, []).append(row)
    return tuple(_read_point(day, days[day]) for day in sorted(days))


def _read_point(day: dt.date, rows: Sequence[Row]) -> Point:
    values = [float(row.values["value"]) for row in rows]
    sizes = [as_number(row.values.get("out_of")) for row in rows]
    known = [size for size in sizes if size]
    if len(known) < len(rows):
        return Point(day, sum(values) / len(values))
    mean = sum(value * size for value, size in zip(values, known, strict=True)) / sum(known)
    return Point(day, mean, int(sum(known)))


def spacing(days: Sequence[dt.date]) -> str:
    """What one reading is, by how far they lie apart."""
    apart = sorted((two - one).days for one, two in pairwise(days))
    middle = apart[len(apart) // 2] if apart else 0
    return "quarter" if middle >= QUARTERLY_DAYS else "month" if middle >= MONTHLY_DAYS else "reading"
