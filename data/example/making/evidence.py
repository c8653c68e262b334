"""Weekly evidence of the six skills: made-up classes, their students, and what they showed each week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Any

from making.chance import Stream
from making.roster import as_csv, read_plan

COLUMNS = (
    "date",
    "team",
    "class",
    "task",
    "skill",
    "studentgroup",
    "level_1",
    "level_2",
    "level_3",
    "level_4",
)
HOLIDAYS = {dt.date(2026, 11, 11), dt.date(2026, 5, 25), dt.date(2026, 9, 7)}  # counted a day later instead
FIRST_MET = 3  # “on their own” and better meet the look-for
_BELL = NormalDist()


@dataclass(frozen=True)
class Count:
    """One row: how many students of a group in a class were at each rubric level on a day."""

    date: dt.date
    team: str
    classroom: str
    task: str
    skill: str
    group: str
    levels: tuple[int, int, int, int]

    @property
    def students(self) -> int:
        """How many were counted."""
        return sum(self.levels)

    @property
    def met(self) -> int:
        """How many met the look-for."""
        return sum(self.levels[FIRST_MET - 1 :])


@dataclass(frozen=True)
class Pupil:
    """One student of a made-up class: the groups, and how ready the student is."""

    key: str
    groups: frozenset[str]
    readiness: float


@cache
def make_counts() -> tuple[Count, ...]:
    """All of the evidence, in the order a person would have typed it."""
    plan = read_plan("evidence.yaml")
    counts = [count for series in plan["series"] for count in _series(series, plan)]
    return tuple(sorted(counts, key=lambda c: (c.date, c.team, c.skill, c.classroom)))


def make_evidence() -> str:
    """`evidence.csv`."""
    rows = ((c.date, c.team, c.classroom, c.task, c.skill, c.group, *c.levels) for c in make_counts())
    return as_csv(COLUMNS, rows)


def _series(series: dict[str, Any], plan: dict[str, Any]) -> Iterator[Count]:
    """One team's evidence of one skill, week after week."""
    weeks = [
        (quarter, _school_day(_day(monday), series["weekday"]), share, series["tasks"][quarter][i])
        for quarter, shares in series["shares"].items()
        for i, (monday, share) in enumerate(zip(plan["weeks"][quarter], shares, strict=True))
        if share is not None
    ]
    for number, (quarter, day, share, task) in enumerate(weeks):
        along = number / max(len(weeks) - 1, 1)
        for classroom, sizes in series["classes"].items():
            pupils = pupils_in(series["team"], classroom, quarter[:7], sizes)
            aim = share + sum(m["share"] for m in _moves(series, classroom, day))
            yield from _class_week(series, plan, pupils, classroom, day, task, aim, along)


def _class_week(
    series: dict[str, Any],
    plan: dict[str, Any],
    pupils: tuple[Pupil, ...],
    classroom: str,
    day: dt.date,
    task: str,
    aim: float,
    along: float,
) -> Iterator[Count]:
    """What one class showed on one day, for everyone and for each group."""
    present, levels = series.get("present", plan["present"]), {}
    for pupil in pupils:
        dice = Stream("evidence", series["skill"], pupil.key, day)
        if dice.happens(present):
            levels[pupil.key] = _level(pupil, dice, series["lean"], plan, aim, along)
    for group in next(iter(series["classes"].values())):
        inside = [levels[p.key] for p in pupils if group in p.groups and p.key in levels]
        if inside:
            tally = (inside.count(1), inside.count(2), inside.count(3), inside.count(4))
            yield Count(day, series["team"], classroom, task, series["skill"], group, tally)


def _level(
    pupil: Pupil, dice: Stream, lean: dict[str, list[float]], plan: dict[str, Any], aim: float, along: float
) -> int:
    """The rubric level of one piece of work, such that about the share aimed at meets the look-for."""
    steady = plan["steady"]
    shift = sum(a + (b - a) * along for group, (a, b) in lean.items() if group in pupil.groups)
    work = steady * pupil.readiness + (1 - steady**2) ** 0.5 * dice.bell() + shift + _usual_shift(lean)
    cuts = ((1 - aim) * plan["bottom"], 1 - aim, 1 - aim * plan["top"])
    return 1 + sum(_BELL.cdf(work) > cut for cut in cuts)


def _usual_shift(lean: dict[str, list[float]]) -> float:
    """About what the groups' leanings take from a class on average, given back."""
    share = {"EL": 0.33, "SWD": 0.13, "SED": 0.66, "LTEL": 0.2, "HI": 0.58, "WH": 0.2}
    return -sum(share[group] * (a + b) / 2 for group, (a, b) in lean.items())


@cache
def _pupils_of(team: str, classroom: str, year: str, sizes: tuple[tuple[str, int], ...]) -> tuple[Pupil, ...]:
    everybody = dict(sizes)["ALL"]
    members: dict[str, set[int]] = {"ALL": set(range(everybody))}
    for group, size in sizes[1:]:
        pool = sorted(members["EL"]) if group == "LTEL" else _pool(members, group, everybody)
        members[group] = set(Stream("class", team, classroom, year, group).shuffled(pool)[:size])
    return tuple(
        Pupil(
            f"{team}/{classroom}/{year}/{i}",
            frozenset(group for group, inside in members.items() if i in inside),
            Stream("pupil", team, classroom, year, i).bell(),
        )
        for i in range(everybody)
    )


def _pool(members: dict[str, set[int]], group: str, everybody: int) -> list[int]:
    """Who may belong to a group: nobody is counted as both Hispanic and white."""
    other = {"WH": "HI", "HI": "WH"}.get(group, "")
    return sorted(set(range(everybody)) - members.get(other, set()))


def pupils_in(team: str, classroom: str, year: str, sizes: dict[str, int]) -> tuple[Pupil, ...]:
    """The students of one made-up class in one school year."""
    return _pupils_of(team, classroom, year, tuple(sizes.items()))


def _school_day(monday: dt.date, weekday: int) -> dt.date:
    day = monday + dt.timedelta(days=weekday)
    return day + dt.timedelta(days=1) if day in HOLIDAYS else day


def _moves(series: dict[str, Any], classroom: str, day: dt.date) -> Iterator[dict[str, Any]]:
    for move in series.get("moves", []):
        if move["classroom"] == classroom and day >= _day(move["from"]):
            yield move


def _day(written: object) -> dt.date:
    return written if isinstance(written, dt.date) else dt.date.fromisoformat(str(written))
