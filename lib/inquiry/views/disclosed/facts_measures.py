"""The readings of the district's own measures: by school, group and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pandas as pd

from inquiry.district.rosters import DISTRICT
from inquiry.views.disclosed.cells import ALL_SCHOOLS, Cell, Facts, loss_of, say_share
from inquiry.views.disclosed.keys import measure_key
from inquiry.views.disclosed.nesting import tie_groups
from inquiry.views.local.data import decimals, say_level, whole_places
from inquiry.views.state.standing import records

# Readings of one round: schools measure within days of each other, and the district's row bears one day.
ROUND_DAYS = 45  # as for the split between schools (views/local/splits.py)


def measure_facts(rows: pd.DataFrame) -> Facts:
    """Every reading that a page may show or from which one could be worked out.

    Parameters
    ----------
    rows : DataFrame
        `measures.csv` up to today; what belongs to one team, grade or subject is left out here: no page tells
        staff of it.
    """
    facts = Facts()
    whole = whole_places(rows)
    for name, mine in whole.groupby("measure", sort=True) if len(whole) else ():
        measure, places = str(name), decimals(mine)
        shown = {(row["school"], row["date"]) for row in _latest(mine)}
        for row in records(mine):
            facts.add(_cell(row, measure, places, is_shown=(row["school"], row["date"]) in shown))
        for _, here in mine.groupby(["school", "date"], sort=True):
            _tie_place(facts, here, measure)
        for row in records(mine[mine["school"].eq(DISTRICT)]):
            _tie_district(facts, row, mine, measure)
    return facts


def _latest(rows: pd.DataFrame) -> Iterator[Mapping[str, Any]]:
    """The rows of each place's latest day, and of the latest day of all: the ones that pages show."""
    latest = rows.groupby("school")["date"].transform("max")
    return iter(records(rows[rows["date"].eq(latest)]))


def _cell(row: Mapping[str, Any], measure: str, places: int, *, is_shown: bool) -> Cell:
    """A reading as a cell; a mean stands for how many students it rests on."""
    students, is_mean = int(row["students"]), bool(pd.isna(row["met"]))
    met = students if is_mean else int(row["met"])
    words = say_level(row, places) if is_mean else say_share(met, students) if students else ""
    key = measure_key(row["date"], row["school"], row["studentgroup"], measure)
    pages = (ALL_SCHOOLS if row["school"] == DISTRICT else 1) if is_shown else 0
    loss = loss_of(pages, row["studentgroup"])
    return Cell(key, met, students, students, words, loss, is_mean=is_mean)


def _tie_place(facts: Facts, rows: pd.DataFrame, measure: str) -> None:
    """The groups of one place on one day, and everyone else beside them."""
    day, school = rows["date"].iloc[0], str(rows["school"].iloc[0])
    tie_groups(facts, partial(_key, day, school, measure), set(rows["studentgroup"]), rests=True)


def _key(day: dt.date, school: str, measure: str, group: str) -> str:
    return measure_key(day, school, group, measure)


def _tie_district(facts: Facts, row: Mapping[str, Any], rows: pd.DataFrame, measure: str) -> None:
    """The district as the sum of its schools' readings of the same round, where they do add up to it."""
    day, group = row["date"], str(row["studentgroup"])
    near = rows[rows["school"].ne(DISTRICT) & rows["studentgroup"].eq(group)]
    apart = [abs((each - day).days) for each in near["date"]]
    near = near.assign(apart=apart)[[days <= ROUND_DAYS for days in apart]]
    nearest = near.sort_values(["school", "apart", "date"]).drop_duplicates("school")
    parts = [measure_key(each["date"], each["school"], group, measure) for each in records(nearest)]
    facts.tie(measure_key(day, DISTRICT, group, measure), parts)
    if not any(
        link.total == measure_key(day, DISTRICT, group, measure) and link.exact for link in facts.links
    ):
        facts.tie(measure_key(day, DISTRICT, group, measure), parts, exact=False)
