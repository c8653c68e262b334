"""A workbook that a team filled in: what was changed in it, and everything in it that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from inquiry.cycle import SINGLE_ROW, Form, owners_for
from inquiry.errors import Fault
from inquiry.record.cells import Ask, CellProblem, put_together, read_cell, same_cell
from inquiry.record.sheets import (
    BASE_KEY,
    BEFORE_SHEET,
    CHOICES_KEY,
    LISTS_SHEET,
    ROW_KEY,
    WHO_KEY,
    Change,
    Place,
    TeamForms,
    read_place,
)
from inquiry.record.spreadsheet import is_formula, say_cell

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SEARCHED_ROWS = 40  # in which the hidden line of keys is looked for, where somebody inserted lines above
AGAIN = "export it again with `inquiry record export FILE.xlsx --team ID`, and copy the entries into that one"
Before = dict[tuple[str, str, str], Any]  # form, line, column -> the cell as it was written


@dataclass
class Found:
    """What a workbook holds."""

    file: str
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def refuse(
        self, sheet: str, where: str, problem: CellProblem, row: int | None = None, **more: Any
    ) -> None:
        """Note one fault, by sheet and cell."""
        column = f"{sheet}, {where}" if where else sheet
        self.faults.append(
            Fault(self.file, problem.found, problem.allowed, problem.cure, row=row, column=column, **more)
        )


def places_in(workbook: Workbook) -> dict[str, Place]:
    """The sheets that `write_fill_in` made, by name; none for any other workbook."""
    found = {sheet.title: read_place(sheet.cell(1, 1).value) for sheet in workbook.worksheets}
    return {title: place for title, place in found.items() if place}


def find_changes(file: str, workbook: Workbook, asked: TeamForms) -> Found:
    """Every change in the sheets of a team's workbook, with every cell that cannot be read."""
    found = Found(file)
    if BEFORE_SHEET not in workbook.sheetnames:
        problem = CellProblem(
            "no hidden sheet that says how it was", "the workbook as it was exported", AGAIN
        )
        found.refuse(BEFORE_SHEET, "", problem)
        return found
    before: Before = {}
    for cells in workbook[BEFORE_SHEET].iter_rows(min_col=1, max_col=4, values_only=True):
        before[say_cell(cells[0]), say_cell(cells[1]), say_cell(cells[2])] = cells[3]
    places = places_in(workbook)
    stamps = [place.stamp for place in places.values()]
    own = max(stamps, key=stamps.count)
    for title, place in places.items():
        form = asked.form(place.form)
        if place.team != asked.team.team or place.quarter != asked.quarter.id or place.stamp != own:
            problem = CellProblem(
                f"a sheet of the team “{place.team}” in {place.quarter}, from another workbook",
                f"sheets of “{asked.team.team}” in {asked.quarter.id}, all of one workbook",
                "take the sheet out, and import the workbook that it came from by itself",
            )
            found.refuse(title, "", problem)
        elif form is None:
            problem = CellProblem(f"the form “{place.form}”", "a form that this team is asked", AGAIN)
            found.refuse(title, "", problem, severity="note")
        else:
            asks = [
                _as_offered(workbook, ask, before.get((form.id, CHOICES_KEY, ask.key)))
                for ask in asked.asks(form)
            ]
            owners = frozenset(owners_for(form, asked.team))
            _SheetReading(found, workbook[title], place, form, asks, before, owners).read()
    return found


