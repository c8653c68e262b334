"""The record's lines as the locks read them: each question asked of the record once, rows by their times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from inquiry.cycle import is_blank
from inquiry.record.answer import Answer
from inquiry.record.fold import same_value
from inquiry.record.lines import Filters, read_lines
from inquiry.record.moments import Moment

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
        return self._kept[asked]


@dataclass(frozen=True)
class Told:
    """A row as lines told it: its values, when each was set last and first, and by whom first."""

    values: Mapping[str, Any] = field(default_factory=dict)
    times: Mapping[str, dt.datetime] = field(default_factory=dict)
    first: Mapping[str, dt.datetime] = field(default_factory=dict)
    authors: Mapping[str, str | None] = field(default_factory=dict)
    there: bool = False


def tell_rows(lines: Iterable[Answer], *, by_quarter: bool = False) -> dict[str, Told]:
    """The rows of one form as they stand after some lines, those that were removed left out.

    `by_quarter`: a row of another quarter is another row.
    """
    by_row: dict[str, list[Answer]] = {}
    for line in lines:
        by_row.setdefault(f"{line.quarter}/{line.row}" if by_quarter else line.row, []).append(line)
    told = {row: _tell(said) for row, said in by_row.items()}
    return {row: each for row, each in told.items() if each.there}


def tell_row(lines: Iterable[Answer], row: str) -> Told:
    """One of them; one without values where there is none."""
    return tell_rows(line for line in lines if line.row == row).get(row, Told())


def _tell(lines: Iterable[Answer]) -> Told:
    values: dict[str, Any] = {}
    times: dict[str, dt.datetime] = {}
    first: dict[str, dt.datetime] = {}
    authors: dict[str, str | None] = {}
    there = False
    for line in lines:
        there = not line.removed if line.values or line.position is None or line.removed else there
        for name, value in line.values.items():
            if is_blank(value):
                values.pop(name, None)
                continue
            if not same_value(value, values.get(name)):  # saying the same again changes nothing
                values[name], times[name] = value, line.saved_at
            first.setdefault(name, line.saved_at)
            authors.setdefault(name, line.author)
    return Told(values, times, first, authors, there)


def _is_asked(line: Answer, asked: Asked) -> bool:
    owner, quarter, form = asked
    same = line.scope == "team" and line.owner == owner
    return same and quarter in (None, line.quarter) and form in (None, line.form)
