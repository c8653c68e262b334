"""A workbook that a team fills in away from the network: what is on its sheets."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from inquiry.cycle import (
    PAGES,
    SINGLE_ROW,
    Cycle,
    Form,
    Link,
    owner_for,
    owners_for,
    reader_of,
    summing_fields,
    visible_values,
    write_link,
)
from inquiry.district import District, Quarter, Team
from inquiry.errors import UsageError
from inquiry.record.board import read_whys, whys_on_board
from inquiry.record.cells import Ask, asks_of
from inquiry.record.fold import Row
from inquiry.record.record import Record
from inquiry.record.standing import Standing

MARK = "inquiry-fill-in"  # the first cell of each sheet: mark|1|district|quarter|team|form|stamp
FORMAT = "1"
ROW_KEY, BASE_KEY, WHO_KEY = "#row", "#base", "#who"
CHOICES_KEY = "#choices"  # in the hidden sheet: in which column of the lists a question's choices stand
TITLE_ROW, INTRO_ROW, KEY_ROW, LABEL_ROW, FIRST_ROW = 1, 2, 3, 4, 5
BEFORE_SHEET = "inquiry-before"  # every cell as it was written, so that what was changed can be told
LISTS_SHEET = "inquiry-lists"
SPARE_LINES, SPARE_LINES_EACH = 30, 5  # empty lines with an id of their own, for a team and for each person


@dataclass(frozen=True)
class Place:
    """Which sheet this is: of which district, quarter, team and form, and of which workbook."""

    cds: str
    quarter: str
    team: str
    form: str
    stamp: str

    def __str__(self) -> str:
        """The place as the sheet's first cell keeps it."""
        return "|".join([MARK, FORMAT, self.cds, self.quarter, self.team, self.form, self.stamp])


def read_place(text: object) -> Place | None:
    """The place that a sheet's first cell names; None for any other sheet."""
    parts = str(text or "").split("|")
    return Place(*parts[2:]) if parts[:2] == [MARK, FORMAT] and len(parts) == 7 else None


@dataclass(frozen=True)
class SheetLine:
    """One line: whose row it is, which, and what stood in it when the workbook was made."""

    owner: str
    row: str
    who: str = ""
    standing: Row | None = None

    @property
    def key(self) -> str:
        """The line's id, as its hidden cell keeps it."""
        return f"{self.owner}/{self.row}"


@dataclass(frozen=True)
class Change:
    """What somebody changed in one line: values by question, and the cell of each."""

    place: Place
    sheet: str
    line: int
    owner: str
    row: str
    base: str | None
    values: Mapping[str, Any]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class TeamForms:
    """What a team is asked in a quarter, with the answers that stand."""

    record: Record
    district: District
    cycle: Cycle
    team: Team
    quarter: Quarter

    @cached_property
    def forms(self) -> list[Form]:
        """Every form the team is asked, in the order of its pages; no anonymous one: a file has a sender."""
        asked = (form for page in PAGES for form in self.cycle.forms_for(self.team.level, page))
        return [form for form in asked if not form.anonymous]

    def form(self, form_id: str) -> Form | None:
        """One of them; None where the team is not asked it (any more)."""
        return next((form for form in self.forms if form.id == form_id), None)

    @cached_property
    def people(self) -> dict[str, str]:
        """The team's members by id."""
        return {member.person: member.name for member in self.team.members}

    def asks(self, form: Form) -> list[Ask]:
        """The columns of a form's sheet."""
        links = {each.id: self._links(form, each.id) for each in form.fields if each.link}
        return asks_of(form, self.people, links)

    def lines(self, form: Form) -> Iterator[SheetLine]:
        """The lines of a form's sheet: what stands, then empty ones."""
        for owner in owners_for(form, self.team):
            who = self.people.get(owner, "") if form.scope == "person" else ""
            rows = self._standing.rows(owner, form, self.quarter)
            yield from (SheetLine(owner, row.row, who, row) for row in rows)
            if form.rows is None and not rows:
                yield SheetLine(owner, SINGLE_ROW, who)
            elif form.rows is not None:
                spare = SPARE_LINES_EACH if form.scope == "person" else SPARE_LINES
                yield from (SheetLine(owner, uuid.uuid4().hex[:12], who) for _ in range(spare))

    @cached_property
    def _standing(self) -> Standing:
        return Standing(self.record, self.district, self.cycle)

    def _links(self, form: Form, field_id: str) -> dict[str, str]:
        """What a question may link to: each row's link and words."""
        rule = form.field(field_id).link
        if rule is None:
            return {}
        if rule.where == "board":
            board = whys_on_board(self.district, read_whys(self.record), self.team.school)
            return {write_link(Link(self.team.school, rule.form, why.key)): why.words for why in board}
        above, below = self.district.serves, self.district.served_by
        teams = {"own": lambda team: (team,), "above": above, "below": below}[rule.where](self.team)
        found: dict[str, str] = {}
        for team in teams:
            whose = "" if team == self.team else f" ({team.name})"
            found |= {link: f"{words}{whose}" for link, words in self._linked(rule.form, team)}
        return found

    def _linked(self, form_id: str, team: Team) -> Iterator[tuple[str, str]]:
        try:
            form = self.cycle.form(form_id, team.level)
        except UsageError:  # this level is not asked it
            return
        owner = owner_for(form, team)
        if owner is None:
            return
        reader = reader_of(self.district, form, owner, self.team)
        for row in self._standing.rows(owner, form, self.quarter):
            values = visible_values(form, row.values, reader)
            said = (values.get(each.id) for each in summing_fields(form, form.fields))
            texts = (" ".join(each.split()) for each in said if isinstance(each, str))
            words = next(filter(None, texts), None)
            if words:
                yield write_link(Link(owner, form_id, row.row)), words
