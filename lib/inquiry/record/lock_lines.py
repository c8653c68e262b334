"""The record's lines as the locks read them: each question asked of the record once, rows by their times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from inquiry.cycle import is_blank
from inquiry.district.noting import note
from inquiry.record.answer import Answer
from inquiry.record.fold import same_value
from inquiry.record.lines import Filters, read_lines
from inquiry.record.moments import Moment
from inquiry.record.reading import plain_filters

Asked = tuple[str, str | None, str | None]


@dataclass
class Lines:
    """Lines of the record as of a moment (None: now), and those about to be added (`pending`)."""

    connection: Connection | None
    as_of: Moment | None = None
    pending: tuple[Answer, ...] = ()
    _kept: dict[Asked, list[Answer]] = field(default_factory=dict)

    def of(self, owner: str, *, quarter: str | None = None, form: str | None = None) -> list[Answer]:
        """A team's lines in the order of their times; what was withdrawn or is kept beside is left out."""
        asked = (owner, quarter, form)
        if asked not in self._kept:
            filters = Filters(scope="team", owner=owner, quarter=quarter, form=form, as_of=self.as_of)
            stored = read_lines(self.connection, filters) if self.connection is not None else []
            there = [line.answer for line in stored if not line.withdrawn and not line.answer.aside]
            new = [line for line in self.pending if _is_asked(line, asked) and not line.aside]
            self._kept[asked] = sorted([*there, *new], key=lambda line: line.saved_at)
            note("lock lines", (plain_filters(filters),), lambda: there)
        return self._kept[asked]


@dataclass(frozen=True)
class Told:
    """A row as lines told it: its values, when each was set last and first, and by whom first."""

    values: Mapping[str, Any] = field(default_factory=dict)
    times: Mapping[str, dt.datetime] = field(default_factory=dict)
    first: Mapping[str, dt.datetime] = field(default_factory=dict)
    authors: Mapping[str, str | None] = field(default_factory=dict)
    there: bool = False


def tell_rows(lines: Iterable[Answer]) -> dict[str, Told]:
    """The rows of one form as they stand after some lines, those that were removed left out."""
    told = {row: last for row, said in _by_row(lines).items() for last in list(_tell(said))[-1:]}
    return {row: each for row, each in told.items() if each.there}


def tell_row(lines: Iterable[Answer], row: str) -> Told:
    """One of them; one without values where there is none."""
    return tell_rows(line for line in lines if line.row == row).get(row, Told())


def tell_stages(lines: Iterable[Answer]) -> Iterator[list[Told]]:
    """Each row of one form through all it ever said, oldest first; each quarter's apart."""
    for said in _by_row(lines, by_quarter=True).values():
        yield list(_tell(said))


def _by_row(lines: Iterable[Answer], *, by_quarter: bool = False) -> dict[str, list[Answer]]:
    by_row: dict[str, list[Answer]] = {}
    for line in lines:
        by_row.setdefault(f"{line.quarter}/{line.row}" if by_quarter else line.row, []).append(line)
    return by_row


def _tell(lines: Iterable[Answer]) -> Iterator[Told]:
    """A row after each of its lines."""
    row = Told()
    for line in lines:
        row = _add(row, line)
        yield row


def _add(row: Told, line: Answer) -> Told:
    values, times, first, authors = dict(row.values), dict(row.times), dict(row.first), dict(row.authors)
    for name, value in line.values.items():
        if is_blank(value):
            values.pop(name, None)
            continue
        if not same_value(value, values.get(name)):  # saying the same again changes nothing
            values[name], times[name] = value, line.saved_at
        first.setdefault(name, line.saved_at)
        authors.setdefault(name, line.author)
    moved = not line.values and line.position is not None and not line.removed  # says nothing of being there
    return Told(values, times, first, authors, row.there if moved else not line.removed)


def _is_asked(line: Answer, asked: Asked) -> bool:
    owner, quarter, form = asked
    same = line.scope == "team" and line.owner == owner
    return same and quarter in (None, line.quarter) and form in (None, line.form)
