"""Who is where in the cycle, what is late and who is stuck: for the coach, team by team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from inquiry.cycle import Form, as_day, may_see, phase_progress
from inquiry.cycle.meetings import Meeting, streak
from inquiry.district import District, read_district
from inquiry.district.rosters import DISTRICT
from inquiry.errors import BadInput, Fault, InquiryError
from inquiry.record import Row
from inquiry.views.desk import Desk
from inquiry.views.due import ActionDue, actions_due, next_sign
from inquiry.views.meetings.meetings import CHECK_INS, MEETING_FORMS, calendar
from inquiry.views.named_students import find_places
from inquiry.views.start import spoken_for
from inquiry.views.stations.station import said_this_quarter
from inquiry.views.status.model import SchoolStatus, Status, TeamStatus
from inquiry.views.status.rules import Found, Request, find_stuck

COACH = "coach"  # as whom all of this is read: what is meant for fewer is not in it
REQUESTS = "support-requests"
ANSWERED = frozenset({"received", "declined"})  # support-requests.yaml, `status`


def read_status(folder: Path, as_of: dt.date, quarter: str | None = None) -> Status:
    """Where every team of a district is in the cycle, and which of them are stuck.

    Parameters
    ----------
    folder : Path
        The district's folder.
    as_of : date
        The day that counts as today.
    quarter : str, optional
        The quarter's id (default: the one that `as_of` falls in, else the latest begun).

    Returns
    -------
    Status
        School by school, the district's own teams first. A school whose data is broken is told as that.

    Raises
    ------
    BadInput
        A fault concerns the whole district.
    UsageError
        There is no such quarter.
    """
    read = read_district(folder)
    if read.value is None or any(fault.stops_everything for fault in read.faults):
        raise BadInput(read.faults)
    district = read.value
    when = district.quarter(as_of, quarter)
    schools = [(DISTRICT, district.settings.name), *((s.school, s.name) for s in district.all_schools)]
    first = _first_desk(folder, district, when.id, as_of)
    saved = first.record.all_rows(quarter=when.id, as_of=first.moment) if first else []
    told = [_school(first, saved, school, name, read.faults) for school, name in schools]
    kept = tuple(each for each in told if each.teams or each.faults or each.trouble)
    phases = tuple(phase.label for phase in first.cycle.phases.values()) if first else ()
    told_of = {id(fault) for each in kept for fault in each.faults}
    others = tuple(fault for fault in read.faults if id(fault) not in told_of)
    named = tuple(find_places(first)) if first else ()
    return Status(district.settings.name, when.id, when.start, when.end, as_of, phases, kept, others, named)


def _first_desk(folder: Path, district: District, quarter: str, as_of: dt.date) -> Desk | None:
    """A desk that has read for all teams what every team's status rests on; None without any team."""
    if not district.all_teams:
        return None
    desk = Desk(folder, district.all_teams[0].team, quarter, "0-start-here", as_of, district=district)
    owners = [team.team for team in district.all_teams]
    pages = {phase.page for phase in desk.cycle.phases.values()}
    for form in desk.cycle.forms.values():
        if form.scope == "team" and not form.lives_on and (form.page in pages or form.id in MEETING_FORMS):
            desk.read_ahead(form, owners)
    return desk.for_face(COACH)


def _school(
    first: Desk | None, saved: Sequence[Row], school: str, name: str, faults: Sequence[Fault]
) -> SchoolStatus:
    teams = first.district.teams_of(school) if first else ()
    own = tuple(f for f in faults if f.school == school or f.team in {team.team for team in teams})
    try:
        told = tuple(_team(first.in_front_of(team), saved) for team in teams if first)
        return SchoolStatus(school, name, told, own)
    except InquiryError as trouble:
        return SchoolStatus(school, name, (), own, str(trouble))


