"""What each data point means: what it is, how it is collected, what it points to, how it is used."""

from __future__ import annotations

from inquiry.views.desk import Desk
from inquiry.views.faces import Faces, same_for_all
from inquiry.views.html import Node, el
from inquiry.views.state.standing import find_standings

TERMS = ("What it is", "How it is collected", "What it points to", "How we use it")
OWN = (
    "How many students show each step of the rubric for one of the six skills, in one task.",
    "The team sorts students' work together and counts, class by class and group by group.",
    "What students can do now with what we teach now, weeks or months before any test.",
    "Look at it every week; change the next task or support; look again at every group.",
)


def meaning_faces(desk: Desk) -> Faces:
    """One understanding of each data point on this page; folded, to be looked up."""
    looked_at = [standing.indicator for standing in find_standings(desk)]
    points = [(one.name, (one.what, one.collected, one.points_to, one.used)) for one in looked_at]
    return same_for_all(
        el("div", [_point(name, said) for name, said in [*points, ("Our own evidence", OWN)]])
    )


def _point(name: str, said: tuple[str, ...]) -> Node:
    pairs = zip(TERMS, said, strict=True)
    listed = [el("div", el("dt", term), el("dd", words)) for term, words in pairs]
    return el("details", el("summary", name), el("dl", listed, cls="facts"))
