"""A page of the workbook, as a notebook sees it: one call for each thing it shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from inquiry.district import CACHE_FOLDER
from inquiry.views.charts.shelf import keep_charts
from inquiry.views.coherence.on_page import CoherenceOnPage
from inquiry.views.evidence.on_page import EvidenceOnPage
from inquiry.views.faces import Faces
from inquiry.views.forms import form_faces
from inquiry.views.live import live_form, open_desk, parse_day
from inquiry.views.local.on_page import LocalOnPage
from inquiry.views.meetings.on_page import MeetingsOnPage
from inquiry.views.purpose.on_page import PurposeOnPage
from inquiry.views.state.on_page import StateOnPage
from inquiry.views.stations.on_page import StationsOnPage
from inquiry.views.tried.on_page import TriedOnPage


def open_page(
    district: str | Path, team: str, quarter: str = "", page: str = "0-start-here", as_of: str | dt.date = ""
) -> Page:
    """Open a page of a team's workbook.

    Parameters
    ----------
    district : str or Path
        The district's folder.
    team : str
        The team's id in teams.csv.
    quarter : str
        The quarter's id in district.toml; empty means the one that `as_of` falls in.
    page : str
        The page's name, such as "1-analyze".
    as_of : str or date
        The day that counts as today, as YYYY-MM-DD; empty means today. A live page has its own.

    Raises
    ------
    UsageError
        There is no such team, quarter or page, or the day is no date.
    BadInput
        The district's folder cannot be used; it carries every fault.
    """
    day = as_of if isinstance(as_of, dt.date) else parse_day(as_of) if as_of else None
    keep_charts(Path(district) / CACHE_FOLDER)
    return Page(open_desk(Path(district), team, quarter, page, day))


class Page(
    StationsOnPage,
    PurposeOnPage,
    MeetingsOnPage,
    CoherenceOnPage,
    StateOnPage,
    EvidenceOnPage,
    LocalOnPage,
    TriedOnPage,
):
    """What one page can show: its forms, its start, and what each subject's `on_page` has."""

    def form(self, form_id: str) -> Faces:
        """A form with the team's answers."""
        return live_form(self._desk, form_id) if self._desk.live else form_faces(self._desk, form_id)

    def working_on(self) -> Faces:
        """The team's focus in its own words."""
        from inquiry.views.start import working_on_faces

        return working_on_faces(self._desk)

    def what_changed(self) -> Faces:
        """What was written lately, where and by whom."""
        from inquiry.views.changes import changes_faces

        return changes_faces(self._desk)

    def links(self) -> Faces:
        """The way to the other pages."""
        from inquiry.views.start import links_faces

        return links_faces(self._desk)

    def due(self) -> Faces:
        """What is due by today, and soon."""
        from inquiry.views.start import due_faces

        return due_faces(self._desk)

    def last_decisions(self) -> Faces:
        """What was decided last quarter."""
        from inquiry.views.start import last_decisions_faces

        return last_decisions_faces(self._desk)

    def unplaced(self) -> Faces:
        """Answers whose question is no longer asked."""
        from inquiry.views.start import unplaced_faces

        return unplaced_faces(self._desk)
