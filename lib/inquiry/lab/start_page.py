"""The page that leads to every team's pages; plain HTML that needs nothing but a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

from inquiry.cycle import pages_of_level
from inquiry.district import District, Quarter, Team
from inquiry.district.settings import SETTINGS_FILE
from inquiry.errors import BadInput
from inquiry.lab.ask import Refused
from inquiry.lab.known import Known
from inquiry.lab.places import WORKBOOKS
from inquiry.views.html import Node, el, write

FIRST_PAGE = "0-start-here"
LEVELS_DOWN = 2  # how deep below JupyterLab's folder districts are looked for
STYLE = """\
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
a { display: inline-block; padding: 0.4rem 0; }
ul { list-style: none; padding: 0; }
small { color: inherit; opacity: 0.8; }
"""


def find_districts(root: Path, known: Known) -> list[District]:
    """The districts whose workbooks JupyterLab shows: its folder's own, or those in it."""
    top = root.resolve()
    above = [top.parent] if top.name == WORKBOOKS else []
    found = [folder for folder in (*above, *_folders(top, LEVELS_DOWN)) if (folder / SETTINGS_FILE).is_file()]
    districts = []
    for folder in found:
        try:
            districts.append(known.district(folder))
        except BadInput as trouble:
            if len(found) == 1:
                raise Refused(500, f"The district's lists cannot be used: {trouble.faults[0]}") from trouble
    return districts


def start_page(root: Path, base: str, known: Known) -> str:
    """The start page: each school with its teams, linked where built; `base` is the server's own address."""
    districts = find_districts(root, known)
    parts = [part for district in districts for part in _district(district, base, known)]
    none = el("p", "There is no district here. Start `inquiry lab` with the district's folder: -d FOLDER.")
    return _whole("Inquiry workbook", el("main", parts or none))


def say_in_page(title: str, sentence: str, base: str) -> str:
    """A page that says one thing, and leads back to the start page."""
    back = el("p", el("a", "All teams", href=f"{base}inquiry"))
    return _whole(title, el("main", el("h1", title), el("p", sentence), back))


def path_of(root: Path, team: str, page: str, known: Known, cds: str | None = None) -> str:
    """A team's page of this quarter as JupyterLab's path; `Refused` says why there is none."""
    for district in find_districts(root, known):
        teams = {each.team: each for each in district.all_teams}
        if team in teams and cds in (None, district.settings.cds):
            return _path(root, district, teams[team], page, known)
    raise Refused(404, f"There is no team “{team}”. Choose yours from the list of all teams.")


def _path(root: Path, district: District, team: Team, page: str, known: Known) -> str:
    if page not in pages_of_level(team.level):
        raise Refused(404, f"{team.name} has no page “{page}”. Open its first page from the list.")
    quarter = district.quarter(known.today(district))
    file = _file(district, quarter, team, page)
    if not file.is_file():
        raise Refused(
            404,
            f"This page of {team.name} is not built yet for {quarter.id}. Ask your coach to run "
            f"`inquiry build`; then open this address again.",
        )
    return file.relative_to(root.resolve()).as_posix()


def _file(district: District, quarter: Quarter, team: Team, page: str) -> Path:
    return district.folder / WORKBOOKS / quarter.id / team.school / team.team / f"{page}.ipynb"


def _folders(top: Path, levels: int) -> Iterator[Path]:
    """A folder and those in it, to a depth; hidden ones, links and the workbooks themselves left out."""
    yield top
    if levels == 0:
        return
    try:
        inside = sorted(each for each in top.iterdir() if each.is_dir() and not each.is_symlink())
    except OSError:
        return
    for folder in inside:
        if not folder.name.startswith(".") and folder.name != WORKBOOKS:
            yield from _folders(folder, levels - 1)


def _district(district: District, base: str, known: Known) -> Iterator[Node]:
    quarter = district.quarter(known.today(district))
    yield el("h1", district.settings.name)
    yield el("p", f"Quarter {quarter.id}. Choose your team.")
    places = [("district", "The district"), *((each.school, each.name) for each in district.all_schools)]
    for school, name in places:
        teams = district.teams_of(school)
        if teams:
            listed = el("ul", [el("li", _team(district, quarter, team, base)) for team in teams])
            yield el("section", el("h2", name), listed)


def _team(district: District, quarter: Quarter, team: Team, base: str) -> list[Node]:
    name = el("bdi", team.name)
    if not _file(district, quarter, team, FIRST_PAGE).is_file():
        return [name, el("small", " (not built yet)")]
    address = f"{base}inquiry/open/{quote(team.team)}?{urlencode({'district': district.settings.cds})}"
    return [el("a", name, href=address)]


def _whole(title: str, main: Node) -> str:
    head = el(
        "head",
        el("title", title),
        el("style", STYLE),
    )
    text = write(el("html", head, el("body", main), lang="en"))
    meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    return "<!DOCTYPE html>" + text.replace("<head>", f"<head>{meta}", 1)
