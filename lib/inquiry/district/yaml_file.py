"""A YAML file a person keeps, read into a pydantic model; every fault names file, line and key.

What YAML would surprise people with is taken away: `no`, `yes` and `on` stay words and dates stay as written
(a model turns them into what it needs); a key that stands twice, a tag, an alias or a merge is refused.
"""

from __future__ import annotations

import contextlib
import difflib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from inquiry.errors import Checked, Fault

M = TypeVar("M")
Node = Any  # ruamel's or PyYAML's: both have id, tag, value, style and marks
FOUND_LENGTH = 80  # how much of a wrong value a message quotes
_TAG = "tag:yaml.org,2002:"
ANCHOR_SIGNS = frozenset("&*")
BOOLEANS = frozenset({"true", "false"})  # to libyaml also yes, no, on, off; to people those are words
_POWER = re.compile(r"[-+]?[0-9][0-9.]*[eE][-+]?[0-9]+")  # a number with an exponent, to libyaml a text
CLoader = getattr(yaml, "CSafeLoader", None)  # where PyYAML came without libyaml: None
_QUOTE_IT = "put the value in quotes"


@dataclass
class _Reading:
    """One file as it is read: plain values, the line of each key, what stands there, and the faults."""

    name: str
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)
    texts: dict[tuple[str, ...], str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, at: tuple[str, ...], line: int, found: str, allowed: str, cure: str) -> None:
        self.faults.append(Fault(self.name, found, allowed, cure, line, ".".join(at) or None))


def read_yaml_model(path: Path, model: type[M], name: str | None = None) -> Checked[M | None]:
    """Read a YAML file into a model.

    Parameters
    ----------
    path : Path
        A UTF-8 text file.
    model : type
        A pydantic model, or any type pydantic knows, such as `list[Level]` or `dict[str, Level]`.
    name : str, optional
        The file's name in messages (default: its own name).

    Returns
    -------
    Checked of model or None
        None when anything in it is wrong. Each fault has the line as `row` and the dotted key as `column`.
    """
    reading = _Reading(name or path.name)
    node = _compose(path, reading)
    if node is None:
        return Checked(None, tuple(reading.faults))
    value = _plain(node, (), reading)
    if reading.faults:
        return Checked(None, tuple(reading.faults))
    adapter: TypeAdapter[M] = TypeAdapter(model)
    try:
        return Checked(adapter.validate_python(value))
    except ValidationError as trouble:
        known = _known_keys(adapter)
        return Checked(None, tuple(_model_fault(reading, error, known) for error in trouble.errors()))


def _compose(path: Path, reading: _Reading) -> Node | None:
    """The file's tree of nodes; None, with a fault, when it has none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = 1 + bytes(trouble.object[: trouble.start]).count(b"\n")
        reading.fault((), line, "bytes that are not UTF-8", "UTF-8 text", "save the file as UTF-8")
        return None
    except OSError as trouble:
        found = "no such file" if isinstance(trouble, FileNotFoundError) else f"{trouble.strerror}"
        reading.faults.append(Fault(reading.name, found, "a YAML file", "put the file back"))
        return None
    try:
        node = _nodes(text)
    except YAMLError as trouble:
        _grammar_fault(trouble, reading)
        return None
    if node is None:
        reading.fault((), 1, "an empty file", "the file's keys", "put the file back")
    return node


def _nodes(text: str) -> Node | None:
    """The tree of nodes: by libyaml, ten times as fast, wherever it tells all that we need to know.

    It forgets anchors and words its complaints differently: such a text goes to the reader that has both.
    """
    if CLoader is not None and not ANCHOR_SIGNS & set(text):
        with contextlib.suppress(yaml.YAMLError):
            found: Node | None = yaml.compose(text, Loader=CLoader)
            return found
    slow: Node | None = YAML(typ="safe", pure=True).compose(text)
    return slow


def _grammar_fault(trouble: YAMLError, reading: _Reading) -> None:
    mark = (trouble.problem_mark or trouble.context_mark) if isinstance(trouble, MarkedYAMLError) else None
    why = " ".join(str(getattr(trouble, "problem", None) or trouble).split())
    line = mark.line + 1 if mark else 1
    if "\\t" in why or "'\t'" in why:
        cure = "indent with spaces, not with tabs"
    elif "alias" in why or "anchor" in why:
        cure = f"{_QUOTE_IT}: a text may not begin with * or &"
    else:
        cure = (
            "look at this line and the one above: a text with “: ” or “ #” in it, or that begins with one of "
            '@ ` % & * ! | > { [ ", needs quotes; items of one list are indented alike'
        )
    reading.fault((), line, f"text that is no YAML ({why})", "valid YAML", cure)


def _plain(node: Node, at: tuple[str, ...], reading: _Reading) -> Any:
    """A node's plain value; notes each key's line on the way."""
    line = node.start_mark.line + 1
    reading.lines.setdefault(at, line)
    if getattr(node, "anchor", None):
        reading.fault(at, line, f"the anchor &{node.anchor}", "no anchors", "write the value out each time")
        return None
    if node.id == "mapping":
        return _plain_mapping(node, at, reading)
    if node.id == "sequence":
        return [_plain(item, (*at, str(n)), reading) for n, item in enumerate(node.value)]
    return _plain_scalar(node, at, reading)


def _plain_mapping(node: Node, at: tuple[str, ...], reading: _Reading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.id != "scalar":
            reading.fault(at, line, "a key that is a list", "a word as key", _QUOTE_IT)
            continue
        here = (*at, key.value)
        if key.value in found:
            first = reading.lines[here]
            reading.fault(
                here, line, f"“{key.value}” again, first in line {first}", "each key once", "take one out"
            )
            continue
        reading.lines[here] = line
        found[key.value] = _plain(value, here, reading)
    return found


def _plain_scalar(node: Node, at: tuple[str, ...], reading: _Reading) -> Any:
    text = str(node.value)
    tag = str(node.tag).removeprefix(_TAG)
    line = node.start_mark.line + 1
    reading.texts[at] = text
    if tag not in {"str", "timestamp", "bool", "int", "float", "null", "merge", "value"}:
        reading.fault(at, line, f"the tag “{node.tag}”", "no tags", "take the tag out")
        return None
    if tag == "null":
        return None
    if tag == "bool" and text.lower() in BOOLEANS:
        return text.lower() == "true"
    is_number = tag in {"int", "float"} or (not node.style and _POWER.fullmatch(text))
    return _number(text) if is_number else text


def _number(text: str) -> int | float | str:
    """A number as a person reads it; what only YAML takes for one (1_000, 0x1F, .inf) stays text."""
    for make in (int, float):
        try:
            number = make(text)
        except ValueError:
            continue
        return number if "_" not in text and math.isfinite(number) else text
    return text


def _known_keys(adapter: TypeAdapter[Any]) -> list[str]:
    schema = adapter.json_schema()
    models: list[Mapping[str, Any]] = [schema, *schema.get("$defs", {}).values()]
    return sorted({key for model in models for key in model.get("properties", {})})


def _model_fault(reading: _Reading, error: Any, known: list[str]) -> Fault:
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


def _place(reading: _Reading, loc: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
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
        yield f'YAML takes this for a number or true/false: {_QUOTE_IT}, as in "{_short(text)}"'
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
