"""Answers that may name a student, told to their team and to the coach, and how to say that none is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inquiry.cycle import Form, owners_for
from inquiry.district.noting import noted_result
from inquiry.record import Row
from inquiry.views.names import NOBODY, NamedAnswer
from inquiry.views.words import join_words

if TYPE_CHECKING:
    from pathlib import Path

    from inquiry.district import District, Team
    from inquiry.views.desk import Desk
    from inquiry.views.suggest import Suggestion

CURE = "ask the team to change it, or to say on its page Start here that no student is meant"
AROUND = 60  # characters of an answer on either side of what was found: enough to know it again
MEANT_BY = {
    "id": "a student's number",
    "full name": "a student's name",
    "name and initial": "a student's name and initial",
    "first name": "a student's first name",
    "last name": "a student's last name",
}


@dataclass(frozen=True)
class Place:
    """Where an answer that may name a student stands, for the coach: without anybody's name."""

    school: str  # its name, or the district's
    team: Team
    form: Form
    field: str
    quarter: str
    row: int  # in the form, from 1
    found: tuple[tuple[str, str], ...]  # what it is, and its first letters

    @property
    def question(self) -> str:
        """The question's words."""
        return self.form.field(self.field).label

    @property
    def where(self) -> str:
        """Team, form, question, quarter and row, in words."""
        whose = f"{self.team.name} ({self.school})"
        return f"{whose}, “{self.form.title}”, “{self.question}”, {self.quarter}, row {self.row}"

    @property
    def words(self) -> str:
        """What was found, in words."""
        return join_words([f"what may be {MEANT_BY[what]} ({masked})" for what, masked in self.found])

    def to_json(self) -> dict[str, Any]:
        """The place as plain values."""
        return {
            "school": self.team.school,
            "team": self.team.team,
            "form": self.form.id,
            "question": self.field,
            "quarter": self.quarter,
            "row": self.row,
            "found": [{"what": what, "letters": masked} for what, masked in self.found],
            "words": self.words,
            "cure": CURE,
        }


def tell_named(desk: Desk, form: Form, row: Row) -> str:
    """What to do about a row of our own of which others do not read all; empty where they do."""
    there = [each for each in desk.watch.named(form, row.owner).values() if _is_in(each, form, row)]
    if not there:
        return ""
    labels = join_words([f"“{form.field(each.field).label}”" for each in there])
    found = join_words(
        [f"“{words}”" for words in dict.fromkeys(f.words for each in there for f in each.found)]
    )
    return (
        f"Others read “Withheld” in place of your answer to {labels}: it may name a student ({found}). "
        "Change it, or say on the page Start here that no student is meant."
    )


def _is_in(each: NamedAnswer, form: Form, row: Row) -> bool:
    return each.is_read_by_others and each.stands_in(row)


def named_here(desk: Desk) -> Iterator[NamedAnswer]:
    """The team's answers that others could read and that may name a student, as they stand."""
    for form, owner, rows in _written_here(desk):
        yield from (each for each in desk.watch.tell(form, owner, rows) if each.is_read_by_others)


def named_count(desk: Desk) -> int:
    """How many these are."""
    return noted_result("named", (desk.team.team,), lambda: len(list(named_here(desk))))


def _written_here(desk: Desk) -> Iterator[tuple[Form, str, Sequence[Row]]]:
    """What the team wrote, form by form, and whose answers these are."""
    forms = [desk.cycle.form(form, desk.level) for form in desk.cycle.forms if form in _asked(desk)]
    whose = {(form.scope, owner) for form in forms for owner in owners_for(form, desk.team)}
    for scope, owner in sorted(whose):
        rows = desk.all_of(scope, owner)
        for form in forms:
            there = [row for row in rows if row.form == form.id]
            if there and form.scope == scope:
                yield form, owner, there


def _asked(desk: Desk) -> frozenset[str]:
    return frozenset(form.id for form in desk.cycle.forms.values() if desk.level in form.levels)


def suggest_named(desk: Desk, form: Form) -> Iterator[Suggestion]:
    """Each answer that may name a student, to say of it that none is meant."""
    from inquiry.views.suggest import Suggestion

    for each in named_here(desk):
        yield Suggestion(
            key=each.key,
            words=f"{_place(each)}: “{_part(each)}” Who is {join_words(_words(each))}?",
            values={"answer": f"{join_words(_words(each))} in {_place(each)}", "meant": NOBODY},
            why="Others read “Withheld” in its place until you say, or change it where it stands.",
            use="No student is meant",
            no="A student is meant: we change it",
        )


def _words(each: NamedAnswer) -> list[str]:
    return [f"“{found.words}”" for found in each.found]


def _place(each: NamedAnswer) -> str:
    """Where an answer stands; the quarter keeps question and form from looking like words of an answer."""
    return f"“{each.form.field(each.field).label}”, {each.row.quarter}, of “{each.form.title}”"


def _part(each: NamedAnswer) -> str:
    """The part of an answer that may name a student."""
    first = each.found[0].words
    at = max(each.text.find(first), 0)
    start, end = max(0, at - AROUND), at + len(first) + AROUND
    part = " ".join(each.text[start:end].split())
    return ("…" if start else "") + part + ("…" if end < len(each.text) else "")


def find_places(desk: Desk) -> Iterator[Place]:
    """All answers that may name a student, for the coach; each once."""
    told: set[str] = set()
    for team in desk.district.all_teams:
        there = desk.in_front_of(team)
        for form, owner, rows in _written_here(there):
            numbers = {id(row): n for n, row in enumerate(rows, 1)}
            for each in there.watch.tell(form, owner, rows):
                if each.is_read_by_others and each.key not in told:
                    told.add(each.key)
                    found = tuple((found.what, found.masked) for found in each.found)
                    yield Place(
                        there.place, team, form, each.field, each.row.quarter, numbers[id(each.row)], found
                    )


def confirmed_words(folder: Path, district: District) -> set[str]:
    """The letters of what was found in answers of which a team said that no student is meant."""
    from inquiry.views.desk import Desk

    if not district.all_teams:
        return set()
    today = district.quarters[-1].end
    desk = Desk(folder, district.all_teams[0].team, "", "0-start-here", today, live=True, district=district)
    return {
        found.letters
        for team in district.all_teams
        for form, owner, rows in _written_here(desk.in_front_of(team))
        for each in desk.watch.tell_confirmed(form, owner, rows)
        for found in each.found
    }
