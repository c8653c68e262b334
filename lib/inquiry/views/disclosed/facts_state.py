"""What the state has published of the same students: it is known to everybody, whatever we withhold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from inquiry.district import District
from inquiry.district.rosters import DISTRICT
from inquiry.views.disclosed.cells import Cell
from inquiry.views.disclosed.keys import MEASURE
from inquiry.views.local.measures import school_year
from inquiry.views.state.standing import records

# A local measure is the state's own where at least two of its figures agree with it to the student, and most
# of those of the same number of students: among many small groups a few agree by chance, and what is wrongly
# taken for published would not be protected (our own rule).
FEWEST_ALIKE, MOST = 2, 0.5
Counted = tuple[float, float]  # of how many students, how many
Place = tuple[str, str]  # a school and a group


def published_of(cells: Mapping[str, Cell], published: pd.DataFrame, district: District) -> dict[str, int]:
    """Key of a reading -> how many met it, where the state prints the same count of the same students.

    A local measure is the state's own where most of its counts agree with an indicator's of that school year
    to the student, as they stand or as those who did not meet it. Then all that agrees is taken as known,
    also at places whose reading staff are not told.

    Parameters
    ----------
    cells : mapping
        The district's own figures; means are passed over, the state prints no spread to compare them by.
    published : DataFrame
        The district's rows of the state's files (`STANDARD_COLUMNS`).
    """
    by_indicator = dict(_by_indicator(published, district))
    found: dict[str, int] = {}
    for (year, _, _), mine in _by_measure(cells.values()).items():
        for (theirs_year, _), theirs in by_indicator.items():
            if year != theirs_year:
                continue
            both = {place: (cell, theirs[place]) for place, cell in mine.items() if place in theirs}
            same = [(cell, counts) for cell, counts in both.values() if counts[0] == cell.of]
            for met in (False, True):
                alike = [cell for cell, (_, n) in same if n == (cell.met if met else cell.of - cell.met)]
                if len(alike) >= FEWEST_ALIKE and len(alike) > MOST * len(same):
                    found |= {cell.key: cell.met for cell in alike}
    return found


def _by_indicator(
    rows: pd.DataFrame, district: District
) -> Iterable[tuple[tuple[int, str], dict[Place, Counted]]]:
    """Year and indicator -> the counts that the state prints, by school and group."""
    if rows.empty:
        return
    schools = dict(zip(district.schools["cds"], district.schools["school"], strict=True))
    names = {**schools, district.settings.cds: DISTRICT}
    counted = rows[rows["currdenom"].notna() & rows["currnumer"].notna() & rows["cds"].isin(list(names))]
    for (year, indicator), mine in counted.groupby(["year", "indicator"], sort=True):
        counts = {
            (str(names[row["cds"]]), str(row["studentgroup"])): (
                float(row["currdenom"]),
                float(row["currnumer"]),
            )
            for row in records(mine)
        }
        yield (int(str(year)), str(indicator)), counts


def _by_measure(cells: Iterable[Cell]) -> dict[tuple[int, str, str], dict[Place, Cell]]:
    """Dashboard's year, day and measure -> the readings, by school and group."""
    import datetime as dt

    found: dict[tuple[int, str, str], dict[Place, Cell]] = {}
    for cell in cells:
        if cell.is_mean or not cell.key.startswith(f"{MEASURE}/") or not cell.words:
            continue
        _, day, school, group, measure = cell.key.split("/", 4)
        year = school_year(dt.date.fromisoformat(day)) + 1
        found.setdefault((year, day, measure), {})[school, group] = cell
    return found
