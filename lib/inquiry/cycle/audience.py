"""Who sees what: the one place that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

from inquiry.district import District, Team

if TYPE_CHECKING:
    from inquiry.cycle.fields import Field
    from inquiry.cycle.forms import Form

# Narrowest first: the person; the team; the teams above that it serves; the coach; all staff.
Audience = Literal["self", "team", "chain", "coach", "staff"]
AUDIENCES: tuple[str, ...] = get_args(Audience)
# For whom a page is written: the team whose page it is, the teams above that it serves, or all staff.
Face = Literal["team", "chain", "staff"]
FACES: tuple[Face, ...] = get_args(Face)
CONFIDENCE = "confidence"  # the list of lists.yaml by whose steps people say how sure they are


def may_see(audience: str, reader: str) -> bool:
    """Whether a reader may see what is meant for an audience.

    Parameters
    ----------
    audience : str
        How widely an answer may be read: one of `AUDIENCES`.
    reader : str
        How near the reader stands to the answer: one of `AUDIENCES`; see `reader_of`.

    Returns
    -------
    bool
        False for anything unknown: a slip in a template hides an answer and never shows one.

    Examples
    --------
    >>> may_see("chain", "team"), may_see("chain", "staff"), may_see("everyone", "staff")
    (True, False, False)
    """
    if audience not in AUDIENCES or reader not in AUDIENCES:
        return False
    return AUDIENCES.index(reader) <= AUDIENCES.index(audience)


def narrower(one: str, two: str) -> str:
    """The narrower of two audiences; `self` when either is unknown."""
    if one not in AUDIENCES or two not in AUDIENCES:
        return AUDIENCES[0]
    return min(one, two, key=AUDIENCES.index)


def farthest(readers: Iterable[str]) -> str:
    """The one of some readers who stands farthest from an answer: what that one may see, all may.

    With no reader at all, or an unknown one, it is `staff`.
    """
    known = [AUDIENCES.index(reader) if reader in AUDIENCES else -1 for reader in readers]
    return AUDIENCES[max(known)] if known and min(known) >= 0 else AUDIENCES[-1]


def visible_fields(form: Form, reader: str) -> tuple[Field, ...]:
    """The questions of a form whose answers a reader may see, in their order."""
    return tuple(field for field in form.fields if may_see(form.audience_of(field.id), reader))


def fields_outside(form: Form, reader: str) -> tuple[Field, ...]:
    """The questions of a form whose answers may stand on a page that is read outside the team.

    Whatever a form says, that is none of a form that each person answers for themselves, none that names a
    person, nobody's confidence, and no number that not all staff may see: it may rest on a few students.
    """
    if form.scope == "person":
        return ()
    return tuple(field for field in visible_fields(form, reader) if _may_leave(form, field))


def _may_leave(form: Form, field: Field) -> bool:
    if field.type == "number":
        return may_see(form.audience_of(field.id), "staff")
    return field.type != "person" and field.steps_from != CONFIDENCE


def fields_on_face(form: Form, face: str) -> tuple[Field, ...]:
    """The questions of a form whose answers a face of its own team's page may show."""
    return visible_fields(form, "team") if face == "team" else fields_outside(form, reader_of_face(face))


def reader_of_face(face: str) -> str:
    """Who reads a face of a page, of the page's own team; of an unknown one, all staff."""
    return face if face in FACES else "staff"


def visible_values(form: Form, values: Mapping[str, Any], reader: str) -> dict[str, Any]:
    """The part of a row's values a reader may see.

    Answers to questions that are no longer asked are shown to the team and to nobody else: whom they were
    meant for is no longer known.
    """
    asked = {field.id for field in form.fields}
    seen = {field.id for field in visible_fields(form, reader)}
    own = may_see("team", reader)
    return {key: value for key, value in values.items() if key in seen or (own and key not in asked)}


def owner_for(form: Form, team: Team, person: str | None = None) -> str | None:
    """Whose answer a form takes on a team's page: the id that the record keeps as owner.

    None for a form of scope `person` when nobody is named.
    """
    owners = {"person": person, "team": team.team, "school": team.school, "district": "district"}
    return owners[form.scope]


def owners_for(form: Form, team: Team) -> list[str]:
    """Whose answers a form takes on a team's page; for a form that each person answers, every member's."""
    if form.scope == "person":
        return [member.person for member in team.members]
    owner = owner_for(form, team)
    return [owner] if owner else []


def reader_of(district: District, form: Form, owner: str, viewer: Team, person: str | None = None) -> str:
    """How near a team (and a person in it) stands to an owner's answers to a form.

    Returns
    -------
    str
        `self` for the person whose answer it is; `team` for a team that gives it; `chain` for a team above
        that it serves, directly or through others; else `staff`.
    """
    if form.scope == "person" and person == owner:
        return "self"
    if form.scope == "person":
        givers = [team for team in district.teams_with(owner) if team.level in form.levels]
    else:
        givers = [team for team in _near(district, form, owner) if _gives(form, owner, team)]
    if viewer in givers:
        return "team"
    return "chain" if viewer in teams_above(district, givers) else "staff"


def reader_on_page(district: District, form: Form, owner: str, team: Team, face: str) -> str:
    """How near the readers of one face of a team's page stand to an owner's answers to a form.

    The teams above read the face `chain`, and so may the team itself: of another owner it shows more than
    staff see only where each of them is the owner, or above it.

    Returns
    -------
    str
        As from `reader_of`; for the face `chain` never nearer than `chain`; for an unknown face `staff`.
    """
    if face == "team":
        return reader_of(district, form, owner, team)
    if face != "chain":
        return "staff"
    readers = [team, *teams_above(district, [team])]
    return farthest(["chain", *(reader_of(district, form, owner, each) for each in readers)])


def _near(district: District, form: Form, owner: str) -> Iterable[Team]:
    """The teams that an owner's id leads to: not every team of the district needs to be asked."""
    if form.scope == "team":
        return district.teams_called(owner)
    return district.teams_of(owner) if form.scope == "school" else district.all_teams


def _gives(form: Form, owner: str, team: Team) -> bool:
    return owner_for(form, team) == owner and team.level in form.levels


def teams_above(district: District, teams: Iterable[Team]) -> list[Team]:
    """Every team that some teams serve, directly or through others, each once, the nearest first."""
    found: dict[Team, None] = {}
    reached = list(teams)
    while reached:
        above = dict.fromkeys(up for team in reached for up in district.serves(team))
        reached = [up for up in above if up not in found]
        found.update(dict.fromkeys(reached))
    return list(found)
