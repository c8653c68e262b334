"""What a build did, page by page, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from inquiry.errors import Fault

State = Literal["built", "unchanged", "failed"]


@dataclass(frozen=True)
class PageResult:
    """How one page went; `file` is the team's file as seen from the district's folder.

    `why` says why it failed, or what there is to know about the team's file.
    """

    school: str
    team: str
    page: str
    file: str
    state: State
    why: str = ""
    seconds: float = 0.0
    because: str = ""  # why a page was made, in words


# Called once per page as it is finished: how many are done, how many there are, the page's result, and about
# how many seconds the others will take, None where nobody can tell yet.
Progress = Callable[[int, int, PageResult, float | None], None]


@dataclass(frozen=True)
class BuildResult:
    """All pages of a build in reading order, and what the check before it found."""

    quarter: str
    pages: tuple[PageResult, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def failed(self) -> tuple[PageResult, ...]:
        """The pages that could not be made."""
        return tuple(page for page in self.pages if page.state == "failed")

    @property
    def counted(self) -> str:
        """All pages by state, in words."""
        states = [page.state for page in self.pages]
        there = [(states.count(each), each) for each in get_args(State)]
        return f"{len(states):,} pages: " + ", ".join(f"{n:,} {each}" for n, each in there if n)

    @property
    def all_well(self) -> bool:
        """Whether every page is there and nothing in the input was at fault."""
        return not self.failed and all(fault.severity == "note" for fault in self.faults)

    def to_json(self) -> dict[str, Any]:
        """The shape that `inquiry build --json` prints."""
        return {"quarter": self.quarter, "pages": [_as_json(page) for page in self.pages]}


def _as_json(page: PageResult) -> dict[str, Any]:
    """One page for programs: `why` is why it failed, what there is to know about it, or why it was made."""
    told = {**asdict(page), "seconds": round(page.seconds, 3)}
    because = told.pop("because")
    return told | {"why": "; ".join(filter(None, (page.why, because)))}
