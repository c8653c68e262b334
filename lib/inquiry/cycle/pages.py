"""The pages of a workbook: their names and titles; levels.yaml says who has those that not everybody has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inquiry.district.levels import load_levels

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
# Those that a level has only where levels.yaml says so.
ExtraPage = Literal["purpose", "review", "metrics", "tried-by-school", "tried-by-skill", "tried-by-cause"]


@dataclass(frozen=True)
class PageKind:
    """One page: the name of its notebook, its title, and whether every level has it."""

    file: str
    title: str
    everybody: bool = True


# In the order in which a team reads them.
PAGE_KINDS: dict[str, PageKind] = {
    "start": PageKind("0-start-here", "Start here"),
    "purpose": PageKind("purpose", "Our purpose", everybody=False),
    "analyze": PageKind("1-analyze", "Analyze"),
    "design": PageKind("2-design", "Design"),
    "plan": PageKind("plan", "Our plan on a page"),
    "implement": PageKind("3-implement", "Implement"),
    "refine": PageKind("4-refine", "Refine"),
    "review": PageKind("review", "Quarterly review", everybody=False),
    "coherence": PageKind("coherence", "Coherence map"),
    "metrics": PageKind("metrics", "District metrics", everybody=False),
    "tried-by-school": PageKind("tried-by-school", "Tried here, by school", everybody=False),
    "tried-by-skill": PageKind("tried-by-skill", "Tried here, by skill", everybody=False),
    "tried-by-cause": PageKind("tried-by-cause", "Tried here, by cause", everybody=False),
}
# Each page and the name of its notebook; and a notebook's title.
PAGES: dict[str, str] = {page: kind.file for page, kind in PAGE_KINDS.items()}
TITLES: dict[str, str] = {kind.file: kind.title for kind in PAGE_KINDS.values()}


def pages_of_level(level: str) -> tuple[str, ...]:
    """The notebooks that a team of this level has, in reading order."""
    extra = load_levels().pages_of(level)
    return tuple(kind.file for page, kind in PAGE_KINDS.items() if kind.everybody or page in extra)
