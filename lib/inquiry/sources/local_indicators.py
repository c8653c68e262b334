"""The district's own list of local indicators: year, priority, result; or the state's wide file of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from inquiry.district.lists import LINE, Column, read_table
from inquiry.errors import Checked, Fault
from inquiry.sources.published_lines import PublishedLines, Unreadable, open_published

LOCAL_FILE = "local_indicators.csv"
RESULTS = ("Met", "Not Met", "Not Met For Two or More Years")  # as the state prints them
PRIORITIES = range(1, 11)
COLUMNS = (
    Column("year", "the year of the Dashboard, such as 2024"),
    Column("priority", "the LCFF priority, 1 to 10"),
    Column("result", ", ".join(RESULTS)),
)
_FIRST_YEAR, _LAST_YEAR = 2013, 2100  # the LCFF is of 2013


def read_local_indicators(path: Path, cds: str | None = None) -> Checked[pd.DataFrame]:
    """Read the results of the local indicators.

    Parameters
    ----------
    path : Path
        The district's list (year, priority, result), or the state's file with Pr1 … Pr10.
    cds : str, optional
        The district's code; needed for the state's file, which holds all districts.

    Returns
    -------
    Checked of DataFrame
        year (int), priority (int 1–10), result (one of `RESULTS`), line; sorted by year and priority.
        Only the rows that are right; a fault for each of the others.
    """
    name = path.name
    wide = _open_wide(path, name)
    table = _melt(wide, name, cds) if wide else read_table(path, COLUMNS)
    faults, rows = list(table.faults), []
    for row in table.value.to_dict("records"):
        found = list(_row_faults(name, row))
        faults += found
        if not found and all(row[column.name] for column in COLUMNS):
            rows.append((int(row["year"]), int(row["priority"]), _result(row["result"]), int(row[LINE])))
    frame = pd.DataFrame(rows, columns=["year", "priority", "result", LINE])
    frame = frame.astype({"year": "int64", "priority": "int64", "result": "str", LINE: "int64"})
    faults += _twice(name, frame)
    frame = frame.drop_duplicates(["year", "priority"])
    return Checked(frame.sort_values(["year", "priority"], ignore_index=True), tuple(faults))


def _open_wide(path: Path, name: str) -> PublishedLines | None:
    """The state's file, if it is one."""
    try:
        lines = open_published(path, name)
    except Unreadable:
        return None
    return lines if "pr1" in lines.header else None


def _melt(lines: PublishedLines, file: str, cds: str | None) -> Checked[pd.DataFrame]:
    """The district's rows of the state's file, one for each priority with a result."""
    header, rows = lines.header, []
    year_at = next((header.index(c) for c in ("reportingyear", "year") if c in header), None)
    named = re.search(r"20\d\d", file)
    for line, cells in lines.rows:
        values = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        if cds and values.get("cds", "").zfill(len(cds)) != cds:
            continue
        year = cells[year_at] if year_at is not None else named[0] if named else ""
        for priority in PRIORITIES:
            if values.get(f"pr{priority}"):
                rows.append((year, str(priority), values[f"pr{priority}"], line))
    frame = pd.DataFrame(rows, columns=["year", "priority", "result", LINE])
    if rows:
        return Checked(frame)
    allowed, cure = (
        "a row of this district",
        "take the state's file of all districts, or write the list yourself",
    )
    return Checked(frame, (Fault(file, "no row of this district", allowed, cure, column="cds"),))


def _result(text: str) -> str:
    """A result as the state prints it, whatever its capitals; "" if it is none."""
    plain = " ".join(str(text).lower().split())
    return next((result for result in RESULTS if result.lower() == plain), "")


def _row_faults(name: str, row: dict[Any, Any]) -> list[Fault]:
    found = []
    year, priority, line = row["year"], row["priority"], int(row[LINE])
    if year and not (year.isdigit() and _FIRST_YEAR <= int(year) <= _LAST_YEAR):
        cure = "write the year of the Dashboard, such as 2024"
        found.append(Fault(name, f"“{year}”", "a year of four digits", cure, line, "year"))
    if priority and not (priority.isdigit() and int(priority) in PRIORITIES):
        cure = "write the number of the LCFF priority"
        found.append(Fault(name, f"“{priority}”", "a whole number from 1 to 10", cure, line, "priority"))
    if row["result"] and not _result(row["result"]):
        cure = "write one of these, as the state prints it"
        found.append(Fault(name, f"“{row['result']}”", ", ".join(RESULTS), cure, line, "result"))
    return found


def _twice(name: str, frame: pd.DataFrame) -> list[Fault]:
    again = frame[frame.duplicated(["year", "priority"])]
    return [
        Fault(
            name,
            f"priority {row['priority']} of {row['year']} a second time",
            "each priority once a year",
            "take one out",
            int(row[LINE]),
            "priority",
        )
        for row in again.to_dict("records")
    ]
