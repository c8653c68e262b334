"""The plans as files, `DISTRICT/disclosure/NAME.json`: sealed, written whole, never made anew silently."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from inquiry.district.files import write_if_changed
from inquiry.errors import BadInput, Fault
from inquiry.views.disclosed.cells import Cell, Link
from inquiry.views.disclosed.plan import Figure, Plan, Print

FOLDER = "disclosure"
FORMAT = 1
WHAT = (
    "What staff are told of the district's own figures, and why others are withheld. Kept for ever, beside "
    "the record: without it a later export could give away what an earlier one withheld. Do not change it by "
    "hand."
)
CURE = (
    "bring the one of your backup back (`inquiry restore`). Without one, know before you move the file away: "
    "a new one is then made of today's figures, and a new export could give away what earlier ones withheld; "
    "ask for copies of those to be deleted first"
)


def plan_path(folder: Path, name: str) -> Path:
    """Where a plan lies in a district's folder."""
    return folder / FOLDER / f"{name}.json"


def plan_files(folder: Path) -> list[Path]:
    """Every plan of a district."""
    return sorted((folder / FOLDER).glob("*.json"))


def read_plan(folder: Path, name: str) -> Plan | None:
    """A plan as it was written; None where there is none yet.

    Raises
    ------
    BadInput
        When the file is damaged, or was changed by anything but a build.
    """
    path = plan_path(folder, name)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as trouble:
        raise _damaged(name, f"a file that cannot be read ({trouble.strerror})") from trouble
    return parse_plan(name, content)


def parse_plan(name: str, content: bytes) -> Plan:
    """A plan from a file's content.

    Raises
    ------
    BadInput
        When it is damaged, or was changed by anything but a build.
    """
    try:
        return _parse(name, content)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as trouble:
        raise _damaged(name, "a file that is damaged, or was changed by hand") from trouble


def _damaged(name: str, found: str) -> BadInput:
    return BadInput([Fault(f"{FOLDER}/{name}.json", found, "the file as `inquiry build` wrote it", CURE)])


def check_plans(folder: Path) -> list[Fault]:
    """What is wrong with any plan of a district."""
    faults: list[Fault] = []
    for path in plan_files(folder):
        try:
            read_plan(folder, path.stem)
        except BadInput as trouble:
            faults += trouble.faults
    return faults


def write_plan(folder: Path, plan: Plan) -> bool:
    """Write a plan whole, if it differs from the file; say whether it did."""
    path = plan_path(folder, plan.name)
    return write_if_changed(path, _text(plan), shown_as=f"{FOLDER}/{path.name}")


def digest_plans(folder: Path) -> str:
    """One digest of all plans as they lie there."""
    total = hashlib.sha256()
    for path in plan_files(folder):
        try:
            content = path.read_bytes()
        except OSError as trouble:
            content = f"not readable ({trouble.errno})".encode()
        total.update(f"{path.name} {len(content)}\n".encode() + content)
    return total.hexdigest()


def _text(plan: Plan) -> str:
    """A plan as text: an entry a line, sealed."""
    parts: dict[str, Iterable[str]] = {
        "figures": _entries({key: _raw_figure(one) for key, one in sorted(plan.figures.items())}),
        "prints": map(_line, (_raw_print(one) for one in plan.prints)),
        "cells": _entries({name: _raw_cell(one) for name, one in sorted(plan.cells.items())}),
        "links": map(_line, ([link.total, list(link.parts), link.exact] for link in plan.links)),
        "current": _entries(dict(sorted(plan.current.items()))),
        "published": _entries(dict(sorted(plan.published.items()))),
    }
    head = {
        "format": FORMAT,
        "what": WHAT,
        "name": plan.name,
        "threshold": plan.threshold,
        "decided": plan.decided.isoformat(),
    }
    lines = [f"{_line(key)}: {_line(value)}" for key, value in head.items()]
    for key, entries in parts.items():
        open_, close = ("[", "]") if key in {"prints", "links"} else ("{", "}")
        inside = ",\n  ".join(entries)
        lines.append(
            f"{_line(key)}: {open_}\n  {inside}\n {close}" if inside else f"{_line(key)}: {open_}{close}"
        )
    body = ",\n ".join(lines)
    return f'{{{body},\n "seal": "{_seal(body)}"}}\n'


def _seal(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


def _entries(entries: Mapping[str, object]) -> Iterable[str]:
    return (f"{_line(key)}: {_line(value)}" for key, value in entries.items())


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _raw_figure(one: Figure) -> dict[str, str]:
    said = {"words": one.words} if one.is_told else {"withheld": one.why}
    return said | {"day": one.day.isoformat(), "state": one.state}


def _raw_print(one: Print) -> list[object]:
    return [one.figure, one.state, one.words, one.low, one.high, one.day.isoformat(), one.threshold]


def _raw_cell(one: Cell) -> list[object]:
    kind = "mean" if one.is_mean else "guarded" if one.guarded else ""
    return [one.met, one.of, one.students, one.words, kind]


def _parse(name: str, content: bytes) -> Plan:
    text = content.decode("utf-8")
    body, _, seal = text.rpartition(',\n "seal": ')
    raw = json.loads(text)
    if raw["format"] != FORMAT or raw["name"] != name or seal != f'"{_seal(body[1:])}"}}\n':
        raise ValueError("another file")
    return Plan(
        name=name,
        threshold=raw["threshold"],
        decided=dt.date.fromisoformat(raw["decided"]),
        figures={key: _figure(one) for key, one in raw["figures"].items()},
        prints=tuple(_print(one) for one in raw["prints"]),
        cells={key: _cell(key, one) for key, one in raw["cells"].items()},
        links=tuple(Link(total, tuple(parts), exact) for total, parts, exact in raw["links"]),
        current=raw["current"],
        published=raw["published"],
    )


def _figure(raw: dict[str, str]) -> Figure:
    day = dt.date.fromisoformat(raw["day"])
    return Figure(raw.get("words", ""), day, raw.get("withheld", ""), raw["state"])


def _print(raw: list[Any]) -> Print:
    figure, state, words, low, high, day, threshold = raw
    return Print(figure, state, words, low, high, dt.date.fromisoformat(day), threshold)


def _cell(name: str, raw: list[Any]) -> Cell:
    met, of, students, words, kind = raw
    key = name.rpartition("@")[0]
    return Cell(key, met, of, students, words, guarded=kind == "guarded", is_mean=kind == "mean")
