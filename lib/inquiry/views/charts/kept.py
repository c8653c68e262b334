"""Charts kept between pages and builds: the same numbers are drawn once, however many pages show them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, wraps
from importlib.metadata import version
from pathlib import Path
from typing import Any, ParamSpec

from inquiry.district.cache_folder import read_entry, write_entry
from inquiry.views.charts.drawing import Chart
from inquiry.views.charts.shelf import Shelf
from inquiry.views.html import Node

DRAWN_WITH = ("matplotlib", "numpy", "pillow")  # another version may set a letter a little differently
P = ParamSpec("P")


def kept(plot: Callable[P, Chart]) -> Callable[P, Chart]:
    """Let a drawing function's charts be kept, by everything it is given and all that draws.

    Its arguments must be plain: texts, numbers, sequences, mappings and dataclasses of such.
    """

    @wraps(plot)
    def draw(*args: P.args, **kwargs: P.kwargs) -> Chart:
        if Shelf.folder is None:
            return plot(*args, **kwargs)
        given = json.dumps([plot.__qualname__, _plain(args), _plain(kwargs)], ensure_ascii=False)
        name = hashlib.sha256(f"{_drawing()}\0{given}".encode("utf-8", "surrogatepass")).hexdigest()
        entry = Shelf.folder / name[:2] / name
        chart = _load(entry)
        if chart is None:
            chart = plot(*args, **kwargs)
            with contextlib.suppress(OSError):
                _save(entry, chart)
        return chart

    return draw


def _plain(value: object) -> object:
    """A value as JSON that tells it from every other; `TypeError` for what cannot be told apart."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        parts = [_plain(getattr(value, field.name)) for field in fields(value)]
        return {"is": type(value).__qualname__, "has": parts}
    if isinstance(value, Mapping):
        return {"of": [[_plain(key), _plain(each)] for key, each in value.items()]}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_plain(each) for each in value]
    raise TypeError(f"a chart that is kept takes plain values; {type(value).__name__} is none")


@cache
def _drawing() -> str:
    """A fingerprint of all that draws: our code and the libraries."""
    digest = hashlib.sha256(" ".join((sys.version, *map(version, DRAWN_WITH))).encode())
    here = Path(__file__).parent
    for path in (*sorted(here.glob("*.py")), here.parent / "look.py"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _load(entry: Path) -> Chart | None:
    """A chart that is kept; None where there is none or it is damaged."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        checksum, _, rest = read_entry(entry).partition(b"\n")
        if hashlib.sha256(rest).hexdigest().encode() == checksum:
            head, _, png = rest.partition(b"\n")
            width, height, alt, site = json.loads(head)
            return Chart(png, int(width), int(height), str(alt), _unpack(site))
    return None


def _save(entry: Path, chart: Chart) -> None:
    head = [chart.width, chart.height, chart.alt, _pack(chart.site)]
    rest = json.dumps(head).encode() + b"\n" + chart.png
    write_entry(entry, hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest)


def _pack(node: Node) -> list[object]:
    """A tree as JSON."""
    inside = [each if isinstance(each, str) else _pack(each) for each in node.children]
    return [node.tag, [list(pair) for pair in node.attributes], inside]


def _unpack(packed: Any) -> Node:
    tag, attributes, inside = packed
    pairs = tuple((str(key), str(value)) for key, value in attributes)
    return Node(str(tag), pairs, tuple(each if isinstance(each, str) else _unpack(each) for each in inside))
