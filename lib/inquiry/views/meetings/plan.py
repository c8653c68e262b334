"""The plan on a page: focus, outcomes, actions, supports and dates, to print on one sheet of Letter paper."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.views.answers import Reading, cut_text, linked_words
from inquiry.views.coherence.foci import Focus, foci_for
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.meetings.meetings import meeting_dates
from inquiry.views.others import say_field
from inquiry.views.parts import data_table, item_list, note, nothing
from inquiry.views.readable import Said, read_rows
from inquiry.views.stations.results import Result, results_of
from inquiry.views.words import say_day

ACTIONS, SUPPORTS, REQUESTS, STEPS = "action-plan", "supports", "support-requests", "review-steps"
# So much of each fits on one sheet beside the others, even where every line is full; tried on paper.
MOST_FOCI, MOST_OUTCOMES, MOST_ACTIONS, MOST_STEPS, MOST_SUPPORTS = 3, 4, 6, 3, 4
LONGEST = 90  # characters: about one line
CLOSED = frozenset({"dropped"})


def plan_faces(desk: Desk) -> Faces:
    """The whole plan on one page; staff see it without people, baselines and where each thing stands."""
    return make_faces(lambda face: _plan(desk, face))


def _plan(desk: Desk, face: Face) -> Node | None:
    sections = (_foci, _outcomes, _actions, _refined, _supports)
    parts = [section(desk, face) for section in sections]
    written = [part for part in parts if part is not None]
    if not written and face == "staff":
        return None
    return el(
        "div",
        _whose(desk) if face == "team" else None,
        written
        or nothing(
            "Nothing is planned yet. Choose a focus on the page Analyze and actions on the page Design."
        ),
        _days(desk),
        cls="plan",
    )


def _whose(desk: Desk) -> Node:
    """Whose plan it is: on paper it stands alone. The site's page says it above."""
    days = f"{say_day(desk.quarter.start)} to {say_day(desk.quarter.end)}, {desk.quarter.end.year}"
    return el("p", el("bdi", desk.place), ", ", el("bdi", desk.team.name), f". {desk.quarter.id}: {days}.")


def _foci(desk: Desk, face: Face) -> Node | None:
    mine = [focus for focus in foci_for(desk, face) if focus.team.team == desk.team.team]
    if not mine:
        return None
    title = "Our goals" if desk.level == "district" else "Our focus, and what it serves"
    return el("section", el("h3", title), item_list([_focus(desk, each, face) for each in mine[:MOST_FOCI]]))


def _focus(desk: Desk, focus: Focus, face: Face) -> Child:
    served = linked_words(Reading(desk, face, focus.row.quarter), str(focus.row.values.get("serves") or ""))
    if desk.level == "district":
        return el("strong", el("bdi", _cut(focus.words)))
    if not focus.linked:
        above: Child = " It serves nothing yet."
    else:
        above = [" It serves: ", el("bdi", _cut(served))] if served else None
    return [el("strong", el("bdi", _cut(focus.words))), above]


def _cut(words: str) -> str:
    return cut_text(" ".join(words.split()), LONGEST)


def _outcomes(desk: Desk, face: Face) -> Node | None:
    results = results_of(desk, desk.team, desk.quarter, face)
    if not results:
        return None
    head = ["We count", "Today", "Target", "By"]
    rows = [_outcome(desk, each, face) for each in results[:MOST_OUTCOMES]]
    title = _title("Outcomes: how we will know", len(results), MOST_OUTCOMES)
    return el("section", data_table(title, _columns(head, face), rows))


def _columns(head: list[str], face: Face) -> list[str]:
    """A table's columns; staff do not see its second one."""
    return head if face == "team" else [head[0], *head[2:]]


def _title(words: str, n: int, most: int) -> str:
    """A section's title; where not everything fits, how much of it stands here."""
    return f"{words} ({most} of {n}; all of them on the page Design)" if n > most else words


def _outcome(desk: Desk, each: Result, face: Face) -> list[Child]:
    by = each.say_by_when(desk.quarter) or "–"
    today: list[Child] = [each.amount("baseline")] if face == "team" else []
    return [el("bdi", _cut(each.measure)), *today, each.amount("target"), by]


