"""Supports: what we asked of whom, what is promised to us and from when, and what others ask of us."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.others import all_above, all_below, say_field, team_label
from inquiry.views.parts import data_table, note, nothing
from inquiry.views.readable import Said, read_rows
from inquiry.views.words import count_of

REQUESTS, SUPPORTS = "support-requests", "supports"
WAITING = frozenset({"asked", "promised"})
NOTHING_ASKED = (
    "We have asked nobody for anything yet. Ask early: a request stays open until somebody answers it."
)


def support_faces(desk: Desk) -> Faces:
    """Three short tables. Only the team sees them; each row as far as its form lets this team read it."""
    parts = [_asked_of_us(desk), _promised(desk), _ours(desk)]
    shown = [part for part in parts if part is not None]
    return Faces(el("div", shown) if shown else nothing("Nobody has asked for or promised anything yet."))


def _waits(said: Said) -> bool:
    return said.values.get("status") in WAITING or not said.has("status")


def _late(desk: Desk, said: Said) -> bool:
    day = said.day("by_when")
    return _waits(said) and day is not None and day < desk.as_of


def _ours(desk: Desk) -> Node | None:
    if REQUESTS not in {form.id for form in desk.cycle.forms_for(desk.level, "design")}:
        return None
    rows = [said for said in read_rows(desk, REQUESTS, [desk.team]) if said.has("need")]
    if not rows:
        return el("section", el("h3", "What we asked for"), nothing(NOTHING_ASKED))
    cells: list[list[Child]] = [
        [_words(desk, said, field) for field in ("need", "from_whom", "by_when")] + [_status(desk, said)]
        for said in sorted(rows, key=lambda said: not _waits(said))
    ]
    table = data_table(
        "Our requests, those that wait first", ["Need", "From whom", "By when", "Status"], cells
    )
    return el("section", el("h3", "What we asked for"), table)


def _promised(desk: Desk) -> Node | None:
    """What the teams above say will be there."""
    rows = [said for said in read_rows(desk, SUPPORTS, all_above(desk)) if said.has("support")]
    if not rows:
        return None
    cells: list[list[Child]] = [
        [_words(desk, said, "support"), team_label(desk, said.team), _from_when(desk, said)] for said in rows
    ]
    table = data_table("What we can count on", ["Support", "Promised by", "From when"], cells)
    return el("section", el("h3", "What is promised to us"), table)


def _from_when(desk: Desk, said: Said) -> Child:
    day = said.day("ready_by")
    if day is None:
        return "not said"
    return [el("time", day.isoformat(), datetime=day.isoformat()), "" if day > desk.as_of else " (there now)"]


def _asked_of_us(desk: Desk) -> Node | None:
    """Requests of the teams below that name this level."""
    rows = [
        said
        for said in read_rows(desk, REQUESTS, all_below(desk))
        if said.has("need") and said.values.get("from_whom") == desk.level
    ]
    if not rows:
        return None
    open_ = [said for said in rows if _waits(said)]
    cells: list[list[Child]] = [
        [
            _words(desk, said, "need"),
            team_label(desk, said.team),
            _words(desk, said, "why"),
            _words(desk, said, "by_when"),
            _status(desk, said),
        ]
        for said in sorted(rows, key=lambda said: not _waits(said))
    ]
    head = ["Need", "Asked by", "What it would make possible", "By when", "Status"]
    return el(
        "section",
        el("h3", "What is asked of us"),
        el("p", _lead(desk, rows, open_)),
        data_table("Requests to us, those that wait first", head, cells),
        note("The team that asked marks its request as answered; write your answer to it under “Supports”."),
    )


def _lead(desk: Desk, rows: Sequence[Said], open_: Sequence[Said]) -> str:
    late = sum(_late(desk, said) for said in open_)
    said = (
        f"{len(open_)} of {count_of(len(rows), 'request')} wait{'s' if len(open_) == 1 else ''} for an answer"
    )
    return f"{said}, {late} past the day they were needed." if late else f"{said}."


def _status(desk: Desk, said: Said) -> Child:
    words = _words(desk, said, "status")
    return [words, " (late)"] if _late(desk, said) else words


def _words(desk: Desk, said: Said, field: str) -> Child:
    return say_field(desk, said, field) or "–"
