"""Everything one page may show, each thing read once and only when it is first asked for."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from inquiry.cycle import PAGES
from inquiry.district import District, Quarter, School, Team
from inquiry.district.digests import digest_once
from inquiry.district.noting import note, noted_result, noting_nothing
from inquiry.errors import Fault, UsageError
from inquiry.views.dated_lists import DatedLists
from inquiry.views.shared import read_dashboards_once, read_district_once
from inquiry.views.written import Answers, Written

if TYPE_CHECKING:
    import pandas as pd

    from inquiry.sources import Accountability, Dashboard
    from inquiry.views.disclosed.plan import Told

__all__ = ["Answers", "Desk"]


class Desk(Written):
    """What lies before one team on one page.

    Parameters
    ----------
    folder : Path
        The district's folder.
    team, quarter, page : str
        Ids; an empty quarter means the one that `as_of` falls in. `page` is a notebook's name.
    as_of : datetime.date, optional
        The day that counts as today; without it, today by the district's clock.
    live : bool
        Whether the page is open in front of the team: then everything saved so far is shown.
    district : District, optional
        The folder's district where it is read already.
    """

    def __init__(
        self,
        folder: Path,
        team: str,
        quarter: str,
        page: str,
        as_of: dt.date | None,
        *,
        live: bool = False,
        district: District | None = None,
    ) -> None:
        """Read the district, which every page needs, and find team and quarter in it."""
        if page not in PAGES.values():
            raise UsageError(f"There is no page “{page}”. There are: {', '.join(PAGES.values())}.")
        self.folder = folder
        with noting_nothing():  # each list and setting is noted where it is asked for
            self.district: District = district or read_district_once(folder)
        note("levels", (), lambda: self.district.levels)
        self.team: Team = self.district.team(team)
        self.as_of = as_of or dt.datetime.now(self.district.settings.zone).date()
        self.quarter: Quarter = self.district.quarter(self.as_of, quarter or None)
        self.page = page
        self.live = live
        # Noted here, for every page: it may be asked for first where a door notes for the page.
        self.made_from: dict[str, str] = {}  # what was read, and the latest year or day in it
        self.moment = None if live else self.district.settings.end_of(self.as_of)

    def in_front_of(self, team: Team) -> Desk:
        """The same page and day before another team; what is read for all teams is not read again."""
        other = copy.copy(self)
        other.team = team
        for own in ("_kept", "_for_others"):
            other.__dict__.pop(own, None)
        return other

    def in_quarter(self, quarter: Quarter) -> Desk:
        """The same page and day of another quarter."""
        other = copy.copy(self)
        other.quarter = quarter
        for own in ("previous", "_kept", "_for_others"):
            other.__dict__.pop(own, None)
        return other

    @property
    def level(self) -> str:
        """The team's level."""
        return self.team.level

    @property
    def school(self) -> School | None:
        """The team's school; None for the district's own teams."""
        return None if self.level == "district" else self.district.school(self.team.school)

    @property
    def place(self) -> str:
        """The name of the school, or of the district."""
        return self.school.name if self.school else self.district.settings.name

    @cached_property
    def previous(self) -> Quarter | None:
        """The quarter before this one."""
        return self.district.previous_quarter(self.quarter)

    @property
    def suppress_below(self) -> int:
        """Staff faces withhold groups of fewer students than this."""
        return self.district.settings.thresholds.suppress_below

    @property
    def accountability(self) -> Accountability:
        """The state's indicators, cut scores and rules."""
        note("accountability", (), lambda: digest_once(self._accountability))
        return self._accountability

    @cached_property
    def _accountability(self) -> Accountability:
        from inquiry.sources import load_accountability

        with noting_nothing():
            return load_accountability()

    def published(self, cds: str) -> pd.DataFrame:
        """The state's published rows of one school, or of the district itself, by its code."""
        rows = self._dashboard.rows
        found = rows[rows["cds"].eq(cds)]
        note("published", (cds,), lambda: found)
        self._rests_on("published", found, "year")
        return found

    @property
    def dashboard(self) -> Dashboard:
        """The state's published files: the district's rows, and the counts of all rows."""
        note("published", (), lambda: digest_once(self._dashboard))
        return self._dashboard

    @cached_property
    def _dashboard(self) -> Dashboard:
        with noting_nothing():
            return read_dashboards_once(self.folder, self.district.settings.cds)

    @property
    def local_indicators(self) -> pd.DataFrame:
        """The district's own ratings: year, priority, result; no rows when there is no file."""
        note("local indicators", (), lambda: self._local_indicators)
        self._rests_on("local indicators", self._local_indicators, "year")
        return self._local_indicators

    @cached_property
    def _local_indicators(self) -> pd.DataFrame:
        import pandas as pd

        from inquiry.sources.local_indicators import LOCAL_FILE, read_local_indicators

        path = self.folder / LOCAL_FILE
        empty = pd.DataFrame({"year": [], "priority": [], "result": []})
        with noting_nothing():
            cds = self.district.settings.cds
            return read_local_indicators(path, cds).value if path.is_file() else empty

    def evidence_of(self, teams: Iterable[Team]) -> pd.DataFrame:
        """Some teams' counts of students at each level of the rubric, from file and form, up to today."""
        from inquiry.views.evidence.rows import all_counts

        with noting_nothing():
            frame = all_counts(self).rows
        names = sorted({team.team for team in teams})
        found = frame[frame["team"].isin(names)] if len(frame) else frame
        note("evidence", (names,), lambda: found)
        self.made_from["evidence"] = ""  # no day, and rows or none: they would tell which team is silent
        return found

    @property
    def any_evidence(self) -> bool:
        """Whether any team counted any work up to today."""
        from inquiry.views.evidence.rows import all_counts

        return noted_result("any evidence", (), lambda: not all_counts(self).rows.empty)

    def doubts_about(self, teams: Iterable[Team]) -> list[Fault]:
        """What is doubtful about some teams' counts."""
        from inquiry.views.evidence.rows import all_counts

        names = sorted({team.team for team in teams})
        return noted_result(
            "doubts", (names,), lambda: [each for each in all_counts(self).faults if each.team in names]
        )

    @property
    def surveys(self) -> pd.DataFrame:
        """What families, students and staff answered at every school, up to today."""
        return self._listed("surveys")

    def surveys_at(self, school: str) -> pd.DataFrame:
        """What families, students and staff of one school answered, up to today."""
        return self._listed("surveys", school)

    @property
    def measures(self) -> pd.DataFrame:
        """The district's and the teams' own measures, up to today."""
        return self._listed("measures")

    def measures_at(self, school: str) -> pd.DataFrame:
        """The own measures of one school and its teams, or of the district as a whole, up to today."""
        return self._listed("measures", school)

    @property
    def scores(self) -> pd.DataFrame:
        """Scores without names of every school, up to today."""
        return self._listed("scores")

    def scores_at(self, school: str) -> pd.DataFrame:
        """Scores without names of one school, up to today."""
        return self._listed("scores", school)

    def _listed(self, name: str, school: str | None = None) -> pd.DataFrame:
        """The rows of one of the district's lists, of every school or of one; no rows without a file."""
        frame = self._lists[name]
        found = frame if school is None or not len(frame) else frame[frame["school"].eq(school)]
        note(name, () if school is None else (school,), lambda: found)
        self._rests_on(name, found, "date")
        return found

    def _rests_on(self, what: str, rows: pd.DataFrame, column: str) -> None:
        """Keep that the page is made from these rows, and the latest year or day in them."""
        if len(rows):
            self.made_from[what] = max(self.made_from.get(what, ""), str(rows[column].max()))

    @cached_property
    def _lists(self) -> Mapping[str, pd.DataFrame]:
        return DatedLists(self)

    def told(self, key: str) -> Told:
        """What staff may be told of one of the district's own figures (its name: views/disclosed/keys.py)."""
        from inquiry.views.disclosed.lookup import told_of

        return noted_result("told", (key,), lambda: told_of(self.folder, key))

    def person(self, person: str | None) -> str:
        """A person's name; the id where the list of members no longer has it."""
        return self.district.name_of(person)
