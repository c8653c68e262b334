"""What the record brings into an agenda: one function for each block that templates/agenda names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from inquiry.cycle import is_blank
from inquiry.views.answers import Reading, cut_text, linked_words
from inquiry.views.desk import Desk
from inquiry.views.due import ACTIONS, ASSIGNMENTS, CLOSED, Dated
from inquiry.views.html import Child, Node, el
from inquiry.views.meetings.agenda_below import below, questions_below
from inquiry.views.meetings.agenda_evidence import evidence_due
from inquiry.views.meetings.confidence import sureness_of
from inquiry.views.meetings.meetings import CHECK_INS, MINUTES, next_span
from inquiry.views.meetings.since import Since
from inquiry.views.others import all_below, beside, say_field, team_label
from inquiry.views.parts import item_list, note
from inquiry.views.readable import Said, read_rows
from inquiry.views.words import count_of, say_day

REQUESTS, ROUNDS, SUCCESSES, ANSWERS = "support-requests", "learning-rounds", "successes", "answers-back"
MOST_LINES = 8  # a list that is longer is not read in a meeting
MESSAGE_CHARS = 80  # of our own message, so much as to know it again
LATELY = dt.timedelta(days=31)  # our own rule: a success is worth telling for about a month


def last_step(desk: Desk, since: Since) -> Node | None:
    """The next step that the team named at its last check-in."""
    quarters = [quarter for quarter in (desk.previous, desk.quarter) if quarter]
    said = [each for quarter in quarters for each in read_rows(desk, CHECK_INS, [desk.team], quarter)]
    dated = [each for each in said if each.has("next_step") and (each.day() or dt.date.max) <= desk.as_of]
    if not dated:
        return None
    last = max(dated, key=lambda each: each.day() or dt.date.min)
    who = desk.person(last.values.get("who"))
    return el(
        "p",
        f"The next step we named on {say_day(last.day() or desk.as_of)}: ",
        el("bdi", str(last.values["next_step"])),
        [" (", el("bdi", who), ")"] if who else None,
    )


@dataclass(frozen=True)
class Task:
    """Something that somebody promised: what, who, by when."""

    what: str
    who: str
    due: dt.date | None

    @property
    def order(self) -> dt.date:
        """Late first; what has no day comes last."""
        return self.due or dt.date.max


def open_tasks(desk: Desk) -> list[Task]:
    """What is promised and not done, from the meetings and the action plan, late first."""
    found = [*_tasks(desk, ASSIGNMENTS), *_tasks(desk, ACTIONS)]
    return sorted(found, key=lambda task: task.order)


def _tasks(desk: Desk, dated: Dated) -> Iterator[Task]:
    for said in read_rows(desk, dated.form, [desk.team]):
        if said.values.get("status") not in CLOSED and said.has(dated.what):
            name = desk.person(said.values.get(dated.who)) if said.has(dated.who) else ""
            yield Task(str(said.values[dated.what]), name, said.day(dated.day))


def assignments(desk: Desk, since: Since) -> Node | None:
    """Open assignments, late first; those due long after the next meeting are only counted."""
    span = next_span(desk)
    until = span.end if span else desk.quarter.end
    tasks = open_tasks(desk)
    near = [task for task in tasks if task.due is None or task.due <= until]
    later = len(tasks) - len(near)
    lines: list[Child] = [_task_line(desk, task) for task in near[:MOST_LINES]]
    rest = later + len(near[MOST_LINES:])
    if rest:
        lines.append(f"And {count_of(rest, 'other')} to come: see the action plan on the page Design.")
    return item_list(lines) if lines else None


def _task_line(desk: Desk, task: Task) -> Child:
    late = task.due is not None and task.due < desk.as_of
    days = count_of((desk.as_of - task.due).days, "day") if late and task.due else ""
    when = f"{days} late" if late else f"by {say_day(task.due)}" if task.due else "no day given"
    who: Child = [el("bdi", task.who), ", "] if task.who else "nobody named, "
    return [el("strong", "Late: ") if late else None, el("bdi", task.what), " (", who, when, ")"]


def successes(desk: Desk, since: Since) -> Node | None:
    """What others passed on lately, and what teams below told in their check-ins."""
    first = desk.as_of - LATELY
    passed = [
        said
        for said in read_rows(desk, SUCCESSES, beside(desk))
        if said.has("success") and _saved(desk, said) >= first
    ]
    told = [
        said
        for said in read_rows(desk, CHECK_INS, all_below(desk))
        if said.has("success") and (said.day() or first) >= first
    ]
    passed.sort(key=lambda said: said.row.saved_at, reverse=True)
    lines = [_success(desk, said) for said in [*passed, *told]]
    return item_list(lines[:MOST_LINES]) if lines else None


def _saved(desk: Desk, said: Said) -> dt.date:
    return said.row.saved_at.astimezone(desk.district.settings.zone).date()


def _success(desk: Desk, said: Said) -> Child:
    whose = say_field(desk, said, "whose")
    return [
        team_label(desk, said.team),
        ": ",
        el("bdi", str(said.values["success"])),
        [" (", whose, ")"] if whose else None,
    ]


def ours(desk: Desk, since: Since) -> Node | None:
    """Our own open requests, and the answers that came back."""
    lines = [_request(desk, said) for said in read_rows(desk, REQUESTS, [desk.team]) if _is_open(said)]
    lines += list(_answers(desk))
    return item_list(lines) if lines else None


def _is_open(said: Said) -> bool:
    return said.values.get("status") in {None, "asked", "promised"}


def _request(desk: Desk, said: Said) -> Child:
    status = say_field(desk, said, "status") or "Asked"
    to = say_field(desk, said, "from_whom")
    return [
        el("bdi", str(said.values.get("need", "A request without words yet"))),
        [" (", to, ")"] if to else None,
        ": ",
        status,
    ]


def _answers(desk: Desk) -> Iterator[Child]:
    """The answers of those we serve to messages of ours, of this quarter and the one before."""
    above = desk.district.serves(desk.team)
    for quarter in (quarter for quarter in (desk.previous, desk.quarter) if quarter):
        for said in read_rows(desk, ANSWERS, above, quarter):
            if str(said.row.values.get("heard", "")).split("/")[-3:-2] == [desk.team.team]:
                by = said.day("by_when")
                until = f" (by {say_day(by)})" if by else ""
                yield [_heard(desk, said), team_label(desk, said.team), ": ", _words(said, "answer"), until]


def _heard(desk: Desk, said: Said) -> Child:
    """Which of our messages an answer is to."""
    words = linked_words(Reading(desk, "team", said.row.quarter), str(said.row.values["heard"]))
    return ["Our message “", el("bdi", cut_text(words, MESSAGE_CHARS)), "”. "] if words else "An answer from "


def _words(said: Said, field: str) -> Node:
    return el("bdi", " ".join(str(said.values.get(field, "")).split()))


def voices(desk: Desk, since: Since) -> Node | None:
    """What those closest to the work say about the next step."""
    mine = [said for said in read_rows(desk, MINUTES, [desk.team]) if said.has("input")]
    lines: list[Child] = [
        [f"What we heard for {say_day(said.day() or desk.as_of)}: ", _words(said, "input")]
        for said in mine[-1:]
    ]
    lines += questions_below(desk)
    if not lines and desk.level == "teacher":
        return note("Ask two or three students before you meet, and bring what they say.")
    return item_list(lines[:MOST_LINES]) if lines else None


def next_round(desk: Desk, since: Since) -> Node | None:
    """The learning round to come, with the look-for that was agreed."""
    planned = [
        (day, said)
        for said in read_rows(desk, ROUNDS, [desk.team])
        if (day := said.day()) and day >= desk.as_of and is_blank(said.values.get("saw"))
    ]
    if not planned:
        return None
    day, said = min(planned, key=lambda pair: pair[0])
    return el("p", f"Learning round on {say_day(day)}. We look for: ", _words(said, "look_for"))


def confidence(desk: Desk, since: Since) -> Node | None:
    """How many of us are not sure of their next step, from three answers on."""
    sure = sureness_of(desk, desk.team)
    if sure.enough and sure.unsure:
        words = f"{sure.unsure} of {sure.answered} who answered lately: not sure. Ask what would help."
    else:
        words = "Each of us marks it below, under “My own next step”."
    return note(words)


Show = Callable[[Desk, Since], Node | None]
SHOWS: Mapping[str, Show] = {
    "last_step": last_step,
    "assignments": assignments,
    "evidence": evidence_due,
    "below": below,
    "ours": ours,
    "successes": successes,
    "input": voices,
    "round": next_round,
    "confidence": confidence,
}
