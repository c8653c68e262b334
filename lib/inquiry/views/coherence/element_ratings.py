"""The ratings of the four elements, level by level, and where two levels see one differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from inquiry.cycle import Field
from inquiry.district import Quarter
from inquiry.views.desk import Desk
from inquiry.views.readable import Said, read_teams

FORM, RATINGS = "four-elements", "ratings"
APART = 1.0  # a whole step of four: “here and there” beside “in most places” (our choice)


@dataclass(frozen=True)
class Rating:
    """What the teams of one level say of one element: their steps, lowest first."""

    steps: tuple[int, ...]

    @property
    def middle(self) -> float:
        """The middle one; between two, halfway."""
        return float(median(self.steps))


Rated = Mapping[str, Mapping[str, Rating]]  # level -> element -> what its teams say


@dataclass(frozen=True)
class Gap:
    """Two levels that see one element differently: who rates it least, who most, and how."""

    element: str
    low: str
    high: str
    least: float
    most: float


def rated(desk: Desk, field: Field, quarter: Quarter) -> dict[str, dict[str, Rating]]:
    """Level -> element -> its teams' ratings in a quarter, of the teams that we may read."""
    found: dict[str, dict[str, list[int]]] = {}
    for each in read_teams(desk, FORM, quarter):
        for element, step in _steps(field, each).items():
            found.setdefault(each.team.level, {}).setdefault(element, []).append(step)
    return {
        level: {element: Rating(tuple(sorted(steps))) for element, steps in found[level].items()}
        for level in desk.district.levels.ids
        if level in found
    }


def _steps(field: Field, each: Said) -> dict[str, int]:
    """A team's ratings, as far as they are steps that there are."""
    given: Any = each.value(RATINGS)
    if not isinstance(given, Mapping):
        return {}
    known = {option.id for option in field.options}
    return {
        str(element): step
        for element, step in given.items()
        if element in known and type(step) is int and 1 <= step <= len(field.steps)
    }


def middle_of(said: Rated, level: str, element: str) -> float | None:
    """A level's middle rating of an element; None where it gave none."""
    rating = said.get(level, {}).get(element)
    return None if rating is None else rating.middle


def find_gaps(field: Field, said: Rated) -> list[Gap]:
    """The elements that two levels see differently, by at least `APART` steps; the widest first."""
    gaps = []
    for option in field.options:
        theirs = {level: rating[option.id].middle for level, rating in said.items() if option.id in rating}
        if len(theirs) > 1:
            low, high = min(theirs, key=lambda one: theirs[one]), max(theirs, key=lambda one: theirs[one])
            if theirs[high] - theirs[low] >= APART:
                gaps.append(Gap(option.id, low, high, theirs[low], theirs[high]))
    return sorted(gaps, key=lambda gap: gap.least - gap.most)


def say_gap(desk: Desk, field: Field, gap: Gap) -> str:
    """Two levels' views of one element in a sentence."""
    label = desk.cycle.levels
    return (
        f"{field.option_label(gap.element)}: {label[gap.high].label} says “{say_step(field, gap.most)}”, "
        f"{label[gap.low].label} “{say_step(field, gap.least)}”."
    )


def say_step(field: Field, step: float) -> str:
    """A rating in words; halfway between two steps, both."""
    if step == int(step):
        return field.step_label(int(step))
    return f"{field.step_label(int(step))} to {field.step_label(int(step) + 1).lower()}"
