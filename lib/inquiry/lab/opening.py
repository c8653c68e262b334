"""What a page may run when it is opened, and what it shows around itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from inquiry.build.check.sources_check import FORM_PREFIX
from inquiry.build.notebook.assemble import INJECTED_TAG, PARAMETERS_TAG
from inquiry.build.notebook.keys import trusted_keys
from inquiry.build.notebook.notebooks import (
    LOCKED,
    DamagedNotebook,
    kind_of,
    mark_of,
    notebook_mark,
    read_notebook,
)
from inquiry.build.notebook.sign import COVERED, Verdict, verify_page
from inquiry.cycle import pages_of_level
from inquiry.district.shipped import notebooks_folder
from inquiry.errors import RecordError
from inquiry.lab.ask import Refused
from inquiry.lab.known import Known
from inquiry.lab.notes import version_of
from inquiry.lab.places import Place
from inquiry.record import Record

SETUP = (PARAMETERS_TAG, INJECTED_TAG, "setup")  # the cells without which no other can run
TWICE = "\0"  # in place of the text of a cell that is there twice: it is nobody's that was signed

ELSEWHERE = (
    "This page was built for another place (team {team}, {quarter}) and copied here, so nothing in it runs "
    "by itself. Open your team's own page from the start page."
)
NO_START = (
    "The part of this page that starts the others is missing or was changed, so nothing in it runs by "
    "itself. Load the page again; if that does not help, ask your coach to build it again."
)
ADDED = "This part was not there when the page was built, so it does not run by itself. Build the page again."

# Files that lie beside a page must not be taken for parts of the program that the page runs.
PRELUDE = """\
import importlib, os, sys
sys.path[:] = [each for each in sys.path if each not in ("", ".", os.getcwd())]
importlib.import_module("inquiry.views.live").begin({as_of})"""


def describe_page(
    root: Path, place: Place, cells: Iterable[Mapping[str, Any]], known: Known
) -> dict[str, Any]:
    """Everything that the browser needs to bring a page to life.

    Parameters
    ----------
    root : Path
        The folder that JupyterLab shows.
    place : Place
        The page.
    cells : iterable of mappings
        The code cells that the browser holds: id and source.
    known : Known
        What the server knows.
    """
    notebook = read_page(place)
    verdict = judge(place, notebook, cells)
    forms = [cell for cell in verdict.run if cell.startswith(FORM_PREFIX)]
    setup = [cell for cell in verdict.run if cell in SETUP]
    rest = [cell for cell in verdict.run if cell not in {*forms, *setup}]
    return {
        "ours": True,
        **_whose(place, notebook),
        "run": [*setup, *forms, *rest],
        "setup": setup,
        "forms": forms,
        "refused": [{"id": cell, "why": why} for cell, why in verdict.refused.items()],
        "trouble": verdict.trouble,
        "prelude": PRELUDE.format(as_of=json.dumps(known.as_of.isoformat() if known.as_of else "")),
        "members": [{"id": member.person, "name": member.name} for member in place.team.members],
        "hub_author": hub_author(place, known),
        "pages": _pages(root, place, known),
        "version": version_of(place.file, known),
        **_describe_record(place, known),
    }


def _whose(place: Place, notebook: NotebookNode) -> dict[str, Any]:
    """Whose page it is, and when it was built."""
    built = notebook_mark(notebook).get("as_of")
    return {
        "page": place.page,
        "title": str(notebook["metadata"].get("title") or place.page),
        "team": place.team.team,
        "team_name": place.team.name,
        "school_name": place.school_name,
        "quarter": place.quarter.id,
        "level": place.team.level,
        "district": place.district.settings.cds,
        "built": built if isinstance(built, str) else "",
    }


def read_page(place: Place) -> NotebookNode:
    """A page's file; `Refused` says what is wrong with it."""
    try:
        return read_notebook(place.file)
    except FileNotFoundError as trouble:
        raise Refused(404, "This page's file is not there any more. Ask your coach to build it.") from trouble
    except (OSError, DamagedNotebook) as trouble:
        raise Refused(
            409, f"This page's file cannot be read ({trouble}). Ask your coach to build the page again."
        ) from trouble


