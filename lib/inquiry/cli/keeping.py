"""The commands that keep answers safe: backup, restore, and quarters closed and reopened."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from inquiry.cli.common import PATH, common, say


@click.command()
@click.argument("file", type=PATH)
@common(quarter=False)
def backup(file: Path, folder: Path, as_of: dt.date) -> None:
    """Copy the record of answers into a file; teams may go on typing.

    What staff were told of the district's own figures (disclosure/) goes along.
    """
    from inquiry.record.backup import back_up
    from inquiry.views.disclosed.backup import plans_to_keep

    plans = plans_to_keep(folder)
    say(f"{back_up(folder, file, plans)} answers{' and disclosure/' * bool(plans)} copied to {file}.")


@click.command()
@click.argument("file", type=PATH)
@common(quarter=False, here=True)
def restore(file: Path, folder: Path, as_of: dt.date) -> None:
    """Put a backup in the record's place; teams may go on typing.

    The record as it was is kept beside it. Files of disclosure/ that are gone or damaged are brought back.
    """
    from inquiry.record.backup import restore as put_back
    from inquiry.record.backup_beside import read_beside
    from inquiry.views.disclosed.backup import bring_back

    kept = put_back(folder, file)
    say(f"{file} is the record of answers now.")
    if kept:
        say(f"The record as it was before: {kept}")
    for plan in bring_back(folder, read_beside(file)):
        say(f"What staff are told follows the backup again; the file as it was before: {plan}")


@click.group()
def quarter() -> None:
    """Close a quarter or reopen it.

    The answers of a closed quarter stay as they are.
    """


@quarter.command("close")
@click.option("--reason", default="", help="Why, in a few words; the record keeps it.")
@common(here=True)
def quarter_close(folder: Path, quarter: str | None, as_of: dt.date, reason: str) -> None:
    """Let a quarter take no more answers; it must be named with -q."""
    from inquiry.record.folder import close_quarter

    closed = close_quarter(folder, quarter, reason)
    say(f"{closed} is closed. `inquiry -q {closed} quarter reopen` opens it again.")


@quarter.command("reopen")
@click.option("--reason", default="", help="Why, in a few words; the record keeps it.")
@common(here=True)
def quarter_reopen(folder: Path, quarter: str | None, as_of: dt.date, reason: str) -> None:
    """Let a closed quarter take answers again; it must be named with -q."""
    from inquiry.record.folder import close_quarter

    say(f"{close_quarter(folder, quarter, reason, close=False)} takes answers again.")


COMMANDS = (backup, restore, quarter)
