"""Can we tell yet? A run chart for each indicator and skill, going on across quarters, and its verdict."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.cycle import linked_row
from inquiry.views.desk import Desk
from inquiry.views.evidence.gathered import looked_at
from inquiry.views.evidence.rows import FORM as COUNTS
from inquiry.views.evidence.rows import incomplete, typed_by
from inquiry.views.evidence.run_drawing import draw_series
from inquiry.views.evidence.safe_evidence import is_for_staff
from inquiry.views.evidence.series import Series, find_series, find_skill_series
from inquiry.views.evidence.series_points import READINGS
from inquiry.views.evidence.verdicts import METHOD
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import item_list, note, nothing
from inquiry.views.words import count_of

MOST_TOLD = 5  # remarks on single rows; more than this nobody reads


def run_charts_faces(desk: Desk) -> Faces:
    """A run chart for each series of the team; staff read verdicts that tell of nobody."""
    indicators, skills = find_series(desk), find_skill_series(desk)
    return Faces(_team(desk, indicators, skills), _staff(desk, (*indicators, *skills)))


def _team(desk: Desk, indicators: tuple[Series, ...], skills: tuple[Series, ...]) -> Node:
    remarks = [*_to_finish(desk), *_to_check(desk), *_lost_readings(desk)]
    told = [note("Before you read the charts:"), item_list(remarks)] if remarks else []
    if not indicators and not skills:
        words = "No indicator is chosen and nothing is counted yet. Choose one on the page Design, and count."
        return el("div", told, nothing(words))
    return el(
        "div",
        told,
        [draw_series(desk, each) for each in indicators],
        el("h3", "Skills that are counted without an indicator") if indicators and skills else None,
        [draw_series(desk, each) for each in skills],
        el("p", METHOD, cls="source"),
    )


def _to_finish(desk: Desk) -> Iterator[Child]:
    """Counts that somebody began in this quarter: they are left out until they are complete."""
    form = desk.cycle.forms.get(COUNTS)
    if form is None or desk.level not in form.levels:
        return
    mine = typed_by(desk, desk.team.team, desk.quarter.id)
    begun = incomplete(form, mine)
    if begun:
        rows = count_of(len(begun), "count is", "counts are")
        yield f"{rows} not complete and not in the charts yet. Where there is no student at a level, write 0."


def _to_check(desk: Desk) -> list[Child]:
    """What is doubtful about the counts of the teams looked at."""
    found = desk.doubts_about(looked_at(desk)) if desk.level == "teacher" else []
    told: list[Child] = [
        ["Please check: ", el("bdi", fault.found), ". Allowed: ", el("bdi", fault.allowed), "."]
        for fault in found[:MOST_TOLD]
    ]
    more = [f"And {len(found) - MOST_TOLD} more like these."] if len(found) > MOST_TOLD else []
    return [*told, *more]


def _lost_readings(desk: Desk) -> Iterator[Child]:
    """Readings whose indicator was removed."""
    form, there = desk.cycle.forms.get(READINGS), {each.row for each in find_series(desk)}
    if form is None or desk.level not in form.levels:
        return
    rows = desk.rows_of(desk.team.team, form, desk.quarter)
    lost = [row for row in rows if row.values.get("indicator")]
    lost = [row for row in lost if linked_row(row.values["indicator"]) not in there]
    if lost:
        rows_ = count_of(len(lost), "reading belongs", "readings belong")
        yield f"{rows_} to an indicator that is not there any more; kept, and in no chart."


def _staff(desk: Desk, series: tuple[Series, ...]) -> Node | None:
    """Each verdict without a count, where the counts behind it tell of no teacher and no small group."""
    shown = [each for each in series if is_for_staff(desk, each)]
    if not shown:
        return None
    told = [
        el("p", el("bdi", each.outside), ": ", each.said.words, cls=f"verdict {each.said.cls}")
        for each in shown
    ]
    return el("div", told, el("p", METHOD, cls="source"))