def judge(place: Place, notebook: NotebookNode, cells: Iterable[Mapping[str, Any]]) -> Verdict:
    """What of a page may run by itself where it lies."""
    mark = notebook_mark(notebook)
    texts: dict[str, str] = {}
    for cell in cells:
        name, text = str(cell.get("id")), str(cell.get("source"))
        texts[name] = text if texts.get(name, text) == text else TWICE
    verdict = verify_page(mark, texts, trusted_keys())
    if verdict.trouble is None and not _is_here(mark, place):
        there = {name: str(mark.get(name))[:80] for name in ("team", "quarter")}
        return Verdict(trouble=ELSEWHERE.format(**there))
    if verdict.trouble is None and not set(SETUP) <= set(verdict.run):
        return Verdict(refused=verdict.refused, trouble=NO_START)
    signed = {cell for cell, _ in mark["signed"]["runs"]} if verdict.trouble is None else set()
    strange = {
        cell["id"]: ADDED for cell in notebook["cells"] if _would_run(cell) and cell["id"] not in signed
    }
    return Verdict(verdict.run, {**verdict.refused, **({} if verdict.trouble else strange)}, verdict.trouble)


def hub_author(place: Place, known: Known) -> dict[str, str] | None:
    """Who writes, where a hub says it: the member of that id or name, else the hub's user."""
    user = known.hub_user
    if not user:
        return None
    people = place.district.people
    if user in people:
        return {"id": user, "name": people[user].name}
    named = [each for each in people.values() if each.name.casefold() == user.casefold()]
    return {"id": named[0].person, "name": named[0].name} if named else {"id": user, "name": user}


def say_closed(place: Place, record: Record) -> str | None:
    """That the page's quarter is closed; None while it is open."""
    closure = record.closed_quarters().get(place.quarter.id)
    if closure is None:
        return None
    day = closure.at.astimezone(place.district.settings.zone).date()
    by = f" by {place.district.name_of(closure.author)}" if closure.author else ""
    reason = " ".join(closure.reason.split())
    return (
        f"The quarter {place.quarter.id} was closed on {day}{by}; its answers stay as they are. "
        "If something is missing, ask your coach to reopen it."
        + (f" The reason given: “{reason}”." if reason else "")
    )


def _is_here(mark: Mapping[str, Any], place: Place) -> bool:
    here = (place.page, place.team.team, place.team.school, place.quarter.id, place.team.level)
    return tuple(mark.get(name) for name in COVERED) == here


def _would_run(cell: NotebookNode) -> bool:
    live = mark_of(cell).get("live") is not False
    return cell["cell_type"] == "code" and kind_of(cell) == LOCKED and live


def _describe_record(place: Place, known: Known) -> dict[str, Any]:
    """The record's moment, whether the quarter is closed, and what is wrong with the record, if anything."""
    warning = known.warning(place.folder)
    try:
        with known.record(place.folder) as record:
            return {"mark": record.mark(), "closed": say_closed(place, record), "warning": warning}
    except RecordError as trouble:
        return {"mark": "", "closed": None, "warning": str(trouble)}


def _pages(root: Path, place: Place, known: Known) -> list[dict[str, Any]]:
    """The team's pages of the quarter, in reading order, those that are there."""
    return [
        {
            "page": page,
            "title": _title_of(page, known),
            "path": file.relative_to(root.resolve()).as_posix(),
            "current": page == place.page,
        }
        for page in pages_of_level(place.team.level)
        if (file := place.file.with_name(f"{page}.ipynb")).is_file()
    ]


def _title_of(page: str, known: Known) -> str:
    source = notebooks_folder() / f"{page}.ipynb"
    return known.while_same(("title", page), [source], lambda: _read_title(source, page))


def _read_title(source: Path, page: str) -> str:
    try:
        return str(read_notebook(source)["metadata"].get("title") or page)
    except (OSError, DamagedNotebook):
        return page
