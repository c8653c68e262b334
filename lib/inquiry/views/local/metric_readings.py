"""Each measure's last reading, how often it comes, and when the next one is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pandas as pd

from inquiry.district.rosters import DISTRICT
from inquiry.views.desk import Desk
from inquiry.views.disclosed.keys import answering_key, evidence_key
from inquiry.views.disclosed.plan import Told
from inquiry.views.disclosed.showing import told_cell, told_words
from inquiry.views.evidence.gathered import Tally, by_skill, gathered
from inquiry.views.faces import Face
from inquiry.views.html import Child, el
from inquiry.views.local.data import (
    decimals,
    measure_rows,
    place_name,
    say_level,
    series_of,
    survey_rows,
    told_reading,
    whole_places,
)
from inquiry.views.local.survey_answers import answering, latest_of, without_few
from inquiry.views.state.standing import find_standings, records, status_words
from inquiry.views.words import count_of

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# How far apart two readings lie, in days, and how a page says it: half as far again as a week, a month, ...
OFTEN = (
    (10, "each week"),
    (45, "each month"),
    (130, "each quarter"),
    (250, "twice a year"),
    (550, "once a year"),
)
GRACE_DAYS = (
    21  # a reading this long after its usual day is told as late; holidays move them by two weeks or so
)


@dataclass(frozen=True)
class Metric:
    """One measure: `key` is what a goal names, an indicator's or a skill's id; `tells` empty if unknown."""

    key: str
    name: str
    tells: str
    often: str
    last: Child
    next: str
    late: bool = False


def state_metrics(desk: Desk) -> list[Metric]:
    """The state's indicators; the state's figures are public, so both faces show the same."""
    found = []
    for standing in find_standings(desk):
        row = standing.everyone
        if row is None:
            continue
        due = standing.year + 1
        late = desk.as_of.year > due
        when = f"with the {due} Dashboard" + (": the files are out, add them" if late else "")
        last = f"{status_words(standing, row)} ({standing.year})"
        indicator = standing.indicator
        found.append(
            Metric(indicator.id, indicator.name, indicator.points_to, "once a year", last, when, late)
        )
    return found


def own_metrics(desk: Desk, face: Face) -> list[Metric]:
    """The measures of `measures.csv`, each by its widest place."""
    rows = measure_rows(desk)
    rows = rows if face == "team" else whole_places(rows)
    if rows.empty:
        return []
    parts = rows.groupby("measure", sort=False)
    return [metric for name, part in parts for metric in _own(desk, str(name), part, face)]


def _own(desk: Desk, name: str, rows: pd.DataFrame, face: Face) -> Iterator[Metric]:
    series = series_of(rows)
    if not series:
        return
    latest = records(series[0].tail(1))[0]
    unit = f" {latest['unit']}" if latest["unit"] else ""
    after = f"{unit} ({place_name(desk, latest)}, {latest['date']})"
    value = f"{say_level(latest, decimals(rows))}{after}"
    last = value if face == "team" else _told(told_reading(desk, latest), after)
    often, due, late = _rhythm(desk.as_of, series[0]["date"])
    yield Metric("", name, "", often, last, due, late)


def survey_metrics(desk: Desk, face: Face) -> list[Metric]:
    """The surveys: how many answered. What they said is on its own; a share alone would not tell."""
    rows = survey_rows(desk)
    parts = rows.groupby(["survey", "respondents"], sort=False) if len(rows) else ()
    found = []
    for (name, who), everything in parts:
        part, _ = without_few(desk, str(who), everything)
        if part.empty:
            continue
        asked, answered = answering(latest_of(part))
        day = part["date"].max()
        said = f"{100 * answered / asked:.0f}% answered ({day})"
        last = (
            said if face == "team" else _told(_answered(desk, str(who), str(name), day), f" answered ({day})")
        )
        often, due, late = _rhythm(desk.as_of, part["date"])
        found.append(Metric("", str(name), f"What {who} say", often, last, due, late))
    return found


def evidence_metrics(desk: Desk, face: Face) -> list[Metric]:
    """The six skills in this quarter's evidence of all schools; skills without any are told as that."""
    rows = gathered(desk, desk.quarter)
    counted = by_skill(desk, rows) if len(rows) else {}
    return [_skill(desk, skill, counted, face) for skill in desk.cycle.skills] if counted else []


def _told(told: Told, after: str) -> Child:
    """A figure with what belongs to it, or that it is withheld."""
    return el("td", told_words(told), after) if told.is_told else told_cell(told)


def _answered(desk: Desk, who: str, survey: str, day: dt.date) -> Told:
    return desk.told(answering_key(day, DISTRICT, who, survey))


def _skill(desk: Desk, skill: str, counted: Mapping[str, Tally], face: Face) -> Metric:
    label, about = desk.cycle.skills[skill].label, desk.cycle.skills[skill].about
    one = counted.get(skill)
    last: Child
    if one is None:
        last = f"nothing counted in {desk.quarter.id} yet"
    elif face == "team":
        last = f"{one.met:.0f}% at level 3 or 4 ({count_of(one.tasks, 'task')} in {desk.quarter.id})"
    else:
        told = desk.told(evidence_key(desk.quarter.id, DISTRICT, skill))
        last = _told(told, f" at level 3 or 4 ({desk.quarter.id}, up to {told.day})")
    return Metric(skill, label, about, "each week", last, "this week")


def _rhythm(today: dt.date, dates: Iterable[dt.date]) -> tuple[str, str, bool]:
    """How often a measure is taken, when the next is due, and whether it is late; told from the days on file.

    Rounds at several schools close within days of each other: days nearer than a week are one reading.
    """
    days = rounds_of(sorted(set(dates)))
    if len(days) < 2:
        return "once so far", "not known yet", False
    gap = median((later - earlier).days for earlier, later in pairwise(days))
    often = next((words for most, words in OFTEN if gap <= most), "more than a year apart")
    due = days[-1] + dt.timedelta(days=round(gap))
    late = today > due + dt.timedelta(days=GRACE_DAYS)
    month = f"about {MONTHS[due.month - 1]} {due.year}"
    return often, f"{month}: late" if late else month, late


def rounds_of(days: Sequence[dt.date]) -> list[dt.date]:
    """The last day of each round: days that lie less than a week apart are one.

    Examples
    --------
    >>> [day.day for day in rounds_of([dt.date(2026, 5, day) for day in (4, 8, 20)])]
    [8, 20]
    """
    found: list[dt.date] = []
    for day in days:
        if found and (day - found[-1]).days < 7:
            found[-1] = day
        else:
            found.append(day)
    return found
