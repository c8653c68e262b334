"""Folders of pages that are no team's: moved or renamed by hand, or of a team that the list no longer has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from inquiry.build.plan import PAGES, Page
from inquiry.errors import Fault

WORKBOOKS = "workbooks"


def stray_notes(folder: Path, quarter: str, plan: Sequence[Page]) -> Iterator[Fault]:
    """A note for each folder of a quarter's workbooks with pages that no build touches and nobody is led to.

    Parameters
    ----------
    folder : Path
        The district's folder.
    quarter : str
        The quarter's id.
    plan : sequence of Page
        All pages of the quarter.
    """
    known = {page.workbook.parent for page in plan}
    pages = sorted((folder / WORKBOOKS / quarter).rglob("*.ipynb"))
    found = dict.fromkeys(page.parent for page in pages if page.stem in PAGES)
    for stray in found:
        if stray not in known:
            yield Fault(
                stray.relative_to(folder).as_posix(),
                "pages in a folder that belongs to no team of this quarter; build leaves them as they are",
                f"{WORKBOOKS}/{quarter}/SCHOOL/TEAM, with the ids of schools.csv and teams.csv",
                "if it was moved or renamed by hand, put its files in the place of those that build made for "
                "the team, and build again: then the team has its notes back. If the team is gone, nothing",
                severity="note",
            )
