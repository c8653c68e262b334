"""Surveys of families, students and staff: how many were asked, how many answered, how many said yes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from inquiry.district.lists import LINE, Column, read_table
from inquiry.district.model import District
from inquiry.errors import Checked, Fault
from inquiry.sources.cells import count_fault, day_fault, length_fault, parse_count, parse_day, school_fault

SURVEYS_FILE = "surveys.csv"
RESPONDENTS = ("families", "students", "staff")
QUESTION_LENGTH = 300  # characters; what a survey's question needs
KEYS = ("date", "school", "respondents", "survey", "question")
COUNTS = ("asked", "answered", "favorable")
COLUMNS = (
    Column("date", "the day the survey closed, such as 2026-10-09"),
    Column("school", "a school of schools.csv"),
    Column("respondents", "families, students or staff"),
    Column("survey", "the survey's name"),
    Column("question", "the question, in the survey's words"),
    Column("asked", "how many people were asked"),
    Column("answered", "how many of them answered this question"),
    Column("favorable", "how many of those gave a favorable answer"),
)


def read_surveys(path: Path, district: District) -> Checked[pd.DataFrame]:
    """Read the results of surveys, a row for each school and question.

    Parameters
    ----------
    path : Path
        `surveys.csv` in the district's folder; its columns are `COLUMNS`.
    district : District
        Its schools are the ones that may stand in the list.

    Returns
    -------
    Checked of DataFrame
        date (datetime.date), school, respondents (one of `RESPONDENTS`), survey, question, asked, answered,
        favorable (int, people), line; only the rows that are right, in the file's order. A fault names the
        row's school.
    """
    table = read_table(path, COLUMNS)
    faults, rows = list(table.faults), []
    schools = set(district.schools["school"])
    for row in table.value.to_dict("records"):
        row["respondents"] = row["respondents"].lower()
        school = row["school"] if row["school"] in schools else None
        found = [replace(fault, school=school) for fault in _row_faults(path.name, row, schools)]
        faults += found
        if not found and all(row[column.name] for column in COLUMNS):
            rows.append(_typed(row))
    frame = pd.DataFrame(rows, columns=[*KEYS, *COUNTS, LINE])
    frame = frame.astype(dict.fromkeys([*COUNTS, LINE], "int64"))
    faults += [*_twice(path.name, frame), *_asked_differs(path.name, frame)]
    return Checked(frame.drop_duplicates(list(KEYS), ignore_index=True), tuple(faults))


def _row_faults(file: str, row: dict[Any, Any], schools: set[str]) -> Iterator[Fault]:
    line = int(row[LINE])
    if unknown := school_fault(file, row, schools):
        yield unknown
    if row["respondents"] and row["respondents"] not in RESPONDENTS:
        allowed, cure = ", ".join(RESPONDENTS), "write one of these"
        yield Fault(file, f"“{row['respondents']}”", allowed, cure, line, "respondents")
    checks = [day_fault(file, row), length_fault(file, row, "survey")]
    checks += [length_fault(file, row, "question", QUESTION_LENGTH)]
    checks += [count_fault(file, row, column) for column in COUNTS]
    yield from (fault for fault in checks if fault is not None)
    yield from _order_faults(file, row)


def _order_faults(file: str, row: dict[Any, Any]) -> Iterator[Fault]:
    """Nobody answers who was not asked, and nobody is favorable who did not answer."""
    line = int(row[LINE])
    asked, answered, favorable = (parse_count(row[column]) for column in COUNTS)
    if asked == 0:
        cure = "write how many people got the survey, or take the row out"
        yield Fault(file, "nobody asked", "at least 1 person", cure, line, "asked")
    elif asked is not None and answered is not None and answered > asked:
        found, allowed = f"{answered} answered of {asked} asked", "at most as many answers as were asked"
        yield Fault(file, found, allowed, "look both up in the survey's report", line, "answered")
    if answered is not None and favorable is not None and favorable > answered:
        found, allowed = f"{favorable} favorable of {answered} answers", "at most as many as answered"
        yield Fault(file, found, allowed, "write how many people, not a percent", line, "favorable")


def _typed(row: dict[Any, Any]) -> tuple[Any, ...]:
    keys = (parse_day(row["date"]), *(row[key] for key in KEYS[1:]))
    return (*keys, *(parse_count(row[column]) for column in COUNTS), int(row[LINE]))


def _twice(file: str, frame: pd.DataFrame) -> Iterator[Fault]:
    for row in frame[frame.duplicated(list(KEYS))].to_dict("records"):
        found = f"“{row['question']}” of {row['date']} again"
        allowed, cure = "each school, survey and question once a day", "take one out"
        yield Fault(file, found, allowed, cure, int(row[LINE]), "question", row["school"])


def _asked_differs(file: str, frame: pd.DataFrame) -> Iterator[Fault]:
    """One survey on one day asks the same people every question; another number is worth a look."""
    one = ["date", "school", "respondents", "survey"]
    first = frame.groupby(one, sort=False)["asked"].transform("first") if len(frame) else frame["asked"]
    for row in frame.assign(first=first)[frame["asked"].ne(first)].to_dict("records"):
        found, allowed = f"{row['asked']} asked", f"{row['first']}, as for the survey's first question"
        cure = "mend it, or leave it if some were not asked this question"
        line = int(row[LINE])
        yield Fault(file, found, allowed, cure, line, "asked", row["school"], severity="note")
