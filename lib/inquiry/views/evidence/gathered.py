"""The teams' own evidence gathered up: over a quarter, by skill, by week and by student group."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from inquiry.district import District, Quarter, Team
from inquiry.sources.evidence import RUBRIC
from inquiry.views.desk import Desk
from inquiry.views.state.standing import ALL
from inquiry.views.words import week_of

MET = RUBRIC[2:]  # level 3, on their own, and further: what the six skills ask for


@dataclass(frozen=True)
class Tally:
    """Pieces of work counted at each level, and what they rest on.

    A task counts once a week, whatever the class. `students` is how many students did one, on average and
    rounded down: a student who did three tasks is three pieces of work and one student.
    """

    levels: tuple[int, ...]
    tasks: int
    students: int

    @property
    def pieces(self) -> int:
        """All pieces of work."""
        return sum(self.levels)

    @property
    def shares(self) -> tuple[float, ...]:
        """Percent of the pieces at each level."""
        return tuple(100 * level / self.pieces for level in self.levels)

    @property
    def met(self) -> float:
        """Percent of the pieces at level 3 or 4."""
        return sum(self.shares[len(RUBRIC) - len(MET) :])


def gathered(desk: Desk, quarter: Quarter) -> pd.DataFrame:
    """The counts that this team looks at in a quarter: its own, or those it serves."""
    frame = desk.evidence_of(looked_at(desk))
    inside = [quarter.holds(day) for day in frame["date"]] if len(frame) else []
    return frame[pd.Series(inside, index=frame.index, dtype="bool")] if inside else frame


def looked_at(desk: Desk) -> tuple[Team, ...]:
    """The teams whose evidence this page gathers."""
    return counted_teams(desk.district, desk.team)


def counted_teams(district: District, team: Team) -> tuple[Team, ...]:
    """The teams whose counts a team looks at: its own, all of its school, or all of the district."""
    if team.level == "teacher":
        return (team,)
    return district.all_teams if team.level == "district" else district.teams_of(team.school)


def tally(rows: pd.DataFrame) -> Tally | None:
    """The counts of some rows, all of one student group; None where nothing was counted."""
    counts = [rows[level].tolist() for level in RUBRIC] if len(rows) else []
    levels = tuple(int(sum(each)) for each in counts)
    if not sum(levels):
        return None
    done = zip(rows["team"], rows["skill"], rows["task"], map(week_of, rows["date"]), strict=True)
    tasks: Counter[tuple[object, ...]] = Counter()
    for task, pieces in zip(done, zip(*counts, strict=True), strict=True):
        tasks[task] += int(sum(pieces))
    return Tally(levels, len(tasks), max(1, tasks.total() // len(tasks)))


def by_skill(desk: Desk, rows: pd.DataFrame, group: str = ALL) -> dict[str, Tally]:
    """Skill -> its tally for a student group, in the skills' order; skills without evidence are left out."""
    mine = rows[rows["studentgroup"].eq(group)] if len(rows) else rows
    found = {
        skill: tally(mine[mine["skill"].eq(skill)]) if len(mine) else None for skill in desk.cycle.skills
    }
    return {skill: counted for skill, counted in found.items() if counted is not None}


def by_week(rows: pd.DataFrame, skill: str) -> dict[dt.date, Tally]:
    """Monday -> the tally of that week, all students, for one skill."""
    mine = rows[rows["skill"].eq(skill) & rows["studentgroup"].eq(ALL)]
    mondays = pd.Series([week_of(day) for day in mine["date"]], index=mine.index, dtype="object")
    found = {monday: tally(mine[mondays.eq(monday)]) for monday in sorted(set(mondays))}
    return {monday: counted for monday, counted in found.items() if counted is not None}


def groups_in(desk: Desk, rows: pd.DataFrame) -> Sequence[str]:
    """The student groups that were counted apart, in the state's order."""
    there = set(rows["studentgroup"]) if len(rows) else set()
    return [group for group in desk.accountability.groups if group in there and group != ALL]
