"""What a run chart is drawn from, and how time and values become pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from inquiry.views.charts.drawing import WIDTH_PX
from inquiry.views.charts.series import write_number

LEFT_PX, RIGHT_PX, TOP_PX, PLOT_PX, FOOT_PX = 66, 112, 14, 140, 44
MARKS_PX = 16  # for the row of check-ins, where there are any
EDGE_PX = 10  # between the frame and the first point
FLAG_PX = 8  # half of a numbered flag
ROW_PX = 2 * FLAG_PX + 3  # from one row of flags to the next
ROOM = 0.1  # of the values' range, kept free above and below
RIGHT = WIDTH_PX - RIGHT_PX


@dataclass(frozen=True)
class Dot:
    """One point: how far along the time axis (any unit), its value, the day as it is written.

    `low` and `high` are the limits that chance explains, where there are enough points to draw them.
    """

    x: float
    value: float
    day: str
    low: float | None = None
    high: float | None = None

    @property
    def outside(self) -> bool:
        """Whether it lies beyond its limits."""
        return self.low is not None and self.high is not None and not self.low <= self.value <= self.high


@dataclass(frozen=True)
class Part:
    """The points between two new starts, and their middle line."""

    dots: tuple[Dot, ...]
    middle: float


@dataclass(frozen=True)
class Stretch:
    """A quarter on the time axis: from where to where, its name, and whether a school year begins with it."""

    first: float
    last: float
    name: str
    new_year: bool = False


@dataclass(frozen=True)
class Marks:
    """What happened, along the time axis: check-ins, numbered changes, new starts of the middle line."""

    check_ins: tuple[float, ...] = ()
    changes: tuple[tuple[float, str], ...] = ()
    starts: tuple[float, ...] = ()


@dataclass(frozen=True)
class Frame:
    """Where the plot stands, and how time and value become pixels (on the site: a drawing's own units)."""

    first: float
    last: float
    low: float
    high: float
    marks: Marks
    left: float = LEFT_PX
    right: float = RIGHT
    plot: float = PLOT_PX

    def x(self, place: float) -> float:
        """A place along the time axis, in pixels."""
        width = self.right - self.left - 2 * EDGE_PX
        return self.left + EDGE_PX + (place - self.first) / max(self.last - self.first, 1e-9) * width

    def y(self, value: float) -> float:
        """A value's height, in pixels from the top."""
        return self.top + (self.high - value) / (self.high - self.low) * self.plot

    @property
    def flags(self) -> list[tuple[float, int, str]]:
        """Each change's place in pixels, the row of flags it stands in so that none touch, its number."""
        found: list[tuple[float, int, str]] = []
        for place, words in self.marks.changes:
            x, row = self.x(place), 0
            while any(at == row and abs(x - other) < 2 * FLAG_PX + 3 for other, at, _ in found):
                row += 1
            found.append((x, row, words))
        return found

    @property
    def top(self) -> float:
        """Where the plot begins, below the flags."""
        rows = max((row + 1 for _, row, _ in self.flags), default=0)
        return float(TOP_PX + ROW_PX * rows)

    @property
    def base(self) -> float:
        """Where the plot ends."""
        return self.top + self.plot

    @property
    def days(self) -> float:
        """Where the row of days begins."""
        return self.base + (MARKS_PX if self.marks.check_ins else 0)


def all_dots(parts: Iterable[Part]) -> list[Dot]:
    """Every point of a chart in order of time."""
    return [dot for part in parts for dot in part.dots]


def band_of(frame: Frame, part: Part) -> list[tuple[float, float]]:
    """The outline of what chance alone explains, a step for each point; empty where no limits are known."""
    known = [
        (frame.x(dot.x), dot.low, dot.high)
        for dot in part.dots
        if dot.low is not None and dot.high is not None
    ]
    if not known:
        return []
    xs = [x for x, _, _ in known]
    edges = [xs[0] - 6, *((one + two) / 2 for one, two in pairwise(xs)), xs[-1] + 6]
    top = [(x, frame.y(high)) for n, (_, _, high) in enumerate(known) for x in edges[n : n + 2]]
    foot = [(x, frame.y(low)) for n, (_, low, _) in enumerate(known) for x in edges[n : n + 2]]
    return [*top, *reversed(foot)]


def borders(frame: Frame, stretches: Sequence[Stretch]) -> Iterator[tuple[float, bool]]:
    """Where one quarter ends and the next begins, and whether a school year begins there."""
    for before, stretch in pairwise(stretches):
        yield (frame.x(before.last) + frame.x(stretch.first)) / 2, stretch.new_year


def write_middle(value: float, number: str) -> str:
    """The middle line's value: with a decimal where it lies between two whole numbers of things.

    Examples
    --------
    >>> write_middle(1.5, "{:,.0f}"), write_middle(35.2, "{:.0f}%")
    ('1.5', '35%')
    """
    halved = number == "{:,.0f}" and not float(value).is_integer()
    return write_number(value, "{:,.1f}" if halved else number)


def scale_of(parts: Iterable[Part], target: float | None) -> tuple[float, float]:
    """The ends of a scale around the values, in round numbers; from 0 on where nothing is negative.

    Examples
    --------
    >>> dots = tuple(Dot(float(n), float(n), "") for n in range(4))
    >>> scale_of([Part(dots, 1.5)], 6)
    (0.0, 8.0)
    """
    dots = all_dots(parts)
    values = [dot.value for dot in dots] + ([] if target is None else [target])
    values += [limit for dot in dots for limit in (dot.low, dot.high) if limit is not None]
    low, high = min(values), max(values)
    room = ROOM * max(high - low, abs(high) * ROOM, 1.0)
    return _round_ends(low - room if low < 0 else 0.0, high + room)


def _round_ends(low: float, high: float) -> tuple[float, float]:
    """Ends and middle on a round step: 1, 2 or 5, or ten times that, and so on."""
    least = (high - low) / 2
    power = 10.0 ** math.floor(math.log10(least))
    for step in (one * power for one in (1, 2, 4, 5, 10, 20)):
        start = math.floor(low / step) * step
        if start + 2 * step >= high:
            return start, start + 2 * step
    return low, high
