"""The staff site of a district and its other editions: a quarter's pages, and the pages that lead to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from inquiry.build import lock_build, read_manifest
from inquiry.build.current.manifest import manifest_path
from inquiry.cycle import FACES, Face, read_cycle
from inquiry.district import District, load_district
from inquiry.errors import BadInput, PageError, UsageError
from inquiry.publish.a_to_z import view_letters
from inquiry.publish.audit import digest_readers
from inquiry.publish.binder import Bindery
from inquiry.publish.binder_pdf import load_weasyprint
from inquiry.publish.check import check_page, check_titles
from inquiry.publish.disclosed import attack_plans, digest_withheld, where_marked
from inquiry.publish.editions import Edition, left_behind, plan_editions
from inquiry.publish.lists import view_first, view_quarter, view_school
from inquiry.publish.makers import digest_page
from inquiry.publish.marks import Mark
from inquiry.publish.memory import Memory, read_memory, write_memory
from inquiry.publish.model import About, ListView, PageView, SchoolView, TeamSummary
from inquiry.publish.own_pages import view_own_pages
from inquiry.publish.page import Page
from inquiry.publish.pristine import Source
from inquiry.publish.problems import Problem
from inquiry.publish.shelf import INDEX, SITE_FOLDER, Shelf, clear_folder, quarters_on_site
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
    folder: str = SITE_FOLDER  # inside the district's folder

    @property
    def is_whole(self) -> bool:
        """Whether every page is shown."""
        return not self.not_shown and not self.problems

    def to_json(self) -> dict[str, Any]:
        """The result as plain values."""
        return {
            "quarter": self.quarter,
            "folder": self.folder,
            "files": list(self.files),
            "not_shown": [{"page": each.page, "why": each.why} for each in self.not_shown],
            "problems": [str(each) for each in self.problems],
            "removed": list(self.removed),
            "made": list(self.made),
        }


def publish_district(folder: Path, quarter: str | None = None, *, as_of: dt.date) -> PublishResult:
    """Make the staff site of one quarter; see `publish_editions`."""
    (result,) = publish_editions(folder, quarter, as_of=as_of)
    return result


def publish_editions(
    folder: Path,
    quarter: str | None = None,
    *,
    as_of: dt.date,
    face: Face = "staff",
    schools: Sequence[str] = (),
    teams: Sequence[str] = (),
    pdf: bool = False,
) -> tuple[PublishResult, ...]:
    """Make the editions of one quarter from the pages that build ran; other quarters stay as they are.

    Parameters
    ----------
    folder : Path
        The district's folder.
    quarter : str, optional
        The quarter's id (default: the one that `as_of` falls in, else the latest begun).
    as_of : date
        The day the site's lists print.
    face : Face
        For whom: the site for all `staff`, a folder for each `team`, or for the leaders that each school's
        teams serve (`chain`).
    schools, teams : sequence of str
        Only these schools' and teams' editions (both empty: all). When all are made, those of teams and
        schools that the lists no longer have are taken away.
    pdf : bool
        Whether to make each school's binder. If not, one that is still what would be made now stays, and any
        other is taken away.

    Returns
    -------
    tuple of PublishResult
        For each edition the files written, the pages that are not shown, and every problem with element,
        rule and cure.

    Raises
    ------
    UsageError
        When quarter, school or team is unknown, nothing of it has been built, a build of it is at work, or
        binders are wanted and what sets them is missing.
    BadInput
        When the district's settings or questions cannot be read, or an edition cannot be written.
    """
    if face not in FACES:
        raise UsageError(f"There are no readers “{face}”. There are: {', '.join(FACES)}.")
    if pdf:
        load_weasyprint()  # before anything is begun
    district = load_district(folder)
    wanted = district.quarter(as_of, quarter).id
    if not manifest_path(folder, wanted).parent.is_dir():
        raise _not_built(wanted)
    with lock_build(folder, wanted):  # while pages are built, the manifest is behind them
        every = _open_site(district, wanted, as_of)
        editions = plan_editions(district, every.manifest, face, schools=schools, teams=teams)
        attack_plans(folder, wanted, partial(where_marked, every))
        made = tuple(_publish(_open_edition(every, edition), pdf) for edition in editions)
        left = () if schools or teams else tuple(_take_away(every, face))
    return made + left


def _open_edition(every: Site, edition: Edition) -> Site:
    """The site of one edition: what it has of the manifest, and the quarters in its own folder."""
    pages = tuple(page for page in every.manifest.pages if edition.has(page))
    there = quarters_on_site(every.district.folder, edition.folder)
    others = tuple(each for each in there if each != every.quarter)
    return replace(
        every, manifest=replace(every.manifest, pages=pages), other_quarters=others, edition=edition
    )


def _take_away(every: Site, face: Face) -> Iterator[PublishResult]:
    """Take away the editions of teams and schools that the lists no longer have."""
    for place in left_behind(every.district, face):
        removed = clear_folder(every.district.folder / place, place)
        if removed:
            yield PublishResult(every.quarter, (), removed=removed, folder=place)


def _publish(site: Site, pdf: bool) -> PublishResult:
    """Put the quarter's pages, the binders and the lists into an edition."""
    folder, edition = site.district.folder, site.edition
    who = digest_readers(site.district, site.cycle, edition)
    makers = digest_page(site.shared.makers, digest_withheld(folder, site.quarter), who)
    memory = read_memory(folder, site.quarter, makers, edition.memory)
    with Shelf(folder, memory, edition.folder) as shelf:
        run = _Run(site, shelf, memory, makers, Bindery(site, shelf, makers, pdf))
        teams = {school: run.publish_teams(school) for school in site.schools}
        run.put_lists(teams)
        run.put_list(INDEX, *_first_page(site, teams, makers))
        shelf.finish()
        removed = shelf.clear(site.quarter)
    learnt = Memory(memory.noted_ns, shelf.standing, run.sources)
    if learnt != memory:
        write_memory(folder, site.quarter, makers, learnt, edition.memory)
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
    return Site(district, questions.value, manifest, as_of)


