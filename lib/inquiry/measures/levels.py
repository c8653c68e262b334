"""One number, one level; two levels, one color and one box: the state's tables applied."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from inquiry.measures.rounding import TENTHS, to_tenths
from inquiry.sources.tables import Band, Table

Levels = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def rate_status(values: Numbers, table: Table) -> Levels:
    """Status levels of published values; 0 where there is none.

    Parameters
    ----------
    values : array of float
        Rates in percent or distances in points, with one decimal.
    table : Table
        The cut scores; bounds are inclusive at one decimal.
    """
    return _rate(values, table.status)


def rate_change(values: Numbers, table: Table) -> Levels:
    """Change levels 1–5 of published changes; 0 where there is none."""
    return _rate(values, table.change)


def level_of(value: float | None, bands: tuple[Band, ...]) -> int:
    """The level of one published value; 0 for none."""
    if value is None or math.isnan(value):
        return 0
    tenths = round(value * TENTHS)
    below = [band for band in bands if band.lowest is None or band.lowest * TENTHS <= tenths]
    return max(below, key=lambda band: (band.lowest is not None, band.lowest or 0)).level


def _rate(values: Numbers, bands: tuple[Band, ...]) -> Levels:
    """The level of each value: how many bands begin at or below it."""
    rising = sorted(bands, key=lambda band: (band.lowest is not None, band.lowest or 0))
    starts = [int(band.lowest * TENTHS) for band in rising[1:] if band.lowest is not None]
    levels = np.array([band.level for band in rising], dtype="int64")
    found = levels[np.searchsorted(starts, to_tenths(values), side="right")]
    return np.where(np.isnan(values), 0, found)


def rate_colour(status: Levels, change: Levels, table: Table, small: Mask | None = None) -> Levels:
    """Colors 1 red … 5 blue of cells; 0 where a level is missing or the state has no such cell.

    Parameters
    ----------
    small : array of bool, optional
        Rows of the three-by-five grid; their change levels must be collapsed to 2–4.
    """
    large = _grid_array(table.grid.colours)[status, change]
    if table.small is None or small is None:
        return large
    return np.where(small, _grid_array(table.small.colours)[status, change], large)


def _grid_array(colours: Mapping[tuple[int, int], int]) -> Levels:
    grid = np.zeros((6, 6), dtype="int64")
    for (status, change), colour in colours.items():
        grid[status, change] = colour
    return grid


def collapse_change(change: Levels, small: Mask) -> Levels:
    """Change levels as the three-by-five grid uses them: in small rows 1 counts as 2 and 5 as 4."""
    return np.where(small & (change > 0), np.clip(change, 2, 4), change)


def rate_box(status: Levels, change: Levels) -> Levels:
    """The state's number for a cell: (5 − status level) × 50 + 10 × change level."""
    return np.where((status > 0) & (change > 0), (5 - status) * 50 + 10 * change, 0)
