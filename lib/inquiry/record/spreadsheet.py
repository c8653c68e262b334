"""CSV and XLSX files opened and written, with plain words for those that are something else."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inquiry.district.files import write_whole
from inquiry.district.lists import detect_delimiter, detect_encoding
from inquiry.errors import BadInput, Fault

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell

CELL_CHARACTERS = (
    32_767  # Excel takes no more in a cell (support.microsoft.com, “Excel specifications and limits”)
)
MAX_UNPACKED_BYTES = 400_000_000  # a workbook that unpacks to more is no list of answers
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx with a password
SAVE_AGAIN = "open it in the spreadsheet program, save it as “Excel workbook (.xlsx)”, and import that"
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError),
)
ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")  # what no XML, so no workbook, may hold

Line = tuple[int, list[str]]


def read_csv_lines(path: Path) -> Iterator[Line]:
    """The lines of a CSV file that hold something, each with its number as a spreadsheet counts."""
    data = _read(path)
    encoding = detect_encoding(data)
    if not data.strip():
        raise BadInput([_fault(path, "an empty file", "check that it is the right file")])
    if encoding is None:
        raise BadInput([_fault(path, "a file that is no text", "save it again as “CSV UTF-8”")])
    text = data.decode(encoding)
    first = next(line for line in text.splitlines() if line.strip())
    # newline="" keeps the line breaks within an answer as they are
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=detect_delimiter(first), strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            if any(row):
                yield number, row
    except csv.Error as trouble:
        found = f"text that breaks off ({trouble})"
        raise BadInput([_fault(path, found, "save the file again as “CSV UTF-8”", reader.line_num)]) from None


def write_csv_lines(path: Path, lines: Iterable[Sequence[str]]) -> None:
    """Write lines as CSV that spreadsheet programs open as UTF-8, as one step."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(lines)
    write_whole(path, "\ufeff" + out.getvalue())


def open_workbook(path: Path) -> Workbook:
    """An Excel workbook, with its formulas as formulas; `BadInput` where it is none."""
    data = _read(path)
    if data.startswith(OLD_EXCEL):
        raise BadInput([_fault(path, "an old or a password-protected Excel file", SAVE_AGAIN)])
    try:
        return _open(data)
    except BROKEN as trouble:
        raise BadInput(
            [_fault(path, "a file that is no Excel workbook, or a damaged one", SAVE_AGAIN)]
        ) from trouble


def _open(data: bytes) -> Workbook:
    from openpyxl import load_workbook  # a third of a second to import

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(each.file_size for each in packed.infolist()) > MAX_UNPACKED_BYTES:
            raise ValueError("far too much in it")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # parts of a workbook that openpyxl leaves out: pictures, extensions
        return load_workbook(io.BytesIO(data))


def save_workbook(path: Path, workbook: Workbook) -> None:
    """Write a workbook as one step."""
    out = io.BytesIO()
    workbook.save(out)
    write_whole(path, out.getvalue())


def put_text(cell: Cell, text: str) -> None:
    """A text in a cell as text, whatever it begins with, and also after somebody edited it."""
    cell.value = text
    cell.data_type = "s"  # openpyxl takes what begins with = for a formula
    if text[:1] in FORMULA_STARTS:
        cell.quotePrefix = True  # as the apostrophe that a person would type


# What a spreadsheet program may take for a formula: owasp.org/www-community/attacks/CSV_Injection.
FORMULA_STARTS = frozenset({*"=+-@\t\r\n", *"＝＋－＠"})


def is_formula(cell: Any) -> bool:
    """Whether a cell works something out, or failed to."""
    return cell.data_type in {"f", "e"}


def say_cell(value: Any) -> str:
    """A cell's value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput([_fault(path, "no such file", "check its name and folder")]) from None
    except OSError as trouble:
        found = f"it cannot be read ({trouble.strerror})"
        raise BadInput([_fault(path, found, "check its name and your rights")]) from trouble


def _fault(path: Path, found: str, cure: str, row: int | None = None) -> Fault:
    allowed = "answers as `inquiry record export` writes them: .jsonl, .csv or .xlsx"
    return Fault(path.name, found, allowed, cure, row=row)
