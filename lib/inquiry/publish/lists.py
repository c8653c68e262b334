"""The pages that lead to others: a school, a quarter, the site's first page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inquiry.cycle import TITLES
from inquiry.district.rosters import DISTRICT
from inquiry.publish.model import Entry, Link, QuarterView, SchoolView, TeamEntry, TeamSummary
from inquiry.publish.shelf import INDEX
from inquiry.publish.site import Site
from inquiry.publish.steps import sum_progress

# Who speaks for a school: the principal's team before the leadership team (templates/cycle, `serves`).
_SPEAKERS = ("district", "principal", "slt")

Teams = Sequence[TeamSummary]


def view_school(site: Site, school: str, teams: Teams) -> SchoolView:
    """One school's page in one quarter."""
    name = site.school_name(school)
    return SchoolView(
        **site.frame(name, site.quarter, up=2),
        heading=name,
        as_of=site.as_of.isoformat(),
        crumbs=(Link(f"Quarter {site.quarter}", f"../{INDEX}"), Link(name)),
        quarter=site.quarter,
        about=site.school_about(school),
        working_on=_speak(teams),
        progress=sum_progress(teams, _phases(site)),
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
    site: Site, teams: Mapping[str, Teams], heading: str, title: str, *, first: bool
) -> QuarterView:
    below = f"{site.quarter}/" if first else ""
    schools = [school for school in teams if school != DISTRICT]
    return QuarterView(
        **site.frame(title, up=0 if first else 1),
        heading=heading,
        as_of=site.as_of.isoformat(),
        crumbs=() if first else (Link(f"Quarter {site.quarter}"),),
        quarter=site.quarter,
        dates=site.quarter_dates(site.quarter),
        working_on=_speak(teams.get(DISTRICT, ())),
        schools=tuple(_entry(site, school, teams[school], f"{below}{school}/{INDEX}") for school in schools),
        own=_own(site, teams.get(DISTRICT, ()), below),
        tried=_tried(site, "" if first else "../"),
        quarters=site.quarter_links("") if first else (),
    )


def _tried(site: Site, home: str) -> tuple[Link, ...]:
    """The way to what was tried here; `home` leads up to the site's first page."""
    return tuple(Link(TITLES[page], f"{home}{address}") for page, address in site.tried.items())


def _entry(site: Site, school: str, teams: Teams, href: str) -> Entry:
    return Entry(
        name=site.school_name(school),
        href=href,
        about=site.school_about(school),
        working_on=_speak(teams),
        progress=sum_progress(teams, _phases(site)),
    )


def _own(site: Site, teams: Teams, below: str) -> tuple[Entry, ...]:
    if not teams:
        return ()
    return (Entry(site.school_name(DISTRICT), f"{below}{DISTRICT}/{INDEX}", about=_names(teams)),)


def _names(teams: Teams) -> str:
    return ", ".join(team.name for team in teams)


def _speak(teams: Teams) -> str:
    """What the school works on: the words of the team that speaks for it."""
    said = {level: team.working_on for level in reversed(_SPEAKERS) for team in teams if team.level == level}
    return next((said[level] for level in _SPEAKERS if said.get(level)), "")


def _phases(site: Site) -> dict[str, str]:
    return {phase: each.label for phase, each in site.cycle.phases.items()}


def _entries(site: Site, teams: Teams) -> tuple[TeamEntry, ...]:
    """A school's teams from the widest view to the classroom; those the lists no longer have come last."""
    levels = list(site.cycle.levels)
    place = {level: n for n, level in enumerate(levels)}
    ordered = sorted(teams, key=lambda team: place.get(team.level, len(levels)))
    return tuple(_team(site, team) for team in ordered)


def _team(site: Site, team: TeamSummary) -> TeamEntry:
    level = site.cycle.levels[team.level].label if team.level in site.cycle.levels else ""
    about = ", ".join(part for part in (level, team.about) if part)
    return TeamEntry(team.name, about, team.working_on, team.pages)
