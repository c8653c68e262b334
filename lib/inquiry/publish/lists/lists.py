"""The pages that lead to others: a school, a quarter, the site's first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inquiry.cycle import TITLES
from inquiry.district.rosters import DISTRICT
from inquiry.publish.keeping.shelf import INDEX
from inquiry.publish.lists.a_to_z import letters_links
from inquiry.publish.lists.answers import sum_up
from inquiry.publish.lists.model import QuarterView, SchoolView, TeamSummary
from inquiry.publish.lists.needs import help_of, needs_of
from inquiry.publish.lists.overview import (
    Teams,
    color_table,
    decisions_of,
    figures_of,
    goals_of,
    moves_of,
    speak,
)
from inquiry.publish.lists.pieces import Link, Place, TeamEntry
from inquiry.publish.lists.steps import sum_progress, sum_schools
from inquiry.publish.lists.told import tell_own, told_of, told_rows
from inquiry.publish.site import Site


def view_school(site: Site, school: str, every: Mapping[str, Teams]) -> SchoolView:
    """One school's page in one quarter; `every` has the teams of all schools."""
    name, teams = site.school_name(school), every[school]
    place = _place(site, school, teams, "")
    return SchoolView(
        **site.frame(name, site.quarter, up=2),
        **_about(site, teams),
        heading=name,
        crumbs=(Link(f"Quarter {site.quarter}", f"../{INDEX}"), Link(name)),
        about=site.school_about(school),
        working_on=place.working_on,
        progress=place.progress,
        figures=figures_of(teams),
        told=told_of(teams),
        decisions=decisions_of(site, every, school),
        help=help_of(teams),
        teams=_entries(site, teams),
        tried=_tried(site, "../../"),
    )


def view_quarter(site: Site, teams: Mapping[str, Teams]) -> QuarterView:
    """The district in one quarter."""
    heading = f"{site.district.settings.name}, quarter {site.quarter}"
    return _quarter_view(site, teams, heading, f"Quarter {site.quarter}", first=False)


def view_first(site: Site, teams: Mapping[str, Teams]) -> QuarterView:
    """The site's first page: the latest quarter, and the way to every other."""
    return _quarter_view(site, teams, site.district.settings.name, "Cycles of inquiry", first=True)


def _quarter_view(
    site: Site, every: Mapping[str, Teams], heading: str, title: str, *, first: bool
) -> QuarterView:
    below, home = (f"{site.quarter}/", "") if first else ("", "../")
    own = every.get(DISTRICT, ())
    schools = [
        (_place(site, school, teams, f"{below}{school}/{INDEX}"), teams)
        for school, teams in every.items()
        if school != DISTRICT
    ]
    goals, colors, told = goals_of(own), color_table(schools), told_rows(schools, own)
    places, moves, needs = tuple(place for place, _ in schools), moves_of(schools), needs_of(schools)
    begun = sum_schools(places, site.phases)
    about = _about(site, [team for teams in every.values() for team in teams])
    return QuarterView(
        **site.frame(title, up=0 if first else 1),
        **about | {"purpose": speak(own, "purpose")},
        heading=heading,
        crumbs=() if first else (Link(f"Quarter {site.quarter}"),),
        dates=site.quarter_dates(site.quarter),
        summary=sum_up(about["week"], goals, begun, moves, told, needs),
        working_on=speak(own, "working_on"),
        goals=goals,
        schools=places,
        begun=begun,
        own=_own(site, own, below),
        colors=colors,
        moves=moves,
        told=told,
        decisions=decisions_of(site, every),
        needs=needs,
        a_to_z=letters_links(site, home),
        tried=_tried(site, home),
        quarters=site.quarter_links("") if first else (),
    )


def _about(site: Site, teams: Teams) -> dict[str, Any]:
    """What every page that leads to others says of its quarter."""
    return {
        "as_of": site.as_of.isoformat(),
        "quarter": site.quarter,
        "week": site.week(),
        "purpose": speak(teams, "purpose"),
    }


def _tried(site: Site, home: str) -> tuple[Link, ...]:
    """The way to what was tried here; `home` leads up to the site's first page."""
    return tuple(Link(TITLES[page], f"{home}{address}") for page, address in site.tried.items())


def _place(site: Site, school: str, teams: Teams, href: str) -> Place:
    return Place(
        name=site.school_name(school),
        href=href,
        about=site.school_about(school),
        working_on=speak(teams, "working_on"),
        progress=sum_progress(teams, site.phases),
    )


def _own(site: Site, teams: Teams, below: str) -> tuple[Place, ...]:
    if not teams:
        return ()
    names = ", ".join(team.name for team in teams)
    return (Place(site.school_name(DISTRICT), f"{below}{DISTRICT}/{INDEX}", about=names),)


def _entries(site: Site, teams: Teams) -> tuple[TeamEntry, ...]:
    """A school's teams from the widest view to the classroom; those the lists no longer have come last."""
    levels = list(site.cycle.levels)
    place = {level: n for n, level in enumerate(levels)}
    ordered = sorted(teams, key=lambda team: place.get(team.level, len(levels)))
    return tuple(_team(site, team) for team in ordered)


def _team(site: Site, team: TeamSummary) -> TeamEntry:
    about = ", ".join(part for part in (site.level_name(team.level), team.about) if part)
    return TeamEntry(team.name, about, team.facts.working_on, tell_own(team), team.pages)
