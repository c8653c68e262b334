"""Steps to doing it alone: who does the thinking from left to right, how deep the task goes from below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from inquiry.views.charts.drawing import (
    SMALL_PT,
    WIDTH_PX,
    Chart,
    finish,
    new_figure,
    pixel_axes,
    wrap_text,
    write_text,
)
from inquiry.views.charts.kept import kept
from inquiry.views.charts.svg import Point, dots, label, lines, svg
from inquiry.views.html import Node, el
from inquiry.views.look import ACCENT, LINE, PAPER, SOFT

NAME_PX, LINE_PX, PAD_PX, DOT_PX, FOOT_PX, TOP_PX = 104, 13, 8, 9, 34, 24
LEAST_PX, MOST_LINES = 34, 4
FIELD, FIELD_HEIGHT = 80, 34  # one field of the site's drawing, in its own units


@dataclass(frozen=True)
class Step:
    """One step: its words, its column (who thinks) and its row (depth), both from 0."""

    words: str
    release: int
    depth: int


@kept
def plot_progression(
    steps: Sequence[Step], columns: Sequence[str], depths: Sequence[str], *, alt: str
) -> Chart:
    """Draw the steps in their order, joined by a line.

    Parameters
    ----------
    steps : sequence of Step
        In the order in which they are taught.
    columns, depths : sequence of str
        The names of the columns from left to right, and of the rows from below.
    alt : str
        The picture in words.
    """
    width = (WIDTH_PX - NAME_PX) / len(columns)
    heights = [max([LEAST_PX, *_stacks(steps, depth, len(columns), width)]) for depth in range(len(depths))]
    figure = new_figure(WIDTH_PX, TOP_PX + sum(heights) + FOOT_PX)
    axes = pixel_axes(figure)
    write_text(axes, 0, 9, "How deep the task goes", size=SMALL_PT, color=SOFT)
    _draw_grid(axes, columns, depths, heights, width)
    _draw_steps(axes, steps, heights, width, len(columns))
    return finish(figure, alt, _stairs(steps, columns, depths))


def _stacks(steps: Sequence[Step], depth: int, columns: int, width: float) -> list[float]:
    """How high the steps of each field of a row stand."""
    return [
        sum(_height(step, width) for step in steps if (step.depth, step.release) == (depth, column)) + PAD_PX
        for column in range(columns)
    ]


def _lines(step: Step, width: float) -> list[str]:
    return wrap_text(step.words, width - DOT_PX - 3 * PAD_PX, SMALL_PT, lines=MOST_LINES)


def _height(step: Step, width: float) -> float:
    return 2 * DOT_PX + len(_lines(step, width)) * LINE_PX + PAD_PX


def _top(heights: Sequence[float], depth: int) -> float:
    return TOP_PX + sum(heights[depth + 1 :])


def _draw_grid(
    axes: Axes, columns: Sequence[str], depths: Sequence[str], heights: Sequence[float], width: float
) -> None:
    for depth, (name, height) in enumerate(zip(depths, heights, strict=True)):
        top = _top(heights, depth)
        lines = wrap_text(name, NAME_PX - PAD_PX, SMALL_PT, bold=True, lines=2)
        for n, line in enumerate(lines):
            y = top + height / 2 + (n - (len(lines) - 1) / 2) * LINE_PX
            write_text(axes, 0, y, line, size=SMALL_PT, bold=True, color=SOFT)
        for column in range(len(columns)):
            place = (NAME_PX + column * width, top)
            axes.add_patch(Rectangle(place, width, height, facecolor=PAPER, edgecolor=LINE, linewidth=0.8))
    foot = TOP_PX + sum(heights)
    for column, name in enumerate(columns):
        for n, line in enumerate(wrap_text(name, width - 2 * PAD_PX, SMALL_PT, bold=True, lines=2)):
            x = NAME_PX + column * width + PAD_PX
            write_text(axes, x, foot + 11 + n * LINE_PX, line, size=SMALL_PT, bold=True, color=SOFT)
    write_text(axes, 0, foot + 11, "Who thinks", size=SMALL_PT, color=SOFT)


def _draw_steps(
    axes: Axes, steps: Sequence[Step], heights: Sequence[float], width: float, columns: int
) -> None:
    used: dict[tuple[int, int], float] = {}
    dots: list[tuple[float, float]] = []
    for n, step in enumerate(steps, 1):
        place = (step.depth, min(step.release, columns - 1))
        top = _top(heights, step.depth) + PAD_PX + used.get(place, 0.0)
        used[place] = used.get(place, 0.0) + _height(step, width)
        x, y = NAME_PX + place[1] * width + PAD_PX + DOT_PX, top + DOT_PX
        dots.append((x, y))
        for k, line in enumerate(_lines(step, width)):
            # Below the dot and right of it, where the line from step to step does not pass.
            write_text(
                axes, x + PAD_PX, top + 2 * DOT_PX + LINE_PX * (k + 0.4), line, size=SMALL_PT, halo=True
            )
        axes.add_patch(Circle((x, y), DOT_PX, facecolor=ACCENT, edgecolor=PAPER, linewidth=1, zorder=3))
        write_text(axes, x, y, str(n), size=SMALL_PT, color=PAPER, bold=True, ha="center")
    axes.plot([x for x, _ in dots], [y for _, y in dots], color=ACCENT, linewidth=1.4, zorder=1)


def _stairs(steps: Sequence[Step], columns: Sequence[str], depths: Sequence[str]) -> Node:
    """The steps for the site: where each stands as a numbered dot, and its words in a list."""
    places = [_place(steps, n, len(depths)) for n in range(len(steps))]
    width, height = FIELD * len(columns), FIELD_HEIGHT * len(depths)
    edges: list[list[Point]] = [[(0, y), (width, y)] for y in range(0, height + 1, FIELD_HEIGHT)]
    edges += [[(x, 0), (x, height)] for x in range(0, width + 1, FIELD)]
    names = [label(x + 6, y - 6, str(n)) for n, (x, y) in enumerate(places, 1)]
    shapes = [lines(*edges, cls="rule"), lines(places), dots(places, "spot"), *names]
    drawn = svg(width, height, *shapes, alt=None, cls="stairs")
    read = f"From left to right: {', '.join(columns)}. From below up: {', '.join(depths)}."
    items = [
        el("li", el("bdi", step.words), " ", el("small", f"{columns[step.release]} · {depths[step.depth]}"))
        for step in steps
    ]
    return el("div", drawn, el("p", read, cls="note"), el("ol", items))


def _place(steps: Sequence[Step], n: int, rows: int) -> Point:
    """The middle of a step's dot; those of one field stand side by side."""
    step = steps[n]
    alike = [k for k, each in enumerate(steps) if (each.release, each.depth) == (step.release, step.depth)]
    x = (step.release + (alike.index(n) + 0.5) / len(alike)) * FIELD
    return x, (rows - step.depth - 0.5) * FIELD_HEIGHT
