"""Why a focus is linked to nothing, said so that a team can mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol

from inquiry.cycle import find_link, is_blank
from inquiry.record import Row

FOCUS = "focus"
WAITS = "waits"
Key = tuple[str, str]  # a team and one of its rows: what a link names


class Linked(Protocol):
    """Something that names what it serves."""

    serves: Key | None


class Trouble(StrEnum):
    """Why a link leads nowhere, in words."""

    NONE = "No priority is chosen yet."
    UNREADABLE = "The link cannot be read. Choose the priority again."
    GONE = "The priority it was linked to is no longer there. Choose another one."
    NOT_NOW = "The priority it was linked to waits for now."
    ITSELF = "It is linked to itself. Choose a priority of the level above."
    CIRCLE = "The links run in a circle: following them, one comes back here."
    NOT_ABOVE = "It is linked to a team that is not above. Choose a priority of the level above."


def link_of(values: Mapping[str, Any]) -> Key | None:
    """What a focus serves; None where nothing is chosen or it cannot be read."""
    link = find_link(values.get("serves"))
    return (link.owner, link.row) if link is not None and link.form == FOCUS else None


def find_trouble(
    values: Mapping[str, Any],
    key: Key,
    known: Mapping[Key, Linked],
    rows: Mapping[str, Sequence[Row]],
) -> Trouble:
    """Why the link of a focus does not count.

    Parameters
    ----------
    values : mapping
        The focus's answers.
    key : tuple of str
        Its team and row.
    known : mapping
        Every focus that is worked on now.
    rows : mapping
        Team -> all its focus rows of the quarter, those that wait included.
    """
    to = link_of(values)
    if to is None:
        return Trouble.NONE if is_blank(values.get("serves")) else Trouble.UNREADABLE
    if to == key:
        return Trouble.ITSELF
    if to not in known:
        return Trouble.NOT_NOW if _stands(to, rows) else Trouble.GONE
    return Trouble.CIRCLE if key in _reached(to, known) else Trouble.NOT_ABOVE


def _stands(key: Key, rows: Mapping[str, Iterable[Row]]) -> bool:
    """Whether the linked row is there and only waits."""
    team, row = key
    return any(each.row == row and each.values.get("standing") == WAITS for each in rows.get(team, ()))


def _reached(start: Key, known: Mapping[Key, Linked]) -> Collection[Key]:
    """Every focus one comes to by following the links from one of them."""
    reached: list[Key] = []
    at: Key | None = start
    while at is not None and at in known and at not in reached:
        reached.append(at)
        at = known[at].serves
    return reached
