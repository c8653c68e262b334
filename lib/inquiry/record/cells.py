"""Questions as columns of a spreadsheet: an answer as cells, and what somebody typed as an answer."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from inquiry.cycle import Field, Form
from inquiry.record.answer import to_json
from inquiry.record.spreadsheet import CELL_CHARACTERS, ILLEGAL, say_cell

CellValue = str | int | float | dt.date | None
TICK = "yes"
LABEL_CHARACTERS = 200  # of one entry in a drop-down list
NUMBER = re.compile(r"[-+−]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")
AMERICAN_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
SERIALS = range(32_874, 73_051)  # 1990 to 2099 as Excel counts days
EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
TOO_LONG = "(This answer is too long for a spreadsheet. Change it on the page.)"


class CellProblem(Exception):
    """What is wrong with a cell: found, allowed, cure."""

    def __init__(self, found: str, allowed: str, cure: str) -> None:
        """Keep the three phrases."""
        self.found, self.allowed, self.cure = found, allowed, cure
        super().__init__(found)


@dataclass(frozen=True)
class Ask:
    """One column: a question, or one item of a question with several; `choices` maps values to words."""

    key: str
    label: str
    question: Field
    item: str | None = None
    choices: Mapping[Any, str] = field(default_factory=dict)


def asks_of(form: Form, people: Mapping[str, str], links: Mapping[str, Mapping[str, str]]) -> list[Ask]:
    """The columns of a form; a question whose answer only its writer may read has none.

    Parameters
    ----------
    people : the names of those who may be chosen, by id.
    links : for each question that links, the words of what it may link to, by link.
    """
    asked = (each for each in form.fields if form.audience_of(each.id) != "self")
    return [ask for each in asked for ask in _columns(each, people, links)]


def _columns(
    question: Field, people: Mapping[str, str], links: Mapping[str, Mapping[str, str]]
) -> Iterator[Ask]:
    steps = {number: f"{number}: {words}" for number, words in enumerate(question.steps, start=1)}
    options = {option.id: option.label for option in question.options}
    if question.type in {"ratings", "choices"}:
        for item, words in options.items():
            choices = steps if question.type == "ratings" else {True: TICK}
            label = f"{question.label} – {words}"
            yield Ask(f"{question.id}/{item}", label, question, item, choices)
        return
    found: dict[str, Mapping[Any, str]] = {
        "choice": options,
        "scale": steps,
        "person": people,
        "link": links.get(question.id, {}),
    }
    yield Ask(question.id, question.label, question, choices=_tell_apart(found.get(question.type, {})))


def _tell_apart(choices: Mapping[Any, str]) -> dict[Any, str]:
    """The words of each choice in one line, and no two alike."""
    found: dict[Any, str] = {}
    for value, words in choices.items():
        short = shorten(words)
        number = 1
        while (said := short if number == 1 else f"{short} ({number})") in found.values():
            number += 1
        found[value] = said
    return found


def shorten(words: str) -> str:
    """Words as one entry of a list."""
    line = " ".join(ILLEGAL.sub("", words).split())
    return line if len(line) <= LABEL_CHARACTERS else line[: LABEL_CHARACTERS - 1] + "…"


def write_cell(ask: Ask, value: Any) -> CellValue:
    """What a cell shows of the answer to a whole question."""
    if ask.item is not None:
        if ask.question.type == "choices":
            return TICK if isinstance(value, list) and ask.item in value else None
        value = value.get(ask.item) if isinstance(value, dict) else None
    if value is None:
        return None
    if ask.choices and isinstance(value, str | int) and value in ask.choices:
        return ask.choices[value]
    if ask.question.type == "number" and type(value) in {int, float} and abs(value) < 1e15:
        return float(value) if isinstance(value, float) else int(value)
    if ask.question.type == "date" and isinstance(value, str) and _day(value):
        return _day(value)
    text = ILLEGAL.sub("", value if isinstance(value, str) else to_json(value)).replace("\r", "")
    return text if len(text) < CELL_CHARACTERS else TOO_LONG


def same_cell(one: Any, other: Any) -> bool:
    """Whether two cells say the same, whatever a spreadsheet program did to spaces and line ends."""
    return _text(one) == _text(other)


def read_cell(ask: Ask, value: Any, number_format: str = "") -> Any:
    """The answer that a cell says; None for an empty one.

    Raises
    ------
    CellProblem
        When it is not what the question asks for.
    """
    text = _text(value)
    if not text:
        return None
    if ask.choices or ask.question.type in {"person", "link", "choice"}:
        return _read_choice(ask, value, text)
    if ask.question.type == "number":
        return _read_number(ask.question, value, text, number_format)
    if ask.question.type == "date":
        return _read_date(value, text)
    return text


def put_together(ask: Ask, whole: Any, part: Any) -> Any:
    """The answer to a whole question after one of its cells changed."""
    if ask.item is None:
        return part
    if ask.question.type == "choices":
        ticked = {*(whole if isinstance(whole, list) else []), ask.item}
        if part is None:
            ticked.discard(ask.item)
        order = [option.id for option in ask.question.options]
        return (
            sorted(ticked, key=lambda each: (each not in order, order.index(each) if each in order else 0))
            or None
        )
    rated = {**(whole if isinstance(whole, dict) else {}), ask.item: part}
    return {item: step for item, step in rated.items() if step is not None} or None


def _text(value: Any) -> str:
    text = say_cell(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _read_choice(ask: Ask, value: Any, text: str) -> Any:
    plain = " ".join(text.split()).casefold()
    for known, words in ask.choices.items():
        if plain in {words.casefold(), str(known).casefold()}:
            return known
    if ask.choices == {True: TICK} and plain in {"x", "✓", "✔", "true", "1", "y"}:
        return True
    if ask.choices == {True: TICK} and plain in {"no", "false", "0", "n", "-"}:
        return None
    allowed = ", ".join(f"“{words}”" for words in list(ask.choices.values())[:8]) or "nothing so far"
    more = f" and {len(ask.choices) - 8} more" if len(ask.choices) > 8 else ""
    near = difflib.get_close_matches(plain, [words.casefold() for words in ask.choices.values()], 1, 0.6)
    meant = next((words for words in ask.choices.values() if near and words.casefold() == near[0]), None)
    cure = f"did you mean “{meant}”? Choose it from the list" if meant else "choose from the cell's list"
    raise CellProblem(f"“{text[:60]}”", f"one of {allowed}{more}", cure)


def _read_number(question: Field, value: Any, text: str, number_format: str) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        percent = "%" in number_format and (question.unit or "").strip() in {"%", "percent"}
        return _whole(round(value * 100, 10) if percent else value)
    bare = text.removesuffix(question.unit or "").strip() if question.unit else text
    bare = bare.removesuffix("%").strip() if (question.unit or "") in {"%", "percent"} else bare
    if not NUMBER.fullmatch(bare) or not re.search(r"\d", bare):
        cure = "write digits alone, with a point before the decimals"
        raise CellProblem(f"“{text[:60]}”", "a number such as 45, 4.5 or 1,234.5", cure)
    return _whole(float(bare.replace(",", "").replace("−", "-")))


def _whole(number: float) -> int | float:
    return int(number) if float(number).is_integer() and abs(number) < 1e15 else number


def _read_date(value: Any, text: str) -> str:
    if isinstance(value, dt.date):
        return (value.date() if isinstance(value, dt.datetime) else value).isoformat()
    if isinstance(value, int | float) and int(value) in SERIALS:
        return (EXCEL_DAY_ZERO + dt.timedelta(days=int(value))).isoformat()
    american = AMERICAN_DATE.fullmatch(text)
    day = _day("{2}-{0:0>2}-{1:0>2}".format(*american.groups()) if american else text)
    if day is None:
        cure = "write year-month-day, or month/day/year"
        raise CellProblem(f"“{text[:60]}”", "a date such as 2026-10-06 or 10/6/2026", cure)
    return day.isoformat()


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
