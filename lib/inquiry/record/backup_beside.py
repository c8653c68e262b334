"""What lies beside a record and belongs to it, kept in the same backup: a table of files in the copy."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from inquiry.errors import RecordError

TABLE = "beside"


def put_beside(copy: sqlite3.Connection, files: Mapping[str, bytes]) -> None:
    """Put files into the copy of a record, by name."""
    if files:
        copy.execute(f"CREATE TABLE {TABLE} (name TEXT PRIMARY KEY, content BLOB NOT NULL)")
        copy.executemany(f"INSERT INTO {TABLE} VALUES (?, ?)", sorted(files.items()))
        copy.commit()


def drop_beside(copy: sqlite3.Connection) -> None:
    """Take the files out of a copy again: what is left is the record alone."""
    if _files_in(copy):
        copy.execute(f"DROP TABLE {TABLE}")
        copy.commit()
        copy.execute("VACUUM")


def read_beside(file: Path) -> dict[str, bytes]:
    """The files in a backup, by name; none in an old one.

    Raises
    ------
    RecordError
        When the backup cannot be read.
    """
    try:
        with contextlib.closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as backup:
            return _files_in(backup)
    except sqlite3.Error as trouble:
        raise RecordError(f"{file.name} cannot be read: {trouble}. Take another backup.") from trouble


def _files_in(copy: sqlite3.Connection) -> dict[str, bytes]:
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (TABLE,)).fetchone() is None:
        return {}
    return {str(name): bytes(content) for name, content in copy.execute(f"SELECT name, content FROM {TABLE}")}
