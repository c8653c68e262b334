"""Revisions folded into rows: later ones over earlier ones, in the order they were saved."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from inquiry.cycle import is_blank
from inquiry.record.answer import Answer


class Stored(NamedTuple):
    """One line of the record."""

    seq: int
    answer: Answer
    withdrawn: bool


@dataclass(frozen=True)
class Row:
    """One row of one form as it stands.

    `values` holds the fields that are answered; `authors` and `times` say who set each field and when, also
    of a field that was cleared. `quarter` is that of the last revision, `revision` its id (the `base` of what
    is saved next) and `seq` its place in the record; `revisions` counts them.
    """

    quarter: str
    scope: str
    owner: str
    form: str
    row: str
    values: dict[str, Any]
    position: int | None
    authors: dict[str, str | None]
    times: dict[str, datetime]
    first_saved_at: datetime
    saved_at: datetime
    revisions: int
    seq: int
    revision: str
    removed: bool = False

    @property
    def answered(self) -> bool:
        """Whether anything in it is filled in."""
        return not all(is_blank(value) for value in self.values.values())


@dataclass(frozen=True)
class Revision:
    """One revision, and what its fields held before it (None: nothing)."""

    seq: int
    answer: Answer
    before: dict[str, Any]
    withdrawn: bool


@dataclass
class _Standing:
    """A row while it is folded."""

    first: Stored
    last: Stored
    position: int | None = None
    revisions: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    authors: dict[str, str | None] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)

    def take(self, stored: Stored) -> None:
        """Put one more revision over what stands."""
        self.last = stored
        self.revisions += 1
        if stored.answer.position is not None:
            self.position = stored.answer.position
        for name, value in stored.answer.values.items():
            self.values.pop(name, None)
            if value is not None:
                self.values[name] = value
            self.authors[name] = stored.answer.author
            self.times[name] = stored.answer.saved_at

    @property
    def order(self) -> tuple[bool, int, int]:
        """Rows with a position first, then by when they were first saved."""
        return (self.position is None, self.position or 0, self.first.seq)

    def row(self) -> Row:
        """The row as readers get it."""
        answer = self.last.answer
        return Row(
            quarter=answer.quarter,
            scope=answer.scope,
            owner=answer.owner,
            form=answer.form,
            row=answer.row,
            values=dict(sorted(self.values.items())),
            position=self.position,
            authors=dict(sorted(self.authors.items())),
            times=dict(sorted(self.times.items())),
            first_saved_at=self.first.answer.saved_at,
            saved_at=answer.saved_at,
            revisions=self.revisions,
            seq=self.last.seq,
            revision=answer.id,
            removed=answer.removed,
        )


def fold_rows(lines: Iterable[Stored], *, by_quarter: bool) -> list[Row]:
    """Every row as it stands after `lines`, removed ones included.

    Parameters
    ----------
    lines : the revisions in order; withdrawn ones are left out.
    by_quarter : whether a row of another quarter is another row; False folds a row over all quarters.

    Returns
    -------
    list of Row
        By scope, owner and form, then in the form's own order.
    """
    standing: dict[Hashable, _Standing] = {}
    for stored in lines:
        if not stored.withdrawn:
            place = place_of(stored.answer, by_quarter=by_quarter)
            standing.setdefault(place, _Standing(stored, stored)).take(stored)
    rows = sorted(standing.values(), key=lambda each: each.order)
    return sorted((each.row() for each in rows), key=lambda row: (row.scope, row.owner, row.form))


def place_of(answer: Answer | Row, *, by_quarter: bool) -> tuple[str, ...]:
    """Which row of which form of whom this is."""
    place = (answer.scope, answer.owner, answer.form, answer.row)
    return (*place, answer.quarter) if by_quarter else place


def tell_history(lines: Iterable[Stored]) -> Iterator[Revision]:
    """Every revision in order with what it replaced; a withdrawn one replaces nothing for those after it."""
    standing: dict[Hashable, dict[str, Any]] = {}
    for stored in lines:
        values = standing.setdefault(place_of(stored.answer, by_quarter=True), {})
        before = {name: values.get(name) for name in stored.answer.values}
        if not stored.withdrawn:
            values.update(stored.answer.values)
        yield Revision(stored.seq, stored.answer, before, stored.withdrawn)
