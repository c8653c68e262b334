"""What a form says of a row that evidence has locked, or that was written after the evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from inquiry.cycle import Form
from inquiry.record import Row
from inquiry.record.lock_lines import Lines, tell_rows
from inquiry.record.locked import decided_at
from inquiry.record.locks import Locks, read_locks
from inquiry.views.desk import Desk

LATE = "Written after evidence was in or work had begun: it does not count in how well we predict."


@dataclass(frozen=True)
class RowLock:
    """Since when and by what a row is locked, empty where it is open; and what else there is to know."""

    words: str = ""
    remark: str = ""


def locks_of(desk: Desk) -> Locks:
    """What evidence locks in this district, read once a page."""
    return desk.once("locks", lambda: read_locks(desk.folder, desk.district, desk.cycle))


def lock_moment(desk: Desk) -> dt.datetime:
    """Up to when locks count: the page's own day, whole; what was typed on it is known by then."""
    if desk.moment is not None:
        return desk.moment
    return desk.district.settings.end_of(dt.datetime.now(desk.district.settings.zone).date())


def row_locks(desk: Desk, form: Form, rows: Iterable[Row]) -> dict[str, RowLock]:
    """Row -> its lock, for the rows of this team's form; none where its form is never locked."""
    rule = form.locked_by
    rows = [row for row in rows if row.quarter == desk.quarter.id]
    if rule is None or not rows:
        return {}
    locks, found = locks_of(desk), {}
    with desk.record.reading(noted=True) as connection:  # by its lines
        lines = Lines(connection, desk.moment)
        told = tell_rows(lines.of(desk.team.team, quarter=desk.quarter.id, form=form.id))
        for row in rows:
            decided = decided_at(rule, told[row.row]) if row.row in told else None
            link = row.values.get(rule.evidence_of)
            lock = locks.find(lines, desk.team.team, desk.quarter.id, link, lock_moment(desk))
            if lock and decided:
                late = decided > lock.since
                found[row.row] = RowLock(remark=LATE) if late else RowLock(lock.words(desk.district))
    return found


def lock_of(desk: Desk, form: Form, row: Row) -> RowLock:
    """The lock of one row as a page shows it; those of all its form's rows are looked up at once."""
    if form.locked_by is None or row.quarter != desk.quarter.id:
        return RowLock()
    known = desk.once(f"locks of {form.id}", lambda: row_locks(desk, form, desk.answers(form).rows))
    return known.get(row.row, RowLock())
