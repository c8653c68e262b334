"""The measures that a district, a school or a team takes itself: reading by reading, and what can be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import pandas as pd

from inquiry.district.rosters import DISTRICT
from inquiry.views.charts.drawing import Chart
from inquiry.views.charts.series import Series
from inquiry.views.charts.trends import plot_trends
from inquiry.views.desk import Desk
from inquiry.views.disclosed.showing import told_cell
from inquiry.views.evidence.verdicts import METHOD, Direction, judge
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.local.data import (
    decimals,
    is_share,
    levels_of,
    measure_rows,
    place_name,
    say_level,
    series_of,
    told_reading,
    whole_places,
)
from inquiry.views.parts import data_table, note, nothing, numbers, picture
from inquiry.views.state.standing import ALL, records
from inquiry.views.words import MONTHS

NEW_YEAR_MONTH = 7  # the school year begins on July 1: California Education Code, section 37200
DRAWN_FROM = 3  # readings; two are read faster in the table
WAYS = {"higher": "Higher is better.", "lower": "Lower is better."}
DIRECTIONS: dict[str, Direction] = {"higher": "up", "lower": "down"}
NO_WAY = "No direction is set for this measure, so the page does not say which way is better."
NONE_YET = (
    "No measure of our own is on file for us yet. The coach adds them as measures.csv: one row for each day, "
    "place and student group, with how many students met it, or their mean."
)


def local_measures_faces(desk: Desk) -> Faces:
    """Each measure that concerns this page; staff see whole schools, and only what is safe."""
    rows = measure_rows(desk)
    if rows.empty:
        return Faces(nothing(NONE_YET))
    parts = [(str(name), part) for name, part in rows.groupby("measure", sort=False)]
    team = el("div", [_section(desk, name, part) for name, part in parts], el("p", METHOD, cls="source"))
    return Faces(team, _staff(desk, rows))


def _section(desk: Desk, name: str, rows: pd.DataFrame) -> Node:
    series = series_of(rows)
    heading = el("h3", el("bdi", name))
    if not series:
        return el("section", heading, note("Student groups are counted, but all students together are not."))
    days = sorted({day for each in series for day in each["date"]})
    way = WAYS.get(str(rows["better"].iloc[0]), NO_WAY)
    drawn = [picture(_chart(desk, name, rows, series, days))] if len(days) >= DRAWN_FROM else []
    return el(
        "section",
        heading,
        el("p", _lead(desk, rows, series), cls="lead"),
        el("p", way),
        drawn,
        numbers(_table(desk, name, series, days), summary="The numbers"),
        list(_verdicts(desk, series)),
    )


def _lead(desk: Desk, rows: pd.DataFrame, series: Sequence[pd.DataFrame]) -> str:
    """The latest reading of the first place, which is the widest."""
    first = series[0]
    latest = records(first.tail(1))[0]
    places = decimals(rows)
    value, before = _say(first, -1, places), _before(first, places)
    words = f"{place_name(desk, latest)}: {value} of {latest['students']:,.0f} students on {latest['date']}"
    if not is_share(rows):
        words = (
            f"{place_name(desk, latest)}: {value} on {latest['date']} ({latest['students']:,.0f} students)"
        )
    return f"{words}. {before}"


def _before(part: pd.DataFrame, places: int) -> str:
    """The reading before the latest; one of another school year is of other students."""
    if len(part) < 2:
        return ""
    day, latest = part["date"].iloc[-2], part["date"].iloc[-1]
    if school_year(day) == school_year(latest):
        return f"The reading before, on {day}: {_say(part, -2, places)}."
    old = _say(part, -2, places)
    return f"The reading before was last school year, on {day}: {old}, of other students or classes."


def school_year(day: dt.date) -> int:
    """The calendar year in which a day's school year began.

    Examples
    --------
    >>> school_year(dt.date(2026, 5, 13)), school_year(dt.date(2026, 9, 23))
    (2025, 2026)
    """
    return day.year if day.month >= NEW_YEAR_MONTH else day.year - 1


def _say(part: pd.DataFrame, at: int, places: int) -> str:
    return f"{say_level(records(part)[at], places)} {part['unit'].iloc[at]}".strip()


def _chart(
    desk: Desk, name: str, rows: pd.DataFrame, series: Sequence[pd.DataFrame], days: Sequence[dt.date]
) -> Chart:
    drawn = [_series(desk, part, days[0]) for part in series]
    share, unit = is_share(rows), str(rows["unit"].iloc[0])
    places = decimals(rows)
    ends = "; ".join(
        f"{one.name} {_say(part, 0, places)} at first, {_say(part, -1, places)} last"
        for one, part in zip(drawn, series, strict=True)
    )
    return plot_trends(
        drawn,
        None,
        [(_months(days[0], day), f"{MONTHS[day.month - 1]} {day.day}") for day in days],
        title="Percent of students who met it" if share else f"Mean, in {unit or 'its own unit'}",
        number="{:.0f}%" if share else f"{{:.{places}f}}",
        alt=f"{name} over time, one panel for each place; a new school year begins a new line. {ends}.",
        limits=(-18.0, 118.0) if share else None,
    )


def _series(desk: Desk, part: pd.DataFrame, first: dt.date) -> Series:
    row = records(part.tail(1))[0]
    points: list[tuple[float, float | None]] = []
    for before, day, value in zip([None, *part["date"]], part["date"], levels_of(part), strict=False):
        if before and school_year(before) != school_year(day):
            points.append((_months(first, day), None))  # a new year: no line joins other students
        points.append((_months(first, day), float(value)))
    return Series(place_name(desk, row), tuple(points), f"{row['students']:,.0f} students last time")


def _months(first: dt.date, day: dt.date) -> float:
    """How many months of 30 days after the first day: what lies farther apart in time is drawn so."""
    return (day - first).days / 30


def _table(desk: Desk, name: str, series: Sequence[pd.DataFrame], days: Sequence[dt.date]) -> Node:
    rows: list[list[Child]] = []
    places = decimals(pd.concat(series))
    for part in series:
        by_day = dict(zip(part["date"], range(len(part)), strict=True))
        cells = [_cell(part, by_day[day], places) if day in by_day else "–" for day in days]
        rows.append([el("bdi", place_name(desk, records(part.tail(1))[0])), *cells])
    head = ["Where", *(day.isoformat() for day in days)]
    return data_table(f"{name}: all students", head, rows, numeric=range(1, len(head)))


def _cell(part: pd.DataFrame, at: int, places: int) -> str:
    students, shown = part["students"].iloc[at], say_level(records(part)[at], places)
    return f"{shown} of {students:,.0f}" if is_share(part) else f"{shown} ({students:,.0f} students)"


def _verdicts(desk: Desk, series: Sequence[pd.DataFrame]) -> Iterator[Node]:
    """Can we tell yet? Said once where it is the same for every place."""
    said: dict[tuple[str, str], list[str]] = {}
    for part in series:
        row = records(part.tail(1))[0]
        verdict = judge(levels_of(part).tolist(), DIRECTIONS.get(str(row["better"]), ""), point="measurement")
        said.setdefault((verdict.words, verdict.cls), []).append(place_name(desk, row))
    for (words, cls), places in said.items():
        whose: list[Child] = [el("bdi", "; ".join(places)), ": "] if len(said) > 1 else []
        yield el("p", whose, words, cls=f"verdict {cls}")


def _staff(desk: Desk, rows: pd.DataFrame) -> Node | None:
    """The latest reading of whole schools, group by group, as far as it may be told."""
    whole = whole_places(rows)
    if whole.empty:
        return None
    tables = [_staff_table(desk, str(name), part) for name, part in whole.groupby("measure", sort=False)]
    words = (
        f"Withheld: what tells about fewer than {desk.suppress_below} students, and figures from which that "
        "could be worked out. Where our school's are withheld, those of all schools stand above them. What "
        "belongs to one grade, subject or team stays with those who teach it."
    )
    return el("div", tables, note(words))


def _staff_table(desk: Desk, name: str, whole: pd.DataFrame) -> Node:
    latest = whole[whole["date"].eq(whole["date"].max())]
    groups = [group for group in desk.accountability.groups if group in set(latest["studentgroup"])]
    places = [place for _, place in latest.groupby("school", sort=False)]
    rows = [_staff_row(desk, place, groups) for place in sorted(places, key=_is_not_district)]
    if desk.school is not None and any("withheld" in cell.classes for row in rows for cell in row):
        rows = [_staff_row(desk, _of_all_schools(desk, name), groups), *rows]
    unit = "" if is_share(latest) else f", mean in {latest['unit'].iloc[0] or 'its own unit'}"
    names = ["All students" if group == ALL else desk.accountability.groups[group].name for group in groups]
    caption = f"{name}, {latest['date'].iloc[0]}{unit}"
    return data_table(
        caption, ["Where", *names], [row for row in rows if row], numeric=range(1, len(names) + 1)
    )


def _is_not_district(place: pd.DataFrame) -> bool:
    return bool(place["school"].iloc[0] != DISTRICT)


def _of_all_schools(desk: Desk, name: str) -> pd.DataFrame:
    """The district's own latest reading of a measure."""
    rows = whole_places(desk.measures_at(DISTRICT))
    mine = rows[rows["measure"].eq(name)] if len(rows) else rows
    return mine[mine["date"].eq(mine["date"].max())] if len(mine) else mine


def _staff_row(desk: Desk, place: pd.DataFrame, groups: Sequence[str]) -> list[Node]:
    """One place's readings, group by group; nothing of a place that has none."""
    if place.empty:
        return []
    by_group = {str(row["studentgroup"]): row for row in records(place)}
    where = place_name(desk, records(place)[0])
    cells = [
        told_cell(told_reading(desk, by_group[group])) if group in by_group else el("td", "–")
        for group in groups
    ]
    return [el("th", el("bdi", where), scope="row"), *cells]
