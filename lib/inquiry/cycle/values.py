"""Answers as the record keeps them, as values to reckon with."""

from __future__ import annotations

import datetime as dt
from typing import Any


def as_day(value: Any) -> dt.date | None:
    """A day written as YYYY-MM-DD; None for anything else, other ISO spellings such as 20261006 too.

    Examples
    --------
    >>> as_day("2026-10-06"), as_day("20261006"), as_day(None)
    (datetime.date(2026, 10, 6), None, None)
    """
    try:
        day = dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day is not None and day.isoformat() == value else None


def as_number(value: Any) -> float | None:
    """A number; None for anything else.

    Examples
    --------
    >>> as_number(3), as_number(True), as_number("3")
    (3.0, None, None)
    """
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