def _actions(desk: Desk, face: Face) -> Node | None:
    said = [
        each
        for each in read_rows(desk, ACTIONS, [desk.team], face=face)
        if each.has("action") and each.values.get("status") not in CLOSED
    ]
    said.sort(key=lambda each: (each.values.get("status") == "done", str(each.values.get("due") or "9999")))
    if not said:
        words = "No action has a name and a day yet: write them on the page Design."
        return note(words) if face == "team" and _is_begun(desk) else None
    head = ["What will be done", "Who", "By", "Status"]
    rows = [_action(desk, each, face) for each in said[:MOST_ACTIONS]]
    words = "Actions: who does what by when" if face == "team" else "Actions: what is done by when"
    return el("section", data_table(_title(words, len(said), MOST_ACTIONS), _columns(head, face), rows))


def _is_begun(desk: Desk) -> bool:
    """Whether there is a focus that actions could follow."""
    return any(focus.team.team == desk.team.team for focus in foci_for(desk, "team"))


def _action(desk: Desk, said: Said, face: Face) -> list[Child]:
    due = said.day("due")
    status = say_field(desk, said, "status", face) or "Not started"
    who: list[Child] = [say_field(desk, said, "owner") or "–"] if face == "team" else []
    return [el("bdi", _cut(str(said.values["action"]))), *who, say_day(due) if due else "–", status]


def _refined(desk: Desk, face: Face) -> Node | None:
    """What the last review made of the action steps."""
    if desk.previous is None:
        return None
    said = read_rows(desk, STEPS, [desk.team], desk.previous, face)
    lines: list[Child] = [
        [
            el("strong", say_field(desk, each, "decision", face) or "Step"),
            ": ",
            el("bdi", _step(desk, each, face)),
        ]
        for each in said
    ]
    title = f"What the review of {desk.previous.id} changed"
    if len(lines) > MOST_STEPS:
        title += f" ({MOST_STEPS} of {len(lines)}; all of them on its page)"
    return el("section", el("h3", title), item_list(lines[:MOST_STEPS])) if lines else None


def _step(desk: Desk, said: Said, face: Face) -> str:
    """The step in its new words; else those of the action it speaks of."""
    if said.has("step"):
        return _cut(str(said.values["step"]))
    action = linked_words(Reading(desk, face, said.row.quarter), str(said.values.get("action", "")))
    return _cut(action) if action else "an action that is no longer there"


def _supports(desk: Desk, face: Face) -> Node | None:
    """What we promise, what those above promise us, and what we asked for."""
    lines = [*_promised(desk, face), *(_asked(desk) if face == "team" else ())]
    if not lines:
        return None
    title = _title("Supports", len(lines), MOST_SUPPORTS)
    return el("section", el("h3", title), item_list(lines[:MOST_SUPPORTS]))


def _promised(desk: Desk, face: Face) -> Iterator[Child]:
    for team in (desk.team, *desk.district.serves(desk.team)):
        for said in read_rows(desk, SUPPORTS, [team], face=face):
            if said.has("support"):
                day = said.day("ready_by")
                whose = "" if team == desk.team else f"{desk.cycle.levels[team.level].label}: "
                ready = f" (from {say_day(day)})" if day else ""
                yield [whose, el("bdi", _cut(str(said.values["support"]))), ready]


def _asked(desk: Desk) -> Iterator[Child]:
    for said in read_rows(desk, REQUESTS, [desk.team]):
        if said.has("need") and said.values.get("status") in {None, "asked", "promised"}:
            status = say_field(desk, said, "status") or "Asked"
            yield ["We asked for: ", el("bdi", _cut(str(said.values["need"]))), " (", status, ")"]


def _days(desk: Desk) -> Node:
    """When we check in and when we review."""
    items: list[Child] = [
        [el("strong", "Check-ins: "), meeting_dates(desk)],
        [el("strong", "Quarterly review: "), f"by {say_day(desk.quarter.end)}, {desk.quarter.end.year}."],
    ]
    return el("section", el("h3", "When we look again"), item_list(items))
