"""Answers as a readable file: JSON Lines, one answer a line, in the order they were saved."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from inquiry.cycle import SINGLE_ROW
from inquiry.district.files import write_whole
from inquiry.errors import Checked, Fault
from inquiry.record.answer import Answer, Problem, derive_id, find_problems, show, to_json
from inquiry.record.moments import moment_from_text, moment_to_short_text

NEEDED = ("quarter", "owner", "form", "values", "saved_at")
DEFAULTS: Mapping[str, Any] = {
    "scope": "team",
    "row": SINGLE_ROW,
    "author": None,
    "removed": False,
    "position": None,
    "base": None,
    "batch": None,
    "aside": False,
    "id": None,
}
# The order in which a line is written: what it is about, what was said, by whom.
KEYS = (
    *("quarter", "scope", "owner", "form", "row", "values", "position", "removed", "aside"),
    *("author", "saved_at", "base", "batch", "id"),
)
OFTEN_SILENT = ("position", "removed", "aside", "base", "batch")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
AS_UTF_8 = "Save the file as UTF-8 and import it again."


class _Refused(Exception):
    """A line that is not one JSON object, and why."""


@dataclass
class _Reading:
    """What one file has given so far."""

    file: str
    answers: list[Answer] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, problem: Problem, line: int | None = None) -> None:
        """Note one fault."""
        column = problem.key or None
        fault = Fault(self.file, problem.found, problem.allowed, problem.cure, row=line, column=column)
        self.faults.append(fault)


def read_answers(path: Path, *, name: str | None = None) -> Checked[list[Answer]]:
    """Read a file of answers and check the shape of every line.

    Whether the forms, teams and quarters exist is `check_answers`' to say.

    Parameters
    ----------
    path : a JSON Lines file. Its keys are the fields of `Answer`; those in `NEEDED` must be there, the others
        have `DEFAULTS`; an answer without an id gets one from its content.
    name : how faults name the file; its own name by default.

    Returns
    -------
    Checked of a list of Answer
        The good lines in order, and every fault of the others: line, key, found, allowed, cure.
    """
    reading = _Reading(name or path.name)
    for line, text in _read_texts(path, reading):
        _read_line(line, text, reading)
    _check_ids(reading)
    return Checked(reading.answers, tuple(reading.faults))


def write_answers(path: Path, answers: Iterable[Answer]) -> int:
    """Write answers to a file that `read_answers` reads back exactly; return how many.

    Raises
    ------
    BadInput
        When the file cannot be written; an older one stays as it was.
    """
    lines = [write_line(answer) for answer in answers]
    write_whole(path, "".join(lines))
    return len(lines)


def write_line(answer: Answer) -> str:
    """One answer as one line; keys in a fixed order, without those that say nothing.

    >>> from datetime import UTC
    >>> answer = Answer("Q1", "team", "g3", "norms", "n1", {"norm": "Listen"}, "ana",
    ...     datetime(2026, 9, 10, 22, 30, tzinfo=UTC), id="a1")
    >>> json.loads(write_line(answer))["values"]
    {'norm': 'Listen'}
    """
    said = {key: getattr(answer, key) for key in KEYS}
    said["values"] = dict(answer.values)
    said["saved_at"] = moment_to_short_text(answer.saved_at)
    silent = [key for key in OFTEN_SILENT if said[key] is None or said[key] is False]
    parts = [f"{to_json(key)}: {to_json(said[key])}" for key in KEYS if key not in silent]
    return "{" + ", ".join(parts) + "}\n"


def _read_texts(path: Path, reading: _Reading) -> Iterator[tuple[int, str]]:
    """The lines that hold something, numbered."""
    try:
        data = path.read_bytes()
    except OSError as error:
        found = (
            "no such file"
            if isinstance(error, FileNotFoundError)
            else f"it cannot be read ({error.strerror})"
        )
        reading.refuse(
            Problem("", found, "a file of answers that you may read", "Check its name and folder.")
        )
        return
    if data.startswith(WIDE):
        reading.refuse(Problem("", "text in UTF-16", "text in UTF-8", AS_UTF_8))
        return
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        reading.refuse(
            Problem("", "an empty file", "one answer on each line", "Check that it is the right file.")
        )
    elif data.lstrip().startswith(b"["):
        cure = "Write each answer on its own line, without the brackets around all and the commas between."
        reading.refuse(Problem("", "one JSON list", "JSON Lines: one answer on each line", cure))
    else:
        yield from _decode(data, reading)


def _decode(data: bytes, reading: _Reading) -> Iterator[tuple[int, str]]:
    for line, part in enumerate(data.split(b"\n"), start=1):
        try:
            text = part.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            found = f"byte 0x{part[error.start]:02x} as character {error.start + 1}, which is not UTF-8"
            reading.refuse(Problem("", found, "text in UTF-8", AS_UTF_8), line)
            continue
        if text:
            yield line, text


def _read_line(line: int, text: str, reading: _Reading) -> None:
    try:
        given = _parse(text)
    except _Refused as refused:
        cure = "Look at the quotation marks, commas and braces of this line."
        allowed = 'one answer, such as {"quarter": …, "owner": …, "form": …, "values": {…}, "saved_at": …}'
        reading.refuse(Problem("", str(refused), allowed, cure), line)
        return
    wanted = {**DEFAULTS, **given}
    problems = [*_check_keys(given), *_check_line(wanted)]
    for problem in problems:
        reading.refuse(problem, line)
    if not problems:
        reading.answers.append(_make_answer(wanted, line, reading.file))


def _parse(text: str) -> dict[str, Any]:
    """The object that a line holds."""
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _Refused(f"no JSON from character {error.colno} on ({error.msg})") from None
    except (ValueError, RecursionError):
        raise _Refused("a number too long, or lists too deep, to be an answer") from None
    if not isinstance(value, dict):
        raise _Refused(show(value))
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Refused(f"the key “{key}” twice")
        found[key] = value
    return found


def _refuse_constant(text: str) -> None:
    raise _Refused(f"{text}, which is no number")


def _check_keys(given: Mapping[str, Any]) -> Iterator[Problem]:
    for key in given:
        if key not in KEYS:
            yield Problem(key, "an unknown key", ", ".join(KEYS), "Correct its name or take it out.")
    for key in NEEDED:
        if key not in given:
            yield Problem(key, "no such key", "every answer has it", "Add it to the line.")


def _check_line(wanted: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with the keys that are there."""
    there = {**dict.fromkeys(KEYS), **wanted}
    there["saved_at"] = _read_moment(there["saved_at"])
    there["id"] = "derived" if there["id"] is None else there["id"]
    for problem in find_problems(there):
        key = problem.key.split(".")[0]
        if key in wanted:
            yield problem


def _read_moment(value: Any) -> Any:
    """The time a text says, without minding its zone; anything else as it is."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _make_answer(wanted: Mapping[str, Any], line: int, file: str) -> Answer:
    given = {**wanted, "saved_at": moment_from_text(wanted["saved_at"]), "line": line, "file": file}
    if given["id"] is not None:
        return Answer(**given)
    answer = Answer(**{**given, "id": "derived"})
    return replace(answer, id=derive_id(answer.content, answer.saved_at))


def _check_ids(reading: _Reading) -> None:
    """Two lines may say the same answer twice; two different ones may not share an id."""
    seen: dict[str, Answer] = {}
    for answer in reading.answers:
        first = seen.setdefault(answer.id, answer)
        if (first.content, first.saved_at) != (answer.content, answer.saved_at):
            found = f"“{answer.id}”, which line {first.line} has with another content"
            cure = "Give the second answer an id of its own, or leave the key out."
            reading.refuse(Problem("id", found, "an id for each answer", cure), answer.line)
