"""Who is asked to the talk: dialogues that teams invite to, and partners asked before a change begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import Form, is_blank, linked_row
from inquiry.district import Team
from inquiry.errors import UsageError
from inquiry.record import Row
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note, nothing
from inquiry.views.words import count_of, join_words

DIALOGUES, VIEWS, IDEAS, CHECK_INS = "dialogues", "partners-views", "change-ideas", "check-ins"
PLANNED, HELD = "planned", "held"


def dialogues_faces(desk: Desk) -> Faces:
    """The team's dialogues and, for the team, others' still to come; staff see what they may join."""

    def build(face: Face) -> Node | None:
        form = desk.cycle.form(DIALOGUES, desk.level)
        answers = desk.for_face(face).answers(form)
        rows = [row for row in answers.rows if not is_blank(row.values.get("question"))]
        if face == "staff":
            return _table(form, rows) if rows else None
        mine = _table(form, rows) if rows else nothing("No dialogue yet. Who knows what you cannot see?")
        return el("div", mine, _open_answers(rows), _uninvited(form, rows), _others(desk))

    return make_faces(build)


def _table(form: Form, rows: Sequence[Row]) -> Node:
    head = ["What we talk about", "When", "Who is invited", "What came of it"]
    ordered = sorted(rows, key=lambda row: str(row.values.get("on") or "9"))
    return data_table("Dialogues we invite to.", head, [_line(form, row.values) for row in ordered])


def _line(form: Form, values: Mapping[str, Any]) -> list[Child]:
    day, answer, standing = values.get("on"), values.get("answer"), values.get("standing")
    invited = [form.field("invited").option_label(str(one)) for one in values.get("invited") or ()]
    came: list[Child] = [form.field("standing").option_label(str(standing)) if standing else "–"]
    came += [". ", el("bdi", str(answer))] if not is_blank(answer) else []
    when = el("time", str(day), datetime=str(day)) if day else "no day yet"
    return [el("bdi", str(values["question"])), when, join_words(invited) or "–", came]


def _open_answers(rows: Sequence[Row]) -> Node | None:
    """Whoever came is owed an answer."""
    owed = [row for row in rows if row.values.get("standing") == HELD]
    if not owed:
        return None
    talks = count_of(len(owed), "talk")
    return note(f"After {talks}, people still wait to hear what came of it.")


def _uninvited(form: Form, rows: Sequence[Row]) -> Node | None:
    """Whom no invitation names."""
    asked = {one for row in rows for one in row.values.get("invited") or ()}
    left = [option.label.lower() for option in form.field("invited").options if option.id not in asked]
    if not rows or not left:
        return None
    return note(f"Not invited to any of these: {join_words(left)}.")


def _others(desk: Desk) -> Node | None:
    """Dialogues to come that other teams of the school and the district invite to, as far as all may read."""
    found = [(team, values) for team in _neighbors(desk) for values in _to_come(desk, team)]
    if not found:
        return None
    found.sort(key=lambda pair: (str(pair[1]["on"]), pair[0].team))
    items: list[Child] = [
        [el("time", str(values["on"]), datetime=str(values["on"])), ", ", el("bdi", team.name), ": ",
         el("bdi", str(values["question"]))]
        for team, values in found
    ]  # fmt: skip
    return el("div", el("p", el("strong", "Others invite, too")), item_list(items))


def _neighbors(desk: Desk) -> Iterator[Team]:
    for team in desk.district.all_teams:
        if team.school in {desk.team.school, "district"} and team != desk.team:
            yield team


def _to_come(desk: Desk, team: Team) -> Iterator[Mapping[str, Any]]:
    try:
        form = desk.cycle.form(DIALOGUES, team.level)
    except UsageError:  # this level invites to none
        return
    public = {field.id for field in form.fields if form.audience_of(field.id) == "staff"}
    for row in desk.standing(team.team, form, desk.quarter):
        values = {key: value for key, value in row.values.items() if key in public}
        day = values.get("on")
        ahead = values.get("standing") == PLANNED and isinstance(day, str) and day >= str(desk.as_of)
        if ahead and not is_blank(values.get("question")):
            yield values


@dataclass(frozen=True)
class Asked:
    """One answer from partners to an idea: whom, how many, what it would do to them, what it changed."""

    whom: str
    day: str
    many: int | None
    effect: str
    changed: str


def asked_first_faces(desk: Desk) -> Faces:
    """Each idea with who was asked about it, and whether that was before it began. Only the team sees it."""
    ideas = desk.answers(desk.cycle.form(IDEAS, desk.level)).rows
    ideas = tuple(row for row in ideas if not is_blank(row.values.get("idea")))
    if not ideas:
        return Faces(
            nothing("No idea is written down yet. Once there is one, ask those who will live with it.")
        )
    asked = _asked(desk)
    begun = _begun(desk)
    open_ = [str(row.values["idea"]) for row in ideas if row.row not in asked]
    table = data_table(
        "Whom we asked before we begin.",
        ["Idea", "Whom", "It would …", "What we changed"],
        [line for row in ideas for line in _asked_lines(row, asked.get(row.row, []), begun.get(row.row))],
    )
    return Faces(el("div", _asked_lead(len(ideas), len(open_)), table if asked else None, _nobody(open_)))


def _asked_lead(ideas: int, unasked: int) -> Node:
    return el("p", f"Partners were asked about {ideas - unasked} of {count_of(ideas, 'idea')}.", cls="lead")


def _nobody(ideas: Sequence[str]) -> Node | None:
    if not ideas:
        return None
    return note("Nobody was asked yet about: ", item_list([el("bdi", words) for words in ideas]))


def _asked(desk: Desk) -> dict[str, list[Asked]]:
    """Idea -> what partners said of it, in the order of days."""
    form = desk.cycle.form(VIEWS, desk.level)
    quarters = [each for each in (desk.previous, desk.quarter) if each]
    found: dict[str, list[Asked]] = {}
    for row in (row for quarter in quarters for row in desk.answers(form, quarter).rows):
        idea = linked_row(row.values.get("idea"))
        if idea:
            found.setdefault(idea, []).append(_read(form, row.values))
    return {idea: sorted(said, key=lambda each: each.day) for idea, said in found.items()}


def _read(form: Form, values: Mapping[str, Any]) -> Asked:
    def label(name: str) -> str:
        return form.field(name).option_label(str(values[name])) if values.get(name) else "–"

    many = values.get("how_many")
    return Asked(
        label("asked"),
        str(values.get("on") or ""),
        int(many) if isinstance(many, int | float) else None,
        label("effect"),
        str(values.get("changed") or "–"),
    )


def _begun(desk: Desk) -> dict[str, str]:
    """Idea -> the day of the first check-in that says it was tried."""
    form = desk.cycle.form(CHECK_INS, desk.level)
    days: dict[str, str] = {}
    for quarter in (each for each in (desk.previous, desk.quarter) if each):
        for row in desk.answers(form, quarter).rows:
            idea, day = linked_row(row.values.get("idea")), row.values.get("date")
            if idea and isinstance(day, str):
                days[idea] = min(day, days.get(idea, day))
    return days


def _asked_lines(row: Row, said: Sequence[Asked], begun: str | None) -> Iterator[list[Child]]:
    for n, each in enumerate(said):
        idea = el("bdi", str(row.values["idea"])) if n == 0 else el("span", "the same idea", cls="note")
        late = " (after we began)" if begun and each.day > begun else ""
        many = f", {each.many}" if each.many else ""
        day = f", {each.day}" if each.day else ""
        whom = f"{each.whom}{many}{day}{late}"
        yield [idea, whom, each.effect, el("bdi", each.changed)]
