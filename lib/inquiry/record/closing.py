"""Quarters closed and opened again: what was answered in a closed one stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from inquiry.errors import RecordError, UsageError
from inquiry.record.answer import Answer
from inquiry.record.moments import moment_from_text, moment_to_text
from inquiry.record.schema import closures


@dataclass(frozen=True)
class Closure:
    """A closed quarter: since when, by whom, and why."""

    quarter: str
    at: datetime
    author: str | None
    reason: str


def read_closed(connection: Connection) -> dict[str, Closure]:
    """The quarters that are closed now."""
    closed: dict[str, Closure] = {}
    for line in connection.execute(select(closures).order_by(closures.c.number)):
        closed.pop(line.quarter, None)
        if line.closed:
            at = moment_from_text(line.at)
            closed[line.quarter] = Closure(line.quarter, at, line.author, line.reason)
    return closed


def close_or_reopen(
    connection: Connection, quarter: str, author: str | None, reason: str, *, close: bool
) -> None:
    """Close a quarter, or open it again; `UsageError` where it is so already."""
    before = read_closed(connection).get(quarter)
    if close and before:
        raise UsageError(f"The quarter “{quarter}” is closed already, since {before.at:%Y-%m-%d}.")
    if not close and not before:
        raise UsageError(f"The quarter “{quarter}” is open: there is nothing to reopen.")
    line = {"quarter": quarter, "closed": close, "at": moment_to_text(datetime.now(UTC))}
    connection.execute(closures.insert().values(**line, author=author, reason=reason))


def refuse_closed(new: Iterable[Answer], closed: Mapping[str, Closure]) -> None:
    """Raise a `RecordError` where any of these answers belongs to a closed quarter."""
    for answer in new:
        if answer.quarter in closed:
            raise RecordError(
                f"The quarter “{answer.quarter}” is closed since {closed[answer.quarter].at:%Y-%m-%d} and "
                "takes no answers. Reopen it first (`inquiry quarter reopen`). Nothing was saved."
            )
