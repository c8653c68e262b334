"""What a team did, on the days it did it: check-ins, ideas begun, ideas adopted, adapted, abandoned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import as_day, is_blank, linked_row
from inquiry.district import Team
from inquiry.record import Row
from inquiry.views.desk import Desk
from inquiry.views.evidence.series_points import until

CHECK_INS, IDEAS, DECISIONS = "check-ins", "change-ideas", "decisions"
SAID = {"adopt": "Adopted", "adapt": "Adapted", "abandon": "Abandoned"}


@dataclass(frozen=True)
class Change:
    """Something that changed on a day: what was done with which idea, for which focus (a row's id)."""

    date: dt.date
    what: str
    idea: str
    focus: str = ""


@dataclass(frozen=True)
class Happened:
    """A team's check-ins and changes over all quarters up to the one shown, in order of time."""

    check_ins: tuple[dt.date, ...]
    changes: tuple[Change, ...]


def what_happened(desk: Desk, team: Team) -> Happened:
    """Everything worth a mark on a team's run charts."""
    return desk.once(f"happened to {team.team}", lambda: _what_happened(desk, team))


def _what_happened(desk: Desk, team: Team) -> Happened:
    met = _met(desk, team)
    ideas = {row.row: row for row in _rows(desk, team, IDEAS) if not is_blank(row.values.get("idea"))}
    changes = [*_begun(desk, ideas, met), *_decided(desk, team, ideas)]
    days = sorted({day for day, _ in met})
    kept = sorted((each for each in changes if each.date <= until(desk)), key=lambda each: each.date)
    return Happened(tuple(days), tuple(kept))


def _rows(desk: Desk, team: Team, form: str, *, by_quarter: bool = False) -> list[Row]:
    asked = desk.cycle.forms.get(form)
    found = desk.ever(team.team, asked, by_quarter=by_quarter) if asked else ()
    return list(found)


def _met(desk: Desk, team: Team) -> list[tuple[dt.date, str]]:
    """Each check-in's day, and the idea it was about (empty: none named)."""
    rows = _rows(desk, team, CHECK_INS, by_quarter=True)
    found = [(as_day(row.values.get("date")), linked_row(row.values.get("idea")) or "") for row in rows]
    return sorted((day, idea) for day, idea in found if day is not None and day <= until(desk))


def _begun(desk: Desk, ideas: Mapping[str, Row], met: list[tuple[dt.date, str]]) -> Iterator[Change]:
    """An idea begins with the first check-in about it, else on the day it was written down."""
    for row in ideas.values():
        first = next((day for day, idea in met if idea == row.row), None)
        yield _change(first or _saved_on(desk, row), "Begun", row.values)


def _decided(desk: Desk, team: Team, ideas: Mapping[str, Row]) -> Iterator[Change]:
    for row in _rows(desk, team, DECISIONS, by_quarter=True):
        idea = ideas.get(linked_row(row.values.get("idea")) or "")
        what = SAID.get(str(row.values.get("decision")))
        if idea is not None and what is not None:
            yield _change(_saved_on(desk, row), what, idea.values)


def _change(day: dt.date, what: str, idea: Mapping[str, Any]) -> Change:
    return Change(day, what, str(idea["idea"]), linked_row(idea.get("focus")) or "")


def _saved_on(desk: Desk, row: Row) -> dt.date:
    return row.first_saved_at.astimezone(desk.district.settings.zone).date()
