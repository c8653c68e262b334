"""A team's own part of the coherence map: what its focus serves, and who serves it."""

from __future__ import annotations

from inquiry.views.coherence.foci import Focus, Known, chain_up, find_foci, foci_for, is_for_staff, whose
from inquiry.views.coherence.trouble import Trouble
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import note, nothing


def our_links_faces(desk: Desk) -> Faces:
    """What this team's focus serves, up to the district's goal, and who serves it.

    Staff see the foci that are meant for them.
    """
    return make_faces(lambda face: _our_links(desk, face))


def _our_links(desk: Desk, face: Face) -> Node | None:
    mine = [focus for focus in foci_for(desk, face) if focus.team.team == desk.team.team]
    if mine:
        known = {focus.key: focus for focus in find_foci(desk, face)}
        return el("div", [_our_link(desk, focus, known, face) for focus in mine])
    if face == "staff":
        return None
    return nothing("No focus is written yet: choose it on the page Analyze, and it will stand here.")


def _our_link(desk: Desk, focus: Focus, known: Known, face: Face) -> Node:
    chain = [each for each in chain_up(focus, known) if face == "team" or is_for_staff(desk, each.team.level)]
    up: list[Child] = [_linked(desk, each) for each in chain]
    asked = desk.level != "teacher"
    down: list[Child] = [_linked(desk, each) for each in focus.served_by]
    return el(
        "section",
        el("h3", el("bdi", focus.words)),
        _listed(
            "It serves:",
            up,
            "" if desk.level == "district" or focus.linked else _loose(focus),
        ),
        _listed("It is served by:", down, "Nobody serves it yet." if asked and focus.unserved else ""),
    )


def _loose(focus: Focus) -> str:
    """That a focus serves nothing, and why where a link was chosen."""
    chosen = focus.trouble not in (None, Trouble.NONE)
    return f"It serves nothing yet. {focus.trouble}" if chosen else "It serves nothing yet."


def _linked(desk: Desk, focus: Focus) -> Node:
    level = desk.cycle.levels[focus.team.level].label
    return el("li", el("strong", el("bdi", whose(desk, focus))), f" ({level}): ", el("bdi", focus.words))


def _listed(title: str, items: list[Child], otherwise: str) -> list[Node]:
    if items:
        return [el("p", title), el("ul", items)]
    return [note(otherwise)] if otherwise else []
