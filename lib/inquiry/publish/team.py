"""The pages of one team: read, rendered, checked; a page that does not pass is not shown."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.build import PageRecord
from inquiry.publish.check import check_html
from inquiry.publish.model import Link, PageView, Section, TeamSummary
from inquiry.publish.pristine import Source, read_source, withheld
from inquiry.publish.shelf import INDEX
from inquiry.publish.site import Site


def read_team(site: Site, records: Sequence[PageRecord]) -> list[Source]:
    """What staff may see of each page of a team."""
    return [read_source(site.district.folder, record) for record in records]


def publish_page(site: Site, sources: Sequence[Source], n: int) -> tuple[Source, str]:
    """One page of a team as the site has it: checked, and only named where it does not pass.

    Parameters
    ----------
    site : Site
        The quarter's site.
    sources : sequence of Source
        All pages of the team, in reading order.
    n : int
        Which of them.

    Returns
    -------
    tuple of Source and str
        The page as it came out, with its problems if it has any, and its HTML.
    """
    source = sources[n]
    html = _render(site, sources, source, n)
    if not source.not_shown:
        found = check_html(html, site.address(source.record), site.known)
        if found:
            source = withheld(source.record, source.content, tuple(found))
            html = _render(site, sources, source, n)
    return source, html


def _render(site: Site, sources: Sequence[Source], source: Source, n: int) -> str:
    return site.exporter.render_page(source.content, _view(site, sources, source, n))


def _view(site: Site, sources: Sequence[Source], source: Source, n: int) -> PageView:
    team, school = _team_name(site, source.record), site.school_name(source.record.school)
    shown = source.content
    return PageView(
        **site.frame(source.label, team, school, site.quarter, up=3),
        heading=source.label,
        as_of=source.content.as_of or site.manifest.as_of,
        data=shown.data,
        crumbs=(
            Link(f"Quarter {site.quarter}", f"../../{INDEX}"),
            Link(school, f"../{INDEX}"),
            Link(source.label),
        ),
        quarter=site.quarter,
        school_name=school,
        team_name=team,
        tabs=tuple(_link(each, current=m == n) for m, each in enumerate(sources)),
        sections=tuple(Section(name, label) for name, label in shown.sections),
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
    shown = [source.content for source in sources if not source.not_shown]
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
