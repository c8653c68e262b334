"""How much time assessments take a student in a year, and what keep, change and drop make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import Form
from inquiry.views.charts.minutes import plot_minutes
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note, nothing, numbers, picture
from inquiry.views.readable import Said, asked_here, read_teams
from inquiry.views.words import count_of, join_words

FORM = "assessments"
# The state's test is asked by law: a decision to drop it changes nothing.
BOUND = "required"
HOUR = 60
LIMIT = (
    "Minutes are the teams' own guesses, for a student who takes every assessment listed for the grade. Time "
    "that is saved is not learning yet: say what it is used for."
)
# Grades as schools write them, by span: K to 2 is -1 (TK) to 2.
SPANS = {"k_2": range(-1, 3), "g3_5": range(3, 6), "g6_8": range(6, 9), "g9_12": range(9, 13)}


@dataclass(frozen=True)
class Listed:
    """One assessment: for which grades, how long now and after, and what was decided."""

    name: str
    whose: str
    grades: tuple[str, ...]
    now: int
    after: int
    decision: str
    trouble: str | None = None


def testing_time_faces(desk: Desk) -> Faces:
    """The minutes for each span of grades, now and as decided; what nobody could say the use of.

    A school's page counts the district's list and its own. Staff read what the form's audience allows.
    """
    return make_faces(lambda face: _view(desk, face))


def _view(desk: Desk, face: Face) -> Node | None:
    form = asked_here(desk, FORM)
    spans = _grades_here(desk)
    found = [_listed(desk, form, each) for each in _rows(desk, face)] if form else []
    # Without a word on its grades it may be ours; it is listed and adds no minutes.
    listed = [each for each in found if each and (not each.grades or set(each.grades) & set(spans))]
    if form is None or not listed:
        words = "No assessment is listed yet. Ask staff which there are; most lists are longer than expected."
        return nothing(words) if face == "team" else None
    bars = _bars(form, listed, spans)
    return el(
        "div",
        el("p", _lead(listed, bars), cls="lead"),
        _drawn(desk, bars) if bars else None,
        numbers(_table(form, listed), summary="Each assessment, and what was decided"),
        _questions(desk, form, face),
        note(LIMIT),
    )


def _rows(desk: Desk, face: Face) -> list[Said]:
    """The district's list and our own; for staff only where the questions are meant for them."""
    near = {"district", desk.team.school}
    return [each for each in read_teams(desk, FORM, face=face) if each.row.owner in near]


def _listed(desk: Desk, form: Form, each: Said) -> Listed | None:
    """One row as minutes; None where it has no name or no minutes yet."""
    name, now = each.value("name"), _minutes(each.value("minutes"))
    if not name or now is None:
        return None
    decision = str(each.value("decision") or "")
    after, trouble = _after(each, now, decision)
    grades: Any = each.value("grades")
    spans = tuple(str(one) for one in grades) if isinstance(grades, list | tuple) else ()
    whose = desk.district.settings.name if each.row.owner == "district" else desk.place
    return Listed(str(name), whose, spans, now, after, decision, trouble)


def _after(each: Said, now: int, decision: str) -> tuple[int, str | None]:
    """The minutes once the decision holds, and what is missing for it."""
    if decision == "drop":
        bound = each.value("purpose") == BOUND
        return (now, "required, so it cannot be dropped here; counted as it is") if bound else (0, None)
    if decision == "change":
        after = _minutes(each.value("minutes_after"))
        return (now, "no minutes after the change yet; counted as it is") if after is None else (after, None)
    return now, None if decision else "not decided yet; counted as it is"


def _minutes(value: object) -> int | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if number and value >= 0 else None  # type: ignore[call-overload, operator]


