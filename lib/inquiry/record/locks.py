"""Predictions that evidence has locked: since when, and by what. What that refuses: `locked.py`.

A prediction is locked by the first evidence of its indicator dated after Design began (the first answer
saved in a form of Design in the quarter). Where the series goes on from an earlier quarter there is evidence
all the time: then it is locked when Design is marked done. At the latest the indicator's result locks it, or
the end of the quarter. Evidence that was in the record is known: taking its row out again, or giving it
another day, lifts no lock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inquiry.cycle import Cycle, Link, as_day, find_link, is_blank
from inquiry.cycle.check_lock import INDICATORS
from inquiry.district import District, Quarter, Team
from inquiry.district.noting import note
from inquiry.record.answer import Answer
from inquiry.record.lock import Lock, Why
from inquiry.record.lock_lines import Lines, Told, tell_row, tell_stages

if TYPE_CHECKING:
    from inquiry.sources.evidence_days import EvidenceDay

DESIGN = "design"  # the phase whose first answer says that Design began
EVIDENCE, READINGS, DESIGN_DONE, REVIEW = "evidence", "readings", "design-done", "review"
LOCKING = frozenset({EVIDENCE, READINGS, DESIGN_DONE, REVIEW})  # forms whose answers may lock a prediction
DATE, SKILL, INDICATOR, VALUE, ACTUAL = "date", "skill", "indicator", "value", "actual"
COUNTS = ("level_1", "level_2", "level_3", "level_4")


@dataclass(frozen=True)
class Locks:
    """What is known about locks in one district: its questions, its teams, the days of its evidence."""

    cycle: Cycle
    district: District
    days: tuple[EvidenceDay, ...]

    def watches(self, form_id: str) -> bool:
        """Whether rows of a form can be locked."""
        form = self.cycle.forms.get(form_id)
        return form is not None and form.locked_by is not None

    def find(
        self, lines: Lines, owner: str, quarter_id: str, indicator: object, at: dt.datetime
    ) -> Lock | None:
        """The lock on predictions of an indicator in a quarter, as of a time; None where it is open.

        Parameters
        ----------
        lines : the record's lines.
        owner : the team.
        indicator : the link to the indicator, as a prediction has it.
        at : aware; what takes effect later does not count yet.
        """
        quarter = next((each for each in self.district.quarters if each.id == quarter_id), None)
        team = next((each for each in self.district.all_teams if each.team == owner), None)
        link = find_link(indicator)
        if quarter is None or team is None or link is None or link.form != INDICATORS:
            return None
        found = [lock for lock in self._all(lines, team, quarter, link) if lock.since <= at]
        return min(found, default=None, key=lambda lock: (lock.since, lock.why))

    def _all(self, lines: Lines, team: Team, quarter: Quarter, link: Link) -> Iterator[Lock]:
        """Every lock there is, in force or not yet."""
        yield Lock(self.start_of(quarter.end + dt.timedelta(days=1)), "over", quarter.end)
        yield from self._results(lines, team, quarter, link)
        began = self._began(lines, team, quarter)
        if began is None:
            return
        came = self._came(lines, quarter, link)
        found = [*self._counts(lines, team, _skill_of(lines, link)), *self._readings(lines, team, link)]
        if came or _goes_on(found, quarter):
            yield from self._marked_done(lines, team, quarter)
        else:
            yield from (lock for lock in found if began < lock.day <= quarter.end)
        if not came:
            yield from self._of_other_skills(lines, team, quarter, link, began)

    def _began(self, lines: Lines, team: Team, quarter: Quarter) -> dt.date | None:
        """The day of the first answer in a form of Design."""
        design = {form.id for form in self.cycle.forms.values() if form.phase == DESIGN}
        said = lines.of(team.team, quarter=quarter.id)
        times = [
            line.saved_at
            for line in said
            if line.form in design and not all(map(is_blank, line.values.values()))
        ]
        return self.day_of(min(times)) if times else None

    def _came(self, lines: Lines, quarter: Quarter, link: Link) -> bool:
        """Whether the indicator came along from an earlier quarter."""
        earlier = {each.id for each in self.district.quarters if each.start < quarter.start}
        said = lines.of(link.owner, form=INDICATORS)
        return any(line.row == link.row and line.quarter in earlier for line in said)

    def _counts(self, lines: Lines, team: Team, skill: Any) -> Iterator[Lock]:
        """All counts of a skill that speak of a team's indicators; none of no skill."""
        if is_blank(skill):
            return
        teams = {each.team for each in self._counting(team)}
        for each in self.days_of(teams):
            if each.skill == skill:
                yield Lock(self.end_of(each.day), "evidence", each.day)
        for name in sorted(teams):
            yield from _entered(
                "evidence", lines.of(name, form=EVIDENCE), COUNTS, lambda row: row.values.get(SKILL) == skill
            )

    def days_of(self, teams: Collection[str]) -> list[EvidenceDay]:
        """The days on which some teams counted students' work."""
        found = sorted(each for team in set(teams) for each in self._by_team.get(team, ()))
        note("evidence days", (sorted(teams),), lambda: found)
        return found

    @cached_property
    def _by_team(self) -> Mapping[str, Sequence[EvidenceDay]]:
        found: dict[str, list[EvidenceDay]] = {}
        for each in self.days:
            found.setdefault(each.team, []).append(each)
        return found

    def _of_other_skills(
        self, lines: Lines, team: Team, quarter: Quarter, link: Link, began: dt.date
    ) -> Iterator[Lock]:
        """Counts of the skill that the indicator named when they came in: naming another opens nothing."""
        named = _skills_named(lines, link)
        for skill in dict.fromkeys(skill for _, skill in named if skill != _skill_of(lines, link)):
            found = list(self._counts(lines, team, skill))
            if _goes_on(found, quarter):
                continue  # it went on from an earlier quarter: its counts locked nothing
            for lock in found:
                then = [each for when, each in named if when <= lock.since]
                if then and then[-1] == skill and began < lock.day <= quarter.end:
                    yield lock

    def _readings(self, lines: Lines, team: Team, link: Link) -> Iterator[Lock]:
        """The indicator's own readings."""
        said = lines.of(team.team, form=READINGS)
        yield from _entered("reading", said, (VALUE,), lambda row: _is_of(row, link))

    def _counting(self, team: Team) -> Sequence[Team]:
        """Whose evidence of a skill speaks of a team's indicator."""
        if team.level == "teacher":
            return (team,)
        return self.district.all_teams if team.level == "district" else self.district.teams_of(team.school)

    def _marked_done(self, lines: Lines, team: Team, quarter: Quarter) -> Iterator[Lock]:
        """Each time Design was marked done and the day came before the mark was taken back."""
        said = lines.of(team.team, quarter=quarter.id, form=DESIGN_DONE)
        marks = [line for line in said if line.removed or DATE in line.values]
        for n, mark in enumerate(marks):
            day = None if mark.removed else as_day(mark.values.get(DATE))
            if day is None:
                continue
            since = max(mark.saved_at, self.start_of(day))
            if all(since <= later.saved_at for later in marks[n + 1 :]):
                yield Lock(since, "design-done", self.day_of(since), mark.author)

    def _results(self, lines: Lines, team: Team, quarter: Quarter, link: Link) -> Iterator[Lock]:
        for stages in tell_stages(lines.of(team.team, quarter=quarter.id, form=REVIEW)):
            for row in (row for row in stages if row.there and ACTUAL in row.values and _is_of(row, link)):
                since = row.times[ACTUAL]
                yield Lock(since, "result", self.day_of(since), row.authors[ACTUAL])

    def day_of(self, moment: dt.datetime) -> dt.date:
        """The day of a moment, by the district's clock."""
        return moment.astimezone(self.district.settings.zone).date()

    def end_of(self, day: dt.date) -> dt.datetime:
        """The last moment of a day, by the district's clock."""
        return self.district.settings.end_of(day)

    def start_of(self, day: dt.date) -> dt.datetime:
        """The first moment of a day, by the district's clock."""
        return dt.datetime.combine(day, dt.time(), self.district.settings.zone)


