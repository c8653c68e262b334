"""Levels, colors and boxes by the state's tables and rules, for many rows at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from inquiry.measures.levels import (
    collapse_change,
    level_of,
    rate_box,
    rate_change,
    rate_colour,
    rate_status,
)
from inquiry.measures.rounding import TENTHS, change_tenths
from inquiry.sources.tables import Accountability, Choice, Holds, Rules, Table

__all__ = [
    "COMPUTED",
    "collapse_change",
    "level_of",
    "rate_box",
    "rate_change",
    "rate_colour",
    "rate_rows",
    "rate_status",
]

COMPUTED = (
    "table",
    "computed_change",
    "computed_statuslevel",
    "computed_changelevel",
    "computed_cell",
    "computed_color",
    "computed_box",
    "rated",
    "why",
)
Mask = npt.NDArray[np.bool_]


def rate_rows(rows: pd.DataFrame, accountability: Accountability) -> pd.DataFrame:
    """Rate published rows by the tables and rules of their years.

    Parameters
    ----------
    rows : DataFrame
        `STANDARD_COLUMNS`, as `read_dashboard` gives them; any mix of years and indicators.
    accountability : Accountability
        The state's tables.

    Returns
    -------
    DataFrame
        The rows and `COMPUTED`: table (id of the cut scores), computed_change (percentage points or points,
        from counts where there are), computed_statuslevel and computed_changelevel (1–5 as the bands say, 0
        none), computed_cell (the change level that the color is taken from), computed_color, computed_box,
        rated (a status level could be computed), why (in plain words why there is no color; "" where there
        is one). What the state overrides by a flag is left to `audit_rows` to explain.
    """
    plain = rows.reset_index(drop=True)
    parts = [_rate_part(part, choice.table, accountability) for part, choice in _parts(plain, accountability)]
    made = pd.concat(parts) if parts else _unrated(plain.iloc[:0], "")
    rest = plain.loc[~plain.index.isin(made.index)]
    if len(rest):
        pairs = zip(rest["year"], rest["indicator"], strict=True)
        why = [_why_no_table(accountability, int(year), str(name)) for year, name in pairs]
        made = pd.concat([made, _unrated(rest, why)]) if len(made) else _unrated(rest, why)
    made = made.reindex(plain.index)
    return rows.assign(**{name: made[name].to_numpy() for name in COMPUTED})


def _parts(rows: pd.DataFrame, accountability: Accountability) -> Iterator[tuple[pd.DataFrame, Choice]]:
    """The rows of each table; a row belongs to the first choice that fits it."""
    for year, indicator in rows[["year", "indicator"]].drop_duplicates().itertuples(index=False, name=None):
        mine = rows[rows["year"].eq(year) & rows["indicator"].eq(indicator)]
        left = np.ones(len(mine), dtype=bool)
        for choice in accountability.choices.get((year, indicator), ()):
            fits = left & _fits(mine, choice)
            left &= ~fits
            if fits.any():
                yield mine[fits], choice


def _fits(rows: pd.DataFrame, choice: Choice) -> Mask:
    fits = np.ones(len(rows), dtype=bool)
    for column, values in choice.when.items():
        found = rows[column]
        text = found.map({True: "Y", False: "N"}) if found.dtype == bool else found
        fits &= text.isin(values).to_numpy()
    return fits


def _rate_part(rows: pd.DataFrame, table: Table, accountability: Accountability) -> pd.DataFrame:
    """Rate the rows of one table: levels, then what the rules take away, then the color."""
    rules, holds = accountability.rules(table.year), accountability.holds(table.year, table.indicator)
    if rules is None or holds is None or not holds.status:
        return _unrated(rows, _why_no_table(accountability, table.year, table.indicator))
    change = _change(rows, accountability.indicators[table.indicator].kind == "rate")
    now, before = _sizes(rows, rules)
    status = rate_status(rows["currstatus"], table).where(now.ge(rules.shown_from), 0)
    stands = _capped(status, rows, rules)
    both = now.ge(rules.shown_from) & before.ge(rules.shown_from) & bool(holds.change)
    level = rate_change(change, table).where(both, 0)
    small = rows["currdenom"].lt(rules.small_below) & bool(table.small)
    cell = collapse_change(level, small)
    needed = _needed(rows, rules)
    enough = now.ge(needed) & before.ge(needed) & bool(holds.colour)
    plain = rows["studentgroup"].isin(rules.plain_groups)
    coloured = enough & ~plain & stands.gt(0) & cell.gt(0)
    colour = rate_colour(stands, cell, table, small).where(coloured, 0)
    return pd.DataFrame(
        {
            "table": table.id,
            "computed_change": change,
            "computed_statuslevel": status,
            "computed_changelevel": level,
            "computed_cell": cell,
            "computed_color": colour,
            "computed_box": rate_box(stands, cell).where(colour.gt(0), 0),
            "rated": status.gt(0),
            "why": _why(rows, rules, holds, now, before, needed, plain, coloured, colour),
        },
        index=rows.index,
    )


def _capped(status: pd.Series[int], rows: pd.DataFrame, rules: Rules) -> pd.Series[int]:
    """The status level that a color is taken from: the state's own where it capped it (flag95pct)."""
    cap = rules.low_participation_cap
    return status.mask(rows["flag95pct"] & status.gt(cap) & rows["statuslevel"].eq(cap), cap)


