"""The record of a district's folder: where it lies, what is brought in and taken out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from inquiry.cycle import load_cycle
from inquiry.district import load_district
from inquiry.errors import BadInput, Checked, UsageError
from inquiry.record.check import check_answers
from inquiry.record.jsonl import read_answers, write_answers
from inquiry.record.record import RECORD_FILE, open_record
from inquiry.record.transfer import Imported, import_answers


def import_file(folder: Path, file: Path) -> Checked[Imported]:
    """Bring the answers of a JSON Lines file into the district's record: all of them, or none.

    Parameters
    ----------
    folder : the district's folder.
    file : its answers; their batch is the file's name.

    Returns
    -------
    Checked of Imported
        The counts, with notes on what was left out or has no place any more.

    Raises
    ------
    BadInput
        With every fault of the file, or of the district's folder; nothing was imported.
    """
    district = load_district(folder)
    answers = read_answers(file)
    faults = (*answers.faults, *check_answers(answers.value, load_cycle(), district))
    if any(fault.severity == "error" for fault in faults):
        raise BadInput(faults)
    with open_record(folder / RECORD_FILE) as record:
        imported = import_answers(record, answers.value, batch=file.name)
    imported.or_raise()
    return Checked(imported.value, (*faults, *imported.faults))


def export_file(folder: Path, file: Path, *, quarter: str | None = None) -> int:
    """Write the record's answers, of one quarter or of all, as JSON Lines; the number written."""
    if quarter is not None:
        _known_quarter(folder, quarter)
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        return write_answers(file, record.answers(quarter=quarter))


def describe_history(
    folder: Path, owner: str, form: str, *, quarter: str | None = None
) -> Iterator[dict[str, object]]:
    """Every revision of a form's rows, oldest first: who, when, what was said, what stood there before."""
    if quarter is not None:
        _known_quarter(folder, quarter)
    with open_record(folder / RECORD_FILE, read_only=True) as record:
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
                "withdrawn": revision.withdrawn,
            }


def _known_quarter(folder: Path, quarter: str) -> None:
    known = [each.id for each in load_district(folder).quarters]
    if quarter not in known:
        raise UsageError(f"There is no quarter “{quarter}”. There are: {', '.join(known)}.")
