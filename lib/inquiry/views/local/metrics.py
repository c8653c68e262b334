"""The district's metrics as one system: the state's indicators, our own measures and the teams' evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import is_blank
from inquiry.errors import UsageError
from inquiry.measures.suppress import WITHHELD
from inquiry.views.answers import shown_fields
from inquiry.views.coherence.foci import Focus, foci_for
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.local.metric_readings import (
    Metric,
    evidence_metrics,
    own_metrics,
    state_metrics,
    survey_metrics,
)
from inquiry.views.parts import data_table, item_list, note, nothing
from inquiry.views.words import count_of, join_words

INVENTORY, FOCUS = "data-inventory", "focus"
KINDS = {
    "state": "What the state measures",
    "own": "What we measure ourselves",
    "survey": "What we ask",
    "evidence": "What teams see in students' work",
}
HEAD = ("Measure", "Last", "How often", "Next", "Goal", "What it tells")
HOW_TO_READ = (
    "The state's figures come once a year and say where to look. Our own come during the year. The teams' "
    "counts come every week and are the first to move. When the three disagree, ask what each of them sees "
    "that the others do not."
)


@dataclass(frozen=True)
class Said:
    """What the data inventory says of one kind of data."""

    what: str
    points_to: str
    not_tells: str


def metrics_faces(desk: Desk) -> Faces:
    """Every measure of the district on one page: what it tells, how often, the last reading and the next."""
    return make_faces(lambda face: _metrics(desk, face))


def _metrics(desk: Desk, face: Face) -> Node:
    found = {
        "state": state_metrics(desk),
        "own": own_metrics(desk, face),
        "survey": survey_metrics(desk, face),
        "evidence": evidence_metrics(desk, face),
    }
    if not any(found.values()):
        return nothing(
            "There is nothing to measure by yet: no state files, no measures of our own, no evidence. "
            "The coach adds files (dashboard, measures.csv); teacher teams count students' work."
        )
    inventory, goals = _inventory(desk, face), _goals(desk, face)
    every = [metric for metrics in found.values() for metric in metrics]
    return el(
        "div",
        el("p", _lead(found), cls="lead"),
        [note(words) for words in _remarks(every, inventory)] if face == "team" else None,
        [_table(KINDS[kind], metrics, inventory, goals) for kind, metrics in found.items() if metrics],
        _goal_list(desk, goals, every, face),
        _not_placed(inventory, every),
        note(HOW_TO_READ),
    )


def _lead(found: Mapping[str, Sequence[Metric]]) -> str:
    nouns = {
        "state": ("state indicator", ""),
        "own": ("measure of our own", "measures of our own"),
        "survey": ("survey", ""),
        "evidence": ("skill in the teams' evidence", "skills in the teams' evidence"),
    }
    said = [count_of(len(metrics), *nouns[kind]) for kind, metrics in found.items() if metrics]
    return f"We steer by {join_words(said)}."


def _remarks(every: Sequence[Metric], inventory: Sequence[Said]) -> Iterator[str]:
    """What is late, and what nobody has yet said the meaning of."""
    late = [metric.name for metric in every if metric.late]
    if late:
        yield f"Late: {join_words(late)}."
    silent = [metric.name for metric in every if not metric.tells and not _said_of(metric, inventory)]
    if silent:
        yield (
            f"Nobody has written down yet what these tell us: {join_words(silent)}. The data inventory on "
            "the page Coherence is the place."
        )


def _table(
    title: str, metrics: Sequence[Metric], inventory: Sequence[Said], goals: Sequence[tuple[Focus, set[str]]]
) -> Node:
    rows: list[list[Child]] = [
        [
            el("bdi", metric.name),
            el("td", metric.last, cls="withheld") if metric.last == WITHHELD else metric.last,
            metric.often,
            metric.next,
            _goals_of(metric, goals),
            _tells(metric, inventory),
        ]
        for metric in metrics
    ]
    return data_table(title, HEAD, rows)


def _goals_of(metric: Metric, goals: Sequence[tuple[Focus, set[str]]]) -> str:
    numbers = [str(n) for n, (_, named) in enumerate(goals, 1) if metric.key in named]
    return join_words(numbers) or "–"


def _tells(metric: Metric, inventory: Sequence[Said]) -> Child:
    """The inventory's words where it has any: they are the district's own understanding."""
    said = _said_of(metric, inventory)
    if said is None:
        return metric.tells or "not written down yet"
    limit = [el("br"), el("small", "Not: ", el("bdi", said.not_tells))] if said.not_tells else []
    return [el("bdi", said.points_to), *limit]


def _said_of(metric: Metric, inventory: Sequence[Said]) -> Said | None:
    """The inventory's line about a measure: the one whose name holds the other."""
    name = metric.name.casefold()
    return next(
        (said for said in inventory if name in said.what.casefold() or said.what.casefold() in name), None
    )


def _inventory(desk: Desk, face: Face) -> list[Said]:
    """The lines of the data inventory, as far as the face may show them; none where it is not asked."""
    try:
        form = desk.cycle.form(INVENTORY)
    except UsageError:
        return []
    asked = {field.id for field in shown_fields(form, face)}
    rows = [_shown(row.values, asked) for row in desk.for_face(face).answers(form).rows]
    return [
        Said(row["what"], row["points_to"], row["not_tells"])
        for row in rows
        if row["what"] and row["points_to"]
    ]


def _shown(values: Mapping[str, Any], asked: set[str]) -> dict[str, str]:
    keys = ("what", "points_to", "not_tells")
    known = {key: values.get(key) for key in keys if key in asked}
    return {key: "" if is_blank(known.get(key)) else str(known[key]).strip() for key in keys}


def _goals(desk: Desk, face: Face) -> list[tuple[Focus, set[str]]]:
    """The district's goals, each with the indicator and the skill it names."""
    asked = {field.id for field in shown_fields(desk.cycle.form(FOCUS), face)}
    foci = [focus for focus in foci_for(desk, face) if focus.team.level == "district"]
    named = [
        {str(focus.row.values.get(key)) for key in ("indicator", "skill") if key in asked} for focus in foci
    ]
    return list(zip(foci, named, strict=True))


def _goal_list(
    desk: Desk, goals: Sequence[tuple[Focus, set[str]]], every: Sequence[Metric], face: Face
) -> Node | None:
    """The goals by number, and those that nothing on this page reads."""
    if not goals:
        return (
            note(f"No goal of the district is written for {desk.quarter.id} yet.") if face == "team" else None
        )
    items: list[Child] = []
    for n, (focus, named) in enumerate(goals, 1):
        read = any(metric.key in named for metric in every)
        items.append([f"Goal {n}: ", el("bdi", focus.words), None if read else " (no measure here reads it)"])
    return el("section", el("h3", "The goals"), item_list(items))


def _not_placed(inventory: Sequence[Said], every: Sequence[Metric]) -> Node | None:
    """What the data inventory also has."""
    placed = [_said_of(metric, inventory) for metric in every]
    others = [said for said in inventory if said not in placed]
    if not others:
        return None
    items: list[Child] = [[el("bdi", said.what), ": ", el("bdi", said.points_to)] for said in others]
    return el("section", el("h3", "Also in our data inventory"), item_list(items))
