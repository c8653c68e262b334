"""What every page of one run shares: the district, the quarter, names, labels, the frame."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from inquiry.build import Manifest, PageRecord
from inquiry.cycle import PAGES, Cycle
from inquiry.district import District, Quarter, School, Team
from inquiry.district.rosters import DISTRICT, TYPES
from inquiry.publish.model import Link
from inquiry.publish.shelf import INDEX

if TYPE_CHECKING:
    from inquiry.publish.exporter import StaffExporter

TRIED = tuple(PAGES[page] for page in ("tried-by-school", "tried-by-skill", "tried-by-cause"))


@dataclass(frozen=True)
class Site:
    """One quarter of a district's site, while it is made."""

    district: District
    cycle: Cycle
    manifest: Manifest
    as_of: dt.date
    other_quarters: tuple[str, ...] = ()

    @property
    def quarter(self) -> str:
        """The quarter's id."""
        return self.manifest.quarter

    @cached_property
    def exporter(self) -> StaffExporter:
        """What renders pages. Loading it takes half a second, which a run that renders none is spared."""
        from inquiry.publish.exporter import StaffExporter

        return StaffExporter()

    @cached_property
    def schools(self) -> tuple[str, ...]:
        """The schools that have pages, in the manifest's order (the district's own teams first)."""
        return tuple(dict.fromkeys(record.school for record in self.manifest.pages))

    def records(self, school: str) -> dict[str, tuple[PageRecord, ...]]:
        """A school's pages by team, in reading order."""
        return self._records[school]

    @cached_property
    def _records(self) -> dict[str, dict[str, tuple[PageRecord, ...]]]:
        found: dict[str, dict[str, tuple[PageRecord, ...]]] = {}
        for record in self.manifest.pages:
            teams = found.setdefault(record.school, {})
            teams[record.team] = (*teams.get(record.team, ()), record)
        return found

    @cached_property
    def known(self) -> frozenset[str]:
        """The address of every page that the site has once this run is done."""
        pages = {self.address(record) for record in self.manifest.pages}
        schools = {f"{self.quarter}/{school}/{INDEX}" for school in self.schools}
        quarters = {f"{quarter}/{INDEX}" for quarter in (self.quarter, *self.other_quarters)}
        return frozenset({INDEX} | pages | schools | quarters)

    @cached_property
    def tried(self) -> dict[str, str]:
        """The pages of what was tried here: notebook -> its address inside the site."""
        found: dict[str, str] = {}
        for record in self.manifest.pages:
            if record.page in TRIED:
                found.setdefault(record.page, self.address(record))
        return found

    def address(self, record: PageRecord) -> str:
        """The address of a team's page inside the site."""
        return f"{self.quarter}/{record.school}/{record.team}/{record.page}.html"

    def frame(self, *words: str, up: int) -> dict[str, Any]:
        """The values that every page's view needs; `words` make the window's title, `up` leads home."""
        settings = self.district.settings
        return {
            "lang": settings.language,
            "district": settings.name,
            "suppress_below": settings.thresholds.suppress_below,
            "title": " · ".join((*words, settings.name)),
            "home": f"{'../' * up}{INDEX}",
        }

    @cached_property
    def _schools(self) -> dict[str, School]:
        return {each.school: each for each in self.district.all_schools}

    @cached_property
    def _teams(self) -> dict[str, Team]:
        return {each.team: each for each in self.district.all_teams}

    def school_name(self, school: str) -> str:
        """A school's name; its id when the lists no longer have it."""
        if school == DISTRICT:
            return "District teams"
        return self._schools[school].name if school in self._schools else school

    def school_about(self, school: str) -> str:
        """What kind of school it is, in a few words."""
        if school not in self._schools:
            return ""
        found = self._schools[school]
        kind = TYPES.get(found.type, "")
        parts = (f"{kind.capitalize()} school" if kind else "", _grades(found.grades))
        return ", ".join(part for part in parts if part)

    def team(self, team: str) -> Team | None:
        """A team, if the lists still have it."""
        return self._teams.get(team)

    def team_about(self, team: str) -> str:
        """A team's grades and subject, in a few words."""
        found = self._teams.get(team)
        parts = (_grades(found.grades), found.subject) if found else ()
        return ", ".join(part for part in parts if part)

    def quarter_dates(self, quarter: str) -> str:
        """A quarter's first and last day; empty when the calendar no longer has it."""
        found = self._quarters.get(quarter)
        return f"{found.start} to {found.end}" if found else ""

    @cached_property
    def _quarters(self) -> dict[str, Quarter]:
        return {each.id: each for each in self.district.quarters}

    def newest_first(self, quarters: set[str]) -> list[str]:
        """Quarters by time, the latest first; those that left the calendar come last."""
        return sorted(quarters, key=lambda each: (self._start(each), each), reverse=True)

    def _start(self, quarter: str) -> dt.date:
        return self._quarters[quarter].start if quarter in self._quarters else dt.date.min

    def quarter_links(self, up: str) -> tuple[Link, ...]:
        """Every quarter of the site, the latest first."""
        every = self.newest_first({self.quarter, *self.other_quarters})
        return tuple(
            Link(f"Quarter {each}", f"{up}{each}/{INDEX}", dates=self.quarter_dates(each)) for each in every
        )


def _grades(grades: str) -> str:
    if not grades:
        return ""
    return f"grade {grades}" if grades.isalnum() else f"grades {grades}"
