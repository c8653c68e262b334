"""Values over time as a chart takes them: where lines break, what range holds them, where numbers stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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

    def known(self) -> list[tuple[float, float]]:
        """The points that have a value."""
        return [(x, value) for x, value in self.points if value is not None]


def range_of(series: Iterable[Series], line_at: float | None) -> tuple[float, float]:
    """The least and the greatest value, with room around them; a reference is in it where it lies near."""
    values = [value for one in series for _, value in one.known()]
    if line_at is not None and min(values) - NEAR <= line_at <= max(values) + NEAR:
        values.append(line_at)
    spread = max(max(values) - min(values), 1.0)
    return min(values) - ROOM * spread, max(values) + ROOM * spread


def goes_below(x: float, value: float, known: Sequence[tuple[float, float]], behind: Series | None) -> bool:
    """Whether a number stands below its point: away from the line behind, else out of a dip."""
    other = dict(behind.points).get(x) if behind else None
    if other is not None:
        return other > value
    near = [y for place, y in known if 0 < abs(place - x) <= 1.5]
    return bool(near) and value < sum(near) / len(near)


def say_course(one: Series, ticks: Sequence[tuple[float, str]], number: str) -> str:
    """Where a series began, where it is now, and its highest and lowest value in between.

    Parameters
    ----------
    one : Series
        At least one value.
    ticks : sequence of (place, label)
        The names of the places.
    number : str
        How a value is written.

    Examples
    --------
    >>> one = Series("All", ((2022, 30.0), (2023, 34.0), (2024, None), (2025, 29.0)))
    >>> say_course(one, [(year, str(year)) for year in range(2022, 2026)], "{:.0f}%")
    'From 30% in 2022 down to 29% in 2025, highest 34% in 2023; 3 values'
    """
    named, known = dict(ticks), one.known()

    def say(point: tuple[float, float]) -> str:
        at = f" in {named[point[0]]}" if point[0] in named else ""
        return write_number(point[1], number) + at

    first, last = known[0], known[-1]
    if len(known) == 1:
        return f"{say(first)}; 1 value"
    way = "up to" if last[1] > first[1] else "down to" if last[1] < first[1] else "to the same"
    high, low = max(known, key=lambda point: point[1]), min(known, key=lambda point: point[1])
    more = [f", highest {say(high)}"] if high[1] > max(first[1], last[1]) else []
    more += [f", lowest {say(low)}"] if low[1] < min(first[1], last[1]) else []
    return f"From {say(first)} {way} {say(last)}{''.join(more)}; {len(known)} values"


def write_number(value: float, number: str) -> str:
    """A value as it is written, with a real minus.

    Examples
    --------
    >>> write_number(-3.25, "{:+.1f} points")
    '−3.2 points'
    """
    return number.format(value).replace("-", "−")
