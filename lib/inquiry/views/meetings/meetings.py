"""A quarter's meetings by the calendar: which were held, which were missed, and when we meet next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from inquiry.cycle import as_day
from inquiry.cycle.meetings import Meeting, Span, meeting_spans, meetings_of, streak
from inquiry.district import Quarter, Team
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note
from inquiry.views.words import count_of, say_day, say_days

CHECK_INS, MINUTES = "check-ins", "minutes"
MEETING_FORMS = (CHECK_INS, MINUTES)  # a row with a date in either of them says that the team met
WORDS = {"held": "✓ held", "missed": "– not written down", "now": "☐ now", "to come": "to come"}
ONE = {"weekly": "week", "monthly": "month", "quarterly": "quarter"}


def days_met(desk: Desk, team: Team, quarter: Quarter) -> list[dt.date]:
    """The days on which a team met in a quarter, as it wrote them down, up to today."""
    return sorted({day for day in _days_written(desk, team, quarter) if day <= desk.as_of})


def _days_written(desk: Desk, team: Team, quarter: Quarter) -> Iterator[dt.date]:
    for name in MEETING_FORMS:
        form = desk.cycle.forms.get(name)
        if form is None or team.level not in form.levels:
            continue
        for row in desk.standing(team.team, form, quarter):
            day = as_day(row.values.get("date"))
            if day is not None:
                yield day


def calendar(desk: Desk, team: Team) -> tuple[Meeting, ...]:
    """A team's meetings of this quarter by the calendar of its level."""
    every = desk.cycle.levels[team.level].check_in
    return meetings_of(desk.quarter, every, days_met(desk, team, desk.quarter), desk.as_of)


def last_met(desk: Desk, team: Team) -> dt.date | None:
    """The last day on which a team met, in this quarter or the one before."""
    quarters = (desk.quarter, desk.previous)
    return max(
        (day for quarter in quarters if quarter for day in days_met(desk, team, quarter)), default=None
    )


def next_span(desk: Desk) -> Span | None:
    """The days in which this team meets next; None where that is not in this quarter."""
    meetings = calendar(desk, desk.team)
    return next((each.span for each in meetings if each.state in {"now", "to come"}), None)


def check_in_days(desk: Desk) -> tuple[Span, ...]:
    """The weeks, months or the quarter in which this team meets."""
    return meeting_spans(desk.quarter, desk.cycle.levels[desk.level].check_in)


def meetings_faces(desk: Desk) -> Faces:
    """The quarter's meetings: held, missed, to come. Only the team sees it."""
    every = desk.cycle.levels[desk.level].check_in
    meetings = calendar(desk, desk.team)
    held = [each for each in meetings if each.state == "held"]
    over = [each for each in meetings if each.state in {"held", "missed"}]
    rows: list[list[Child]] = [
        [_when(each, every), _on(each), el("td", WORDS[each.state])] for each in meetings
    ]
    table = data_table(
        f"Meetings in {desk.quarter.id}", (f"{ONE[every].capitalize()}", "We met on", "State"), rows
    )
    return Faces(
        el(
            "div",
            el("p", _lead(meetings, held, over, every), cls="lead"),
            el("details", el("summary", "Every meeting of the quarter"), table),
            note(_how(every)),
        )
    )


def _lead(meetings: Sequence[Meeting], held: Sequence[Meeting], over: Sequence[Meeting], every: str) -> str:
    coming = next((each for each in meetings if each.state in {"now", "to come"}), None)
    done = (
        f"Met in {len(held)} of {count_of(len(over), ONE[every])} so far" if over else "No meeting is due yet"
    )
    row = streak(meetings)
    kept = f", {row} in a row" if row > 1 else ""
    if coming is None:
        return f"{done}{kept}. The next meeting falls in the next quarter."
    return f"{done}{kept}. Next: {say_span(coming.span, every)}."


def say_span(span: Span, every: str) -> str:
    """When a meeting is to be held, in words."""
    if every == "weekly":
        return f"the week of {say_day(span.start)}"
    return f"a meeting between {say_day(span.start)} and {say_day(span.end)}"


def _when(meeting: Meeting, every: str) -> Child:
    if every == "weekly":
        return f"Week of {say_day(meeting.span.start)}"
    return f"{say_day(meeting.span.start)} to {say_day(meeting.span.end)}"


def _on(meeting: Meeting) -> Child:
    return el("td", say_days(meeting.held) if meeting.held else "–")


def _how(every: str) -> str:
    return (
        f"One meeting in each {ONE[every]} of the district's calendar. A check-in or minutes with a date "
        f"counts as a meeting. The calendar knows no holidays: a {ONE[every]} without school is no fault of "
        "yours. Only your team sees this list."
    )


def meeting_dates(desk: Desk) -> Node:
    """The dates of the quarter's meetings as one line: when we check in, for the plan."""
    every = desk.cycle.levels[desk.level].check_in
    spans = check_in_days(desk)
    if every == "weekly":
        return el("span", f"Each week: {say_days([span.start for span in spans])}.")
    if every == "monthly":
        return el("span", f"Each month, by {say_days([span.end for span in spans])}.")
    return el("span", f"Once in the quarter, by {say_day(desk.quarter.end)}.")
