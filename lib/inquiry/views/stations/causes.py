"""What might lie behind each gap: a fishbone, the evidence for each cause, and how much is in our hands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inquiry.cycle import find_link, is_blank
from inquiry.district import Quarter
from inquiry.record import Row
from inquiry.views.answers import Reading, linked_words
from inquiry.views.charts.fishbone import Bone, Cause, plot_fishbone
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, nothing, numbers, picture
from inquiry.views.words import count_of

GAPS, POSSIBLE, ROOTS = "gaps", "possible-causes", "root-causes"
# Shape and lightness tell them apart; the words stand in the table and under the picture.
MARKS = {"ours": "●", "shared": "◐", "not_ours": "○", "": "?"}
KEY = "● in our hands  ◐ with help from others  ○ out of our hands  ? not said. Bold: the cause we work on."
GUESS = "a guess so far"
NO_SIDE = "No side named"
MOST_BONES = 8  # sides that fit in the picture; the shared list has as many


@dataclass(frozen=True)
class _Found:
    """One cause as a row of either form says it."""

    gap: str
    words: str
    area: str
    evidence: str
    control: str
    chosen: bool


def causes_faces(desk: Desk) -> Faces:
    """A fishbone and a table for each gap. Only the team sees them: they are thoughts, not findings."""
    found = _found(desk, desk.quarter)
    if found:
        return Faces(el("div", _lead(found), _gaps(desk, found)))
    before = _found(desk, desk.previous) if desk.previous else []
    if before and desk.previous:
        words = f"No cause is written for {desk.quarter.id} yet. These are from {desk.previous.id}:"
        return Faces(el("div", note(words), _gaps(desk, before)))
    return Faces(nothing("Write a gap and what might lie behind it, and the picture will stand here."))


def _found(desk: Desk, quarter: Quarter) -> list[_Found]:
    """The chosen causes first, then the possible ones that say something else."""
    roots = [*_read(desk, ROOTS, "root", quarter)]
    known = {(cause.gap, _same(cause.words)) for cause in roots}
    possible = _read(desk, POSSIBLE, "cause", quarter)
    return [*roots, *(cause for cause in possible if (cause.gap, _same(cause.words)) not in known)]


def _same(words: str) -> str:
    return words.casefold().strip(" .")


def _read(desk: Desk, form_id: str, named: str, quarter: Quarter) -> Iterator[_Found]:
    form = desk.cycle.forms.get(form_id)
    for row in desk.answers(form, quarter).rows if form else ():
        if not is_blank(row.values.get(named)):
            yield _Found(
                gap=_gap_of(row),
                words=_text(row, named),
                area=_text(row, "area"),
                evidence=_text(row, "evidence"),
                control=_text(row, "control"),
                chosen=form_id == ROOTS,
            )


def _text(row: Row, field: str) -> str:
    return " ".join(str(row.values.get(field) or "").split())


def _gap_of(row: Row) -> str:
    """The gap's link with its quarter, so that the same gap is one; empty where none is named."""
    given = str(row.values.get("gap") or "")
    link = find_link(given)
    if link is None:
        return ""
    return given if link.quarter else f"{row.quarter}/{given}"


def _lead(found: Sequence[_Found]) -> Node:
    counted = {control: sum(cause.control == control for cause in found) for control in MARKS}
    guesses = sum(not cause.evidence for cause in found)
    said = f"{count_of(len(found), 'cause')} on the table: {counted['ours']} in our hands, "
    said += f"{counted['shared']} with help, {counted['not_ours']} out of our hands."
    if guesses:
        said += f" {guesses} of them {'is' if guesses == 1 else 'are'} a guess so far: how could we find out?"
    return el("p", said, cls="lead")


def _gaps(desk: Desk, found: Sequence[_Found]) -> list[Node]:
    links = list(dict.fromkeys(cause.gap for cause in found))
    return [_gap(desk, link, [cause for cause in found if cause.gap == link], len(links)) for link in links]


def _gap(desk: Desk, link: str, causes: Sequence[_Found], gaps: int) -> Node:
    words = _gap_words(desk, link)
    labels = _areas(desk)
    sides = list(dict.fromkeys([*(a for a in labels if any(c.area == a for c in causes)), *_others(causes)]))
    bones = [_bone(labels.get(side, NO_SIDE), causes, side) for side in sides[:MOST_BONES]]
    alt = f"Fishbone with {count_of(len(causes), 'cause')}. The gap: {words.rstrip('.')}. "
    alt += " ".join(_say_bone(bone) for bone in bones)
    return el(
        "section",
        el("h3", "Behind this gap: ", el("bdi", words)) if gaps > 1 else None,
        picture(plot_fishbone(words, bones, alt=alt), KEY),
        numbers(_table(desk, causes, labels), summary="The causes with what we saw"),
    )


def _others(causes: Sequence[_Found]) -> Iterator[str]:
    """Sides that the list has no more, and none."""
    yield from (cause.area for cause in causes)


def _gap_words(desk: Desk, link: str) -> str:
    """What students do now, as the gap says it; in words where the gap is gone or not named."""
    to = find_link(link)
    if to is None:
        return "No gap is named"
    form = desk.cycle.forms.get(GAPS)
    quarters = {quarter.id: quarter for quarter in desk.district.quarters}
    quarter = quarters.get(to.quarter or "")
    rows = desk.standing(to.owner, form, quarter) if form and quarter else ()
    said = next((_text(row, "now") for row in rows if row.row == to.row), "")
    return said or linked_words(Reading(desk, "team", to.quarter or ""), link) or "A gap that was removed"


def _areas(desk: Desk) -> Mapping[str, str]:
    return {option.id: option.label for option in desk.cycle.lists.get("cause_areas", ())}


def _bone(label: str, causes: Sequence[_Found], side: str) -> Bone:
    mine = (cause for cause in causes if cause.area == side)
    return Bone(label, tuple(Cause(_marked(c), MARKS.get(c.control, MARKS[""]), c.chosen) for c in mine))


def _marked(cause: _Found) -> str:
    return cause.words if cause.evidence else f"{cause.words} ({GUESS})"


def _say_bone(bone: Bone) -> str:
    return f"{bone.label}: {'; '.join(cause.words.rstrip('.') for cause in bone.causes)}."


def _table(desk: Desk, causes: Sequence[_Found], labels: Mapping[str, str]) -> Node:
    control = {option.id: option.label for option in desk.cycle.lists.get("control", ())}
    rows: list[list[Child]] = [
        [
            el("bdi", cause.words),
            labels.get(cause.area, NO_SIDE),
            el("bdi", cause.evidence) if cause.evidence else GUESS,
            control.get(cause.control, "not said"),
            "yes" if cause.chosen else "–",
        ]
        for cause in causes
    ]
    head = ["Cause", "Side", "What we saw", "In whose hands", "We work on it"]
    return data_table("Causes behind this gap", head, rows)
