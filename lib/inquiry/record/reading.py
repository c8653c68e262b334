"""The record of a district's answers, read: rows, history, changes, as of any moment."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from sqlalchemy import Connection, Engine

from inquiry.district.kept import keep_while_same
from inquiry.district.noting import note, noting_nothing
from inquiry.record.answer import Answer
from inquiry.record.ballot_box import LOWEST
from inquiry.record.batches import Batch, read_batches
from inquiry.record.changes import NO_MARK, find_changed, read_latest, read_mark
from inquiry.record.closing import Closure, read_closed
from inquiry.record.engine import plain_errors, transaction
from inquiry.record.fold import Revision, Row, Stored, fold_rows, tell_history
from inquiry.record.lines import Filters, digest_lines, read_lines, read_page
from inquiry.record.migrate import check_version
from inquiry.record.moments import Moment

NO_DIGEST = hashlib.sha256().hexdigest()  # of a record that is not there yet, as of an empty one


def plain_filters(filters: Mapping[str, object]) -> dict[str, str]:
    """Filters as a note keeps them: those that are asked about, a moment as text."""
    return {name: str(value) for name, value in sorted(filters.items()) if value is not None}


def note_rows(
    rows: Sequence[Row], *, by_quarter: bool, with_removed: bool, **filters: Unpack[Filters]
) -> None:
    """Note rows that a page was given for these filters."""
    note("answers", (by_quarter, with_removed, plain_filters(filters)), lambda: rows)


class ReadableRecord:
    """What can be read from a record; `Record` can save too.

    `quarter=None` means every quarter: a row with the same id in several quarters is then one row, as for a
    form that lives on. `as_of` is an aware time, or a date, which means the end of that day, UTC.
    """

    def __init__(self, path: Path, engine: Engine, *, read_only: bool) -> None:
        """Hold the engine; no connection is open between two calls."""
        self.path = path
        self.read_only = read_only
        self._engine = engine

    def rows(
        self,
        owner: str,
        form: str,
        *,
        quarter: str | None = None,
        scope: str | None = None,
        as_of: Moment | None = None,
    ) -> list[Row]:
        """The rows of one form of one owner, in the form's order, removed ones left out."""
        return self.all_rows(owner=owner, form=form, quarter=quarter, scope=scope, as_of=as_of)

    def all_rows(
        self, *, by_quarter: bool = False, with_removed: bool = False, **filters: Unpack[Filters]
    ) -> list[Row]:
        """The rows of every owner and form that the filters name, by scope, owner, form and order.

        `by_quarter` tells a row of each quarter apart; `with_removed` keeps those that were removed.
        """
        with self.reading(noted=True) as connection:
            lines = read_lines(connection, filters) if connection else []
        rows = fold_rows(lines, by_quarter=by_quarter)
        found = [row for row in rows if with_removed or not row.removed]
        note_rows(found, by_quarter=by_quarter, with_removed=with_removed, **filters)
        return found

    def rows_by_owner(self, form: str, scope: str, as_of: Moment | None = None) -> Mapping[str, list[Row]]:
        """Every owner's rows of a form, each quarter's apart, removed ones too; nothing is noted of it.

        Kept until the record changes: pages that are forked from a process that asked find it there.
        """

        def read() -> Mapping[str, list[Row]]:
            with noting_nothing():
                rows = self.all_rows(form=form, scope=scope, as_of=as_of, by_quarter=True, with_removed=True)
            found: dict[str, list[Row]] = {}
            for row in rows:
                found.setdefault(row.owner, []).append(row)
            return found

        key = ("rows by owner", str(self.path.resolve()), form, scope, str(as_of))
        return keep_while_same(key, self.mark(), read)

    def answers(self, **filters: Unpack[Filters]) -> Iterator[Answer]:
        """Every revision in the order it was saved; what was withdrawn is left out.

        Read in pages, so that a slow reader never keeps a writer waiting.
        """
        after = LOWEST
        while page := self._page(filters, after):
            yield from (stored.answer for stored in page)
            after = page[-1].seq

    def history(
        self,
        owner: str,
        form: str,
        *,
        quarter: str | None = None,
        row: str | None = None,
        scope: str | None = None,
        after: int = LOWEST,
    ) -> list[Revision]:
        """Every revision of a form, withdrawn ones marked, with what each replaced.

        `after` leaves out those up to a seq: what is new since.
        """
        filters = Filters(owner=owner, form=form, quarter=quarter, row=row, scope=scope)
        with self.reading(noted=True) as connection:
            lines = read_lines(connection, filters) if connection else []
        note("lines", (plain_filters(filters),), lambda: lines)
        return [revision for revision in tell_history(lines) if revision.seq > after]

    def latest(
        self,
        owners: Iterable[str],
        forms: Collection[str] | None = None,
        limit: int = 50,
        *,
        quarter: str | None = None,
        as_of: Moment | None = None,
    ) -> list[Revision]:
        """The last revisions of some owners in some forms, newest first; what was withdrawn is left out."""
        whose, which = sorted(set(owners)), None if forms is None else sorted(forms)
        with self.reading(noted=True) as connection:
            found = read_latest(connection, whose, which, limit, quarter, as_of) if connection else []
        filters = plain_filters(Filters(quarter=quarter, as_of=as_of))
        note("latest", (whose, which, limit, filters), lambda: found)
        return found

    def mark(self) -> str:
        """This moment of the record, for `changed_since`: another text whenever anything was added."""
        with self.reading(noted=True) as connection:
            return read_mark(connection) if connection else NO_MARK

    def changed_since(self, mark: str) -> frozenset[tuple[str, str, str]] | None:
        """Scope, owner and form of whatever was answered since a mark.

        None means that everything may differ: something was withdrawn, the record was restored, or the mark
        is not one of this record.
        """
        with self.reading(noted=True) as connection:
            return find_changed(connection, mark) if connection else frozenset() if mark == NO_MARK else None

    def digest(self, **filters: Unpack[Filters]) -> str:
        """A fingerprint of the answers meant: it changes if, and only if, they do."""
        with self.reading() as connection:
            return digest_lines(connection, filters) if connection else NO_DIGEST

    def batches(self) -> list[Batch]:
        """Every import in order, withdrawn ones marked."""
        with self.reading() as connection:
            return read_batches(connection) if connection else []

    def closed_quarters(self) -> dict[str, Closure]:
        """The quarters that take no more answers, each with when, by whom and why it was closed."""
        with self.reading() as connection:
            return read_closed(connection) if connection else {}

    @contextmanager
    def reading(self, *, noted: bool = False) -> Iterator[Connection | None]:
        """A connection that sees one moment of the record; None where there is none yet.

        `noted`: whoever reads through it notes what was read. Else a page counts as having read everything.
        """
        if not noted:
            note("record", (), self.mark)
        if self.read_only and not self.path.exists():
            yield None
            return
        with plain_errors(self.path), transaction(self._engine, write=False) as connection:
            yield connection if check_version(connection, self.path) else None

    def close(self) -> None:
        """Let go of the file. Nothing is lost without it: no connection stays open between two calls."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """The record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _page(self, filters: Filters, after: int) -> list[Stored]:
        with self.reading() as connection:
            return read_page(connection, filters, after) if connection else []
