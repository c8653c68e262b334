"""The whys that people put on a board without their name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inquiry.cycle import is_blank
from inquiry.district import District, Team
from inquiry.district.rosters import DISTRICT
from inquiry.record.fold import Row
from inquiry.record.moments import Moment
from inquiry.record.reading import ReadableRecord

WHYS = "my-why"
ON_SCHOOL, ON_DISTRICT = "school", "district"  # what a person answers to “May it go on the board?”
LEAST_WHYS = 3  # on a board: of one or two, everybody would know whose they are


@dataclass(frozen=True)
class Why:
    """One why on a board: a key that does not show whose it is, and its words."""

    key: str
    words: str


def read_whys(record: ReadableRecord, as_of: Moment | None = None) -> Sequence[Row]:
    """Everybody's why as it stands, of whichever quarter."""
    return record.all_rows(form=WHYS, scope="person", as_of=as_of)


def whys_on_board(district: District, rows: Iterable[Row], school: str) -> tuple[Why, ...]:
    """The whys on the board of a school, or of the district.

    The one place where a person's why leaves the team, and only on that person's own word (the question
    `board`). No name comes along, and the order (by key) tells nothing either. Fewer than `LEAST_WHYS` are
    not shown at all.

    Parameters
    ----------
    district : District
        Says who belongs where.
    rows : iterable of Row
        See `read_whys`.
    school : str
        A school's id, or "district".
    """
    allowed = _allowed(district, school)
    said = {
        why_key(row): " ".join(str(row.values["why"]).split())
        for row in rows
        if row.values.get("board") in allowed.get(row.owner, ()) and not is_blank(row.values.get("why"))
    }
    whys = tuple(Why(key, said[key]) for key in sorted(said))
    return whys if len(whys) >= LEAST_WHYS else ()


def why_key(row: Row) -> str:
    """A short key for a person's why: the same each time, so that groups hold, and no way back to the person.

    It is made from the id of the first answer to the why. A browser draws that id at random, and the record
    keeps it for good: with a list of members alone no key can be worked out. An export carries the ids, so
    that groups stay whole where it is imported.
    """
    return key_of(row.first_revision)


def key_of(first_revision: str) -> str:
    """The key of the why whose first answer has this id."""
    return hashlib.blake2b(first_revision.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def people_at(district: District, school: str) -> set[str]:
    """Everybody in a team of a school, or of the district's own."""
    return _people(team for team in district.all_teams if team.school == school)


def _allowed(district: District, school: str) -> dict[str, frozenset[str]]:
    """Person -> the answers that put a why of theirs on this board."""
    found = dict.fromkeys(people_at(district, school), frozenset({ON_SCHOOL, ON_DISTRICT}))
    if school == DISTRICT:
        for person in _people(district.all_teams):
            found.setdefault(person, frozenset({ON_DISTRICT}))
    return found


def _people(teams: Iterable[Team]) -> set[str]:
    return {member.person for team in teams for member in team.members}
