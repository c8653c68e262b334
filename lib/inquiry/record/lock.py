"""One lock on a prediction: since when, by what, and how that is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from inquiry.district import District

Why = Literal["evidence", "reading", "design-done", "result", "over"]


@dataclass(frozen=True)
class Lock:
    """Since when a prediction is locked, by what; `day` is the evidence's own date, `by` who entered it.

    `stands`: the evidence is still there as it was; else it was taken out or changed since.
    """

    since: dt.datetime
    why: Why
    day: dt.date
    by: str | None = None
    stands: bool = True

    def words(self, district: District) -> str:
        """Since when, by whom and why, in a sentence."""
        at = self.since.astimezone(district.settings.zone)
        who = district.name_of(self.by)
        since = f"Locked since {at:%Y-%m-%d %H:%M}"
        if self.why == "over":
            return f"Locked since the quarter ended on {self.day}."
        if self.why == "evidence" and not who:
            return f"Locked since {self.day}: there is evidence of that day (evidence.csv)."
        if self.why == "design-done":
            return f"Locked since {self.day}: {who or 'somebody'} marked Design as done."
        gone = "" if self.stands else " (taken out or changed since; what was known stays known)"
        return f"{since}, when {who or 'somebody'} {self._did()}{gone}."

    def _did(self) -> str:
        done = {
            "evidence": f"entered the evidence of {self.day}",
            "reading": f"entered the reading of {self.day}",
            "result": "wrote down the result",
        }
        return done[self.why]
