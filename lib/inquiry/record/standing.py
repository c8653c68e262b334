"""An owner's rows of a form as they stand in a quarter: what came along into it, and what it changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from inquiry.cycle import Cycle, Form, rows_to_carry
from inquiry.district import District, Quarter
from inquiry.record.fold import Row
from inquiry.record.record import Record

LIVES_ON = frozenset({"once", "yearly"})  # cadences whose answers stay in place from quarter to quarter


@dataclass
class Standing:
    """The answers of a district's record, quarter by quarter; each form of an owner is read once."""

    record: Record
    district: District
    cycle: Cycle
    _kept: dict[tuple[str, str], dict[str, list[Row]]] = field(default_factory=dict)

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

    def _saved(self, owner: str, form: Form) -> dict[str, list[Row]]:
        if (owner, form.id) not in self._kept:
            found: dict[str, list[Row]] = defaultdict(list)
            rows = self.record.all_rows(
                owner=owner, form=form.id, scope=form.scope, by_quarter=True, with_removed=True
            )
            for row in rows:
                found[row.quarter].append(row)
            self._kept[owner, form.id] = dict(found)
        return self._kept[owner, form.id]


def lay_over(carried: Iterable[Row], here: Iterable[Row]) -> list[Row]:
    """Rows that came along with a quarter's own over them, field by field; those it removed are left out."""
    rows = {row.row: row for row in carried}
    for row in here:
        if row.removed:
            rows.pop(row.row, None)
        else:
            rows[row.row] = _merge(rows[row.row], row) if row.row in rows else row
    return sorted(rows.values(), key=lambda row: (row.position is None, row.position or 0))


def _merge(old: Row, new: Row) -> Row:
    """A row with what a later quarter saved over it; `new.times` also names the fields that it cleared."""
    left = {name: value for name, value in old.values.items() if name not in new.times}
    position = old.position if new.position is None else new.position
    return replace(new, values=dict(sorted({**left, **new.values}.items())), position=position)
