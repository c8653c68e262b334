"""What a page tells at a glance, as plain values: what other pages gather from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One of the state's published results for all students of a place."""

    indicator: str
    year: str
    color: str  # the style sheet's class: red, orange, yellow, green, blue or none
    name: str  # of the color
    status: str
    change: str
    way: str = ""  # better or worse; empty where it stayed, or where there is no change
    is_much: bool = False  # whether the state calls the change significant

    @property
    def by(self) -> str:
        """By how much it moved, without the name that the state gives the change."""
        return self.change.rpartition(": ")[2]

    @property
    def size(self) -> float:
        """How far it moved, in the indicator's own points; 0 where there is no number."""
        found = re.search(r"\d+(\.\d+)?", self.by)
        return float(found[0]) if found else 0.0


@dataclass(frozen=True)
class Verdict:
    """What a run chart tells: of what, whose it is, and which way."""

    what: str
    whose: str  # empty on the team's own page
    way: str  # better, worse, shifted, nochange or tooearly: the style sheet's classes
    words: str


@dataclass(frozen=True)
class Share:
    """A share of students' work that the plan tells: of what, gathered where, and as the page prints it."""

    what: str
    place: str  # as in the figure's key (views/disclosed/keys.py)
    words: str


@dataclass(frozen=True)
class Goal:
    """A goal of the district, and by how many schools it is served."""

    words: str
    schools: str
    is_served: bool = True


@dataclass(frozen=True)
class Decided:
    """What a team decided about an idea that it had tried."""

    place: str
    idea: str
    decision: str  # the decision's id: adopt, adapt, abandon, or one of the district's own
    quarter: str


@dataclass(frozen=True)
class Facts:
    """All that one page tells at a glance, each as its own staff faces say it."""

    working_on: str = ""
    purpose: str = ""
    lead: str = ""  # the page's first answer in one sentence
    progress: Mapping[str, str] = field(default_factory=dict)  # phase -> done, now or next
    figures: tuple[Figure, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    shares: tuple[Share, ...] = ()
    goals: tuple[Goal, ...] = ()
    decided: tuple[Decided, ...] = ()
    skills: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


_ROWS: Mapping[str, type] = {
    "figures": Figure,
    "verdicts": Verdict,
    "shares": Share,
    "goals": Goal,
    "decided": Decided,
}


def facts_from_json(raw: Mapping[str, Any]) -> Facts:
    """The facts as they were written down.

    Raises
    ------
    TypeError, KeyError
        When they are of another shape.
    """
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()
    }
    rows: dict[str, Any] = {name: tuple(kind(**each) for each in plain[name]) for name, kind in _ROWS.items()}
    return Facts(**plain | rows)


def gather_facts(pages: Sequence[Facts]) -> Facts:
    """What several pages of one team tell together; of what is said once, the first counts."""
    first, every = partial(_first, pages), partial(_every, pages)
    return Facts(
        working_on=first("working_on"),
        purpose=first("purpose"),
        progress=first("progress"),
        figures=first("figures"),
        goals=first("goals"),
        verdicts=every("verdicts"),
        shares=every("shares"),
        decided=every("decided"),
        skills=every("skills"),
        causes=every("causes"),
    )


def _first(pages: Sequence[Facts], name: str) -> Any:
    return next((found for page in pages if (found := getattr(page, name))), getattr(Facts(), name))


def _every(pages: Sequence[Facts], name: str) -> Any:
    return tuple(dict.fromkeys(each for page in pages for each in getattr(page, name)))
