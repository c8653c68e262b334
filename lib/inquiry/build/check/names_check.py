"""Answers that may name a student, as the coach is told of them: where each stands and how to mend it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from inquiry.district import District
from inquiry.errors import Fault
from inquiry.record import RECORD_FILE, open_record
from inquiry.sources.students import STUDENTS_FILE
from inquiry.views.desk import Desk
from inquiry.views.named_students import CURE, Place, find_places

ALLOWED = "answers that name no student where others read them; this one is withheld from them"


def name_notes(folder: Path, district: District, quarter: str, day: dt.date) -> Iterator[Fault]:
    """A note for each answer that may name a student; one alone where there is no list to look for them.

    Notes, for they stop no page: what was found is withheld.
    """
    if not district.all_teams:
        return
    if not (folder / STUDENTS_FILE).is_file():
        if _is_written(folder):
            yield _not_looked()
        return
    desk = Desk(folder, district.all_teams[0].team, quarter, "0-start-here", day, district=district)
    yield from map(_note, find_places(desk))


def _is_written(folder: Path) -> bool:
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        return bool(record.all_rows())


def _not_looked() -> Fault:
    found = "no such file: nobody looks for students' names in the answers that staff read"
    allowed = "the district's students, to withhold answers that name one"
    cure = "save the list as students.csv in this folder; it is never shown and never exported"
    return Fault(STUDENTS_FILE, found, allowed, cure, severity="note")


def _note(place: Place) -> Fault:
    return Fault(
        RECORD_FILE,
        f"{place.words} in {place.where}",
        ALLOWED,
        CURE,
        column=place.field,
        team=place.team.team,
        severity="note",
    )
