"""The staff site of a district: a quarter's pages from the staff faces, and the pages that lead to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inquiry.build import lock_build, read_manifest
from inquiry.build.current.manifest import manifest_path
from inquiry.cycle import read_cycle
from inquiry.district import District, load_district
from inquiry.errors import BadInput, UsageError
from inquiry.publish.check import check_page
from inquiry.publish.lists import view_first, view_quarter, view_school
from inquiry.publish.makers import digest_makers, digest_page
from inquiry.publish.marks import Mark
from inquiry.publish.memory import Memory, read_memory, write_memory
from inquiry.publish.model import About, ListView, PageView, QuarterView, TeamSummary
from inquiry.publish.page import Page
from inquiry.publish.pristine import Source
from inquiry.publish.problems import Problem
from inquiry.publish.shelf import INDEX, Shelf, quarters_on_site
from inquiry.publish.site import Site
from inquiry.publish.team import make_page, read_team, summarise, view_page


@dataclass(frozen=True)
class NotShown:
    """A page that is on the site in name only, and why."""

    page: str
    why: str


@dataclass(frozen=True)
class PublishResult:
    """What one run put on the site."""

    quarter: str
    files: tuple[str, ...]  # addresses inside the site, in the order of the manifest
    not_shown: tuple[NotShown, ...] = ()
    problems: tuple[Problem, ...] = ()
    removed: tuple[str, ...] = ()
    made: tuple[str, ...] = ()  # those that did not stand already and were made anew

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
            "made": list(self.made),
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
    folder, makers = site.district.folder, digest_makers()
    memory = read_memory(folder, site.quarter, makers)
    with Shelf(folder, memory) as shelf:
        run = _Run(site, shelf, memory, makers)
        teams = {school: run.publish_school(school) for school in site.schools}
        run.put_list(f"{site.quarter}/{INDEX}", view_quarter(site, teams))
        run.put_list(INDEX, *_first_page(site, teams, makers))
        shelf.finish()
        removed = shelf.clear(site.quarter)
    learnt = Memory(memory.noted_ns, shelf.standing, run.sources)
    if learnt != memory:
        write_memory(folder, site.quarter, makers, learnt)
    return replace(run.result(), removed=removed)


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
    return Site(district, questions.value, manifest, as_of, others)


class _Run:
    """One run: checks each page before it is put on the site, and keeps account."""

    def __init__(self, site: Site, shelf: Shelf, memory: Memory, makers: str) -> None:
        self.site, self.shelf, self.memory, self.makers = site, shelf, memory, makers
        self.sources: dict[str, tuple[Mark, About]] = {}
        self.not_shown: list[NotShown] = []
        self.problems: list[Problem] = []

    def publish_school(self, school: str) -> tuple[TeamSummary, ...]:
        """Publish every page of a school, and its own."""
        teams = tuple(self.publish_team(school, team) for team in self.site.records(school))
        self.put_list(f"{self.site.quarter}/{school}/{INDEX}", view_school(self.site, school, teams))
        return teams

    def publish_team(self, school: str, team: str) -> TeamSummary:
        """Publish every page of a team."""
        sources = read_team(self.site, self.site.records(school)[team], self.memory)
        for n in range(len(sources)):
            sources[n] = self.publish_page(sources, n)
        return summarise(self.site, sources)

    def publish_page(self, sources: Sequence[Source], n: int) -> Source:
        """Publish one of a team's pages, unless it stands already; say how it came out."""
        source, address = sources[n], self.site.address(sources[n].record)
        view = view_page(self.site, sources, source, n)
        if not self.shelf.stands(address, self._digest(source, view), self.site.known):
            made = make_page(self.site, sources, n)
            source = made.source
            self._put(made.page, self._digest(source, made.view), is_checked=not source.not_shown)
        self.problems += [replace(each, page=address) for each in source.problems]
        if source.not_shown:
            self.not_shown.append(NotShown(address, source.not_shown))
        elif source.file:
            self.sources[source.record.pristine] = (source.file, source.about)
        return source

    def put_list(self, address: str, view: ListView, known: frozenset[str] | None = None) -> None:
        """Put a page that lists others on the site, unless it stands already.

        `known` are the addresses its links may lead to (default: those of this quarter's site).
        """
        known = self.site.known if known is None else known
        made_of = digest_page(self.makers, view)
        if not self.shelf.stands(address, made_of, known):
            html = self.site.exporter.render_list(view.template, view)
            self._put(Page.read(html, address, known), made_of)

    def _digest(self, source: Source, view: PageView) -> str:
        return digest_page(self.makers, source.record.sha256, view)

    def _put(self, page: Page, made_of: str, *, is_checked: bool = False) -> None:
        """Put a page on the site if it passes the checks; report it if not."""
        found = [] if is_checked else check_page(page)
        self.problems += found
        if not found:
            self.shelf.put(page, made_of)

    def result(self) -> PublishResult:
        """What the run came to."""
        files, made = tuple(self.shelf.files), tuple(self.shelf.made)
        return PublishResult(self.site.quarter, files, tuple(self.not_shown), tuple(self.problems), made=made)


def _first_page(
    site: Site, teams: dict[str, tuple[TeamSummary, ...]], makers: str
) -> tuple[QuarterView, frozenset[str]]:
    """The first page, and the addresses its links may lead to.

    It shows the latest quarter of the site, which may not be the one being published.
    """
    latest = _latest(site)
    if latest is site:
        return view_first(site, teams), site.known
    memory = read_memory(site.district.folder, latest.quarter, makers)
    summaries = {school: _summaries(latest, school, memory) for school in latest.schools}
    return view_first(latest, summaries), latest.known


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


def _summaries(site: Site, school: str, memory: Memory) -> tuple[TeamSummary, ...]:
    teams = site.records(school).values()
    return tuple(summarise(site, read_team(site, records, memory)) for records in teams)
