"""Times as the record keeps them: UTC, one fixed width, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from inquiry.errors import RecordError

Moment = date | datetime
END_OF_DAY = time(23, 59, 59, 999999, tzinfo=UTC)


def moment_to_text(moment: datetime) -> str:
    """An aware time as the record stores it.

    >>> moment_to_text(datetime(2026, 9, 10, 22, 30, tzinfo=UTC))
    '2026-09-10T22:30:00.000000Z'
    """
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_to_short_text(moment: datetime) -> str:
    """An aware time as people read it in a file: fractions of a second only where there are any."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def moment_from_text(text: str) -> datetime:
    """The aware UTC time that a text says; `ValueError` with a plain reason where it says none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("not a date and time") from None
    return moment_to_utc(moment)


def moment_to_utc(moment: datetime) -> datetime:
    """The same moment in UTC; `ValueError` with a plain reason where it has no zone."""
    if moment.utcoffset() is None:
        raise ValueError("a time without its zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("a time outside the calendar") from None


def last_moment(as_of: Moment) -> str:
    """The latest stored time that a reader as of this moment may see; a date means the end of that day, UTC.

    >>> last_moment(date(2026, 9, 10))
    '2026-09-10T23:59:59.999999Z'
    """
    moment = as_of if isinstance(as_of, datetime) else datetime.combine(as_of, END_OF_DAY)
    try:
        return moment_to_text(moment_to_utc(moment))
    except ValueError as error:
        raise RecordError(f"The record cannot be read as of {as_of}: it is {error}.") from None
