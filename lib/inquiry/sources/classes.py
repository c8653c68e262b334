"""How many students each class has, if the district says so: counts that go beyond it are slips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from inquiry.district.lists import LINE, Column, read_table
from inquiry.district.model import District
from inquiry.errors import Checked, Fault

CLASSES_FILE = "classes.csv"
MOST_IN_CLASS = 1000  # a whole grade that is taught as one; a larger number is a slip of the keyboard
COLUMNS = (
    Column("team", "a team of teams.csv"),
    Column("class", "the class or period, as in the evidence"),
    Column("students", "how many students it has"),
)


def read_classes(path: Path, district: District) -> Checked[pd.DataFrame]:
    """Read how many students each class has.

    Parameters
    ----------
    path : Path
        `classes.csv` in the district's folder; its columns are `COLUMNS`.
    district : District
        Its teams are the ones that may stand in the list.

    Returns
    -------
    Checked of DataFrame
        team, classroom, students (int), line; only the rows that are right. A fault names the row's team.
    """
    table = read_table(path, COLUMNS)
    teams = {team.team for team in district.all_teams}
    faults, rows = list(table.faults), []
    for row in table.value.to_dict("records"):
        found = list(_row_faults(path.name, row["team"], row["students"], int(row[LINE]), teams))
        faults += found
        if not found and all(row[column.name] for column in COLUMNS):
            rows.append((row["team"], row["class"], int(row["students"]), int(row[LINE])))
    frame = pd.DataFrame(rows, columns=["team", "classroom", "students", LINE])
    faults += _twice(path.name, frame)
    return Checked(frame.drop_duplicates(["team", "classroom"], ignore_index=True), tuple(faults))


def _row_faults(file: str, team: str, students: str, line: int, teams: set[str]) -> Iterator[Fault]:
    known = team if team in teams else None
    if team and known is None and teams:
        yield Fault(file, f"“{team}”", "a team of teams.csv", "mend the team's id", line, "team")
    whole = students.isascii() and students.isdigit()
    if students and not (whole and 0 < int(students) <= MOST_IN_CLASS):
        allowed = f"a whole number of students from 1 to {MOST_IN_CLASS}"
        cure = "write how many students the class has"
        yield Fault(file, f"“{students}”", allowed, cure, line, "students", team=known)


def _twice(file: str, frame: pd.DataFrame) -> Iterator[Fault]:
    for row in frame[frame.duplicated(["team", "classroom"])].to_dict("records"):
        found, cure = f"{row['classroom']} again", "take one out"
        yield Fault(file, found, "each class of a team once", cure, int(row[LINE]), "class", team=row["team"])
