"""The record of a district's folder: where it lies, what is brought in and taken out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo
from pathlib import Path

from inquiry.cycle import load_cycle
from inquiry.district import load_district
from inquiry.errors import BadInput, Checked, UsageError, has_errors
from inquiry.record.ballots import (
    ballot_forms,
    ballots_last,
    check_ballots,
    note_names,
    without_authors,
)
from inquiry.record.batches import Batch
from inquiry.record.check import check_answers
from inquiry.record.filled import Filled, import_fill_in, is_fill_in
from inquiry.record.flat import write_flat
from inquiry.record.flat_read import read_flat
from inquiry.record.jsonl import read_answers, write_answers
from inquiry.record.locks import read_locks
from inquiry.record.record import RECORD_FILE, Record, open_record, update_record
from inquiry.record.sheets import TeamForms
from inquiry.record.sheets_write import write_fill_in
from inquiry.record.spreadsheet import open_workbook
from inquiry.record.transfer import Imported, import_answers

JSONL, XLSX = ".jsonl", ".xlsx"
TABLES = frozenset({".csv", XLSX})


def import_file(folder: Path, file: Path, author: str | None = None) -> Checked[Imported | Filled]:
    """Bring the answers of a file into the district's record: all of them, or none.

    Parameters
    ----------
    folder : the district's folder.
    file : its answers: JSON Lines, or a table (.csv, .xlsx), or a workbook that a team filled in; the
        batch is the file's name.
    author : who imports; of a team's workbook, who answered.

    Returns
    -------
    Checked of Imported or Filled
        The counts, with notes on what was left out, was kept beside or has no place any more.

    Raises
    ------
    BadInput
        With every fault of the file, or of the district's folder; nothing was imported.
    UsageError
        When the ending is none of these, or a team's workbook comes without its author.
    """
    _check_ending(file)
    district, cycle = load_district(folder), load_cycle()
    locks = read_locks(folder, district, cycle)
    if file.suffix.lower() == XLSX:
        workbook = open_workbook(file)
        if is_fill_in(workbook):
            with open_record(folder / RECORD_FILE) as record:
                filled = import_fill_in(record, district, cycle, file.name, workbook, author, locks)
            filled.or_raise()
            return Checked(filled.value, filled.faults)
    answers = read_flat(file) if file.suffix.lower() in TABLES else read_answers(file)
    faults = (*answers.faults, *check_answers(answers.value, cycle, district))
    wanted = without_authors(answers.value, ballot_forms(cycle), district.settings.zone)
    with _open_to_read(folder) as record:
        faults += (*note_names(answers.value, cycle), *check_ballots(wanted, cycle, record))
    if has_errors(faults):
        raise BadInput(faults)
    with open_record(folder / RECORD_FILE) as record:
        imported = import_answers(record, wanted, batch=file.name, author=author, locks=locks)
    imported.or_raise()
    return Checked(imported.value, (*faults, *imported.faults))


def say_imported(counts: Imported | Filled) -> str:
    """What an import did, in a sentence."""
    if isinstance(counts, Filled):
        return counts.words
    left = f", {counts.left_out} left out because newer ones stand" if counts.left_out else ""
    return f"{counts.added} answers added, {counts.skipped} were there already{left}."


def export_file(folder: Path, file: Path, *, quarter: str | None = None) -> int:
    """Write the record's answers, of one quarter or of all, as the ending says; the number written."""
    _check_ending(file)
    if quarter is not None:
        _known_quarter(folder, quarter)
    with _open_to_read(folder) as record:
        write = write_flat if file.suffix.lower() in TABLES else write_answers
        return write(file, ballots_last(record.answers(quarter=quarter), _ballots_if_known()))


def _ballots_if_known() -> frozenset[str]:
    """The forms that take ballots; none where the questions cannot be read: answers can always be got out."""
    try:
        return ballot_forms(load_cycle())
    except BadInput:
        return frozenset()


def export_fill_in(folder: Path, file: Path, team: str, quarter: str | None, as_of: date) -> int:
    """Write the workbook that a team fills in away from the network; return how many entries stand in it."""
    if file.suffix.lower() != XLSX:
        raise UsageError(f"A team's workbook ends in {XLSX}: name it such as {team}{XLSX}, not {file.name}.")
    district = load_district(folder)
    with _open_to_read(folder) as record:
        chosen = district.quarter(as_of, quarter)
        return write_fill_in(file, TeamForms(record, district, load_cycle(), district.team(team), chosen))


def describe_imports(folder: Path) -> list[str]:
    """A line for each import: number, name, when, how many answers, and whether it was withdrawn."""
    zone = load_district(folder).settings.zone
    with _open_to_read(folder) as record:
        return [_describe_batch(batch, zone) for batch in record.batches()]


def _describe_batch(batch: Batch, zone: tzinfo) -> str:
    when = f"{batch.opened_at.astimezone(zone):%Y-%m-%d %H:%M}"
    said = f"{batch.number:4}  {batch.name}  {when}  {batch.answers} answers"
    if batch.withdrawn_at is None:
        return said
    why = f": {batch.reason}" if batch.reason else ""
    return f"{said}  withdrawn {batch.withdrawn_at.astimezone(zone):%Y-%m-%d %H:%M}{why}"


def withdraw_import(folder: Path, which: str, reason: str = "") -> int:
    """Take one import out again, by its number or its name; return how many answers came with it."""
    if not (folder / RECORD_FILE).exists():
        raise UsageError(f"There is no record of answers in {folder} yet, so there is no import in it.")
    with open_record(folder / RECORD_FILE) as record:
        numbers = {str(batch.number): batch.number for batch in record.batches()}
        return record.withdraw(numbers.get(which, which), reason=reason)


def close_quarter(folder: Path, quarter: str | None, reason: str = "", *, close: bool = True) -> str:
    """Close a quarter, or open it again; return its id."""
    if quarter is None:
        raise UsageError("It is not said which quarter. Name it with -q, such as -q 2026-27-Q1.")
    _known_quarter(folder, quarter)
    with open_record(folder / RECORD_FILE) as record:
        change = record.close_quarter if close else record.reopen_quarter
        change(quarter, reason=reason)
    return quarter


def describe_history(
    folder: Path, owner: str, form: str, *, quarter: str | None = None
) -> Iterator[dict[str, object]]:
    """Every revision of a form's rows, oldest first: who, when, what was said, what stood there before."""
    if quarter is not None:
        _known_quarter(folder, quarter)
    with _open_to_read(folder) as record:
        for revision in record.history(owner, form, quarter=quarter):
            answer = revision.answer
            yield {
                "saved_at": answer.saved_at,
                "author": answer.author,
                "quarter": answer.quarter,
                "row": answer.row,
                "values": dict(answer.values),
                "before": dict(revision.before),
                "removed": answer.removed,
                "aside": answer.aside,
                "withdrawn": revision.withdrawn,
            }


def _open_to_read(folder: Path) -> Record:
    """The record for reading, brought up to date first where it is old; a missing one stays missing."""
    path = folder / RECORD_FILE
    update_record(path)
    return open_record(path, read_only=True)


def _known_quarter(folder: Path, quarter: str) -> None:
    known = [each.id for each in load_district(folder).quarters]
    if quarter not in known:
        raise UsageError(f"There is no quarter “{quarter}”. There are: {', '.join(known)}.")


def _check_ending(file: Path) -> None:
    if file.suffix.lower() not in {JSONL, *TABLES}:
        raise UsageError(
            f"{file.name} should end in {JSONL}, .csv or {XLSX}: the ending says how it is written."
        )
