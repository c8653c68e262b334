"""Levels, colors and boxes by the state's tables and rules, for many rows at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from inquiry.measures.levels import (
    Levels,
    Mask,
    Numbers,
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
USED = (
    *("year", "indicator", "rtype", "studentgroup", "currnumer", "currdenom", "currstatus", "priornumer"),
    *("priordenom", "change", "statuslevel", "flag95pct", "pairshare", "currdenom_swd", "priordenom_swd"),
)
LEVELS = ("computed_statuslevel", "computed_changelevel", "computed_cell", "computed_color", "computed_box")
NO_TABLE = "no table"  # until the reason is looked up
Places = npt.NDArray[np.intp]
Cells = dict[str, npt.NDArray[Any]]  # a column's name -> its values, plain arrays: a tenth of pandas' time


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
    cells = {name: rows[name].to_numpy() for name in USED}
    made = _unrated(len(rows))
    for places, choice in _parts(rows, accountability):
        part = {name: values[places] for name, values in cells.items()}
        for name, values in _rate_part(part, choice.table, accountability).items():
            made[name][places] = values
    for n in np.flatnonzero(made["why"] == NO_TABLE):
        made["why"][n] = _why_no_table(accountability, int(cells["year"][n]), str(cells["indicator"][n]))
    return rows.assign(**made)


def _parts(rows: pd.DataFrame, accountability: Accountability) -> Iterator[tuple[Places, Choice]]:
    """Where each table's rows stand; a row belongs to the first choice that fits it."""
    years, indicators = rows["year"].to_numpy(), rows["indicator"].to_numpy()
    for year, indicator in dict.fromkeys(zip(years.tolist(), indicators.tolist(), strict=True)):
        left = np.flatnonzero((years == year) & (indicators == indicator))
        for choice in accountability.choices.get((year, indicator), ()):
            fits = _fits(rows, left, choice)
            if fits.any():
                yield left[fits], choice
            left = left[~fits]


def _fits(rows: pd.DataFrame, places: Places, choice: Choice) -> Mask:
    fits = np.ones(len(places), dtype=bool)
    for column, values in choice.when.items():
        found = rows[column].to_numpy()[places]
        texts = np.where(found, "Y", "N") if found.dtype == bool else found
        fits &= np.array([text in values for text in texts.tolist()], dtype=bool)
    return fits


def _rate_part(cells: Cells, table: Table, accountability: Accountability) -> Cells:
    """Rate the rows of one table: levels, then what the rules take away, then the color."""
    rules, holds = accountability.rules(table.year), accountability.holds(table.year, table.indicator)
    if rules is None or holds is None or not holds.status:
        return {}
    change = _change(cells, accountability.indicators[table.indicator].kind == "rate")
    now, before = _sizes(cells, rules)
    status = np.where(now >= rules.shown_from, rate_status(cells["currstatus"], table), 0)
    stands = _capped(status, cells, rules)
    both = (now >= rules.shown_from) & (before >= rules.shown_from) & bool(holds.change)
    level = np.where(both, rate_change(change, table), 0)
    small = (cells["currdenom"] < rules.small_below) & bool(table.small)
    cell = collapse_change(level, small)
    needed = _needed(cells, rules)
    enough = (now >= needed) & (before >= needed) & bool(holds.colour)
    plain = _is_one_of(cells["studentgroup"], rules.plain_groups)
    coloured = enough & ~plain & (stands > 0) & (cell > 0)
    colour = np.where(coloured, rate_colour(stands, cell, table, small), 0)
    return {
        "table": np.full(len(now), table.id, dtype=object),
        "computed_change": change,
        "computed_statuslevel": status,
        "computed_changelevel": level,
        "computed_cell": cell,
        "computed_color": colour,
        "computed_box": np.where(colour > 0, rate_box(stands, cell), 0),
        "rated": status > 0,
        "why": _why(cells, rules, holds, now, before, needed, plain, coloured, colour),
    }


