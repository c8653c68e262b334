"""The doors through which pages read, by the kind of what they note: to look again what they hand out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from inquiry.cycle.agenda import load_agenda
from inquiry.district.noting import content_of, note, noting
from inquiry.district.shipped import templates_folder
from inquiry.errors import InquiryError
from inquiry.record.lock_lines import Lines
from inquiry.views.desk import Desk
from inquiry.views.named_students import named_count
from inquiry.views.purpose.whys import board_of, count_writers
from inquiry.views.row_locks import locks_of
from inquiry.views.start import next_of
from inquiry.views.stations.station import progress_of, signs_of
from inquiry.views.tried.kept import all_told

Name = tuple[str, str]
# Kinds that come from the record alone, and those that come from the record and from files; all others come
# from files.
FROM_RECORD = frozenset({"answers", "lines", "latest", "lock lines", "record"})
FROM_BOTH = frozenset(
    {
        *("named", "names", "evidence", "any evidence", "doubts", "tried", "whys", "why writers"),
        *("progress", "signs", "next sign"),
    }
)


def look_again(desk: Desk, names: Iterable[Name]) -> dict[Name, str]:
    """What the doors hand out now, as digests; what can no longer be asked for is left out.

    Parameters
    ----------
    desk : Desk
        Of the day and the quarter of the pages, before any team.
    names : iterable of (kind, key)
        What pages noted.
    """
    with noting({}) as found:
        for kind, key in names:
            if kind in DOORS and (kind, key) not in found:
                try:
                    DOORS[kind](desk, *json.loads(key))
                except (InquiryError, OSError, LookupError, TypeError, ValueError):
                    continue
    return found


def _answers(desk: Desk, by_quarter: bool, with_removed: bool, filters: Mapping[str, str]) -> None:
    desk.record.all_rows(by_quarter=by_quarter, with_removed=with_removed, **_filters(filters))


def _lines(desk: Desk, filters: Mapping[str, str]) -> None:
    given = _filters(filters)
    desk.record.history(given.pop("owner"), given.pop("form"), **given)


def _latest(
    desk: Desk, owners: list[str], forms: list[str] | None, limit: int, more: Mapping[str, str]
) -> None:
    desk.record.latest(owners, forms, limit, **_filters(more))


def _lock_lines(desk: Desk, filters: Mapping[str, str]) -> None:
    given = _filters(filters)
    with desk.record.reading(noted=True) as connection:
        lines = Lines(connection, given.get("as_of"))
        lines.of(given["owner"], quarter=given.get("quarter"), form=given.get("form"))


def _filters(told: Mapping[str, str]) -> dict[str, Any]:
    """A note's filters as the record takes them."""
    given: dict[str, Any] = dict(told)
    if "as_of" in given:
        given["as_of"] = dt.datetime.fromisoformat(given["as_of"])
    return given


def _before(desk: Desk, team: str, quarter: str = "") -> Desk:
    """A desk before another team, in another quarter."""
    there = desk.in_front_of(desk.district.team(team))
    return there.in_quarter(desk.district.quarter(desk.as_of, quarter)) if quarter else there


def _entry(desk: Desk, part: str, *key: Any) -> None:
    entries: Mapping[Any, Any] = getattr(desk.cycle, part)
    if key:
        entries.get(tuple(key[0]) if isinstance(key[0], list) else key[0])
    else:
        entries.keys()


def _published(desk: Desk, *cds: str) -> None:
    if cds:
        desk.published(cds[0])
    else:
        desk.dashboard  # noqa: B018  asking for it is the look


def _school_of(desk: Desk, school: str) -> Desk:
    """A desk before some team of a school."""
    return desk.in_front_of(desk.district.teams_of(school)[0])


def _file(desk: Desk, root: str, inside: str, kind: str) -> None:
    folder = desk.folder.resolve() if root == "district" else templates_folder()
    note(kind, (root, inside), lambda: content_of(Path(folder / inside)))


def _teams(desk: Desk, names: Iterable[str]) -> list[Any]:
    known = {team.team: team for team in desk.district.all_teams}
    return [known[name] for name in names if name in known]


DOORS: dict[str, Callable[..., object]] = {
    "answers": _answers,
    "lines": _lines,
    "latest": _latest,
    "lock lines": _lock_lines,
    "record": lambda desk: note("record", (), desk.record.mark),
    "evidence": lambda desk, teams: desk.evidence_of(_teams(desk, teams)),
    "any evidence": lambda desk: desk.any_evidence,
    "evidence days": lambda desk, teams: locks_of(desk).days_of(teams),
    "doubts": lambda desk, teams: desk.doubts_about(_teams(desk, teams)),
    "surveys": lambda desk, *school: desk.surveys_at(*school) if school else desk.surveys,
    "measures": lambda desk, *school: desk.measures_at(*school) if school else desk.measures,
    "scores": lambda desk, *school: desk.scores_at(*school) if school else desk.scores,
    "published": _published,
    "local indicators": lambda desk: desk.local_indicators,
    "accountability": lambda desk: desk.accountability,
    "agenda": lambda desk, level: load_agenda(desk.cycle, level),
    "cycle": _entry,
    "form": lambda desk, form, level: desk.cycle.form(form, level).fields,
    "forms for": lambda desk, level, page: desk.cycle.forms_for(level, page),
    "translation": lambda desk, language, form: desk.cycle.translation(form, language),
    "questions": lambda desk: desk.cycle.questions,
    "setting": lambda desk, name: getattr(desk.district.settings, name),
    "levels": lambda desk: note("levels", (), lambda: desk.district.levels),
    "list": lambda desk, name: getattr(desk.district, name),
    "schools": lambda desk: desk.district.all_schools,
    "teams": lambda desk: desk.district.all_teams,
    "people": lambda desk: desk.district.people,
    "name": lambda desk, person: desk.district.name_of(person),
    "school": lambda desk, school: desk.district.school(school),
    "team": lambda desk, team: desk.district.team(team),
    "members": lambda desk, team: desk.district.team(team).members,
    "teams of": lambda desk, school, level: desk.district.teams_of(school, level),
    "teams with": lambda desk, person: desk.district.teams_with(person),
    "above": lambda desk, team: desk.district.serves(desk.district.team(team)),
    "below": lambda desk, team: desk.district.served_by(desk.district.team(team)),
    "tried": all_told,
    "told": lambda desk, key: desk.told(key),
    "named": lambda desk, team: named_count(_before(desk, team)),
    "names": lambda desk, owner, form: desk.watch.named(desk.cycle.forms[form], owner),
    "whys": lambda desk, school: board_of(_school_of(desk, school)),
    "why writers": lambda desk, school: count_writers(_school_of(desk, school)),
    "progress": lambda desk, team, quarter: progress_of(_before(desk, team, quarter)),
    "signs": lambda desk, team, quarter, phase: signs_of(_before(desk, team, quarter), phase),
    "next sign": lambda desk, team, quarter: next_of(_before(desk, team, quarter)),
    "file": lambda desk, root, inside: _file(desk, root, inside, "file"),
    "folder": lambda desk, root, inside: _file(desk, root, inside, "folder"),
}
