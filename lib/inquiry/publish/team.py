"""The pages of one team: read, rendered, checked; a page that does not pass is not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inquiry.build import PageRecord
from inquiry.publish.keeping.memory import Memory
from inquiry.publish.keeping.shelf import INDEX
from inquiry.publish.lists.facts import gather_facts
from inquiry.publish.lists.model import PageView, Section, TeamSummary
from inquiry.publish.lists.pieces import Link
from inquiry.publish.lists.told import tell
from inquiry.publish.reading.pristine import Source, read_source, withheld
from inquiry.publish.rules.check import check_page
from inquiry.publish.rules.page import Page
from inquiry.publish.site import TRIED, Site

FEW_SECTIONS = 3
MOST_TOLD = 4  # verdicts of one kind that a page names at its top; its own table has all


@dataclass(frozen=True)
class Made:
    """One page of a team as the site has it."""

    source: Source  # with its problems, if it has any
    view: PageView
    page: Page


def read_team(site: Site, records: Sequence[PageRecord], memory: Memory) -> list[Source]:
    """What each page of a team says of itself: as it was read before, where it is still that file."""
    folder = site.district.folder
    return [
        memory.source(folder, record) or read_source(folder, record, site.face_of(record))
        for record in records
    ]


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
        source = read_source(site.district.folder, source.record, site.face_of(source.record))
    made = _render(site, sources, source, n)
    found = [] if source.not_shown else [*check_page(made.page), *site.audit.check_page(made.page)]
    return _render(site, sources, withheld(source, tuple(found)), n) if found else made


def _render(site: Site, sources: Sequence[Source], source: Source, n: int) -> Made:
    view = view_page(site, sources, source, n)
    html = site.exporter.render_page(source.pieces or (), view)
    return Made(source, view, Page.read(html, site.address(source.record), site.known))


def view_page(site: Site, sources: Sequence[Source], source: Source, n: int) -> PageView:
    """What stands around a team's page: names, ways to other pages, its sections, its day."""
    team, school = site.team_name(source.record.team), site.school_name(source.record.school)
    frame = site.frame(source.label, team, school, site.quarter, up=3)
    return PageView(
        **frame | {"readers": site.readers_of(source.record)},
        heading=source.label,
        as_of=source.about.as_of or site.manifest.as_of,
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
        **_answer(sources, source),
    )


def _answer(sources: Sequence[Source], source: Source) -> dict[str, Any]:
    """What the page comes to, to stand before everything else."""
    facts, has_phase = source.about.facts, source.record.page[:1].isdigit()
    is_short = len(source.about.sections) < FEW_SECTIONS  # its own lead stands near enough
    focus = next((words for each in sources if (words := each.about.facts.working_on)), "")
    return {
        "working_on": "" if facts.working_on or source.not_shown or source.record.page in TRIED else focus,
        "lead": "" if has_phase or is_short or facts.purpose else facts.lead,
        "purpose": "" if has_phase else facts.purpose,  # on the start page it stands first as it is
        "figures": facts.figures,
        "told": tell(facts.verdicts, MOST_TOLD),
    }


def _link(source: Source, current: bool = False) -> Link:
    return Link(source.label, f"{source.record.page}.html", current, bool(source.not_shown))


def summarise(site: Site, sources: Sequence[Source]) -> TeamSummary:
    """What the school's page and the lists say of a team, from the pages that are shown."""
    record = sources[0].record
    team = site.team(record.team)
    shown = [source.about.facts for source in sources if not source.not_shown]
    links = [_link(source) for source in sources]
    return TeamSummary(
        school=record.school,
        team=record.team,
        level=team.level if team else "",
        name=site.team_name(record.team),
        about=site.team_about(record.team),
        facts=gather_facts(shown),
        pages=tuple(
            Link(each.label, f"{record.team}/{each.href}", not_shown=each.not_shown) for each in links
        ),
    )
