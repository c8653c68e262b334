"""How pages show a figure to staff: the finest that may be told, and marked for publish."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inquiry.views.desk import Desk
from inquiry.views.disclosed.keys import grade_place, school_place, team_place
from inquiry.views.disclosed.plan import FEW, GIVES_AWAY, NOT_YET, ONE_TEACHER, Told
from inquiry.views.html import Child, Node, el

MARK = "data-told"  # publish holds each marked figure against the plan and takes the mark away
# The two reasons of numbers are told as one: which figure is the small one, and which only covers it, would
# tell an attacker where to look, and of the small one that it is below the threshold.
_FEW = "too few students, or another figure with too few could be worked out from it"
WHYS = {FEW: _FEW, GIVES_AWAY: _FEW, ONE_TEACHER: ONE_TEACHER, NOT_YET: NOT_YET}
Places = Sequence[tuple[str, Child]]  # where a figure is gathered, and how the page says it; the finest first


def told_cell(told: Told) -> Node:
    """A figure in a table, or that it is withheld."""
    return el("td", told.text, cls="num" if told.is_told else "withheld", data_told=told.key)


def told_words(told: Told) -> Node:
    """A figure in a sentence."""
    return el("span", told.text, data_told=told.key)


def places_above(desk: Desk) -> Places:
    """Where this page's evidence may be gathered: our own, the grade's, the school's, the district's."""
    team = desk.team
    found: list[tuple[str, Child]] = []
    if desk.level == "teacher":
        found += [(team_place(team), "this team")]
        found += [
            (grade_place(team), ["teams of grades ", el("bdi", team.grades), " at ", el("bdi", desk.place)])
        ]
    if desk.school is not None:
        found.append((school_place(desk.school.school), el("bdi", desk.place)))
    return [*found, (school_place("district"), "all schools")]


def finest(desk: Desk, places: Places, key: Callable[[str], str]) -> tuple[Told, Child]:
    """The finest figure that may be told, always by the same order, and over what it is gathered.

    Where none may be told: the first, and why.
    """
    first: Told | None = None
    for place, words in places:
        told = desk.told(key(place))
        first = first or told
        if told.is_told:
            return told, [words, f", up to {told.day}" if told.day != desk.as_of else None]
    if first is None:
        raise ValueError("a figure is gathered somewhere")
    return first, WHYS[first.why]
