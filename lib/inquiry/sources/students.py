"""The district's list of students, if it gives one: only to find their names in texts meant for staff."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from inquiry.district.lists import LINE, Column, read_table
from inquiry.district.model import District
from inquiry.district.rosters import STUDENTS_FILE as STUDENTS_FILE
from inquiry.errors import BadInput, Checked, Fault

COLUMNS = (
    Column("student", "the student's id"),
    Column("first_name", "the student's first name"),
    Column("last_name", "the student's last name"),
    Column("school", "a school of schools.csv"),
)


class Student(NamedTuple):
    """One student of the list, as far as names are looked for."""

    id: str
    first: str
    last: str


def read_students(path: Path, district: District) -> Checked[pd.DataFrame]:
    """Read the students' names, which are never shown and never exported.

    Parameters
    ----------
    path : Path
        `students.csv` in the district's folder.
    district : District
        Its schools are the ones that may stand in the list.

    Returns
    -------
    Checked of DataFrame
        student, first_name, last_name, school, line. No message repeats a student's name or id.
    """
    table = read_table(path, COLUMNS)
    frame, faults = table.value, list(table.faults)
    known = set(district.schools["school"])
    wrong = frame[frame["school"].ne("") & ~frame["school"].isin(known) & bool(known)]
    for school, line in zip(wrong["school"], wrong[LINE], strict=True):
        allowed, cure = "a school of schools.csv", "mend the school's id, or add the school"
        faults.append(Fault(path.name, f"“{school}”", allowed, cure, int(line), "school"))
    again = frame[frame.duplicated("student") & frame["student"].ne("")]
    for school, line in zip(again["school"], again[LINE], strict=True):
        owner = school if school in known else None
        found, allowed = "an id a second time", "each student once"
        faults.append(Fault(path.name, found, allowed, "take one out", int(line), "student", owner))
    return Checked(frame, tuple(faults))


def read_roster(path: Path, district: District) -> list[Student]:
    """Every student of the list, to look for; what is wrong with single rows the check says.

    Raises
    ------
    BadInput
        No row of it can be read: nobody on it would be found, and nothing would be withheld.
    """
    read = read_students(path, district)
    if read.value.empty and read.faults:
        raise BadInput(read.faults)
    columns = (read.value[name] for name in ("student", "first_name", "last_name"))
    return [Student(*row) for row in zip(*columns, strict=True)]