def read_locks(folder: Path, district: District, cycle: Cycle) -> Locks:
    """The locks of a district's folder."""
    from inquiry.sources.evidence_days import read_evidence_days  # most pages lock nothing: do not load it

    return Locks(cycle, district, read_evidence_days(folder))


def _skill_of(lines: Lines, link: Link) -> Any:
    """The skill that an indicator names now; None where it names none, or was removed."""
    return tell_row(lines.of(link.owner, form=INDICATORS), link.row).values.get(SKILL)


def _skills_named(lines: Lines, link: Link) -> list[tuple[dt.datetime, Any]]:
    """Each skill that an indicator was given, in order, with the time; blank where it was taken out."""
    said = lines.of(link.owner, form=INDICATORS)
    return [
        (line.saved_at, line.values[SKILL]) for line in said if line.row == link.row and SKILL in line.values
    ]


def _entered(
    why: Why, lines: Sequence[Answer], counts: Sequence[str], is_meant: Callable[[Told], bool]
) -> Iterator[Lock]:
    """A lock for each day that a row of an evidence form ever gave with a number."""
    for stages in tell_stages(lines):
        days: dict[dt.date, Lock] = {}
        for row in stages:
            day = as_day(row.values.get(DATE))
            if row.there and day and is_meant(row) and any(name in row.values for name in counts):
                days.setdefault(day, _lock(why, row, day, counts))
        last = stages[-1]
        now = as_day(last.values.get(DATE)) if last.there and is_meant(last) else None
        yield from (replace(lock, stands=day == now) for day, lock in days.items())


def _lock(why: Why, row: Told, day: dt.date, counts: Sequence[str]) -> Lock:
    """The lock of evidence that somebody typed: from the moment at which day and number stood there first."""
    number = min((name for name in counts if name in row.first), key=lambda name: row.first[name])
    return Lock(max(row.first[DATE], row.first[number]), why, day, row.authors[number])


def _goes_on(found: Sequence[Lock], quarter: Quarter) -> bool:
    """Whether there is evidence from before a quarter; a day that was corrected since does not make it so."""
    return any(lock.day < quarter.start and lock.stands for lock in found)


def _is_of(row: Told, link: Link) -> bool:
    return is_same(find_link(row.values.get(INDICATOR)), link)


def is_same(one: Link | None, other: Link | None) -> bool:
    """Whether two links name the same row, whatever quarter they name it in."""
    if one is None or other is None:
        return False
    return (one.owner, one.form, one.row) == (other.owner, other.form, other.row)
