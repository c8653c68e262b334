"""Since when something counts as new for a meeting: since the team last met."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inquiry.views.desk import Desk


@dataclass(frozen=True)
class Since:
    """The day the team last met (None: never), and the day from which on things are new."""

    met: dt.date | None
    start: dt.date

    @classmethod
    def of(cls, desk: Desk, met: dt.date | None) -> Since:
        """New is what came on the day of the last meeting or later; without one, all of the quarter."""
        return cls(met, met or desk.quarter.start)

    def is_new(self, day: dt.date | None) -> bool:
        """Whether something of a day is new; what has no day is."""
        return day is None or day >= self.start
