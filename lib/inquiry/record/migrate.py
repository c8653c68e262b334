"""A record made, or brought up to date, in one transaction: all of it happens or nothing."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection, Engine

from inquiry.errors import RecordError
from inquiry.record.engine import transaction
from inquiry.record.schema import HEAD

MIGRATIONS = Path(__file__).parent / "migrations"
_one_at_a_time = threading.Lock()  # Alembic keeps its context in module globals


def read_version(connection: Connection, path: Path) -> str | None:
    """The migration a record stands at; None for a file that is still empty.

    Raises
    ------
    RecordError
        For a database that is not a record of answers.
    """
    names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    if not names:
        return None
    versions = []
    if "alembic_version" in names:
        versions = list(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars())
    if len(versions) != 1:
        raise RecordError(
            f"{path.name} is a database, but not a record of answers. "
            "Move it elsewhere, or restore a backup. Nothing in it was changed."
        )
    return str(versions[0])


def check_version(connection: Connection, path: Path) -> bool:
    """Whether there is anything to read; an error when the record is of another version than this program."""
    version = read_version(connection, path)
    if version not in {HEAD, None}:
        raise RecordError(_explain_version(str(version), path))
    return version is not None


def bring_up_to_date(engine: Engine, path: Path, migrations: Path = MIGRATIONS, head: str = HEAD) -> None:
    """Run the migrations that a record still lacks; a new file gets all of them.

    Raises
    ------
    RecordError
        For a record that a newer version made; it stays as it is.
    """
    with transaction(engine, write=False) as connection:
        if read_version(connection, path) == head:
            return
    with _one_at_a_time, transaction(engine, write=True) as connection:
        version = read_version(connection, path)  # again: another process may have been faster
        if version != head:
            _upgrade(connection, version, path, migrations)


def _upgrade(connection: Connection, version: str | None, path: Path, migrations: Path) -> None:
    # Alembic takes a quarter of a second to import, and is needed once in a record's life.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise RecordError(_explain_version(version, path, newer=True))
    command.upgrade(config, "head")


def _explain_version(version: str, path: Path, *, newer: bool | None = None) -> str:
    if newer if newer is not None else version > HEAD:  # migrations are numbered: 0001, 0002, …
        return (
            f"The record of answers ({path.name}) was written by a newer version of this program "
            f"(its version is {version}, this program knows {HEAD}). Update the program. Nothing was changed."
        )
    return (
        f"The record of answers ({path.name}) is of an older version ({version}; this program needs {HEAD}). "
        "Run `inquiry build` once where the folder may be written to: that brings it up to date, keeping all."
    )
