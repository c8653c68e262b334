"""The staff site of a district: a quarter's pages from the staff faces, and the pages that lead to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inquiry.build import lock_build, read_manifest
from inquiry.build.manifest import manifest_path
from inquiry.cycle import read_cycle
from inquiry.district import District, load_district
from inquiry.errors import BadInput, UsageError
from inquiry.publish.check import check_html
from inquiry.publish.exporter import StaffExporter
from inquiry.publish.lists import render_first, render_quarter, render_school
from inquiry.publish.model import TeamSummary
from inquiry.publish.problems import Problem
from inquiry.publish.shelf import INDEX, Shelf, quarters_on_site
from inquiry.publish.site import Site
from inquiry.publish.team import publish_page, read_team, summarise


@dataclass(frozen=True)
class NotShown:
    """A page that is on the site in name only, and why."""

    page: str
    why: str


@dataclass(frozen=True)
class PublishResult:
    """What one run put on the site."""

    quarter: str
    files: tuple[str, ...]  # addresses inside the site, in the order written
    not_shown: tuple[NotShown, ...] = ()
    problems: tuple[Problem, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every page is shown."""
        return not self.not_shown and not self.problems

    def to_json(self) -> dict[str, Any]:
        """The result as plain values."""
        return {
            "quarter": self.quarter,
            "files": list(self.files),
            "not_shown": [{"page": each.page, "why": each.why} for each in self.not_shown],
            "problems": [str(each) for each in self.problems],
            "removed": list(self.removed),
        }


def publish_district(folder: Path, quarter: str | None = None, *, as_of: dt.date) -> PublishResult:
    """Make the staff site of one quarter from the pages that build ran; other quarters stay as they are.

    Parameters
    ----------
    folder : Path
        The district's folder.
    quarter : str, optional
        The quarter's id (default: the one that `as_of` falls in, else the latest begun).
    as_of : date
        The day the site's lists print.

    Returns
    -------
    PublishResult
        The files written, the pages that are not shown, and every problem with element, rule and cure.

    Raises
    ------
    UsageError
        When the quarter is unknown, nothing of it has been built, or a build of it is at work.
    BadInput
        When the district's settings or questions cannot be read, or the site cannot be written.
    """
    district = load_district(folder)
    wanted = district.quarter(as_of, quarter).id
    if not manifest_path(folder, wanted).parent.is_dir():
        raise _not_built(wanted)
    with lock_build(folder, wanted):  # while pages are built, the manifest is behind them
        return _publish(_open_site(district, wanted, as_of))


def _publish(site: Site) -> PublishResult:
    """Put the quarter's pages and the lists on the site."""
    with Shelf(site.district.folder) as shelf:
        run = _Run(site, shelf)
        teams = {school: run.publish_school(school) for school in site.schools}
        run.put(f"{site.quarter}/{INDEX}", render_quarter(site, teams))
        first, known = _first_page(site, teams)
        run.put(INDEX, first, known)
        shelf.finish()
        return replace(run.result(), removed=shelf.clear(site.quarter))


def _not_built(quarter: str) -> UsageError:
    return UsageError(f"Nothing of quarter {quarter} has been built yet. Run `inquiry build` first.")


def _open_site(district: District, wanted: str, as_of: dt.date) -> Site:
    manifest = read_manifest(district.folder, wanted)
    if not manifest.pages:
        raise _not_built(wanted)
    questions = read_cycle()
    if questions.value is None:
        raise BadInput(questions.faults)
    others = tuple(each for each in quarters_on_site(district.folder) if each != wanted)
    return Site(district, questions.value, manifest, as_of, StaffExporter(), others)


class _Run:
    """One run: checks each list page before it is put on the site, and keeps account."""

    def __init__(self, site: Site, shelf: Shelf) -> None:
        self.site, self.shelf = site, shelf
        self.not_shown: list[NotShown] = []
        self.problems: list[Problem] = []

    def publish_school(self, school: str) -> tuple[TeamSummary, ...]:
        """Publish every page of a school, and its own."""
        teams = tuple(self.publish_team(school, team) for team in self.site.records(school))
        self.put(f"{self.site.quarter}/{school}/{INDEX}", render_school(self.site, school, teams))
        return teams

    def publish_team(self, school: str, team: str) -> TeamSummary:
        """Publish every page of a team."""
        sources = read_team(self.site, self.site.records(school)[team])
        for n in range(len(sources)):
            sources[n], html = publish_page(self.site, sources, n)
            address = self.site.address(sources[n].record)
            self.problems += [replace(each, page=address) for each in sources[n].problems]
            if sources[n].not_shown:
                self.not_shown.append(NotShown(address, sources[n].not_shown))
                self.put(address, html)
            else:
                self.shelf.put(address, html)  # checked when it was rendered
        return summarise(self.site, sources)

    def put(self, address: str, html: str, known: Collection[str] | None = None) -> None:
        """Put a page on the site if it passes the checks; report it if not.

        `known` are the addresses its links may lead to (default: those of this quarter's site).
        """
        found = check_html(html, address, self.site.known if known is None else known)
        self.problems += found
        if not found:
            self.shelf.put(address, html)

    def result(self) -> PublishResult:
        """What the run came to."""
        site = self.site
        return PublishResult(
            site.quarter, tuple(self.shelf.files), tuple(self.not_shown), tuple(self.problems)
        )


def _first_page(site: Site, teams: dict[str, tuple[TeamSummary, ...]]) -> tuple[str, Collection[str]]:
    """The first page, and the addresses its links may lead to.

    It shows the latest quarter of the site, which may not be the one being published.
    """
    latest = _latest(site)
    if latest is site:
        return render_first(site, teams), site.known
    summaries = {school: _summaries(latest, school) for school in latest.schools}
    return render_first(latest, summaries), latest.known


def _latest(site: Site) -> Site:
    """The site of the latest quarter that is on it and whose pages are still known."""
    every = {site.quarter, *site.other_quarters}
    for quarter in site.newest_first(every):
        if quarter == site.quarter:
            break
        manifest = read_manifest(site.district.folder, quarter)
        if manifest.pages:
            return replace(site, manifest=manifest, other_quarters=tuple(sorted(every - {quarter})))
    return site


def _summaries(site: Site, school: str) -> tuple[TeamSummary, ...]:
    return tuple(summarise(site, read_team(site, records)) for records in site.records(school).values())
