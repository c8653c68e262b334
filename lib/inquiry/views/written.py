"""A team's answers as the record holds them: row by row, as they stand in a quarter."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from inquiry.cycle import Cycle, Form, load_cycle, owner_for, rows_to_carry
from inquiry.district import District, Quarter, Team
from inquiry.record import RECORD_FILE, Record, Row, open_record
from inquiry.record.laying import Saved, by_quarter, lay_over
from inquiry.record.standing import LIVES_ON

T = TypeVar("T")


@dataclass(frozen=True)
class Answers:
    """The rows of one form; `carried_from` names the last quarter that changed them when this one did not."""

    rows: tuple[Row, ...]
    carried_from: str | None = None


class Written:
    """What is written, read once and when it is first asked for; a `Desk` says by whom and until when."""

    folder: Path
    district: District
    team: Team
    quarter: Quarter
    as_of: dt.date
    live: bool

    @cached_property
    def moment(self) -> dt.datetime | None:
        """The last moment of today, by the district's clock: answers saved later are not shown yet.

        None on a live page: it shows all there is, whatever day it is asked to take for today.
        """
        return None if self.live else self.district.settings.end_of(self.as_of)

    @cached_property
    def cycle(self) -> Cycle:
        """The questions."""
        return load_cycle()

    @cached_property
    def record(self) -> Record:
        """The answers, for reading only."""
        return open_record(self.folder / RECORD_FILE, read_only=True)

    def answers(self, form: Form, quarter: Quarter | None = None) -> Answers:
        """A team's answers to a form in this quarter (or another), laid over those that came along into it.

        Forms asked once or yearly live on: their latest answers stand, whatever the quarter.
        """
        quarter = quarter or self.quarter
        owners = self._owners(form)
        rows = tuple(row for owner in owners for row in self.rows_of(owner, form, quarter))
        changed = form.cadence in LIVES_ON or any(
            self._saved(owner, form).get(quarter.id) for owner in owners
        )
        return Answers(rows, None if changed else self._last_quarter_of(rows))

    def rows_of(self, owner: str, form: Form, quarter: Quarter) -> tuple[Row, ...]:
        """One owner's answered rows as a page of that quarter shows them."""
        if form.cadence not in LIVES_ON:
            return self.standing(owner, form, quarter)
        return tuple(row for row in self._lasting(owner, form) if row.answered and not row.removed)

    def standing(self, owner: str, form: Form, quarter: Quarter) -> tuple[Row, ...]:
        """One owner's answered rows as they stand in a quarter: what came along, and what it changed."""
        return tuple(row for row in self._laid(owner, form, quarter) if row.answered)

    def rows_to_write_in(self, form: Form) -> tuple[Row, ...]:
        """Every row of this quarter that somebody may go on writing in, blank ones too.

        Of a form that has one row also a removed one: whoever writes in it again must have seen its removal.
        """
        found: list[Row] = []
        for owner in self._owners(form):
            if form.cadence in LIVES_ON:
                here = self._lasting(owner, form)
                there = [row for row in here if not row.removed]
            else:
                here = self._saved(owner, form).get(self.quarter.id, ())
                there = self._laid(owner, form, self.quarter)
            found += there or (here if form.rows is None else ())
        return tuple(found)

    def read_ahead(self, form: Form, owners: Iterable[str]) -> None:
        """Read a form of many owners at once, before each one's rows are asked for."""
        rows = self.record.all_rows(
            form=form.id, scope=form.scope, as_of=self.moment, by_quarter=True, with_removed=True
        )
        found: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            found[row.owner].append(row)
        for owner in owners:
            self._kept[_saved_key(owner, form)] = by_quarter(found.get(owner, ()))

    def _lasting(self, owner: str, form: Form) -> Sequence[Row]:
        """One owner's rows of a form that lives on, over all quarters, removed ones too."""
        return self.record.all_rows(
            owner=owner, form=form.id, scope=form.scope, as_of=self.moment, with_removed=True
        )

    def _saved(self, owner: str, form: Form) -> Saved:
        """What one owner saved of a form, quarter by quarter."""

        def read() -> Saved:
            return by_quarter(
                self.record.all_rows(
                    owner=owner,
                    form=form.id,
                    scope=form.scope,
                    as_of=self.moment,
                    by_quarter=True,
                    with_removed=True,
                )
            )

        return self.once(_saved_key(owner, form), read)

    def _laid(self, owner: str, form: Form, quarter: Quarter) -> list[Row]:
        """One owner's rows in a quarter, blank ones too: what came along, and what the quarter changed."""
        return lay_over(self._carried(owner, form, quarter), self._saved(owner, form).get(quarter.id, ()))

    def _carried(self, owner: str, form: Form, quarter: Quarter) -> tuple[Row, ...]:
        """What came along from the quarter before, where it may have come along itself.

        A row in which nothing stands comes along by what is kept beside it: somebody has still to choose.
        """
        before = self.district.previous_quarter(quarter)
        if before is None:
            return ()
        rows = self._laid(owner, form, before)
        others = {}
        if form.closed_by:
            closing = self.cycle.form(form.closed_by.form)
            closed = self.standing(owner, closing, before)
            others = {closing.id: {row.row: row.values for row in closed}}
        kept = rows_to_carry(form, {row.row: _said(row) for row in rows}, others)
        return tuple(row for row in rows if row.row in kept)

    def _last_quarter_of(self, rows: Sequence[Row]) -> str | None:
        """The latest quarter in which any of these rows was saved."""
        saved = {row.quarter for row in rows}
        return next((each.id for each in reversed(self.district.quarters) if each.id in saved), None)

    def _owners(self, form: Form) -> list[str]:
        """Whose answers a form holds on this team's page; for a person's form every member's."""
        if form.scope == "person":
            return [member.person for member in self.team.members]
        owner = owner_for(form, self.team)
        return [owner] if owner else []

    def once(self, key: str, make: Callable[[], T]) -> T:
        """What a section works out from the files, kept for the other sections of the page."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]

    @cached_property
    def _kept(self) -> dict[str, object]:
        return {}


def _said(row: Row) -> dict[str, Any]:
    """What a row says; where nothing stands in it, what is kept beside."""
    return row.values if row.answered else {aside.field: aside.value for aside in row.asides}


def _saved_key(owner: str, form: Form) -> str:
    return f"saved: {form.scope} {owner} {form.id}"
