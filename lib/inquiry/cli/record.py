"""The commands for the answers: import, export, history, imports, withdraw."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from inquiry.cli.common import PATH, common, report_faults, say, say_json


@click.group()
def record() -> None:
    """The record of answers: brought in, taken out, told."""


@record.command("import")
@click.argument("file", type=PATH)
@click.option("--author", help="The person who answered in a team's workbook, or who imports; by id.")
@common(quarter=False, here=True)
def record_import(file: Path, author: str | None, folder: Path, as_of: dt.date) -> None:
    """Add the answers of a file; those already there are skipped.

    JSON Lines, or a table (.csv, .xlsx), as `export` writes them; or a workbook that a team filled in.
    """
    from inquiry.record.folder import import_file, say_imported

    imported = import_file(folder, file, author)
    if imported.faults:
        say(report_faults(imported.faults))
    say(say_imported(imported.value))


@record.command("export")
@click.argument("file", type=PATH)
@click.option("--team", help="Write an .xlsx that this team fills in, away from the network.")
@common()
def record_export(file: Path, team: str | None, folder: Path, quarter: str | None, as_of: dt.date) -> None:
    """Write all answers as .jsonl, .csv or .xlsx.

    They stand in the order they were saved.

    With --team: a workbook with all forms of a team, to fill in and to import again.
    """
    from inquiry.record.folder import export_file, export_fill_in

    if team:
        say(f"{export_fill_in(folder, file, team, quarter, as_of)} entries written to {file}.")
        say(f"When it is filled in: inquiry -d {folder} record import {file} --author PERSON")
    else:
        say(f"{export_file(folder, file, quarter=quarter)} answers written to {file}.")


@record.command("history")
@click.option("--team", "owner", required=True, help="Whose answers: a team, school or person by id.")
@click.option("--form", required=True, help="The form's id.")
@common()
def record_history(folder: Path, quarter: str | None, as_of: dt.date, owner: str, form: str) -> None:
    """Who answered a form, when, and what it was before.

    One line of JSON for each revision.
    """
    from inquiry.record.folder import describe_history

    lines = list(describe_history(folder, owner, form, quarter=quarter))
    for line in lines:
        say_json(line, indent=None)
    if not lines:
        say(f"The record holds no answer of “{owner}” to the form “{form}”.")


@record.command("imports")
@common(quarter=False)
def record_imports(folder: Path, as_of: dt.date) -> None:
    """List all imports, each with its number.

    With its name, when it was made, how many answers it brought, and whether it was withdrawn.
    """
    from inquiry.record.folder import describe_imports

    lines = describe_imports(folder)
    for line in lines:
        click.echo(line)
    if not lines:
        say("Nothing was imported so far.")


@record.command("withdraw")
@click.argument("which", metavar="IMPORT")
@click.option("--reason", default="", help="Why, in a few words; the record keeps it.")
@common(quarter=False, here=True)
def record_withdraw(which: str, reason: str, folder: Path, as_of: dt.date) -> None:
    """Take one import back; what was typed since stays.

    IMPORT is its number, as `inquiry record imports` lists it, or its name.
    """
    from inquiry.record.folder import withdraw_import

    say(f"{withdraw_import(folder, which, reason)} answers withdrawn. The history still shows them.")


COMMANDS = (record,)
