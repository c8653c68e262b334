"""When a team is stuck: a few plain rules, each a reason to ask how it goes and never a judgment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from inquiry.cycle.meetings import Meeting
from inquiry.district import Quarter
from inquiry.views.due import ActionDue
from inquiry.views.meetings.confidence import NOT_SURE
from inquiry.views.words import count_of

# Our own rules, every number of them; the README has them too. Sooner, and a coach hears of every holiday;
# later, and the quarter is over.
SILENT_DAYS = {"weekly": 21, "monthly": 45, "quarterly": 60}  # nothing written, by how often the team meets
MISSED_IN_A_ROW = 2  # check-ins
NOT_SURE_IN_A_ROW = 2  # check-ins
UNANSWERED_DAYS = 14  # of a request for support
LATE_ACTIONS = 3  # so many steps past their day, and the plan no longer fits


@dataclass(frozen=True)
class Request:
    """A request for support that is open; `days` since it was first written."""

    need: str
    from_whom: str
    asked: dt.date
    days: int
    promised: bool = False
    by_when: dt.date | None = None


@dataclass(frozen=True)
class Stuck:
    """One reason to ask a team how it goes: the rule's name, and its words."""

    rule: str
    words: str


@dataclass(frozen=True)
class Found:
    """What the rules look at; `confidence` is what the whole team said at its check-ins, in order."""

    every: str
    last_answer: dt.date | None
    meetings: tuple[Meeting, ...]
    confidence: tuple[int, ...]
    requests: tuple[Request, ...]
    late: tuple[ActionDue, ...]
    conflicts: int


def find_stuck(quarter: Quarter, today: dt.date, found: Found) -> Iterator[Stuck]:
    """Each rule that holds; of a quarter that does not run, only what waits for somebody."""
    if quarter.holds(today):
        yield from list(_silent(quarter, today, found)) or _missed(
            found
        )  # who writes nothing wrote no check-in
        yield from _unsure(found)
        yield from _late(found)
    yield from _unanswered(today, found)
    yield from _conflicts(found)


def _silent(quarter: Quarter, today: dt.date, found: Found) -> Iterator[Stuck]:
    """Counted from the quarter's first day where nothing was written in it: nobody writes in the holidays."""
    days = (today - max(found.last_answer or quarter.start, quarter.start)).days
    if days < SILENT_DAYS[found.every]:
        return
    if found.last_answer is None:
        yield Stuck("silent", f"nothing written this quarter, which began {count_of(days, 'day')} ago")
    else:
        yield Stuck("silent", f"nothing written for {count_of(days, 'day')}")


def _missed(found: Found) -> Iterator[Stuck]:
    over = [each.state for each in found.meetings if each.state in {"held", "missed"}]
    row = next((n for n, state in enumerate(reversed(over)) if state == "held"), len(over))
    if row >= MISSED_IN_A_ROW:
        yield Stuck("missed", f"the last {row} check-ins not written down")


def _unsure(found: Found) -> Iterator[Stuck]:
    last = found.confidence[-NOT_SURE_IN_A_ROW:]
    if len(last) == NOT_SURE_IN_A_ROW and max(last) <= NOT_SURE:
        yield Stuck("unsure", f"not sure of the next step at the last {NOT_SURE_IN_A_ROW} check-ins")


def _late(found: Found) -> Iterator[Stuck]:
    if len(found.late) >= LATE_ACTIONS:
        yield Stuck("late", f"{len(found.late)} actions past their day")


def _unanswered(today: dt.date, found: Found) -> Iterator[Stuck]:
    """Asked for so long ago, or needed by a day that is past."""
    for each in found.requests:
        past = each.by_when is not None and each.by_when < today
        to = f" (to: {each.from_whom})" if each.from_whom else ""
        if past:
            yield Stuck("request", f"help needed by {each.by_when} and still open{to}: {each.need}")
        elif not each.promised and each.days >= UNANSWERED_DAYS:
            yield Stuck("request", f"asked for help {each.days} days ago, no answer{to}: {each.need}")


def _conflicts(found: Found) -> Iterator[Stuck]:
    if found.conflicts:
        answers = count_of(found.conflicts, "answer")
        yield Stuck("conflict", f"{answers} written by two people at once; the team has still to choose")
