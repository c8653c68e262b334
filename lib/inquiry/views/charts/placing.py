"""Where numbers go beside a line: clear of each other, or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

DOT_PX = 4  # half of a point's size
LINE_PX = 2  # half of what a line takes
TICK_PX = 34  # a year's label needs this much room


@dataclass
class Placer:
    """Boxes already taken in one panel, in CSS pixels."""

    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def keep_clear(self, points: Sequence[tuple[float, float]]) -> None:
        """Let no number cover a point."""
        self.taken += [(x - DOT_PX, y - DOT_PX, x + DOT_PX, y + DOT_PX) for x, y in points]

    def keep_line(self, left: float, right: float, y: float) -> None:
        """Let no number stand on a level line, whose value it would seem to be."""
        self.taken.append((left, y - LINE_PX, right, y + LINE_PX))

    def place(self, x: float, y: float, width: float, height: float, *, below_first: bool) -> float | None:
        """The vertical middle of a free place above or below a point; None where both are taken."""
        sides = (1, -1) if below_first else (-1, 1)
        for side in sides:
            middle = y + side * (height / 2 + DOT_PX + 1.5)
            box = (x - width / 2 - 2, middle - height / 2, x + width / 2 + 2, middle + height / 2)
            if not any(_overlap(box, other) for other in self.taken):
                self.taken.append(box)
                return middle
        return None


def _overlap(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def thin_labels(places: Sequence[float], room: float = TICK_PX) -> list[bool]:
    """Which labels along an axis to write so that none touch; the last is always among them.

    Parameters
    ----------
    places : sequence of float
        Middles of the labels in pixels, left to right.

    Examples
    --------
    >>> thin_labels([0, 30, 100, 130])
    [True, False, False, True]
    """
    shown = [False] * len(places)
    last: float | None = None
    for n in range(len(places) - 1, -1, -1):
        if last is None or last - places[n] >= room:
            shown[n], last = True, places[n]
    if shown and not shown[0]:  # the first matters more than the second
        shown[0] = True
        following = next((n for n in range(1, len(shown)) if shown[n]), None)
        if following is not None and following < len(shown) - 1 and places[following] - places[0] < room:
            shown[following] = False
    return shown
