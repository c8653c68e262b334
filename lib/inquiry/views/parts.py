"""Pieces that many views share: tables with caption and scoped headers, charts with their words, chips."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from inquiry.views.html import Child, Node, el
from inquiry.views.look import SWATCHES

if TYPE_CHECKING:
    from inquiry.views.charts.drawing import Chart


def data_table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[Child]], *, numeric: Iterable[int] = ()
) -> Node:
    """A table that reads well line by line.

    Parameters
    ----------
    caption : str
        What the table holds, in words.
    head : sequence of str
        The columns' names.
    rows : iterable of sequences
        The cells; the first of each row is its header. A cell that is a `td` or `th` already stays as it is.
    numeric : iterable of int
        The columns (from 0) that hold numbers, which are set flush right.
    """
    right = set(numeric)
    headers = [el("th", name, scope="col", cls="num" if n in right else "") for n, name in enumerate(head)]
    body = [el("tr", [_cell(cell, n, n in right) for n, cell in enumerate(row)]) for row in rows]
    return el("table", el("caption", caption), el("thead", el("tr", headers)), el("tbody", body), cls="data")


def _cell(cell: Child, column: int, right: bool) -> Node:
    if isinstance(cell, Node) and cell.tag in {"td", "th"}:
        return cell
    return el("th", cell, scope="row") if column == 0 else el("td", cell, cls="num" if right else "")


def picture(chart: Chart, caption: Child = None) -> Node:
    """A chart with its words for those who do not see it, and a caption for everybody."""
    source = "data:image/png;base64," + base64.b64encode(chart.png).decode("ascii")
    image = el("img", src=source, alt=chart.alt, width=chart.width, height=chart.height)
    return el("figure", image, el("figcaption", caption) if caption else None, cls="chart")


def numbers(*inside: Child, summary: str = "The numbers in this chart") -> Node:
    """The numbers behind a chart, folded away; open on paper."""
    return el("details", el("summary", summary), *inside, cls="numbers")


def chip(color: int) -> Node:
    """One of the Dashboard's colors by name; swatch and pattern come from the page's look."""
    swatch = SWATCHES.get(color, SWATCHES[0])
    return el("span", swatch.name, cls=f"colour {swatch.css}")


def note(*words: Child) -> Node:
    """A remark."""
    return el("p", *words, cls="note")


def nothing(words: str) -> Node:
    """A useful sentence where there is nothing to show."""
    return el("p", words, cls="note")


def item_list(items: Iterable[Child]) -> Node:
    """A plain list."""
    return el("ul", [el("li", item) for item in items])
