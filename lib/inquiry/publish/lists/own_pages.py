"""The page that leads into one team's own edition: its pages of a quarter, and its other quarters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inquiry.publish.lists.model import OwnPagesView, TeamSummary
from inquiry.publish.lists.pieces import Link
from inquiry.publish.site import Site


def view_own_pages(site: Site, every: Mapping[str, Sequence[TeamSummary]], *, first: bool) -> OwnPagesView:
    """The first page of a team's edition, or its page of one quarter.

    Parameters
    ----------
    site : Site
        The edition.
    every : Mapping
        School to its teams: in a team's edition one of each.
    first : bool
        Whether it is the first page of all, which leads to every quarter.
    """
    ((team,),) = every.values()
    below = f"{site.quarter}/" if first else ""
    names = (team.name, site.school_name(team.school), *(() if first else (site.quarter,)))
    return OwnPagesView(
        **site.frame(*names, up=0 if first else 1),
        heading=team.name,
        as_of=site.as_of.isoformat(),
        crumbs=() if first else (Link(f"Quarter {site.quarter}"),),
        quarter=site.quarter,
        dates=site.quarter_dates(site.quarter),
        place=site.school_name(team.school),
        working_on=team.facts.working_on,
        pages=tuple(replace(each, href=f"{below}{team.school}/{each.href}") for each in team.pages),
        quarters=site.quarter_links("") if first else (),
    )
