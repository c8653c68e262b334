"""How many rows of a whole published file stand in each cell of the state's grids."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from inquiry.sources.dashboard_columns import to_flags, to_numbers

# What is counted apart while a file streams by, as published texts.
TALLY_KEYS = (
    "rtype",
    "type",
    "hscutpoints",
    "studentgroup",
    "statuslevel",
    "changelevel",
    "color",
    "box",
    "smalldenom",
)
_LEVELS = ("statuslevel", "changelevel", "color", "box")
TALLY_COLUMNS = (
    "year",
    "indicator",
    "rtype",
    "type",
    "hscutpoints",
    "studentgroup",
    "statuslevel",
    "changelevel",
    "color",
    "n",
)


def make_tally(counts: Counter[tuple[str, ...]], indicator: str, year: int) -> pd.DataFrame:
    """The counts as a frame, in the cells that the state used for the colors.

    Returns
    -------
    DataFrame
        `TALLY_COLUMNS`: `changelevel` is the one the color was taken from, so 2–4 in the three-by-five grid;
        `n` is the number of rows. A row's published `box` says its cell; without one, its levels do.
    """
    keys = pd.DataFrame(list(counts), columns=list(TALLY_KEYS), dtype="str")
    numbers = {name: to_numbers(keys[name]).fillna(0).round().astype("int64") for name in _LEVELS}
    frame = keys.assign(
        **numbers,
        year=year,
        indicator=indicator,
        hscutpoints=to_flags(keys["hscutpoints"]),
        smalldenom=to_flags(keys["smalldenom"]),
        n=pd.Series(list(counts.values()), dtype="int64"),
    )
    return _by_cell(frame)


def tally_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Count rows of `STANDARD_COLUMNS` the same way."""
    return _by_cell(rows.assign(n=1))


def _by_cell(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return empty_tally()
    box, change = frame["box"], frame["changelevel"]
    boxed = box.between(10, 250)
    small = frame["smalldenom"] & change.gt(0)
    placed = frame.assign(
        statuslevel=frame["statuslevel"].mask(boxed, 5 - (box - 10) // 50),
        changelevel=change.mask(small, change.clip(2, 4)).mask(boxed, (box - 10) % 50 // 10 + 1),
    )
    by = [name for name in TALLY_COLUMNS if name != "n"]
    return pd.DataFrame(placed.groupby(by, sort=True)["n"].sum().reset_index())


def empty_tally() -> pd.DataFrame:
    """No counts, with all columns."""
    texts, flags = {"indicator", "rtype", "type", "studentgroup"}, {"hscutpoints"}
    kinds = {c: "str" if c in texts else "bool" if c in flags else "int64" for c in TALLY_COLUMNS}
    return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in kinds.items()})
