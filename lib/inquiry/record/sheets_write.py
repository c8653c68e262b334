"""A workbook that a team fills in away from the network: written."""

from __future__ import annotations

import datetime as dt
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inquiry.cycle import Form
from inquiry.record.cells import Ask, CellValue, write_cell
from inquiry.record.sheets import (
    BASE_KEY,
    BEFORE_SHEET,
    CHOICES_KEY,
    FIRST_ROW,
    INTRO_ROW,
    KEY_ROW,
    LABEL_ROW,
    LISTS_SHEET,
    ROW_KEY,
    TITLE_ROW,
    WHO_KEY,
    Place,
    SheetLine,
    TeamForms,
)
from inquiry.record.spreadsheet import ILLEGAL, put_text, save_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

README_SHEET = "Read me"
TITLE_CHARACTERS = 31  # of a sheet's name, in Excel
WIDTHS = {"long_text": 46, "short_text": 32, "link": 32, "choice": 22, "person": 20}
MORE_LINES = 200  # lines below the last one that offer the lists as well
README = (
    "Fill in the sheets behind this one. Each sheet is one form; point at a column's title for help.",
    "Where a cell has a list, choose from it. Empty lines at the end of a form are for new entries.",
    "What you leave as it is stays as it is. Do not write formulas; an entry cannot be removed here.",
    "Send the file back to your coach. If a question was answered twice meanwhile, both answers are kept.",
)


@dataclass
class _Writing:
    """A workbook in the making."""

    book: Workbook
    before: Worksheet
    lists: Worksheet
    columns: dict[tuple[tuple[str, str], ...], int] = field(default_factory=dict)


def write_fill_in(path: Path, asked: TeamForms) -> int:
    """Write the workbook with all forms of a team; return how many answers stand in it."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    cover = book.worksheets[0]
    cover.title = README_SHEET
    school = "" if asked.team.school == "district" else f", {asked.district.school(asked.team.school).name}"
    for row, text in enumerate((f"{asked.team.name}{school}: {asked.quarter.id}", *README), start=1):
        put_text(cover.cell(row, 1), ILLEGAL.sub("", text))  # type: ignore[arg-type]
        cover.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    cover.column_dimensions["A"].width = 90
    writing = _Writing(book, book.create_sheet(BEFORE_SHEET), book.create_sheet(LISTS_SHEET))
    stamp = secrets.token_hex(8)
    count = 0
    for form in asked.forms:
        place = Place(asked.district.settings.cds, asked.quarter.id, asked.team.team, form.id, stamp)
        count += _write_form(writing, form, asked.asks(form), list(asked.lines(form)), place)
    for hidden in (writing.before, writing.lists):
        hidden.sheet_state = "veryHidden"
        book.move_sheet(hidden, len(book.worksheets))
    save_workbook(path, book)
    return count


def _write_form(writing: _Writing, form: Form, asks: list[Ask], lines: list[SheetLine], place: Place) -> int:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet = writing.book.create_sheet(_sheet_title(form.title, writing.book.sheetnames))
    who = form.scope == "person"
    keys = [ROW_KEY, BASE_KEY, *([WHO_KEY] if who else []), *(ask.key for ask in asks)]
    labels = ["", "", *(["Who"] if who else []), *(_label(ask) for ask in asks)]
    _put(sheet, 1, 1, str(place))
    _put(sheet, TITLE_ROW, 3, form.title)
    sheet.cell(TITLE_ROW, 3).font = Font(bold=True, size=14)
    _put(sheet, INTRO_ROW, 3, form.intro)
    for column, (key, label) in enumerate(zip(keys, labels, strict=True), start=1):
        _put(sheet, KEY_ROW, column, key)
        _put(sheet, LABEL_ROW, column, label)
        cell = sheet.cell(LABEL_ROW, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF4")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row, line in enumerate(lines, start=FIRST_ROW):
        _write_line(writing, sheet, row, line, asks, form.id, who=who)
    first = 4 if who else 3
    for column, ask in enumerate(asks, start=first):
        _dress(writing, sheet, form.id, column, ask, FIRST_ROW + len(lines) + MORE_LINES)
    _hide(sheet)
    return sum(line.standing is not None for line in lines)


def _write_line(
    writing: _Writing, sheet: Worksheet, row: int, line: SheetLine, asks: list[Ask], form: str, *, who: bool
) -> None:
    from openpyxl.styles import Alignment

    _put(sheet, row, 1, line.key)
    _put(sheet, row, 2, line.standing.revision if line.standing else "")
    if who:
        _put(sheet, row, 3, line.who)
    values = line.standing.values if line.standing else {}
    for column, ask in enumerate(asks, start=4 if who else 3):
        cell = write_cell(ask, values.get(ask.question.id))
        _put(sheet, row, column, cell)
        sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
        if ask.question.type == "date":
            sheet.cell(row, column).number_format = "yyyy-mm-dd"
        if cell is not None:
            at = writing.before.max_row + 1
            for place, part in enumerate((form, line.key, ask.key, cell), start=1):
                _put(writing.before, at, place, part)


def _put(sheet: Worksheet, row: int, column: int, value: CellValue) -> None:
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        if value:
            put_text(cell, ILLEGAL.sub("", value))
    elif value is not None:
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = "yyyy-mm-dd"


def _label(ask: Ask) -> str:
    unit = f" ({ask.question.unit})" if ask.question.unit else ""
    return f"{ask.label}{unit}{' *' if ask.question.required else ''}"


def _dress(writing: _Writing, sheet: Worksheet, form: str, column: int, ask: Ask, last: int) -> None:
    """A column's width, its note of help, and its list."""
    from openpyxl.comments import Comment
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = WIDTHS.get(ask.question.type, 18)
    if note := _note(ask):
        sheet.cell(LABEL_ROW, column).comment = Comment(note, "Inquiry workbook", height=160, width=320)
    if ask.choices:
        column_of_list, cells = _list(writing, ask.choices)
        at = writing.before.max_row + 1
        parts: list[CellValue] = [form, CHOICES_KEY, ask.key, column_of_list]
        for place, part in enumerate(parts, start=1):
            _put(writing.before, at, place, part)
        rule = DataValidation("list", formula1=cells, allow_blank=True)
        rule.errorTitle, rule.error = "Not in the list", "Choose an entry from the cell's list."
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")


