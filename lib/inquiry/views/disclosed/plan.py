"""What was decided: which figures staff are told, in which words, and all that was ever printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from inquiry.measures.suppress import WITHHELD
from inquiry.views.disclosed.cells import Cell, Link

# Why a figure is withheld, as pages say it; the plan itself also names what would be given away.
FEW, GIVES_AWAY = "few students", "would give another figure away"
ONE_TEACHER, NOT_YET = "one teacher or one class", "not decided yet"
PLAIN = (FEW, ONE_TEACHER, NOT_YET)


@dataclass(frozen=True)
class Figure:
    """One figure of the plan: as it is told, or why it is withheld, and since which day."""

    words: str  # empty where it is withheld
    day: dt.date  # up to which it is told, or since when it is withheld
    why: str = ""
    state: str = ""  # the state of its cell that was decided on

    @property
    def is_told(self) -> bool:
        """Whether staff read it."""
        return bool(self.words)


@dataclass(frozen=True)
class Print:
    """What was printed once: everybody may have kept it. `low` and `high` are what the words tell."""

    figure: str
    state: str
    words: str
    low: int
    high: int
    day: dt.date
    threshold: int


@dataclass(frozen=True)
class Plan:
    """The decision on a quarter's figures, or on all readings.

    `cells` has every state of every figure that counted for it: the name is the figure's key, `@` and a
    number. `current` names the latest state of each. `published` are the counts that the state prints.
    """

    name: str
    threshold: int
    decided: dt.date
    figures: Mapping[str, Figure] = field(default_factory=dict)
    prints: tuple[Print, ...] = ()
    cells: Mapping[str, Cell] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    current: Mapping[str, str] = field(default_factory=dict)
    published: Mapping[str, int] = field(default_factory=dict)

    def is_older_than(self, threshold: int) -> bool:
        """Whether something was printed under a lower threshold."""
        return any(one.threshold < threshold for one in self.prints)


@dataclass(frozen=True)
class Told:
    """What a page may tell of one figure, and up to which day it was counted."""

    key: str
    text: str = WITHHELD
    day: dt.date | None = None
    why: str = NOT_YET

    @property
    def is_told(self) -> bool:
        """Whether it says anything."""
        return self.text != WITHHELD


def told_by(plan: Plan | None, key: str) -> Told:
    """What a plan tells of a figure; without a plan, or a word in it, nothing."""
    figure = plan.figures.get(key) if plan else None
    if figure is None:
        return Told(key)
    why = figure.why if figure.is_told or figure.why in PLAIN else GIVES_AWAY
    return Told(key, figure.words or WITHHELD, figure.day, why)
