"""The five-by-five as a picture: status down, change across, who stands in each cell by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from inquiry.views.charts.drawing import (
    SMALL_PT,
    TEXT_PT,
    WIDTH_PX,
    Chart,
    finish,
    new_figure,
    pixel_axes,
    wrap_text,
    write_text,
)
from inquiry.views.charts.kept import kept
from inquiry.views.look import INK, OTHER, PAPER, SOFT, SWATCHES

LABEL_PX, TOP_PX, LINE_PX, STRIPE_PX, PAD_PX = 100, 74, 13, 9, 6
BETWEEN_PX = 4  # between two names
ROW_PX = 44  # the least height of a row: the color's name and the count
CELL_PX = (WIDTH_PX - LABEL_PX) / 5


@dataclass(frozen=True)
class GridLevel:
    """A level of status or change: its number, its name, and where it begins and ends in words."""

    level: int
    label: str
    band: str


@dataclass(frozen=True)
class GridCell:
    """A cell: its color (0 = the state has none here), schools in it, and the groups that stand in it."""

    color: int
    count: int
    share: float
    names: tuple[str, ...] = ()


@kept
def plot_grid(
    cells: Mapping[tuple[int, int], GridCell],
    status: Sequence[GridLevel],
    change: Sequence[GridLevel],
    *,
    status_title: str,
    change_title: str,
    alt: str,
) -> Chart:
    """Draw the five-by-five.

    Parameters
    ----------
    cells : mapping of (status level, change level) to GridCell
        All cells, levels 1 to 5.
    status, change : sequence of GridLevel
        The five status levels, best first (top row), and the five change levels, worst first (left column).
    status_title, change_title : str
        What the rows and the columns are, with the years.
    alt : str
        The picture in words.
    """
    lines = {
        key: [wrap_text(name, CELL_PX - STRIPE_PX - 2 * PAD_PX, SMALL_PT, bold=True) for name in cell.names]
        for key, cell in cells.items()
    }
    heights = [max(_height(lines[row.level, column.level]) for column in change) for row in status]
    figure = new_figure(WIDTH_PX, TOP_PX + sum(heights))
    axes = pixel_axes(figure)
    _write_titles(axes, change, status_title, change_title)
    top = float(TOP_PX)
    for row, height in zip(status, heights, strict=True):
        _write_label(axes, row, top)
        for n, column in enumerate(change):
            key = (row.level, column.level)
            _draw_cell(axes, LABEL_PX + n * CELL_PX, top, height, cells[key], lines[key])
        top += height
    # The site shows the grid as a table (views/state/grid_table.py), which is its picture and its numbers.
    return finish(figure, alt)


def _height(names: Sequence[Sequence[str]]) -> int:
    return ROW_PX + sum(LINE_PX * len(name) + BETWEEN_PX for name in names)


def _write_titles(axes: Axes, change: Sequence[GridLevel], status_title: str, change_title: str) -> None:
    write_text(axes, LABEL_PX, 10, change_title, size=TEXT_PT, color=SOFT)
    for n, line in enumerate(wrap_text(status_title, LABEL_PX - 8, TEXT_PT, lines=4)):
        write_text(axes, 0, 10 + n * LINE_PX, line, color=SOFT)
    for n, level in enumerate(change):
        x = LABEL_PX + n * CELL_PX + 2
        for k, line in enumerate(wrap_text(level.label, CELL_PX - 6, TEXT_PT, bold=True, lines=2)):
            write_text(axes, x, 30 + k * LINE_PX, line, bold=True)
        write_text(axes, x, TOP_PX - 10, level.band, size=SMALL_PT, color=SOFT)


def _write_label(axes: Axes, row: GridLevel, top: float) -> None:
    write_text(axes, 0, top + 15, row.label, bold=True)
    for k, line in enumerate(wrap_text(row.band, LABEL_PX - 8, SMALL_PT, lines=2)):
        write_text(axes, 0, top + 31 + k * 12, line, size=SMALL_PT, color=SOFT)


def _draw_cell(
    axes: Axes, x: float, y: float, height: float, cell: GridCell, names: Sequence[Sequence[str]]
) -> None:
    swatch = SWATCHES[cell.color]
    axes.add_patch(Rectangle((x + 1, y + 1), CELL_PX - 2, height - 2, facecolor=swatch.wash, linewidth=0))
    axes.add_patch(
        Rectangle(
            (x + 1, y + 1),
            STRIPE_PX,
            height - 2,
            facecolor=swatch.full,
            edgecolor=PAPER,
            linewidth=0,
            hatch=swatch.hatch,
        )
    )
    if cell.color == 0:
        axes.add_patch(
            Rectangle((x + 1.5, y + 1.5), CELL_PX - 3, height - 3, fill=False, edgecolor=OTHER, linewidth=0.6)
        )
    left, line = x + STRIPE_PX + PAD_PX, y + 14
    write_text(axes, left, line, swatch.name, size=TEXT_PT, color=INK)
    if cell.count:
        write_text(
            axes,
            left,
            line + LINE_PX,
            f"{count_schools(cell.count)}, {cell.share:.0f}%",
            size=SMALL_PT,
            color=SOFT,
        )
    line += 2 * LINE_PX + 3
    for name in names:
        for part in name:
            write_text(axes, left, line, part, size=SMALL_PT, bold=True)
            line += LINE_PX
        line += BETWEEN_PX


def count_schools(count: int) -> str:
    """A number of schools in words.

    Examples
    --------
    >>> count_schools(1), count_schools(1204)
    ('1 school', '1,204 schools')
    """
    return f"{count:,} school{'' if count == 1 else 's'}"
