"""Which page of which team a path in JupyterLab is; whatever is no such page is nobody's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from inquiry.cycle import pages_of_level
from inquiry.district import District, Quarter, Team
from inquiry.district.ids import QUARTER_PATTERN, is_id
from inquiry.district.settings import SETTINGS_FILE
from inquiry.lab.ask import Refused
from inquiry.lab.known import Known

WORKBOOKS = "workbooks"
DEPTH = 5  # workbooks/QUARTER/SCHOOL/TEAM/PAGE.ipynb
NOT_OURS = "This is no page of a workbook. Open your team's page from the start page (/inquiry)."


@dataclass(frozen=True)
class Place:
    """A page of a team: where its file lies, and whose it is."""

    file: Path
    district: District
    quarter: Quarter
    team: Team
    page: str

    @property
    def folder(self) -> Path:
        """The district's folder."""
        return self.district.folder

    @property
    def school_name(self) -> str:
        """The school's name; the district's for its own teams."""
        if self.team.level == "district":
            return self.district.settings.name
        return self.district.school(self.team.school).name


def find_page(root: Path, path: str, known: Known) -> Place | None:
    """The page that a path means; None where it is no page of any workbook.

    Parameters
    ----------
    root : Path
        The folder that JupyterLab shows; the district's folder may lie in it, or above it.
    path : str
        The notebook's path as JupyterLab has it, from `root`.
    known : Known
        What the server knows of the districts.

    Raises
    ------
    Refused
        When it lies where a page would, but the district has no such team, school or quarter.
    """
    file = _inside(root, path)
    if file is None or file.suffix != ".ipynb":
        return None
    top, quarter, school, team, _ = file.parts[-DEPTH:]
    folder = file.parents[DEPTH - 1]
    if top != WORKBOOKS or not (folder / SETTINGS_FILE).is_file():
        return None
    if not (is_id(quarter, QUARTER_PATTERN) and is_id(school) and is_id(team)):
        return None
    return _name(known.district(folder), file, quarter, school, team)


def need_page(root: Path, path: str, known: Known) -> Place:
    """The page that a path means; `Refused` where it is none."""
    place = find_page(root, path, known)
    if place is None:
        raise Refused(404, NOT_OURS)
    return place


def _inside(root: Path, path: str) -> Path | None:
    """The file that a path means, when it lies in `root` as it is written: no step up, no link elsewhere."""
    asked = PurePosixPath(path.lstrip("/"))
    if "\0" in path or "\\" in path or ".." in asked.parts:
        return None
    try:
        top = root.resolve()
        file = top.joinpath(*asked.parts).resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    if not file.is_relative_to(top) or len(file.parts) <= DEPTH:
        return None
    own = asked.parts[-DEPTH:]
    return file if file.parts[-len(own) :] == own else None


def _name(district: District, file: Path, quarter: str, school: str, team: str) -> Place | None:
    teams = {each.team: each for each in district.all_teams}
    quarters = {each.id: each for each in district.quarters}
    if team not in teams or teams[team].school != school:
        where = "the district" if school == "district" else f"the school “{school}”"
        raise Refused(
            404, f"There is no team “{team}” in {where} any more. Open your team's page from the start page."
        )
    if quarter not in quarters:
        raise Refused(404, f"The district's calendar has no quarter “{quarter}” any more. Ask your coach.")
    if file.stem not in pages_of_level(teams[team].level):
        return None
    return Place(file, district, quarters[quarter], teams[team], file.stem)
