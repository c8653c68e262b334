"""Which pages a quarter has: one for each team and page, with its files and its parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from inquiry.cycle import TITLES, pages_of_level
from inquiry.district import District, Quarter, Team
from inquiry.errors import UsageError

PAGES = tuple(TITLES)  # every page's notebook, in reading order
PARAMETERS = ("district", "team", "quarter", "as_of")
# From a workbook's own folder (workbooks/QUARTER/SCHOOL/TEAM) up to the district's: a page finds its
# district wherever that is moved, and no path of this machine gets into it.
DISTRICT_FROM_PAGE = "../../../.."
MOST_NAMES = 20  # of a district's schools or teams in one message; there may be thousands


@dataclass(frozen=True)
class Page:
    """One page of one team in one quarter."""

    district: Path
    quarter: str
    school: str
    team: str
    level: str
    page: str
    as_of: dt.date

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells a page from the others of its quarter."""
        return self.school, self.team, self.page

    @property
    def folder(self) -> str:
        """QUARTER/SCHOOL/TEAM, in the district's `workbooks` and `build` alike."""
        return f"{self.quarter}/{self.school}/{self.team}"

    @property
    def file(self) -> str:
        """The team's file as seen from the district's folder."""
        return f"workbooks/{self.folder}/{self.page}.ipynb"

    @property
    def pristine_file(self) -> str:
        """What build made of the page, untouched by the team; seen from the district's folder."""
        return f"build/{self.folder}/{self.page}.ipynb"

    @property
    def log_file(self) -> str:
        """Where the page's troubles are told; seen from the district's folder."""
        return f"build/{self.folder}/{self.page}.log"

    @property
    def workbook(self) -> Path:
        """The team's file."""
        return self.district / self.file

    @property
    def pristine(self) -> Path:
        """What build made of the page."""
        return self.district / self.pristine_file

    @property
    def log(self) -> Path:
        """Where the page's troubles are told."""
        return self.district / self.log_file

    @property
    def parameters(self) -> dict[str, str]:
        """What papermill passes to the page."""
        return {
            "district": DISTRICT_FROM_PAGE,
            "team": self.team,
            "quarter": self.quarter,
            "as_of": self.as_of.isoformat(),
        }


def plan_pages(
    district: District,
    quarter: Quarter,
    as_of: dt.date,
    schools: Sequence[str] = (),
    teams: Sequence[str] = (),
) -> tuple[Page, ...]:
    """List the pages of a quarter, the district's teams first, then school by school.

    Parameters
    ----------
    schools, teams : sequence of str
        Only these schools' and these teams' pages (both empty: all). `district` names the district's own.

    Raises
    ------
    UsageError
        When there is no such school or team; it lists those there are.
    """
    order = ["district", *(school.school for school in district.all_schools)]
    refuse_unknown("school", schools, order)
    refuse_unknown("team", teams, [team.team for team in district.all_teams])
    chosen = [team for team in district.all_teams if _is_chosen(team, schools, teams)]
    chosen.sort(key=lambda team: order.index(team.school))
    return tuple(
        Page(district.folder, quarter.id, team.school, team.team, team.level, page, as_of)
        for team in chosen
        for page in pages_of_level(team.level)
    )


def _is_chosen(team: Team, schools: Sequence[str], teams: Sequence[str]) -> bool:
    return not (schools or teams) or team.school in schools or team.team in teams


def refuse_unknown(kind: str, wanted: Sequence[str], known: list[str]) -> None:
    """Refuse ids that are not known, with those meant perhaps; `kind` is what they are ids of."""
    unknown = [each for each in wanted if each not in known]
    if unknown:
        near = [name for each in unknown for name in get_close_matches(each, known, 1)]
        meant = f" Did you mean “{'”, “'.join(near)}”?" if near else ""
        more = f" and {len(known) - MOST_NAMES} more" if len(known) > MOST_NAMES else ""
        there = f"{', '.join(known[:MOST_NAMES])}{more}"
        raise UsageError(f"There is no {kind} “{'”, “'.join(unknown)}”.{meant} There are: {there}.")
