"""What it would have taken to move a result to the next better color or level: students, or points."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from inquiry.measures.rate import level_of, rate_rows
from inquiry.measures.rounding import TENTHS, change_of, rate_of, round_tenth
from inquiry.sources.tables import COLOURS, Accountability, Indicator, Rules, Table

What = Literal["color", "statuslevel", "changelevel"]
BEST = 5  # the highest level, and blue
FARTHEST_TENTHS = 20_000  # 2,000 points: no mean is so far from any standard


@dataclass(frozen=True)
class Place:
    """Where a value stands in the tables."""

    value: float
    change: float | None
    statuslevel: int
    changelevel: int
    color: int


@dataclass(frozen=True)
class Move:
    """The least that would have reached a better color or level.

    `students` (of `of` counted) is for rates; for distances from the standard it is None, because the files
    hold a mean only: `total_points` is the scale points that all students together would have needed.
    `points` is the size of the step in the indicator's unit. `route` says which level changes on the way.
    """

    what: What
    from_level: int
    to_level: int
    from_label: str
    to_label: str
    route: Literal["status", "change", "status and change"]
    students: int | None
    of: int | None
    points: float
    total_points: float | None
    new_value: float
    new_change: float | None
    new_statuslevel: int
    new_changelevel: int
    new_color: int
    sentence: str


@dataclass(frozen=True)
class Moves:
    """The moves there are; `why` in plain words where there is none, or why there is no color."""

    moves: tuple[Move, ...]
    why: str = ""


def find_moves(row: Mapping[str, Any], accountability: Accountability) -> Moves:
    """What would have moved one published result, everything else being equal.

    Both status and change follow from the same number, so both are worked out again at each step: for rates
    with one student more (or fewer) of those counted, for distances with a tenth of a point.

    Parameters
    ----------
    row : mapping
        One record of `STANDARD_COLUMNS`.
    accountability : Accountability
        The state's tables.

    Returns
    -------
    Moves
        At most one to the next better color, status level and change level each, in this order.
    """
    return find_all_moves(pd.DataFrame([dict(row)]), accountability)[0]


def find_all_moves(rows: pd.DataFrame, accountability: Accountability) -> list[Moves]:
    """`find_moves` for each row of `STANDARD_COLUMNS`, in the rows' order; quicker than one by one."""
    rated = rate_rows(rows, accountability)
    return [_moves(row, accountability) for row in rated.to_dict("records")]


def _moves(row: Mapping[Any, Any], accountability: Accountability) -> Moves:
    year, name = int(row["year"]), str(row["indicator"])
    table, rules = accountability.table_for(year, name, row), accountability.rules(year)
    if table is None or rules is None or not row["rated"]:
        return Moves((), str(row["why"]))
    if row["certifyflag"] or row["dataerrorflag"]:
        return Moves((), "The state set this color by a rule of its own, not by the tables.")
    if row["statuslevel"] and any(row[what] != row[f"computed_{what}"] for what in ("statuslevel", "color")):
        return Moves((), "What the state published does not follow from its tables, so no step can be given.")
    ladder = _ladder(row, table, rules, accountability.indicators[name])
    wanted = [(what, now) for what, now in _levels(ladder.at(0)).items() if now]
    moves = tuple(move for what, now in wanted for move in _next(ladder, what, now))
    best = all(now == BEST for _, now in wanted)
    return Moves(moves, "This is the best color and level there is." if best else str(row["why"]))


@dataclass(frozen=True)
class _Ladder:
    """A result and all better ones: `at(step)` places each, step 0 being the published one."""

    at: Callable[[int], Place]
    steps: int
    indicator: Indicator
    table: Table
    of: int
    by_students: bool


