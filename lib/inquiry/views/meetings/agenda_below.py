"""What teams below raised: barriers, requests, low confidence, messages and questions, by audience."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.cycle import find_link
from inquiry.district import Quarter
from inquiry.views.desk import Desk
from inquiry.views.html import Child, Node, el
from inquiry.views.meetings.confidence import unsure_below
from inquiry.views.meetings.meetings import CHECK_INS
from inquiry.views.meetings.since import Since
from inquiry.views.others import all_below, say_field, team_label
from inquiry.views.parts import item_list, note
from inquiry.views.readable import Said, read_rows
from inquiry.views.words import say_day

REQUESTS, GOING_UP, ANSWERS, PROBLEMS = "support-requests", "going-up", "answers-back", "problems-of-practice"
OPEN = frozenset({None, "asked", "promised"})
ASKED_OF = {"slt": {"slt"}, "principal": {"slt", "principal"}, "district": {"district"}}


def below(desk: Desk, since: Since) -> Node | None:
    """What teams raised since we last met, in four short lists; None where nobody below wrote anything."""
    lists = (
        ("Barriers:", _barriers(desk, since)),
        ("Requests that are open:", _requests(desk)),
        ("Messages without an answer:", list(unanswered(desk))),
        ("Where people ask for support:", [words for _, words in unsure_below(desk)]),
    )
    told = [[el("p", el("strong", title)), item_list(lines)] for title, lines in lists if lines]
    if told:
        return el("div", told)
    return note(
        "No team wrote a barrier, a request or a message. Ask two of them before you take it as good news."
    )


def _barriers(desk: Desk, since: Since) -> list[Child]:
    said = [
        each
        for each in read_rows(desk, CHECK_INS, all_below(desk))
        if each.has("barrier") and since.is_new(each.day())
    ]
    return [_line(desk, each, "barrier", "support_needed", "What would help") for each in said]


def _requests(desk: Desk) -> list[Child]:
    """Requests from teams below that are asked of us, or of nobody in particular."""
    ours = ASKED_OF.get(desk.level, set())
    said = [
        each
        for each in read_rows(desk, REQUESTS, all_below(desk))
        if each.row.values.get("status") in OPEN and each.values.get("from_whom") in {None, *ours}
    ]
    return [_line(desk, each, "need", "why", "It would make possible") for each in said if each.has("need")]


def _line(desk: Desk, said: Said, field: str, more: str, label: str) -> Child:
    day = said.day() or said.day("by_when")
    when = f" ({say_day(day)})" if day and field == "barrier" else f" (by {say_day(day)})" if day else ""
    extra: Child = [f" {label}: ", _one_line(said, more)] if said.has(more) else None
    return [team_label(desk, said.team), ": ", _one_line(said, field), when, ".", extra]


def _one_line(said: Said, field: str) -> Node:
    """An answer in one line, its last full stop taken off: the sentence around it has its own."""
    return el("bdi", " ".join(str(said.values.get(field, "")).split()).rstrip("."))


def unanswered(desk: Desk) -> Iterator[Child]:
    """Messages that came up in this quarter or the one before, and have no answer of ours yet, in words."""
    for quarter in (quarter for quarter in (desk.previous, desk.quarter) if quarter):
        for said in unanswered_in(desk, quarter):
            kind = say_field(desk, said, "kind")
            told: Child = [" (", kind, ")"] if kind else None
            yield [team_label(desk, said.team), ": ", _one_line(said, "message"), told]


def unanswered_in(desk: Desk, quarter: Quarter) -> list[Said]:
    """Messages of one quarter that have no answer of ours, whenever it was given."""
    answered = _answered(desk)[quarter.id]
    return [
        said
        for said in read_rows(desk, GOING_UP, desk.district.served_by(desk.team), quarter)
        if said.has("message") and (said.team.team, said.row.row) not in answered
    ]


def _answered(desk: Desk) -> dict[str, set[tuple[str, str]]]:
    """Quarter -> team and row of each message we answered; an answer without a quarter means its own."""
    found: dict[str, set[tuple[str, str]]] = {quarter.id: set() for quarter in desk.district.quarters}
    for quarter in desk.district.quarters:
        for said in read_rows(desk, ANSWERS, [desk.team], quarter):
            if link := find_link(said.values.get("heard")):
                found.setdefault(link.quarter or quarter.id, set()).add((link.owner, link.row))
    return found


def questions_below(desk: Desk) -> list[Child]:
    """Open problems of practice of the teams below: what they ask others to think about with them."""
    said = [
        each
        for each in read_rows(desk, PROBLEMS, desk.district.served_by(desk.team))
        if each.row.values.get("standing") != "solved" and each.has("problem")
    ]
    return [_problem(desk, each) for each in said]


def _problem(desk: Desk, said: Said) -> Child:
    asked: Child = [" They ask: ", _one_line(said, "question")] if said.has("question") else None
    return [team_label(desk, said.team), ": ", _one_line(said, "problem"), ".", asked]
