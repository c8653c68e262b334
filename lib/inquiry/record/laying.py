"""Rows as they stand in a quarter: what came along, with what the quarter itself changed over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from inquiry.record.fold import Aside, Row

Saved = Mapping[str, Sequence[Row]]  # quarter -> the rows saved in it, removed ones too


def by_quarter(rows: Iterable[Row]) -> Saved:
    """Rows by the quarter they were saved in."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.quarter].append(row)
    return dict(found)


def lay_over(carried: Iterable[Row], here: Iterable[Row]) -> list[Row]:
    """Rows that came along with a quarter's own over them, field by field; those it removed are left out.

    In the form's order: rows with a position first, then what came along before what is new.
    """
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
    return replace(
        new,
        values=dict(sorted({**left, **new.values}.items())),
        position=old.position if new.position is None else new.position,
        authors=dict(sorted({**old.authors, **new.authors}.items())),
        times=dict(sorted({**old.times, **new.times}.items())),
        first_saved_at=old.first_saved_at,
        revisions=old.revisions + new.revisions,
        asides=(*(aside for aside in old.asides if _still_open(aside, new)), *new.asides),
    )


def _still_open(aside: Aside, new: Row) -> bool:
    """Whether what was kept beside in an earlier quarter still waits: its field was not written since."""
    written = new.times.get(aside.field)
    return written is None or written < aside.saved_at
