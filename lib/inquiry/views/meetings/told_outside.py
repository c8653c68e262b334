"""For boards, councils and the state: what staff may read of the plan, priority by priority."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.cycle import find_link, linked_row
from inquiry.views.coherence.foci import Focus, foci_for
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.others import say_field
from inquiry.views.parts import data_table, item_list, note, nothing
from inquiry.views.readable import Said, read_rows
from inquiry.views.stations.results import Result, results_of
from inquiry.views.words import say_day

IDEAS, DECISIONS, SUPPORTS, TOLD = "change-ideas", "decisions", "supports", "told-outside"
FOCUS_FIELD, IDEA_FIELD = "focus", "idea"
LIMIT = (
    "Staff may read all of this already, so it may go into a school plan, an LCAP or a letter to families. "
    "Results are yours to add: none of a group of fewer than {fewest} students."
)


def told_outside_faces(desk: Desk) -> Faces:
    """What can be told outside, from the same record: on either face only what staff may read."""
    return make_faces(lambda face: _view(desk, face))


def _view(desk: Desk, face: Face) -> Node | None:
    mine = [focus for focus in foci_for(desk, "staff") if focus.team.team == desk.team.team]
    if not mine:
        words = "There is no priority to tell of yet. Once one is chosen, it stands here for others to read."
        return nothing(words) if face == "team" else None
    rows = [_row(desk, focus) for focus in mine]
    head = ("What we work on", "How we will know", "What we try, and what came of it", "What is there for it")
    table = data_table(f"{desk.place}, {desk.quarter.id}: what we can tell outside", head, rows)
    limit = note(LIMIT.format(fewest=desk.suppress_below)) if face == "team" else None
    return el("div", table, limit, _told(desk) if face == "team" else None)


def _row(desk: Desk, focus: Focus) -> list[Child]:
    """One priority with its indicators, ideas and supports, as staff may read them, on either face."""
    results = results_of(desk, desk.team, desk.quarter, "staff")
    counted = [each for each in results if _is_for(each.said, focus)]
    ideas = [each for each in read_rows(desk, IDEAS, [desk.team], face="staff") if _is_for(each, focus)]
    there = [each for each in read_rows(desk, SUPPORTS, [desk.team], face="staff") if _is_for(each, focus)]
    return [
        el("bdi", focus.words),
        _lines([_indicator(each) for each in counted]),
        _lines([_idea(desk, each) for each in ideas if each.has("idea")]),
        _lines([el("bdi", str(each.values["support"])) for each in there if each.has("support")]),
    ]


def _is_for(said: Said, focus: Focus) -> bool:
    link = find_link(said.values.get(FOCUS_FIELD))
    return link is not None and (link.owner, link.row) == focus.key


def _lines(lines: Sequence[Child]) -> Child:
    return item_list(lines) if lines else "–"


def _indicator(each: Result) -> Child:
    by = f", by {say_day(each.by_when)}" if each.by_when else ""
    return [el("bdi", each.measure), f": to {each.amount('target')}{by}"]


def _idea(desk: Desk, idea: Said) -> Child:
    """An idea with its decision of this quarter, or of the one before."""
    words = el("bdi", str(idea.values["idea"]))
    quarters = [quarter for quarter in (desk.quarter, desk.previous) if quarter is not None]
    for quarter in quarters:
        for said in read_rows(desk, DECISIONS, [desk.team], quarter, "staff"):
            if _names(said, idea):
                when = "" if quarter == desk.quarter else f" ({quarter.id})"
                return [words, ": ", el("strong", say_field(desk, said, "decision", "staff")), when]
    return [words, ": being tried"]


def _names(decision: Said, idea: Said) -> bool:
    return linked_row(decision.values.get(IDEA_FIELD)) == idea.row.row and decision.has("decision")


def _told(desk: Desk) -> Node:
    """When outside was told something last, this quarter or the one before."""
    days = [each.day() for each in read_rows(desk, TOLD, [desk.team])]
    last = max((day for day in days if day is not None and day <= desk.as_of), default=None)
    if last is None:
        return note("Nobody outside was told anything this quarter, as far as is written below.")
    return note(f"Last told outside on {say_day(last)}; it stands below.")
