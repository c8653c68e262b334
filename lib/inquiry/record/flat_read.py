"""A table of answers read back, with every fault in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from inquiry.errors import BadInput, Checked, Fault
from inquiry.record.answer import Answer, Problem, derive_id, find_problems
from inquiry.record.flat import CLEARED, COLUMNS, COMMON, JSON, KINDS, TEXT
from inquiry.record.jsonl import DEFAULTS
from inquiry.record.moments import moment_from_text
from inquiry.record.spreadsheet import Line, is_formula, open_workbook, read_csv_lines, say_cell

NEEDED = frozenset({"n", "quarter", "owner", "form", "saved_at", "field", "value"})
YES = {"yes": True, "true": True, "1": True, "": False, "no": False, "false": False, "0": False}


def read_flat(path: Path) -> Checked[list[Answer]]:
    """Read a table of answers back, with every fault in it.

    Raises
    ------
    BadInput
        When the file is no CSV or XLSX at all.
    """
    if path.suffix.lower() == ".csv":
        return read_flat_lines(path.name, read_csv_lines(path))
    return read_flat_lines(path.name, _xlsx_lines(path))


def read_flat_lines(name: str, lines: Iterable[Line]) -> Checked[list[Answer]]:
    """Answers from the lines of a table; `name` is the file's in faults."""
    each = iter(lines)
    number, header = next(each, (1, []))
    header = [title.strip().lower() for title in header]
    faults = list(_header_faults(name, number, header))
    if faults:
        return Checked([], tuple(faults))
    groups: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for number, cells in each:
        cells = [*cells, *[""] * (len(header) - len(cells))]
        line = dict(zip(header, cells, strict=False))
        groups.setdefault(line["n"].strip(), []).append((number, line))
    answers = []
    for n in sorted(groups, key=lambda n: (not n.isdecimal(), int(n) if n.isdecimal() else 0)):
        made = _read_group(name, groups[n])
        faults += made.faults
        answers += [made.value] if made.value else []
    return Checked(answers, tuple(faults))


def _xlsx_lines(path: Path) -> Iterator[Line]:
    sheet = open_workbook(path).worksheets[0]
    for number, row in enumerate(sheet.iter_rows(), start=1):
        for cell in row:
            if is_formula(cell):
                found = f"the formula {cell.value} in the cell {cell.coordinate}"
                cure = "write what it gives as text, or export the answers again"
                raise BadInput([Fault(path.name, found, "texts and numbers", cure, row=number)])
        texts = [say_cell(cell.value) for cell in row]
        if any(texts):
            yield number, texts


def _header_faults(name: str, line: int, header: Sequence[str]) -> Iterator[Fault]:
    missing = [column for column in COLUMNS if column in NEEDED and column not in header]
    unknown = [title for title in header if title and title not in COLUMNS]
    double = sorted({title for title in header if title and header.count(title) > 1})
    allowed = f"a table of answers with the columns {', '.join(COLUMNS)}"
    cure = "import a file that `inquiry record export` wrote; other lists lie in the district's folder"
    for found, titles in (("no column", missing), ("the unknown column", unknown), ("twice", double)):
        if titles:
            yield Fault(name, f"{found} “{'”, “'.join(titles)}”", allowed, cure, row=line)


def _read_group(name: str, group: Sequence[tuple[int, Mapping[str, str]]]) -> Checked[Answer | None]:
    """One answer from its lines, or what is wrong with it."""
    number, first = group[0]
    faults = [
        Fault(name, f"“{line[key]}”", f"the same in all lines of answer {first['n']}: “{first[key]}”",
              "give lines of different answers different numbers in the column “n”", other, key)
        for other, line in group[1:]
        for key in COMMON
        if line.get(key, "") != first.get(key, "")
    ]  # fmt: skip
    given, wrong = _read_common(first)
    values, more = _read_values([line for _, line in group])
    given["values"] = values
    checked = {**given, "id": "derived" if given["id"] is None else given["id"]}
    problems = [
        *wrong,
        *more,
        *(each for each in find_problems(checked) if each.key not in {p.key for p in wrong}),
    ]
    faults += [Fault(name, p.found, p.allowed, p.cure, row=number, column=p.key) for p in problems]
    if faults:
        return Checked(None, tuple(faults))
    answer = Answer(**{**checked, "line": number, "file": name})
    if given["id"] is None:
        answer = replace(answer, id=derive_id(answer.content, answer.saved_at))
    return Checked(answer)


def _read_common(line: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    given: dict[str, Any] = dict(DEFAULTS)
    problems = []
    for key in (key for key in COMMON if line.get(key, "") and key != "n"):
        try:
            given[key] = _READ[key](line[key]) if key in _READ else _read_key(line[key])
        except (ValueError, KeyError):
            given[key] = line[key]
            allowed, cure = _ALLOWED.get(key, ("an id", "write it as the district's lists have it"))
            problems.append(Problem(key, f"“{line[key]}”", allowed, cure))
    for key in ("quarter", "owner", "form", "saved_at"):
        given.setdefault(key, None)
    return given, problems


def _read_key(text: str) -> str:
    return str(json.loads(text)) if text.startswith('"') else text


def _read_yes(text: str) -> bool:
    return YES[text.strip().lower()]


_READ: Mapping[str, Callable[[str], Any]] = {
    "position": int,
    "removed": _read_yes,
    "aside": _read_yes,
    "saved_at": moment_from_text,
}
_ALLOWED = {
    "position": ("a whole number from 0", "number the rows 1, 2, 3, or leave the cell empty"),
    "removed": ("yes, or nothing", "write yes, or leave the cell empty"),
    "aside": ("yes, or nothing", "write yes, or leave the cell empty"),
    "saved_at": ("a date and time with its zone", "write it such as 2026-09-10T15:30:00-07:00"),
}


def _read_values(lines: Sequence[Mapping[str, str]]) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    cells: dict[str, list[Mapping[str, str]]] = {}
    for line in lines:
        if line["field"] or line["value"] or line.get("kind"):
            cells.setdefault(line["field"], []).append(line)
    for name, its in cells.items():
        try:
            values[_read_key(name)] = _read_value(its)
        except (ValueError, KeyError, RecursionError) as trouble:
            allowed = "a text; or JSON, where “kind” is json; a long one in all its parts"
            cure = "write it as the export does, or leave it out"
            problems.append(
                Problem(f"values.{name}", f"a value that cannot be read ({trouble})", allowed, cure)
            )
    return values, problems


def _read_value(its: Sequence[Mapping[str, str]]) -> Any:
    kind = its[0].get("kind", "").strip().lower() or TEXT
    if kind not in KINDS:
        raise ValueError(f"“{kind}” is none of {', '.join(KINDS)}")
    if kind == CLEARED:
        return None
    text = _join_parts(its) if its[0].get("part") else its[0]["value"]
    if len(its) > 1 and not its[0].get("part"):
        raise ValueError("it stands in two lines")
    return json.loads(text, parse_constant=_refuse) if kind == JSON else text


def _join_parts(its: Sequence[Mapping[str, str]]) -> str:
    count = int(its[0]["part"].rpartition(" ")[2])
    parts = {int(line["part"].partition(" ")[0]): json.loads(line["value"]) for line in its}
    if len(its) != count or sorted(parts) != list(range(1, count + 1)):
        raise ValueError(f"{len(its)} of its {count} parts are there")
    return "".join(map(str, (parts[number] for number in sorted(parts))))


def _refuse(text: str) -> None:
    raise ValueError(f"{text} is no number")
