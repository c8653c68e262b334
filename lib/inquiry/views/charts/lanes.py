"""Rows with a small drawing for the site: a name, its distance or its bar, the number in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from inquiry.views.charts.svg import dots, lines, svg
from inquiry.views.html import Node, el

WIDTH, HEIGHT, SIDE = 240, 18, 8  # one row's drawing, in its own units


@dataclass(frozen=True)
class Lane:
    """One row: whose it is, its drawing, its number in words, whether it stands out."""

    name: str
    drawing: Node
    words: str
    bold: bool = False


def list_lanes(title: str, lanes: Iterable[Lane], ends: Sequence[str] = ()) -> Node:
    """The rows below each other; `ends` says above them what lies left and right."""
    head = el("li", [[el("span", each), " "] for each in ends], cls="ends") if ends else None
    rows = [
        el("li", el("b" if lane.bold else "span", el("bdi", lane.name)), " ", lane.drawing, " ", _words(lane))
        for lane in lanes
    ]
    return el("div", el("p", title, cls="note") if title else None, el("ul", head, rows, cls="lanes"))


def _words(lane: Lane) -> Node:
    return el("b" if lane.bold else "span", lane.words)


def draw_distance(gap: float, interval: tuple[float, float] | None, reach: float, *, filled: bool) -> Node:
    """One group's distance from everyone else, who stand at the line in the middle.

    Parameters
    ----------
    gap : float
        The distance, in the indicator's unit.
    interval : (low, high), optional
        How far chance alone may move it.
    reach : float
        The end of the scale on either side: all rows have the same.
    filled : bool
        False draws a ring: chance alone may explain the distance.
    """

    def place(value: float) -> float:
        return WIDTH / 2 + max(-1.0, min(1.0, value / reach)) * (WIDTH / 2 - SIDE)

    middle = HEIGHT / 2
    spot = [(place(gap), middle)]
    return svg(
        WIDTH,
        HEIGHT,
        lines([(WIDTH / 2, 0), (WIDTH / 2, HEIGHT)], cls="mark"),
        lines([(place(interval[0]), middle), (place(interval[1]), middle)]) if interval else None,
        dots(spot, "spot"),
        None if filled else dots(spot, "hole"),
        alt=None,
    )


def draw_bar(value: float, most: float, *, cls: str = "", was: float | None = None) -> Node:
    """A bar from the left.

    Parameters
    ----------
    most : float
        What fills the row.
    cls : str
        `before` for a bar that is lighter: what it was, or whose it is not.
    was : float, optional
        Where it ended before: an upright line.
    """
    middle = HEIGHT / 2

    def place(amount: float) -> float:
        return WIDTH * amount / most

    return svg(
        WIDTH,
        HEIGHT,
        lines([(0, 0), (0, HEIGHT)], cls="mark"),
        lines([(0, middle), (place(value), middle)], cls=f"bar {cls}".strip()) if value else None,
        None if was is None else lines([(place(was), 0), (place(was), HEIGHT)], cls="aim"),
        alt=None,
    )


def draw_parts(shares: Sequence[float], tones: Sequence[int]) -> Node:
    """A whole and its parts from left to right: `shares` in percent, `tones` from 0 (light) to 3 (dark)."""
    middle, ends = HEIGHT / 2, [WIDTH * share / 100 for share in accumulate(shares, initial=0)]
    parts = [
        lines([(left, middle), (right, middle)], cls=f"bar tone{tone}")
        for left, right, tone in zip(ends[:-1], ends[1:], tones, strict=True)
        if round(right) > round(left)
    ]
    edges = [lines([(end, 2), (end, HEIGHT - 2)], cls="edge") for end in ends[1:-1]]
    frame = lines([(0, middle), (WIDTH, middle)], cls="bar frame")
    return svg(WIDTH, HEIGHT, frame, parts, edges, alt=None)