def _change(rows: pd.DataFrame, is_rate: bool) -> pd.Series[float]:
    """The change: from counts where the file has all four, else as published."""
    names = ["currnumer", "currdenom", "priornumer", "priordenom"]
    counts = rows[names]
    known = counts.notna().all(axis=1) & rows["currdenom"].gt(0) & rows["priordenom"].gt(0)
    known &= rows["change"].notna() & is_rate
    whole = counts.where(known, 1).round().to_numpy(dtype="int64").T
    tenths = change_tenths(whole[0], whole[1], whole[2], whole[3])
    return rows["change"].mask(known, pd.Series(tenths / TENTHS, index=rows.index))


def _sizes(rows: pd.DataFrame, rules: Rules) -> tuple[pd.Series[float], pd.Series[float]]:
    """The numbers of students, now and before, that the thresholds are held against."""
    disabled = rows["studentgroup"].eq("SWD")
    sizes = []
    for when, word in (("curr", "current"), ("prior", "prior")):
        own, all_ = rows[f"{when}denom_swd"], rows[f"{when}denom"].fillna(0)
        separate = disabled & own.notna() & (word in rules.swd_current_only)
        sizes.append(all_.mask(separate, own))
    # where the state took another prior result (pair-and-share), it publishes no prior number of students
    borrowed = rows["pairshare"] & rows["change"].notna() & ~rows["priordenom"].gt(0)
    return sizes[0], sizes[1].mask(borrowed, np.inf)


def _needed(rows: pd.DataFrame, rules: Rules) -> pd.Series[int]:
    """How many students each row needs for a color."""
    few = rows["rtype"].eq("D") & rows["studentgroup"].isin(rules.few_groups)
    needed = np.where(few, rules.colour_from_few, rules.colour_from)
    return pd.Series(needed, index=rows.index, dtype="int64")


def _why(
    rows: pd.DataFrame,
    rules: Rules,
    holds: Holds,
    now: pd.Series[float],
    before: pd.Series[float],
    needed: pd.Series[int],
    plain: pd.Series[bool],
    coloured: pd.Series[bool],
    colour: pd.Series[int],
) -> npt.NDArray[Any]:
    """Why a row has no color, in plain words; "" where it has one."""
    texts = needed.astype("str")
    reasons: list[tuple[pd.Series[bool], Any]] = [
        (rows["currdenom"].isna(), "The file gives no number of students."),
        (now.lt(rules.shown_from), f"Fewer than {rules.shown_from} students: the state shows no result."),
        (rows["currstatus"].isna(), "The state published no result."),
        (plain, "The state gives this group no color."),
        (now.lt(needed), "Fewer than " + texts + " students: no color."),
        (pd.Series(not holds.colour, index=rows.index), f"No colors in {holds.year}."),
        (before.lt(needed), "Fewer than " + texts + " students the year before: no color."),
        (~coloured, "The state published no change, so there is no color."),
        (colour.eq(0), "The state's grid has no color for this cell."),
    ]
    return np.select([mask.to_numpy() for mask, _ in reasons], [text for _, text in reasons], "")


def _unrated(rows: pd.DataFrame, why: object) -> pd.DataFrame:
    """Rows for which there is no table."""
    kinds = {"table": "str", "computed_change": "float64", "rated": "bool", "why": "str"}
    empty = {"table": "", "computed_change": np.nan, "rated": False, "why": why}
    made = {name: empty.get(name, 0) for name in COMPUTED}
    return pd.DataFrame(made, index=rows.index).astype({n: kinds.get(n, "int64") for n in COMPUTED})


def _why_no_table(accountability: Accountability, year: int, indicator: str) -> str:
    holds = accountability.holds(year, indicator)
    if holds is None:
        return f"No cut scores for {year} are in templates/accountability."
    return f"No levels in {year}: {holds.note}." if holds.note else f"No levels in {year}."
