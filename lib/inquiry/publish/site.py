"""What every page of one run shares: the district, the quarter, names, labels, the frame."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from inquiry.build import Manifest, PageRecord
from inquiry.cycle import PAGES, Cycle, Face
from inquiry.district import District, Quarter, School, Team
from inquiry.district.rosters import DISTRICT, TYPES
from inquiry.publish.editions import AS_STAFF, STAFF_SITE, Edition, say_whom
from inquiry.publish.guard.audit import Audit
from inquiry.publish.keeping.shelf import INDEX
from inquiry.publish.lists.pieces import Link, Readers
from inquiry.publish.shared import Shared

if TYPE_CHECKING:
    from inquiry.publish.reading.exporter import StaffExporter

LETTERS = ("schools", "teams", "skills", "causes")  # the lists from A to Z
TRIED = tuple(PAGES[page] for page in ("tried-by-school", "tried-by-skill", "tried-by-cause"))


@dataclass(frozen=True)
class Site:
    """One quarter of a district's site, while it is made."""

    district: District
    cycle: Cycle
    manifest: Manifest
    as_of: dt.date
    other_quarters: tuple[str, ...] = ()
    edition: Edition = STAFF_SITE
    shared: Shared = field(default_factory=Shared)

    @property
    def quarter(self) -> str:
        """The quarter's id."""
        return self.manifest.quarter

    @property
    def exporter(self) -> StaffExporter:
        """What renders pages."""
        return self.shared.exporter

    @cached_property
    def audit(self) -> Audit:
        """What holds each page against the record."""
        spoken = self.shared.spoken(self.district, self.cycle)
        return Audit(self.district, self.cycle, self.edition, spoken)

    def face_of(self, record: PageRecord) -> Face:
        """Which face of a page its readers see here."""
        return self.edition.face_of(self.district, self.team(record.team))

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
        letters = {f"{self.quarter}/{self.letters_file(what)}" for what in self.letters}
        return frozenset({INDEX} | pages | schools | quarters | letters)

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

    @staticmethod
    def letters_file(what: str) -> str:
        """The name of a list from A to Z in its quarter's folder."""
        return f"a-z-{what}.html"

    def frame(self, *words: str, up: int) -> dict[str, Any]:
        """The values that every page's view needs; `words` make the window's title, `up` leads home."""
        settings, home = self.district.settings, "../" * up
        return {
            "lang": settings.language,
            "district": settings.name,
            "suppress_below": settings.thresholds.suppress_below,
            "title": " · ".join((*words, settings.name)),
            "home": f"{home}{INDEX}",
            "ways": tuple(self._ways(home)),
            "readers": self.readers,
        }

    @cached_property
    def readers(self) -> Readers:
        """For whom it is, in words."""
        return say_whom(self.edition, self.district)

    def readers_of(self, record: PageRecord) -> Readers:
        """For whom one of its pages is, in words."""
        as_staff = self.edition.face == "chain" and self.face_of(record) == "staff"
        return replace(self.readers, narrowed=AS_STAFF) if as_staff else self.readers

    @property
    def letters(self) -> tuple[str, ...]:
        """The lists from A to Z that it has; one team's pages need none."""
        return () if self.edition.face == "team" else LETTERS

    def _ways(self, home: str) -> Iterator[Link]:
        """The ways that lead on from every page."""
        yield Link("Overview", f"{home}{self.quarter}/{INDEX}")
        for what in self.letters[:1]:
            yield Link("A to Z", f"{home}{self.quarter}/{self.letters_file(what)}")
        for address in list(self.tried.values())[:1]:
            yield Link("Tried here", f"{home}{address}")

    @cached_property
    def _schools(self) -> dict[str, School]:
        return {each.school: each for each in self.district.all_schools}

    @cached_property
    def _teams(self) -> dict[str, Team]:
        return {each.team: each for each in self.district.all_teams}

    def school_name(self, school: str) -> str:
        """A school's name, with its id where another has it too; the id when the lists no longer have it."""
        if school == DISTRICT:
            return "District teams"
        if school not in self._schools:
            return school
        name = self._schools[school].name
        return f"{name} ({school})" if self._twins["", name] > 1 else name

    def school_about(self, school: str) -> str:
        """What kind of school it is, in a few words."""
        if school not in self._schools:
            return ""
        found = self._schools[school]
        kind = TYPES.get(found.type, "")
        parts = (f"{kind.capitalize()} school" if kind else "", _grades(found.grades))
        return ", ".join(part for part in parts if part)

    def team_name(self, team: str) -> str:
        """A team's name, with its id where its school has another of that name; the id without the lists."""
        found = self._teams.get(team)
        if found is None:
            return team
        return f"{found.name} ({team})" if self._twins[found.school, found.name] > 1 else found.name

    @cached_property
    def _twins(self) -> Counter[tuple[str, str]]:
        """How often each name is given: to teams within a school, and to schools."""
        teams = Counter((team.school, team.name) for team in self._teams.values())
        return teams + Counter(("", school.name) for school in self._schools.values())

    def team(self, team: str) -> Team | None:
        """A team, if the lists still have it."""
        return self._teams.get(team)

    def level_name(self, level: str) -> str:
        """A level in words; empty when the questions no longer have it."""
        return self.cycle.levels[level].label if level in self.cycle.levels else ""

    @cached_property
    def phases(self) -> dict[str, str]:
        """The phases of the cycle: id and words, in order."""
        return {phase: each.label for phase, each in self.cycle.phases.items()}

    def team_about(self, team: str) -> str:
        """A team's grades and subject, in a few words."""
        found = self._teams.get(team)
        parts = (_grades(found.grades), found.subject) if found else ()
        return ", ".join(part for part in parts if part)

    def quarter_dates(self, quarter: str) -> str:
        """A quarter's first and last day; empty when the calendar no longer has it."""
        found = self._quarters.get(quarter)
        return f"{found.start} to {found.end}" if found else ""

    def week(self) -> str:
        """How far the quarter is, in weeks; empty when the calendar no longer has it."""
        found = self._quarters.get(self.quarter)
        if found is None:
            return ""
        if not found.start <= self.as_of <= found.end:
            return "The quarter is over." if self.as_of > found.end else "The quarter has not begun."
        weeks = max(1, round(((found.end - found.start).days + 1) / 7))
        return f"Week {min(weeks, (self.as_of - found.start).days // 7 + 1)} of {weeks}."

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
