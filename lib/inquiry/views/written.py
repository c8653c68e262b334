"""A team's answers as the record holds them: row by row, as they stand in a quarter."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self, TypeVar

from inquiry.cycle import Cycle, Form, load_cycle, owners_for
from inquiry.district import District, Quarter, Team
from inquiry.district.noting import is_noting
from inquiry.record import RECORD_FILE, Record, Row, open_record
from inquiry.record.standing import Standing
from inquiry.views.also import Also
from inquiry.views.names import Watch

T = TypeVar("T")


@dataclass(frozen=True)
class Answers:
    """The rows of one form; `carried_from` names the last quarter that changed them when this one did not."""

    rows: tuple[Row, ...]
    carried_from: str | None = None


class Written:
    """What is written, read once and when it is first asked for; a `Desk` says by whom and until when.

    `moment` is the last of today, by the district's clock: answers saved later are not shown yet. It is None
    on a live page, which shows all there is, whatever day it is asked to take for today.
    """

    folder: Path
    district: District
    team: Team
    quarter: Quarter
    as_of: dt.date
    live: bool
    moment: dt.datetime | None
    shut: bool = False  # whether it is read for others than the team: see `for_face`

    @cached_property
    def cycle(self) -> Cycle:
        """The questions."""
        return load_cycle()

    def also(self, form: Form) -> Also:
        """A form's words in the district's second language, where it has one and they are there."""
        language = self.district.settings.second_language
        said = self.cycle.translation(form.id, language, self.team.level) if language else None
        return Also(language, said) if language and said else Also()

    @cached_property
    def record(self) -> Record:
        """The answers, for reading only."""
        return open_record(self.folder / RECORD_FILE, read_only=True)

    def answers(self, form: Form, quarter: Quarter | None = None) -> Answers:
        """A team's answers to a form in this quarter (or another), laid over those that came along into it.

        Forms asked once or yearly live on: their latest answers stand, whatever the quarter.
        """
        quarter = quarter or self.quarter
        owners = owners_for(form, self.team)
        rows = tuple(row for owner in owners for row in self.rows_of(owner, form, quarter))
        changed = form.lives_on or any(self._standing.saved(owner, form).get(quarter.id) for owner in owners)
        return Answers(rows, None if changed else self._last_quarter_of(rows))

    def rows_of(self, owner: str, form: Form, quarter: Quarter) -> Sequence[Row]:
        """One owner's answered rows as a page of that quarter shows them, as far as we may read them."""
        return self._as_read(owner, form, self._standing.rows(owner, form, quarter))

    def standing(self, owner: str, form: Form, quarter: Quarter) -> Sequence[Row]:
        """One owner's answered rows as they stand in a quarter: what came along, and what it changed."""
        return self._as_read(owner, form, self._standing.in_quarter(owner, form, quarter))

    def ever(self, owner: str, form: Form, *, by_quarter: bool = False) -> Sequence[Row]:
        """One owner's rows of any quarter, as far as we may read them."""
        found = self.record.all_rows(
            owner=owner, form=form.id, scope=form.scope, by_quarter=by_quarter, as_of=self.moment
        )
        return self._as_read(owner, form, found)

    def all_of(self, scope: str, owner: str) -> list[Row]:
        """An owner's rows of all forms as they were written: for the team's own eyes.

        Where a row does not go on into the next quarter, each quarter's is another one. Of a form that is
        gone nobody knows which it was: each quarter's is kept apart, so that none is hidden.
        """
        latest = self.record.all_rows(owner=owner, scope=scope, as_of=self.moment)
        each = self.record.all_rows(owner=owner, scope=scope, as_of=self.moment, by_quarter=True)
        go_on = {form.id for form in self.cycle.forms.values() if form.goes_on}
        return [row for row in latest if row.form in go_on] + [row for row in each if row.form not in go_on]

    def as_written(self, owner: str, form: Form, quarter: Quarter) -> Sequence[Row]:
        """As `standing`, names of students and all: nobody may see it before it went through `watch`."""
        return self._standing.in_quarter(owner, form, quarter)

    def for_face(self, face: str) -> Self:
        """The same page for the readers of a face: only a team reads its answers that name a student."""
        return self if face == "team" or self.shut else self._for_others

    @cached_property
    def _for_others(self) -> Self:
        other = copy.copy(self)
        other.shut = True
        for own in ("_kept", "_for_others"):
            other.__dict__.pop(own, None)
        return other

    @cached_property
    def watch(self) -> Watch:
        """Who looks for students in answers."""
        return Watch(self.folder, self.district, self._standing)

    def rows_on_face(self, form: Form, rows: Sequence[Row], face: str) -> Sequence[Row]:
        """Rows of our own page as the readers of a face may read them."""
        if face == "team" and not self.shut:
            return rows
        return [each for row in rows for each in self.watch.close(form, row.owner, [row])]

    def reads_own(self, form: Form, owner: str, face: str = "team") -> bool:
        """Whether the readers of a face read an owner's answers as they were written, names and all."""
        ours = self.team.level in form.levels and owner in owners_for(form, self.team)
        return face == "team" and not self.shut and ours

    def _as_read(self, owner: str, form: Form, rows: Sequence[Row]) -> Sequence[Row]:
        """Rows as this page's readers may read them: another team's, and all where it is read for others."""
        return rows if not rows or self.reads_own(form, owner) else self.watch.close(form, owner, rows)

    def rows_to_write_in(self, form: Form) -> tuple[Row, ...]:
        """Every row of this quarter that somebody may go on writing in, blank ones too.

        Of a form that has one row also a removed one: whoever writes in it again must have seen its removal.
        """
        found: list[Row] = []
        for owner in owners_for(form, self.team):
            if form.lives_on:
                here = self._standing.lasting(owner, form)
                there = [row for row in here if not row.removed]
            else:
                here = self._standing.saved(owner, form).get(self.quarter.id, ())
                there = self._standing.laid(owner, form, self.quarter)
            found += there or (here if form.rows is None else ())
        return tuple(found)

    def read_ahead(self, form: Form, owners: Iterable[str]) -> None:
        """Read a form of many owners at once, before each one's rows are asked for."""
        self._standing.read_ahead(form, owners)

    @cached_property
    def _standing(self) -> Standing:
        return Standing(self.record, self.district, self.cycle, self.moment)

    def _last_quarter_of(self, rows: Sequence[Row]) -> str | None:
        """The latest quarter in which any of these rows was saved."""
        saved = {row.quarter for row in rows}
        return next((each.id for each in reversed(self.district.quarters) if each.id in saved), None)

    def once(self, key: str, make: Callable[[], T]) -> T:
        """What a section works out from the files, kept for the other sections of the page.

        Kept apart where a door notes for the page: whoever asks for it later must note what it is of.
        """
        place = (key, is_noting())
        if place not in self._kept:
            self._kept[place] = make()
        return self._kept[place]  # type: ignore[return-value]

    @cached_property
    def _kept(self) -> dict[tuple[str, bool], object]:
        return {}
