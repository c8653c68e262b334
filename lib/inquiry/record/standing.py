"""An owner's rows of a form as they stand in a quarter: what came along into it, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from inquiry.cycle import Cycle, Form, rows_to_carry
from inquiry.district import District, Quarter
from inquiry.record.fold import Row
from inquiry.record.laying import Saved, by_quarter, lay_over
from inquiry.record.record import Record

LIVES_ON = frozenset({"once", "yearly"})  # cadences whose answers stay in place from quarter to quarter


@dataclass
class Standing:
    """The answers of a district's record, quarter by quarter; each form of an owner is read once."""

    record: Record
    district: District
    cycle: Cycle
    _kept: dict[tuple[str, str], Saved] = field(default_factory=dict)

    def rows(self, owner: str, form: Form, quarter: Quarter) -> list[Row]:
        """The answered rows in the form's order; of a form that lives on, the latest of any quarter."""
        if form.cadence in LIVES_ON:
            found = self.record.rows(owner, form.id, scope=form.scope)
        else:
            found = lay_over(
                self._carried(owner, form, quarter), self._saved(owner, form).get(quarter.id, ())
            )
        return [row for row in found if row.answered]

    def _carried(self, owner: str, form: Form, quarter: Quarter) -> list[Row]:
        before = self.district.previous_quarter(quarter)
        if before is None or form.carry not in {"carried", "open"}:
            return []
        rows = self.rows(owner, form, before)
        others = {}
        if form.closed_by:
            closing = self.cycle.form(form.closed_by.form)
            others = {closing.id: {row.row: row.values for row in self.rows(owner, closing, before)}}
        kept = rows_to_carry(form, {row.row: row.values for row in rows}, others)
        return [row for row in rows if row.row in kept]

    def _saved(self, owner: str, form: Form) -> Saved:
        if (owner, form.id) not in self._kept:
            rows = self.record.all_rows(
                owner=owner, form=form.id, scope=form.scope, by_quarter=True, with_removed=True
            )
            self._kept[owner, form.id] = by_quarter(rows)
        return self._kept[owner, form.id]
