"""The purpose of a school and of the district: the words agreed on, or the draft on the way there."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.district.rosters import DISTRICT
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note, nothing
from inquiry.views.readable import Said, read_said

PURPOSE, DRAFTS, VALUES = "shared-purpose", "purpose-drafts", "values"
SET_ASIDE = "set_aside"
# Beside a draft, for those who write it; everybody else is asked what is missing.
ASKS = dict.fromkeys(("principal", "district"), "Take it to people and write down what they say.")


def purpose_faces(desk: Desk) -> Faces:
    """The purpose of this school or of the district, with its values; for the district, each school's."""

    def build(face: Face) -> Node | None:
        own = _purpose(desk, desk.team.school, face, long=True)
        schools = _schools(desk, face) if desk.team.school == DISTRICT else None
        above = None if desk.team.school == DISTRICT else _named(desk, DISTRICT, face)
        if face == "staff" and own is None and schools is None:
            return None
        return el("div", own or nothing(_nothing_yet(desk)), above, schools)

    return make_faces(build)


def our_purpose_faces(desk: Desk) -> Faces:
    """For every team's start page: its school's purpose and values, and the district's purpose."""

    def build(face: Face) -> Node | None:
        own = _purpose(desk, desk.team.school, face)
        above = None if desk.team.school == DISTRICT else _named(desk, DISTRICT, face)
        if own is None and above is None:
            return nothing(_nothing_yet(desk)) if face == "team" else None
        return el("div", own or (nothing(_nothing_yet(desk)) if face == "team" else None), above)

    return make_faces(build)


def _nothing_yet(desk: Desk) -> str:
    """What to say where there is neither purpose nor draft, at the level that reads it."""
    if desk.level in {"principal", "district"}:
        return (
            "There is no purpose in words yet. Begin with your own whys: the form is on everyone's start "
            "page. Then look together at what they share, and write a first draft on the page Our purpose."
        )
    return (
        "Our school has no purpose in words yet. Your own why is where it begins: the form for it is further "
        "down on this page."
    )


def statement_of(desk: Desk, owner: str, face: Face) -> Said | None:
    """The words that a place agreed on; None where it has not yet."""
    return next(
        (said for said in read_said(desk, PURPOSE, face, owner=owner) if said.text("statement")), None
    )


def latest_draft(desk: Desk, owner: str, face: Face) -> Said | None:
    """The newest draft that is not set aside."""
    drafts = [said for said in read_said(desk, DRAFTS, face, owner=owner) if said.text("draft")]
    open_ = [said for said in drafts if said.values.get("standing") != SET_ASIDE]
    return max(open_, key=lambda said: str(said.day() or ""), default=None)


def _purpose(desk: Desk, owner: str, face: Face, *, long: bool = False) -> Node | None:
    agreed = statement_of(desk, owner, face)
    draft = None if agreed else latest_draft(desk, owner, face)
    if agreed is not None:
        words: list[Child] = [_quoted(agreed.text("statement")), note(_agreed(agreed))]
    elif draft is not None:
        when = f", of {draft.day()}" if draft.day() else ""
        asks = (
            "" if face == "staff" else ASKS.get(desk.level, "What is missing for you? Tell your principal.")
        )
        told = f"This is a draft{when}; nothing is agreed yet. {asks}".strip()
        words = [_quoted(draft.text("draft"), "draft"), note(told)]
    else:
        return None
    return el("div", words, _values(read_said(desk, VALUES, face, owner=owner), long=long))


def _quoted(words: str, standing: str = "") -> Node:
    """A purpose as it stands on the page; the site lifts it to other pages, and says that a draft is one."""
    return el("p", el("bdi", words), cls=f"lead working-on {standing}".strip())


def _agreed(said: Said) -> Child:
    """When and how the words were agreed on."""
    day, how = said.day("agreed_on"), said.text("agreed_how")
    when = f"Agreed on {day}" if day else "Agreed"
    return [f"{when}: ", el("bdi", how)] if how else f"{when}."


def _values(values: Sequence[Said], *, long: bool) -> Child:
    named = [said for said in values if said.text("value")]
    if not named:
        return None
    if not long:
        words: list[Child] = []
        for n, said in enumerate(named):
            words += [" · " if n else "", el("bdi", said.text("value"))]
        return el("p", el("strong", "Our values: "), words)
    items: list[Child] = [
        [
            el("strong", el("bdi", said.text("value"))),
            [": ", el("bdi", said.text("looks_like"))] if said.text("looks_like") else None,
        ]
        for said in named
    ]
    return [el("p", el("strong", "Our values, and what someone would see:")), item_list(items)]


def _named(desk: Desk, owner: str, face: Face) -> Node | None:
    """The district's purpose under its name, for a school's pages."""
    agreed = statement_of(desk, owner, face)
    if agreed is None:
        return None
    name = desk.district.settings.name
    return el(
        "p", el("strong", "The purpose of ", el("bdi", name), ": "), el("bdi", agreed.text("statement"))
    )


def _schools(desk: Desk, face: Face) -> Node | None:
    """Each school's purpose beside the district's; staff see the schools that have one."""
    rows: list[list[Child]] = []
    for school in desk.district.all_schools:
        agreed = statement_of(desk, school.school, face)
        draft = latest_draft(desk, school.school, face)
        if agreed is not None:
            rows.append([el("bdi", school.name), el("bdi", agreed.text("statement")), "agreed"])
        elif draft is not None:
            rows.append([el("bdi", school.name), el("bdi", draft.text("draft")), "a draft"])
        elif face == "team":
            rows.append([el("bdi", school.name), "nothing in words yet", "–"])
    if not rows:
        return None
    return data_table("The purpose of each school", ["School", "In its own words", "Where it stands"], rows)
