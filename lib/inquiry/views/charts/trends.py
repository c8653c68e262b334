"""Small multiples over the years: one panel a group, all students behind it, missing years left open."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from inquiry.views.charts.drawing import (
    PX_PER_INCH,
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
from inquiry.views.charts.panels import draw_panels
from inquiry.views.charts.placing import Placer, thin_labels
from inquiry.views.charts.series import Series, goes_below, range_of, write_number
from inquiry.views.look import ACCENT, INK, LINE, OTHER, SOFT

COLUMNS = 3
PANEL_PX, TITLE_PX, AXIS_PX, HEAD_PX, SIDE_PX = 96, 40, 24, 26, 18
PANEL_WIDTH_PX = WIDTH_PX / COLUMNS - SIDE_PX
MARGIN = 0.12  # of the years' span, left free at both ends for the numbers
TEXT_PX = SMALL_PT * PX_PER_INCH / 72


@kept
def plot_trends(
    series: Sequence[Series],
    behind: Series | None,
    ticks: Sequence[tuple[float, str]],
    *,
    title: str,
    number: str,
    alt: str,
    limits: tuple[float, float] | None = None,
    line_at: float | None = None,
) -> Chart:
    """Draw one panel for each series, all on the same scale.

    Parameters
    ----------
    series : sequence of Series
        One a panel, in reading order.
    behind : Series, optional
        The whole school's line, drawn pale in each panel.
    ticks : sequence of (place, label)
        What stands along the bottom, missing years included.
    title : str
        What is measured, its unit and which way is better.
    number : str
        How a value is written, such as "{:.1f}%"; a minus becomes a real one.
    limits : (low, high), optional
        The vertical range, when it is not taken from the values.
    line_at : float, optional
        A reference such as the standard.
    """
    panel_px = TITLE_PX + PANEL_PX + AXIS_PX
    figure = new_figure(WIDTH_PX, HEAD_PX + math.ceil(len(series) / COLUMNS) * panel_px)
    axes = pixel_axes(figure)
    write_text(axes, 0, 9, title, color=SOFT)
    low, high = limits or range_of([*series, *([behind] if behind else [])], line_at)
    margin = MARGIN * (ticks[-1][0] - ticks[0][0])
    for n, one in enumerate(series):
        left, top = n % COLUMNS * WIDTH_PX / COLUMNS, HEAD_PX + n // COLUMNS * panel_px
        panel = _Panel(left, top + TITLE_PX, ticks[0][0] - margin, ticks[-1][0] + margin, low, high)
        _title_panel(axes, left, top, one)
        _draw_base(axes, panel, ticks, line_at)
        other = behind if behind and behind.name != one.name else None
        if other:
            _draw_line(axes, panel, other, OTHER)
        _draw_line(axes, panel, one, ACCENT)
        _write_values(axes, panel, one, number, other)
    site = draw_panels(series, behind, ticks, title=title, number=number, limits=(low, high), line_at=line_at)
    return finish(figure, alt, site)


@dataclass(frozen=True)
class _Panel:
    """Where one panel stands, and how its values become pixels."""

    left: float
    top: float
    first: float
    last: float
    low: float
    high: float

    def x(self, place: float) -> float:
        return self.left + (place - self.first) / (self.last - self.first) * PANEL_WIDTH_PX

    def y(self, value: float) -> float:
        return self.top + (self.high - value) / (self.high - self.low) * PANEL_PX


def _title_panel(axes: Axes, left: float, top: float, one: Series) -> None:
    title = wrap_text(one.name, PANEL_WIDTH_PX, TEXT_PT, bold=True, lines=1)[0]
    write_text(axes, left, top + 12, title, bold=True)
    write_text(axes, left, top + 26, one.note, size=SMALL_PT, color=SOFT)


def _draw_base(axes: Axes, panel: _Panel, ticks: Sequence[tuple[float, str]], line_at: float | None) -> None:
    """The base line with its years, and the reference where it lies in the panel."""
    right, base = panel.left + PANEL_WIDTH_PX, panel.top + PANEL_PX
    axes.plot([panel.left, right], [base, base], color=LINE, linewidth=1)
    if line_at is not None and panel.low < line_at < panel.high:
        axes.plot([panel.left, right], [panel.y(line_at)] * 2, color=LINE, linewidth=1)
    shown = thin_labels([panel.x(place) for place, _ in ticks])
    for (place, label), keep in zip(ticks, shown, strict=True):
        axes.plot([panel.x(place)] * 2, [base, base + 3], color=LINE, linewidth=1)
        if keep:
            write_text(axes, panel.x(place), base + 12, label, size=SMALL_PT, color=SOFT, ha="center")


def _draw_line(axes: Axes, panel: _Panel, one: Series, color: str) -> None:
    for stretch in one.runs():
        across, down = [panel.x(x) for x, _ in stretch], [panel.y(y) for _, y in stretch]
        axes.plot(across, down, color=color, linewidth=2, marker="o", markersize=4.5)


def _write_values(axes: Axes, panel: _Panel, one: Series, number: str, behind: Series | None) -> None:
    """Write the values, the last and the first of all before the others; leave out what finds no room."""
    known = one.known()
    ends = [known[-1], known[0], *(stretch[end] for stretch in one.runs() for end in (0, -1))]
    placer = Placer()
    for drawn in (one, behind) if behind else (one,):
        placer.keep_clear([(panel.x(x), panel.y(y)) for stretch in drawn.runs() for x, y in stretch])
    for x, value in dict.fromkeys([*ends, *known]):
        text = write_number(value, number)
        below = goes_below(x, value, known, behind)
        width = text_width(text, SMALL_PT)
        middle = placer.place(panel.x(x), panel.y(value), width, TEXT_PX, below_first=below)
        if middle is not None:
            write_text(axes, panel.x(x), middle, text, size=SMALL_PT, color=INK, ha="center", halo=True)
