"""What is wrong with a YAML file that a person keeps, in plain words, at its line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from inquiry.errors import Fault

FOUND_LENGTH = 80  # how much of a wrong value a message quotes
QUOTE_IT = "put the value in quotes"


@dataclass
class Reading:
    """One file as it is read: plain values, the line of each key, what stands there, and the faults."""

    name: str
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)
    texts: dict[tuple[str, ...], str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, at: tuple[str, ...], line: int, found: str, allowed: str, cure: str) -> None:
        """Note what is wrong at a key."""
        self.faults.append(Fault(self.name, found, allowed, cure, line, ".".join(at) or None))


def known_keys(adapter: TypeAdapter[Any]) -> list[str]:
    """Every key that a model, or a part of it, has."""
    schema = adapter.json_schema()
    models: list[Mapping[str, Any]] = [schema, *schema.get("$defs", {}).values()]
    return sorted({key for model in models for key in model.get("properties", {})})


def model_fault(reading: Reading, error: Any, known: list[str]) -> Fault:
    """What pydantic found wrong, in plain words, at its line."""
    at, line = _place(reading, tuple(str(part) for part in error["loc"]))
    kind, key = error["type"], at[-1] if at else ""
    if kind == "missing":
        key = str(error["loc"][-1])
        column = ".".join((*at, key))
        return Fault(reading.name, f"no “{key}”", "this key is needed", f"add “{key}: …”", line, column)
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(key, known, n=1)
        cure = f"write “{near[0]}”, or take it out" if near else "mend its name or take it out"
        return Fault(
            reading.name,
            f"the unknown key “{key}”",
            "the keys of the other entries",
            cure,
            line,
            ".".join(at),
        )
    allowed = str(error["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    text = reading.texts.get(at)
    found = f"“{_short(text)}”" if text is not None else _shape(error["input"])
    cure = next(_cures(kind, text, error["input"]), f"mend “{key or reading.name}”")
    return Fault(reading.name, found, allowed, cure, line, ".".join(at) or None)


def _place(reading: Reading, loc: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """The key in the file an error belongs to, and its line; parts that name a type are skipped."""
    at: tuple[str, ...] = ()
    for part in loc:
        if (*at, part) in reading.lines:
            at = (*at, part)
    return at, reading.lines.get(at, 1)


def _cures(kind: str, text: str | None, value: object) -> Iterator[str]:
    if kind == "string_type" and text is not None:
        if value is None:
            yield "write a text, or take the key out"
        yield f'YAML takes this for a number or true/false: {QUOTE_IT}, as in "{_short(text)}"'
    if kind in {"list_type", "tuple_type", "set_type"}:
        yield "write a list: each item on its own line after “- ”, or [one, two]"
    if kind in {"model_type", "model_attributes_type", "dict_type", "mapping_type"}:
        yield "write “key: value” pairs, indented below it"
    if kind.startswith("date"):
        yield "write a date as 2026-08-31"
    if kind in {"literal_error", "enum"}:
        yield "write one of these"


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    return "a list" if isinstance(value, list) else f"“{_short(value)}”"


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= FOUND_LENGTH else text[: FOUND_LENGTH - 1] + "…"
