"""The status of a district's quarter as plain values: district, schools, teams."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import Progress
from inquiry.errors import Fault
from inquiry.views.due import ActionDue
from inquiry.views.named_students import Place
from inquiry.views.status.rules import Request, Stuck


@dataclass(frozen=True)
class TeamStatus:
    """One team in one quarter, as far as its coach may know it; nobody's name and nobody's confidence."""

    team: str
    name: str
    level: str
    phases: dict[str, Progress]
    phase: str  # the label of the furthest phase in which it wrote this quarter; empty when it wrote in none
    next: str  # the first sign of a phase that is missing, with the phase's label; empty when none is
    last_answer: dt.date | None
    held: int
    over: int
    streak: int
    last_met: dt.date | None
    late: tuple[ActionDue, ...]
    requests: tuple[Request, ...]
    conflicts: int
    stuck: tuple[Stuck, ...]

    def to_json(self) -> dict[str, Any]:
        """The team as plain values."""
        return {
            "team": self.team,
            "name": self.name,
            "level": self.level,
            "phases": self.phases,
            "phase": self.phase,
            "next": self.next,
            "last_answer": say_day(self.last_answer),
            "meetings": {
                "held": self.held,
                "over": self.over,
                "streak": self.streak,
                "last": say_day(self.last_met),
            },
            "late": [
                {"what": each.what, "due": say_day(each.day), "days": each.days_late} for each in self.late
            ],
            "requests": [
                {"need": each.need, "from": each.from_whom, "asked": say_day(each.asked), "days": each.days}
                for each in self.requests
            ],
            "conflicts": self.conflicts,
            "stuck": [{"rule": each.rule, "words": each.words} for each in self.stuck],
        }


@dataclass(frozen=True)
class SchoolStatus:
    """A school's teams, and what is wrong with the school's own data."""

    school: str
    name: str
    teams: tuple[TeamStatus, ...] = ()
    faults: tuple[Fault, ...] = ()
    trouble: str = ""  # why its teams could not be told, if they could not

    def to_json(self) -> dict[str, Any]:
        """The school as plain values."""
        return {
            "school": self.school,
            "name": self.name,
            "teams": [team.to_json() for team in self.teams],
            "faults": [str(fault) for fault in self.faults],
            "trouble": self.trouble,
        }


@dataclass(frozen=True)
class Status:
    """A district's quarter on one day."""

    district: str
    quarter: str
    start: dt.date
    end: dt.date
    as_of: dt.date
    phases: tuple[str, ...]  # their labels, in the cycle's order
    schools: tuple[SchoolStatus, ...]
    left_out: tuple[Fault, ...] = ()  # what is wrong with teams that have no place, and so are in no school
    named: tuple[Place, ...] = ()  # answers that may name a student

    @property
    def is_whole(self) -> bool:
        """Whether every school could be told, and none has anything to mend."""
        faults = [*self.left_out, *(fault for each in self.schools for fault in each.faults)]
        broken = any(each.trouble for each in self.schools)
        return not broken and all(fault.severity != "error" for fault in faults)

    def to_json(self) -> dict[str, Any]:
        """The whole as plain values."""
        return {
            "district": self.district,
            "quarter": self.quarter,
            "start": say_day(self.start),
            "end": say_day(self.end),
            "as_of": say_day(self.as_of),
            "stuck": sum(bool(team.stuck) for each in self.schools for team in each.teams),
            "schools": [each.to_json() for each in self.schools],
            "left_out": [str(fault) for fault in self.left_out],
            "named": [each.to_json() for each in self.named],
        }


def say_day(day: dt.date | None) -> str | None:
    """A day as data; None for none."""
    return day.isoformat() if day else None
