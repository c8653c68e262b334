"""The record of a district's answers: opened, and added to; never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from inquiry.errors import RecordError
from inquiry.record.answer import Answer
from inquiry.record.batches import withdraw_batch
from inquiry.record.closing import close_or_reopen, read_closed, refuse_closed
from inquiry.record.engine import PATIENCE_SECONDS, make_engine, plain_errors, transaction
from inquiry.record.lines import add_lines, find_known, leave_out_known
from inquiry.record.locks import Locks
from inquiry.record.migrate import bring_up_to_date, check_version
from inquiry.record.reading import ReadableRecord
from inquiry.record.typed import Taken, take_typed

RECORD_FILE = "record.sqlite"  # in the district's folder


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


def update_record(path: Path) -> None:
    """Bring a record up to date that an older version wrote, where there is one; errors as of `open_record`.

    An empty file stays empty, for the check to tell: it may have held answers.
    """
    if path.exists() and path.stat().st_size:
        open_record(path).close()


def _make_ready(path: Path, patience: float) -> None:
    if not path.parent.is_dir():
        raise RecordError(
            f"There is no folder for the record of answers ({path.name}). Make the folder first."
        )
    engine = make_engine(path, patience, create=True)
    with plain_errors(path):
        bring_up_to_date(engine, path)


class Record(ReadableRecord):
    """The answers of a district. Open it with `open_record`; it may be used by several threads."""

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
            When the record cannot be written, an id comes again with another content, or a quarter is
            closed: nothing is saved.
        """
        wanted = list(given)
        with self.writing() as connection:
            known = find_known(connection, (answer.id for answer in wanted))
            new = leave_out_known(wanted, known)
            refuse_closed(new, read_closed(connection))
            return add_lines(connection, new)

    def save_typed(
        self, given: Iterable[Answer], *, lasting: Collection[str] = (), locks: Locks | None = None
    ) -> list[Taken]:
        """Save what people typed, in one transaction; nothing goes over what its writer had not seen.

        Parameters
        ----------
        given : the answers, in order. `base` says what the writer had seen of the row: a field that somebody
            set later to another value is kept beside what stands, under the same id with `.aside` at its
            end; the answer's other fields are saved. Words bring back a row that was removed meanwhile.
            Whether an answer is `aside` is decided here.
        lasting : the forms whose rows are one over all quarters.
        locks : what evidence locks in this district (`read_locks`); without it nothing is locked.

        Returns
        -------
        list of Taken
            One for each answer, in order. One that comes again is told the same as the first time. Refused
            are: a removal whose writer had not seen a change, a quarter that is closed, a prediction that is
            locked, an id used for something else; the others are saved.

        Raises
        ------
        RecordError
            When the record cannot be written: nothing is saved.
        """
        with self.writing() as connection:
            return take_typed(connection, given, lasting, locks=locks)

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

    def close_quarter(self, quarter: str, author: str | None = None, reason: str = "") -> None:
        """Let a quarter take no more answers, typed or imported; `UsageError` where it is closed already."""
        with self.writing() as connection:
            close_or_reopen(connection, quarter, author, reason, close=True)

    def reopen_quarter(self, quarter: str, author: str | None = None, reason: str = "") -> None:
        """Let a closed quarter take answers again; `UsageError` where it is open."""
        with self.writing() as connection:
            close_or_reopen(connection, quarter, author, reason, close=False)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that nobody else writes beside; all it does is kept, or none of it."""
        if self.read_only:
            raise RecordError(f"The record of answers ({self.path.name}) was opened for reading only.")
        with plain_errors(self.path), transaction(self._engine, write=True) as connection:
            if not check_version(connection, self.path):
                raise RecordError(f"The record of answers ({self.path.name}) was emptied. Restore a backup.")
            yield connection
