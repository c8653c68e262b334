"""What was tried, kept in the district's cache: the same for every page until somebody writes something."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple
from functools import lru_cache
from pathlib import Path
from typing import Any

from inquiry.district import CACHE_FOLDER
from inquiry.district.files import write_if_changed
from inquiry.district.noting import noted_result
from inquiry.errors import InquiryError
from inquiry.views.desk import Desk
from inquiry.views.tried.reading import FORMS, Pile
from inquiry.views.tried.told import Told, collect

READERS = (
    "cycle",
    "record",
    "measures/names",
    "views/tried",
)  # parts of the library that say how answers become ideas


_All = tuple[tuple[Told, ...], tuple[tuple[str, str, tuple[str, ...]], ...]]
Named = Mapping[tuple[str, str], frozenset[str]]  # form and owner -> answers (see views/names.py)


def all_told(desk: Desk) -> tuple[Told, ...]:
    """Every idea up to the page's quarter; read from the record where what is kept is not of this moment.

    In a large district reading takes seconds, and every team's page asks. A cache that cannot be read or
    written is no fault.
    """
    return _all(desk)[0]


def all_named(desk: Desk) -> Named:
    """Those of the answers they are made of that may name a student: read by nobody but their team."""
    return {(form, owner): frozenset(answers) for form, owner, answers in _all(desk)[1]}


def _all(desk: Desk) -> _All:
    return desk.once("tried", lambda: _noted(desk))


def _noted(desk: Desk) -> _All:
    """Noted as one thing, wherever it came from: a page needs another run only where an idea differs."""
    return noted_result("tried", (), lambda: _kept(desk) or _read(desk))


def _kept(desk: Desk) -> _All | None:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        content = json.loads(_file(desk).read_text(encoding="utf-8"))
        if content["of"] == _moment(desk):
            named = tuple((form, owner, tuple(answers)) for form, owner, answers in content["named"])
            return tuple(_told(each) for each in content["ideas"]), named
    return None


def _read(desk: Desk) -> _All:
    of = _moment(desk)  # before the reading: what is written meanwhile makes it old
    pile = Pile(desk)
    found = tuple(collect(pile)), tuple(pile.named())
    content = {"of": of, "ideas": [astuple(each) for each in found[0]], "named": found[1]}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    with contextlib.suppress(OSError, InquiryError, ValueError):
        file = _file(desk)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_if_changed(file, text)
    return found


def _file(desk: Desk) -> Path:
    """One for each quarter: the next moment's takes its place, so that nothing withdrawn stays behind."""
    return desk.folder / CACHE_FOLDER / f"tried-{desk.quarter.id}.json"


def _moment(desk: Desk) -> str:
    """A digest of all that they are read from: the answers, the day, the calendar, the forms, this code."""
    forms = [form.model_dump_json() for name in FORMS if (form := desk.cycle.forms.get(name))]
    calendar = [(quarter.id, str(quarter.start)) for quarter in desk.district.quarters]
    teams = [team.team for team in desk.district.all_teams]
    students = desk.watch.names.digest if desk.watch.names else ""
    parts = (desk.record.mark(), str(desk.moment), desk.quarter.id, calendar, teams, forms, students, _code())
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """A digest of what reads them: what an older version kept is not taken."""
    library = Path(__file__).parents[2]
    modules = [path for name in READERS for path in sorted((library / name).glob("*.py"))]
    return hashlib.sha256(b"".join(module.read_bytes() for module in modules)).hexdigest()


def _told(fields: list[Any]) -> Told:
    owner, row, quarters, ideas, focus, causes, measures, decisions, results, indicator = fields
    return Told(
        owner,
        row,
        tuple(quarters),
        tuple(ideas),
        focus,
        tuple((form, values) for form, values in causes),
        tuple(measures),
        tuple((quarter, values) for quarter, values in decisions),
        tuple((quarter, measure, expected, came) for quarter, measure, expected, came in results),
        (indicator[0], indicator[1]),
    )
