"""A team's own part of the coherence map: what its focus serves, and who serves it."""

from __future__ import annotations

from inquiry.views.coherence import Focus, find_foci, whose
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces, same_for_all
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import note, nothing


def our_links_faces(desk: Desk) -> Faces:
    """What this team's focus serves, up to the district's goal, and who serves it."""
    foci = find_foci(desk)
    known = {focus.key: focus for focus in foci}
    mine = [focus for focus in foci if focus.team.team == desk.team.team]
    if not mine:
        return Faces(
            nothing("No focus is written yet: choose it on the page Analyze, and it will stand here.")
        )
    return same_for_all(el("div", [_our_link(desk, focus, known) for focus in mine]))


def _our_link(desk: Desk, focus: Focus, known: dict[tuple[str, str], Focus]) -> Node:
    chain: list[Focus] = []
    above = known.get(focus.serves) if focus.linked and focus.serves else None
    while above is not None:
        chain.append(above)
        above = known.get(above.serves) if above.linked and above.serves else None
    up: list[Child] = [_linked(desk, each) for each in chain]
    down: list[Child] = [_linked(desk, each) for each in focus.served_by]
    return el(
        "section",
        el("h3", el("bdi", focus.words)),
        _listed(
            "It serves:",
            up,
            "" if desk.level == "district" else "It serves nothing yet.",
        ),
        _listed("It is served by:", down, "" if desk.level == "teacher" else "Nobody serves it yet."),
    )


def _linked(desk: Desk, focus: Focus) -> Node:
    level = desk.cycle.levels[focus.team.level].label
    return el("li", el("strong", el("bdi", whose(desk, focus))), f" ({level}): ", el("bdi", focus.words))


def _listed(title: str, items: list[Child], otherwise: str) -> list[Node]:
    if items:
        return [el("p", title), el("ul", items)]
    return [note(otherwise)] if otherwise else []
