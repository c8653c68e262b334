"""The whole record copied away and brought back, while others read and write it."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, cast

from inquiry.district.files import TEMP_SUFFIX, explain_refusal, write_whole
from inquiry.errors import BadInput, RecordError, UsageError
from inquiry.record import engine as database
from inquiry.record.record import RECORD_FILE, open_record
from inquiry.record.schema import HEAD

SQLITE_START = b"SQLite format 3\x00"  # how every SQLite file begins (sqlite.org/fileformat)
UNUSABLE = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
LOOK_AGAIN_SECONDS = 0.002  # shorter than any commit
KEPT_NAME = "record.before-restore-{:%Y%m%d-%H%M%S}{}.sqlite"


class _Copy(NamedTuple):
    """A sound copy of a record: the file's bytes, and how many answers are in it."""

    data: bytes
    answers: int


def back_up(folder: Path, file: Path) -> int:
    """Copy a district's record, as it is at one moment, into a file; others may go on writing meanwhile.

    Parameters
    ----------
    folder : the district's folder.
    file : the copy; an older backup there is replaced as one step, or stays as it was.

    Returns
    -------
    int
        How many answers (revisions) the copy holds.

    Raises
    ------
    UsageError
        When there is nothing to copy, or the file is something else that a backup would replace.
    RecordError, BadInput
        When the record cannot be read or is damaged, or the copy cannot be written.
    """
    path = folder / RECORD_FILE
    if not path.exists():
        raise UsageError(f"There is no record of answers in {folder} yet, so there is nothing to back up.")
    _check_target(path, file)
    copy = _read_sound(path)
    write_whole(file, copy.data)
    return copy.answers


def restore(folder: Path, file: Path) -> Path | None:
    """Put a backup in the place of a district's record; those who have it open see the restored one next.

    The present record is kept beside it first. Both happen under one lock that lets nobody write between.
    When this is killed in the middle, the record is the old one or the new one, never a part of either.

    Parameters
    ----------
    folder : the district's folder.
    file : a backup, of this version or an older one; it is not changed.

    Returns
    -------
    Path or None
        The file that keeps the record as it was before; None when there was none.

    Raises
    ------
    UsageError, RecordError
        When the file is no sound backup: the present record was not touched.
    BadInput
        When the disk is full or the folder may not be written to: the present record stands.
    """
    path = folder / RECORD_FILE
    _check_source(path, file)
    with _staged(path, _read_sound(file)) as staged:
        try:
            return _overwrite(path, staged)
        except sqlite3.Error as trouble:
            if not _unusable(trouble):
                raise RecordError(database.explain_refusal(trouble, path)) from trouble
        # Nobody can open what is there, so nobody is writing to it: it may be moved out of the way.
        kept = _move_aside(path)
        _overwrite(path, staged)
        return kept


def _check_target(path: Path, file: Path) -> None:
    """Refuse to write a backup over the record itself, or over a file that is no backup."""
    if file.is_dir():
        raise UsageError(f"{file} is a folder. Name a file for the backup, such as backup.sqlite.")
    if not file.exists():
        return
    if file.samefile(path):
        raise UsageError(f"{file} is the record itself. Name another file for its backup.")
    if file.stat().st_size and not _is_database(file):
        raise UsageError(f"{file} is there and is no backup. Name another file, or move that one elsewhere.")


def _check_source(path: Path, file: Path) -> None:
    if not file.is_file():
        raise UsageError(f"There is no file {file}. Name the backup that shall be restored.")
    if path.exists() and file.samefile(path):
        raise UsageError(f"{file} is the record itself. Name the backup that shall be restored.")
    if not _is_database(file):
        raise _no_backup(file, "it is no record of answers")


def _is_database(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(SQLITE_START)) == SQLITE_START
    except OSError as trouble:
        raise BadInput([explain_refusal(trouble, file.name)]) from trouble


