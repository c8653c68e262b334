"""The state's published Dashboard files: the district's rows, and the whole state counted on the way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from inquiry.errors import Checked, Fault
from inquiry.sources.accountability import load_accountability
from inquiry.sources.dashboard_cache import cached
from inquiry.sources.dashboard_checks import check_rows
from inquiry.sources.dashboard_columns import STANDARD_COLUMNS, empty_rows
from inquiry.sources.dashboard_file import Dashboard, DashboardFile
from inquiry.sources.dashboard_stream import Published, read_stream
from inquiry.sources.published_lines import Unreadable, open_published
from inquiry.sources.published_names import name_fault, read_name
from inquiry.sources.tally import TALLY_COLUMNS, empty_tally

__all__ = [
    "STANDARD_COLUMNS",
    "TALLY_COLUMNS",
    "Dashboard",
    "DashboardFile",
    "read_dashboard",
    "read_dashboard_files",
    "read_dashboards",
]

FOLDER = "dashboard"  # where a district's folder keeps the state's files
ENDINGS = {".txt", ".xlsx", ".csv", ".tsv", ".xlsm", ".xls"}


def read_dashboard(path: Path, cds: str | None = None, name: str | None = None) -> Checked[DashboardFile]:
    """Read one published file, as a stream: a whole state takes seconds and little memory.

    Parameters
    ----------
    path : Path
        The state's text file or workbook; the indicator and the year are taken from its name and checked.
    cds : str, optional
        A district's 14-digit code: only its own row and its schools' are kept (default: all rows).
    name : str, optional
        The file's name in messages (default: its own name).

    Returns
    -------
    Checked of DashboardFile
        `rows` has `STANDARD_COLUMNS`: rates and changes in percent or points with one decimal, NaN where the
        state published none; levels and colors 0 for none. `tally` has `TALLY_COLUMNS`: how many rows of the
        whole file stand in each cell. A fault that concerns one school's rows has that school's CDS code as
        `school`; one that concerns the file has none. After 20 rows with the same fault the rest is counted.
    """
    name = name or path.name
    indicator, year = read_name(path.name)
    if indicator is None:
        return _nothing(name, indicator, year, (name_fault(name),))
    try:
        lines = open_published(path, name)
        found = read_stream(lines, name, indicator, year, cds)
    except Unreadable as trouble:
        return _nothing(name, indicator, year, trouble.faults)
    faults = (*found.faults, *check_rows(found.raw, found.rows, name, _groups()))
    return Checked(_file(name, found), faults)


def read_dashboards(folder: Path, cds: str | None = None, cache: Path | None = None) -> Checked[Dashboard]:
    """Read every published file of a folder.

    Parameters
    ----------
    folder : Path
        Usually `dashboard` in the district's folder. Files whose names say no indicator are passed over with
        a note.
    cds : str, optional
        As for `read_dashboard`.
    cache : Path, optional
        A folder to keep what was read; an unchanged file is then not read again (default: none).

    Returns
    -------
    Checked of Dashboard
        Rows sorted by year, indicator and line. Two files of one indicator and year are a fault.
    """
    paths = sorted(path for path in folder.glob("*") if _is_meant(path)) if folder.is_dir() else []
    known = [path for path in paths if read_name(path.name)[0]]
    faults = [_passed_over(path) for path in paths if path not in known]
    if not known:
        found, cure = "no published file", "put the state's files into this folder when you have them"
        faults.append(Fault(f"{FOLDER}/", found, "files such as eladownload2024.txt", cure, severity="note"))
    read = _read_all([(path, f"{FOLDER}/{path.name}") for path in known], cds, faults, cache)
    return read.with_faults(_gaps(read.value.files))


def read_dashboard_files(files: Sequence[Path], cds: str | None = None) -> Checked[pd.DataFrame]:
    """The rows of several published files, wherever they lie; the columns are `STANDARD_COLUMNS`."""
    missing = [path for path in files if not path.exists()]
    if missing:
        allowed, cure = "a published Dashboard file", "mend the file's name or its folder"
        faults = tuple(Fault(path.name, "no such file", allowed, cure) for path in missing)
        return Checked(empty_rows(), faults)
    found = _read_all([(path, path.name) for path in files], cds, [])
    return Checked(found.value.rows, found.faults)


def _read_all(
    files: Sequence[tuple[Path, str]], cds: str | None, faults: list[Fault], cache: Path | None = None
) -> Checked[Dashboard]:
    read: list[DashboardFile] = []
    for path, name in files:
        asked = (name, cds or "", *sorted(_groups()))
        checked = cached(path, asked, cache, partial(read_dashboard, path, cds, name))
        faults += checked.faults
        faults += _same(checked.value, read)
        read.append(checked.value)
    read.sort(key=lambda file: (file.year, file.indicator, file.file))
    rows = pd.concat([file.rows for file in read], ignore_index=True) if read else empty_rows()
    tally = pd.concat([file.tally for file in read], ignore_index=True) if read else empty_tally()
    return Checked(Dashboard(rows, tally, tuple(read)), tuple(faults))


def _same(file: DashboardFile, before: Sequence[DashboardFile]) -> list[Fault]:
    """A second file of the same indicator and year, unless it is another place's."""
    twins = [b for b in before if (b.indicator, b.year) == (file.indicator, file.year) and file.rows_read]
    keys = ["cds", "studentgroup"]
    for twin in twins:
        if not file.rows[keys].merge(twin.rows[keys]).empty:
            found = f"the same rows as in {twin.file}"
            return [Fault(file.file, found, "one file for each indicator and year", "take one of them out")]
    return []


def _gaps(files: Sequence[DashboardFile]) -> list[Fault]:
    """A note for each indicator that has files, but none for the newest year of the folder."""
    years: dict[str, list[int]] = {}
    for file in files:
        years.setdefault(file.indicator, []).append(file.year)
    newest = max((file.year for file in files), default=0)
    cure = "add that file, if the state published one; pages show the year before"
    return [
        Fault(
            f"{FOLDER}/",
            f"{name} up to {max(held)}",
            f"{name} of {newest}, as of others",
            cure,
            severity="note",
        )
        for name, held in sorted(years.items())
        if name and max(held) < newest
    ]


def _is_meant(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~"))


def _passed_over(path: Path) -> Fault:
    fault = name_fault(f"{FOLDER}/{path.name}")
    return Fault(fault.file, fault.found, fault.allowed, "rename it if it should be read", severity="note")


def _groups() -> frozenset[str]:
    return frozenset(load_accountability().groups)


def _file(name: str, found: Published) -> DashboardFile:
    return DashboardFile(name, found.indicator, found.year, found.rows, found.tally, found.rows_read)


def _nothing(
    name: str, indicator: str | None, year: int | None, faults: tuple[Fault, ...]
) -> Checked[DashboardFile]:
    file = DashboardFile(name, indicator or "", year or 0, empty_rows(), empty_tally(), 0)
    return Checked(file, faults)
