"""A sound copy of a record, as it is at one moment, and what tells that a file gives none."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, cast

from inquiry.errors import RecordError
from inquiry.record import engine as database
from inquiry.record.backup_beside import drop_beside, put_beside
from inquiry.record.record import RECORD_FILE
from inquiry.record.schema import HEAD

UNUSABLE = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
LOOK_AGAIN_SECONDS = 0.002  # shorter than any commit


class Copy(NamedTuple):
    """A sound copy of a record: the file's bytes, and how many answers are in it."""

    data: bytes
    answers: int


def read_sound(path: Path, beside: Mapping[str, bytes] | None = None) -> Copy:
    """The content of a record at one moment, checked page by page; with or without the files beside it."""
    try:
        with connect_to(path) as source, contextlib.closing(sqlite3.connect(":memory:")) as copy:
            source.execute("BEGIN")
            take_turn(source, "SELECT 1 FROM sqlite_master")  # from here on nobody commits
            source.backup(copy)
            source.execute("ROLLBACK")
            answers = _count_answers(copy, path)
            drop_beside(copy)
            put_beside(copy, beside or {})
            return Copy(copy.serialize(), answers)
    except sqlite3.Error as trouble:
        if is_unusable(trouble):
            raise no_backup(path, "it is damaged") from trouble
        raise RecordError(database.explain_refusal(trouble, path)) from trouble


def _count_answers(copy: sqlite3.Connection, path: Path) -> int:
    (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise no_backup(path, f"it is damaged ({' '.join(str(verdict).split())})")
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    if not {"answers", "alembic_version"} <= tables:
        raise no_backup(path, "it is a database, but not a record of answers")
    versions = [version for (version,) in copy.execute("SELECT version_num FROM alembic_version")]
    if len(versions) != 1:
        raise no_backup(path, "it does not say of which version it is")
    if versions[0] > HEAD:  # migrations are numbered: 0001, 0002, …
        why = f"it was written by a newer version of this program ({versions[0]}; this one knows {HEAD})"
        raise no_backup(path, why, "Update the program and try again")
    return int(copy.execute("SELECT count(*) FROM answers").fetchone()[0])


def no_backup(file: Path, why: str, cure: str = "Take another backup") -> RecordError:
    """The error that says why a file is of no use, and what to do."""
    if file.name == RECORD_FILE:
        cure = "Keep a copy of it, and restore the last backup"
    return RecordError(f"{file.name} cannot be used: {why}. {cure}. Nothing was changed.")


def take_turn(connection: sqlite3.Connection, statement: str) -> None:
    """Run a statement as soon as the others leave a gap.

    SQLite itself looks only ten times a second: where many write without a pause, it may wait for ever.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    deadline = time.monotonic() + database.PATIENCE_SECONDS
    while True:
        try:
            connection.execute(statement).fetchone()
        except sqlite3.OperationalError as trouble:
            if trouble.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(LOOK_AGAIN_SECONDS)
        else:
            return


def is_unusable(trouble: sqlite3.Error) -> bool:
    """Whether the file is no database at all, or a broken one."""
    return (getattr(trouble, "sqlite_errorcode", 0) & 0xFF) in UNUSABLE


@contextlib.contextmanager
def connect_to(path: Path, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    """SQLite's own connection, which knows the backup API, with the record's settings."""
    made = database.make_engine(path, database.PATIENCE_SECONDS, create=create)
    held = made.raw_connection()
    try:
        yield cast(sqlite3.Connection, held.driver_connection)
    finally:
        held.close()
