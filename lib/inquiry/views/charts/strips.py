"""Predicted and actual, one strip an indicator: where it began, what was expected, what came, the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from inquiry.views.charts.drawing import (
    SMALL_PT,
    TEXT_PT,
    WIDTH_PX,
    Chart,
    finish,
    new_figure,
    pixel_axes,
    text_width,
    wrap_text,
    write_text,
)
from inquiry.views.charts.kept import kept
from inquiry.views.charts.svg import dots, lines, svg
from inquiry.views.html import Node, el
from inquiry.views.look import ACCENT, INK, LINE, OTHER, PAPER, SOFT

SIDE_PX, LINE_PX, LANE_PX, AXIS_PX, BETWEEN_PX, LEAST_GAP_PX = 60.0, 14, 15, 16, 20, 8.0
ROW_WIDTH, ROW_HEIGHT, ROW_SIDE = 300, 24, 10  # the site's drawing, in its own units
WAYS = {"up": "better\u00a0→", "down": "←\u00a0better"}
SIGNS = {"start": "┃", "target": "┆", "predicted": "○", "actual": "●"}  # as each kind is drawn, behind first


@dataclass(frozen=True)
class Mark:
    """One number on a strip: what it is, the number in words, and how it is drawn."""

    name: str
    shown: str
    value: float
    kind: str  # start, predicted, actual or target


@dataclass(frozen=True)
class Strip:
    """One indicator: its words, what came of it in words, its numbers, which way is better ("" if unset)."""

    title: str
    verdict: str
    marks: tuple[Mark, ...]
    better: str


@dataclass(frozen=True)
class _Label:
    text: str
    x: float
    lane: int


@kept
def plot_strips(strips: Sequence[Strip], *, alt: str) -> Chart:
    """Draw the strips below each other, each on its own scale.

    Parameters
    ----------
    strips : sequence of Strip
        Each with at least one number.
    alt : str
        The picture in words.
    """
    figure = new_figure(WIDTH_PX, 4 + sum(_height(strip) for strip in strips))
    axes = pixel_axes(figure)
    top = 4.0
    for strip in strips:
        _draw(axes, strip, top)
        top += _height(strip)
    return finish(figure, alt, el("ul", [_row(strip) for strip in strips], cls="parts"))


def _titles(strip: Strip) -> list[str]:
    return wrap_text(strip.title, WIDTH_PX, TEXT_PT, bold=True, lines=2)


def _height(strip: Strip) -> float:
    above, below = _lanes(strip, above=True), _lanes(strip, above=False)
    lanes = _count(above) + _count(below)
    return len(_titles(strip)) * LINE_PX + LINE_PX + lanes * LANE_PX + 2 * AXIS_PX + BETWEEN_PX


def _count(labels: Sequence[_Label]) -> int:
    return 1 + max((label.lane for label in labels), default=0)


def _place(strip: Strip, value: float, width: float = WIDTH_PX, side: float = SIDE_PX) -> float:
    """Where a value lies; a strip with one value has it in the middle."""
    values = [mark.value for mark in strip.marks]
    low, high = min(values), max(values)
    share = (value - low) / (high - low) if high > low else 0.5
    return side + share * (width - 2 * side)


def _lanes(strip: Strip, *, above: bool) -> list[_Label]:
    """Prediction and target are written above the line, start and result below; stacked if close."""
    kinds = {"predicted", "target"} if above else {"start", "actual"}
    labels: list[_Label] = []
    ends: list[float] = []
    for mark in sorted((each for each in strip.marks if each.kind in kinds), key=lambda each: each.value):
        text = f"{mark.name} {mark.shown}"
        half = text_width(text, SMALL_PT, bold=mark.kind == "actual") / 2
        x = min(max(_place(strip, mark.value), half), WIDTH_PX - half)
        lane = next((n for n, end in enumerate(ends) if x - half > end + LEAST_GAP_PX), len(ends))
        ends[lane : lane + 1] = [x + half]
        labels.append(_Label(text, x, lane))
    return labels


def _draw(axes: Axes, strip: Strip, top: float) -> None:
    y = top + LINE_PX / 2
    for line in _titles(strip):
        write_text(axes, 0, y, line, bold=True)
        y += LINE_PX
    write_text(axes, 0, y, strip.verdict, size=SMALL_PT, color=SOFT)
    write_text(axes, WIDTH_PX, y, WAYS.get(strip.better, ""), size=SMALL_PT, color=SOFT, ha="right")
    above = _lanes(strip, above=True)
    line_y = y + LINE_PX / 2 + _count(above) * LANE_PX + AXIS_PX
    for label in above:
        write_text(
            axes, label.x, line_y - AXIS_PX - label.lane * LANE_PX, label.text, size=SMALL_PT, ha="center"
        )
    for label in _lanes(strip, above=False):
        bold = any(mark.kind == "actual" and label.text.startswith(mark.name) for mark in strip.marks)
        y = line_y + AXIS_PX + label.lane * LANE_PX
        write_text(axes, label.x, y, label.text, size=SMALL_PT, bold=bold, ha="center")
    _draw_line(axes, strip, line_y)


def _draw_line(axes: Axes, strip: Strip, y: float) -> None:
    axes.plot([SIDE_PX / 2, WIDTH_PX - SIDE_PX / 2], [y, y], color=LINE, linewidth=2, zorder=0)
    for mark in strip.marks:
        _draw_mark(axes, mark.kind, _place(strip, mark.value), y)


def _draw_mark(axes: Axes, kind: str, x: float, y: float) -> None:
    """Each kind has its own shape: a tick, a ring, a dot, a dashed line."""
    if kind == "start":
        axes.plot([x, x], [y - 5, y + 5], color=OTHER, linewidth=3, zorder=1)
    elif kind == "target":
        axes.plot([x, x], [y - 10, y + 10], color=INK, linewidth=1.4, linestyle=(0, (3, 2)), zorder=1)
    elif kind == "predicted":
        axes.plot([x], [y], "o", markersize=11, markerfacecolor=PAPER, markeredgecolor=ACCENT, zorder=2)
        axes.lines[-1].set_markeredgewidth(1.8)
    else:
        axes.plot([x], [y], "o", markersize=7, markerfacecolor=ACCENT, markeredgecolor=PAPER, zorder=3)


def _row(strip: Strip) -> Node:
    """One indicator for the site: the line, and under it what stands on it, from left to right."""
    marks = sorted(strip.marks, key=lambda mark: mark.value)
    said = " · ".join(f"{SIGNS[mark.kind]}\u00a0{mark.name} {mark.shown}" for mark in marks)
    small = el("small", " ".join(filter(None, (strip.verdict, WAYS.get(strip.better)))))
    title = el("div", el("b", el("bdi", strip.title)), " ", small)
    middle = ROW_HEIGHT / 2
    drawn = svg(
        ROW_WIDTH,
        ROW_HEIGHT,
        lines([(0, middle), (ROW_WIDTH, middle)], cls="rule"),
        [_sign(mark.kind, _place(strip, mark.value, ROW_WIDTH, ROW_SIDE)) for mark in _behind_first(marks)],
        alt=None,
    )
    return el("li", title, el("div", drawn, el("span", said)))


def _behind_first(marks: Sequence[Mark]) -> list[Mark]:
    """So that a result that came as predicted stands inside the ring."""
    return sorted(marks, key=lambda mark: list(SIGNS).index(mark.kind))


def _sign(kind: str, x: float) -> list[Node]:
    middle = ROW_HEIGHT / 2
    if kind == "predicted":
        return [dots([(x, middle)], "ring"), dots([(x, middle)], "inside")]
    if kind == "actual":
        return [dots([(x, middle)], "spot")]
    reach = ROW_HEIGHT / 2 if kind == "target" else ROW_HEIGHT / 4
    return [lines([(x, middle - reach), (x, middle + reach)], cls="aim" if kind == "target" else "start")]
