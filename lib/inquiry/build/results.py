"""What a build did, page by page, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from inquiry.errors import Fault

State = Literal["built", "unchanged", "failed"]


@dataclass(frozen=True)
class PageResult:
    """How one page went; `file` is the team's file as seen from the district's folder."""

    school: str
    team: str
    page: str
    file: str
    state: State
    why: str = ""
    seconds: float = 0.0


# Called once per page as it is finished, with how many are done, how many there are, and the page's result.
Progress = Callable[[int, int, PageResult], None]


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
    def all_well(self) -> bool:
        """Whether every page is there and nothing in the input was at fault."""
        return not self.failed and all(fault.severity == "note" for fault in self.faults)

    def to_json(self) -> dict[str, Any]:
        """The shape that `inquiry build --json` prints."""
        pages = [{**asdict(page), "seconds": round(page.seconds, 3)} for page in self.pages]
        return {"quarter": self.quarter, "pages": pages}
