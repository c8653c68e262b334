"""How many schools stand in each cell of the state's five-by-five grid."""

from __future__ import annotations

import pandas as pd

from inquiry.sources.tables import COLOURS, LEVELS, Accountability, Table
from inquiry.sources.tally import tally_rows

CELL_COLUMNS = ("statuslevel", "changelevel", "n", "share", "color", "colorname", "confirmed")


def count_cells(
    counted: pd.DataFrame,
    accountability: Accountability,
    year: int,
    indicator: str,
    *,
    rtype: str = "S",
    type: str | None = None,
    hscutpoints: bool | None = None,
    studentgroup: str = "ALL",
) -> pd.DataFrame:
    """Count rated rows by cell.

    Parameters
    ----------
    counted : DataFrame
        A tally (`TALLY_COLUMNS`: the whole file was counted) or rows of `STANDARD_COLUMNS`.
    year, indicator, rtype, type, hscutpoints, studentgroup
        Which rows; `type` (suspension) and `hscutpoints` (English language arts, mathematics) decide the
        table; None counts all.

    Returns
    -------
    DataFrame
        `CELL_COLUMNS`, 25 rows, status 5 to 1 and change 1 to 5 as the state prints the grid: n rows, share
        in percent of all counted (0 where nothing was), color of the grid (0: the state has no such cell),
        colorname, confirmed (a published row has shown the cell). `attrs["total"]` is the number counted.
    """
    tally = counted if "n" in counted else tally_rows(counted)
    mine = tally[
        tally["year"].eq(year)
        & tally["indicator"].eq(indicator)
        & tally["rtype"].eq(rtype)
        & tally["studentgroup"].eq(studentgroup)
        & tally["color"].gt(0)
    ]
    if type is not None:
        mine = mine[mine["type"].eq(type)]
    if hscutpoints is not None:
        mine = mine[mine["hscutpoints"].eq(hscutpoints)]
    row = {"rtype": rtype, "type": type or "", "hscutpoints": bool(hscutpoints), "dass": False, "coe": False}
    table = accountability.table_for(year, indicator, row)
    return _cells(mine.groupby(["statuslevel", "changelevel"])["n"].sum(), table)


def count_cells_2017(accountability: Accountability) -> pd.DataFrame:
    """The state's own counts of 2017, mathematics in grades 3–8.

    Returns
    -------
    DataFrame
        As `count_cells`, and published_percent: the share as the state printed it.
    """
    cells = accountability.counts_2017
    counts = pd.Series({(cell.status_level, cell.change_level): cell.count for cell in cells}, dtype="int64")
    printed = {(cell.status_level, cell.change_level): float(cell.percent) for cell in cells}
    frame = _cells(counts, accountability.table_for(2017, "MATH", {"hscutpoints": False}))
    pairs = zip(frame["statuslevel"], frame["changelevel"], strict=True)
    return frame.assign(published_percent=[printed[pair] for pair in pairs])


def _cells(counts: pd.Series[int], table: Table | None) -> pd.DataFrame:
    cells = [(status, change) for status in reversed(LEVELS) for change in LEVELS]
    found = counts.to_dict()
    total = int(counts.sum())
    colours = [table.colour(*cell) if table else 0 for cell in cells]
    frame = pd.DataFrame(
        {
            "statuslevel": [status for status, _ in cells],
            "changelevel": [change for _, change in cells],
            "n": [int(found.get(cell, 0)) for cell in cells],
            "share": [100 * int(found.get(cell, 0)) / total if total else 0.0 for cell in cells],
            "color": colours,
            "colorname": [COLOURS[colour] for colour in colours],
            "confirmed": [bool(table and table.confirmed(*cell)) for cell in cells],
        }
    )
    frame.attrs["total"] = total
    return frame
