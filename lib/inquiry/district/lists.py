"""The lists people keep in spreadsheets (CSV or XLSX), read as text with every fault reported."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from inquiry.errors import Checked, Fault

DELIMITERS = (",", "\t", ";", "|")
LINE = "line"  # the column that every list read here carries: the row as a spreadsheet numbers it
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Control characters no spreadsheet writes: a file that has them is not text in the encoding tried.
_NOT_TEXT = {chr(c) for c in range(32)} - {"\t", "\n", "\r", "\f"} | {chr(c) for c in range(127, 160)}


@dataclass(frozen=True)
class Column:
    """One column of a list: its name, whether it must be there and filled, and what it means."""

    name: str
    about: str
    required: bool = True  # the column stands in the header
    filled: bool = True  # every row has a value (only where the column is required)


def detect_encoding(head: bytes) -> str | None:
    """The encoding of a text file from its first bytes: UTF-8, UTF-16 with its mark, or Windows' own.

    Returns
    -------
    str or None
        A codec's name; None when the bytes are not text in any of them.
    """
    for bom, codec in _BOMS:
        if head.startswith(bom):
            return codec
    for codec in ("utf-8", "cp1252"):
        decoder = codecs.getincrementaldecoder(codec)()
        try:
            text = decoder.decode(head)
        except UnicodeDecodeError:
            continue
        return codec if not _NOT_TEXT & set(text) else None
    return None


def detect_delimiter(header: str) -> str:
    """The delimiter that splits a header line into most columns; a comma when nothing does."""
    return max(DELIMITERS, key=header.count)


def read_table(path: Path, columns: Sequence[Column], name: str | None = None) -> Checked[pd.DataFrame]:
    """Read a list that a person keeps, every value as text.

    Spaces around values are cut, wholly empty rows left out, column names compared without case.

    Parameters
    ----------
    path : Path
        A `.csv`, `.txt` or `.xlsx` file; of a workbook the first sheet.
    columns : sequence of Column
        The columns that may stand in it; unknown ones are refused.
    name : str, optional
        The file's name in messages (default: its own name).

    Returns
    -------
    Checked of DataFrame
        One text column per `Column` ("" where empty or absent) and `line`, the row in the spreadsheet.
        Faults: missing, empty or unreadable file, unknown, missing or repeated columns, rows with too many or
        too few values, empty required values.
    """
    name = name or path.name
    try:
        lines = list(_read_lines(path))
    except _Unreadable as trouble:
        fault = Fault(name, *trouble.args)
        return Checked(_empty(columns), (fault,))
    if not lines:
        return Checked(_empty(columns), (_empty_file(name, columns),))
    (header_line, header), *rows = lines
    header = [cell.strip().lower() for cell in header]
    faults = tuple(_header_faults(name, header_line, header, columns))
    if faults:
        return Checked(_empty(columns), faults)
    return _checked_rows(name, header, rows, columns)


class _Unreadable(Exception):
    """A file that gives no rows; args are found, allowed, cure."""


def _read_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    if not path.is_file():
        raise _Unreadable(
            "no such file", "a CSV or XLSX file", f"save the list as {path.name} in this folder"
        )
    try:
        if path.suffix.lower() in {".xlsx", ".xlsm", ".xls"}:
            yield from _read_sheet(path)
        else:
            yield from _read_text(path)
    except OSError as trouble:
        why = trouble.strerror or str(trouble)
        raise _Unreadable(
            f"a file that cannot be read ({why})", "a file you may open", "check its permissions"
        ) from None


def _read_sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError):
        raise _Unreadable(
            "a file that is no workbook", "an XLSX file", "save it again from the spreadsheet"
        ) from None
    for line, row in enumerate(rows, start=1):
        cells = [_cell_text(cell) for cell in row]
        if any(cells):
            yield line, cells


def _cell_text(cell: object) -> str:
    """A spreadsheet's cell as the person sees it: whole numbers without “.0”."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _read_text(path: Path) -> Iterator[tuple[int, list[str]]]:
    raw = path.read_bytes()
    encoding = detect_encoding(raw)
    if encoding is None:
        raise _Unreadable(
            "bytes that are no text",
            "text saved as UTF-8",
            "save it again as “CSV UTF-8” from the spreadsheet",
        )
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise _Unreadable(
            "text that breaks off", "text saved as UTF-8", "save the file again as “CSV UTF-8”"
        ) from None
    text = unicodedata.normalize("NFC", text)
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=detect_delimiter(first))
    start = 1
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield start, cells
        start = reader.line_num + 1


def _empty(columns: Sequence[Column]) -> pd.DataFrame:
    frame = pd.DataFrame({column.name: pd.Series(dtype="str") for column in columns})
    return frame.assign(**{LINE: pd.Series(dtype="int64")})


def _empty_file(name: str, columns: Sequence[Column]) -> Fault:
    header = ", ".join(column.name for column in columns if column.required)
    return Fault(name, "an empty file", f"a first row with {header}", "save the list again", row=1)


def _header_faults(name: str, line: int, header: list[str], columns: Sequence[Column]) -> Iterator[Fault]:
    known = {column.name: column for column in columns}
    allowed = ", ".join(known)
    for title in dict.fromkeys(header):
        if title not in known:
            found = f"the unknown column “{title}”" if title else "a column without a name"
            yield Fault(
                name, found, allowed, "rename the column or take it out", row=line, column=title or None
            )
        elif header.count(title) > 1:
            yield Fault(
                name,
                f"“{title}” {header.count(title)} times",
                "each column once",
                "take one out",
                line,
                title,
            )
    for title, column in known.items():
        if column.required and title not in header:
            yield Fault(
                name, "no such column", f"a column “{title}”: {column.about}", "add the column", line, title
            )


def _checked_rows(
    name: str, header: list[str], rows: list[tuple[int, list[str]]], columns: Sequence[Column]
) -> Checked[pd.DataFrame]:
    faults: list[Fault] = []
    kept: list[dict[str, str | int]] = []
    for line, cells in rows:
        cells = cells[: len(header)] if not any(cells[len(header) :]) else cells
        if len(cells) != len(header):
            found = f"{len(cells)} values"
            cure = "put a text that has a comma in it in quotation marks, or fill the missing cells"
            faults.append(Fault(name, found, f"{len(header)} values, as in the first row", cure, line))
            continue
        row: dict[str, str | int] = dict(zip(header, cells, strict=True))
        faults += [
            Fault(name, "an empty cell", column.about, "fill it in", line, column.name)
            for column in columns
            if column.required and column.filled and not row[column.name]
        ]
        kept.append({column.name: row.get(column.name, "") for column in columns} | {LINE: line})
    frame = (
        pd.DataFrame(kept, columns=[*(column.name for column in columns), LINE]) if kept else _empty(columns)
    )
    return Checked(frame, tuple(faults))
