"""Where the values on a run chart stand: off the points, off each other, and off the lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inquiry.views.charts.drawing import PX_PER_INCH, text_width
from inquiry.views.charts.lettering import POINTS_PER_INCH
from inquiry.views.charts.placing import DOT_PX, Placer
from inquiry.views.charts.run_frame import ROW_PX, Dot, Frame, Part, all_dots
from inquiry.views.charts.series import write_number

RING_PX = 7.5  # half of the ring around a point beyond its limits


@dataclass(frozen=True)
class Value:
    """A value as it is written, where its middle (or, beside its point, its left end) stands."""

    words: str
    x: float
    y: float
    beside: bool
    newest: bool


def place_values(
    frame: Frame,
    parts: Sequence[Part],
    number: str,
    target: tuple[float, float] | None,
    size: float,
    width: float,
) -> Iterator[Value]:
    """The newest value, the first, the highest and the lowest; what finds no room stands in the table.

    Parameters
    ----------
    target : (place, value), optional
        From where on a target's line is drawn, and at which value.
    size : float
        The type's, in points.
    width : float
        Of the whole chart: no value is cut off, nor stands among the scale's.
    """
    dots = all_dots(parts)
    placer = Placer()
    placer.keep_clear([(frame.x(dot.x), frame.y(dot.value)) for dot in dots])
    for left, right, level in _lines(frame, parts, target):
        placer.keep_line(left, right, frame.y(level))
    for dot in dict.fromkeys([dots[-1], dots[0], max(dots, key=_value), min(dots, key=_value)]):
        words, newest = write_number(dot.value, number), dot is dots[-1]
        length = text_width(words, size, bold=newest)
        height = size * PX_PER_INCH / POINTS_PER_INCH + (2 * (RING_PX - DOT_PX) if dot.outside else 0)
        x, y = frame.x(dot.x), frame.y(dot.value)
        x = min(max(x, frame.left + length / 2), width - length / 2)
        below = dot.value < parts[-1].middle and frame.base - y > ROW_PX
        middle = placer.place(x, y, length, height, below_first=below)
        if middle is not None:
            yield Value(words, x, middle, False, newest)
        elif newest and frame.x(dot.x) + RING_PX + length < frame.right:
            yield Value(words, frame.x(dot.x) + RING_PX, y, True, True)


def _lines(
    frame: Frame, parts: Sequence[Part], target: tuple[float, float] | None
) -> Iterator[tuple[float, float, float]]:
    """The level lines, whose values a number on them would seem to be."""
    for part in parts:
        right = frame.right if part is parts[-1] else frame.x(part.dots[-1].x)
        yield frame.x(part.dots[0].x), right, part.middle
    if target is not None:
        yield frame.x(target[0]), frame.right, target[1]


def _value(dot: Dot) -> float:
    return dot.value