def _grades_here(desk: Desk) -> tuple[str, ...]:
    """The spans of grades that this school has; all for the district and where the list does not say."""
    if desk.school is None or not desk.school.grades:
        return tuple(SPANS)
    first, _, last = desk.school.grades.replace("–", "-").partition("-")
    low, high = _grade(first), _grade(last or first)
    if low is None or high is None:
        return tuple(SPANS)
    here = range(low, high + 1)
    return tuple(span for span, grades in SPANS.items() if set(grades) & set(here))


def _grade(text: str) -> int | None:
    name = text.strip().upper()
    return {"TK": -1, "PK": -1, "K": 0}.get(name, int(name) if name.isdigit() else None)


def _bars(form: Form, listed: Iterable[Listed], spans: Sequence[str]) -> list[tuple[str, int, int]]:
    """Span -> minutes now and after, for one student in one year; spans without any are left out."""
    grades = form.field("grades")
    listed = list(listed)
    found = []
    for span in spans:
        mine = [each for each in listed if span in each.grades]
        if mine:
            label = f"Grades {grades.option_label(span)}"
            found.append((label, sum(each.now for each in mine), sum(each.after for each in mine)))
    return found


def _lead(listed: Sequence[Listed], bars: Sequence[tuple[str, int, int]]) -> str:
    count = count_of(len(listed), "assessment")
    undecided = sum(1 for each in listed if not each.decision)
    waits = f" {undecided} of them wait for a decision." if undecided else ""
    if not bars:
        return f"{count} listed; none says yet which of our grades take it."
    label, now, after = max(bars, key=lambda bar: bar[1] - bar[2])
    if now == after:
        return f"{count} listed. Nothing that is decided changes the time so far.{waits}"
    way = "less" if after < now else "more"
    change = f"{abs(now - after):,} minutes {way} a year for each student in {label.lower()}"
    return f"{count} listed. What is decided means {change}: {after:,} in place of {now:,} minutes.{waits}"


def _drawn(desk: Desk, bars: Sequence[tuple[str, int, int]]) -> Node:
    said = [f"{label} {now:,} minutes now, {after:,} as decided" for label, now, after in bars]
    alt = f"Minutes of testing a year for one student: {join_words(said)}."
    # Both faces often show the same, and drawing is slow.
    chart = desk.once(f"minutes {bars!r}", lambda: plot_minutes(bars, alt=alt))
    return picture(chart, f"Minutes a year for one student. A school day has about {6 * HOUR}.")


def _table(form: Form, listed: Sequence[Listed]) -> Node:
    decision, grades = form.field("decision"), form.field("grades")
    rows: list[list[Child]] = [
        [
            el("bdi", each.name),
            el("bdi", each.whose),
            join_words(grades.option_label(span) for span in each.grades) or "not said",
            decision.option_label(each.decision) if each.decision else "open",
            f"{each.now:,}",
            f"{each.after:,}",
            each.trouble or "",
        ]
        for each in listed
    ]
    head = ("Assessment", "Asked by", "Grades", "Decision", "Minutes now", "Minutes as decided", "Remark")
    return data_table("Assessments and the time they take in a year", head, rows, numeric=(4, 5))


def _questions(desk: Desk, form: Form, face: Face) -> Node | None:
    """The assessments that nobody uses or could say the purpose of: the first ones to talk about."""
    said: list[Child] = []
    for each in _rows(desk, face):
        reasons = list(_doubts(each))
        if reasons:
            said.append([el("bdi", str(each.value("name"))), f": {join_words(reasons)}."])
    return el("section", el("h3", "Talk about these first"), item_list(said)) if said else None


def _doubts(each: Said) -> Iterable[str]:
    values: Mapping[str, object] = {
        f: each.value(f) for f in ("name", "decision", "purpose", "used_by", "taught")
    }
    if not values["name"] or values["decision"] in {"drop", "change"}:
        return
    used: Any = values["used_by"]
    if values["purpose"] == "unknown":
        yield "nobody could say what it is for"
    if isinstance(used, list | tuple) and "nobody" in used:
        yield "nobody we know of used it"
    if values["taught"] == "not_yet":
        yield "it asks what was not taught by then"
