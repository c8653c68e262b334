"""Gaps: each student group against all students and against everyone else."""

from __future__ import annotations

import numpy as np
import pandas as pd

from inquiry.measures.intervals import newcombe_interval, wilson_interval
from inquiry.sources.tables import Accountability

GAP_COLUMNS = (
    *("year", "indicator", "cds", "rtype", "schoolname", "studentgroup", "groupname"),
    *("n", "value", "low", "high", "all_n", "all_value", "gap_all"),
    *("others_n", "others_value", "gap_others", "gap_low", "gap_high", "worse", "clear", "method"),
)
METHOD = "Wilson and Newcombe score intervals, 95 %"
_PLACE = ["year", "indicator", "cds", "rtype"]


def count_of(rows: pd.DataFrame, when: str = "curr") -> pd.Series[float]:
    """How many students a rate counts: as published, else the whole number nearest to rate × students.

    Up to 1,000 students only one whole number rounds to the published rate, so nothing is guessed.
    """
    derived = (rows[f"{when}status"] * rows[f"{when}denom"] / 100).round()
    return rows[f"{when}numer"].fillna(derived)


def compare_groups(rows: pd.DataFrame, accountability: Accountability) -> pd.DataFrame:
    """The gap of every published group, in the indicator's unit.

    Parameters
    ----------
    rows : DataFrame
        `STANDARD_COLUMNS`.
    accountability : Accountability
        The indicators' kinds and directions, and the groups' names.

    Returns
    -------
    DataFrame
        `GAP_COLUMNS`, one row for each published result of a group other than ALL, where there is one for
        ALL too, in the rows' order. gap_all = value − all students' value; gap_others = value −
        everyone else's, NaN where they are fewer than the state shows. worse: the gap is on the bad side.
        Rates have intervals (percentage points): low, high of the value, gap_low, gap_high of the gap to the
        others, and clear (the interval leaves out zero). Distances from the standard have none: the files
        hold a mean and a number of students, and nothing about the spread.
    """
    told = rows[rows["currstatus"].notna() & rows["currdenom"].gt(0)].assign(numer=count_of)
    everyone = told.loc[told["studentgroup"].eq("ALL"), [*_PLACE, "currdenom", "currstatus", "numer"]]
    everyone = everyone.rename(
        columns={"currdenom": "all_n", "currstatus": "all_value", "numer": "all_numer"}
    )
    pairs = told[told["studentgroup"].ne("ALL")].merge(
        everyone.drop_duplicates(_PLACE), on=_PLACE, how="inner"
    )
    pairs = pairs.rename(columns={"currdenom": "n", "currstatus": "value"})
    rate = (
        pairs["indicator"]
        .map({i.id: i.kind == "rate" for i in accountability.indicators.values()})
        .astype("bool")
    )
    lower = pairs["indicator"].map({i.id: i.direction == "lower" for i in accountability.indicators.values()})
    pairs = _with_others(pairs, rate, accountability)
    gap = pairs["gap_others"].fillna(pairs["gap_all"])
    pairs = pairs.assign(
        groupname=pairs["studentgroup"]
        .map({g.id: g.name for g in accountability.groups.values()})
        .fillna(pairs["studentgroup"]),
        worse=gap.mask(lower.astype("bool"), -gap).lt(0),
        method=np.where(rate, METHOD, ""),
        **_intervals(pairs, rate),
    )
    pairs["clear"] = pairs["gap_low"].gt(0) | pairs["gap_high"].lt(0)
    return pairs[list(GAP_COLUMNS)]


def _with_others(pairs: pd.DataFrame, rate: pd.Series[bool], accountability: Accountability) -> pd.DataFrame:
    """Everyone else: all students without the group."""
    shown = pairs["year"].map({y: r.shown_from for y, r in accountability.rules_by_year.items()}).fillna(11)
    number, counted = pairs["all_n"] - pairs["n"], pairs["all_numer"] - pairs["numer"]
    enough = number.ge(shown) & (~rate | counted.between(0, number))
    number, counted = number.where(enough), counted.where(enough)
    mean = (pairs["all_n"] * pairs["all_value"] - pairs["n"] * pairs["value"]) / number
    value = mean.mask(rate, 100 * counted / number).round(1)
    exact = (100 * pairs["numer"] / pairs["n"] - 100 * counted / number).round(1)
    return pairs.assign(
        others_n=number,
        others_numer=counted,
        others_value=value,
        gap_all=(pairs["value"] - pairs["all_value"]).round(1),
        gap_others=(pairs["value"] - value).round(1).mask(rate, exact),
    )


def _intervals(pairs: pd.DataFrame, rate: pd.Series[bool]) -> dict[str, pd.Series[float]]:
    """Intervals in percentage points; NaN where there are none."""
    sound = rate & pairs["numer"].between(0, pairs["n"])
    both = sound & pairs["others_n"].notna()
    one, two = pairs[sound], pairs[both]
    low, high = wilson_interval(one["numer"].to_numpy(), one["n"].to_numpy())
    gap_low, gap_high = newcombe_interval(
        two["numer"].to_numpy(),
        two["n"].to_numpy(),
        two["others_numer"].to_numpy(),
        two["others_n"].to_numpy(),
    )
    found = {"low": (low, one), "high": (high, one), "gap_low": (gap_low, two), "gap_high": (gap_high, two)}
    return {
        name: pd.Series(100 * ends, index=part.index, dtype="float64").reindex(pairs.index)
        for name, (ends, part) in found.items()
    }
