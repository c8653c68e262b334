"""The record of a district's answers: opened, added to, read as of any moment; never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from sqlalchemy import Connection, Engine

from inquiry.errors import RecordError
from inquiry.record.answer import Answer
from inquiry.record.batches import Batch, read_batches, withdraw_batch
from inquiry.record.engine import PATIENCE_SECONDS, make_engine, plain_errors, transaction
from inquiry.record.fold import Revision, Row, Stored, fold_rows, tell_history
from inquiry.record.lines import (
    Filters,
    add_lines,
    digest_lines,
    find_known,
    leave_out_known,
    read_lines,
    read_page,
)
from inquiry.record.migrate import bring_up_to_date, check_version
from inquiry.record.moments import Moment

RECORD_FILE = "record.sqlite"  # in the district's folder
NO_DIGEST = hashlib.sha256().hexdigest()  # of a record that is not there yet, as of an empty one


def open_record(path: Path, *, read_only: bool = False, patience: float = PATIENCE_SECONDS) -> Record:
    """Open a district's record; it is made where it is missing, and brought up to date where it is old.

    Parameters
    ----------
    path : the file, `record.sqlite` in the district's folder.
    read_only : never makes nor changes the file; a missing one reads as an empty record, also when it
        appears later. For pages and builds.
    patience : seconds to wait for another writer.

    Raises
    ------
    RecordError
        When the file cannot be opened, is something else, or was written by a newer version.
    """
    if not read_only:
        _make_ready(path, patience)
    return Record(path, make_engine(path, patience, read_only=read_only), read_only=read_only)


def _make_ready(path: Path, patience: float) -> None:
    if not path.parent.is_dir():
        raise RecordError(
            f"There is no folder for the record of answers ({path.name}). Make the folder first."
        )
    engine = make_engine(path, patience, create=True)
    with plain_errors(path):
        bring_up_to_date(engine, path)


class Record:
    """The answers of a district. Open it with `open_record`; it may be used by several threads.

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
        with self.reading() as connection:
            lines = read_lines(connection, filters) if connection else []
        rows = fold_rows(lines, by_quarter=by_quarter)
        return [row for row in rows if with_removed or not row.removed]

    def forms_answered(
        self,
        owner: str,
        *,
        quarter: str | None = None,
        scope: str | None = None,
        as_of: Moment | None = None,
    ) -> dict[str, datetime]:
        """The forms in which an owner has filled in anything that stands, and when it was last saved."""
        last: dict[str, datetime] = {}
        for row in self.all_rows(owner=owner, quarter=quarter, scope=scope, as_of=as_of):
            if row.answered:
                last[row.form] = max(row.saved_at, last.get(row.form, row.saved_at))
        return last

    def answers(self, **filters: Unpack[Filters]) -> Iterator[Answer]:
        """Every revision in the order it was saved; what was withdrawn is left out.

        Read in pages, so that a slow reader never keeps a writer waiting.
        """
        after = 0
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
        after: int = 0,
    ) -> list[Revision]:
        """Every revision of a form, withdrawn ones marked, with what each replaced.

        `after` leaves out those up to a seq: what is new since.
        """
        filters = Filters(owner=owner, form=form, quarter=quarter, row=row, scope=scope)
        with self.reading() as connection:
            lines = read_lines(connection, filters) if connection else []
        return [revision for revision in tell_history(lines) if revision.seq > after]

    def digest(self, **filters: Unpack[Filters]) -> str:
        """A fingerprint of the answers meant: it changes if, and only if, they do."""
        with self.reading() as connection:
            return digest_lines(connection, filters) if connection else NO_DIGEST

    def save(self, given: Iterable[Answer]) -> int:
        """Append answers in one transaction: when this returns, all of them are on the disk.

        Parameters
        ----------
        given : the answers, in order. One whose id the record has already is a retry and is left out.

        Returns
        -------
        int
            How many were new.

        Raises
        ------
        RecordError
            When the record cannot be written, or an id comes again with another content: nothing is saved.
        """
        wanted = list(given)
        with self.writing() as connection:
            known = find_known(connection, (answer.id for answer in wanted))
            return add_lines(connection, leave_out_known(wanted, known))

    def batches(self) -> list[Batch]:
        """Every import in order, withdrawn ones marked."""
        with self.reading() as connection:
            return read_batches(connection) if connection else []

    def withdraw(self, batch: str | int, *, author: str | None = None, reason: str = "") -> int:
        """Take one import out of everything that is read, as if it had never come; history still shows it.

        What teams typed over it since stays. The same file may be imported again.

        Parameters
        ----------
        batch : the import's number, or its name: then the latest of that name that still stands.
        author, reason : who withdraws it, and why.

        Returns
        -------
        int
            How many answers were withdrawn.

        Raises
        ------
        UsageError
            When no such import stands.
        """
        with self.writing() as connection:
            return withdraw_batch(connection, batch, author, reason)

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """A connection that sees one moment of the record; None where there is none yet."""
        if self.read_only and not self.path.exists():
            yield None
            return
        with plain_errors(self.path), transaction(self._engine, write=False) as connection:
            yield connection if check_version(connection, self.path) else None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that nobody else writes beside; all it does is kept, or none of it."""
        if self.read_only:
            raise RecordError(f"The record of answers ({self.path.name}) was opened for reading only.")
        with plain_errors(self.path), transaction(self._engine, write=True) as connection:
            if not check_version(connection, self.path):
                raise RecordError(f"The record of answers ({self.path.name}) was emptied. Restore a backup.")
            yield connection

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
