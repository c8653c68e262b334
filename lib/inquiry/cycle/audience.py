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


def visible_fields(form: Form, reader: str) -> tuple[Field, ...]:
    """The questions of a form whose answers a reader may see, in their order."""
    return tuple(field for field in form.fields if may_see(form.audience_of(field.id), reader))


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
        givers = [team for team in district.all_teams if _gives(form, owner, team)]
    if viewer in givers:
        return "team"
    return "chain" if viewer in _above(district, givers) else "staff"


def _gives(form: Form, owner: str, team: Team) -> bool:
    if team.level not in form.levels:
        return False
    return owner_for(form, team) == owner


def _above(district: District, teams: Iterable[Team]) -> list[Team]:
    found: list[Team] = []
    reached = list(teams)
    while reached:
        reached = [up for team in reached for up in district.serves(team) if up not in found]
        found += reached
    return found
