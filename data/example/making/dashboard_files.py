"""The made-up Dashboard files in the state's own formats, year by year, text and workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from making.published import INDICATORS, YEARS, is_published, make_rows
from making.roster import read_plan

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a ZIP archive can carry: the same bytes on every run
_NUMBER = re.compile(r"-?\d{1,9}(\.\d+)?")
_TEXT_COLUMNS = {"cds", "reportingyear", "schoolname", "districtname", "countyname"}
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def make_dashboard() -> Iterator[tuple[str, bytes]]:
    """Each file of the Dashboard folder: name and content."""
    layouts = read_plan("layouts.yaml")
    workbooks = {tuple(pair) for pair in layouts["as_workbook"]}
    for year in YEARS:
        for indicator in filter(lambda each: is_published(each, year), INDICATORS):
            name, table = f"{layouts['names'][indicator]}download{year}", make_table(indicator, year)
            if (indicator, year) in workbooks:
                yield f"{name}.xlsx", as_workbook(table)
            else:
                yield f"{name}.txt", _as_text(table, layouts["delimiter"][year])


def make_table(indicator: str, year: int) -> list[list[str]]:
    """Header and rows of one file, in the state's columns of that year."""
    layouts = read_plan("layouts.yaml")
    key = f"{indicator} {year}"
    columns = list(_columns(layouts["files"][key], layouts))
    spelling = layouts["spelling"].get(key, {})
    rows = make_rows(indicator, year)
    if key == "CCI 2023":  # that year the state gave the status alone
        rows = [{**row, "priorstatus": "", "change": ""} for row in rows]
    return [[spelling.get(c, c) for c in columns], *([row[c] for c in columns] for row in rows)]


def _columns(layout: str, parts: dict[str, str]) -> Iterator[str]:
    for word in layout.split():
        if isinstance(parts.get(word), str):
            yield from _columns(parts[word], {})
        else:
            yield word


def _as_text(table: Sequence[Sequence[str]], delimiter: str) -> bytes:
    return "".join(delimiter.join(row) + "\r\n" for row in table).encode("utf-8")


def as_workbook(table: Sequence[Sequence[str]]) -> bytes:
    """A table as a small XLSX file that is the same, byte for byte, whenever it is made."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + _override("/xl/workbook.xml", "sheet.main")
        + _override("/xl/worksheets/sheet1.xml", "worksheet")
        + "</Types>",
        "_rels/.rels": _relation(f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation(f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>'
        f"{_rows(table)}</sheetData></worksheet>",
    }
    content = io.BytesIO()
    # Stored, not deflated: compressed bytes differ between versions of zlib.
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0  # otherwise it says on which system it was made
            archive.writestr(entry, (_XML + text).encode("utf-8"))
    return content.getvalue()


def _override(part: str, kind: str) -> str:
    kind = f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"
    return f'<Override PartName="{part}" ContentType="{kind}"/>'


def _relation(kind: str, target: str) -> str:
    inside = f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _rows(table: Sequence[Sequence[str]]) -> str:
    cells = ((_cell(c, v) for c, v in zip(table[0], row, strict=True)) for row in table)
    return "".join(f"<row>{''.join(row)}</row>" for row in cells)


def _cell(column: str, value: str) -> str:
    if value == "":
        return "<c/>"
    if column not in _TEXT_COLUMNS and _NUMBER.fullmatch(value):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
