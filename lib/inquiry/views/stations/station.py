"""What the page is about: whose it is, where the cycle stands, what this station asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from inquiry.cycle import PAGES, Form, phase_progress, station_signs
from inquiry.cycle.progress import Progress, Sign
from inquiry.cycle.stations import Phase, Station
from inquiry.district.noting import noted_result
from inquiry.errors import UsageError
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces, same_for_all
from inquiry.views.html import Node, el
from inquiry.views.made_from import made_from
from inquiry.views.parts import item_list, note

# What pages follow besides what their forms name: a page that asks nothing still follows somebody's thinking.
RESTS_ON = {
    PAGES["plan"]: "innovateed",
    PAGES["coherence"]: "fullan-quinn",
    PAGES["tried-by-school"]: "improvement-guide",
    PAGES["tried-by-skill"]: "improvement-guide",
    PAGES["tried-by-cause"]: "five-whys",
}
STATES = {"done": ("done", "done"), "started": ("now", "under way"), "not started": ("next", "to come")}


def header_faces(desk: Desk) -> Faces:
    """Whose page it is, which quarter, and as of when; the site prints this itself."""
    level = desk.cycle.levels[desk.level].label
    told = "" if level.lower() in desk.team.name.lower() else f" ({level})"
    when = f"Quarter {desk.quarter.id}, {desk.quarter.start} to {desk.quarter.end}."
    before = f" The quarter before: {desk.previous.id}." if desk.previous else ""
    day = el("time", str(desk.as_of), datetime=str(desk.as_of))
    whose = el("p", el("strong", el("bdi", desk.place)), ", ", el("bdi", desk.team.name), told)
    return Faces(el("div", whose, el("p", when, before, " As of ", day, ".", cls="note")))


def phase_of(desk: Desk) -> Phase:
    """The phase that this page belongs to; `UsageError` for a page outside the four."""
    for phase in desk.cycle.phases.values():
        if PAGES[phase.page] == desk.page:
            return phase
    raise UsageError(f"The page “{desk.page}” is not one of the cycle's phases.")


def said_this_quarter(desk: Desk) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Form id -> the values of each of this team's rows as the pages show them, what came along included."""

    def read() -> dict[str, list[Mapping[str, Any]]]:
        forms = (form for page in PAGES for form in desk.cycle.forms_for(desk.level, page))
        return {
            form.id: [row.values for row in desk.answers(form).rows] for form in forms if form.scope == "team"
        }

    return desk.once("said", read)


def _begun(desk: Desk) -> bool:
    """Whether the team saved anything of a phase in this quarter itself."""
    pages = (phase.page for phase in desk.cycle.phases.values())
    forms = {form.id for page in pages for form in desk.cycle.forms_for(desk.level, page)}
    saved = desk.record.all_rows(owner=desk.team.team, quarter=desk.quarter.id, as_of=desk.moment)
    return any(row.answered and row.form in forms for row in saved)


def progress_of(desk: Desk) -> tuple[dict[str, Progress], bool]:
    """How far the team is in each phase, and whether it saved anything in this quarter itself."""

    def find() -> tuple[dict[str, Progress], bool]:
        said, phases = said_this_quarter(desk), desk.cycle.phases
        return {phase: phase_progress(desk.cycle, desk.level, phase, said) for phase in phases}, _begun(desk)

    return noted_result("progress", (desk.team.team, desk.quarter.id), find)


def where_faces(desk: Desk) -> Faces:
    """How far the team is in each phase; staff see what is begun, never that a team is silent."""
    states, begun = progress_of(desk)

    def build(face: Face) -> Node | None:
        if face == "staff" and not begun:
            return None
        return el(
            "div",
            _day_of(desk),
            _steps(desk, states),
            None if begun else note(_not_begun(states.values())),
        )

    return make_faces(build)


def _not_begun(states: Iterable[str]) -> str:
    """Where to begin; what came along makes a phase look begun, and the words say why."""
    came = any(state != "not started" for state in states)
    along = " What is under way came along from before." if came else ""
    return f"Nothing is written in this quarter yet.{along} Begin with Analyze."


