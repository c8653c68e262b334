"""The five-by-five as a table: what the site shows in place of a picture, and a notebook beside it."""

from __future__ import annotations

from collections.abc import Mapping

from inquiry.sources import Table
from inquiry.views.charts.grid import GridCell
from inquiry.views.html import Node, el
from inquiry.views.look import SWATCHES
from inquiry.views.state.bands import best_first, say_band, say_change_band
from inquiry.views.state.standing import Standing
from inquiry.views.words import count_of

Cells = Mapping[tuple[int, int], GridCell]  # (status level, change level) -> cell
LEVELS = (5, 4, 3, 2, 1)


def grid_table(standing: Standing, table: Table, cells: Cells) -> Node:
    """Status down, change across; in each cell its color, the schools, and who of ours stands in it."""
    head = [f"{band.label} ({say_change_band(band)})" for band in reversed(best_first(table.change))]
    rows = [
        [el("th", band.label, el("br"), el("small", say_band(standing.indicator, band)), scope="row")]
        + [_grid_cell(cells[band.level, level]) for level in reversed(LEVELS)]
        for band in best_first(table.status)
    ]
    caption = f"{standing.title}: schools in each cell, and who stands in it"
    columns = [el("th", "Status, by change", scope="col"), *[el("th", name, scope="col") for name in head]]
    body = [el("tr", row) for row in rows]
    return el(
        "table",
        el("caption", caption),
        el("thead", el("tr", columns)),
        el("tbody", body),
        cls="data five-by-five",
    )


def _grid_cell(cell: GridCell) -> Node:
    swatch = SWATCHES[cell.color]
    parts: list[Node | str] = [el("b", swatch.name)]
    if cell.count:
        parts += [" ", el("small", f"{count_of(cell.count, 'school')}, {cell.share:.0f}%")]
    for name in cell.names:
        parts += [" ", el("strong", name, cls="here")]
    return el("td", parts, cls=swatch.css)