def _note(ask: Ask) -> str:
    question = ask.question
    option = next((each for each in question.options if each.id == ask.item), None)
    parts = [
        option.help if option else None,
        question.help,
        f"For example: {question.example}" if question.example else None,
        "* An entry is complete with this." if question.required else None,
        f"At most {question.chars:,} characters." if question.type.endswith("_text") else None,
        "A date such as 2026-10-06." if question.type == "date" else None,
    ]
    return ILLEGAL.sub("", "\n".join(part for part in parts if part))


def _list(writing: _Writing, choices: Mapping[Any, str]) -> tuple[int, str]:
    """The column and the cells of a list, its values beside it; one list serves all who offer it."""
    from openpyxl.utils import get_column_letter

    entries = tuple((json.dumps(value), words) for value, words in choices.items())
    if entries not in writing.columns:
        writing.columns[entries] = column = 2 * len(writing.columns) + 1
        for row, (value, words) in enumerate(entries, start=1):
            _put(writing.lists, row, column, words)
            _put(writing.lists, row, column + 1, value)
    column = writing.columns[entries]
    letter = get_column_letter(column)
    return column, f"'{LISTS_SHEET}'!${letter}$1:${letter}${len(entries)}"


def _hide(sheet: Worksheet) -> None:
    for letter in ("A", "B"):
        sheet.column_dimensions[letter].hidden = True
    sheet.row_dimensions[KEY_ROW].hidden = True
    sheet.freeze_panes = f"C{FIRST_ROW}"


def _sheet_title(title: str, taken: list[str]) -> str:
    """A name that Excel takes for a sheet, and that no other has."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", ILLEGAL.sub("", title))
    plain = " ".join(plain.split()).strip("'") or "Form"
    names = {name.casefold() for name in taken}
    for number in range(1, len(taken) + 2):
        end = "" if number == 1 else f" {number}"
        name = plain[: TITLE_CHARACTERS - len(end)].strip(" '") + end
        if name.casefold() not in names:
            break
    return name
