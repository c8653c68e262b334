"""A YAML file a person keeps, read into a pydantic model; every fault names file, line and key.

What YAML would surprise people with is taken away: `no`, `yes` and `on` stay words and dates stay as written
(a model turns them into what it needs); a key that stands twice, a tag, an alias or a merge is refused.
"""

from __future__ import annotations

import contextlib
import math
import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from inquiry.district.yaml_faults import QUOTE_IT, Reading, known_keys, model_fault
from inquiry.errors import Checked, Fault

M = TypeVar("M")
Node = Any  # ruamel's or PyYAML's: both have id, tag, value, style and marks
_TAG = "tag:yaml.org,2002:"
ANCHOR_SIGNS = frozenset("&*")
BOOLEANS = frozenset({"true", "false"})  # to libyaml also yes, no, on, off; to people those are words
_POWER = re.compile(r"[-+]?[0-9][0-9.]*[eE][-+]?[0-9]+")  # a number with an exponent, to libyaml a text
CLoader = getattr(yaml, "CSafeLoader", None)  # where PyYAML came without libyaml: None


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
    reading = Reading(name or path.name)
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
        known = known_keys(adapter)
        return Checked(None, tuple(model_fault(reading, error, known) for error in trouble.errors()))


def _compose(path: Path, reading: Reading) -> Node | None:
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


def _grammar_fault(trouble: YAMLError, reading: Reading) -> None:
    mark = (trouble.problem_mark or trouble.context_mark) if isinstance(trouble, MarkedYAMLError) else None
    why = " ".join(str(getattr(trouble, "problem", None) or trouble).split())
    line = mark.line + 1 if mark else 1
    if "\\t" in why or "'\t'" in why:
        cure = "indent with spaces, not with tabs"
    elif "alias" in why or "anchor" in why:
        cure = f"{QUOTE_IT}: a text may not begin with * or &"
    else:
        cure = (
            "look at this line and the one above: a text with “: ” or “ #” in it, or that begins with one of "
            '@ ` % & * ! | > { [ ", needs quotes; items of one list are indented alike'
        )
    reading.fault((), line, f"text that is no YAML ({why})", "valid YAML", cure)


def _plain(node: Node, at: tuple[str, ...], reading: Reading) -> Any:
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


def _plain_mapping(node: Node, at: tuple[str, ...], reading: Reading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.id != "scalar":
            reading.fault(at, line, "a key that is a list", "a word as key", QUOTE_IT)
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


def _plain_scalar(node: Node, at: tuple[str, ...], reading: Reading) -> Any:
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
