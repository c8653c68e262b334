"""Which of the ideas that were tried are nearest to what a team works on now, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import find_link
from inquiry.district import Quarter
from inquiry.views.desk import Desk
from inquiry.views.tried.entries import Tried
from inquiry.views.tried.entry import skill_label
from inquiry.views.tried.reading import CAUSES, FOCUS
from inquiry.views.words import join_words

# One shared skill, one cause of the same kind, or three words in common are enough to be worth a look. These
# weights are our own: they only order a list, and each entry says what it has in common.
SAME_SKILL, SAME_KIND, SAME_WORD = 3, 3, 1
NEAR_ENOUGH = 3
MOST_WORDS = 3  # so many shared words count, however long two texts are
MOST_OF_ONE = 2  # of one team, among the nearest
STEM = 5  # words that begin alike in so many letters count as one: explain, explains, explained
# Frequent words that say nothing of what a text is about; words of less than STEM - 1 letters never count.
_EMPTY = (
    "about after again also because before between both each every first from have into just less made make "
    "more most much never only other over same some such than that their them then there these they this "
    "those three through time under very want week weeks were what when where which while will with would "
    "your students student teachers teacher classes class"
)
EMPTY = frozenset(_EMPTY.split())


@dataclass(frozen=True)
class Ours:
    """What a team works on now: the skills, the kinds of causes, and the words of its focus and causes."""

    skills: frozenset[str]
    areas: frozenset[str]
    words: frozenset[str]

    @property
    def known(self) -> bool:
        """Whether there is anything to compare with."""
        return bool(self.skills or self.areas or self.words)


@dataclass(frozen=True)
class Near:
    """An idea, how near it is, and in words what it has in common with the team's own work."""

    tried: Tried
    score: int
    why: str


def our_work(desk: Desk) -> Ours:
    """What the page's team works on in this quarter, by its focus and its causes."""
    foci = [values for values in _own(desk, FOCUS, desk.quarter) if values.get("standing") != "waits"]
    causes = [*_own(desk, CAUSES, desk.quarter), *_linked_causes(desk, foci)]
    texts = [*(values.get("priority") for values in foci), *(values.get("root") for values in causes)]
    return Ours(
        frozenset(str(values["skill"]) for values in foci if values.get("skill")),
        frozenset(str(values["area"]) for values in causes if values.get("area")),
        frozenset(word for text in texts for word in stems(str(text or ""))),
    )


def _own(desk: Desk, form_id: str, quarter: Quarter) -> list[Mapping[str, Any]]:
    form = desk.cycle.forms.get(form_id)
    if form is None or form.scope != "team":
        return []
    return [row.values for row in desk.standing(desk.team.team, form, quarter)]


def _linked_causes(desk: Desk, foci: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The causes of earlier quarters that the team's focus still works on."""
    form = desk.cycle.forms.get(CAUSES)
    wanted = {link.row for values in foci if (link := find_link(values.get("root_cause")))}
    past = [quarter for quarter in desk.district.quarters if quarter.start < desk.quarter.start]
    for quarter in past if form else ():
        rows = desk.standing(desk.team.team, form, quarter) if form else ()
        yield from (row.values for row in rows if row.row in wanted)


def stems(text: str) -> dict[str, str]:
    """The beginnings of a text's telling words, each with the first word that begins so.

    Examples
    --------
    >>> stems("Students explain; she explained it.")
    {'expla': 'explain'}
    """
    found: dict[str, str] = {}
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if len(word) >= STEM - 1 and word not in EMPTY:
            found.setdefault(word[:STEM], word)
    return found


def nearest(near: Iterable[Near], most: int) -> list[Near]:
    """The first of them, at most `MOST_OF_ONE` of the same team: others thought of other things."""
    found: list[Near] = []
    for each in near:
        if sum(other.tried.owner == each.tried.owner for other in found) < MOST_OF_ONE and len(found) < most:
            found.append(each)
    return found


def rank(desk: Desk, every: Iterable[Tried], ours: Ours) -> list[Near]:
    """Ideas near to our own work, the nearest first; our own ideas of this quarter are not among them."""
    now = desk.quarter.id
    found = [_near(desk, each, ours) for each in every if not (each.ours and each.quarters[-1] == now)]
    # Sorting keeps the order among equals: the newest first.
    return sorted((each for each in found if each.score >= NEAR_ENOUGH), key=lambda each: -each.score)


def _near(desk: Desk, tried: Tried, ours: Ours) -> Near:
    shared = _shared(tried, ours)
    skill, kind = tried.skill in ours.skills, tried.cause.area in ours.areas
    score = SAME_SKILL * skill + SAME_KIND * kind + SAME_WORD * len(shared)
    return Near(tried, score, _say_why(desk, tried, skill, kind, shared))


def _shared(tried: Tried, ours: Ours) -> Sequence[str]:
    theirs = stems(" ".join((tried.idea, tried.focus, tried.cause.words)))
    return [word for stem, word in theirs.items() if stem in ours.words][:MOST_WORDS]


def _say_why(desk: Desk, tried: Tried, skill: bool, kind: bool, shared: Sequence[str]) -> str:
    why = []
    if skill:
        why.append(f"the same skill ({skill_label(desk, tried.skill)})")
    if kind:
        why.append(f"a cause of the same kind ({tried.cause.area_label})")
    if shared:
        why.append("words of ours: " + ", ".join(shared))
    return f"Like ours: {join_words(why)}." if why else ""
