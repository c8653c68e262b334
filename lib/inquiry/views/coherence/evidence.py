"""How students' work rolls up the links: from the teams that count it to the goal that it serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inquiry.district import Quarter
from inquiry.views.coherence.foci import Focus, under
from inquiry.views.desk import Desk
from inquiry.views.disclosed.keys import work_key
from inquiry.views.disclosed.showing import told_cell
from inquiry.views.evidence.gathered import gathered, tally
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
    "Work is told for a goal and for each school under it, never for a team. What tells about few students "
    "or one class is withheld, and what would give that away."
)


def work_under(desk: Desk, focus: Focus, quarter: Quarter | None = None) -> pd.DataFrame:
    """The counts of a quarter that a focus and those below it rest on: all students, a row for each task."""
    rows = _counted(desk, quarter or desk.quarter)
    picked = rows["team"].isna() if len(rows) else None
    for team, skills in counting_under(focus).items():
        mine = rows["team"].eq(team) if len(rows) else None
        if picked is None or mine is None:
            return rows
        named = mine & rows["skill"].isin(skills)
        picked |= named if skills <= set(rows[mine]["skill"]) else mine
    return rows if picked is None else rows[picked]


def _counted(desk: Desk, quarter: Quarter) -> pd.DataFrame:
    def read() -> pd.DataFrame:
        rows = gathered(desk, quarter)
        return rows[rows["studentgroup"].eq(ALL)] if len(rows) else rows

    return desk.once(f"counted for all in {quarter.id}", read)


def counting_under(focus: Focus) -> Mapping[str, set[str]]:
    """The teams that count, at a focus or below it, each with the skills of its focuses.

    A team counts with all its work where one of them names no skill, or one that it does not count.
    """
    found: dict[str, set[str]] = {}
    for each in (focus, *under(focus)):
        if each.team.level == COUNTING:
            found.setdefault(each.team.team, set()).add(str(each.row.values.get("skill") or ""))
    return found


def say_work(desk: Desk, focus: Focus, quarter: Quarter | None = None) -> str:
    """What the team face says: pieces at level 3 or 4, of how many."""
    counted = tally(work_under(desk, focus, quarter))
    if counted is None:
        return "nothing counted"
    met = sum(counted.levels[2:])
    return f"{met:,} of {counted.pieces:,} ({counted.met:.0f}%)"


def safe_work(desk: Desk, goal: Focus) -> dict[tuple[str, str], Node]:
    """What staff are told of a goal and of the schools under it, as cells, where work is counted."""
    foci = [goal, *(each for each in goal.served_by if each.team.level != COUNTING)]
    counted = [focus for focus in foci if tally(work_under(desk, focus)) is not None]
    return {focus.key: told_cell(desk.told(work_key(desk.quarter.id, focus.key))) for focus in counted}


def work_cell(text: str) -> Node:
    """A share in a table."""
    return el("td", text, cls="withheld" if text in {"nothing counted", ""} else "num")
