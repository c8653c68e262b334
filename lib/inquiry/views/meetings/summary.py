"""A summary of the last meeting for those who could not come: to read out, pass on or print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from inquiry.views.answers import typed
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.meetings.agenda_blocks import MOST_LINES, Task, open_tasks
from inquiry.views.meetings.meetings import CHECK_INS, MINUTES, next_span, say_span
from inquiry.views.others import say_field
from inquiry.views.parts import item_list, nothing
from inquiry.views.readable import Said, read_rows
from inquiry.views.words import count_of, say_day

SAID = (  # what a summary takes from a meeting, and how it introduces it
    (MINUTES, "outcomes", "We wanted to have by the end:"),
    (CHECK_INS, "saw", "What we saw in students' work:"),
    (CHECK_INS, "tried", "What we tried:"),
    (MINUTES, "input", "What those close to the work say:"),
    (MINUTES, "decided", "We decided:"),
    (CHECK_INS, "adjust", "What we change:"),
    (CHECK_INS, "next_step", "The very next step:"),
)


def summary_faces(desk: Desk) -> Faces:
    """The last meeting in a few lines. Only the team sees it."""
    minutes, checks = _dated(desk, MINUTES), _dated(desk, CHECK_INS)
    days = [day for day, _ in [*minutes, *checks]]
    if not days:
        return Faces(
            nothing(
                "No meeting is written down yet. Write a check-in or minutes, and its summary stands here."
            )
        )
    day = max(days)
    rows = {MINUTES: _on(minutes, day), CHECK_INS: _on(checks, day)}
    return Faces(el("div", list(_parts(desk, day, rows)), cls="card"))


def _dated(desk: Desk, form: str) -> list[tuple[dt.date, Said]]:
    """A form's rows of meetings that were held: dated by today, and more than a plan for one."""
    said = ((each.day(), each) for each in read_rows(desk, form, [desk.team]))
    held = (MINUTES, "decided"), (CHECK_INS, "saw")
    needed = dict(held)[form]
    return [(day, each) for day, each in said if day and day <= desk.as_of and each.has(needed)]


def _on(dated: list[tuple[dt.date, Said]], day: dt.date) -> Said | None:
    return next((said for its_day, said in reversed(dated) if its_day == day), None)


def _parts(desk: Desk, day: dt.date, rows: dict[str, Said | None]) -> Iterator[Node]:
    yield el("h3", el("bdi", desk.team.name), f", {say_day(day)}: what you missed")
    minutes = rows[MINUTES]
    there = minutes.values.get("there") if minutes else None
    if isinstance(there, int | float):
        yield el("p", f"{count_of(there, 'person was', 'people were')} there.")
    for form, field, words in SAID:
        said = rows[form]
        if said is not None and said.has(field):
            yield el("p", el("strong", words))
            yield typed(str(said.values[field]))
    yield from _reached(desk, minutes)
    yield from _tasks(desk)
    span = next_span(desk)
    if span:
        yield el(
            "p",
            f"We meet again: {say_span(span, desk.cycle.levels[desk.level].check_in)}.",
        )


def _reached(desk: Desk, said: Said | None) -> Iterator[Node]:
    reached = say_field(desk, said, "reached") if said else None
    if reached:
        yield el("p", "Did we get what we came for? ", reached, ".")


def _tasks(desk: Desk) -> Iterator[Node]:
    tasks = open_tasks(desk)[:MOST_LINES]
    if tasks:
        yield el("p", el("strong", "What is open, and who does it:"))
        yield item_list([_line(desk, task) for task in tasks])


def _line(desk: Desk, task: Task) -> Child:
    who: Child = [el("bdi", task.who), ": "] if task.who else None
    late = ", late" if task.due and task.due < desk.as_of else ""
    return [who, el("bdi", task.what), f" (by {say_day(task.due)}{late})" if task.due else None]
