"""Answers as a table, one line a revision and question, in CSV or XLSX; `flat_read` reads it back exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from inquiry.record.answer import Answer, to_json
from inquiry.record.moments import moment_to_short_text
from inquiry.record.spreadsheet import (
    FORMULA_STARTS,
    put_text,
    save_workbook,
    write_csv_lines,
)

# `n` numbers the revisions, so that a table that was sorted can be put in order again.
COMMON = (
    *("n", "id", "quarter", "scope", "owner", "form", "row", "position", "removed", "aside"),
    *("author", "saved_at", "base", "batch"),
)
COLUMNS = (*COMMON, "field", "kind", "part", "value")
KEYS = ("id", "quarter", "scope", "owner", "form", "row", "author", "base", "batch")
TEXT, JSON, CLEARED = "text", "json", "cleared"
KINDS = (TEXT, JSON, CLEARED)
# A text with any of these is written as JSON: no spreadsheet file holds it exactly.
AWKWARD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|_x|x005F_")
NOT_IN_JSON = re.compile("[\ufffe\uffff]|_(?=x)")
PART_CHARACTERS = 5_000  # as JSON at most 30,002: a cell holds 32,767
SHEET = "answers"


def write_flat(path: Path, answers: Iterable[Answer]) -> int:
    """Write answers as a table; the ending .csv or .xlsx decides. Return how many.

    A text that a spreadsheet program would take for a formula is put in quotation marks, as JSON.
    """
    count = 0

    def lines() -> Iterator[Sequence[str]]:
        nonlocal count
        yield COLUMNS
        for count, answer in enumerate(answers, start=1):
            yield from _lines_of(count, answer)

    if path.suffix.lower() == ".csv":
        write_csv_lines(path, lines())
    else:
        _write_xlsx(path, lines())
    return count


def _lines_of(n: int, answer: Answer) -> Iterator[list[str]]:
    common = {key: _write_key(getattr(answer, key)) for key in KEYS}
    common |= {
        "n": str(n),
        "position": "" if answer.position is None else str(answer.position),
        "removed": "yes" if answer.removed else "",
        "aside": "yes" if answer.aside else "",
        "saved_at": moment_to_short_text(answer.saved_at),
    }
    start = [common[column] for column in COMMON]
    for field, value in answer.values.items():
        for kind, part, text in _write_value(value):
            yield [*start, _write_key(field), kind, part, text]
    if not answer.values:
        yield [*start, "", "", "", ""]


def _write_key(key: str | None) -> str:
    """An id as it is, or as JSON where a spreadsheet would change it."""
    if key is None:
        return ""
    return key if _is_plain(key) and not key.startswith('"') else _cell_json(key)


def _write_value(value: Any) -> Iterator[tuple[str, str, str]]:
    """A value's kind, part and text; a long one in several parts, each a text in JSON."""
    if value is None:
        yield CLEARED, "", ""
        return
    kind = TEXT if isinstance(value, str) and _is_plain(value) else JSON
    text = value if kind == TEXT else _cell_json(value)
    if len(text) <= PART_CHARACTERS:
        yield kind, "", text
        return
    text = value if isinstance(value, str) else to_json(value)
    kind = TEXT if isinstance(value, str) else JSON
    parts = [text[start : start + PART_CHARACTERS] for start in range(0, len(text), PART_CHARACTERS)]
    for number, part in enumerate(parts, start=1):
        yield kind, f"{number} of {len(parts)}", _cell_json(part)


def _is_plain(text: str) -> bool:
    return text[:1] not in FORMULA_STARTS and text == text.strip() and not AWKWARD.search(text)


def _cell_json(value: Any) -> str:
    """JSON that any spreadsheet keeps as it is; these characters stand only within its texts."""
    return NOT_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", to_json(value))


def _write_xlsx(path: Path, lines: Iterable[Sequence[str]]) -> None:
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    for row, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            if text:
                put_text(sheet.cell(row, column), text)  # type: ignore[arg-type]
    sheet.freeze_panes = "A2"
    save_workbook(path, workbook)
