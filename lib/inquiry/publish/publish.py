"""The staff site of a district and its other editions: a quarter's pages, and the pages that lead to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from inquiry.build import lock_build
from inquiry.build.current.manifest import manifest_path
from inquiry.cycle import FACES, Face
from inquiry.district import load_district
from inquiry.errors import UsageError
from inquiry.publish.binder.binder import Bindery
from inquiry.publish.binder.pdf import load_weasyprint
from inquiry.publish.editions import left_behind, plan_editions
from inquiry.publish.guard.disclosed import attack_plans, plans_followed, where_marked
from inquiry.publish.keeping.shelf import INDEX, Shelf, clear_folder
from inquiry.publish.lists.first import first_page
from inquiry.publish.opening import made_from, makers_of, not_built, open_edition, open_site, recall
from inquiry.publish.result import PublishResult
from inquiry.publish.run import Run
from inquiry.publish.site import Site
from inquiry.views.disclosed.exported import NOTE, note_of


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
        raise not_built(wanted)
    with lock_build(folder, wanted):  # while pages are built, the manifest is behind them
        every = open_site(district, wanted, as_of)
        editions = plan_editions(district, every.manifest, face, schools=schools, teams=teams)
        attack_plans(folder, wanted, partial(where_marked, every))
        made = tuple(_publish(open_edition(every, edition), pdf) for edition in editions)
        left = () if schools or teams else tuple(_take_away(every, face))
    return made + left


def _publish(site: Site, pdf: bool) -> PublishResult:
    """Put the quarter's pages, the binders and the lists into an edition."""
    folder, edition, makers = site.district.folder, site.edition, makers_of(site)
    memory = recall(site, makers)
    with Shelf(folder, memory, edition.folder) as shelf:
        if edition.face != "team" and (plans := plans_followed(folder, site.quarter)):
            shelf.note(f"{site.quarter}/{NOTE}", note_of(plans))  # before any page that tells by them
        run = Run(site, shelf, memory, makers, Bindery(site, shelf, makers, pdf))
        teams = {school: run.publish_teams(school) for school in site.schools}
        run.put_lists(teams)
        run.put_list(INDEX, *first_page(site, teams, makers))
        shelf.finish()
        removed = shelf.clear(site.quarter)
    run.remember(made_from(site))
    return replace(run.result(), removed=removed)


def _take_away(every: Site, face: Face) -> Iterator[PublishResult]:
    """Take away the editions of teams and schools that the lists no longer have."""
    for place in left_behind(every.district, face):
        removed = clear_folder(every.district.folder / place, place)
        if removed:
            yield PublishResult(every.quarter, (), removed=removed, folder=place)
