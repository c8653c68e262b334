"""What would move a cell: in students where the state counts students, in points where it takes a mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from inquiry.measures.move import SUBJECTS, Move, Moves, find_all_moves
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

HEAD = ("Student group", "Now, and what would move it")
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
    told = [(row, _told(standing, row, move)) for row, move in zip(wanted, moves, strict=True)]
    first = [el("div", "All students now. ", words) for row, words in told if row == standing.everyone]
    groups: list[list[Child]] = [
        [group_of(desk, row).name, words] for row, words in told if row != standing.everyone
    ]
    table = data_table(f"{standing.title}: what would move each group", HEAD, groups)
    folded = numbers(table, summary="Each student group") if groups else None
    return el("section", el("h3", standing.title), first, folded)


def _told(standing: Standing, row: Record, found: Moves) -> list[Node | str]:
    """Where a result is now, and what would move it."""
    now = f"Status {status_words(standing, row)}; change {change_words(standing, row)}. "
    return [now, item_list(_sentences(found.moves)) if found.moves else el("span", found.why)]


def _sentences(moves: Sequence[Move]) -> Iterator[str]:
    """One sentence for each step; what the same step would move as well is told with it."""
    steps: dict[object, list[Move]] = {}
    for move in moves:
        steps.setdefault((move.students, move.points), []).append(move)
    for first, *rest in steps.values():
        also = "".join(f", the {SUBJECTS[m.what]} {m.to_label} instead of {m.from_label}" for m in rest)
        yield f"{first.sentence.removesuffix('.')}{also}."
