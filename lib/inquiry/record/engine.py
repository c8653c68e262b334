"""Connections to the record's file, and what SQLite refuses, in plain words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_from_bytes

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from inquiry.errors import RecordError

PATIENCE_SECONDS = 30.0  # 20 writers at once on a slow disk waited 3.9 s at worst (architecture.md)

# EXTRA is FULL, and flushes the folder too: what was acknowledged survives a power cut (sqlite.org/pragma).
# fullfsync makes macOS flush the drive's own cache. recursive_triggers closes the back door of REPLACE.
PRAGMAS = ("foreign_keys = ON", "synchronous = EXTRA", "fullfsync = ON", "recursive_triggers = ON")

REFUSALS = {
    sqlite3.SQLITE_BUSY: ("somebody else is writing to it", "Wait a moment and try again"),
    sqlite3.SQLITE_LOCKED: ("somebody else is writing to it", "Wait a moment and try again"),
    sqlite3.SQLITE_READONLY: (
        "it may only be read here",
        "Get the right to write to it and its folder",
    ),
    sqlite3.SQLITE_PERM: ("you may not open it", "Get the right to read it and its folder"),
    sqlite3.SQLITE_CANTOPEN: (
        "it cannot be opened",
        "Check that it is there and yours to open",
    ),
    sqlite3.SQLITE_FULL: ("the disk is full", "Free some space on this disk and try again"),
    sqlite3.SQLITE_IOERR: (
        "the disk does not answer",
        "Check the disk, and that the folder is on this computer",
    ),
    sqlite3.SQLITE_NOTADB: ("it is not a record of answers", "Move it elsewhere, or restore a backup"),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", "Keep a copy of it, and restore the last backup"),
}


def make_engine(path: Path, patience: float, *, create: bool = False, read_only: bool = False) -> Engine:
    """An engine on one file, which `create` makes where it is missing.

    Every transaction opens its own connection and closes it: none is ever carried over a fork, and a record
    that is put aside or restored meanwhile is noticed. Readers open it for writing too where they may: what a
    killed writer left half done can be rolled back by whoever comes next.
    """
    address = _address(path, "rwc" if create else "rw")

    def connect() -> sqlite3.Connection:
        # isolation_level None: Python starts no transaction behind our back
        return sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    pragmas = (*PRAGMAS, "query_only = ON") if read_only else PRAGMAS
    event.listen(engine, "connect", lambda connection, _: _prepare(connection, pragmas))
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def transaction(engine: Engine, *, write: bool) -> Iterator[Connection]:
    """One transaction: committed whole, or not at all. A writer takes its turn before it reads anything."""
    options = {"inquiry_begin": "BEGIN IMMEDIATE" if write else "BEGIN"}
    with engine.execution_options(**options).begin() as connection:
        yield connection


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn the database's errors into a `RecordError` that says what is wrong and what to do."""
    try:
        yield
    except DBAPIError as error:
        raise RecordError(explain_refusal(error.orig, path)) from error


def explain_refusal(error: BaseException | None, path: Path) -> str:
    """One sentence on what SQLite refused, one on what to do, and that nothing was changed."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind, the rest detail
    unknown = (f"the database reports “{error}”", "Keep a copy of the file, and try again")
    what, cure = REFUSALS.get(code, unknown)
    return f"The record of answers ({path.name}) cannot be used: {what}. {cure}. Nothing in it was changed."


def _address(path: Path, mode: str) -> str:
    text = path.absolute().as_posix()
    rooted = text if text.startswith("/") else f"/{text}"  # C:/… on Windows
    return f"file://{quote_from_bytes(os.fsencode(rooted), safe='/:')}?mode={mode}"


def _prepare(connection: sqlite3.Connection, pragmas: Iterable[str]) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("inquiry_begin", "BEGIN"))
