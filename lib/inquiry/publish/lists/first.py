"""The pages that lead into an edition, and into one quarter of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inquiry.build import read_manifest
from inquiry.publish.keeping.memory import Memory, read_memory
from inquiry.publish.lists.lists import view_first, view_quarter
from inquiry.publish.lists.model import ListView, TeamSummary
from inquiry.publish.lists.own_pages import view_own_pages
from inquiry.publish.site import Site
from inquiry.publish.team import read_team, summarise


def lead_in(site: Site, teams: Mapping[str, Sequence[TeamSummary]], *, first: bool) -> ListView:
    """The page that leads into the site, or into one quarter of it."""
    if site.edition.face == "team":
        return view_own_pages(site, teams, first=first)
    return view_first(site, teams) if first else view_quarter(site, teams)


def first_page(
    site: Site, teams: dict[str, tuple[TeamSummary, ...]], makers: str
) -> tuple[ListView, frozenset[str]]:
    """The first page, and the addresses its links may lead to.

    It shows the latest quarter of the site, which may not be the one being published.
    """
    latest = _latest(site)
    if latest is site:
        return lead_in(site, teams, first=True), site.known
    memory = read_memory(site.district.folder, latest.quarter, makers, site.edition.memory)
    summaries = {school: _summaries(latest, school, memory) for school in latest.schools}
    return lead_in(latest, summaries, first=True), latest.known


def _latest(site: Site) -> Site:
    """The site of the latest quarter that is on it and whose pages are still known."""
    every = {site.quarter, *site.other_quarters}
    for quarter in site.newest_first(every):
        if quarter == site.quarter:
            break
        manifest = read_manifest(site.district.folder, quarter)
        manifest = replace(manifest, pages=tuple(filter(site.edition.has, manifest.pages)))
        if manifest.pages:
            return replace(site, manifest=manifest, other_quarters=tuple(sorted(every - {quarter})))
    return site


def _summaries(site: Site, school: str, memory: Memory) -> tuple[TeamSummary, ...]:
    teams = site.records(school).values()
    return tuple(summarise(site, read_team(site, records, memory)) for records in teams)
