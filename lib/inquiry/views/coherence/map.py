"""The coherence map as it is read: a picture and a table for each goal, orphans, and goals nobody serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inquiry.views.coherence.evidence import (
    HEAD,
    METHOD,
    STAFF_METHOD,
    safe_work,
    say_work,
    work_cell,
)
from inquiry.views.coherence.foci import Focus, count_serving, foci_for, is_for_staff, whose
from inquiry.views.coherence.part import part_faces
from inquiry.views.coherence.picture import Work, link_table, picture_of
from inquiry.views.coherence.trouble import Trouble
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, nothing
from inquiry.views.words import count_of

LIMIT = (
    "The map shows what teams wrote and linked. It does not say whether the work is alike: read the wordings "
    "side by side and ask. Sharing no word is no proof of a break, and sharing one is no proof of a link."
)


def map_faces(desk: Desk) -> Faces:
    """What serves each district goal, what serves nothing yet, and what nobody serves.

    A team below the district sees its own part. Staff see the foci that are meant for them, and no map
    without its goals; teams without a focus are not named.
    """
    return make_faces(lambda face: _map(desk, face)) if desk.level == "district" else part_faces(desk)


def _map(desk: Desk, face: Face) -> Node | None:
    if face == "staff" and not is_for_staff(desk, "district"):
        return None
    foci = foci_for(desk, face)
    goals = [focus for focus in foci if focus.team.level == "district"]
    if not foci:
        return nothing(
            f"No goal and no focus is written for {desk.quarter.id} yet. Goals are chosen on the page "
            "Analyze. Once a team links its focus to one, the map begins here."
        )
    works = {goal.key: _works(desk, goal, face) for goal in goals}
    return el(
        "div",
        el("p", _lead(foci, goals), cls="lead"),
        _overview(desk, goals, works, face) if goals else None,
        [_goal(desk, n, goal, works[goal.key]) for n, goal in enumerate(goals, 1)],
        _orphans(desk, foci, face),
        note(LIMIT),
        note(METHOD if face == "team" else STAFF_METHOD),
    )


def _lead(foci: Sequence[Focus], goals: Sequence[Focus]) -> str:
    below = [focus for focus in foci if focus.team.level != "district"]
    reached = sum(count_serving(goal) for goal in goals)
    unserved = [goal for goal in goals if goal.unserved]
    total, aims = count_of(len(below), "focus", "focuses"), count_of(len(goals), "district goal")
    served = len(goals) - len(unserved)
    words = f"{reached} of {total} lead up to {f'{served} of ' if 0 < served < len(goals) else ''}{aims}."
    if unserved:
        words += f" {count_of(len(unserved), 'goal')} no school serves yet."
    return words


def _works(desk: Desk, goal: Focus, face: Face) -> Work:
    """What is told of the work under a focus of this goal."""
    if face == "team":
        return lambda focus: work_cell(say_work(desk, focus))
    safe: Mapping[tuple[str, str], Node] = safe_work(desk, goal)
    return lambda focus: safe.get(focus.key) or work_cell("–")


def _overview(desk: Desk, goals: Sequence[Focus], works: Mapping[tuple[str, str], Work], face: Face) -> Node:
    """The goals side by side: how many schools, how many focuses, and the work that stands behind."""
    before = desk.previous if face == "team" else None
    rows: list[list[Child]] = []
    for n, goal in enumerate(goals, 1):
        schools = len({each.team.school for each in goal.served_by})
        row: list[Child] = [
            el("th", f"Goal {n}: ", el("bdi", goal.words), scope="row", cls="goal"),  # the site's first page
            "not shown" if goal.withheld and not schools else str(schools),
            el("td", _served(goal), cls="unserved") if goal.unserved else _served(goal),
            works[goal.key](goal),
        ]
        rows.append([*row, work_cell(say_work(desk, goal, before))] if before else row)
    head = ["Goal", "Schools that serve it", "Focuses under it", f"{HEAD}, {desk.quarter.id}"]
    caption = f"Who serves each goal, of {count_of(len(desk.district.all_schools), 'school')}"
    return data_table(caption, [*head, f"{HEAD}, {before.id}"] if before else head, rows)


def _goal(desk: Desk, n: int, goal: Focus, work: Work) -> Node:
    heading = el("h3", f"Goal {n}: ", el("bdi", goal.words))
    if not goal.served_by:
        words = (
            "Nobody serves this goal yet. Is it wrong, unclear, or too early? The schools can tell."
            if goal.unserved
            else "What serves this goal is not shown here."
        )
        return el("section", heading, note(words))
    caption = f"Goal {n}: every focus that serves it, beside what it serves"
    table = link_table(desk, caption, goal, work, f"{HEAD}, {desk.quarter.id}")
    return el("section", heading, picture_of(desk, goal, table))


def _served(focus: Focus) -> str:
    if focus.served_by:
        return count_of(count_serving(focus), "focus", "focuses")
    return "nobody yet" if focus.unserved else "not shown"


def _orphans(desk: Desk, foci: Sequence[Focus], face: Face) -> Node | None:
    """Foci below the district that serve nothing, why, and how many hang on them."""
    orphans = [focus for focus in foci if focus.team.level != "district" and not focus.linked]
    if not orphans:
        return None
    rows: list[list[Child]] = [
        [
            el("bdi", whose(desk, each)),
            desk.cycle.levels[each.team.level].label,
            el("bdi", each.words),
            _why(each),
            _served(each),
        ]
        for each in orphans
    ]
    head = ("Whose", "Level", "Focus", "Why it hangs loose", "Served by")
    ask = "Ask before you mend: a focus that serves no goal may be right, and the goals may have a gap."
    return el(
        "section",
        el("h3", "Linked to nothing yet"),
        data_table("Focuses that serve no priority yet", head, rows),
        note(ask) if face == "team" else None,
    )


def _why(focus: Focus) -> str:
    return str(focus.trouble or Trouble.NONE)
