"""One run over an edition's pages: each is checked before it is put there, and account is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inquiry.publish.binder.binder import Bindery
from inquiry.publish.keeping.makers import digest_page
from inquiry.publish.keeping.marks import Mark
from inquiry.publish.keeping.memory import Memory, write_memory
from inquiry.publish.keeping.shelf import INDEX, Shelf
from inquiry.publish.lists.a_to_z import view_letters
from inquiry.publish.lists.first import lead_in
from inquiry.publish.lists.lists import view_school
from inquiry.publish.lists.model import About, ListView, PageView, SchoolView, TeamSummary
from inquiry.publish.reading.pristine import Source
from inquiry.publish.result import NotShown, PublishResult
from inquiry.publish.rules.check import check_page, check_titles
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.problems import Problem
from inquiry.publish.site import Site
from inquiry.publish.team import make_page, read_team, summarise, view_page


class Run:
    """One run: checks each page before it is put on the site, and keeps account."""

    def __init__(self, site: Site, shelf: Shelf, memory: Memory, makers: str, bindery: Bindery) -> None:
        """Keep what the run works on, and what is remembered of the one before."""
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
        views = {school: view_school(site, school, teams) for school in teams}
        self.bind(views)
        for school, view in views.items():
            self.put_school(school, view)
        for what in site.letters:
            self.put_list(f"{site.quarter}/{site.letters_file(what)}", view_letters(site, what, teams))
        self.put_list(f"{site.quarter}/{INDEX}", lead_in(site, teams, first=False))

    def bind(self, views: Mapping[str, SchoolView]) -> None:
        """Put the schools' binders on the site, if there are to be any; each takes seconds."""
        for _ in self.bindery.bind(views):
            self.remember()
        self.not_shown += [NotShown(*each) for each in self.bindery.refused.items()]

    def put_school(self, school: str, view: SchoolView) -> None:
        """Put a school's page on the site; it leads to the school's binder, where there is one."""
        binder = self.bindery.link(school)
        known = self.site.known | ({self.bindery.address(school)} if binder else set())
        self.put_list(f"{self.site.quarter}/{school}/{INDEX}", replace(view, binder=binder), known)

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

    def remember(self, made_from: str = "") -> None:
        """Write down what stands: a run that is ended after this finds it there.

        `made_from` tells which pages of the build an edition shows, once all of it is done.
        """
        learnt = Memory(
            self.memory.noted_ns, self.shelf.standing, self.sources, made_from, self.memory.record
        )
        if learnt != self.memory:
            site = self.site
            write_memory(site.district.folder, site.quarter, self.makers, learnt, site.edition.memory)

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
