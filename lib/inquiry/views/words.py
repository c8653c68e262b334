"""Numbers and names as a page says them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inquiry.sources.tables import Indicator

NOT_SHOWN = "not shown"  # the state publishes no figure for fewer than 11 students
MINUS = "−"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def is_number(value: Any) -> bool:
    """Whether a frame's cell holds a number."""
    return isinstance(value, int | float) and not math.isnan(value)


def say_value(indicator: Indicator, value: float) -> str:
    """A status as a page says it.

    Returns
    -------
    str
        Such as "12.4%", "31.0 points below standard", "48.2 points"; "not shown" for NaN.
    """
    if not is_number(value):
        return NOT_SHOWN
    if indicator.kind == "rate":
        return f"{value:.1f}%"
    if indicator.kind == "points":
        return f"{value:.1f} points"
    if value == 0:
        return "at standard"
    return f"{abs(value):.1f} points {'above' if value > 0 else 'below'} standard"


def say_short(indicator: Indicator, value: float) -> str:
    """The same for a table's cell, without the word points where the heading says it."""
    return say_value(indicator, value).replace(" points ", " ")


def say_change(value: float) -> str:
    """A change as a page says it.

    Examples
    --------
    >>> say_change(-3.2), say_change(0.0)
    ('down 3.2', 'no change')
    """
    if not is_number(value):
        return NOT_SHOWN
    return f"{'up' if value > 0 else 'down'} {abs(value):.1f}" if value else "no change"


def signed(value: float) -> str:
    """A difference with its sign and a real minus.

    Examples
    --------
    >>> signed(-4.25), signed(3.0)
    ('−4.2', '+3.0')
    """
    return f"{value:+.1f}".replace("-", MINUS)


def unit_of_change(indicator: Indicator) -> str:
    """What a difference of this indicator is counted in."""
    return "percentage points" if indicator.kind == "rate" else "points"


def which_way(indicator: Indicator) -> str:
    """Which way is better, in words."""
    return "Lower is better." if indicator.direction == "lower" else "Higher is better."


def count_of(n: float, one: str, many: str = "") -> str:
    """A count with its noun.

    Examples
    --------
    >>> count_of(1, "student"), count_of(1200, "student"), count_of(2, "child", "children")
    ('1 student', '1,200 students', '2 children')
    """
    return f"{n:,.0f} {one if n == 1 else many or one + 's'}"


def join_words(words: Iterable[str]) -> str:
    """Words in a row, as one says them.

    Examples
    --------
    >>> join_words(["a", "b", "c"])
    'a, b and c'
    """
    listed = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def span_years(years: Sequence[int]) -> str:
    """Years in words: runs as a range.

    Examples
    --------
    >>> span_years([2019, 2020, 2021, 2024])
    '2019 to 2021 and 2024'
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return join_words(f"{run[0]} to {run[-1]}" if len(run) > 2 else join_words(map(str, run)) for run in runs)


def week_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def say_day(day: dt.date) -> str:
    """A day as a short text.

    Examples
    --------
    >>> say_day(dt.date(2026, 11, 3))
    'Nov 3'
    """
    return f"{MONTHS[day.month - 1]} {day.day}"


def say_days(days: Iterable[dt.date]) -> str:
    """Days in a row; the month where it changes.

    Examples
    --------
    >>> say_days([dt.date(2026, 10, 19), dt.date(2026, 10, 26), dt.date(2026, 11, 2)])
    'Oct 19, 26, Nov 2'
    """
    said, month = [], 0
    for day in days:
        said.append(say_day(day) if day.month != month else str(day.day))
        month = day.month
    return ", ".join(said)
