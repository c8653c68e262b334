"""How students' work rolls up the links: from the teams that count it to the goal that it serves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from inquiry.district import Quarter
from inquiry.measures.suppress import WITHHELD
from inquiry.views.coherence.foci import Focus, under
from inquiry.views.desk import Desk
from inquiry.views.evidence.gathered import Tally, gathered, tally
from inquiry.views.evidence.safe_evidence import gives_away, is_one_teacher, safe_shares
from inquiry.views.html import Node, el
from inquiry.views.state.standing import ALL

if TYPE_CHECKING:
    import pandas as pd

COUNTING = "teacher"  # the level whose teams count students' work
HEAD = "Work at level 3 or 4"
METHOD = (
    "Work at level 3 or 4 is that of all students, gathered from the teacher teams whose focus serves this "
    "one; where a team's focus names a skill, its work in that skill. A team with two focuses counts "
    "under both."
)
STAFF_METHOD = (
    "Work is told for a goal and, where every school's can be told, for each school; never for a team. What "
    "rests on few students or one class is withheld, and what would give that away."
)


def work_under(desk: Desk, focus: Focus, quarter: Quarter | None = None) -> pd.DataFrame:
    """The counts of a quarter that a focus and those below it rest on: all students, a row for each task."""
    rows = _counted(desk, quarter or desk.quarter)
    picked = rows["team"].isna() if len(rows) else None
    for team, skill in _counting(focus):
        mine = rows["team"].eq(team) if len(rows) else None
        if picked is None or mine is None:
            return rows
        named = mine & rows["skill"].eq(skill)
        picked |= named if named.any() else mine
    return rows if picked is None else rows[picked]


def _counted(desk: Desk, quarter: Quarter) -> pd.DataFrame:
    def read() -> pd.DataFrame:
        rows = gathered(desk, quarter)
        return rows[rows["studentgroup"].eq(ALL)] if len(rows) else rows

    return desk.once(f"counted for all in {quarter.id}", read)


def _counting(focus: Focus) -> Iterator[tuple[str, str]]:
    """The teams that count, at a focus or below it, each with the skill of its focus."""
    for each in (focus, *under(focus)):
        if each.team.level == COUNTING:
            yield each.team.team, str(each.row.values.get("skill") or "")


def say_work(desk: Desk, focus: Focus, quarter: Quarter | None = None) -> str:
    """What the team face says: pieces at level 3 or 4, of how many."""
    counted = tally(work_under(desk, focus, quarter))
    if counted is None:
        return "nothing counted"
    met = sum(counted.levels[2:])
    return f"{met:,} of {counted.pieces:,} ({counted.met:.0f}%)"


def safe_work(desk: Desk, goal: Focus) -> dict[tuple[str, str], str]:
    """What staff are told of a goal and of the schools under it: shares that are safe to tell.

    Where one school's share must be withheld no school's is told: the others and the goal would give it away.
    """
    schools = [each for each in goal.served_by if each.team.level != COUNTING]
    mine = _safe(desk, [goal])
    theirs = _safe(desk, schools)
    if any(text == WITHHELD for text in theirs.values()):
        theirs = dict.fromkeys(theirs, WITHHELD)
    return mine | theirs


def _safe(desk: Desk, foci: Sequence[Focus]) -> dict[tuple[str, str], str]:
    """Focus -> the share as staff may read it; those without any work are left out."""
    counted: dict[str, Tally] = {}
    shown: dict[str, Tally] = {}
    for focus in foci:
        rows = work_under(desk, focus)
        found = tally(rows)
        if found is not None:
            counted["/".join(focus.key)] = found
            if not is_one_teacher(desk, rows) and not gives_away(desk, rows):
                shown["/".join(focus.key)] = found
    texts = safe_shares(shown.items(), desk.suppress_below) if shown else {}
    return {f.key: texts.get(name, WITHHELD) for f in foci if (name := "/".join(f.key)) in counted}


def work_cell(text: str) -> Node:
    """A share in a table."""
    return el("td", text, cls="withheld" if text in {WITHHELD, "nothing counted", ""} else "num")
