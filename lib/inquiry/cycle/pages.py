"""The pages of a workbook: their names, titles, and which levels have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Page = Literal[
    "start",
    "purpose",
    "analyze",
    "design",
    "plan",
    "implement",
    "refine",
    "review",
    "coherence",
    "metrics",
    "tried-by-school",
    "tried-by-skill",
    "tried-by-cause",
]


@dataclass(frozen=True)
class PageKind:
    """One page: the name of its notebook, its title, and the levels that have it (None: all)."""

    file: str
    title: str
    levels: tuple[str, ...] | None = None


# In the order in which a team reads them.
PAGE_KINDS: dict[str, PageKind] = {
    "start": PageKind("0-start-here", "Start here"),
    "purpose": PageKind("purpose", "Our purpose", ("district", "principal")),
    "analyze": PageKind("1-analyze", "Analyze"),
    "design": PageKind("2-design", "Design"),
    "plan": PageKind("plan", "Our plan on a page"),
    "implement": PageKind("3-implement", "Implement"),
    "refine": PageKind("4-refine", "Refine"),
    "review": PageKind("review", "Quarterly review", ("district", "principal", "slt")),
    "coherence": PageKind("coherence", "Coherence map"),
    "metrics": PageKind("metrics", "District metrics", ("district",)),
    "tried-by-school": PageKind("tried-by-school", "Tried here, by school", ("district",)),
    "tried-by-skill": PageKind("tried-by-skill", "Tried here, by skill", ("district",)),
    "tried-by-cause": PageKind("tried-by-cause", "Tried here, by cause", ("district",)),
}
# Each page and the name of its notebook; and a notebook's title.
PAGES: dict[str, str] = {page: kind.file for page, kind in PAGE_KINDS.items()}
TITLES: dict[str, str] = {kind.file: kind.title for kind in PAGE_KINDS.values()}


def pages_of_level(level: str) -> tuple[str, ...]:
    """The notebooks that a team of this level has, in reading order."""
    kinds = PAGE_KINDS.values()
    return tuple(kind.file for kind in kinds if kind.levels is None or level in kind.levels)
