"""When a team meets in a quarter: once in each week, month or quarter, by the district's calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from inquiry.district import Quarter

# Our own rules: a shorter stretch at either end of a quarter belongs to the week or month beside it.
SHORTEST_WEEK = 3  # weekdays
SHORTEST_MONTH = 11  # weekdays, about half a month
FRIDAY = 4  # weekdays run from Monday, 0, to Friday

State = Literal["held", "missed", "now", "to come"]


@dataclass(frozen=True)
class Span:
    """The days in which one meeting belongs, first and last included."""

    start: dt.date
    end: dt.date

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in it."""
        return self.start <= day <= self.end

    @property
    def weekdays(self) -> int:
        """How many days from Monday to Friday it has."""
        days = (self.start + dt.timedelta(days=n) for n in range((self.end - self.start).days + 1))
        return sum(day.weekday() <= FRIDAY for day in days)


@dataclass(frozen=True)
class Meeting:
    """One meeting of the calendar, and the days on which it was held."""

    span: Span
    held: tuple[dt.date, ...]
    state: State


def meeting_spans(quarter: Quarter, every: str) -> tuple[Span, ...]:
    """The weeks or months of a quarter, or the quarter itself: in each of them a team meets once.

    Parameters
    ----------
    quarter : Quarter
        Of the district's calendar.
    every : str
        `weekly`, `monthly` or `quarterly`; a level's `check_in`.

    Returns
    -------
    tuple of Span
        In order, without gaps, from the quarter's first day to its last. Holidays are not known.

    Examples
    --------
    >>> import datetime as dt
    >>> fall = Quarter(id="Q2", start=dt.date(2026, 10, 19), end=dt.date(2026, 12, 18))
    >>> len(meeting_spans(fall, "weekly")), [span.start.month for span in meeting_spans(fall, "monthly")]
    (9, [10, 12])
    """
    if every == "quarterly":
        return (Span(quarter.start, quarter.end),)
    ends = _sundays(quarter) if every == "weekly" else _month_ends(quarter)
    shortest = SHORTEST_WEEK if every == "weekly" else SHORTEST_MONTH
    return _without_stubs(_spans(quarter, ends), shortest)


def meetings_of(quarter: Quarter, every: str, days: Iterable[dt.date], today: dt.date) -> tuple[Meeting, ...]:
    """Each meeting of a quarter: held, missed, now, or to come.

    Parameters
    ----------
    quarter, every
        As for `meeting_spans`.
    days : iterable of date
        The days on which the team met; those after today do not count yet.
    today : date
        A meeting whose days are not over is not missed.
    """
    met = sorted({day for day in days if day <= today})
    return tuple(_meeting(span, met, today) for span in meeting_spans(quarter, every))


def streak(meetings: Sequence[Meeting]) -> int:
    """How many meetings in a row were held up to now; the one that is still to be held breaks nothing."""
    over = [each.state for each in meetings if each.state in {"held", "missed"}]
    return next((n for n, state in enumerate(reversed(over)) if state == "missed"), len(over))


def _meeting(span: Span, met: Sequence[dt.date], today: dt.date) -> Meeting:
    held = tuple(day for day in met if span.holds(day))
    if held:
        return Meeting(span, held, "held")
    if span.end < today:
        return Meeting(span, (), "missed")
    return Meeting(span, (), "now" if span.holds(today) else "to come")


def _sundays(quarter: Quarter) -> list[dt.date]:
    first = quarter.start + dt.timedelta(days=6 - quarter.start.weekday())
    return [first + dt.timedelta(weeks=n) for n in range((quarter.end - first).days // 7 + 1)]


def _month_ends(quarter: Quarter) -> list[dt.date]:
    days = (quarter.start + dt.timedelta(days=n) for n in range((quarter.end - quarter.start).days + 1))
    return [day for day in days if (day + dt.timedelta(days=1)).day == 1]


def _spans(quarter: Quarter, ends: Iterable[dt.date]) -> list[Span]:
    found, start = [], quarter.start
    for end in (*ends, quarter.end):
        if start <= end:
            found.append(Span(start, end))
            start = end + dt.timedelta(days=1)
    return found


def _without_stubs(spans: list[Span], shortest: int) -> tuple[Span, ...]:
    """The first and the last joined to the one beside them where they are too short to meet in."""
    if len(spans) > 1 and spans[0].weekdays < shortest:
        spans = [Span(spans[0].start, spans[1].end), *spans[2:]]
    if len(spans) > 1 and spans[-1].weekdays < shortest:
        spans = [*spans[:-2], Span(spans[-2].start, spans[-1].end)]
    return tuple(spans)
