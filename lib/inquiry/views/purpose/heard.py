"""Who was heard on the purpose, who was promised it, and of whom nobody thought yet."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, nothing
from inquiry.views.readable import Said, read_said
from inquiry.views.words import count_of

HEARD = "who-was-heard"
YES = "heard"


def heard_faces(desk: Desk) -> Faces:
    """Group by group: heard, not yet and by when, or not on the list. Staff see none of it."""
    rows = [said for said in read_said(desk, HEARD, "team") if said.values.get("group")]
    if not rows:
        return Faces(nothing("Nobody is on the list yet. Begin with those who would disagree with you."))
    heard = [said for said in rows if said.values.get("heard") == YES]
    waiting = [said for said in rows if said.values.get("heard") != YES]
    missing = _missing(desk, rows)
    return Faces(
        el(
            "div",
            el("p", _lead(heard, waiting, missing), cls="lead"),
            _table(desk, heard, waiting, missing),
            note(_asked(missing)) if missing else None,
        )
    )


def _lead(heard: Sequence[Said], waiting: Sequence[Said], missing: Sequence[str]) -> str:
    people = sum(said.number("number") or 0 for said in heard)
    told = f"{count_of(len({said.label('group') for said in heard}), 'group was', 'groups were')} heard"
    told += f", about {count_of(people, 'person', 'people')} in all" if people else ""
    names = _low(dict.fromkeys(said.label("group") for said in waiting))
    told += f". Not yet: {names}" if waiting else ""
    return f"{told}." if waiting or not missing else f"{told}. Not on the list: {_low(missing)}."


def _low(names: Sequence[str] | dict[str, None]) -> str:
    return "; ".join(name[:1].lower() + name[1:] for name in names)


def _asked(missing: Sequence[str]) -> str:
    return f"Nobody wrote anything about: {_low(missing)}. Who among them would see it differently?"


def _missing(desk: Desk, rows: Sequence[Said]) -> list[str]:
    """The groups that the question offers and no row names."""
    there = {said.values.get("group") for said in rows}
    options = desk.cycle.form(HEARD).field("group").options
    return [option.label for option in options if option.id not in there]


def _table(desk: Desk, heard: Sequence[Said], waiting: Sequence[Said], missing: Sequence[str]) -> Node:
    rows: list[list[Child]] = []
    for said in sorted(heard, key=lambda said: str(said.day() or "")):
        number = said.number("number")
        how = [said.label("how")] + ([f"about {number:,.0f}"] if number else [])
        rows.append(
            [el("bdi", said.label("group")), "Heard", ", ".join(filter(None, how)), str(said.day() or "")]
        )
    for said in waiting:
        rows.append([el("bdi", said.label("group")), "Not yet", said.label("how"), _promise(desk, said)])
    rows += [[name, "Not on the list", "", ""] for name in missing]
    return data_table("Who was heard on our purpose", ["Who", "Heard?", "How, and how many", "When"], rows)


def _promise(desk: Desk, said: Said) -> str:
    """By when somebody is to be heard; in words where that day has passed."""
    day = said.day()
    if day is None:
        return "no date yet"
    return f"by {day}" if day >= desk.as_of else f"was planned by {day}; that has passed"