def _steps(desk: Desk, states: Mapping[str, str]) -> Node:
    steps = []
    for phase in desk.cycle.phases.values():
        cls, words = STATES[states[phase.id]]
        steps.append(el("li", f"{phase.label}: {words}", cls=cls, data_phase=phase.id))
    return el("ol", steps, cls="progress")


def _day_of(desk: Desk) -> Node:
    """How far the quarter is, in weeks."""
    weeks = max(1, round(((desk.quarter.end - desk.quarter.start).days + 1) / 7))
    if desk.as_of < desk.quarter.start:
        words = f"{desk.quarter.id} has not begun: its first day is {desk.quarter.start}."
    elif desk.as_of > desk.quarter.end:
        words = f"{desk.quarter.id} is over: its last day was {desk.quarter.end}."
    else:
        week = min(weeks, (desk.as_of - desk.quarter.start).days // 7 + 1)
        words = f"Week {week} of {weeks} in {desk.quarter.id}, which ends on {desk.quarter.end}."
    return el("p", words, cls="lead")


def signs_of(desk: Desk, phase: str) -> list[Sign]:
    """What shows that a phase is done, and whether it is there."""
    key = (desk.team.team, desk.quarter.id, phase)
    return noted_result(
        "signs", key, lambda: list(station_signs(desk.cycle, desk.level, phase, said_this_quarter(desk)))
    )


def station_faces(desk: Desk) -> Faces:
    """What the station is for, its question, how to spend the meeting, and what is done."""
    phase = phase_of(desk)
    station = desk.cycle.station(desk.level, phase.id)
    signs = signs_of(desk, phase.id)

    about = [
        el("p", station.purpose, cls="lead"),
        el("p", el("strong", "The question: "), station.question),
    ]
    done = [f"{_mark(sign.holds)} {sign.done.text}" for sign in signs]
    return Faces(
        el("div", about, _protocol(station), el("p", el("strong", "Done when:")), _checks(done)),
        el("div", about),
    )


def _protocol(station: Station) -> Node:
    """The meeting, folded away so that the page begins with what it is about."""
    lists = {
        "Have on the table": station.evidence,
        "Look at": station.looks_at,
        "Decide": station.decides,
        "You have from others": station.receives,
    }
    steps = [el("li", f"{step.step} ({step.minutes} min)") for step in station.protocol]
    parts = [[el("p", el("strong", title)), item_list(items)] for title, items in lists.items() if items]
    return el(
        "details",
        el("summary", f"How to spend the meeting ({station.minutes} minutes)"),
        parts,
        el("p", el("strong", "Step by step")),
        el("ol", steps),
    )


def _checks(done: Sequence[str]) -> Node:
    """A list whose lines begin with their own box, and so with no bullet before it."""
    return el("ul", [el("li", words) for words in done], cls="checks")


def _mark(holds: bool | None) -> str:
    return {True: "✓ Done:", False: "☐ To do:", None: "☐ Ask yourselves:"}[holds]


def forms_here(desk: Desk) -> list[Form]:
    """The forms of this page at this level."""
    short = next(short for short, page in PAGES.items() if page == desk.page)
    return desk.cycle.forms_for(desk.level, short)


def sources_faces(desk: Desk) -> Faces:
    """The works that this page's questions rest on, and the data that the page was made from."""
    named = [RESTS_ON.get(desk.page, ""), *(form.framework for form in forms_here(desk))]
    if any(PAGES[phase.page] == desk.page for phase in desk.cycle.phases.values()):
        station = desk.cycle.station(desk.level, phase_of(desk).id)
        named.insert(0, station.framework or "")
    known = [desk.cycle.frameworks[name] for name in dict.fromkeys(named) if name in desk.cycle.frameworks]
    works = el("ul", [el("li", work.citation) for work in known], cls="source") if known else None
    return same_for_all(el("div", works, made_from(desk)))
