"""The teams' evidence of learning, kept in a spreadsheet: counts of students at each rubric level."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from inquiry.district.lists import LINE, Column, read_table
from inquiry.district.model import District
from inquiry.errors import Checked, Fault
from inquiry.sources.accountability import load_accountability

EVIDENCE_FILE = "evidence.csv"
RUBRIC = ("level_1", "level_2", "level_3", "level_4")
MOST_STUDENTS = 1000  # more than any class or grade; a larger number is a slip of the keyboard
TEXT_LENGTH = 200
KEYS = ("date", "team", "classroom", "task", "skill", "studentgroup")
COLUMNS = (
    Column("date", "the day, such as 2026-09-14"),
    Column("team", "a team of teams.csv"),
    Column("class", "the class or period"),
    Column("task", "the task the students did"),
    Column("skill", "one of the skills"),
    Column("studentgroup", "a student group, such as EL; empty means ALL", required=False),
    *(Column(level, f"how many students are at {level.replace('_', ' ')}", filled=False) for level in RUBRIC),
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00:00)?")


def read_evidence(path: Path, district: District, skills: Sequence[str]) -> Checked[pd.DataFrame]:
    """Read evidence of learning that teams keep in a spreadsheet.

    Parameters
    ----------
    path : Path
        `evidence.csv` in the district's folder; its columns are `COLUMNS`.
    district : District
        Its teams and calendar.
    skills : sequence of str
        The ids of the skills that templates/cycle asks for.

    Returns
    -------
    Checked of DataFrame
        date (datetime.date), team, classroom, task, skill, studentgroup, level_1 … level_4 (int, students),
        line; only the rows that are right, in the file's order. A fault names the row's team.
    """
    table = read_table(path, COLUMNS)
    faults, rows = list(table.faults), []
    groups = frozenset(load_accountability().groups)
    teams = {team.team for team in district.all_teams}
    for row in table.value.rename(columns={"class": "classroom"}).to_dict("records"):
        row["studentgroup"] = row["studentgroup"].upper() or "ALL"
        found = list(_row_faults(path.name, row, teams, skills, groups, district))
        faults += found
        if not any(fault.severity == "error" for fault in found) and all(row[key] for key in KEYS):
            rows.append(_typed(row))
    frame = pd.DataFrame(rows, columns=[*KEYS, *RUBRIC, LINE])
    faults += _twice(path.name, frame)
    return Checked(frame.drop_duplicates(list(KEYS), ignore_index=True), tuple(faults))


def _row_faults(
    file: str,
    row: dict[Any, Any],
    teams: set[str],
    skills: Sequence[str],
    groups: frozenset[str],
    district: District,
) -> Iterator[Fault]:
    line, team = int(row[LINE]), row["team"] if row["team"] in teams else None
    if row["team"] and not team and teams:
        yield Fault(file, f"“{row['team']}”", "a team of teams.csv", "mend the team's id", line, "team")
    yield from _date_faults(file, row, district, team)
    if row["skill"] and row["skill"] not in skills:
        allowed = ", ".join(skills)
        yield Fault(file, f"“{row['skill']}”", allowed, "write one of these", line, "skill", team=team)
    if row["studentgroup"] not in groups:
        allowed = ", ".join(groups and sorted(groups))
        yield Fault(
            file, f"“{row['studentgroup']}”", allowed, "write one of these", line, "studentgroup", team=team
        )
    for column in ("classroom", "task"):
        if len(row[column]) > TEXT_LENGTH:
            found, allowed = f"{len(row[column])} characters", f"at most {TEXT_LENGTH}"
            shown = "class" if column == "classroom" else column
            yield Fault(file, found, allowed, "shorten it", line, shown, team=team)
    yield from _count_faults(file, row, team)


def _date_faults(file: str, row: dict[Any, Any], district: District, team: str | None) -> Iterator[Fault]:
    text, line = row["date"], int(row[LINE])
    day = _day(text)
    if text and day is None:
        cure = "write year, month and day: 2026-09-14"
        yield Fault(file, f"“{text}”", "a day of the calendar", cure, line, "date", team=team)
    elif day and not any(quarter.holds(day) for quarter in district.settings.quarters):
        allowed = "a day in one of the quarters of district.toml"
        cure = "mend the date, or the calendar; until then no page shows this row"
        yield Fault(file, f"{day}", allowed, cure, line, "date", team=team, severity="note")


def _count_faults(file: str, row: dict[Any, Any], team: str | None) -> Iterator[Fault]:
    line = int(row[LINE])
    wrong = [level for level in RUBRIC if not _is_count(row[level])]
    for level in wrong:
        allowed = f"a whole number of students from 0 to {MOST_STUDENTS}, or nothing"
        yield Fault(file, f"“{row[level]}”", allowed, "write how many students", line, level, team=team)
    if not wrong and not sum(int(row[level] or 0) for level in RUBRIC):
        cure = "write how many students are at each level, or take the row out"
        yield Fault(file, "no student at any level", "at least one student", cure, line, RUBRIC[0], team=team)


def _is_count(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and int(text) <= MOST_STUDENTS)


def _day(text: str) -> dt.date | None:
    found = _ISO.fullmatch(text)
    try:
        return dt.date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _typed(row: dict[Any, Any]) -> tuple[Any, ...]:
    keys = (_day(row["date"]), *(row[key] for key in KEYS[1:]))
    return (*keys, *(int(row[level] or 0) for level in RUBRIC), int(row[LINE]))


def _twice(file: str, frame: pd.DataFrame) -> Iterator[Fault]:
    for row in frame[frame.duplicated(list(KEYS))].to_dict("records"):
        found = (
            f"{row['classroom']}, {row['task']}, {row['skill']}, {row['studentgroup']} of {row['date']} again"
        )
        allowed, cure = "each class, task, skill and group once a day", "add the two rows up, or take one out"
        yield Fault(file, found, allowed, cure, int(row[LINE]), "task", team=row["team"])
