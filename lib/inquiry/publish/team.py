"""The pages of one team: read, rendered, checked; a page that does not pass is not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inquiry.build import PageRecord
from inquiry.publish.check import check_page
from inquiry.publish.memory import Memory
from inquiry.publish.model import Link, PageView, Section, TeamSummary
from inquiry.publish.page import Page
from inquiry.publish.pristine import Source, read_source, withheld
from inquiry.publish.shelf import INDEX
from inquiry.publish.site import Site


@dataclass(frozen=True)
class Made:
    """One page of a team as the site has it."""

    source: Source  # with its problems, if it has any
    view: PageView
    page: Page


def read_team(site: Site, records: Sequence[PageRecord], memory: Memory) -> list[Source]:
    """What each page of a team says of itself: as it was read before, where it is still that file."""
    folder = site.district.folder
    return [memory.source(folder, record) or read_source(folder, record) for record in records]


def make_page(site: Site, sources: Sequence[Source], n: int) -> Made:
    """Make one page of a team: checked, and only named where it does not pass.

    Parameters
    ----------
    site : Site
        The quarter's site.
    sources : sequence of Source
        All pages of the team, in reading order.
    n : int
        Which of them.
    """
    source = sources[n]
    if source.pieces is None:
        source = read_source(site.district.folder, source.record)
    made = _render(site, sources, source, n)
    found = [] if source.not_shown else check_page(made.page)
    return _render(site, sources, withheld(source, tuple(found)), n) if found else made


def _render(site: Site, sources: Sequence[Source], source: Source, n: int) -> Made:
    view = view_page(site, sources, source, n)
    html = site.exporter.render_page(source.pieces or (), view)
    return Made(source, view, Page.read(html, site.address(source.record), site.known))


def view_page(site: Site, sources: Sequence[Source], source: Source, n: int) -> PageView:
    """What stands around a team's page: names, ways to other pages, its sections, its day."""
    team, school = _team_name(site, source.record), site.school_name(source.record.school)
    return PageView(
        **site.frame(source.label, team, school, site.quarter, up=3),
        heading=source.label,
        as_of=source.about.as_of or site.manifest.as_of,
        data=source.about.data,
        crumbs=(
            Link(f"Quarter {site.quarter}", f"../../{INDEX}"),
            Link(school, f"../{INDEX}"),
            Link(source.label),
        ),
        quarter=site.quarter,
        school_name=school,
        team_name=team,
        tabs=tuple(_link(each, current=m == n) for m, each in enumerate(sources)),
        sections=tuple(Section(name, label) for name, label in source.about.sections),
        previous=_link(sources[n - 1]) if n else None,
        next=_link(sources[n + 1]) if n + 1 < len(sources) else None,
        not_shown=source.not_shown,
    )


def _link(source: Source, current: bool = False) -> Link:
    return Link(source.label, f"{source.record.page}.html", current, bool(source.not_shown))


def _team_name(site: Site, record: PageRecord) -> str:
    team = site.team(record.team)
    return team.name if team else record.team


def summarise(site: Site, sources: Sequence[Source]) -> TeamSummary:
    """What the school's page and the lists say of a team, from the pages that are shown."""
    record = sources[0].record
    team = site.team(record.team)
    shown = [source.about for source in sources if not source.not_shown]
    links = [_link(source) for source in sources]
    return TeamSummary(
        school=record.school,
        team=record.team,
        level=team.level if team else "",
        name=_team_name(site, record),
        about=site.team_about(record.team),
        working_on=next((each.working_on for each in shown if each.working_on), ""),
        progress=next((each.progress for each in shown if each.progress), {}),
        pages=tuple(
            Link(each.label, f"{record.team}/{each.href}", not_shown=each.not_shown) for each in links
        ),
    )
