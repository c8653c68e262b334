"""Minutes of testing in a year, now and after what was decided: two bars for each span of grades."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inquiry.views.charts.drawing import (
    SMALL_PT,
    TEXT_PT,
    WIDTH_PX,
    Chart,
    finish,
    new_figure,
    pixel_axes,
    text_width,
    write_text,
)
from inquiry.views.charts.kept import kept
from inquiry.views.charts.lanes import Lane, draw_bar, list_lanes
from inquiry.views.look import ACCENT, INK, LINE, OTHER, SOFT

BAR_PX, PAIR_PX, TOP_PX, GAP_PX = 18.0, 56.0, 6.0, 8.0
RIGHT_PX = 120.0  # room for the number behind the longest bar
Bars = tuple[str, int, int]  # what they are for, minutes now, minutes after


@kept
def plot_minutes(bars: Sequence[Bars], *, alt: str) -> Chart:
    """Draw for each span of grades the minutes now and the minutes after, each bar with its number.

    Parameters
    ----------
    bars : sequence of (str, int, int)
        The span's name, minutes a year now, minutes a year after the decisions.
    alt : str
        The picture in words.
    """
    figure = new_figure(WIDTH_PX, TOP_PX + PAIR_PX * len(bars))
    axes = pixel_axes(figure)
    left = max(text_width(label, TEXT_PT, bold=True) for label, _, _ in bars) + 3 * GAP_PX
    most = max(1, *(max(now, after) for _, now, after in bars))
    scale = (WIDTH_PX - left - RIGHT_PX) / most
    axes.plot([left, left], [TOP_PX, TOP_PX + PAIR_PX * len(bars) - GAP_PX], color=LINE, linewidth=1)
    for n, (label, now, after) in enumerate(bars):
        top = TOP_PX + n * PAIR_PX
        write_text(axes, 0, top + BAR_PX, label, bold=True)
        for row, (minutes, name, color) in enumerate(((now, "now", OTHER), (after, "decided", ACCENT))):
            middle = top + (row + 0.5) * (BAR_PX + 2)
            axes.barh(middle, minutes * scale, height=BAR_PX, left=left, color=color)
            at = left + minutes * scale + GAP_PX
            ink = INK if name == "decided" else SOFT
            write_text(axes, at, middle, f"{minutes:,} min {name}", size=SMALL_PT, color=ink)
    return finish(figure, alt, list_lanes("", _lanes(bars, most)))


def _lanes(bars: Sequence[Bars], most: int) -> Iterator[Lane]:
    """The rows for the site."""
    for name, now, after in bars:
        yield Lane(f"{name}, now", draw_bar(now, most, cls="before"), f"{now:,} min")
        yield Lane(f"{name}, as decided", draw_bar(after, most), f"{after:,} min", bold=True)
