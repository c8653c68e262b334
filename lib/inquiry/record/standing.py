"""An owner's rows of a form as they stand in a quarter: what came along into it, and what it changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from inquiry.cycle import Cycle, Form, rows_to_carry
from inquiry.district import District, Quarter
from inquiry.record.fold import Row
from inquiry.record.laying import Saved, by_quarter, lay_over
from inquiry.record.lines import Filters
from inquiry.record.moments import Moment
from inquiry.record.reading import note_rows
from inquiry.record.record import Record


@dataclass
class Standing:
    """The answers of a district's record as of a moment (None: now); each form of an owner is read once."""

    record: Record
    district: District
    cycle: Cycle
    as_of: Moment | None = None
    _kept: dict[tuple[str, str, str], tuple[list[Row], Saved]] = field(default_factory=dict)

    def rows(self, owner: str, form: Form, quarter: Quarter) -> list[Row]:
        """The answered rows in the form's order; of a form that lives on, the latest of any quarter."""
        if not form.lives_on:
            return self.in_quarter(owner, form, quarter)
        return [row for row in self.lasting(owner, form) if row.answered and not row.removed]

    def in_quarter(self, owner: str, form: Form, quarter: Quarter) -> list[Row]:
        """The answered rows as they stand in a quarter: what came along, and what it changed."""
        return [row for row in self.laid(owner, form, quarter) if row.answered]

    def laid(self, owner: str, form: Form, quarter: Quarter) -> list[Row]:
        """The same, blank rows too."""
        return lay_over(self._carried(owner, form, quarter), self.saved(owner, form).get(quarter.id, ()))

    def lasting(self, owner: str, form: Form) -> Sequence[Row]:
        """The rows of a form that lives on, over all quarters, removed ones too."""
        return self.record.all_rows(
            owner=owner, form=form.id, scope=form.scope, as_of=self.as_of, with_removed=True
        )

    def saved(self, owner: str, form: Form) -> Saved:
        """What an owner saved of a form, quarter by quarter, removed rows too."""
        key, whose = _key(owner, form), Filters(owner=owner, form=form.id, scope=form.scope, as_of=self.as_of)
        if key not in self._kept:
            rows = self.record.all_rows(by_quarter=True, with_removed=True, **whose)
            self._kept[key] = (rows, by_quarter(rows))
        rows, saved = self._kept[key]
        note_rows(rows, by_quarter=True, with_removed=True, **whose)
        return saved

    def read_ahead(self, form: Form, owners: Iterable[str]) -> None:
        """Read a form of many owners at once, before each one's rows are asked for."""
        found = self.record.rows_by_owner(form.id, form.scope, self.as_of)
        for owner in owners:
            rows = found.get(owner, [])  # noted when they are asked for
            self._kept[_key(owner, form)] = (rows, by_quarter(rows))

    def _carried(self, owner: str, form: Form, quarter: Quarter) -> list[Row]:
        """What came along from the quarter before, where it may have come along itself.

        A row in which nothing stands comes along by what is kept beside it: somebody has still to choose.
        """
        before = self.district.previous_quarter(quarter)
        if before is None or not form.is_carried:
            return []
        rows = self.laid(owner, form, before)
        others = {}
        if form.closed_by:
            closing = self.cycle.form(form.closed_by.form)
            closed = self.in_quarter(owner, closing, before)
            others = {closing.id: {row.row: row.values for row in closed}}
        kept = rows_to_carry(form, {row.row: _said(row) for row in rows}, others)
        return [row for row in rows if row.row in kept]


def _said(row: Row) -> dict[str, Any]:
    """What a row says; where nothing stands in it, what is kept beside."""
    return row.values if row.answered else {aside.field: aside.value for aside in row.asides}


def _key(owner: str, form: Form) -> tuple[str, str, str]:
    return form.scope, owner, form.id
