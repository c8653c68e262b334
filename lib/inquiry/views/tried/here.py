"""Tried here, on a team's page: what is nearest to its own work first, then all, to search or to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Node, el
from inquiry.views.parts import nothing
from inquiry.views.tried.entries import UNDECIDED, Tried, find_tried
from inquiry.views.tried.entry import entry, place_of, skill_label
from inquiry.views.tried.eyes import Eyes
from inquiry.views.tried.near import Near, Ours, nearest, our_work, rank
from inquiry.views.tried.reading import DECISIONS, FOCUS
from inquiry.views.words import count_of

MOST_NEAR = 5  # more than a team reads before it plans
MOST_LISTED = 200  # at about a kilobyte each, what a page can carry; the nearest and the newest of them
NO_SKILL = "No skill named"
# By what a search can narrow the list: the marks of an entry, and what they are called.
FILTERS = {
    "skill": "Skill",
    "area": "Kind of cause",
    "indicator": "State indicator it serves",
    "school": "School",
    "decision": "What came of it",
}


def tried_here_faces(desk: Desk) -> Faces:
    """What was tried in this district, as far as this team may read it; staff have pages of their own."""
    every = find_tried(desk, "team")
    if not every:
        words = (
            "No team here has written down what it tried yet. From the first idea on, it can be found here."
        )
        return Faces(nothing(words))
    ours = our_work(desk)
    near = rank(desk, every, ours)
    shown = _shown(near, every)
    return Faces(el("div", _lead(desk, every), _nearest(desk, near, ours), _all(desk, shown, every)))


def _lead(desk: Desk, every: Sequence[Tried]) -> Node:
    teams = len({each.owner for each in every})
    first = min(every, key=lambda each: _order(desk).index(each.quarters[0])).quarters[0]
    words = (
        f"{count_of(len(every), 'idea')} of {count_of(teams, 'team')} since {first}. "
        "What is meant for a team alone is not here: ask them."
    )
    return el("p", words)


def _order(desk: Desk) -> list[str]:
    return [quarter.id for quarter in desk.district.quarters]


def _shown(near: Sequence[Near], every: Sequence[Tried]) -> list[Tried]:
    """As many as a page can carry: what is near, then the newest."""
    near_ones = {id(each.tried) for each in near}
    rest = [each for each in every if id(each) not in near_ones]
    chosen = {id(each) for each in [*(each.tried for each in near), *rest][:MOST_LISTED]}
    return [each for each in every if id(each) in chosen]


def _nearest(desk: Desk, near: Sequence[Near], ours: Ours) -> Node:
    """The ideas against causes and for skills like ours, with what they have in common."""
    heading = el("h3", "Nearest to our work")
    if not ours.known:
        words = (
            "Once your focus and your causes are written on the page Analyze, what is nearest stands here."
        )
        return el("section", heading, nothing(words))
    if not near:
        words = "Nobody here has worked on this skill or on a cause of this kind yet. You are the first."
        return el("section", heading, nothing(words))
    shown = nearest(near, MOST_NEAR)
    return el("section", heading, [entry(desk, each.tried, like=each.why) for each in shown])


def _all(desk: Desk, shown: Sequence[Tried], every: Sequence[Tried]) -> Node:
    """All of them, skill by skill; the page's own program puts a search before them."""
    left = len(every) - len(shown)
    more = f" The {len(shown)} nearest and newest of {len(every)} are here; ask your coach for the others."
    groups = [_group(desk, label, ideas) for label, ideas in by_skill(desk, shown)]
    return el(
        "section",
        el("h3", "Everything that was tried"),
        el("p", "Skill by skill, the newest first.", more if left else None, cls="note"),
        groups,
        data_tried=json.dumps(_filters(desk, shown), ensure_ascii=False),
    )


def by_skill(desk: Desk, ideas: Iterable[Tried]) -> Iterator[tuple[str, list[Tried]]]:
    """The ideas by skill, A to Z; those without one come last."""
    groups: dict[str, list[Tried]] = {}
    for each in ideas:
        groups.setdefault(skill_label(desk, each.skill) or NO_SKILL, []).append(each)
    for label in sorted(groups, key=lambda label: (label == NO_SKILL, label.casefold())):
        yield label, groups[label]


def _group(desk: Desk, label: str, ideas: Sequence[Tried]) -> Node:
    summary = el("summary", f"{label}: {count_of(len(ideas), 'idea')}")
    return el("details", summary, [_entry(desk, each) for each in ideas], cls="tried-group")


def _entry(desk: Desk, tried: Tried) -> Node:
    data = {f"data_{name}": value for name, value in _marks(tried).items() if value}
    return entry(desk, tried, **data)


def _marks(tried: Tried) -> dict[str, str]:
    """By what a search finds an idea."""
    return {
        "skill": tried.skill,
        "area": tried.cause.area,
        "indicator": tried.indicator,
        "school": tried.team.school if tried.team else "",
        "decision": tried.decision,
    }


def _filters(desk: Desk, shown: Sequence[Tried]) -> list[dict[str, object]]:
    """The choices that a search offers: only what is there, in words, A to Z."""
    eyes = Eyes(desk, "team")
    filters: list[dict[str, object]] = []
    for name, label in FILTERS.items():
        known = {value: words for each in shown for value, words in _choices(eyes, name, each) if value}
        options = sorted(known.items(), key=lambda pair: (pair[0] == UNDECIDED, pair[1].casefold()))
        if len(options) > 1:
            filters.append({"name": name, "label": label, "options": [list(pair) for pair in options]})
    return filters


def _choices(eyes: Eyes, name: str, tried: Tried) -> list[tuple[str, str]]:
    """What an idea can be found by in one list of a search: values, and their words."""
    if name == "skill":
        return [(tried.skill, skill_label(eyes.desk, tried.skill))]
    if name == "area":
        return [(tried.cause.area, tried.cause.area_label)]
    if name == "indicator":
        return [(tried.indicator, eyes.option(FOCUS, "indicator", tried.indicator))]
    if name == "school":
        return [(tried.team.school, place_of(eyes.desk, tried))] if tried.team else []
    if tried.decision == UNDECIDED:
        return [(UNDECIDED, "Not decided yet")]
    return [(tried.decision, eyes.option(DECISIONS, "decision", tried.decision))]
