"""Who serves what, as a picture: one column a level, one box a focus, a line from each to what it serves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

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
from inquiry.views.html import Node, el
from inquiry.views.look import ACCENT, INK, OTHER, PAPER, SOFT, WASH

HEAD_PX, LINE_PX, PAD_PX, BETWEEN_PX, GAP_PX, MOST_LINES = 28, 13, 6, 9, 30, 4


@dataclass(frozen=True)
class Box:
    """One focus: its column, whose it is, its words, what it lacks in words, the boxes that serve it.

    `own` draws it with a heavy edge.
    """

    column: int
    whose: str
    words: str
    missing: str = ""
    served_by: tuple[Box, ...] = ()
    own: bool = False


@dataclass(frozen=True)
class _Placed:
    box: Box
    left: float
    top: float
    width: float
    served_by: tuple[_Placed, ...]

    @property
    def height(self) -> float:
        return _height(self.box, self.width)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@kept
def plot_links(goal: Box, columns: Sequence[str], *, alt: str) -> Chart:
    """Draw one goal and everything that serves it, from left to right.

    Parameters
    ----------
    goal : Box
        The goal; `served_by` holds the rest.
    columns : sequence of str
        The levels' names; a box's `column` counts them from 0.
    alt : str
        The picture in words.
    """
    width = (WIDTH_PX - GAP_PX * (len(columns) - 1)) / len(columns)
    free = [float(HEAD_PX)] * len(columns)
    root = _place(goal, width, free)
    figure = new_figure(WIDTH_PX, max(free) - BETWEEN_PX + 4)
    axes = pixel_axes(figure)
    for n, label in enumerate(columns):
        write_text(axes, n * (width + GAP_PX), 10, label, size=TEXT_PT, color=SOFT)
    _draw(axes, root)
    return finish(figure, alt, el("ul", _branch(goal, columns), cls="map"))


def _branch(box: Box, columns: Sequence[str]) -> Node:
    """The same for the site: a box, and under it what serves it."""
    missing = el("em", box.missing) if box.missing else None
    words = el(
        "p", el("small", columns[box.column]), " ", el("b", el("bdi", box.whose)), " ", el("bdi", box.words)
    )
    below = el("ul", [_branch(each, columns) for each in box.served_by]) if box.served_by else None
    return el("li", el("div", words, " ", missing), below, cls="own" if box.own else "")


def _place(box: Box, width: float, free: list[float]) -> _Placed:
    """Put what serves a box first, then the box beside its middle; `free` is where each column goes on."""
    placed = tuple(_place(each, width, free) for each in box.served_by)
    height = _height(box, width)
    wanted = (placed[0].middle + placed[-1].middle) / 2 - height / 2 if placed else 0.0
    top = max(free[box.column], wanted)
    free[box.column] = top + height + BETWEEN_PX
    return _Placed(box, box.column * (width + GAP_PX), top, width, placed)


def _lines(box: Box, width: float) -> list[tuple[str, bool]]:
    room = width - 2 * PAD_PX
    whose = [(line, True) for line in wrap_text(box.whose, room, SMALL_PT, bold=True, lines=2)]
    words = [(line, False) for line in wrap_text(box.words, room, SMALL_PT, lines=MOST_LINES)]
    missing = [(line, True) for line in wrap_text(box.missing, room, SMALL_PT, bold=True, lines=2)]
    return whose + words + missing


def _height(box: Box, width: float) -> float:
    return LINE_PX * len(_lines(box, width)) + 2 * PAD_PX


def _draw(axes: Axes, placed: _Placed) -> None:
    _draw_box(axes, placed)
    start = placed.left + placed.width
    for each in placed.served_by:
        end, bend = each.left, start + GAP_PX / 2
        axes.plot(
            [start, bend, bend, end],
            [placed.middle, placed.middle, each.middle, each.middle],
            color=ACCENT,
            linewidth=1.3,
            zorder=0,
        )
        _draw(axes, each)


def _draw_box(axes: Axes, placed: _Placed) -> None:
    """A dashed edge, and words, say that something is missing; a heavy edge is the reader's own."""
    missing, own = bool(placed.box.missing), placed.box.own
    axes.add_patch(
        FancyBboxPatch(
            (placed.left + 2, placed.top),
            placed.width - 4,
            placed.height,
            boxstyle="round,pad=0,rounding_size=4",
            facecolor=PAPER if missing else WASH,
            edgecolor=ACCENT if own else SOFT if missing else OTHER,
            linestyle="dashed" if missing else "solid",
            linewidth=2.5 if own else 1,
        )
    )
    for n, (line, bold) in enumerate(_lines(placed.box, placed.width)):
        y = placed.top + PAD_PX + LINE_PX * (n + 0.5)
        write_text(axes, placed.left + PAD_PX, y, line, size=SMALL_PT, bold=bold, color=INK)