def _capped(status: Levels, cells: Cells, rules: Rules) -> Levels:
    """The status level that a color is taken from: the state's own where it capped it (flag95pct)."""
    cap = rules.low_participation_cap
    capped = cells["flag95pct"] & (status > cap) & (cells["statuslevel"] == cap)
    return np.where(capped, cap, status)


def _change(cells: Cells, is_rate: bool) -> Numbers:
    """The change: from counts where the file has all four, else as published."""
    names = ("currnumer", "currdenom", "priornumer", "priordenom")
    known = ~np.isnan(cells["change"]) & is_rate
    for name in names:
        known &= ~np.isnan(cells[name])
    known &= (cells["currdenom"] > 0) & (cells["priordenom"] > 0)
    whole = [np.rint(np.where(known, cells[name], 1)).astype("int64") for name in names]
    return np.where(known, change_tenths(*whole) / TENTHS, cells["change"])


def _sizes(cells: Cells, rules: Rules) -> tuple[Numbers, Numbers]:
    """The numbers of students, now and before, that the thresholds are held against."""
    disabled = cells["studentgroup"] == "SWD"
    sizes = []
    for when, word in (("curr", "current"), ("prior", "prior")):
        own, all_ = cells[f"{when}denom_swd"], np.nan_to_num(cells[f"{when}denom"])
        separate = disabled & ~np.isnan(own) & (word in rules.swd_current_only)
        sizes.append(np.where(separate, own, all_))
    # where the state took another prior result (pair-and-share), it publishes no prior number of students
    borrowed = cells["pairshare"] & ~np.isnan(cells["change"]) & ~(cells["priordenom"] > 0)
    return sizes[0], np.where(borrowed, np.inf, sizes[1])


def _needed(cells: Cells, rules: Rules) -> Levels:
    """How many students each row needs for a color."""
    few = (cells["rtype"] == "D") & _is_one_of(cells["studentgroup"], rules.few_groups)
    return np.where(few, rules.colour_from_few, rules.colour_from)


def _is_one_of(texts: npt.NDArray[Any], wanted: Collection[str]) -> Mask:
    return np.array([text in wanted for text in texts.tolist()], dtype=bool)


def _why(
    cells: Cells,
    rules: Rules,
    holds: Holds,
    now: Numbers,
    before: Numbers,
    needed: Levels,
    plain: Mask,
    coloured: Mask,
    colour: Levels,
) -> npt.NDArray[Any]:
    """Why a row has no color, in plain words; "" where it has one."""
    fewer = np.array([f"Fewer than {students} students" for students in needed.tolist()], dtype=object)
    reasons: list[tuple[Mask, Any]] = [
        (np.isnan(cells["currdenom"]), "The file gives no number of students."),
        (now < rules.shown_from, f"Fewer than {rules.shown_from} students: the state shows no result."),
        (np.isnan(cells["currstatus"]), "The state published no result."),
        (plain, "The state gives this group no color."),
        (now < needed, fewer + ": no color."),
        (np.full(len(now), not holds.colour), f"No colors in {holds.year}."),
        (before < needed, fewer + " the year before: no color."),
        (~coloured, "The state published no change, so there is no color."),
        (colour == 0, "The state's grid has no color for this cell."),
    ]
    return np.select([mask for mask, _ in reasons], [text for _, text in reasons], "")


def _unrated(count: int) -> Cells:
    """`COMPUTED` of rows for which there is no table."""
    return {
        "table": np.full(count, "", dtype=object),
        "computed_change": np.full(count, np.nan),
        **{name: np.zeros(count, dtype="int64") for name in LEVELS},
        "rated": np.zeros(count, dtype=bool),
        "why": np.full(count, NO_TABLE, dtype=object),
    }


def _why_no_table(accountability: Accountability, year: int, indicator: str) -> str:
    holds = accountability.holds(year, indicator)
    if holds is None:
        return f"No cut scores for {year} are in templates/accountability."
    return f"No levels in {year}: {holds.note}." if holds.note else f"No levels in {year}."
