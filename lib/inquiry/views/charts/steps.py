"""Students at each step of the rubric: one bar a skill, the share written in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

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
from inquiry.views.charts.lanes import draw_parts
from inquiry.views.html import Node, el
from inquiry.views.look import INK, PAPER, SOFT, STEPS, STEPS_INK

NAME_PX, LINE_PX, BAR_PX, HEAD_PX = 230, 14, 28, 46
LIGHT_TO_DARK = tuple(range(len(STEPS)))


@dataclass(frozen=True)
class Bar:
    """One skill or group: its name, what it rests on, the share at each step (percent, together 100)."""

    name: str
    note: str
    shares: tuple[float, ...]


@kept
def plot_steps(
    bars: Sequence[Bar], steps: Sequence[str], *, title: str, alt: str, tones: Sequence[int] = LIGHT_TO_DARK
) -> Chart:
    """Draw the bars, all of the same length.

    Parameters
    ----------
    bars : sequence of Bar
        In reading order; as many shares each as there are steps.
    steps : sequence of str
        The names of the steps, lowest first; they stand above the first bar's parts and in each part's shade.
    tones : sequence of int
        Which of the four shades each step takes, 0 the lightest.
    """
    shades, inks = [STEPS[tone] for tone in tones], [STEPS_INK[tone] for tone in tones]
    names = [wrap_text(bar.name, NAME_PX - 12, TEXT_PT, bold=True, lines=2) for bar in bars]
    figure = new_figure(WIDTH_PX, HEAD_PX + sum(_height(name) for name in names))
    axes = pixel_axes(figure)
    write_text(axes, 0, 9, title, color=SOFT)
    x = float(NAME_PX)
    for step, shade in zip(steps, shades, strict=True):
        axes.add_patch(Rectangle((x, 24), 12, 12, facecolor=shade, edgecolor=SOFT, linewidth=0.6))
        write_text(axes, x + 17, 30.5, step, size=SMALL_PT)
        x += 17 + text_width(step, SMALL_PT) + 22
    top = float(HEAD_PX)
    for bar, name in zip(bars, names, strict=True):
        for n, line in enumerate((*name, bar.note)):
            last = n == len(name)
            write_text(
                axes,
                0,
                top + 8 + n * LINE_PX,
                line,
                bold=not last,
                size=SMALL_PT if last else TEXT_PT,
                color=SOFT if last else INK,
            )
        _draw_bar(axes, bar, top, shades, inks)
        top += _height(name)
    site = [el("p", title, cls="note"), el("ul", [_row(bar, steps, tones) for bar in bars], cls="parts")]
    return finish(figure, alt, el("div", site))


def _height(name: Sequence[str]) -> int:
    return max(BAR_PX, LINE_PX * (len(name) + 1)) + 14


def _draw_bar(axes: Axes, bar: Bar, top: float, shades: Sequence[str], inks: Sequence[str]) -> None:
    x, scale = float(NAME_PX), (WIDTH_PX - NAME_PX) / 100
    for share, shade, ink in zip(bar.shares, shades, inks, strict=True):
        width = share * scale
        axes.add_patch(Rectangle((x, top + 1), width, BAR_PX, facecolor=shade, edgecolor=PAPER, linewidth=1))
        text = f"{share:.0f}%"
        if width > text_width(text) + 4:
            write_text(axes, x + width / 2, top + 1 + BAR_PX / 2, text, color=ink, ha="center")
        x += width


def _row(bar: Bar, steps: Sequence[str], tones: Sequence[int]) -> Node:
    """One bar for the site: under it the parts in words, from left to right."""
    words = " · ".join(f"{step} {share:.0f}%" for step, share in zip(steps, bar.shares, strict=True))
    name = el("div", el("b", el("bdi", bar.name)), " ", el("small", bar.note))
    return el("li", name, el("div", draw_parts(bar.shares, tones), el("span", words)))