def _ladder(row: Mapping[Any, Any], table: Table, rules: Rules, indicator: Indicator) -> _Ladder:
    students = int(row["currdenom"])
    small = students < rules.small_below and table.small is not None
    has_change, has_colour = bool(row["computed_changelevel"]), bool(row["computed_color"])

    def place(value: float, change: float | None) -> Place:
        status = level_of(value, table.status)
        level = level_of(change, table.change) if has_change else 0
        cell = min(max(level, 2), 4) if small and level else level
        colour = table.colour(status, cell, small) if has_colour else 0
        return Place(value, change if has_change else None, status, level, colour)

    sign = 1 if indicator.direction == "higher" else -1
    if indicator.kind != "rate":
        value, change = _tenths(row["currstatus"]), _tenths(row["change"])

        def further(step: int) -> Place:
            return place((value + sign * step) / TENTHS, (change + sign * step) / TENTHS)

        return _Ladder(further, FARTHEST_TENTHS, indicator, table, students, by_students=False)

    counted = _counted(row, "curr")

    def with_students(step: int) -> Place:
        value = rate_of(counted + sign * step, students)
        return place(value, _change(row, counted + sign * step, value))

    steps = students - counted if sign > 0 else counted
    return _Ladder(with_students, max(steps, 0), indicator, table, students, by_students=True)


def _change(row: Mapping[Any, Any], number: int, value: float) -> float | None:
    """The change with another number counted; from the rounded prior rate where its counts are not known."""
    if _known(row["priornumer"]) and row["priordenom"] > 0:
        return change_of(number, int(row["currdenom"]), int(row["priornumer"]), int(row["priordenom"]))
    return round_tenth(value - float(row["priorstatus"])) if _known(row["priorstatus"]) else None


def _counted(row: Mapping[Any, Any], when: str) -> int:
    """How many students a rate counts: as published, else as its rate says."""
    if _known(row[f"{when}numer"]):
        return int(row[f"{when}numer"])
    return (
        round(float(row[f"{when}status"]) * float(row[f"{when}denom"]) / 100)
        if _known(row[f"{when}status"])
        else 0
    )


def _known(value: Any) -> bool:
    return value is not None and not math.isnan(value)


def _tenths(value: Any) -> int:
    return round(float(value) * TENTHS) if _known(value) else 0


def _levels(place: Place) -> dict[What, int]:
    return {"color": place.color, "statuslevel": place.statuslevel, "changelevel": place.changelevel}


def _next(ladder: _Ladder, what: What, now: int) -> Iterator[Move]:
    """The least step that reaches a better color or level; none if there is none."""
    low, high = 0, ladder.steps  # a better number never lowers a level: search by halves
    if not high or _levels(ladder.at(high))[what] <= now:
        return
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _levels(ladder.at(middle))[what] > now else (middle, high)
    yield _move(ladder, what, high)


def _move(ladder: _Ladder, what: What, step: int) -> Move:
    start, end = ladder.at(0), ladder.at(step)
    was, will = _levels(start)[what], _levels(end)[what]
    labels = {
        "color": COLOURS.__getitem__,
        "statuslevel": ladder.table.status_label,
        "changelevel": ladder.table.change_label,
    }
    moved = [end.statuslevel > start.statuslevel, end.changelevel > start.changelevel]
    route: Any = "status and change" if all(moved) else "status" if moved[0] else "change"
    points = round_tenth(abs(end.value - start.value))
    draft = Move(
        what,
        was,
        will,
        labels[what](was),
        labels[what](will),
        route,
        step if ladder.by_students else None,
        ladder.of if ladder.by_students else None,
        points,
        None if ladder.by_students else round_tenth(points * ladder.of),
        end.value,
        end.change,
        end.statuslevel,
        end.changelevel,
        end.color,
        "",
    )
    return Move(**{**draft.__dict__, "sentence": _sentence(draft, ladder)})


SUBJECTS = {"color": "color", "statuslevel": "status", "changelevel": "change"}


def _sentence(move: Move, ladder: _Ladder) -> str:
    """The move in plain words."""
    then = f"the {SUBJECTS[move.what]} would have been {move.to_label} instead of {move.from_label}"
    if move.students is not None:
        more = "more" if ladder.indicator.direction == "higher" else "fewer"
        number = f"{move.students:,} {more} of the {ladder.of:,} students"
        return f"If {number} had {ladder.indicator.counted}, {then}."
    total = f"{move.total_points:,.0f} points in all over {ladder.of:,} students"
    return f"With {move.points:,.1f} {_points(move.points)} more on average ({total}), {then}."


def _points(number: float) -> str:
    return "point" if number == 1 else "points"
