"""What would move a cell: in students where the state counts students, in points where it takes a mean."""

from __future__ import annotations

import pandas as pd

from inquiry.measures.move import Moves, find_all_moves
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces, same_for_all
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note, numbers
from inquiry.views.state.standing import (
    Record,
    Standing,
    change_words,
    find_standings,
    group_of,
    no_results,
    status_words,
)

LIMIT = (
    "Reckoned from this year's numbers, everything else staying as it was. It tells how near a line is, not "
    "what to work on: a student near a cut score matters no more than any other."
)
MEAN_LIMIT = (
    "Distance from standard is a mean: the files say nothing about single students, so points and total "
    "scale points are given, and neither a number of students nor an interval."
)


def move_faces(desk: Desk) -> Faces:
    """What it would take to reach the next level or color, for all students and each group with a color."""
    standings = find_standings(desk)
    if not standings:
        return no_results(desk)
    sections = [_section(desk, standing) for standing in standings]
    means = any(standing.indicator.kind != "rate" for standing in standings)
    return same_for_all(el("div", sections, note(MEAN_LIMIT) if means else None, note(LIMIT)))


def _section(desk: Desk, standing: Standing) -> Node:
    wanted = [
        row for row in standing.rows if row == standing.everyone or (row["color"] and desk.level != "teacher")
    ]
    if not wanted:
        return el("section", el("h3", standing.title), note("No result for all students was published."))
    moves = find_all_moves(pd.DataFrame(wanted), desk.accountability)
    rows: list[list[Child]] = [
        [group_of(desk, row).name, _now(standing, row), _what(move)]
        for row, move in zip(wanted, moves, strict=True)
    ]
    first = [n for n, row in enumerate(wanted) if row == standing.everyone]
    groups = [row for n, row in enumerate(rows) if n not in first]
    title = f"{standing.title}: what would move"
    return el(
        "section",
        el("h3", standing.title),
        _table(f"{title} it", [rows[n] for n in first]) if first else None,
        numbers(_table(f"{title} each group", groups), summary="Each student group") if groups else None,
    )


def _table(title: str, rows: list[list[Child]]) -> Node:
    return data_table(title, ("Student group", "Now", "What would move it"), rows)


def _now(standing: Standing, row: Record) -> str:
    return f"Status {status_words(standing, row)}; change {change_words(standing, row)}"


def _what(found: Moves) -> Child:
    return item_list([move.sentence for move in found.moves]) if found.moves else found.why
