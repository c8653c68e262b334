"""Small multiples over the years: one panel a group, all students behind it, missing years left open."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from inquiry.views.charts.drawing import (
    FONT,
    PX_PER_INCH,
    SMALL_PT,
    TEXT_PT,
    WIDTH_PX,
    Chart,
    finish,
    new_figure,
    pixel_axes,
    quiet_axes,
    text_width,
    wrap_text,
    write_text,
)
from inquiry.views.charts.placing import Placer, thin_labels
from inquiry.views.look import ACCENT, INK, LINE, OTHER, PAPER, SOFT

COLUMNS = 3
PANEL_PX, TITLE_PX, AXIS_PX, HEAD_PX, SIDE_PX = 96, 40, 24, 26, 18
PANEL_WIDTH_PX = WIDTH_PX / COLUMNS - SIDE_PX
MARGIN = 0.5  # years left free at both ends, for the numbers
NEAR = 20  # a reference this near to the values is drawn, one further off would flatten them
ROOM = 0.28  # of the range, kept free above and below for the numbers

HALO = withStroke(linewidth=2.5, foreground=PAPER)


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
    rows = math.ceil(len(series) / COLUMNS)
    height = HEAD_PX + rows * (TITLE_PX + PANEL_PX + AXIS_PX)
    figure = new_figure(WIDTH_PX, height)
    words = pixel_axes(figure)
    write_text(words, 0, 9, title, color=SOFT)
    low, high = limits or _range([*series, *([behind] if behind else [])], line_at)
    for n, one in enumerate(series):
        left, top = n % COLUMNS * WIDTH_PX / COLUMNS, HEAD_PX + n // COLUMNS * (TITLE_PX + PANEL_PX + AXIS_PX)
        _title_panel(words, left, top, one)
        axes = _panel(figure, left, top + TITLE_PX, height)
        axes.set_ylim(low, high)
        margin = MARGIN * (ticks[-1][0] - ticks[0][0]) / 4
        axes.set_xlim(ticks[0][0] - margin, ticks[-1][0] + margin)
        _mark_ticks(axes, ticks)
        if line_at is not None:
            axes.axhline(line_at, color=LINE, linewidth=1, zorder=0)
        if behind and behind.name != one.name:
            _draw_line(axes, behind, OTHER, 2.2)
        _draw_line(axes, one, ACCENT, 2.0)
        _write_values(axes, one, number, behind if behind and behind.name != one.name else None)
    return finish(figure, alt)


def _range(series: Iterable[Series], line_at: float | None) -> tuple[float, float]:
    values = [value for one in series for _, value in one.points if value is not None]
    if line_at is not None and min(values) - NEAR <= line_at <= max(values) + NEAR:
        values.append(line_at)
    spread = max(max(values) - min(values), 1.0)
    return min(values) - ROOM * spread, max(values) + ROOM * spread


def _title_panel(words: Axes, left: float, top: float, one: Series) -> None:
    title = wrap_text(one.name, PANEL_WIDTH_PX, TEXT_PT, bold=True, lines=1)[0]
    write_text(words, left, top + 12, title, bold=True)
    write_text(words, left, top + 26, one.note, size=SMALL_PT, color=SOFT)


def _mark_ticks(axes: Axes, ticks: Sequence[tuple[float, str]]) -> None:
    left, right = axes.get_xlim()
    shown = thin_labels([(x - left) / (right - left) * PANEL_WIDTH_PX for x, _ in ticks])
    labels = [label if keep else "" for (_, label), keep in zip(ticks, shown, strict=True)]
    axes.set_xticks([x for x, _ in ticks], labels)


def _panel(figure: Figure, left: float, top: float, height: float) -> Axes:
    box = (left / WIDTH_PX, 1 - (top + PANEL_PX) / height, PANEL_WIDTH_PX / WIDTH_PX, PANEL_PX / height)
    axes = figure.add_axes(box)
    quiet_axes(axes)
    axes.set_yticks([])
    axes.patch.set_alpha(0)
    return axes


def _draw_line(axes: Axes, one: Series, color: str, width: float) -> None:
    for stretch in one.runs():
        axes.plot(
            [x for x, _ in stretch],
            [y for _, y in stretch],
            color=color,
            linewidth=width,
            marker="o",
            markersize=4.5,
            clip_on=False,
        )


def _write_values(axes: Axes, one: Series, number: str, behind: Series | None) -> None:
    """Write the values, the last and the first of all before the others; leave out what finds no room."""
    known = [(x, value) for x, value in one.points if value is not None]
    ends = [known[-1], known[0], *(stretch[end] for stretch in one.runs() for end in (0, -1))]
    placer, height = Placer(), SMALL_PT * PX_PER_INCH / 72
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()

    def pixel(x: float, value: float) -> tuple[float, float]:
        return (x - left) / (right - left) * PANEL_WIDTH_PX, (high - value) / (high - low) * PANEL_PX

    for drawn in (one, behind) if behind else (one,):
        placer.keep_clear([pixel(x, value) for stretch in drawn.runs() for x, value in stretch])
    for x, value in dict.fromkeys([*ends, *known]):
        text = write_number(value, number)
        across, down = pixel(x, value)
        below = _goes_below(x, value, known, behind)
        middle = placer.place(across, down, text_width(text, SMALL_PT), height, below_first=below)
        if middle is not None:
            y = high - middle / PANEL_PX * (high - low)
            written = axes.text(
                x, y, text, size=SMALL_PT, color=INK, family=FONT, ha="center", va="center", parse_math=False
            )
            written.set_path_effects([HALO])


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
