"""Four elements in a circle: a quarter for each, in it a slice for each level; further out is more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Wedge

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
from inquiry.views.charts.lanes import Lane, draw_bar, list_lanes
from inquiry.views.html import Node, el
from inquiry.views.look import INK, LINE, PAPER, SOFT, STEPS

RADIUS_PX, HEIGHT_PX, RIM_PX, LINE_PX = 150.0, 370.0, 10.0, 13.0
LABEL_PX = 128.0  # room for an element's name beside the circle
GAP_DEG = 3.0  # between two elements
ARC_POINTS = 25
OWN, OTHERS = STEPS[3], STEPS[2]  # the level of each slice is named at the rim
Point = tuple[float, float]


@dataclass(frozen=True)
class Slice:
    """One level: its name, its rating now and before (None: not rated), and whether it is the reader's."""

    level: str
    now: float | None
    before: float | None
    own: bool = False


@dataclass(frozen=True)
class Part:
    """One element: its name, and a slice for each level."""

    label: str
    slices: Sequence[Slice]


@kept
def plot_circle(parts: Sequence[Part], steps: int, *, alt: str) -> Chart:
    """Draw the elements around a circle, the first at the top right, going on clockwise.

    Parameters
    ----------
    parts : sequence of Part
        The elements, all with the same levels.
    steps : int
        How many steps a rating has; the rim is the last.
    alt : str
        The picture in words.
    """
    figure = new_figure(WIDTH_PX, HEIGHT_PX)
    axes = pixel_axes(figure)
    center = WIDTH_PX / 2, HEIGHT_PX / 2
    for step in range(1, steps + 1):
        radius = RADIUS_PX * step / steps
        axes.add_patch(Circle(center, radius, facecolor="none", edgecolor=LINE, linewidth=0.8))
    width = 360 / len(parts)
    for n, part in enumerate(parts):
        _draw_part(axes, center, part, -90 + n * width, width, steps)
    for step in range(1, steps + 1):
        height = center[1] - RADIUS_PX * step / steps
        write_text(axes, center[0], height, str(step), size=SMALL_PT, ha="center", halo=True)
    return finish(figure, alt, el("div", [_list(part, steps) for part in parts]))


def _draw_part(axes: Axes, center: Point, part: Part, start: float, width: float, steps: int) -> None:
    """One element: its slices, their names at the rim, its own name in the corner."""
    one = (width - 2 * GAP_DEG) / max(1, len(part.slices))
    for n, each in enumerate(part.slices):
        begin = start + GAP_DEG + n * one
        if each.now is not None:
            radius, fill = RADIUS_PX * each.now / steps, OWN if each.own else OTHERS
            wedge = Wedge(center, radius, begin, begin + one, facecolor=fill, edgecolor=PAPER, linewidth=1)
            axes.add_patch(wedge)
        if each.before is not None and each.before != each.now:
            _draw_arc(axes, center, RADIUS_PX * each.before / steps, begin, begin + one)
        if len(part.slices) > 1:
            _write_rim(axes, center, each.level, begin + one / 2)
    _write_name(axes, center, part.label, start + width / 2)


def _draw_arc(axes: Axes, center: Point, radius: float, begin: float, end: float) -> None:
    """The quarter before: a dashed edge on a light ground, so that it is seen inside a dark slice too."""
    angles = [math.radians(begin + (end - begin) * n / (ARC_POINTS - 1)) for n in range(ARC_POINTS)]
    xs = [center[0] + radius * math.cos(angle) for angle in angles]
    ys = [center[1] + radius * math.sin(angle) for angle in angles]
    axes.plot(xs, ys, color=PAPER, linewidth=3.2, solid_capstyle="butt")
    axes.plot(xs, ys, color=INK, linewidth=1.6, linestyle=(0, (3, 2)))


def _write_rim(axes: Axes, center: Point, level: str, angle: float) -> None:
    """A level's name outside the rim, on the side where there is room."""
    across, down = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    far = RADIUS_PX + RIM_PX
    side = "left" if across > 0 else "right"
    write_text(
        axes, center[0] + far * across, center[1] + far * down, level, size=SMALL_PT, color=SOFT, ha=side
    )


def _write_name(axes: Axes, center: Point, label: str, angle: float) -> None:
    """An element's name in the corner of the picture that is its own."""
    right = math.cos(math.radians(angle)) > 0
    x = center[0] + (1 if right else -1) * (WIDTH_PX / 2 - LABEL_PX)
    lines = wrap_text(label, LABEL_PX, TEXT_PT, bold=True, lines=4)
    low = math.sin(math.radians(angle)) > 0
    top = HEIGHT_PX - 20 - LINE_PX * len(lines) if low else 20.0
    for n, line in enumerate(lines):
        write_text(axes, x, top + LINE_PX * (n + 0.5), line, bold=True, ha="left" if right else "right")


def _list(part: Part, steps: int) -> Node:
    """One element for the site: a bar for each level, an upright line where it was before."""
    lanes = list_lanes("", [_lane(each, steps) for each in part.slices])
    return el("div", el("p", el("b", part.label)), lanes)


def _lane(each: Slice, steps: int) -> Lane:
    was = None if each.before == each.now else each.before
    bar = draw_bar(each.now or 0, steps, cls="" if each.own else "before", was=was)
    words = "not rated" if each.now is None else f"{each.now:g} of {steps}"
    return Lane(each.level, bar, words if was is None else f"{words}, was {was:g}", each.own)
