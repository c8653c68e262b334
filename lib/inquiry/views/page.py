"""A page of the workbook, as a notebook sees it: one call for each thing it shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from inquiry.district import CACHE_FOLDER
from inquiry.views.charts.shelf import keep_charts
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.forms import form_faces
from inquiry.views.live import live_form, open_desk, parse_day


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


class Page:
    """What one page can show. Each method gives one thing to show, with its faces.

    What a section needs (charts, tables, the state's files) is loaded when it is first asked for: a page
    without charts opens without them.
    """

    def __init__(self, desk: Desk) -> None:
        """Keep what lies before the team."""
        self._desk = desk

    def header(self) -> Faces:
        """Whose page it is, which quarter, and as of when."""
        from inquiry.views.station import header_faces

        return header_faces(self._desk)

    def where_we_are(self) -> Faces:
        """How far the quarter is and how far the team is in each phase."""
        from inquiry.views.station import where_faces

        return where_faces(self._desk)

    def station(self) -> Faces:
        """What this phase is for at this level: question, meeting, signs that it is done."""
        from inquiry.views.station import station_faces

        return station_faces(self._desk)

    def sources(self) -> Faces:
        """The works this page's questions rest on."""
        from inquiry.views.station import sources_faces

        return sources_faces(self._desk)

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

    def our_links(self) -> Faces:
        """What our focus serves, and who serves it."""
        from inquiry.views.our_links import our_links_faces

        return our_links_faces(self._desk)

    def coherence(self) -> Faces:
        """Every focus, up to the district's goals."""
        from inquiry.views.coherence_map import map_faces

        return map_faces(self._desk)

    def priority_table(self) -> Faces:
        """The state's priorities: status, change and color; the district's local indicators."""
        from inquiry.views.priorities import priority_faces

        return priority_faces(self._desk)

    def schools(self) -> Faces:
        """The district's schools side by side."""
        from inquiry.views.schools import schools_faces

        return schools_faces(self._desk)

    def five_by_five(self, indicator: str | None = None) -> Faces:
        """The five-by-five of each indicator, or of one."""
        from inquiry.views.five_by_five import five_by_five_faces

        return five_by_five_faces(self._desk, indicator)

    def trends(self) -> Faces:
        """Each indicator over the years, group by group."""
        from inquiry.views.trends import trend_faces

        return trend_faces(self._desk)

    def gaps(self) -> Faces:
        """Each student group beside everyone else."""
        from inquiry.views.gaps import gap_faces

        return gap_faces(self._desk)

    def what_it_means(self) -> Faces:
        """What each data point means, and how it is used."""
        from inquiry.views.meaning import meaning_faces

        return meaning_faces(self._desk)

    def what_would_move(self) -> Faces:
        """What would move each result to its next level or color."""
        from inquiry.views.moves import move_faces

        return move_faces(self._desk)

    def evidence(self) -> Faces:
        """The teams' own evidence of the six skills."""
        from inquiry.views.evidence import evidence_faces

        return evidence_faces(self._desk)
