"""Imports as one thing each: listed, and withdrawn in one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from inquiry.errors import UsageError
from inquiry.record.moments import moment_from_text, moment_to_text
from inquiry.record.schema import answers, batches, withdrawals


@dataclass(frozen=True)
class Batch:
    """One import: its name, when and by whom, how many answers came with it, and whether it was withdrawn."""

    number: int
    name: str
    opened_at: datetime
    author: str | None
    answers: int
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    reason: str | None


def read_batches(connection: Connection) -> list[Batch]:
    """Every import in order, withdrawn ones marked."""
    counted = select(func.count()).where(answers.c.batch == batches.c.number).scalar_subquery()
    wanted = select(
        batches,
        counted.label("answers"),
        withdrawals.c.withdrawn_at,
        withdrawals.c.author.label("withdrawn_by"),
        withdrawals.c.reason,
    ).select_from(batches.outerjoin(withdrawals, withdrawals.c.batch == batches.c.number))
    found = []
    for line in connection.execute(wanted.order_by(batches.c.number)).mappings():
        times = {name: line[name] and moment_from_text(line[name]) for name in ("opened_at", "withdrawn_at")}
        found.append(Batch(**{**line, **times}))
    return found


def withdraw_batch(connection: Connection, batch: str | int, author: str | None, reason: str) -> int:
    """Mark an import as withdrawn; return how many answers came with it."""
    standing = [each for each in read_batches(connection) if each.withdrawn_at is None]
    meant = [each for each in standing if batch in {each.number, each.name}]
    if not meant:
        known = ", ".join(f"{each.number} (“{each.name}”)" for each in standing) or "none"
        raise UsageError(f"There is no import “{batch}” that stands. There are: {known}.")
    moment = moment_to_text(datetime.now(UTC))
    line = {"batch": meant[-1].number, "withdrawn_at": moment, "author": author, "reason": reason}
    connection.execute(withdrawals.insert().values(line))
    return meant[-1].answers
