"""Everything one page may show, each thing read once and only when it is first asked for."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from inquiry.cycle import PAGES
from inquiry.district import CACHE_FOLDER, District, Quarter, School, Team, load_district
from inquiry.errors import Checked, UsageError
from inquiry.views.written import Answers, Written

if TYPE_CHECKING:
    import pandas as pd

    from inquiry.sources import Accountability, Dashboard

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
        self.district: District = district or load_district(folder)
        self.team: Team = self.district.team(team)
        self.as_of = as_of or dt.datetime.now(self.district.settings.zone).date()
        self.quarter: Quarter = self.district.quarter(self.as_of, quarter or None)
        self.page = page
        self.live = live

    def in_front_of(self, team: Team) -> Desk:
        """The same page and day before another team; what is read for all teams is not read again."""
        other = copy.copy(self)
        other.team = team
        for own in ("school", "_kept"):
            other.__dict__.pop(own, None)
        return other

    def in_quarter(self, quarter: Quarter) -> Desk:
        """The same page and day of another quarter."""
        other = copy.copy(self)
        other.quarter = quarter
        for own in ("previous", "_kept"):
            other.__dict__.pop(own, None)
        return other

    @property
    def level(self) -> str:
        """The team's level."""
        return self.team.level

    @cached_property
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

    @cached_property
    def accountability(self) -> Accountability:
        """The state's indicators, cut scores and rules."""
        from inquiry.sources import load_accountability

        return load_accountability()

    @cached_property
    def dashboard(self) -> Dashboard:
        """The state's published files: the district's rows, and the counts of all rows."""
        from inquiry.sources.dashboard import FOLDER, read_dashboards

        cds, cache = self.district.settings.cds, self.folder / CACHE_FOLDER
        return read_dashboards(self.folder / FOLDER, cds, cache=cache).value

    @cached_property
    def local_indicators(self) -> pd.DataFrame:
        """The district's own ratings: year, priority, result; no rows when there is no file."""
        import pandas as pd

        from inquiry.sources.local_indicators import LOCAL_FILE, read_local_indicators

        path = self.folder / LOCAL_FILE
        empty = pd.DataFrame({"year": [], "priority": [], "result": []})
        return read_local_indicators(path, self.district.settings.cds).value if path.is_file() else empty

    @property
    def evidence(self) -> pd.DataFrame:
        """The teams' counts of students at each level of the rubric, from file and form, up to today."""
        from inquiry.views.evidence.rows import all_counts

        return all_counts(self).rows

    @cached_property
    def surveys(self) -> pd.DataFrame:
        """What families, students and staff answered, up to today; no rows when there is no file."""
        from inquiry.sources.surveys import SURVEYS_FILE, read_surveys

        return self._up_to_today(SURVEYS_FILE, read_surveys)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """The district's and the teams' own measures, up to today; no rows when there is no file."""
        from inquiry.sources.local_measures import MEASURES_FILE, read_measures

        return self._up_to_today(MEASURES_FILE, read_measures)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Scores without names, up to today; no rows when there is no file."""
        from inquiry.sources.scores import SCORES_FILE, read_scores

        return self._up_to_today(SCORES_FILE, read_scores)

    def _up_to_today(
        self, name: str, read: Callable[[Path, District], Checked[pd.DataFrame]]
    ) -> pd.DataFrame:
        """An optional list of the folder with a date on each row, as far as today."""
        import pandas as pd

        path = self.folder / name
        frame = read(path, self.district).value if path.is_file() else pd.DataFrame()
        return frame[frame["date"] <= self.as_of] if len(frame) else frame

    def person(self, person: str | None) -> str:
        """A person's name; the id where the list of members no longer has it."""
        return self.district.name_of(person)
