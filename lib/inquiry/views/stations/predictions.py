"""Predictions: open or locked while we design, beside what came when we refine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inquiry.views.charts.strips import Mark, Strip, plot_strips
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, nothing, numbers, picture
from inquiry.views.row_locks import LATE
from inquiry.views.stations.calibration import calibration_part
from inquiry.views.stations.predicted import Predicted, predicted_of
from inquiry.views.stations.results import NO_DIRECTION, say_amount
from inquiry.views.words import count_of, say_day

DESIGN = "2-design"
OPEN = "Open: it can still be changed."
LATE_NOW = "Written now it would be marked as late: evidence is in, or work has begun."
NONE_YET = "No indicator is written for this quarter yet. Begin with “How we will know” on the page Design."
COMPARED = {"better": "Better than we predicted", "as_predicted": "About as we predicted"}
COMPARED |= {"worse": "Not as good as we predicted", "cannot_tell": "We cannot tell yet"}
SOURCES = {"result": "our result", "evidence": "newest counts", "readings": "newest reading"}


def prediction_faces(desk: Desk) -> Faces:
    """On Design which predictions are open and which are locked; elsewhere predicted beside actual.

    Only the team sees them: how sure somebody was is for nobody else.
    """
    found = predicted_of(desk, desk.team, desk.quarter)
    if desk.page == DESIGN:
        return Faces(_standing(found) if found else nothing(NONE_YET))
    now = _compared(desk, found) if found else nothing(NONE_YET)
    return Faces(el("div", now, calibration_part(desk)))


def _standing(found: Sequence[Predicted]) -> Node:
    """Each indicator's prediction, and whether it may still be changed."""
    made = [each for each in found if each.expected is not None]
    locked = [each for each in made if each.lock]
    have = "has" if len(found) == 1 else "have"
    lead = f"{len(made)} of {count_of(len(found), 'indicator')} {have} a prediction"
    lead += f"; {len(locked)} locked." if made else ": write it before you look."
    rows: list[list[Child]] = [
        [el("bdi", each.result.measure), each.result.predicted, _say_lock(each)] for each in found
    ]
    table = data_table("Our predictions", ["Indicator", "We predict", "May it still change?"], rows)
    return el("div", el("p", lead, cls="lead"), table)


def _say_lock(each: Predicted) -> Child:
    if each.expected is None:
        return "Nothing is predicted yet." + (f" {LATE_NOW}" if each.lock else "")
    if each.late:
        return LATE
    return OPEN if each.lock is None else f"Locked since {each.lock.day}."


def _compared(desk: Desk, found: Sequence[Predicted]) -> Node:
    strips = [strip for each in found if (strip := _strip(each)).marks]
    undirected = any(not each.result.directed for each in found)
    return el(
        "div",
        el("p", _lead(found), cls="lead"),
        _picture(strips) if strips else None,
        numbers(_table(desk, found), summary="The numbers, and from where"),
        note(NO_DIRECTION) if undirected else None,
    )


def _lead(found: Sequence[Predicted]) -> str:
    """How many came out at least as good as we predicted."""
    told = [each for each in found if each.as_good is not None]
    waiting = len(found) - len(told)
    if not told:
        return "There is no result to lay beside a prediction yet."
    good = sum(bool(each.as_good) for each in told)
    running = any(each.source != "result" for each in told)
    verb = ("stands" if len(told) == 1 else "stand") if running else "came out"
    said = f"{good} of {count_of(len(told), 'indicator')} {verb} at least as good as we predicted."
    if running:
        said += " Where no result is written yet, that is the newest count or reading."
    return said + (f" {waiting} cannot be compared yet." if waiting else "")


def _picture(strips: Sequence[Strip]) -> Node:
    said = " ".join(f"{strip.title}: {_say_marks(strip)}. {strip.verdict}" for strip in strips)
    return picture(plot_strips(strips, alt=f"One line an indicator, each on its own scale. {said}"))


def _say_marks(strip: Strip) -> str:
    return ", ".join(f"{mark.name.lower()} {mark.shown}" for mark in strip.marks)


def _strip(each: Predicted) -> Strip:
    row = each.result.said.row.values
    direction = str(row.get("direction") or "")
    return Strip(each.result.measure, _verdict(each), tuple(_marks(each)), direction)


def _marks(each: Predicted) -> Iterator[Mark]:
    unit = each.result.said.values.get("unit")
    given = {
        "start": ("Start", each.result.said.values.get("baseline")),
        "predicted": ("We predicted", each.expected),
        "actual": ("It is" if each.source == "result" else "So far", each.actual),
        "target": ("Target", each.result.said.values.get("target")),
    }
    for kind, (name, value) in given.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield Mark(name, say_amount(round(value, 1), unit), float(value), kind)


def _verdict(each: Predicted) -> str:
    """In words what came of it: the team's own judgement first."""
    said = str(each.result.review.values.get("compared")) if each.result.review else ""
    if said in COMPARED:
        return f"{COMPARED[said]}."
    if each.actual is None:
        return "No result yet."
    if each.expected is None:
        return "Nothing was predicted."
    if each.as_good is None:
        return "Which way is better is not set."
    return "At least as good as we predicted." if each.as_good else "Not as good as we predicted."


def _table(desk: Desk, found: Sequence[Predicted]) -> Node:
    steps = desk.cycle.form("predictions", desk.level).field("confidence")
    rows: list[list[Child]] = [
        [
            el("bdi", each.result.measure),
            each.result.amount("baseline"),
            each.result.predicted,
            steps.step_label(each.confidence) if each.confidence else "–",
            _actual(each),
            each.result.amount("target"),
            LATE if each.late else _verdict(each),
        ]
        for each in found
    ]
    head = ["Indicator", "Start", "We predicted", "How sure", "It is", "Target", "What came of it"]
    return data_table("Predicted and actual", head, rows)


def _actual(each: Predicted) -> str:
    if each.actual is None:
        return "–"
    value = say_amount(round(each.actual, 1), each.result.said.values.get("unit"))
    day = f", {say_day(each.read_on)}" if each.read_on else ""
    return f"{value} ({SOURCES.get(each.source, each.source)}{day})"
