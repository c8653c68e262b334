"""A page that is open in front of its team: the record as it is now, and forms that can be written in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inquiry.cycle import Form, may_see, owner_for
from inquiry.district import District
from inquiry.errors import UsageError
from inquiry.record import Aside, Row
from inquiry.views.ballots import LEAST_BALLOTS, count_ballots, tally_node
from inquiry.views.choices import link_choices
from inquiry.views.definition import asked_fields, define_form
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.forms import last_quarter, limit_of, team_face
from inquiry.views.html import clean, write
from inquiry.views.look import TEAM_STYLES
from inquiry.views.named_students import tell_named
from inquiry.views.row_locks import RowLock, row_locks
from inquiry.views.suggest import suggestions_state

State = dict[str, Any]  # plain JSON
CLOCK = "%Y-%m-%d %H:%M"


@dataclass
class _Session:
    """Whether this process shows pages live, and the day that counts as today there (None: the clock's)."""

    live: bool = False
    as_of: dt.date | None = None


_session = _Session()


def begin(as_of: str = "") -> None:
    """Show every page that is opened from now on live.

    Parameters
    ----------
    as_of : str
        The day that counts as today, as YYYY-MM-DD; empty means today by the district's clock.
    """
    _session.as_of = parse_day(as_of) if as_of else None
    _session.live = True


def parse_day(text: str) -> dt.date:
    """A day written as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"“{text}” is no date. Write it as 2026-09-14.") from None


def open_desk(folder: Path, team: str, quarter: str, page: str, as_of: dt.date | None) -> Desk:
    """What lies before a team on a page: live if `begin` was called, else as of a day."""
    if _session.live:
        return open_live(folder, team, quarter, page, _session.as_of)
    return Desk(folder, team, quarter, page, as_of or dt.date.today())  # noqa: DTZ011 - where no clock is set


def open_live(
    folder: Path,
    team: str,
    quarter: str,
    page: str,
    as_of: dt.date | None = None,
    *,
    district: District | None = None,
) -> Desk:
    """What lies before a team now: everything saved so far; today is the district's unless it is given."""
    return Desk(folder, team, quarter, page, as_of, live=True, district=district)


def live_form(desk: Desk, form_id: str) -> Faces:
    """A form that can be written in; its team face stands in where a page cannot draw it."""
    form = desk.cycle.form(form_id, desk.level)
    return Faces(team_face(desk, form), live=form_state(desk, form))


def form_state(desk: Desk, form: Form) -> State:
    """All that a live form shows, as plain JSON.

    Parameters
    ----------
    desk : Desk
        A live one.
    form : Form
        In the words of the desk's level.
    """
    before = last_quarter(desk, form)
    quarter = desk.quarter
    state = {
        "place": {
            "district": desk.district.settings.cds,
            "team": desk.team.team,
            "quarter": quarter.id,
            "page": desk.page,
        },
        "form": define_form(form, desk.also(form)),
        "people": _people(desk, form),
        "quarter": {"id": quarter.id, "start": str(quarter.start), "end": str(quarter.end)},
        "before": None if before is None else write(before, TEAM_STYLES),
    }
    return {**_tidy(state), **rows_state(desk, form, None)}


def rows_state(desk: Desk, form: Form, person: str | None) -> State:
    """The part of a live form that changes while it is open.

    Parameters
    ----------
    desk : Desk
        A live one, opened since the last change.
    form : Form
        In the words of the desk's level.
    person : str or None
        Who looks at it: what a person keeps for themselves is given to nobody else.
    """
    if form.anonymous:
        return _box_state(desk, form)
    rows = desk.rows_to_write_in(form)
    locked = row_locks(desk, form, rows)
    state = {
        "rows": [_row_state(desk, form, row, person, locked.get(row.row, RowLock())) for row in rows],
        "links": link_choices(desk, form, rows),
        "limit": limit_of(desk, form),
        **({"suggestions": suggestions_state(desk, form)} if form.suggest else {}),
    }
    tidied: State = _tidy(state)
    return tidied


def _box_state(desk: Desk, form: Form) -> State:
    """All that is told of a vote while it goes on: how many ballots are in the box, and the count."""
    count = tally_node(desk, form)
    cast, whose = count_ballots(desk, form).cast, owner_for(form, desk.team)
    box = {"cast": cast, "least": LEAST_BALLOTS, "vote": f"{desk.quarter.id}/{whose}/{form.id}"}
    return {"rows": [], "links": {}, "limit": None, "ballots": box, "tally": write(count or "", TEAM_STYLES)}


def _row_state(desk: Desk, form: Form, row: Row, person: str | None, lock: RowLock) -> State:
    reader = "self" if form.scope == "person" and row.owner == person else "team"
    seen = {field.id for field in asked_fields(form) if may_see(form.audience_of(field.id), reader)}
    carried = row.quarter if row.quarter != desk.quarter.id and not form.lives_on else None
    return {
        "owner": row.owner,
        "row": row.row,
        "position": row.position,
        "values": {} if row.removed else {key: row.values[key] for key in row.values if key in seen},
        "revision": row.revision,
        "authors": {key: desk.person(by) for key, by in row.authors.items() if key in seen and by},
        "times": {key: _clock(desk, at) for key, at in row.times.items() if key in seen},
        "carried": carried,
        "locked": lock.words,
        "remark": " ".join(filter(None, (lock.remark, tell_named(desk, form, row)))),
        "asides": [_aside_state(desk, aside) for aside in row.asides if aside.field in seen],
    }


def _aside_state(desk: Desk, aside: Aside) -> State:
    return {
        "field": aside.field,
        "value": aside.value,
        "by": desk.person(aside.author) or None,
        "at": _clock(desk, aside.saved_at),
        "revision": aside.revision,
    }


def _clock(desk: Desk, moment: dt.datetime) -> str:
    return moment.astimezone(desk.district.settings.zone).strftime(CLOCK)


def _people(desk: Desk, form: Form) -> list[dict[str, str]]:
    """Who may be named: the team first, then the others at its school, and whoever is named already."""
    named = [field.id for field in form.fields if field.type == "person"]
    if not named:
        return []
    teams = (desk.team, *desk.district.teams_of(desk.team.school))
    known = {member.person: member.name for team in teams for member in team.members}
    for row in desk.rows_to_write_in(form):
        said = (row.values.get(field) for field in named)
        known.update({one: desk.person(one) for one in said if isinstance(one, str) and one not in known})
    return [{"id": person, "name": name} for person, name in known.items()]


def _tidy(value: Any) -> Any:
    """Plain JSON whose texts any browser takes: what was imported may hold half characters and worse."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(key)): _tidy(each) for key, each in value.items()}
    return [_tidy(each) for each in value] if isinstance(value, list | tuple) else value
