"""Where a typed ballot lies in the record: apart from all other lines, mixed with those cast around it.

Lines stand in the order they were saved, and most have a name and a time. A ballot between two of them would
tell who sat at the computer: ballots get places below 0, drawn at random. Only who came in the same five is
kept, for ballots are counted by fives (`COUNTED_BY`), and a count once shown must not change.
"""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, func, select

from inquiry.record.answer import Answer
from inquiry.record.schema import answers

# Our own rule: of fewer, colleagues guess who said what. A usual least number for surveys among staff.
COUNTED_BY = 5
LOWEST = -(2**63)  # SQLite's least number for a line
ROOM = 2**32  # places of one five: two ballots hardly ever draw the same


def draw_place(connection: Connection, ballot: Answer) -> int:
    """A free place for one more ballot: within the five of its vote that is not full yet, at random."""
    same = [answers.c[name] == getattr(ballot, name) for name in ("scope", "owner", "form", "quarter")]
    cast = connection.execute(select(func.count()).where(*same)).scalar_one()
    start = LOWEST + cast // COUNTED_BY * ROOM
    while True:
        place = start + 1 + secrets.randbelow(ROOM - 1)
        if connection.execute(select(answers.c.seq).where(answers.c.seq == place)).first() is None:
            return place


def came_before(place: int) -> tuple[bool, int]:
    """What sorts ballots by fives as they were cast; those that were imported come first."""
    return (place < 0, place)
