"""What a page's staff faces tell at a glance, read from the marks that the views put on it.

A mark is a class, so that what other pages repeat is what this page shows, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from inquiry.publish.lists.facts import Decided, Facts, Figure, Goal, Share, Verdict
from inquiry.publish.reading.element import Element
from inquiry.publish.reading.fragments import Fragment
from inquiry.views.disclosed.keys import EVERY_SKILL, EVIDENCE
from inquiry.views.disclosed.showing import MARK
from inquiry.views.state.standing import ALL

_STATES = ("done", "now", "next")
_WAYS = ("better", "worse", "shifted", "nochange", "tooearly")
_COLORS = ("red", "orange", "yellow", "green", "blue", "none")
_IN = "in-"  # the class that names the quarter of a decision


def look_at(faces: Iterable[Fragment]) -> Facts:
    """What a page with these faces tells at a glance; one with problems is not looked at."""
    glance = _Glance()
    for face in faces:
        if not face.problems:
            glance.face(face)
    found: dict[str, Any] = {name: tuple(dict.fromkeys(each)) for name, each in glance.many.items()}
    return Facts(**found | glance.one, progress=glance.progress)


class _Glance:
    """One pass over everything a page shows."""

    def __init__(self) -> None:
        self.one: dict[str, str] = {}
        self.many: dict[str, list[Any]] = {}
        self.progress: dict[str, str] = {}
        self.heading = ""

    def face(self, face: Fragment) -> None:
        """Take every mark of a face, in the order of the page."""
        is_answer = not face.with_class("progress")  # a lead beside the steps tells the week
        for element in Element("", {}, list(face.nodes)).walk():
            if element.tag == "h3":
                self.heading = element.text()
            elif element.tag == "tr":
                self.row(element)
            for name in element.classes if "class" in element.attrs else ():
                if name in _MARKS and (name != "lead" or is_answer):
                    _MARKS[name](self, element)

    def row(self, row: Element) -> None:
        """A table's row that holds a figure, a verdict or a goal."""
        cells = [cell for cell in row.children if isinstance(cell, Element)]
        inside = {name: each for each in row.walk() for name in each.classes}
        if "change" in inside and "colour" in inside and len(cells) > 5:
            self.add("figures", _figure(cells, inside["colour"], inside["change"]))
        elif "verdict" in inside and len(cells) > 2:
            way = _one_of(_WAYS, inside["verdict"])
            self.add("verdicts", Verdict(cells[0].text(), cells[1].text(), way, inside["verdict"].text()))
        elif "goal" in inside and len(cells) > 1:
            words = inside["goal"].all("bdi") or [inside["goal"]]
            self.add("goals", Goal(words[0].text(), cells[1].text(), "unserved" not in inside))
        for cell in cells:
            self.share(cells[0].text(), cell)

    def share(self, what: str, cell: Element) -> None:
        """A told share of all students' work in one skill."""
        kind, _, *place, skill, group = (cell.attrs.get(MARK) or "////").split("/")
        if kind == EVIDENCE and skill != EVERY_SKILL and group == ALL and "withheld" not in cell.classes:
            self.add("shares", Share(what, "/".join(place), cell.text()))

    def add(self, name: str, fact: object) -> None:
        """Keep one of several."""
        self.many.setdefault(name, []).append(fact)

    def keep(self, name: str, words: str) -> None:
        """Keep what is said once: the first."""
        self.one.setdefault(name, words)

    def focus(self, element: Element) -> None:
        """The team's focus, or the purpose it shares, which is a lead as well."""
        if "lead" in element.classes:
            self.keep("purpose", element.text() + " (a draft)" * ("draft" in element.classes))
        else:
            self.keep("working_on", element.text())

    def lead(self, element: Element) -> None:
        """The first answer on the page."""
        if "working-on" not in element.classes:
            self.keep("lead", element.text())

    def verdict(self, element: Element) -> None:
        """A run chart's verdict that stands in a line of its own: what it is of, a colon, the verdict."""
        if element.tag != "p":
            return
        named, words = element.all("bdi"), element.text()
        if not named and ": " not in words:
            return  # it says of nothing by name what it tells
        what = named[0].text() if named else words.partition(": ")[0]
        rest = words.removeprefix(what).removeprefix(":").strip()
        self.add("verdicts", Verdict(what, "", _one_of(_WAYS, element), rest))

    def steps(self, element: Element) -> None:
        """How far the team is in each phase."""
        for step in element.all("li"):
            state = _one_of(_STATES, step)
            if state and "data-phase" in step.attrs:
                self.progress[step.attrs["data-phase"]] = state

    def decided(self, element: Element) -> None:
        """An idea and what was decided about it, under the heading of its school."""
        ideas = element.all("strong")
        named = [name for name in element.classes if name != "decided"]
        quarter = next((name.removeprefix(_IN) for name in named if name.startswith(_IN)), "")
        decision = next((name for name in named if not name.startswith(_IN)), "")
        if ideas and quarter and decision:
            self.add("decided", Decided(self.heading, ideas[0].text(), decision, quarter))


def _listed(name: str) -> Callable[[_Glance, Element], None]:
    return lambda glance, element: glance.add(name, element.text())


_MARKS: Mapping[str, Callable[[_Glance, Element], None]] = {
    "working-on": _Glance.focus,
    "lead": _Glance.lead,
    "progress": _Glance.steps,
    "verdict": _Glance.verdict,
    "decided": _Glance.decided,
    "skill": _listed("skills"),
    "cause": _listed("causes"),
}


def _figure(cells: list[Element], chip: Element, change: Element) -> Figure:
    """A row of the priority table: priority, indicator, year, color, status, change."""
    return Figure(
        indicator=cells[1].text(),
        year=cells[2].text(),
        color=_one_of(_COLORS, chip) or "none",
        name=chip.text(),
        status=cells[4].text(),
        change=change.text(),
        way=_one_of(("better", "worse"), change),
        is_much="much" in change.classes,
    )


def _one_of(names: Iterable[str], element: Element) -> str:
    """The first of these classes that the element has; empty for none."""
    return next((name for name in names if name in element.classes), "")
