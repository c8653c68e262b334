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
from inquiry.views.look import INK, PAPER, SOFT, STEPS, STEPS_INK

NAME_PX, LINE_PX, BAR_PX, HEAD_PX = 230, 14, 28, 46


@dataclass(frozen=True)
class Bar:
    """One skill or group: its name, what it rests on, the share at each step (percent, together 100)."""

    name: str
    note: str
    shares: tuple[float, ...]


@kept
def plot_steps(
    bars: Sequence[Bar], steps: Sequence[str], *, title: str, alt: str, tones: Sequence[int] | None = None
) -> Chart:
    """Draw the bars, all of the same length.

    Parameters
    ----------
    bars : sequence of Bar
        In reading order; as many shares each as there are steps.
    steps : sequence of str
        The names of the steps, lowest first; they stand above the first bar's parts and in each part's shade.
    tones : sequence of int, optional
        Which of the four shades each step takes, 0 the lightest; for parts that are no rubric's steps.
    """
    shades, inks = _shades(len(steps)) if tones is None else _picked(tones)
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
    return finish(figure, alt)


def _height(name: Sequence[str]) -> int:
    return max(BAR_PX, LINE_PX * (len(name) + 1)) + 14


def _shades(n: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The shades of n steps; two steps take the second and the last, to stand well apart."""
    return (STEPS, STEPS_INK) if n == len(STEPS) else ((STEPS[0], STEPS[-1]), (STEPS_INK[0], STEPS_INK[-1]))


def _picked(tones: Sequence[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The shades of parts that choose their own, and the ink that is read on each."""
    return tuple(STEPS[tone] for tone in tones), tuple(STEPS_INK[tone] for tone in tones)


def _draw_bar(axes: Axes, bar: Bar, top: float, shades: Sequence[str], inks: Sequence[str]) -> None:
    x, scale = float(NAME_PX), (WIDTH_PX - NAME_PX) / 100
    for share, shade, ink in zip(bar.shares, shades, inks, strict=True):
        width = share * scale
        axes.add_patch(Rectangle((x, top + 1), width, BAR_PX, facecolor=shade, edgecolor=PAPER, linewidth=1))
        text = f"{share:.0f}%"
        if width > text_width(text) + 4:
            write_text(axes, x + width / 2, top + 1 + BAR_PX / 2, text, color=ink, ha="center")
        x += width
