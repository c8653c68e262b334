"""The coherence map as it is read: a picture and a table for each goal, orphans, and goals nobody serves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inquiry.district.rosters import LEVELS
from inquiry.views.charts.links import Box, plot_links
from inquiry.views.coherence import Focus, count_serving, foci_for, is_for_staff, whose
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, nothing, numbers, picture
from inquiry.views.words import count_of, join_words

LIMIT = (
    "The map shows what teams wrote and linked. It does not say whether the work is alike: read the wordings "
    "side by side and ask."
)


def map_faces(desk: Desk) -> Faces:
    """What serves each district goal, what serves nothing yet, and what nobody serves.

    Staff see the foci that are meant for them, and no map without its goals; teams without a focus are not
    named.
    """
    return make_faces(lambda face: _map(desk, face))


def _map(desk: Desk, face: Face) -> Node | None:
    if face == "staff" and not is_for_staff(desk, "district"):
        return None
    foci = foci_for(desk, face)
    goals = [focus for focus in foci if focus.team.level == "district"]
    if not foci:
        return nothing(f"No goal and no focus is written for {desk.quarter.id} yet.")
    return el(
        "div",
        el("p", _lead(foci, goals), cls="lead"),
        [_goal(desk, n, goal) for n, goal in enumerate(goals, 1)],
        _orphans(desk, foci),
        note(LIMIT),
    )


def _lead(foci: Sequence[Focus], goals: Sequence[Focus]) -> str:
    below = [focus for focus in foci if focus.team.level != "district"]
    reached = sum(count_serving(goal) for goal in goals)
    unserved = [goal for goal in goals if goal.unserved]
    total, aims = count_of(len(below), "focus", "focuses"), count_of(len(goals), "district goal")
    words = f"{reached} of {total} lead up to {aims}."
    if unserved:
        words += f" {count_of(len(unserved), 'goal')} no school serves yet."
    return words


def _goal(desk: Desk, n: int, goal: Focus) -> Node:
    heading = el("h3", f"Goal {n}: ", el("bdi", goal.words))
    if not goal.served_by:
        words = (
            "Nobody serves this goal yet." if goal.unserved else "What serves this goal is not shown here."
        )
        return el("section", heading, note(words))
    there = {focus.team.level for focus in _under(goal)} | {"district"}
    levels = [level for level in LEVELS if level in there]
    names = [desk.cycle.levels[level].label for level in levels]
    chart = plot_links(_box(desk, goal, levels), names, alt=_alt(desk, goal))
    return el(
        "section",
        heading,
        picture(chart, _caption(goal)),
        numbers(_table(desk, n, goal), summary="The map as a table"),
    )


def _under(focus: Focus) -> Iterator[Focus]:
    for each in focus.served_by:
        yield each
        yield from _under(each)


def _box(desk: Desk, focus: Focus, levels: Sequence[str]) -> Box:
    missing = "Nobody serves this yet" if focus.unserved and focus.team.level != LEVELS[-1] else ""
    below = tuple(_box(desk, each, levels) for each in focus.served_by)
    return Box(levels.index(focus.team.level), whose(desk, focus), focus.words, missing, below)


def _alt(desk: Desk, goal: Focus) -> str:
    said = [f"{whose(desk, each)} ({desk.cycle.levels[each.team.level].label})" for each in _under(goal)]
    return (
        f"Map of what serves the goal “{goal.words}”: {join_words(said)}. The table has the words and links."
    )


def _caption(goal: Focus) -> str | None:
    idle = [each for each in _under(goal) if each.unserved and each.team.level != LEVELS[-1]]
    return "A dashed box is one that nobody serves yet." if idle else None


def _table(desk: Desk, n: int, goal: Focus) -> Node:
    def rows(above: Focus) -> Iterator[list[Child]]:
        for each in above.served_by:
            level = desk.cycle.levels[each.team.level].label
            yield [el("bdi", whose(desk, each)), level, el("bdi", each.words), el("bdi", above.words)]
            yield from rows(each)

    head = ("Whose", "Level", "Focus", "Serves")
    return data_table(f"Goal {n}: every focus that serves it, and what it serves", head, rows(goal))


def _served(focus: Focus) -> str:
    if focus.served_by:
        return count_of(count_serving(focus), "focus", "focuses")
    return "nobody yet" if focus.unserved else "not shown"


def _orphans(desk: Desk, foci: Sequence[Focus]) -> Node | None:
    """Foci below the district that serve nothing, and those that hang on them."""
    orphans = [focus for focus in foci if focus.team.level != "district" and not focus.linked]
    if not orphans:
        return None
    rows: list[list[Child]] = [
        [
            el("bdi", whose(desk, each)),
            desk.cycle.levels[each.team.level].label,
            el("bdi", each.words),
            _served(each),
        ]
        for each in orphans
    ]
    head = ("Whose", "Level", "Focus", "Served by")
    return el(
        "section",
        el("h3", "Linked to nothing yet"),
        data_table("Focuses that serve no priority yet", head, rows),
    )
