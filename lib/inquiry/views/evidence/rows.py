"""All evidence a page may count: what stands in the spreadsheet and what teams typed, as one frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from inquiry.cycle import Cycle, Form, missing_required
from inquiry.district import District
from inquiry.district.kept import read_once
from inquiry.errors import Checked, Fault
from inquiry.record import Row
from inquiry.sources.classes import CLASSES_FILE, read_classes
from inquiry.sources.evidence import (
    EVIDENCE_FILE,
    KEYS,
    RUBRIC,
    check_evidence,
    plain_name,
    read_evidence,
    say_row,
)

if TYPE_CHECKING:
    from inquiry.views.written import Written

FORM = "evidence"
TYPED_LINE = 0  # in the column `line`: typed in the form, and in no file
_COLUMNS = {"classroom": "class"}  # a frame's name -> the form's, where they differ


@dataclass(frozen=True)
class Counts:
    """The counts, and what to tell the teams about them.

    `rows` has the columns of `read_evidence`; `line` is 0 where a row was typed. `faults` are those of typed
    rows and of rows that stand in both places; each names its team.
    """

    rows: pd.DataFrame
    faults: tuple[Fault, ...] = ()


def all_counts(desk: Written) -> Counts:
    """Every team's counts up to today; typed rows that are not complete are left out."""
    return desk.once("evidence", lambda: _all_counts(desk))


def _all_counts(desk: Written) -> Counts:
    """Kept for the pages that are forked from this process: to check a district's counts takes a while."""
    district, files = desk.district, (desk.folder / EVIDENCE_FILE, desk.folder / CLASSES_FILE)
    lists = (district.settings.quarters, district.all_schools, district.all_teams, tuple(desk.cycle.skills))
    held_against = (desk.record.mark(), desk.moment, desk.as_of, *lists)
    return read_once("counts", desk.folder, files, lambda: _check_all(desk), held_against)


def _check_all(desk: Written) -> Counts:
    typed = check_typed(typed_rows(desk), desk.cycle, desk.district)
    merged = merge_counts(_from_files(desk.folder, desk.district, desk.cycle).value, typed)
    return Counts(merged.rows[merged.rows["date"] <= desk.as_of], merged.faults)


def typed_rows(desk: Written) -> list[Row]:
    """Every row of the form, of any team and quarter, complete or not."""
    if FORM not in desk.cycle.forms:
        return []
    return desk.record.all_rows(form=FORM, scope="team", by_quarter=True, as_of=desk.moment)


def typed_by(desk: Written, team: str, quarter: str) -> list[Row]:
    """One team's rows of the form in a quarter, complete or not."""
    return desk.record.all_rows(
        owner=team, form=FORM, scope="team", quarter=quarter, by_quarter=True, as_of=desk.moment
    )


def incomplete(form: Form, rows: Iterable[Row]) -> list[Row]:
    """The rows somebody began and did not finish."""
    return [row for row in rows if row.answered and missing_required(form, row.values)]


def check_typed(rows: Iterable[Row], cycle: Cycle, district: District) -> Checked[pd.DataFrame]:
    """The complete rows of the form, held against the same rules as the spreadsheet.

    What is wrong with a typed row stops no page: every fault is a note.
    """
    form = cycle.forms.get(FORM)
    if form is None:
        return check_evidence(FORM, [], district, ())
    teams = {team.team for team in district.all_teams}
    done = [row for row in rows if row.owner in teams and not missing_required(form, row.values)]
    done.sort(key=lambda row: (str(row.values["date"]), row.owner, row.row))
    texts = [_as_text(row, n) for n, row in enumerate(done, 1)]
    checked = check_evidence(
        f"the form “{form.title}”", texts, district, tuple(cycle.skills), _classes(district)
    )
    notes = (_as_note(fault, done) for fault in checked.faults)
    return Checked(checked.value, tuple(notes))


def merge_counts(file: pd.DataFrame, typed: Checked[pd.DataFrame]) -> Counts:
    """The spreadsheet's rows and the typed ones; where both have one, the typed one stands."""
    rows = typed.value
    if rows.empty:
        return Counts(file, typed.faults)
    known = set(_plain_keys(rows))
    both = pd.Series([key in known for key in _plain_keys(file)], index=file.index, dtype="bool")
    notes = [_in_both(row) for row in file[both].to_dict("records")]
    merged = pd.concat([file[~both], rows.assign(line=TYPED_LINE)], ignore_index=True) if len(file) else rows
    return Counts(merged, (*typed.faults, *notes))


def _plain_keys(frame: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    columns = [frame[key].map(plain_name) if key in {"classroom", "task"} else frame[key] for key in KEYS]
    return zip(*columns, strict=True)


def _in_both(row: Mapping[Any, Any]) -> Fault:
    allowed = "each count in one place; what was typed is counted"
    cure = "nothing, if what was typed is right; else take it out of the form"
    found = f"{say_row(row)}, which stands in the form as well"
    return Fault(EVIDENCE_FILE, found, allowed, cure, int(row["line"]), team=row["team"], severity="note")


def _as_text(row: Row, line: int) -> dict[str, Any]:
    """A typed row as a line of the spreadsheet."""
    names = (*(key for key in KEYS if key != "team"), *RUBRIC)
    said = {name: row.values.get(_COLUMNS.get(name, name)) for name in names}
    return {name: _text(value) for name, value in said.items()} | {"team": row.owner, "line": line}


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(str(value).split())


def _as_note(fault: Fault, rows: list[Row]) -> Fault:
    """The same without a line, which only a file has, and with its team."""
    owner = rows[fault.row - 1].owner if fault.row else fault.team
    return Fault(fault.file, fault.found, fault.allowed, fault.cure, None, fault.column, None, owner, "note")


def _classes(district: District) -> pd.DataFrame | None:
    path = district.folder / CLASSES_FILE
    return read_classes(path, district).value if path.is_file() else None


def _from_files(folder: Path, district: District, cycle: Cycle) -> Checked[pd.DataFrame]:
    """`evidence.csv`, read again only when it, the lists it is held against, or the skills changed."""
    path = folder / EVIDENCE_FILE
    skills = tuple(cycle.skills)
    if not path.is_file():
        return check_evidence(EVIDENCE_FILE, [], district, skills)
    held_against = (district.settings.quarters, district.all_teams, skills)
    files = (path, folder / CLASSES_FILE)
    read = partial(read_evidence, path, district, skills, _classes(district))
    return read_once("evidence", folder, files, read, held_against)
