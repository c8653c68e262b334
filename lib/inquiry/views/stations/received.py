"""What came up from the teams below: at each level and phase the few things that its station looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inquiry.cycle import Field, is_blank
from inquiry.district import Quarter, Team
from inquiry.views.answers import cut_text
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, clean, el
from inquiry.views.meetings.agenda_below import unanswered_in
from inquiry.views.others import all_below, say_field, team_label
from inquiry.views.parts import data_table, note, nothing
from inquiry.views.readable import Said, read_rows
from inquiry.views.stations.causes import MARKS
from inquiry.views.words import count_of

ROOTS = "root-causes"
MOST_CHARS = 300  # of one answer: who wants to read more asks the team
CLOSED = {"problems-of-practice": ("standing", "solved")}


@dataclass(frozen=True)
class _Asked:
    """One list: its title, whose rows of which form, what of them in a line; this or last quarter's."""

    title: str
    form: str
    fields: tuple[str, ...]
    levels: tuple[str, ...]
    before: bool = False
    unanswered: bool = False  # only messages that have no answer of ours yet


_GAPS = ("students", "now")
_ROOT = ("root", "area", "control")
_MESSAGE = ("kind", "message")
_PROBLEM = ("problem", "question")
_DECISION = ("idea", "decision")
_WAITING = "Sent up last quarter, and not answered yet"
# Level and page -> what its station receives (the brief's table of the sixteen stations).
LISTS: dict[tuple[str, str], tuple[_Asked, ...]] = {
    ("slt", "1-analyze"): (
        _Asked("The causes that teacher teams found", ROOTS, _ROOT, ("teacher",)),
        _Asked("The gaps they see", "gaps", _GAPS, ("teacher",)),
        _Asked("What teacher teams sent up last quarter", "going-up", _MESSAGE, ("teacher",), before=True),
        _Asked("What hindered them last quarter", "looking-back", ("barriers",), ("teacher",), before=True),
    ),
    ("principal", "1-analyze"): (
        _Asked("The leadership team's causes", ROOTS, _ROOT, ("slt",)),
        _Asked("The gaps that our teams see", "gaps", _GAPS, ("slt", "teacher")),
        _Asked("What the leadership team sent up last quarter", "going-up", _MESSAGE, ("slt",), before=True),
    ),
    ("district", "1-analyze"): (
        _Asked("Problems of practice that schools are still working on", "problems-of-practice", _PROBLEM,
               ("principal",)),
        _Asked("The gaps that principals see", "gaps", _GAPS, ("principal",)),
        _Asked("What principals sent up last quarter", "going-up", _MESSAGE, ("principal",), before=True),
    ),
    ("slt", "4-refine"): (
        _Asked("What teacher teams send up", "going-up", _MESSAGE, ("teacher",)),
        _Asked("What they decided", "decisions", _DECISION, ("teacher",)),
        _Asked("What got in their way", "looking-back", ("barriers",), ("teacher",)),
        _Asked(_WAITING, "going-up", _MESSAGE, ("teacher",), before=True, unanswered=True),
    ),
    ("principal", "4-refine"): (
        _Asked("What the leadership team sends up", "going-up", _MESSAGE, ("slt",)),
        _Asked("What our teams decided", "decisions", _DECISION, ("slt", "teacher")),
        _Asked("What went well, and how they know", "looking-back", ("successes",), ("slt", "teacher")),
        _Asked(_WAITING, "going-up", _MESSAGE, ("slt",), before=True, unanswered=True),
    ),
    ("district", "4-refine"): (
        _Asked("Problems of practice that schools bring", "problems-of-practice", _PROBLEM, ("principal",)),
        _Asked("What principals send up", "going-up", _MESSAGE, ("principal",)),
        _Asked("What schools decided", "decisions", _DECISION, ("principal", "slt")),
        _Asked(_WAITING, "going-up", _MESSAGE, ("principal",), before=True, unanswered=True),
    ),
}  # fmt: skip
OWN_LISTS = frozenset({"district", "principal", "slt", "teacher"})  # teacher: nothing comes up to it


