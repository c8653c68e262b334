"""Other teams' answers as far as a team may read them: its own, and those of the teams that it serves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inquiry.cycle import Form, owner_for, reader_of, visible_fields
from inquiry.district import Quarter, Team
from inquiry.errors import UsageError
from inquiry.record import Row
from inquiry.views.desk import Desk


@dataclass(frozen=True)
class TeamRow:
    """One row of one team, and the ids of the questions in it that the reader may see."""

    team: Team
    row: Row
    seen: frozenset[str]

    def value(self, field: str) -> object:
        """An answer; None where there is none, or where it is not for this reader."""
        return self.row.values.get(field) if field in self.seen else None


def asked_here(desk: Desk, form_id: str) -> Form | None:
    """A form in this level's words; None where it is not asked here, or was taken out."""
    try:
        return desk.cycle.form(form_id, desk.level)
    except UsageError:
        return None


def read_teams(desk: Desk, form_id: str, quarter: Quarter | None = None) -> list[TeamRow]:
    """The rows of a form whose answers are a team's, of every team that this one may read.

    Parameters
    ----------
    desk : Desk
        Whose page it is.
    form_id : str
        A form of scope `team`, `school` or `district`; no rows where there is no such form.
    quarter : Quarter, optional
        Another quarter than the page's.

    Returns
    -------
    list of TeamRow
        In the order of the teams; what several teams answer together stands once.
    """
    form = desk.cycle.forms.get(form_id)
    if form is None:
        return []
    return list(_rows(desk, form, quarter or desk.quarter))


def _rows(desk: Desk, form: Form, quarter: Quarter) -> Iterator[TeamRow]:
    owners: dict[str, tuple[Team, frozenset[str]]] = {}
    for team in desk.district.all_teams:
        owner = owner_for(form, team) if team.level in form.levels else None
        if owner is not None and owner not in owners:
            reader = reader_of(desk.district, form, owner, desk.team)
            owners[owner] = (team, frozenset(field.id for field in visible_fields(form, reader)))
    open_to_us = [owner for owner, (_, seen) in owners.items() if seen]
    desk.once(f"ahead {form.id}", lambda: desk.read_ahead(form, open_to_us))
    for owner in open_to_us:
        team, seen = owners[owner]
        yield from (TeamRow(team, row, seen) for row in desk.rows_of(owner, form, quarter))


def quarters_so_far(desk: Desk) -> Sequence[Quarter]:
    """The quarters up to the page's own, oldest first."""
    return [quarter for quarter in desk.district.quarters if quarter.start <= desk.quarter.start]
