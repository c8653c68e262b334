"""Revisions folded into rows: later ones over earlier ones, in the order they were saved."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from inquiry.cycle import is_blank
from inquiry.record.answer import Answer, to_json

ASIDE = ".aside"  # what the id of the part of an answer that is kept beside ends in


class Stored(NamedTuple):
    """One line of the record."""

    seq: int
    answer: Answer
    withdrawn: bool


@dataclass(frozen=True)
class Aside:
    """What one revision said in one field: who, when, and the revision's id.

    In `Row.asides` it waits beside what stands; None means that the writer wanted the field cleared.
    """

    field: str
    value: Any
    author: str | None
    saved_at: datetime
    revision: str


@dataclass(frozen=True)
class Row:
    """One row of one form as it stands.

    `values` holds the fields that are answered; `authors` and `times` say who set each field and when, also
    of a field that was cleared. `quarter` and `saved_at` are those of the last revision that stands, and
    `revisions` counts those. `asides` are what is kept beside and not settled yet. `revision` is the id of
    the last revision of all (the `base` of what is saved next) and `seq` its place in the record;
    `first_revision` is the id of the first.
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
    first_revision: str = ""
    removed: bool = False
    asides: tuple[Aside, ...] = ()

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
    stands: Stored | None = None
    position: int | None = None
    revisions: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    authors: dict[str, str | None] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)
    asides: list[tuple[Stored, str]] = field(default_factory=list)  # the fields kept beside
    places: dict[str, int] = field(default_factory=dict)  # id -> seq, to find what a writer had seen

    def take(self, stored: Stored) -> None:
        """Put one more revision over what stands."""
        self.last = stored
        self.places[stored.answer.id] = stored.seq
        if stored.answer.aside:
            self._put_aside(stored)
        else:
            self._let_stand(stored)

    def _put_aside(self, stored: Stored) -> None:
        """Keep its values beside; whoever types on in the same field replaces what waits there of theirs."""
        for name in stored.answer.values:
            self.asides = [each for each in self.asides if not _goes_on(each, stored, name)]
            self.asides.append((stored, name))

    def _let_stand(self, stored: Stored) -> None:
        self.stands = stored
        self.revisions += 1
        if stored.answer.position is not None:
            self.position = stored.answer.position
        if self.asides:
            seen = self.places.get(stored.answer.base or "", 0)
            self.asides = [each for each in self.asides if not _settles(stored, seen, each)]
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
        answer = (self.stands or self.last).answer
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
            revision=self.last.answer.id,
            first_revision=self.first.answer.id,
            removed=answer.removed,
            asides=tuple(say_field(stored.answer, name) for stored, name in self.asides),
        )


def say_field(answer: Answer, name: str) -> Aside:
    """What an answer says in one field."""
    return Aside(name, answer.values[name], answer.author, answer.saved_at, answer.id)


def same_value(one: Any, other: Any) -> bool:
    """Whether two values say the same; two blanks do.

    >>> same_value("", None), same_value(1, True), same_value([1], [1])
    (True, False, True)
    """
    return (is_blank(one) and is_blank(other)) or to_json(one) == to_json(other)


def _goes_on(waiting: tuple[Stored, str], stored: Stored, name: str) -> bool:
    """Whether a field kept beside is the same person's earlier text, from which this one goes on."""
    old, new = waiting[0].answer, stored.answer
    if waiting[1] != name or old.author is None or old.author != new.author:
        return False
    return new.base in {None, old.base} or f"{new.base}{ASIDE}" == old.id


def _settles(stored: Stored, seen: int, waiting: tuple[Stored, str]) -> bool:
    """Whether a revision settles a field kept beside: its writer had seen it, or says the same."""
    aside, name = waiting
    if name not in stored.answer.values:
        return False
    return seen >= aside.seq or same_value(stored.answer.values[name], aside.answer.values[name])


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
    """Every revision in order with what it replaced; one withdrawn, or kept aside, replaces nothing."""
    standing: dict[Hashable, dict[str, Any]] = {}
    for stored in lines:
        values = standing.setdefault(place_of(stored.answer, by_quarter=True), {})
        before = {name: values.get(name) for name in stored.answer.values}
        if not stored.withdrawn and not stored.answer.aside:
            values.update(stored.answer.values)
        yield Revision(stored.seq, stored.answer, before, stored.withdrawn)
