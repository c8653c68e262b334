"""Is this the file its name says? The published levels tell, where another indicator's tables fit better."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from inquiry.errors import Fault
from inquiry.measures.rate import rate_rows
from inquiry.sources.tables import Accountability

ENOUGH_ROWS = 20  # fewer published levels than this prove nothing
MOST_ROWS = 2000  # as many as are needed to tell; a whole state would only take longer
FITS = 0.98  # published files fit their own tables in all but one row of thousands (reference: dashboard.md)
FITS_NOT = 0.90  # a file that fits its own tables worse than this is looked at


@dataclass(frozen=True)
class Guess:
    """Another indicator than the file's name says, and how many of its levels each one's tables reproduce."""

    indicator: str
    fits: float
    named: str
    named_fits: float
    rows: int


def guess_indicator(rows: pd.DataFrame, accountability: Accountability) -> Guess | None:
    """Which other indicator the rows of one file are of, if their levels say so.

    Parameters
    ----------
    rows : DataFrame
        `STANDARD_COLUMNS` of one file: one indicator, one year.
    accountability : Accountability
        The state's tables.

    Returns
    -------
    Guess or None
        None when the levels fit the named indicator, or no other one much better.
    """
    told = rows[rows["statuslevel"].gt(0) & rows["currstatus"].notna()].head(MOST_ROWS)
    if len(told) < ENOUGH_ROWS:
        return None
    named, year = str(told["indicator"].iloc[0]), int(told["year"].iloc[0])
    held = [name for name in accountability.indicators if (year, name) in accountability.choices]
    own = _fit(told, named, accountability) if named in held else 1.0
    if own >= FITS_NOT:
        return None
    fits = {name: _fit(told, name, accountability) for name in held}
    best = max(fits, key=lambda name: fits[name])
    if fits[best] < FITS:
        return None
    return Guess(best, fits[best], named, own, len(told))


def _fit(rows: pd.DataFrame, indicator: str, accountability: Accountability) -> float:
    """The share of published status levels that an indicator's tables reproduce."""
    rated = rate_rows(rows.assign(indicator=indicator), accountability)
    return float((rated["computed_statuslevel"].to_numpy() == rows["statuslevel"].to_numpy()).mean())


def check_indicators(rows: pd.DataFrame, accountability: Accountability) -> tuple[Fault, ...]:
    """A fault for each file whose levels are another indicator's.

    Parameters
    ----------
    rows : DataFrame
        `STANDARD_COLUMNS` of any number of files.
    """
    faults = []
    for file, mine in rows.groupby("file", sort=True):
        guess = guess_indicator(mine, accountability)
        if guess:
            found = (
                f"levels that fit the tables of {guess.indicator} in {guess.fits:.0%} of {guess.rows} rows, "
                f"those of {guess.named} in {guess.named_fits:.0%}"
            )
            allowed, cure = (
                f"the state's file of {guess.named}, as the name says",
                "name the file as the state does",
            )
            faults.append(Fault(str(file), found, allowed, cure, column="statuslevel"))
    return tuple(faults)
