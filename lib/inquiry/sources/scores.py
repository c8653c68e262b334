"""Scores of students without any name or id: how much results differ within schools and between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from inquiry.district.lists import LINE, Column, read_table
from inquiry.district.model import District
from inquiry.errors import Checked, Fault
from inquiry.sources.cells import day_fault, length_fault, parse_day, parse_number, school_fault

SCORES_FILE = "scores.csv"
KEYS = ("date", "measure", "school", "classroom")
COLUMNS = (
    Column("date", "the day of the measure, such as 2026-10-07"),
    Column("measure", "what was measured, in the same words on every row"),
    Column("school", "a school of schools.csv"),
    Column("class", "the class or period"),
    Column("score", "one student's score; no name and no id"),
)
# A column that says who a student is has no place here; its cure says so.
NAMING = ("student", "id", "name", "ssid", "sis", "first", "last", "birth", "email")


def read_scores(path: Path, district: District) -> Checked[pd.DataFrame]:
    """Read scores, a row for each student, in no order that says who it is.

    Parameters
    ----------
    path : Path
        `scores.csv` in the district's folder; its columns are `COLUMNS`.
    district : District
        Its schools are the ones that may stand in the list.

    Returns
    -------
    Checked of DataFrame
        date (datetime.date), measure, school, classroom, score (float, in the measure's own unit), line;
        only the rows that are right, in the file's order. A fault names the row's school.
    """
    table = read_table(path, COLUMNS)
    faults, rows = [_about_names(fault) for fault in table.faults], []
    schools = set(district.schools["school"])
    for row in table.value.rename(columns={"class": "classroom"}).to_dict("records"):
        school = row["school"] if row["school"] in schools else None
        found = [replace(fault, school=school) for fault in _row_faults(path.name, row, schools)]
        faults += found
        if not found and all(row[key] for key in (*KEYS, "score")):
            keys = (parse_day(row["date"]), *(row[key] for key in KEYS[1:]))
            rows.append((*keys, parse_number(row["score"]), int(row[LINE])))
    frame = pd.DataFrame(rows, columns=[*KEYS, "score", LINE])
    return Checked(frame.astype({"score": "float64", LINE: "int64"}), tuple(faults))


def _about_names(fault: Fault) -> Fault:
    """The same fault; where a column seems to name students, with the cure for that."""
    column = (fault.column or "").lower()
    if "unknown column" not in fault.found or not any(word in column for word in NAMING):
        return fault
    cure = "take the column out: this file must not say which student a score belongs to"
    return replace(fault, cure=cure)


def _row_faults(file: str, row: dict[Any, Any], schools: set[str]) -> Iterator[Fault]:
    checks = [school_fault(file, row, schools), day_fault(file, row)]
    checks += [length_fault(file, row, column) for column in ("measure", "classroom")]
    yield from (fault for fault in checks if fault is not None)
    if row["score"] and parse_number(row["score"]) is None:
        cure = "write the score with a point, or take the row out if the student was absent"
        yield Fault(file, f"“{row['score']}”", "a number such as 41 or -12.5", cure, int(row[LINE]), "score")
