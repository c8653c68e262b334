"""Evidence due at the next meeting: what we said we would count, and when it was last counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from inquiry.cycle import find_link, is_blank
from inquiry.district import Team
from inquiry.views.desk import Desk
from inquiry.views.due import CHECK_IN_DAYS
from inquiry.views.html import Child, Node, el
from inquiry.views.meetings.since import Since
from inquiry.views.others import all_below
from inquiry.views.parts import item_list
from inquiry.views.readable import Said, read_rows
from inquiry.views.words import count_of, join_words, say_day

INDICATORS, READINGS = "success-indicators", "readings"


def evidence_due(desk: Desk, since: Since) -> Node | None:
    """Each indicator with its last reading; for the levels above also which teams have counted lately."""
    lines = [
        _indicator(desk, said) for said in read_rows(desk, INDICATORS, [desk.team]) if said.has("measure")
    ]
    lines += list(_teams(desk, since))
    return item_list(lines) if lines else None


def _indicator(desk: Desk, said: Said) -> Child:
    last = max([*_counted(desk, said), *_read(desk, said)], default=None)
    measure = el("bdi", str(said.values["measure"]))
    if last is None:
        return [el("strong", "Due: "), measure, " (nothing entered yet)"]
    days = (desk.as_of - last).days
    due = days > CHECK_IN_DAYS[desk.cycle.levels[desk.level].check_in]
    ago = f"{count_of(days, 'day')} ago" if days else "today"
    return [el("strong", "Due: ") if due else None, measure, f" (last entered for {say_day(last)}, {ago})"]


def _counted(desk: Desk, said: Said) -> Iterator[dt.date]:
    """The days on which students' work was counted for the indicator's skill."""
    from inquiry.views.evidence.gathered import looked_at

    if is_blank(said.values.get("skill")):
        return
    frame = desk.evidence_of(looked_at(desk))
    if len(frame):
        yield from frame[frame["skill"].eq(said.values["skill"])]["date"]


def _read(desk: Desk, said: Said) -> Iterator[dt.date]:
    """The days of the readings that the team entered for the indicator itself."""
    for each in read_rows(desk, READINGS, [desk.team]):
        day = each.day()
        if day and day <= desk.as_of and _points_to(each.values.get("indicator"), said):
            yield day


def _points_to(link: object, said: Said) -> bool:
    to = find_link(link)
    return to is not None and (to.owner, to.row) == (said.row.owner, said.row.row)


def _teams(desk: Desk, since: Since) -> Iterator[Child]:
    """Which teacher teams below entered counts since we last met, and which did not yet."""
    teams = [team for team in all_below(desk) if team.level == "teacher"]
    frame = desk.evidence_of(teams)
    if not desk.any_evidence:
        return
    lately = {team for team, day in zip(frame["team"], frame["date"], strict=True) if day >= since.start}
    counted = [team for team in teams if team.team in lately]
    if desk.school is None:
        of = count_of(len(teams), "teacher team")
        yield f"{len(counted)} of {of} entered counts since {say_day(since.start)}."
        return
    missing = [team for team in teams if team.team not in lately]
    if counted:
        yield [f"Counts since {say_day(since.start)}: ", _names(counted), "."]
    if missing:
        yield ["No counts since then: ", _names(missing), ". Ask what they need."]


def _names(teams: list[Team]) -> Child:
    return el("bdi", join_words(team.name for team in teams))
