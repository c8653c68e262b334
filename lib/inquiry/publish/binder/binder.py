"""The binder: a school's quarter as one PDF, made of finished pages of the site and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ClassVar

from inquiry.errors import PageError
from inquiry.publish.binder.pdf import versions
from inquiry.publish.binder.pool import write_pdfs
from inquiry.publish.binder.sheet import Binding, Sheet
from inquiry.publish.keeping.makers import digest_page
from inquiry.publish.keeping.shelf import BINDER, INDEX, Shelf
from inquiry.publish.lists.model import SchoolView, View
from inquiry.publish.lists.pieces import Link, TeamEntry
from inquiry.publish.rules.closed import nothing_is_loaded, nothing_runs
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.parts import ids_are_unique
from inquiry.publish.rules.pictures import images_have_alternatives
from inquiry.publish.rules.problems import Problem
from inquiry.publish.site import Site

PAPER = "letter"  # what a California board prints; where paper is metric: "A4"
GLANCE = "The school at a glance"
# What may hold of each page and yet not of all of them together.
RULES = (nothing_runs, nothing_is_loaded, ids_are_unique, images_have_alternatives)
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Chapter:
    """One team's part of a binder."""

    id: str
    name: str
    about: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, kw_only=True)
class BinderView(View):
    """A school's quarter on paper."""

    template: ClassVar[str] = "binder.html.j2"

    paper: str
    quarter: str
    dates: str
    about: str
    glance: Sheet
    chapters: tuple[Chapter, ...]


@dataclass
class Bindery:
    """Sees to the binders of one run; one that still stands is not made again.

    Parameters
    ----------
    site, shelf, makers : the edition, where its pages are put, the digest of what makes them.
    wanted : whether to make the binders that are missing or out of date. If not, the latter are not kept.
    refused : the address of each that could not be made, and why.
    """

    site: Site
    shelf: Shelf
    makers: str
    wanted: bool
    refused: dict[str, str] = field(default_factory=dict)

    def bind(self, views: Mapping[str, SchoolView]) -> Iterator[str]:
        """See to every school's binder, once its teams' pages are put; each that was made, when it is.

        Parameters
        ----------
        views : mapping
            School to what its page says.
        """
        self.shelf.finish()
        made_of = {school: self._made_of(school, view) for school, view in views.items()}
        missing = {school: views[school] for school in views if not self._stands(school, made_of[school])}
        for school, made in write_pdfs(self._htmls(missing if self.wanted else {})):
            if isinstance(made, bytes):
                self.shelf.put_file(self.address(school), made, made_of[school])
                self.shelf.finish()
                yield school
            else:
                self.refused[self.address(school)] = str(made)

    def link(self, school: str) -> Link | None:
        """The way to a school's binder from the school's page; None where there is none."""
        standing = self.shelf.standing.get(self.address(school))
        if standing is None:
            return None
        size = standing.file.stamp[0] / MEGABYTE
        return Link(f"This quarter on paper: every page of the school in one PDF, {size:.1f} MB", BINDER)

    def address(self, school: str) -> str:
        """The address of a school's binder inside the site."""
        return f"{self.site.quarter}/{school}/{BINDER}"

    def _made_of(self, school: str, view: SchoolView) -> str:
        """What a binder is made of, and after it the day on its cover."""
        if not self.wanted and not self.shelf.made_of(self.address(school)):
            return ""  # there is none, and none is to be made
        pages = {each: self.shelf.standing[each].file.sha256 for each in self._pages(school, view)}
        undated = replace(view, as_of="", week="")
        return f"{digest_page(self.makers, self._setters, PAPER, undated, pages)} {view.as_of}"

    def _stands(self, school: str, made_of: str) -> bool:
        """Whether a binder is there as it would be made now; none is wanted anew for its day alone."""
        address = self.address(school)
        before = self.shelf.made_of(address)
        if not self.wanted and before.partition(" ")[0] == made_of.partition(" ")[0]:
            made_of = before
        return self.shelf.stands(address, made_of, frozenset())

    def _htmls(self, views: Mapping[str, SchoolView]) -> Iterator[tuple[str, str]]:
        for school, view in views.items():
            try:
                yield school, self.html(school, view)
            except PageError as trouble:
                self.refused[self.address(school)] = str(trouble)

    @cached_property
    def _setters(self) -> str:
        return versions()

    def html(self, school: str, view: SchoolView) -> str:
        """A school's binder before it is set: one page that holds all of its pages.

        Raises
        ------
        PageError
            When it does not keep the site's own rules.
        """
        addresses = self._pages(school, view)
        glance = f"{self.site.quarter}/{school}/{INDEX}"
        binding = Binding({each: f"sheet-{n}" for n, each in enumerate((glance, *addresses))})
        first = Page.read(self.site.exporter.render_list(view.template, view), glance, None)
        whole = BinderView(
            **{name: getattr(view, name) for name in View.__dataclass_fields__},
            paper=PAPER,
            quarter=view.quarter,
            dates=self.site.quarter_dates(view.quarter),
            about=view.about,
            glance=binding.read_sheet(first, GLANCE, deeper=0),
            chapters=tuple(
                self._chapter(f"team-{n}", team, addresses, binding) for n, team in enumerate(view.teams)
            ),
        )
        html = self.site.exporter.render_list(whole.template, whole)
        self._check(Page.read(html, self.address(school), None))
        return html

    def _chapter(
        self, name: str, team: TeamEntry, addresses: Mapping[str, Link], binding: Binding
    ) -> Chapter:
        mine = {address: link for address, link in addresses.items() if link in team.pages}
        sheets = (binding.read_sheet(self._read(address), link.label) for address, link in mine.items())
        return Chapter(name, team.name, team.about, tuple(sheets))

    def _pages(self, school: str, view: SchoolView) -> dict[str, Link]:
        """The addresses of the teams' pages that are on the site, in the order of the school's page."""
        below = f"{self.site.quarter}/{school}"
        links = {f"{below}/{link.href}": link for team in view.teams for link in team.pages}
        return {address: link for address, link in links.items() if address in self.shelf.standing}

    def _read(self, address: str) -> Page:
        """A finished page of the site."""
        text = (self.shelf.site / address).read_text(encoding="utf-8")
        return Page.read(text, address, None)

    def _check(self, page: Page) -> None:
        broken: list[Problem] = [each for rule in RULES for each in rule(page)]
        if broken:
            raise PageError("; ".join(f"{each.element}: {each.rule}" for each in broken))
