"""What is looked for in every room: in how many it was seen, over time, and which help followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inquiry.cycle import Form, find_link
from inquiry.views.answers import GONE
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, nothing
from inquiry.views.readable import Said, asked_here, quarters_so_far, read_teams
from inquiry.views.words import count_of, join_words

LOOK_FORS, SEEN = "look-fors", "observations"
FEWEST_ROOMS = 4  # of fewer rooms a visitor could tell which they were (our rule; architecture, rule 10)
LIMIT = (
    "Visits differ in time, subject and who looks. The numbers say where to help next; they compare no "
    f"teachers and no schools. A quarter with fewer than {FEWEST_ROOMS} rooms is not counted out."
)


@dataclass
class Tally:
    """What was seen of one look-for in one quarter."""

    rooms: int = 0
    seen: int = 0
    without_help: int = 0
    visits: int = 0


def look_for_faces(desk: Desk) -> Faces:
    """Each look-for with the rooms in which most students did it, quarter by quarter.

    For the team and those whose observations it may read; no staff face: observations are for support.
    """
    return Faces(_view(desk))


def _view(desk: Desk) -> Node:
    form, seen_form = asked_here(desk, LOOK_FORS), asked_here(desk, SEEN)
    if form is None or seen_form is None:
        return nothing("Look-fors are agreed by the leadership teams, principals and the district.")
    look_fors = read_teams(desk, LOOK_FORS)
    if not look_fors:
        return nothing("No look-for is agreed yet. Two or three, in words a student understands, are enough.")
    quarters = quarters_so_far(desk)
    by_quarter = [_tallies(read_teams(desk, SEEN, quarter)) for quarter in quarters]
    here = [
        each
        for each in look_fors
        if each.row.owner == desk.team.school or any(_key(each) in q for q in by_quarter)
    ]
    if not here:
        return nothing("No look-for of our own is agreed yet.")
    rows = [_row(each, by_quarter) for each in here]
    head = ("Students …", "Looks like it and is not", *(quarter.id for quarter in quarters))
    return el(
        "div",
        el("p", _lead(here, by_quarter[-1]), cls="lead"),
        data_table("In how many rooms most students did it", head, rows),
        _loose(look_fors, by_quarter[-1]),
        _help(seen_form, desk),
        note(LIMIT),
    )


def _key(each: Said) -> tuple[str, str]:
    return each.row.owner, each.row.row


def _tallies(rows: Sequence[Said]) -> dict[tuple[str, str], Tally]:
    """Look-for -> what was seen; an observation that counts more rooms seen than visited is left out."""
    found: dict[tuple[str, str], Tally] = {}
    for each in rows:
        rooms, seen, key = each.value("rooms"), each.value("seen_in"), _looked_for(each)
        if key is None or type(rooms) is not int or type(seen) is not int or not 0 <= seen <= rooms:
            continue
        tally = found.setdefault(key, Tally())
        tally.rooms, tally.seen, tally.visits = tally.rooms + rooms, tally.seen + seen, tally.visits + 1
        tally.without_help += each.value("help_offered") in {None, "", "not_yet"}
    return found


def _looked_for(each: Said) -> tuple[str, str] | None:
    link = find_link(each.value("look_for"))
    return (link.owner, link.row) if link is not None and link.form == LOOK_FORS else None


def _lead(look_fors: Sequence[Said], now: dict[tuple[str, str], Tally]) -> str:
    known = [now[_key(each)] for each in look_fors if _key(each) in now]
    if not known:
        return f"{count_of(len(look_fors), 'look-for')} agreed, and no observation this quarter yet."
    rooms, seen = sum(one.rooms for one in known), sum(one.seen for one in known)
    waiting = sum(one.without_help for one in known)
    waits = f" After {count_of(waiting, 'observation')} no help is noted yet." if waiting else ""
    if rooms < FEWEST_ROOMS:
        return f"{count_of(rooms, 'room')} seen this quarter: too few to say anything.{waits}"
    return f"This quarter most students did it in {seen} of {count_of(rooms, 'room visit')}.{waits}"


def _row(each: Said, by_quarter: Sequence[dict[tuple[str, str], Tally]]) -> list[Child]:
    words = each.value("look_for") or GONE
    not_it = each.value("not_it")
    cells: list[Child] = [_cell(quarter.get(_key(each))) for quarter in by_quarter]
    return [el("bdi", str(words)), el("bdi", str(not_it)) if not_it else "–", *cells]


def _cell(tally: Tally | None) -> str:
    if tally is None:
        return "–"
    if tally.rooms < FEWEST_ROOMS:
        return f"fewer than {FEWEST_ROOMS} rooms"
    return f"{tally.seen} of {tally.rooms}"


def _loose(look_fors: Sequence[Said], now: dict[tuple[str, str], Tally]) -> Node | None:
    """Observations whose look-for was taken out."""
    known = {_key(each) for each in look_fors}
    lost = sum(tally.visits for key, tally in now.items() if key not in known)
    return note(f"{count_of(lost, 'observation')} of a look-for that is no longer there.") if lost else None


def _help(form: Form, desk: Desk) -> Node | None:
    """Which help followed, this quarter."""
    given = [str(each.value("help_offered")) for each in read_teams(desk, SEEN) if each.value("help_offered")]
    if not given:
        return None
    field = form.field("help_offered")
    told = [
        f"{field.option_label(option.id).lower()} ({given.count(option.id)})"
        for option in field.options
        if option.id in given
    ]
    return el("p", f"Help that followed this quarter: {join_words(told)}.")
