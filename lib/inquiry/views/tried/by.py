"""Tried here as pages to leaf through: every idea by school, by skill or by cause, A to Z."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el, write
from inquiry.views.parts import nothing
from inquiry.views.tried.entries import Tried, find_tried
from inquiry.views.tried.entry import SAID, outcome_of, place_of, skill_label, when_tried, where_tried
from inquiry.views.tried.here import NO_SKILL
from inquiry.views.words import count_of

By = Literal["school", "skill", "cause"]
NO_CAUSE, NO_KIND = "No cause named", "Other causes"
LAST = frozenset({NO_SKILL, NO_CAUSE, NO_KIND, "No longer on the list"})  # after Z
MOST_BYTES = 230_000  # of ideas on a page, which then stays under 300 KB: a phone opens it in a breath
HEADING_BYTES = 250  # about what a heading of its own and its entry in the contents add to an idea


@dataclass(frozen=True)
class _Part:
    """A part of the page: its heading, and under it its ideas by cause; elsewhere under one empty heading."""

    label: str
    groups: dict[str, list[Tried]]

    @property
    def count(self) -> int:
        """How many ideas it has."""
        return sum(len(ideas) for ideas in self.groups.values())


def tried_by_faces(desk: Desk, by: By) -> Faces:
    """Every idea by school, skill or cause, A to Z, with the way to each part at the top.

    Parameters
    ----------
    desk : Desk
    by : str
        “school”, “skill” or “cause”.
    """
    return make_faces(lambda face: _page(desk, by, face))


def _page(desk: Desk, by: By, face: Face) -> Node | None:
    every = find_tried(desk, face)
    if not every:
        return nothing("No team has written down what it tried yet.") if face == "team" else None
    shown = _fitting(desk, by, every)
    parts = _parts(desk, by, shown)
    names = [f"by-{by}-{n}" for n in range(1, len(parts) + 1)]
    return el(
        "div",
        _lead(every, shown),
        _contents(parts, names),
        [_section(desk, by, part, name) for part, name in zip(parts, names, strict=True)],
    )


def _fitting(desk: Desk, by: By, every: Sequence[Tried]) -> Sequence[Tried]:
    """The newest ideas, as many as the page can carry."""
    room = MOST_BYTES
    for n, each in enumerate(every):
        room -= len(write(_item(desk, by, each)).encode()) + HEADING_BYTES
        if room < 0:
            return every[:n]
    return every


def _lead(every: Sequence[Tried], shown: Sequence[Tried]) -> Node:
    adopted = sum(each.decision == "adopt" for each in every)
    dropped = sum(each.decision == "abandon" for each in every)
    told = f"{adopted} adopted, {dropped} abandoned, the others still tried or not decided"
    words = f"{count_of(len(every), 'idea')} so far: {told}."
    left = len(every) - len(shown)
    older = f" The {count_of(left, 'oldest one', 'oldest')} are left out here." if left else ""
    return el("p", words, older, cls="lead")


def _contents(parts: Sequence[_Part], names: Sequence[str]) -> Node:
    """The way to each part, A to Z."""
    links: list[Child] = [
        el("li", el("a", el("bdi", part.label), href=f"#{name}"), f" ({part.count})")
        for part, name in zip(parts, names, strict=True)
    ]
    return el("ul", links, cls="pages")


def _parts(desk: Desk, by: By, ideas: Iterable[Tried]) -> list[_Part]:
    """The ideas in their parts, and in these under their headings, both A to Z."""
    found: dict[str, dict[str, list[Tried]]] = {}
    for each in ideas:
        label, group = _place(desk, by, each)
        found.setdefault(label, {}).setdefault(group, []).append(each)
    return [
        _Part(label, {group: found[label][group] for group in _a_to_z(found[label])})
        for label in _a_to_z(found)
    ]


def _place(desk: Desk, by: By, tried: Tried) -> tuple[str, str]:
    if by == "school":
        return place_of(desk, tried), ""
    if by == "skill":
        return skill_label(desk, tried.skill) or NO_SKILL, ""
    cause = tried.cause
    return (
        (cause.area_label or NO_KIND, cause.words)
        if cause.words
        else (cause.area_label or NO_CAUSE, NO_CAUSE)
    )


def _a_to_z(labels: Iterable[str]) -> list[str]:
    return sorted(labels, key=lambda label: (label in LAST, re.sub(r"^[^\w]+", "", label).casefold(), label))


def _section(desk: Desk, by: By, part: _Part, name: str) -> Node:
    """One part; by cause, each cause has a heading of its own."""
    inside: list[Child] = []
    for group, ideas in part.groups.items():
        if by == "cause" and group != part.label:
            named: list[Child] = [group] if group in LAST else ["“", el("bdi", group), "”"]
            inside.append(el("h4", named))
        inside.append(el("ul", [_item(desk, by, each) for each in ideas], cls="rows"))
    return el("section", el("h3", el("bdi", part.label), id=name), inside)


def _item(desk: Desk, by: By, tried: Tried) -> Node:
    """An idea in a few lines: what, whose, when, what came of it; what the page is ordered by is left out."""
    whose = el("bdi", tried.team.name) if by == "school" and tried.team else where_tried(desk, tried)
    about = [
        ("Skill", skill_label(desk, tried.skill) if by != "skill" else ""),
        ("Cause", tried.cause.words if by != "cause" else ""),
        ("Focus", tried.focus),
        ("What changes", tried.decisions[-1].change if tried.decisions else ""),
        ("Reason", tried.decisions[-1].reason if tried.decisions else ""),
    ]
    said: list[Child] = [[el("br"), f"{label}: ", el("bdi", words)] for label, words in about if words]
    return el(
        "li",
        el("strong", el("bdi", tried.idea)),
        el("br"),
        whose,
        f", {when_tried(tried)}: {outcome_of(desk, tried)}.",
        said,
        cls=_mark(tried) if by == "school" else "",
    )


def _mark(tried: Tried) -> str:
    """What was decided last, and when, for the pages that lead to others."""
    if not tried.decisions:
        return ""
    last = tried.decisions[-1]
    return f"decided {SAID.get(last.decision, last.decision)} in-{last.quarter}"
