"""What needs help: at one school, and in the whole district."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from inquiry.publish.lists.overview import Schools, Teams, figures_of
from inquiry.publish.lists.pieces import Help, Moved, Needs, Place
from inquiry.publish.lists.told import worse_of

T = TypeVar("T")


def help_of(teams: Teams) -> Help | None:
    """What needs help at a school: results that are red or fell, and work that shifted for the worse."""
    low = tuple(each for each in figures_of(teams) if each.color == "red" or each.way == "worse")
    worse = worse_of(teams)
    return Help(low, worse) if low or worse else None


def needs_of(schools: Schools) -> Needs | None:
    """What needs help in the district: what is red or shifted for the worse; what most share first."""
    red: dict[str, list[Moved]] = {}
    worse: dict[str, list[Place]] = {}
    for place, teams in schools:
        for figure in figures_of(teams):
            if figure.color == "red":
                red.setdefault(figure.indicator, []).append(Moved(place, figure))
        for what in worse_of(teams):
            worse.setdefault(what, []).append(place)
    if not red and not worse:
        return None
    return Needs(tuple(_most_first(red)), tuple(_most_first(worse)))


def _most_first(found: Mapping[str, Sequence[T]]) -> list[tuple[str, tuple[T, ...]]]:
    return [(what, tuple(found[what])) for what in sorted(found, key=lambda each: -len(found[each]))]
