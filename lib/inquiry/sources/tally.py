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
    levels = {name: _whole(keys[name]) for name in ("statuslevel", "changelevel", "color", "box")}
    boxed = levels["box"].between(10, 250)
    small = to_flags(keys["smalldenom"]) & ~boxed
    frame = pd.DataFrame(
        {
            "year": year,
            "indicator": indicator,
            "rtype": keys["rtype"],
            "type": keys["type"],
            "hscutpoints": to_flags(keys["hscutpoints"]),
            "studentgroup": keys["studentgroup"],
            "statuslevel": levels["statuslevel"].mask(boxed, 5 - (levels["box"] - 10) // 50),
            "changelevel": levels["changelevel"]
            .mask(small & levels["changelevel"].gt(0), levels["changelevel"].clip(2, 4))
            .mask(boxed, (levels["box"] - 10) % 50 // 10 + 1),
            "color": levels["color"],
            "n": pd.Series(list(counts.values()), dtype="int64"),
        }
    )
    by = [name for name in TALLY_COLUMNS if name != "n"]
    return (
        pd.DataFrame(frame.groupby(by, sort=True)["n"].sum().reset_index()) if len(frame) else empty_tally()
    )


def empty_tally() -> pd.DataFrame:
    """No counts, with all columns."""
    texts, flags = {"indicator", "rtype", "type", "studentgroup"}, {"hscutpoints"}
    kinds = {c: "str" if c in texts else "bool" if c in flags else "int64" for c in TALLY_COLUMNS}
    return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in kinds.items()})


def _whole(texts: pd.Series[str]) -> pd.Series[int]:
    return to_numbers(texts).fillna(0).round().astype("int64")
