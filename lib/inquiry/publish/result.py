"""What publishing came to, edition by edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inquiry.publish.keeping.shelf import BINDER, SITE_FOLDER
from inquiry.publish.rules.problems import Problem


@dataclass(frozen=True)
class NotShown:
    """A page that is on the site in name only, and why."""

    page: str
    why: str


@dataclass(frozen=True)
class PublishResult:
    """What one run put on the site."""

    quarter: str
    files: tuple[str, ...]  # addresses inside the site, in the order of the manifest
    not_shown: tuple[NotShown, ...] = ()
    problems: tuple[Problem, ...] = ()
    removed: tuple[str, ...] = ()
    made: tuple[str, ...] = ()  # those that did not stand already and were made anew
    folder: str = SITE_FOLDER  # inside the district's folder

    @property
    def is_whole(self) -> bool:
        """Whether every page is shown."""
        return not self.not_shown and not self.problems

    @property
    def binders_removed(self) -> tuple[str, ...]:
        """The schools' binders that were taken away: nothing renewed them when their pages changed."""
        return tuple(each for each in self.removed if each.endswith(f"/{BINDER}"))

    def to_json(self) -> dict[str, Any]:
        """The result as plain values."""
        return {
            "quarter": self.quarter,
            "folder": self.folder,
            "files": list(self.files),
            "not_shown": [{"page": each.page, "why": each.why} for each in self.not_shown],
            "problems": [str(each) for each in self.problems],
            "removed": list(self.removed),
            "made": list(self.made),
        }