class _Run:
    """One run: checks each page before it is put on the site, and keeps account."""

    def __init__(self, site: Site, shelf: Shelf, memory: Memory, makers: str, bindery: Bindery) -> None:
        self.site, self.shelf, self.memory, self.makers = site, shelf, memory, makers
        self.bindery = bindery
        self.sources: dict[str, tuple[Mark, About]] = {}
        self.not_shown: list[NotShown] = []
        self.problems: list[Problem] = []
        self.titles: dict[str, str] = {}

    def publish_teams(self, school: str) -> tuple[TeamSummary, ...]:
        """Publish every page of a school's teams."""
        return tuple(self.publish_team(school, team) for team in self.site.records(school))

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
        self.titles[address] = view.title
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

    def put_lists(self, teams: Mapping[str, Sequence[TeamSummary]]) -> None:
        """Put on the site what leads to others: each school's page, the lists from A to Z, the quarter's."""
        site = self.site
        for school in teams:
            self.put_school(school, view_school(site, school, teams))
        for what in site.letters:
            self.put_list(f"{site.quarter}/{site.letters_file(what)}", view_letters(site, what, teams))
        self.put_list(f"{site.quarter}/{INDEX}", _lead_in(site, teams, first=False))

    def put_school(self, school: str, view: SchoolView) -> None:
        """Put a school's page on the site, and its binder if there is to be one."""
        binder = self.bindery.address(school)
        try:
            view = replace(view, binder=self.bindery.bind(school, view))
        except PageError as trouble:
            self.not_shown.append(NotShown(binder, str(trouble)))
        self.put_list(f"{self.site.quarter}/{school}/{INDEX}", view, self.site.known | {binder})

    def put_list(self, address: str, view: ListView, known: frozenset[str] | None = None) -> None:
        """Put a page that lists others on the site, unless it stands already.

        `known` are the addresses its links may lead to (default: those of this quarter's site).
        """
        known = self.site.known if known is None else known
        made_of = digest_page(self.makers, view)
        self.titles[address] = view.title
        if not self.shelf.stands(address, made_of, known):
            html = self.site.exporter.render_list(view.template, view)
            self._put(Page.read(html, address, known), made_of)

    def _digest(self, source: Source, view: PageView) -> str:
        return digest_page(self.makers, source.record.sha256, view)

    def _put(self, page: Page, made_of: str, *, is_checked: bool = False) -> None:
        """Put a page on the site if it passes the checks; report it if not."""
        found = [] if is_checked else [*check_page(page), *self.site.audit.check_page(page)]
        self.problems += found
        if not found:
            self.shelf.put(page, made_of)

    def result(self) -> PublishResult:
        """What the run came to."""
        files, made = tuple(self.shelf.files), tuple(self.shelf.made)
        return PublishResult(
            self.site.quarter,
            files,
            tuple(self.not_shown),
            (*self.problems, *check_titles(self.titles)),
            made=made,
            folder=self.site.edition.folder,
        )


def _lead_in(site: Site, teams: Mapping[str, Sequence[TeamSummary]], *, first: bool) -> ListView:
    """The page that leads into the site, or into one quarter of it."""
    if site.edition.face == "team":
        return view_own_pages(site, teams, first=first)
    return view_first(site, teams) if first else view_quarter(site, teams)


def _first_page(
    site: Site, teams: dict[str, tuple[TeamSummary, ...]], makers: str
) -> tuple[ListView, frozenset[str]]:
    """The first page, and the addresses its links may lead to.

    It shows the latest quarter of the site, which may not be the one being published.
    """
    latest = _latest(site)
    if latest is site:
        return _lead_in(site, teams, first=True), site.known
    memory = read_memory(site.district.folder, latest.quarter, makers, site.edition.memory)
    summaries = {school: _summaries(latest, school, memory) for school in latest.schools}
    return _lead_in(latest, summaries, first=True), latest.known


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
