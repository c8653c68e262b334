"""How sure people are of their next step: counted, never with a name, and help asked for where it is low."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from inquiry.cycle import Form, is_blank
from inquiry.district import Team
from inquiry.record import Row
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.meetings.meetings import CHECK_INS
from inquiry.views.others import all_below, team_label
from inquiry.views.parts import note
from inquiry.views.readable import Said, read_rows
from inquiry.views.words import join_words, say_day

# One form for each level: a person who is in two teams has a next step in each.
NEXT_STEP = {
    "teacher": "my-next-step",
    "slt": "my-next-step-slt",
    "principal": "my-next-step-principal",
    "district": "my-next-step-district",
}
# Our own rules, all three.
NOT_SURE = 2  # “a little sure” or less, of five steps
FEWEST_ANSWERS = 3  # fewer would tell who is not sure
STILL_HOLDS = {"weekly": 14, "monthly": 62, "quarterly": 184}  # days: an answer speaks for about two meetings


@dataclass(frozen=True)
class Sureness:
    """How many of a team were asked, how many answered lately, how many are not sure, and what would help."""

    asked: int
    answered: int
    unsure: int
    helps: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether enough answered for the count to be told."""
        return self.answered >= FEWEST_ANSWERS


def sureness_of(desk: Desk, team: Team) -> Sureness:
    """The latest answers of a team's members, as counts."""
    form = _form(desk, team)
    rows = list(_latest(desk, form, team)) if form else []
    steps = [step for row in rows if isinstance(step := row.values.get("sure"), int)]
    helps = (row.values.get("would_help") for row in rows)
    unsure = sum(step <= NOT_SURE for step in steps)
    said = tuple(sorted(str(each) for each in helps if not is_blank(each)))
    return Sureness(len(team.members), len(steps), unsure, said)


def _form(desk: Desk, team: Team) -> Form | None:
    form = desk.cycle.forms.get(NEXT_STEP.get(team.level, ""))
    return form if form is not None and team.level in form.levels else None


def _latest(desk: Desk, form: Form, team: Team) -> Iterator[Row]:
    """One row for each member who answered lately."""
    days = STILL_HOLDS[desk.cycle.levels[team.level].check_in]
    since = desk.as_of - dt.timedelta(days=days)
    for member in team.members:
        for row in desk.rows_of(member.person, form, desk.quarter):
            if row.saved_at.astimezone(desk.district.settings.zone).date() >= since:
                yield row


def confidence_faces(desk: Desk) -> Faces:
    """How sure the team is, as counts; what that set going. Only the team sees it."""
    sure = sureness_of(desk, desk.team)
    parts: list[Node | None] = [el("p", _lead(sure), cls="lead"), _asked_for(desk, sure), _team_says(desk)]
    return Faces(el("div", parts))


def _lead(sure: Sureness) -> str:
    if not sure.asked:
        return "Nobody is listed in this team yet: the coach adds people in members.csv."
    if not sure.enough:
        return (
            f"{sure.answered} of {sure.asked} said how sure they are of their next step. From "
            f"{FEWEST_ANSWERS} answers on, the page says how many are not sure; fewer would tell who."
        )
    if not sure.unsure:
        return f"All {sure.answered} who answered are at least fairly sure of their next step."
    return f"{sure.unsure} of {sure.answered} who answered are not sure that they can do their next step."


def _asked_for(desk: Desk, sure: Sureness) -> Node | None:
    if not (sure.enough and sure.unsure):
        return None
    above = [team.name for team in desk.district.serves(desk.team)]
    to = join_words(above) if above else "your coach"
    return note(
        f"That asks for support by itself: the agenda of {to} says that people here are not sure, and what "
        "would help. It gives no name and no number."
    )


def _team_says(desk: Desk) -> Node | None:
    """What the team said of its next step at its check-ins, the latest last."""
    said = read_rows(desk, CHECK_INS, [desk.team])
    told = [
        (day, each.form.field("confidence").step_label(int(each.values["confidence"])))
        for each in said
        if (day := each.day()) and isinstance(each.values.get("confidence"), int)
    ]
    if not told:
        return None
    words = "; ".join(f"{say_day(day)}: {step.lower()}" for day, step in sorted(told))
    return el("p", f"At our check-ins we were, all together: {words}.")


def unsure_below(desk: Desk) -> list[tuple[Team, Node]]:
    """The teams below in which people are not sure of the next step, each with what would help; no names.

    A team counts by its people's own answers (three or more of them), or by what it said itself at its last
    check-in.
    """
    found: list[tuple[Team, Node]] = []
    for team in all_below(desk):
        sure = sureness_of(desk, team)
        people = sure.enough and sure.unsure > 0
        if people or _said_low(desk, team):
            found.append((team, _told(desk, team, sure if people else None)))
    return found


def _check_ins(desk: Desk, team: Team) -> list[Said]:
    """A team's check-ins up to today, by their days."""
    dated = [(day, said) for said in read_rows(desk, CHECK_INS, [team]) if (day := said.day())]
    return [said for day, said in sorted(dated, key=lambda pair: pair[0]) if day <= desk.as_of]


def _said_low(desk: Desk, team: Team) -> bool:
    steps = [each.values.get("confidence") for each in _check_ins(desk, team)]
    said = [step for step in steps if isinstance(step, int)]
    return bool(said) and said[-1] <= NOT_SURE


def _told(desk: Desk, team: Team, sure: Sureness | None) -> Node:
    last = _check_ins(desk, team)[-1:]
    asked = {str(each.values["support_needed"]) for each in last if each.has("support_needed")}
    helps = sorted(asked | set(sure.helps if sure else ()))
    words: list[Child] = [["; " * (n > 0), "“", el("bdi", each), "”"] for n, each in enumerate(helps)]
    nobody = " Nobody wrote yet what would help: ask them."
    what: Child = [" What would help: ", words] if helps else nobody
    return el("span", team_label(desk, team), ": not sure of the next step.", what)
