"""Gaps as dots on one line: the rest of the school at zero, the interval where there is one."""

from __future__ import annotations

import math
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
    wrap_text,
    write_text,
)
from inquiry.views.charts.kept import kept
from inquiry.views.charts.lanes import Lane, draw_distance, list_lanes
from inquiry.views.look import ACCENT, LINE, OTHER, SOFT

NAME_PX, VALUE_PX, ROW_PX, HEAD_PX = 190, 150, 30, 52


@dataclass(frozen=True)
class Gap:
    """One group against everyone else, in the indicator's unit; low and high where there is an interval."""

    name: str
    gap: float
    low: float | None
    high: float | None
    text: str
    clear: bool


@kept
def plot_gaps(gaps: Sequence[Gap], *, title: str, left_word: str, right_word: str, alt: str) -> Chart:
    """Draw each group's distance from all other students.

    Parameters
    ----------
    gaps : sequence of Gap
        In reading order; `text` is the number as it is written at the end of the row.
    title : str
        What is compared, in which unit and year.
    left_word, right_word : str
        What lies to the left and to the right of zero, in words ("less absent").
    alt : str
        The picture in words.
    """
    figure = new_figure(WIDTH_PX, HEAD_PX + ROW_PX * len(gaps) + 4)
    axes = pixel_axes(figure)
    write_text(axes, 0, 9, title, color=SOFT)
    place = _scale(gaps)
    zero = place(0.0)
    axes.plot([zero, zero], [HEAD_PX - 8, HEAD_PX + ROW_PX * len(gaps)], color=OTHER, linewidth=1)
    write_text(axes, zero, HEAD_PX - 18, "everyone else", size=SMALL_PT, color=SOFT, ha="center")
    write_text(axes, zero - 52, HEAD_PX - 18, f"◀ {left_word}", size=SMALL_PT, color=SOFT, ha="right")
    write_text(axes, zero + 52, HEAD_PX - 18, f"{right_word} ▶", size=SMALL_PT, color=SOFT)
    for n, gap in enumerate(gaps):
        _draw_row(axes, gap, HEAD_PX + n * ROW_PX + ROW_PX / 2, place)
    ends = (f"←\u00a0{left_word}", f"{right_word}\u00a0→")
    return finish(figure, alt, list_lanes(title, [_lane(gap, place.reach) for gap in gaps], ends))


def _lane(gap: Gap, reach: float) -> Lane:
    """The row for the site."""
    interval = (gap.low, gap.high) if gap.low is not None and gap.high is not None else None
    drawing = draw_distance(gap.gap, interval, reach, filled=gap.clear or interval is None)
    return Lane(gap.name, drawing, gap.text, gap.clear)


class _scale:
    """Unit -> pixels: zero in the middle, so that neither side looks larger than it is."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        ends = [
            end
            for gap in gaps
            for end in (gap.gap, gap.low, gap.high)
            if end is not None and math.isfinite(end)
        ]
        self.reach = max([abs(end) for end in ends] + [1.0]) * 1.06

    def __call__(self, value: float) -> float:
        left, right = NAME_PX + 10, WIDTH_PX - VALUE_PX - 10
        return left + (value + self.reach) / (2 * self.reach) * (right - left)


def _draw_row(axes: Axes, gap: Gap, y: float, place: _scale) -> None:
    axes.plot([0, WIDTH_PX], [y + ROW_PX / 2] * 2, color=LINE, linewidth=0.6)
    names = wrap_text(gap.name, NAME_PX - 8, TEXT_PT, lines=2)
    for n, line in enumerate(names):
        write_text(axes, 0, y + (n - (len(names) - 1) / 2) * 12, line, bold=gap.clear)
    if gap.low is not None and gap.high is not None:
        axes.plot(
            [place(gap.low), place(gap.high)],
            [y, y],
            color=ACCENT,
            linewidth=5,
            alpha=0.35,
            solid_capstyle="round",
        )
    face = ACCENT if gap.clear or gap.low is None else "white"
    axes.plot(
        [place(gap.gap)],
        [y],
        marker="o",
        markersize=7,
        markerfacecolor=face,
        markeredgecolor=ACCENT,
        linestyle="none",
    )
    write_text(axes, WIDTH_PX - VALUE_PX, y, gap.text, size=SMALL_PT, bold=gap.clear)
