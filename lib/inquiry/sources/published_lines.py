"""A published file, text or workbook, as a header and a stream of rows that never holds the whole file."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from inquiry.district.lists import DELIMITERS, detect_encoding
from inquiry.errors import Fault

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

HEADER_LINES = 10  # a title above the header is skipped if the header stands in the first lines
KEY_COLUMNS = ("cds", "cdscode")  # the state's 2019 suspension layout says cdscode
_BLOCK = 1 << 20
_WORKBOOK = b"PK\x03\x04"  # an XLSX file is a ZIP, whatever its name says
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


class Unreadable(Exception):
    """A file that gives no rows; it carries the faults."""

    def __init__(self, *faults: Fault) -> None:
        """Keep the faults."""
        self.faults = faults
        super().__init__("; ".join(str(fault) for fault in faults))


@dataclass(frozen=True)
class PublishedLines:
    """A header, the line it stands in, and the rows below it with their lines."""

    header: tuple[str, ...]
    header_line: int
    rows: Iterator[tuple[int, list[str]]]


def open_published(path: Path, name: str) -> PublishedLines:
    """Open a published file, whatever its delimiter and encoding.

    Parameters
    ----------
    path : Path
        Text (UTF-8, Windows' own, UTF-16 with its mark; delimiter | tab , or ;) or XLSX.
    name : str
        The file's name in messages.

    Raises
    ------
    Unreadable
        With the fault: no such file, empty, no text, no header with a CDS column.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
        if not head:
            raise Unreadable(_empty(name))
        lines = (
            _sheet_rows(path, name) if head.startswith((_WORKBOOK, _OLD_WORKBOOK)) else _text_rows(path, name)
        )
    except OSError as trouble:
        found = "no such file" if isinstance(trouble, FileNotFoundError) else f"{trouble.strerror or trouble}"
        cure = "download it again into the folder “dashboard”"
        raise Unreadable(Fault(name, found, "a file of the state's Dashboard", cure)) from None
    return _with_header(lines, name)


def _with_header(rows: Iterator[tuple[int, list[str]]], name: str) -> PublishedLines:
    first = ""
    for line, row in rows:
        header = tuple(_column(cell) for cell in row)
        if any(key in header for key in KEY_COLUMNS):
            return PublishedLines(header, line, rows)
        first = first or " ".join(cell.strip() for cell in row if cell.strip())[:80]
        if line >= HEADER_LINES:
            break
    if not first:
        raise Unreadable(_empty(name))
    cure = "download the file again from the state, and save it without changing it"
    raise Unreadable(Fault(name, f"“{first}”", "a first row of column names, one of them cds", cure, row=1))


def _column(title: str) -> str:
    return title.strip().strip('"').strip().lower()


def _empty(name: str) -> Fault:
    return Fault(name, "an empty file", "a file of the state's Dashboard", "download it again")


def _sheet_rows(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a workbook's first sheet that has a CDS column, else of its first."""
    from python_calamine import CalamineError, CalamineWorkbook

    cure = "open it in the spreadsheet, save it again as XLSX, or take the state's text file"
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_index(n) for n in _with_codes(book)[:1]]
    except (CalamineError, IndexError, ValueError, KeyError):
        raise Unreadable(Fault(name, "a workbook that cannot be opened", "an XLSX file", cure)) from None
    rows = sheets[0].iter_rows() if sheets else iter(())
    return ((line, [_cell(cell) for cell in row]) for line, row in enumerate(rows, 1) if any(row))


def _with_codes(book: CalamineWorkbook) -> list[int]:
    """The sheets, those first whose first rows have a CDS column."""
    sheets = range(len(book.sheet_names))
    if len(sheets) < 2:
        return list(sheets)
    heads = [islice(book.get_sheet_by_index(n).iter_rows(), HEADER_LINES) for n in sheets]
    found = [any(_column(str(cell)) in KEY_COLUMNS for row in head for cell in row) for head in heads]
    return sorted(sheets, key=lambda n: (not found[n], n))


def _cell(cell: object) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and not isinstance(cell, bool) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _text_rows(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    encoding = _file_encoding(path)
    if encoding is None:
        allowed, cure = "text in UTF-8, Windows' own encoding or UTF-16", "download it again from the state"
        raise Unreadable(Fault(name, "bytes that are no text", allowed, cure))
    delimiter, quoted = _shape(path, encoding)
    return _split(path, name, encoding, delimiter, quoted)


def _file_encoding(path: Path) -> str | None:
    """The encoding of a whole file, read in blocks: UTF-8 unless a byte in it says otherwise."""
    with path.open("rb") as stream:
        first = stream.read(_BLOCK)
        whole = len(first) < _BLOCK
        guess = detect_encoding(first if whole else first.rpartition(b"\n")[0])
        if guess != "utf-8" or whole:
            return guess
        decoder = codecs.getincrementaldecoder("utf-8")()
        stream.seek(0)
        while block := stream.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return "cp1252"
    return "utf-8"


def _shape(path: Path, encoding: str) -> tuple[str, bool]:
    """The delimiter that the header line uses most, and whether the cells are quoted."""
    with path.open(encoding=encoding, errors="replace") as stream:
        lines = [stream.readline() for _ in range(HEADER_LINES)]
    key = re.compile(r"\bcds(code)?\b", re.IGNORECASE)
    header = next((line for line in lines if key.search(line)), lines[0])
    delimiter = max("|\t,;", key=header.count)
    assert delimiter in DELIMITERS
    return delimiter, delimiter in ",;" or header.lstrip().startswith('"')


def _split(
    path: Path, name: str, encoding: str, delimiter: str, quoted: bool
) -> Iterator[tuple[int, list[str]]]:
    """The file's rows; in the state's own format a quotation mark is a character like any other."""
    with path.open("rb") as raw:
        # a byte that is no character becomes “�”: one bad name must not hide the rows after it
        text = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline=None)
        yield from _split_quoted(text, name, delimiter) if quoted else _split_plain(text, delimiter)


def _split_plain(text: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each line is a row; half the time of `csv`, and a state has a million rows and more."""
    return (
        (number, line.removesuffix("\n").split(delimiter))
        for number, line in enumerate(text, 1)
        if line != "\n"
    )


def _split_quoted(text: Iterable[str], name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text, delimiter=delimiter)
    start = 1
    try:
        for row in reader:
            if row:
                yield start, row
            start = reader.line_num + 1
    except csv.Error as trouble:
        found, cure = f"a row that cannot be split ({trouble})", "download the file again from the state"
        raise Unreadable(Fault(name, found, "rows of cells", cure, row=reader.line_num)) from None
