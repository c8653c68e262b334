"""The whole record copied away and brought back, while others read and write it."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from inquiry.district.files import TEMP_SUFFIX, explain_refusal, sweep_beside, write_whole
from inquiry.district.held import take_hold
from inquiry.errors import BadInput, RecordError, UsageError
from inquiry.record import engine as database
from inquiry.record.backup_copy import Copy, connect_to, is_unusable, no_backup, read_sound, take_turn
from inquiry.record.record import RECORD_FILE, open_record

SQLITE_START = b"SQLite format 3\x00"  # how every SQLite file begins (sqlite.org/fileformat)
JOURNAL = "-journal"  # what SQLite adds to a file's name while it writes (sqlite.org/tempfiles)
KEPT_NAME = "record.before-restore-{:%Y%m%d-%H%M%S}{}.sqlite"


def back_up(folder: Path, file: Path, beside: Mapping[str, bytes] = MappingProxyType({})) -> int:
    """Copy a district's record, as it is at one moment, into a file; others may go on writing meanwhile.

    Parameters
    ----------
    folder : the district's folder.
    file : the copy; an older backup there is replaced as one step, or stays as it was.
    beside : files that lie beside the record and belong to it, by name: `read_beside` gives them back.

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
    # An import that found the disk full leaves an empty file: the next one begins in it.
    if not path.exists() or not path.stat().st_size:
        raise UsageError(f"There is no record of answers in {folder} yet, so there is nothing to back up.")
    _check_target(path, file)
    sweep_beside(file)
    copy = read_sound(path, beside)
    write_whole(file, copy.data)
    return copy.answers


def restore(folder: Path, file: Path) -> Path | None:
    """Put a backup in the place of a district's record; those who have it open see the restored one next.

    Files that the backup holds beside the record are not put back here: `read_beside` gives them.

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
    _sweep(path)
    with _staged(path, read_sound(file)) as staged:
        try:
            return _overwrite(path, staged)
        except sqlite3.Error as trouble:
            if not is_unusable(trouble):
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
        raise no_backup(file, "it is no record of answers")


def _is_database(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(SQLITE_START)) == SQLITE_START
    except OSError as trouble:
        raise BadInput([explain_refusal(trouble, file.name)]) from trouble


@contextlib.contextmanager
def _staged(path: Path, copy: Copy) -> Iterator[Path]:
    """The backup as a file beside the record, brought up to date there; no such file is left in the end."""
    staged = path.with_name(f".{path.name}.{secrets.token_hex(6)}{TEMP_SUFFIX}")
    try:
        write_whole(staged, copy.data, shown_as=path.name)
        with staged.open("rb") as held:
            if os.name != "nt":  # there nobody removes a file in use anyway
                take_hold(held)
            with connect_to(staged) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")  # another program may have set another one
            open_record(staged).close()
            yield staged
    finally:
        for left in (staged, staged.with_name(f"{staged.name}{JOURNAL}")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Remove what a killed run left beside the record: staged copies with their journals, one half kept."""
    sweep_beside(path.with_suffix(""))
    for journal in path.parent.glob(f".{path.name}.*{TEMP_SUFFIX}{JOURNAL}"):
        if not journal.with_name(journal.name.removesuffix(JOURNAL)).exists():
            with contextlib.suppress(OSError):
                journal.unlink()


def _overwrite(path: Path, staged: Path) -> Path | None:
    """Keep what the record holds, then make it the staged one, under one lock."""
    with connect_to(path, create=True) as live:
        take_turn(live, "BEGIN EXCLUSIVE")
        # From now on the connection keeps its lock until it is closed, so that both copies are made under the
        # same one; the backup API itself would not start within a transaction.
        live.execute("PRAGMA locking_mode = EXCLUSIVE")
        live.execute("COMMIT")
        kept = _keep(path, live)
        with connect_to(staged) as source:
            source.backup(live)
        return kept


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
    for end in (JOURNAL, ""):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(kept.with_name(kept.name + end))
    return kept


def _name_kept(path: Path) -> Path:
    now = datetime.now().astimezone()
    names = (KEPT_NAME.format(now, f"-{n}" if n > 1 else "") for n in range(1, 1000))
    return next(name for name in map(path.with_name, names) if not name.exists())
