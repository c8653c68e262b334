"""What a link may point to, in words: the rows of one form, of this team or of those above or below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from inquiry.cycle import Field, Form, Link, LinkRule, is_blank, owner_for, parse_link, write_link
from inquiry.district import Team
from inquiry.district.rosters import DISTRICT
from inquiry.record import Row
from inquiry.views.answers import GONE, Reading, fields_read, linked_words, sum_up
from inquiry.views.desk import Desk
from inquiry.views.purpose.whys import board_of

Choice = dict[str, str | None]  # value, label, group
LABEL_CHARS = 160  # a list to choose from has room for about two lines
NO_LONGER = "No longer there"
MANY = 3  # from as many teams on, one look into the record for all of them is quicker


def link_choices(desk: Desk, form: Form, rows: Iterable[Row]) -> dict[str, list[Choice]]:
    """For each question that takes a link: what may be chosen, and what was chosen and is offered no more."""
    rows = list(rows)
    return {field.id: _choices(desk, form, field, rows) for field in form.fields if field.link}


def _choices(desk: Desk, form: Form, field: Field, rows: Sequence[Row]) -> list[Choice]:
    offered = [*_offered(desk, field.link), *_left_over(desk, form, field)] if field.link else []
    known = {choice["value"] for choice in offered}
    saved = [value for row in rows for value in _values(row, field)]
    saved += _linked_elsewhere(desk, field.link) if field.link else []
    return offered + [_kept(desk, value) for value in dict.fromkeys(saved) if value not in known]


def _linked_elsewhere(desk: Desk, rule: LinkRule) -> Iterator[str]:
    """What other answers of this quarter link to in an earlier one.

    A focus comes along with its cause, which itself does not: a new idea for it works on the same cause.
    """
    form = desk.cycle.forms.get(rule.form)
    if rule.where != "own" or form is None or form.carry != "history":
        return
    for other in desk.cycle.forms.values():
        fields = [field for field in other.fields if field.link == rule]
        if fields and other.goes_on and desk.level in other.levels:
            for row in desk.answers(other).rows:
                yield from (value for field in fields for value in _values(row, field))


def _values(row: Row, field: Field) -> Iterator[str]:
    """What a row and those beside it hold in one field, as far as it is text."""
    given: list[Any] = [row.values.get(field.id)]
    given += [aside.value for aside in row.asides if aside.field == field.id]
    return (value for value in given if isinstance(value, str) and not is_blank(value))


def _offered(desk: Desk, rule: LinkRule) -> Iterator[Choice]:
    """The rows of the linked form as they stand in this quarter, team by team."""
    form = desk.cycle.forms.get(rule.form)
    if form is None:
        return
    if rule.where == "board":
        for why in board_of(desk):
            link = write_link(Link(desk.team.school, form.id, why.key))
            yield {"value": link, "label": _cut(why.words), "group": None}
        return
    owners = _owners(desk, form, rule.where)
    if len(owners) >= MANY:
        desk.read_ahead(form, owners)
    for owner, team in owners.items():
        group = None if rule.where == "own" else _name(desk, team)
        yield from _of_owner(desk, form, owner, group)


def _left_over(desk: Desk, form: Form, field: Field) -> Iterator[Choice]:
    """What teams below wrote last quarter and nobody answered then, such as their messages."""
    rule = field.link
    linked = desk.cycle.forms.get(rule.form) if rule else None
    if desk.previous is None or rule is None or linked is None:
        return
    if rule.where != "below" or linked.carry != "history":
        return
    before = desk.in_quarter(desk.previous)
    answered = {value for row in before.answers(form).rows for value in _values(row, field)}
    for each in _offered(before, rule):
        if each["value"] not in answered:
            value = replace(parse_link(str(each["value"])), quarter=desk.previous.id)
            yield {**each, "value": write_link(value), "group": f"{each['group']}, {desk.previous.id}"}


def _owners(desk: Desk, form: Form, where: str) -> dict[str, Team]:
    """Whose rows may be linked to; a team that is not asked the form has none."""
    district = desk.district
    if where == "own":
        teams: Sequence[Team] = (desk.team,)
    else:
        teams = district.serves(desk.team) if where == "above" else district.served_by(desk.team)
    found = {owner_for(form, team): team for team in teams if team.level in form.levels}
    return {owner: team for owner, team in found.items() if owner is not None}


def _of_owner(desk: Desk, form: Form, owner: str, group: str | None) -> Iterator[Choice]:
    fields = fields_read(Reading(desk, "team", desk.quarter.id), form, owner)
    row_label = form.rows.label if form.rows else form.title
    for n, row in enumerate(desk.rows_of(owner, form, desk.quarter), 1):
        words = sum_up(form, row.values, fields)
        if words is None and group is not None:
            continue  # of another team's row there is nothing that we may read
        value = write_link(Link(owner, form.id, row.row))
        yield {"value": value, "label": _cut(words or f"{row_label} {n}, without words yet"), "group": group}


def _kept(desk: Desk, value: str) -> Choice:
    """A link that was saved and is not among those offered: its words, and where they come from."""
    words = linked_words(Reading(desk, "team", desk.quarter.id), value)
    return {"value": value, "label": _cut(words or GONE), "group": _whence(desk, value, words)}


def _whence(desk: Desk, value: str, words: str | None) -> str:
    try:
        quarter = parse_link(value).quarter
    except ValueError:
        return NO_LONGER
    return f"From {quarter}" if words and quarter not in (None, desk.quarter.id) else NO_LONGER


def _name(desk: Desk, team: Team) -> str:
    """A team's name; for another school's team, with the school, since many are called alike."""
    if team.school in (DISTRICT, desk.team.school):
        return team.name
    return f"{team.name}, {desk.district.school(team.school).name}"


def _cut(words: str) -> str:
    return words if len(words) <= LABEL_CHARS else words[: LABEL_CHARS - 1].rstrip() + "…"
