"""The adults of a district: a name that a colleague bears is not taken for a student's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from inquiry.measures.names.folding import words_of


class Adult(NamedTuple):
    """Somebody on a team: the whole name, and the school ("" for the district's own teams)."""

    name: str
    school: str


@dataclass
class Staff:
    """The first and last names of the adults somewhere."""

    firsts: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)
    initials: set[tuple[str, str]] = field(default_factory=set)

    def add(self, name: str) -> None:
        """Take one more adult in: the first word is a first name, all others may be a last name."""
        first, *last = words_of(name) or [""]
        self.firsts.add(first)
        self.lasts.update(last)
        self.initials.update((first[:1], word) for word in last)

    def __or__(self, other: Staff) -> Staff:
        """Both together."""
        return Staff(self.firsts | other.firsts, self.lasts | other.lasts, self.initials | other.initials)


class AllStaff:
    """The adults whom a school's teams mean when they use a name: its own and the district's.

    The district's own teams work with everybody.
    """

    def __init__(self, adults: Iterable[Adult]) -> None:
        """Sort them by school."""
        self.everybody = Staff()
        self._at: dict[str, Staff] = {"": Staff()}
        for adult in adults:
            self.everybody.add(adult.name)
            self._at.setdefault(adult.school, Staff()).add(adult.name)
        self._near: dict[str, Staff] = {}

    def near(self, school: str) -> Staff:
        """Those of a school and of the district's teams; everybody for the district or an unknown place."""
        if school not in self._at or not school:
            return self.everybody
        if school not in self._near:
            self._near[school] = self._at[school] | self._at[""]
        return self._near[school]
