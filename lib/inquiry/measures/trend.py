"""One result over the years: as published each year, and as the next year's file repeats it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from inquiry.measures.compare import count_of
from inquiry.measures.intervals import wilson_interval
from inquiry.sources.tables import Accountability

PUBLISHED, REPEATED = "published", "next year's file"
TREND_COLUMNS = (
    *("year", "indicator", "cds", "rtype", "schoolname", "studentgroup", "n", "value", "low", "high"),
    *("statuslevel", "changelevel", "color", "origin", "gap_before"),
)
_LINE = ["indicator", "cds", "rtype", "studentgroup"]


def trend_rows(rows: pd.DataFrame, accountability: Accountability) -> pd.DataFrame:
    """The points of every line: indicator × school or district × student group.

    Parameters
    ----------
    rows : DataFrame
        `STANDARD_COLUMNS` of any number of years.
    accountability : Accountability
        The indicators' kinds.

    Returns
    -------
    DataFrame
        `TREND_COLUMNS`, sorted by line and year; n students, value in the indicator's unit, low and high (the
        95 % interval of rates), levels and color (0 for a point that only the next year's file repeats),
        origin (`PUBLISHED` or `REPEATED`), gap_before (no point for the year before: draw no line across).
    """
    now = pd.DataFrame(_points(rows, "curr").assign(origin=PUBLISHED))
    before = _points(rows, "prior").assign(origin=REPEATED, statuslevel=0, changelevel=0, color=0)
    before["year"] -= 1
    points = pd.concat([now, before], ignore_index=True)
    points = points[points["value"].notna() & points["n"].gt(0)]
    points = points.drop_duplicates([*_LINE, "year"]).sort_values([*_LINE, "year"], ignore_index=True)
    step = points.groupby(_LINE)["year"].diff()
    return points.assign(gap_before=step.gt(1), **_ends(points, accountability))[list(TREND_COLUMNS)]


def _points(rows: pd.DataFrame, when: str) -> pd.DataFrame:
    kept = ["year", "schoolname", *_LINE, "statuslevel", "changelevel", "color"]
    return rows[kept].assign(n=rows[f"{when}denom"], value=rows[f"{when}status"], numer=count_of(rows, when))


def _ends(points: pd.DataFrame, accountability: Accountability) -> dict[str, pd.Series[float]]:
    rates = [i.id for i in accountability.indicators.values() if i.kind == "rate"]
    part = points[points["indicator"].isin(rates) & points["numer"].between(0, points["n"])]
    ends = wilson_interval(part["numer"].to_numpy(), part["n"].to_numpy())
    return {
        name: pd.Series(100 * np.asarray(end), index=part.index, dtype="float64").reindex(points.index)
        for name, end in zip(("low", "high"), ends, strict=True)
    }