def received_faces(desk: Desk) -> Faces:
    """The lists of this level's station. Only the team sees them: they are words to it, not to staff."""
    asked = _asked(desk)
    found = [(each, rows) for each in asked if (rows := list(_rows(desk, each)))]
    if not asked:
        return Faces(nothing("No team serves this one, so nothing comes up to it."))
    if not found:
        return Faces(nothing(f"Nothing came up from the teams below for {desk.quarter.id} yet."))
    return Faces(el("div", [_list(desk, each, rows, n == 0) for n, (each, rows) in enumerate(found)]))


def _asked(desk: Desk) -> tuple[_Asked, ...]:
    """The lists of this level; a level that the district added itself reads teams below as the slt does."""
    lowest = desk.district.levels.is_lowest(desk.level)
    level = desk.level if desk.level in OWN_LISTS or lowest else "slt"
    return LISTS.get((level, desk.page), ())


def _is_from(asked: _Asked, level: str) -> bool:
    """Whether a list has a level's words: an added level is heard wherever teacher teams are."""
    return level in asked.levels or (level not in OWN_LISTS and "teacher" in asked.levels)


def _rows(desk: Desk, asked: _Asked) -> Iterator[Said]:
    quarter: Quarter | None = desk.previous if asked.before else desk.quarter
    if quarter is None or asked.form not in desk.cycle.forms:
        return
    teams = [team for team in all_below(desk) if _is_from(asked, team.level)]
    if asked.unanswered:
        yield from (said for said in unanswered_in(desk, quarter) if said.team in teams)
        return
    field, value = CLOSED.get(asked.form, ("", ""))
    for said in read_rows(desk, asked.form, teams, quarter):
        closed = bool(field) and said.values.get(field) == value
        if not closed and any(said.has(name) for name in asked.fields):
            yield said


def _list(desk: Desk, asked: _Asked, rows: Sequence[Said], first: bool) -> Node:
    """One list, team by team; the first stands open."""
    teams = list(dict.fromkeys(said.team.team for said in rows))
    summary = f"{asked.title} ({len(rows)} from {count_of(len(teams), 'team')})"
    items = [_team(desk, asked, [said for said in rows if said.team.team == team]) for team in teams]
    sides = _sides(desk, rows) if asked.form == ROOTS else None
    if first:
        return el("section", el("h3", summary), sides, el("ul", items))
    return el("details", el("summary", summary), sides, el("ul", items))


def _team(desk: Desk, asked: _Asked, rows: Sequence[Said]) -> Node:
    team: Team = rows[0].team
    return el(
        "li",
        el("strong", team_label(desk, team)),
        el("ul", [el("li", _line(desk, asked, said)) for said in rows]),
    )


def _line(desk: Desk, asked: _Asked, said: Said) -> list[Child]:
    """A row in one line: its answers with dashes between."""
    parts: list[Child] = []
    for name in asked.fields:
        words = _short(desk, said, name)
        if words is not None:
            parts += [" – ", words] if parts else [words]
    return parts


def _short(desk: Desk, said: Said, name: str) -> Child:
    field: Field | None = next((each for each in said.form.fields if each.id == name), None)
    value = said.values.get(name)
    if field is None or is_blank(value):
        return None
    if field.type in {"short_text", "long_text"}:
        return el("bdi", " ".join(clean(cut_text(str(value), MOST_CHARS)).split()))
    return say_field(desk, said, name)


def _sides(desk: Desk, rows: Sequence[Said]) -> Node:
    """From which sides the causes come, and how many are in whose hands."""
    areas = {option.id: option.label for option in desk.cycle.lists.get("cause_areas", ())}
    counted: list[list[Child]] = []
    for area, label in areas.items():
        mine = [said for said in rows if said.values.get("area") == area]
        if mine:
            held = [
                sum(said.values.get("control") == control for said in mine) for control in MARKS if control
            ]
            counted.append([label, str(len(mine)), *map(str, held)])
    if not counted:
        return note("None of them says from which side it comes.")
    head = ["Side", "Causes", "In the team's hands", "With help", "Out of its hands"]
    return data_table("From which sides the causes come", head, counted, numeric=range(1, 5))
