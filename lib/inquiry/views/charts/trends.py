"""Small multiples over the years: one panel a group, all students behind it, missing years left open."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
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
from inquiry.views.charts.placing import Placer, thin_labels
from inquiry.views.look import ACCENT, INK, LINE, OTHER, SOFT

COLUMNS = 3
PANEL_PX, TITLE_PX, AXIS_PX, HEAD_PX, SIDE_PX = 96, 40, 24, 26, 18
PANEL_WIDTH_PX = WIDTH_PX / COLUMNS - SIDE_PX
MARGIN = 0.12  # of the years' span, left free at both ends for the numbers
TEXT_PX = SMALL_PT * PX_PER_INCH / 72
NEAR = 20  # a reference this near to the values is drawn, one further off would flatten them
ROOM = 0.28  # of the range, kept free above and below for the numbers


@dataclass(frozen=True)
class Series:
    """A group's values: (year or week, value); None where nothing was published breaks the line."""

    name: str
    points: tuple[tuple[float, float | None], ...]
    note: str = ""

    def runs(self) -> list[list[tuple[float, float]]]:
        """The points without the gaps: each stretch that may be joined by a line."""
        stretches: list[list[tuple[float, float]]] = [[]]
        for x, value in self.points:
            if value is None:
                stretches.append([])
            else:
                stretches[-1].append((x, value))
        return [stretch for stretch in stretches if stretch]


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
    low, high = limits or _range([*series, *([behind] if behind else [])], line_at)
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
    return finish(figure, alt)


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


def _range(series: Iterable[Series], line_at: float | None) -> tuple[float, float]:
    values = [value for one in series for _, value in one.points if value is not None]
    if line_at is not None and min(values) - NEAR <= line_at <= max(values) + NEAR:
        values.append(line_at)
    spread = max(max(values) - min(values), 1.0)
    return min(values) - ROOM * spread, max(values) + ROOM * spread


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
    known = [(x, value) for x, value in one.points if value is not None]
    ends = [known[-1], known[0], *(stretch[end] for stretch in one.runs() for end in (0, -1))]
    placer = Placer()
    for drawn in (one, behind) if behind else (one,):
        placer.keep_clear([(panel.x(x), panel.y(y)) for stretch in drawn.runs() for x, y in stretch])
    for x, value in dict.fromkeys([*ends, *known]):
        text = write_number(value, number)
        below = _goes_below(x, value, known, behind)
        width = text_width(text, SMALL_PT)
        middle = placer.place(panel.x(x), panel.y(value), width, TEXT_PX, below_first=below)
        if middle is not None:
            write_text(axes, panel.x(x), middle, text, size=SMALL_PT, color=INK, ha="center", halo=True)


def _goes_below(x: float, value: float, known: Sequence[tuple[float, float]], behind: Series | None) -> bool:
    """Away from the pale line where there is one, else above a peak and below a dip."""
    other = dict(behind.points).get(x) if behind else None
    if other is not None:
        return other > value
    near = [y for place, y in known if 0 < abs(place - x) <= 1.5]
    return bool(near) and value < sum(near) / len(near)


def write_number(value: float, number: str) -> str:
    """A value as it is written, with a real minus.

    Examples
    --------
    >>> write_number(-3.25, "{:+.1f} points")
    '−3.2 points'
    """
    return number.format(value).replace("-", "−")