def _team(desk: Desk, saved: Sequence[Row]) -> TeamStatus:
    team = desk.team
    said = said_this_quarter(desk)
    rows = list(_saved(desk, saved))
    sign = next_sign(desk, said)
    meetings = calendar(desk, team)
    found = Found(
        every=desk.cycle.levels[team.level].check_in,
        last_answer=max((_day(desk, row) for row in rows), default=None),
        meetings=meetings,
        confidence=tuple(_confidence(desk)),
        requests=tuple(_requests(desk)),
        late=_late(desk),
        conflicts=sum(bool(row.asides) for row in rows),
    )
    return TeamStatus(
        team.team,
        team.name,
        team.level,
        {id: phase_progress(desk.cycle, desk.level, id, said) for id in desk.cycle.phases},
        _furthest(desk, rows),
        f"{sign[0].label}: {sign[1]}" if sign else "",
        found.last_answer,
        sum(each.state == "held" for each in meetings),
        sum(each.state in {"held", "missed"} for each in meetings),
        streak(meetings),
        _last_met(meetings),
        found.late,
        found.requests,
        found.conflicts,
        tuple(find_stuck(desk.quarter, desk.as_of, found)),
    )


def _saved(desk: Desk, saved: Sequence[Row]) -> Iterator[Row]:
    """What the team saved in this quarter, and what it answered for its school or the district."""
    ours = {("team", desk.team.team), *spoken_for(desk)}
    asked = {form.id for form in desk.cycle.forms.values() if desk.level in form.levels}
    for row in saved:
        if (row.scope, row.owner) in ours and (row.scope == "team" or row.form in asked):
            yield row


def _furthest(desk: Desk, rows: Iterable[Row]) -> str:
    """The last phase in which any of these rows was saved; what came along says nothing of now."""
    pages = {form.page for row in rows if row.answered and (form := desk.cycle.forms.get(row.form))}
    reached = [phase.label for phase in desk.cycle.phases.values() if phase.page in pages]
    return reached[-1] if reached else ""


def _day(desk: Desk, row: Row) -> dt.date:
    return row.saved_at.astimezone(desk.district.settings.zone).date()


def _last_met(meetings: Iterable[Meeting]) -> dt.date | None:
    return max((day for each in meetings for day in each.held), default=None)


def _for_coach(desk: Desk, form_id: str, *fields: str) -> Form | None:
    """A form that the team is asked, if the coach may read the answers to these questions of it."""
    form = desk.cycle.forms.get(form_id)
    if form is None or desk.level not in form.levels or form.scope != "team":
        return None
    known = {field.id for field in form.fields}
    readable = all(field in known and may_see(form.audience_of(field), COACH) for field in fields)
    return form if readable else None


def _late(desk: Desk) -> tuple[ActionDue, ...]:
    form = _for_coach(desk, "action-plan", "action", "due", "status")
    return tuple(each for each in actions_due(desk) if each.late) if form else ()


def _confidence(desk: Desk) -> Iterator[int]:
    """How sure the team as a whole was at its check-ins, in order; what single people said is not read."""
    form = _for_coach(desk, CHECK_INS, "date", "confidence")
    rows = desk.answers(form).rows if form else ()
    said = [(as_day(row.values.get("date")), row.values.get("confidence")) for row in rows]
    dated = [(day, step) for day, step in said if day and day <= desk.as_of and isinstance(step, int)]
    yield from (step for _, step in sorted(dated, key=lambda pair: pair[0]))


def _requests(desk: Desk) -> Iterator[Request]:
    """Requests for support that nobody has answered yet."""
    form = _for_coach(desk, REQUESTS, "need", "from_whom", "status")
    for row in desk.answers(form).rows if form else ():
        if form is None or row.values.get("status") in ANSWERED:
            continue
        asked = row.first_saved_at.astimezone(desk.district.settings.zone).date()
        whom = row.values.get("from_whom")
        yield Request(
            str(row.values.get("need") or ""),
            form.field("from_whom").option_label(str(whom)) if whom else "",
            asked,
            (desk.as_of - asked).days,
            promised=row.values.get("status") == "promised",
            by_when=as_day(row.values.get("by_when")),
        )
