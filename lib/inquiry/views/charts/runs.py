"""A run chart: points in order of time around their middle line, with what happened marked where it fell."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon

from inquiry.views.charts.drawing import (
    SMALL_PT,
    WIDTH_PX,
    Chart,
    finish,
    new_figure,
    pixel_axes,
    text_width,
    write_text,
)
from inquiry.views.charts.kept import kept
from inquiry.views.charts.placing import thin_labels
from inquiry.views.charts.run_frame import (
    FLAG_PX,
    FOOT_PX,
    LEFT_PX,
    RIGHT,
    ROW_PX,
    Frame,
    Marks,
    Part,
    Stretch,
    all_dots,
    band_of,
    borders,
    scale_of,
    write_middle,
)
from inquiry.views.charts.run_lines import draw_run
from inquiry.views.charts.run_values import RING_PX, place_values
from inquiry.views.charts.series import write_number
from inquiry.views.look import ACCENT, INK, LINE, OTHER, PAPER, SOFT

BAND = "#e3e9ef"  # the palest step of the rubric's scale: in the palette, and lighter than any line
LABEL_PX = 14  # from one label at the right to the next


@kept
def plot_run(
    parts: Sequence[Part],
    stretches: Sequence[Stretch],
    marks: Marks,
    *,
    number: str,
    limits: tuple[float, float] | None,
    target: float | None,
    alt: str,
) -> Chart:
    """Draw one series.

    Parameters
    ----------
    parts : sequence of Part
        In order of time, at least one with a point.
    stretches : sequence of Stretch
        The quarters, in order of time; the target is drawn in the last one.
    marks : Marks
        In the same unit along the time axis as the points.
    number : str
        How a value is written, such as "{:.0f}%".
    limits : tuple of float, optional
        Least and greatest value of the scale (default: around the values).
    target : float, optional
        Where the series should be.
    """
    low, high = limits or scale_of(parts, target)
    frame = Frame(stretches[0].first, stretches[-1].last, low, high, marks)
    figure = new_figure(WIDTH_PX, frame.days + FOOT_PX)
    axes = pixel_axes(figure)
    _draw_bands(axes, frame, parts)
    _draw_stretches(axes, frame, stretches)
    _draw_scale(axes, frame, number)
    _draw_marks(axes, frame, marks)
    _draw_levels(axes, frame, parts, stretches, target, number)
    _draw_points(axes, frame, parts)
    _write_days(axes, frame, parts)
    _write_values(axes, frame, parts, number, None if target is None else (stretches[-1].first, target))
    _ring_outside(axes, frame, parts)
    site = draw_run(parts, stretches, marks, number=number, limits=(low, high), target=target, alt=alt)
    return finish(figure, alt, site)


def _draw_bands(axes: Axes, frame: Frame, parts: Sequence[Part]) -> None:
    """What chance alone explains, behind everything: a step for each point."""
    for part in parts:
        band = band_of(frame, part)
        if band:
            axes.add_patch(Polygon(band, closed=True, facecolor=BAND, edgecolor="none"))


def _draw_stretches(axes: Axes, frame: Frame, stretches: Sequence[Stretch]) -> None:
    """The quarters under the axis, a line between one and the next."""
    for x, new_year in borders(frame, stretches):
        axes.plot([x, x], [frame.top - 6, frame.days + 38], color=LINE, linewidth=2.2 if new_year else 1)
    for n, stretch in enumerate(stretches):
        left = frame.x(stretch.first)
        room = (frame.x(stretches[n + 1].first) if n + 1 < len(stretches) else RIGHT) - left
        words = f"{stretch.name}: new school year" if stretch.new_year else stretch.name
        shown = words if text_width(words, SMALL_PT) <= room else stretch.name
        if text_width(shown, SMALL_PT) <= room:
            write_text(axes, left, frame.days + 34, shown, size=SMALL_PT, color=SOFT)


def _draw_scale(axes: Axes, frame: Frame, number: str) -> None:
    axes.plot([LEFT_PX, RIGHT], [frame.base, frame.base], color=LINE, linewidth=1)
    for value in (frame.low, (frame.low + frame.high) / 2, frame.high):
        axes.plot([LEFT_PX - 4, LEFT_PX], [frame.y(value)] * 2, color=LINE, linewidth=1)
        words = write_number(value, number)
        write_text(axes, LEFT_PX - 8, frame.y(value), words, size=SMALL_PT, color=SOFT, ha="right")


def _draw_marks(axes: Axes, frame: Frame, marks: Marks) -> None:
    """Check-ins as small triangles below the axis; changes as numbered flags above the plot."""
    if marks.check_ins:
        write_text(axes, LEFT_PX - 8, frame.base + 11, "check-ins", size=SMALL_PT, color=SOFT, ha="right")
    for place in marks.check_ins:
        axes.plot(frame.x(place), frame.base + 10, marker="^", color=SOFT, markersize=4, linewidth=0)
    for x, row, words in frame.flags:
        y = frame.top - FLAG_PX - 4 - row * ROW_PX
        axes.plot([x, x], [y + FLAG_PX, frame.base], color=SOFT, linewidth=0.8, linestyle=(0, (2, 2)))
        axes.add_patch(Circle((x, y), FLAG_PX, facecolor=PAPER, edgecolor=INK, linewidth=1, zorder=3))
        write_text(axes, x, y + 0.5, words, size=SMALL_PT, ha="center")
    for place in marks.starts:
        x = frame.x(place)
        axes.plot([x, x], [frame.top - 4, frame.base], color=INK, linewidth=1.4)
        write_text(axes, x + 4, frame.top + 4, "new start", size=SMALL_PT, halo=True)


def _draw_levels(
    axes: Axes,
    frame: Frame,
    parts: Sequence[Part],
    stretches: Sequence[Stretch],
    target: float | None,
    number: str,
) -> None:
    """The middle line of each part, the target in the last quarter; both named at the right."""
    named: list[tuple[float, str]] = []
    for part in parts:
        left, right = frame.x(part.dots[0].x) - 6, frame.x(part.dots[-1].x) + 6
        newest = part is parts[-1]
        y = frame.y(part.middle)
        axes.plot([left, RIGHT if newest else right], [y, y], color=SOFT if newest else OTHER, linewidth=1.3)
        if newest:
            named.append((y, f"middle {write_middle(part.middle, number)}"))
    if target is not None and frame.low <= target <= frame.high:
        y = frame.y(target)
        axes.plot(
            [frame.x(stretches[-1].first), RIGHT], [y, y], color=INK, linewidth=1.3, linestyle=(0, (5, 3))
        )
        named.append((y, f"target {write_number(target, number)}"))
    for (y, words), place in zip(named, _apart([y for y, _ in named]), strict=True):
        write_text(axes, RIGHT + 6, place, words, size=SMALL_PT)
        if abs(place - y) > 2:
            axes.plot([RIGHT, RIGHT + 5], [y, place], color=LINE, linewidth=0.8)


def _apart(places: Sequence[float]) -> list[float]:
    """Two heights or one, moved apart where they would touch."""
    if len(places) < 2 or abs(places[0] - places[1]) >= LABEL_PX:
        return list(places)
    middle, up = sum(places) / 2, places[0] < places[1]
    return (
        [middle - LABEL_PX / 2, middle + LABEL_PX / 2]
        if up
        else [middle + LABEL_PX / 2, middle - LABEL_PX / 2]
    )


def _draw_points(axes: Axes, frame: Frame, parts: Sequence[Part]) -> None:
    for part in parts:
        color = ACCENT if part is parts[-1] else OTHER
        across, down = [frame.x(dot.x) for dot in part.dots], [frame.y(dot.value) for dot in part.dots]
        axes.plot(across, down, color=color, linewidth=1.6, marker="o", markersize=5)


def _ring_outside(axes: Axes, frame: Frame, parts: Sequence[Part]) -> None:
    """A ring around each point beyond its limits, over everything else."""
    for dot in all_dots(parts):
        if dot.outside:
            spot = (frame.x(dot.x), frame.y(dot.value))
            axes.add_patch(Circle(spot, RING_PX, facecolor="none", edgecolor=INK, linewidth=1.4, zorder=9))


def _write_days(axes: Axes, frame: Frame, parts: Sequence[Part]) -> None:
    dots = all_dots(parts)
    for dot, shown in zip(dots, thin_labels([frame.x(dot.x) for dot in dots], 44), strict=True):
        axes.plot([frame.x(dot.x)] * 2, [frame.base, frame.base + 3], color=LINE, linewidth=1)
        if shown:
            write_text(axes, frame.x(dot.x), frame.days + 16, dot.day, size=SMALL_PT, color=SOFT, ha="center")


def _write_values(
    axes: Axes, frame: Frame, parts: Sequence[Part], number: str, target: tuple[float, float] | None
) -> None:
    for value in place_values(frame, parts, number, target, SMALL_PT, WIDTH_PX):
        ha = "left" if value.beside else "center"
        write_text(
            axes,
            value.x,
            value.y,
            value.words,
            size=SMALL_PT,
            bold=value.newest,
            ha=ha,
            halo=not value.beside,
        )
