"""One cell of a list that a person keeps, read as a day, a count, a number or a span of grades."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

from inquiry.district.lists import LINE
from inquiry.errors import Fault

FIRST_YEAR, LAST_YEAR = 2000, 2100  # a day outside is a slip of the keyboard
MOST_PEOPLE = 100_000  # more than any of California's districts but one asks or tests at a time
TEXT_LENGTH = 200  # of a name: a measure, a survey; a question may be longer
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00:00)?")
_NUMBER = re.compile(r"[-−+]?\d+(\.\d+)?|[-−+]?\.\d+")
_GRADE = re.compile(r"(TK|K|\d{1,2})", re.IGNORECASE)
_GRADES = {"TK": -1, "K": 0}
LAST_GRADE = 12


def parse_day(text: str) -> dt.date | None:
    """A day written as year, month, day; None where it is no day of our time.

    Examples
    --------
    >>> parse_day("2026-09-14"), parse_day("9/14/2026"), parse_day("2026-02-30")
    (datetime.date(2026, 9, 14), None, None)
    """
    found = _ISO.fullmatch(text)
    try:
        day = dt.date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def parse_count(text: str) -> int | None:
    """A whole number of people, 0 or more; None where it is none.

    Examples
    --------
    >>> parse_count("12"), parse_count("-1"), parse_count("1.5"), parse_count("")
    (12, None, None, None)
    """
    whole = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PEOPLE))
    return int(text) if whole and int(text) <= MOST_PEOPLE else None


def parse_number(text: str) -> float | None:
    """A number with or without a sign and a point; None where it is none.

    Examples
    --------
    >>> parse_number("-3.5"), parse_number("1,5"), parse_number("nan")
    (-3.5, None, None)
    """
    if not text.isascii() and "−" not in text:
        return None
    number = float(text.replace("−", "-")) if _NUMBER.fullmatch(text) else math.nan
    return number if math.isfinite(number) else None


def parse_grades(text: str) -> frozenset[int] | None:
    """The grades that a text such as “K-1”, “3” or “9–12” names: TK is −1, K is 0; None where it names none.

    Examples
    --------
    >>> sorted(parse_grades("K-2")), sorted(parse_grades("4, 5")), parse_grades("upper school")
    ([0, 1, 2], [4, 5], None)
    """
    grades: set[int] = set()
    for part in re.split(r"[,;&/]|\band\b", text):
        ends = [end.strip() for end in re.split(r"[-–—]|\bto\b", part)]
        if len(ends) > 2 or not all(_GRADE.fullmatch(end) for end in ends):
            return None
        numbers = [_GRADES.get(end.upper(), int(end) if end.isdigit() else 0) for end in ends]
        grades.update(range(numbers[0], numbers[-1] + 1))
    return frozenset(grades) if grades and max(grades) <= LAST_GRADE else None


def day_fault(file: str, row: dict[Any, Any]) -> Fault | None:
    """What is wrong with a row's `date`; an empty one is told by the list's own reader."""
    if not row["date"] or parse_day(row["date"]):
        return None
    allowed = f"a day from {FIRST_YEAR} to {LAST_YEAR}, written 2026-09-14"
    cure = "write year, month and day with hyphens"
    return Fault(file, f"“{row['date']}”", allowed, cure, int(row[LINE]), "date")


def school_fault(file: str, row: dict[Any, Any], schools: set[str]) -> Fault | None:
    """What is wrong with a row's `school`; where no school could be read, that is what to mend."""
    if not row["school"] or row["school"] in schools or not schools:
        return None
    allowed, cure = "a school of schools.csv", "mend the school's id"
    return Fault(file, f"“{row['school']}”", allowed, cure, int(row[LINE]), "school")


def count_fault(file: str, row: dict[Any, Any], column: str) -> Fault | None:
    """What is wrong with a row's count of people; an empty one is told by the list's own reader."""
    if not row[column] or parse_count(row[column]) is not None:
        return None
    allowed = f"a whole number from 0 to {MOST_PEOPLE:,}"
    return Fault(file, f"“{row[column]}”", allowed, "write how many people", int(row[LINE]), column)


def length_fault(file: str, row: dict[Any, Any], column: str, most: int = TEXT_LENGTH) -> Fault | None:
    """What is wrong with a text that is too long."""
    if len(row[column]) <= most:
        return None
    shown = "class" if column == "classroom" else column
    found = f"{len(row[column])} characters"
    return Fault(file, found, f"at most {most}", "shorten it", int(row[LINE]), shown)
