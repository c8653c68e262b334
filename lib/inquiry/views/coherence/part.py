"""A team's own part of the coherence map: what it serves, who serves it, and the wordings side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from inquiry.views.coherence.evidence import HEAD, METHOD, say_work, work_cell
from inquiry.views.coherence.foci import (
    Focus,
    Known,
    chain_up,
    find_foci,
    foci_for,
    is_for_staff,
    under,
    whose,
)
from inquiry.views.coherence.picture import picture_of, say_shared
from inquiry.views.coherence.trouble import Trouble
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note, nothing
from inquiry.views.words import count_of


def part_faces(desk: Desk) -> Faces:
    """From the goal down to us and from us down to the classrooms, for each focus of this team."""
    return make_faces(lambda face: _part(desk, face))


def _part(desk: Desk, face: Face) -> Node | None:
    foci = foci_for(desk, face)
    mine = [focus for focus in foci if focus.team.team == desk.team.team]
    known = {focus.key: focus for focus in find_foci(desk, face)}
    if not mine:
        return None if face == "staff" else _without(desk, known)
    return el(
        "div",
        el("p", _lead(desk, mine), cls="lead"),
        [_focus(desk, focus, known, face) for focus in mine],
        _loose_ends(desk, mine, known) if face == "team" else None,
        note(METHOD) if face == "team" else None,
    )


def _lead(desk: Desk, mine: Sequence[Focus]) -> str:
    linked = sum(focus.linked for focus in mine)
    said = f"{linked} of our {count_of(len(mine), 'focus', 'focuses')} " if len(mine) > 1 else "Our focus "
    one = linked == 1 or len(mine) == 1
    up = f"{'serves' if one else 'serve'} {'a' if linked else 'no'} priority above{'' if linked else ' yet'}."
    if desk.district.levels.is_lowest(desk.level):
        return said + up
    below = sum(len(list(under(focus))) for focus in mine)
    down = f"{count_of(below, 'focus', 'focuses')} below {'serves' if below == 1 else 'serve'} ours."
    return f"{said}{up} {down if below else 'Nobody below serves ours yet.'}"


def _focus(desk: Desk, focus: Focus, known: Known, face: Face) -> Node:
    above = [each for each in chain_up(focus, known) if face == "team" or is_for_staff(desk, each.team.level)]
    table = _wordings(desk, focus, above, face)
    top = _only_ours(focus, above)
    return el(
        "section",
        el("h3", el("bdi", focus.words)),
        None if focus.linked else note(str(focus.trouble or Trouble.NONE), _offer(desk, known, face)),
        picture_of(desk, top, table, focus) if top is not focus or focus.served_by else table,
    )


def _only_ours(focus: Focus, above: Sequence[Focus]) -> Focus:
    """The top of the chain with nothing beside it but the way down to this focus and what serves it."""
    top = focus
    for each in above:
        top = replace(each, served_by=[top])
    return top


def _wordings(desk: Desk, focus: Focus, above: Sequence[Focus], face: Face) -> Node:
    """From the goal to the classroom, each in its own words beside ours."""
    rows = [_wording(desk, each, focus, face) for each in (*reversed(above), focus, *under(focus))]
    head = ["Whose", "Level", "In their words", "Words shared with ours"]
    if face == "team":
        head.append(f"{HEAD}, {desk.quarter.id}")
    return data_table("The same line, in everybody's words", head, rows)


def _wording(desk: Desk, each: Focus, ours: Focus, face: Face) -> list[Child]:
    level = desk.cycle.levels[each.team.level].label
    own = each.key == ours.key
    shared = el("td", el("strong", "ours")) if own else say_shared(each, ours)
    row: list[Child] = [el("bdi", whose(desk, each)), level, el("bdi", each.words), shared]
    if face == "team":
        near = desk.district.levels.is_at_or_below(each.team.level, desk.level)
        row.append(work_cell(say_work(desk, each)) if near else el("td", "–"))
    return row


def _above(desk: Desk, known: Known) -> list[Focus]:
    """The priorities that stand above this team."""
    teams = {team.team for team in desk.district.serves(desk.team)}
    return [focus for focus in known.values() if focus.team.team in teams]


def _offer(desk: Desk, known: Known, face: Face) -> Child:
    """For a team whose focus hangs loose: the priorities it could serve."""
    above = _above(desk, known)
    if face == "staff" or not above:
        return None
    said: list[Child] = [[el("bdi", f"“{focus.words}”"), " "] for focus in above]
    return [" Above you stand: ", said, "If none fits, that is news for those who wrote them."]


def _loose_ends(desk: Desk, mine: Sequence[Focus], known: Known) -> list[Node]:
    """What is above us and we do not serve, and what is below us and does not serve ours."""
    served = {focus.serves for focus in mine if focus.linked}
    unserved = [focus for focus in _above(desk, known) if focus.key not in served]
    teams = {team.team for team in desk.district.served_by(desk.team)}
    loose = [focus for focus in known.values() if focus.team.team in teams and not focus.linked]
    parts: list[Node] = []
    if unserved:
        told = [el("span", el("bdi", whose(desk, each)), ": ", el("bdi", each.words)) for each in unserved]
        parts += [el("h3", "Above us, and not served by us"), item_list(told)]
        parts.append(note("That may be right. A team cannot serve everything; somebody should."))
    if loose:
        said = [
            el("span", el("bdi", whose(desk, each)), ": ", el("bdi", each.words), f" ({each.trouble})")
            for each in loose
        ]
        parts += [el("h3", "Below us, and linked to nothing yet"), item_list(said)]
    return parts


def _without(desk: Desk, known: Known) -> Node:
    """What helps a team that has no focus yet: the priorities it could serve."""
    above = _above(desk, known)
    words = "No focus is written yet: choose it on the page Analyze, and its place in the map stands here."
    if not above:
        return nothing(words)
    told = [el("span", el("bdi", whose(desk, each)), ": ", el("bdi", each.words)) for each in above]
    return el("div", nothing(words), el("p", "It could serve one of these:"), item_list(told))