@dataclass
class _SheetReading:
    """One sheet while it is read."""

    found: Found
    sheet: Worksheet
    place: Place
    form: Form
    asks: list[Ask]
    before: Before
    owners: frozenset[str]

    def read(self) -> None:
        """Find every changed line."""
        keys = self._keys()
        if keys is None:
            return
        row, columns = keys
        seen: dict[str, int] = {}
        for line in range(row + 1, self.sheet.max_row + 1):
            key = say_cell(self.sheet.cell(line, columns[ROW_KEY]).value).strip()
            if key and key in seen:
                problem = CellProblem(
                    f"a second line with the entry of line {seen[key]}", "each entry in one line",
                    "clear this line, and write a new entry into an empty line below the others",
                )  # fmt: skip
                if self._changed(line, key, columns):
                    self.found.refuse(self.sheet.title, f"line {line}", problem, line)
                continue
            seen |= {key: line} if key else {}
            if key or line > row + 1:  # the line below the keys holds the titles
                self._read_line(line, key, columns)

    def _keys(self) -> tuple[int, dict[str, int]] | None:
        """The hidden line of keys, and the column of each, wherever they were moved."""
        known = {ROW_KEY, BASE_KEY, WHO_KEY, *(ask.key for ask in self.asks)}
        for cells in self.sheet.iter_rows(max_row=SEARCHED_ROWS):
            there = [(say_cell(cell.value), cell.column) for cell in cells]
            named = [key for key, _ in there if key in known]
            if ROW_KEY in named and BASE_KEY in named:
                columns = {key: int(column or 0) for key, column in there if key in known}
                twice = sorted({key for key in named if named.count(key) > 1})
                if twice:
                    problem = CellProblem(
                        f"the column “{twice[0]}” twice", "each column once", "take one out"
                    )
                    self.found.refuse(self.sheet.title, "", problem)
                    return None
                self._note_missing([ask for ask in self.asks if ask.key not in columns])
                return int(cells[0].row or 0), columns
        problem = CellProblem(
            "no hidden line and columns that say what is what", "the sheet as exported", AGAIN
        )
        self.found.refuse(self.sheet.title, "", problem)
        return None

    def _note_missing(self, missing: list[Ask]) -> None:
        for ask in missing:
            problem = CellProblem(
                f"no column “{ask.label}”",
                "a column for each question",
                "nothing: its answers stay as they are",
            )
            self.found.refuse(self.sheet.title, "", problem, severity="note")

    def _changed(self, line: int, key: str, columns: Mapping[str, int]) -> list[Ask]:
        return [
            ask
            for ask in self.asks
            if ask.key in columns
            and not same_cell(
                self.sheet.cell(line, columns[ask.key]).value,
                self.before.get((self.place.form, key, ask.key)) if key else None,
            )
        ]

    def _read_line(self, line: int, key: str, columns: Mapping[str, int]) -> None:
        changed = self._changed(line, key, columns)
        if not changed:
            return
        owner, _, row = key.partition("/")
        if not key and (self.form.rows is None or self.form.scope == "person"):
            problem = CellProblem(
                "an entry in a line of its own",
                "entries in the lines that the sheet has",
                "move it into one of them",
            )
            self.found.refuse(self.sheet.title, f"line {line}", problem, line)
            return
        if key and not self._is_theirs(owner, row):
            problem = CellProblem(
                f"an entry of “{key}”",
                f"entries of {', '.join(sorted(self.owners)) or 'this team'}",
                "clear the line; somebody who left the team is named in members.csv first",
            )
            self.found.refuse(self.sheet.title, f"line {line}", problem, line)
            return
        values, cells = self._read_values(line, key, changed, columns)
        base = say_cell(self.sheet.cell(line, columns[BASE_KEY]).value).strip() or None
        if values:
            change = Change(
                self.place, self.sheet.title, line, owner, row, base if key else None, values, cells
            )
            self.found.changes.append(change)

    def _is_theirs(self, owner: str, row: str) -> bool:
        """Whether a line's hidden id, which anybody can change, names an entry of this team."""
        return owner in self.owners and (row == SINGLE_ROW if self.form.rows is None else bool(row))

    def _read_values(
        self, line: int, key: str, changed: list[Ask], columns: Mapping[str, int]
    ) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        cells: dict[str, str] = {}
        for ask in changed:
            name = ask.question.id
            cell: Any = self.sheet.cell(line, columns[ask.key])
            try:
                if is_formula(cell):
                    raise CellProblem(
                        f"the formula {say_cell(cell.value)[:60]}", "words, numbers and dates",
                        "write what it gives; put an apostrophe (') before a text that begins with = + - @",
                    )  # fmt: skip
                part = read_cell(ask, cell.value, cell.number_format)
            except CellProblem as problem:
                self.found.refuse(self.sheet.title, f"cell {cell.coordinate}", problem, line)
                continue
            whole = values[name] if name in values else self._whole(ask, key)
            values[name] = put_together(ask, whole, part)
            cells.setdefault(name, cell.coordinate)
        return values, cells

    def _whole(self, ask: Ask, key: str) -> Any:
        """The answer to a question in several columns as the workbook had it, read from its own cells."""
        whole: Any = None
        for each in (
            each for each in self.asks if each.question.id == ask.question.id and each.item is not None
        ):
            cell = self.before.get((self.place.form, key, each.key))
            if cell is not None:
                try:
                    whole = put_together(each, whole, read_cell(each, cell))
                except CellProblem:  # a step that is no longer offered: it stays out
                    continue
        return whole


def _as_offered(workbook: Workbook, ask: Ask, column: Any) -> Ask:
    """A column with the choices that its workbook offered, in the words of that day."""
    if not isinstance(column, int) or LISTS_SHEET not in workbook.sheetnames:
        return ask
    cells = workbook[LISTS_SHEET].iter_rows(min_col=column, max_col=column + 1, values_only=True)
    choices = {json.loads(str(value)): say_cell(words) for words, value in cells if value is not None}
    return replace(ask, choices=choices)
