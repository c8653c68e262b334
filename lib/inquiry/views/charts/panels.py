"""Small multiples for the site: a list of panels, as many side by side as the screen has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inquiry.views.charts.series import Series, goes_below, say_course, write_number
from inquiry.views.charts.svg import Point, dots, label, lines, svg
from inquiry.views.html import Node, el

WIDTH, SIDE, TOP, PLOT, FOOT = 160, 6, 4, 76, 15  # one panel, in the drawing's own units
ABOVE, BELOW = -6, 13  # from a point to the base line of its number
SIGN = 6.4  # how wide a digit is at most
Ticks = Sequence[tuple[float, str]]


@dataclass(frozen=True)
class _Frame:
    """What all panels share: the years, the scale, how a value is written, the reference."""

    ticks: Ticks
    low: float
    high: float
    number: str
    line_at: float | None

    def at(self, x: float, value: float) -> Point:
        first, last = self.ticks[0][0], self.ticks[-1][0]
        across = (x - first) / (last - first) if last > first else 0.5
        return SIDE + across * (WIDTH - 2 * SIDE), TOP + (self.high - value) / (self.high - self.low) * PLOT

    def places(self, one: Series) -> list[list[Point]]:
        return [[self.at(x, value) for x, value in stretch] for stretch in one.runs()]


def draw_panels(
    series: Sequence[Series],
    behind: Series | None,
    ticks: Ticks,
    *,
    title: str,
    number: str,
    limits: tuple[float, float],
    line_at: float | None = None,
) -> Node:
    """A panel for each series, all on the same scale; the first and the last value are written beside it.

    Parameters
    ----------
    series : sequence of Series
        One a panel, in reading order.
    behind : Series, optional
        The whole school's line, drawn dashed in each panel.
    ticks : sequence of (place, label)
        What stands along the bottom, missing years included.
    title : str
        What is measured, its unit and which way is better.
    number : str
        How a value is written, such as "{:.1f}%".
    limits : (low, high)
        The vertical range.
    line_at : float, optional
        A reference such as the standard.
    """
    frame = _Frame(ticks, *limits, number, line_at)
    drawn = [_panel(one, behind if behind and behind.name != one.name else None, frame) for one in series]
    return el("div", el("p", title, cls="note"), el("ul", drawn, cls="panels"))


def _panel(one: Series, behind: Series | None, frame: _Frame) -> Node:
    base, ticks = TOP + PLOT, frame.ticks
    drawing = svg(
        WIDTH,
        base + FOOT,
        _reference(frame),
        lines(*frame.places(behind), cls="all") if behind else None,
        lines(*frame.places(one)),
        dots(frame.at(x, value) for x, value in one.known()),
        *_numbers(one, behind, frame),
        label(0, base + 13, ticks[0][1], "soft"),
        label(WIDTH, base + 13, ticks[-1][1], "soft end") if len(ticks) > 1 else None,
        alt=say_course(one, ticks, frame.number),
    )
    note = el("small", one.note) if one.note else None
    return el("li", el("b", el("bdi", one.name)), " ", note, drawing)


def _reference(frame: _Frame) -> Node | None:
    if frame.line_at is None or not frame.low < frame.line_at < frame.high:
        return None
    height = frame.at(0, frame.line_at)[1]
    return lines([(0, height), (WIDTH, height)], cls="mark")


def _numbers(one: Series, behind: Series | None, frame: _Frame) -> list[Node]:
    """The first value from the left edge on, the last up to the right edge; a single one over its point."""
    known = one.known()
    below = [goes_below(x, value, known, behind) for x, value in (known[0], known[-1])]
    words = [write_number(value, frame.number) for _, value in (known[0], known[-1])]
    if len(known) == 1:
        across, down = frame.at(*known[0])
        return [label(across, down + (BELOW if below[0] else ABOVE), words[0], "mid")]
    (left, first), (right, last) = frame.at(*known[0]), frame.at(*known[-1])
    meet = right - left + 2 * SIDE < SIGN * (len(words[0]) + len(words[1]))
    if meet and below[0] == below[1]:
        below[0] = not below[1]
    return [
        label(left - SIDE, first + (BELOW if below[0] else ABOVE), words[0]),
        label(right + SIDE, last + (BELOW if below[1] else ABOVE), words[1], "end"),
    ]
