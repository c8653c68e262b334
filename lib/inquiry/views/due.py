"""What is due in a team's cycle, told once for its page and its coach: next sign, check-in, actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from inquiry.cycle import as_day, station_signs
from inquiry.cycle.stations import Phase
from inquiry.views.desk import Desk
from inquiry.views.meetings.meetings import days_met
from inquiry.views.stations.results import Result, results_of

SOON = dt.timedelta(days=14)  # what is due within two weeks is worth a line
CHECK_IN_DAYS = {"weekly": 7, "monthly": 31, "quarterly": 92}
CLOSED = frozenset({"done", "dropped"})  # lists.yaml, `action_status`


class Dated(NamedTuple):
    """A form whose rows are to be done by a day: where it says what, who and until when."""

    form: str
    what: str
    who: str
    day: str


ACTIONS = Dated("action-plan", "action", "owner", "due")
ASSIGNMENTS = Dated("assignments", "what", "who", "by_when")


@dataclass(frozen=True)
class CheckInDue:
    """A check-in that is due; `last` is None where the quarter has had none yet."""

    every: str
    last: dt.date | None


@dataclass(frozen=True)
class ActionDue:
    """Something to be done by a day; `days_late` is below zero while the day is still to come."""

    what: str
    who: str | None
    day: dt.date
    days_late: int

    @property
    def late(self) -> bool:
        """Whether its day is past."""
        return self.days_late > 0


def next_sign(desk: Desk, said: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[Phase, str] | None:
    """The first phase that is not done, and the first sign in it that is still missing.

    Parameters
    ----------
    desk : Desk
    said : mapping
        Form id to the values of each of the team's rows; see `said_this_quarter`.
    """
    for phase in desk.cycle.phases.values():
        signs = station_signs(desk.cycle, desk.level, phase.id, said)
        missing = next((sign for sign in signs if sign.holds is False), None)
        if missing:
            return phase, missing.done.text
    return None


def check_in_due(desk: Desk) -> CheckInDue | None:
    """The check-in that is due by today; None outside the quarter, or where the last is recent enough."""
    every = desk.cycle.levels[desk.level].check_in
    held = days_met(desk, desk.team, desk.quarter)
    last = max(held, default=None)
    since = desk.as_of - (last or desk.quarter.start)
    if not desk.quarter.holds(desk.as_of) or since.days <= CHECK_IN_DAYS[every]:
        return None
    return CheckInDue(every, last)


def actions_due(desk: Desk, dated: Dated = ACTIONS) -> list[ActionDue]:
    """What is open of the team's actions, or of another dated form, late first, up to `SOON` ahead."""
    due = sorted(_open(desk, dated), key=lambda each: each.day)
    return [each for each in due if each.day <= desk.as_of + SOON]


def targets_past(desk: Desk) -> list[Result]:
    """Indicators that came along with a day before this quarter, and no result in it: nothing to aim at."""
    return [
        each
        for each in results_of(desk, desk.team, desk.quarter)
        if each.by_when is not None and each.by_when < desk.quarter.start and each.review is None
    ]


def _open(desk: Desk, dated: Dated) -> Iterator[ActionDue]:
    form = desk.cycle.forms.get(dated.form)
    if form is None or desk.level not in form.levels:
        return
    for row in desk.answers(form).rows:
        day = as_day(row.values.get(dated.day))
        if day is not None and row.values.get("status") not in CLOSED:
            what, who = str(row.values.get(dated.what) or ""), row.values.get(dated.who)
            yield ActionDue(what, str(who) if who else None, day, (desk.as_of - day).days)
