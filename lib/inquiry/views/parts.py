"""Pieces that many views share: tables with caption and scoped headers, charts with their words, chips."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inquiry.views.html import Child, Node, either, el, plain
from inquiry.views.look import SWATCHES

if TYPE_CHECKING:
    from inquiry.views.charts.drawing import Chart

# A chart's words are read aloud whole, and nobody can skim them: about a minute. The table has the rest.
MOST_ALT = 900  # characters
NOTHING = "–"  # in a cell that has no words
_REST = " … and more, all of it in the table beneath."


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
        The cells; the first of each row is its header, and one without words gets a dash. A cell that is a
        `td` or `th` already stays as it is.
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
    made = el("th", cell, scope="row") if column == 0 else el("td", cell, cls="num" if right else "")
    # To the ear a blank cell is a hole: did it stop, is it loading?
    return made if _says_something(made) else replace(made, children=(NOTHING,))


def _says_something(node: Node) -> bool:
    return any(
        bool(child.strip())
        if isinstance(child, str)
        else child.tag in {"img", "svg"} or _says_something(child)
        for child in node.children
    )


def picture(chart: Chart, caption: Child = None) -> Node:
    """A chart with its words for those who do not see it, and a caption for everybody.

    A notebook gets the picture; the site gets lines, lists and words, where the chart has them.
    """
    source = "data:image/png;base64," + base64.b64encode(chart.png).decode("ascii")
    image = el("img", src=source, alt=short_alt(chart.alt), width=chart.width, height=chart.height)
    said = el("figcaption", caption) if caption else None
    figure = el("figure", image, said, cls="chart")
    return either(figure, el("div", chart.site, note(caption) if caption else None))


def short_alt(alt: str) -> str:
    """A chart's words, at most a paragraph; what is cut off ends with a whole sentence or item."""
    if len(alt) <= MOST_ALT:
        return alt
    kept = alt[: MOST_ALT - len(_REST)]
    end = max(kept.rfind(mark) for mark in (". ", "; ", ", "))
    return f"{kept[:end] if end > 0 else kept}{_REST}"


def numbers(*inside: Child, summary: str = "The numbers in this chart") -> Node:
    """The numbers behind a chart, folded away; open on paper.

    On the site the fold's name ends, for the ear alone, with what the table in it says of itself: a page has
    many charts, and a screen reader lists what can be opened.
    """
    details = el("details", el("summary", summary), *inside, cls="numbers")
    caption = _first_caption(details)
    if caption is None:
        return details
    spoken = el("summary", summary, el("span", f": {plain(caption)}", cls="sr"))
    return el("details", either(el("summary", summary), spoken), *details.children[1:], cls="numbers")


def look_up(summary: str, of: str, *inside: Child, cls: str = "") -> Node:
    """A part to look up, open in a notebook; folded on the site, which is read on a phone, and open on paper.

    `of` ends the fold's name for the ear alone: a page has many. With the class `roomy` a wide screen has it
    open.
    """
    spoken = el("summary", summary, el("span", f": {of}", cls="sr"))
    return either(el("div", *inside), el("details", spoken, *inside, cls=cls))


def _first_caption(part: Node) -> Node | None:
    """The caption of the first table in a part."""
    inside = (child for child in part.children if isinstance(child, Node))
    if part.tag in {"caption", "tbody"}:
        return part if part.tag == "caption" else None
    return next((found for child in inside if (found := _first_caption(child))), None)


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
