"""Schools, teams and their members, as everything downstream sees them."""

from __future__ import annotations

from dataclasses import dataclass

from inquiry.district.noted import NotedField


@dataclass(frozen=True)
class School:
    """One school: `type` is ES, MS, HS or ALT; `dashboard` is False when the state publishes nothing."""

    school: str
    cds: str
    name: str
    type: str
    grades: str
    dashboard: bool


@dataclass(frozen=True)
class Member:
    """One person in one team."""

    person: str
    name: str
    role: str


_NOTED_MEMBERS: NotedField[tuple[Member, ...]] = NotedField(lambda team: ("members", (team.team,)), ())


@dataclass(frozen=True, eq=False)
class Team:
    """One team; the district's own stand under the school `district`.

    Who is in it is noted apart: a new member concerns only the pages that show the team's members.
    """

    team: str
    school: str
    level: str
    name: str
    grades: str
    subject: str
    members: NotedField[tuple[Member, ...]] = _NOTED_MEMBERS

    @property
    def line(self) -> tuple[str, ...]:
        """The team's line in the list: all but its members."""
        return self.team, self.school, self.level, self.name, self.grades, self.subject

    def __eq__(self, other: object) -> bool:
        """Whether it is the same line of the list; the members need not be read for that."""
        return isinstance(other, Team) and self.line == other.line

    def __hash__(self) -> int:
        """By its line."""
        return hash(self.line)
