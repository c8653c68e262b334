"""The teams' evidence of learning, kept in a spreadsheet: counts of students at each rubric level."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from inquiry.district.lists import LINE, Column, read_table
from inquiry.district.model import District
from inquiry.errors import Checked, Fault, has_errors
from inquiry.sources.accountability import load_accountability

EVIDENCE_FILE = "evidence.csv"
RUBRIC = ("level_1", "level_2", "level_3", "level_4")
MOST_STUDENTS = 1000  # more than any class or grade; a larger number is a slip of the keyboard
TEXT_LENGTH = 200
ALL = "ALL"  # the state's name for all students
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


def read_evidence(
    path: Path, district: District, skills: Sequence[str], classes: pd.DataFrame | None = None
) -> Checked[pd.DataFrame]:
    """Read evidence of learning that teams keep in a spreadsheet.

    Parameters
    ----------
    path : Path
        `evidence.csv` in the district's folder; its columns are `COLUMNS`.
    district : District
        Its teams and calendar.
    skills : sequence of str
        The ids of the skills that templates/cycle asks for.
    classes : DataFrame, optional
        How many students each class has, as `read_classes` gives it.

    Returns
    -------
    Checked of DataFrame
        date (datetime.date), team, classroom, task, skill, studentgroup, level_1 … level_4 (int, students),
        line; only the rows that are right, in the file's order, those of one key added up. A fault names the
        row's team.
    """
    table = read_table(path, COLUMNS)
    rows = table.value.rename(columns={"class": "classroom"}).to_dict("records")
    checked = check_evidence(path.name, rows, district, skills, classes)
    return Checked(checked.value, (*table.faults, *checked.faults))


def check_evidence(
    file: str,
    rows: Iterable[dict[Any, Any]],
    district: District,
    skills: Sequence[str],
    classes: pd.DataFrame | None = None,
) -> Checked[pd.DataFrame]:
    """Hold counts against what they must be, wherever they were written.

    Parameters
    ----------
    file : str
        What messages call the place they come from.
    rows : iterable of dicts
        date, team, classroom, task, skill, studentgroup, level_1 … level_4 as text ("" where nothing is
        written), line (int).
    district, skills, classes
        As in `read_evidence`.

    Returns
    -------
    Checked of DataFrame
        As `read_evidence`: one row for each day, class, task, skill and group.
    """
    found = [row | {"studentgroup": row["studentgroup"].upper() or ALL} for row in rows]
    groups = frozenset(load_accountability().groups)
    teams = {team.team for team in district.all_teams}
    faults, kept = [], []
    for row in found:
        wrong = list(_row_faults(file, row, teams, skills, groups, district))
        faults += wrong
        if not has_errors(wrong) and all(row[key] for key in KEYS):
            kept.append(_typed(row))
    frame = pd.DataFrame(kept, columns=[*KEYS, *RUBRIC, LINE])
    faults += _twice(file, frame)
    frame = _added_up(frame)
    too_many = list(_more_than_all(file, frame))
    faults += [*too_many, *_more_than_class(file, frame, classes)]
    out = {fault.row for fault in too_many}
    return Checked(frame[~frame[LINE].isin(out)].reset_index(drop=True), tuple(faults))


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
    if wrong:
        return
    if not sum(int(row[level] or 0) for level in RUBRIC):
        cure = "write how many students are at each level, or take the row out"
        yield Fault(file, "no student at any level", "at least one student", cure, line, RUBRIC[0], team=team)
        return
    for level in (level for level in RUBRIC if not row[level]):
        allowed = "how many students; nothing is taken for 0"
        cure = "write 0 if nobody is at this level, else how many"
        yield Fault(file, "nothing", allowed, cure, line, level, team=team, severity="note")


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
        allowed = "each class, task, skill and group once a day; the two are added up"
        cure = "nothing, if both are right; if it is the same work counted twice, take one out"
        yield _note(file, row, f"{say_row(row)} again", allowed, cure)


def _added_up(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of one key as one, in the place of the first."""
    if not frame.duplicated(list(KEYS)).any():
        return frame
    how = {**dict.fromkeys(RUBRIC, "sum"), LINE: "first"}
    return frame.groupby(list(KEYS), sort=False, as_index=False).agg(how)


def _more_than_all(file: str, frame: pd.DataFrame) -> Iterator[Fault]:
    """Groups with more students, or more at a level, than all students of the same task."""
    same = [key for key in KEYS if key != "studentgroup"]
    rows = [(tuple(row[name] for name in same), row) for row in frame.to_dict("records")]
    every = {key: row for key, row in rows if row["studentgroup"] == ALL}
    for key, row in rows:
        whole = every.get(key)
        if whole is None or whole is row:
            continue
        n, most = count_students(row), count_students(whole)
        over = next((level for level in RUBRIC if row[level] > whole[level]), None)
        if n > most:
            found, allowed = f"{n} students in {say_row(row)}", f"at most {most}, as in ALL of that task"
        elif over:
            found = f"{row[over]} students at {over.replace('_', ' ')} in {say_row(row)}"
            allowed = f"at most {whole[over]}, as in ALL of that task"
        else:
            continue
        yield Fault(file, found, allowed, "mend one of the two rows", int(row[LINE]), team=row["team"])


def _more_than_class(file: str, frame: pd.DataFrame, classes: pd.DataFrame | None) -> Iterator[Fault]:
    """Counts of more students than their class has."""
    if classes is None or classes.empty:
        return
    known = zip(classes["team"], classes["classroom"].map(plain_name), classes["students"], strict=True)
    sizes = {(team, name): int(students) for team, name, students in known}
    for row in frame.to_dict("records"):
        size = sizes.get((row["team"], plain_name(row["classroom"])))
        n = count_students(row)
        if size is not None and n > size:
            allowed = f"at most {size}, the students of {row['classroom']} in classes.csv"
            cure = "mend the count; or classes.csv, if the class has grown; or name two tasks, if it did two"
            yield _note(file, row, f"{n} students in {say_row(row)}", allowed, cure)


def _note(file: str, row: Mapping[Any, Any], found: str, allowed: str, cure: str) -> Fault:
    return Fault(file, found, allowed, cure, int(row[LINE]), team=row["team"], severity="note")


def say_row(row: Mapping[Any, Any]) -> str:
    """A row's key as one says it."""
    return f"{row['classroom']}, {row['task']}, {row['skill']}, {row['studentgroup']} of {row['date']}"


def count_students(row: Mapping[Any, Any]) -> int:
    """How many students a row counts."""
    return sum(int(row[level]) for level in RUBRIC)


def plain_name(name: str) -> str:
    """A class or task without what people write now one way, now another: capitals and spaces."""
    return " ".join(name.split()).casefold()