def _read_sound(path: Path) -> _Copy:
    """The content of a record at one moment, checked page by page."""
    try:
        with _connect(path) as source, contextlib.closing(sqlite3.connect(":memory:")) as copy:
            source.execute("BEGIN")
            _take_turn(source, "SELECT 1 FROM sqlite_master")  # from here on nobody commits
            source.backup(copy)
            source.execute("ROLLBACK")
            return _Copy(copy.serialize(), _count_answers(copy, path))
    except sqlite3.Error as trouble:
        if _unusable(trouble):
            raise _no_backup(path, "it is damaged") from trouble
        raise RecordError(database.explain_refusal(trouble, path)) from trouble


def _count_answers(copy: sqlite3.Connection, path: Path) -> int:
    (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise _no_backup(path, f"it is damaged ({' '.join(str(verdict).split())})")
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    if not {"answers", "alembic_version"} <= tables:
        raise _no_backup(path, "it is a database, but not a record of answers")
    versions = [version for (version,) in copy.execute("SELECT version_num FROM alembic_version")]
    if len(versions) != 1:
        raise _no_backup(path, "it does not say of which version it is")
    if versions[0] > HEAD:  # migrations are numbered: 0001, 0002, …
        why = f"it was written by a newer version of this program ({versions[0]}; this one knows {HEAD})"
        raise _no_backup(path, why, "Update the program and try again")
    return int(copy.execute("SELECT count(*) FROM answers").fetchone()[0])


def _no_backup(file: Path, why: str, cure: str = "Take another backup") -> RecordError:
    if file.name == RECORD_FILE:
        cure = "Keep a copy of it, and restore the last backup"
    return RecordError(f"{file.name} cannot be used: {why}. {cure}. Nothing was changed.")


@contextlib.contextmanager
def _staged(path: Path, copy: _Copy) -> Iterator[Path]:
    """The backup as a file beside the record, brought up to date there; no such file is left in the end."""
    staged = path.with_name(f".{path.name}.{secrets.token_hex(6)}{TEMP_SUFFIX}")
    try:
        write_whole(staged, copy.data, shown_as=path.name)
        with _connect(staged) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # another program may have set another one
        open_record(staged).close()
        yield staged
    finally:
        for left in (staged, staged.with_name(f"{staged.name}-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def _overwrite(path: Path, staged: Path) -> Path | None:
    """Keep what the record holds, then make it the staged one, under one lock."""
    with _connect(path, create=True) as live:
        _take_turn(live, "BEGIN EXCLUSIVE")
        # From now on the connection keeps its lock until it is closed, so that both copies are made under the
        # same one; the backup API itself would not start within a transaction.
        live.execute("PRAGMA locking_mode = EXCLUSIVE")
        live.execute("COMMIT")
        kept = _keep(path, live)
        with _connect(staged) as source:
            source.backup(live)
        return kept


def _take_turn(connection: sqlite3.Connection, statement: str) -> None:
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


def _keep(path: Path, live: sqlite3.Connection) -> Path | None:
    """The record as it is, in a file of its own; as it is means also where a part of it is damaged."""
    if live.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
        return None
    kept = _name_kept(path)
    write_whole(kept, live.serialize())
    return kept


def _move_aside(path: Path) -> Path:
    """Rename a file that is no database any more, with its journal: it must not be applied to another."""
    kept = _name_kept(path)
    for end in ("-journal", ""):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(kept.with_name(kept.name + end))
    return kept


def _name_kept(path: Path) -> Path:
    now = datetime.now().astimezone()
    names = (KEPT_NAME.format(now, f"-{n}" if n > 1 else "") for n in range(1, 1000))
    return next(name for name in map(path.with_name, names) if not name.exists())


def _unusable(trouble: sqlite3.Error) -> bool:
    return (getattr(trouble, "sqlite_errorcode", 0) & 0xFF) in UNUSABLE


@contextlib.contextmanager
def _connect(path: Path, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    """SQLite's own connection, which knows the backup API, with the record's settings."""
    made = database.make_engine(path, database.PATIENCE_SECONDS, create=create)
    held = made.raw_connection()
    try:
        yield cast(sqlite3.Connection, held.driver_connection)
    finally:
        held.close()
