"""What all pages tell together: purpose, goals, the state's colors, what moved, what was decided.

Schools stand from A to Z, as in the district's list, and are never ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inquiry.district.rosters import DISTRICT
from inquiry.publish.lists.facts import Decided, Figure, Goal
from inquiry.publish.lists.model import TeamSummary
from inquiry.publish.lists.pieces import (
    ColorRow,
    ColorTable,
    Decisions,
    Moved,
    Moves,
    Place,
)
from inquiry.publish.site import Site

Teams = Sequence[TeamSummary]
Schools = Sequence[tuple[Place, Teams]]

# Who speaks for a school: the principal's team before the leadership team (templates/cycle, `serves`).
SPEAKERS = (DISTRICT, "principal", "slt")


def speak(teams: Teams, what: str) -> str:
    """What a school says, such as its focus: the words of the first team that speaks for it."""
    said = (getattr(team.facts, what) for team in speakers(teams))
    return next((words for words in said if words), "")


def figures_of(teams: Teams) -> tuple[Figure, ...]:
    """A school's published results, as the teams that see all of them have them."""
    return next((team.facts.figures for team in speakers(teams) if team.facts.figures), ())


def goals_of(teams: Teams) -> tuple[Goal, ...]:
    """The district's goals."""
    return next((team.facts.goals for team in speakers(teams) if team.facts.goals), ())


def speakers(teams: Teams) -> list[TeamSummary]:
    """The teams that speak for a school, the first first."""
    return [team for level in SPEAKERS for team in teams if team.level == level]


def color_table(schools: Schools) -> ColorTable | None:
    """The state's colors of all schools side by side; None where no school has a result."""
    known = [(place, {each.indicator: each for each in figures_of(teams)}) for place, teams in schools]
    indicators = tuple(dict.fromkeys(name for _, figures in known for name in figures))
    if not indicators:
        return None
    years = sorted({figure.year for _, figures in known for figure in figures.values()})
    return ColorTable(
        indicators,
        tuple(ColorRow(place, tuple(figures.get(name) for name in indicators)) for place, figures in known),
        years=years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}",
    )


def moves_of(schools: Schools) -> tuple[Moves, ...]:
    """What moved in the state's results, the better first; of each indicator the school that moved furthest.

    Indicators have scales of their own, so sizes are compared within one alone; what the state calls a
    significant change comes first.
    """
    return tuple(_moves(schools, way) for way in ("better", "worse"))


def _moves(schools: Schools, way: str) -> Moves:
    found = [
        Moved(place, figure) for place, teams in schools for figure in figures_of(teams) if figure.way == way
    ]
    furthest: dict[str, Moved] = {}
    for each in found:
        there = furthest.get(each.figure.indicator)
        if there is None or _reach(each) > _reach(there):
            furthest[each.figure.indicator] = each
    return Moves(way, len(found), tuple(sorted(furthest.values(), key=lambda each: not each.figure.is_much)))


def _reach(moved: Moved) -> tuple[bool, float]:
    return moved.figure.is_much, moved.figure.size


def decisions_of(site: Site, every: Mapping[str, Teams], school: str = "") -> Decisions | None:
    """What was decided in this quarter about what was tried; where nothing was yet, in the one before.

    Parameters
    ----------
    site : Site
        The quarter's site.
    every : Mapping
        All teams of all schools; the district's own have the pages of what was tried.
    school : str, optional
        One school alone.
    """
    own = site.district.settings.name
    place = "" if not school else own if school == DISTRICT else site.school_name(school)
    found = [
        each
        for team in every.get(DISTRICT, ())
        for each in team.facts.decided
        if not place or each.place == place
    ]
    quarter = next(iter(site.newest_first({each.quarter for each in found})), "")
    latest = [each for each in found if each.quarter == quarter]
    if not latest:
        return None
    counts: dict[str, int] = {}
    for each in latest:
        counts[_said(each)] = counts.get(_said(each), 0) + 1
    most_first = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return Decisions(
        quarter,
        tuple(f"{n} {words}" for words, n in most_first),
        tuple((_said(each), each.idea) for each in latest),
    )


def _said(decided: Decided) -> str:
    return decided.decision.replace("-", " ")
