"""The agenda of the next meeting, made from the record, and a summary of the last one for those absent."""

from __future__ import annotations

from inquiry.cycle import as_day, is_blank
from inquiry.cycle.agenda import Agenda, AgendaItem, load_agenda
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.meetings.agenda_blocks import SHOWS
from inquiry.views.meetings.meetings import MINUTES, last_met, next_span, say_span
from inquiry.views.meetings.since import Since
from inquiry.views.parts import item_list, note
from inquiry.views.words import count_of, say_day


def agenda_faces(desk: Desk) -> Faces:
    """The next meeting's agenda: desired outcomes, items with minutes, and what the record has for each.

    Only the team sees it.
    """
    agenda = load_agenda(desk.cycle, desk.level)
    since = Since.of(desk, last_met(desk, desk.team))
    items = [_item(desk, item, since) for item in agenda.items]
    return Faces(
        el(
            "div",
            el("h3", f"{agenda.title}, {count_of(agenda.minutes, 'minute')}"),
            el("p", _when(desk, since)),
            el("p", el("strong", "What we want to have by the end:")),
            item_list(_outcomes(desk, agenda)),
            el("ol", items, cls="rows"),
            el("p", f"The agenda follows: {desk.cycle.frameworks[agenda.framework].citation}", cls="source"),
        )
    )


def _when(desk: Desk, since: Since) -> str:
    span = next_span(desk)
    every = desk.cycle.levels[desk.level].check_in
    when = f"For {say_span(span, every)}. " if span else "The next meeting falls in the next quarter. "
    met = f"It takes up what is new since {say_day(since.met)}, when we last met." if since.met else ""
    return when + (met or "No meeting is written down yet: it takes up the whole quarter.")


def _outcomes(desk: Desk, agenda: Agenda) -> list[Child]:
    """What the team itself wants from the meeting to come; else what its agenda asks for."""
    ours = [
        str(row.values["outcomes"])
        for row in desk.answers(desk.cycle.form(MINUTES, desk.level)).rows
        if not is_blank(row.values.get("outcomes")) and _to_come(desk, row.values.get("date"))
        if is_blank(row.values.get("decided"))
    ]
    return [el("bdi", words) for words in ours] if ours else list(agenda.outcomes)


def _to_come(desk: Desk, date: object) -> bool:
    day = as_day(date)
    return day is None or day >= desk.as_of


def _item(desk: Desk, item: AgendaItem, since: Since) -> Node:
    """One item: its minutes, what to ask, and what the record brings in for it."""
    brought = [block for name in item.shows if (block := SHOWS[name](desk, since)) is not None]
    return el(
        "li",
        el("p", el("strong", item.item), f" ({item.minutes} min)"),
        el("p", item.ask) if item.ask else None,
        brought or (note("Nothing is written for this yet.") if item.shows else None),
    )
