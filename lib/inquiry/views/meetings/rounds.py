"""Learning rounds: the look-for that was agreed, what the rounds so far saw, and look-fors to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.cycle import is_blank
from inquiry.views.coherence.foci import foci_for
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note
from inquiry.views.readable import Said, read_rows
from inquiry.views.words import say_day

ROUNDS = "learning-rounds"
LATEST = 6  # rounds that a team can lay side by side


def rounds_faces(desk: Desk) -> Faces:
    """The next round's look-for, the rounds so far, and look-fors for our skill. Only the team sees it."""
    quarters = [quarter for quarter in desk.district.quarters if quarter.start <= desk.quarter.start]
    said = [each for quarter in quarters for each in read_rows(desk, ROUNDS, [desk.team], quarter)]
    rounds = [each for each in said if each.has("look_for")]
    return Faces(el("div", _next(desk, rounds), _so_far(rounds), _to_choose(desk)))


def _is_done(said: Said) -> bool:
    return not is_blank(said.values.get("saw"))


def _next(desk: Desk, rounds: list[Said]) -> Node:
    planned = [each for each in rounds if not _is_done(each) and each.row.quarter == desk.quarter.id]
    if not planned:
        words = "No round is planned. Agree on one thing to look for, and write it below with a date."
        return el("p", words, cls="lead")
    day = planned[-1].day()
    when = f"on {say_day(day)}" if day else "on a day still to be chosen"
    return el("p", f"The next round is {when}. We look for: ", _words(planned[-1], "look_for"), cls="lead")


def _words(said: Said, field: str) -> Node:
    return el("bdi", " ".join(str(said.values.get(field, "")).split()))


def _so_far(rounds: list[Said]) -> Node | None:
    done = [each for each in rounds if _is_done(each)][-LATEST:]
    if not done:
        return None
    rows: list[list[Child]] = [
        [say_day(day) if (day := each.day()) else "–", el("td", _words(each, "look_for")), _seen(each)]
        for each in done
    ]
    words = "Two rounds with different look-fors cannot be compared, and two rounds are no trend."
    return el(
        "div", data_table("Learning rounds so far", ("Day", "We looked for", "Seen"), rows), note(words)
    )


def _seen(said: Said) -> Node:
    seen, of = said.values.get("seen_in"), said.values.get("looked_at")
    if not isinstance(seen, int | float) or not isinstance(of, int | float):
        return el("td", "not counted")
    if seen > of:
        return el("td", f"{seen:g}, of {of:g} looked at: one of the two numbers is wrong")
    return el("td", f"{seen:g} of {of:g}")


def _to_choose(desk: Desk) -> Node | None:
    """The look-fors of the skills at the heart of our focus."""
    items = list(_look_fors(desk))
    if not items:
        return None
    return el("details", el("summary", "Look-fors to choose from, for our focus"), items)


def _look_fors(desk: Desk) -> Iterator[Node]:
    mine = [focus for focus in foci_for(desk, "team") if focus.team.team == desk.team.team]
    for name in dict.fromkeys(str(focus.row.values.get("skill")) for focus in mine):
        skill = desk.cycle.skills.get(name)
        if skill is not None:
            yield el("p", el("strong", skill.label))
            yield item_list(skill.look_fors)
