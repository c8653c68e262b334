"""The coherence map: every team's focus linked to the priority it serves, up to a district goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from inquiry.cycle import is_blank, parse_link
from inquiry.district import Team
from inquiry.district.rosters import LEVELS
from inquiry.record import Row
from inquiry.views.desk import Desk

FOCUS = "focus"
WAITS = "waits"


@dataclass
class Focus:
    """One team's focus, and the foci of the level below that serve it."""

    team: Team
    row: Row
    serves: tuple[str, str] | None
    served_by: list[Focus] = field(default_factory=list)
    linked: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """The team and the row: what a link names."""
        return self.team.team, self.row.row

    @property
    def words(self) -> str:
        """The focus in the team's words."""
        return " ".join(str(self.row.values.get("priority", "")).split())


def find_foci(desk: Desk) -> list[Focus]:
    """Every focus of the quarter that a team works on now, in the order of levels and teams, linked up.

    A focus whose link leads nowhere (none given, deleted, waiting, in a circle) is left unlinked.
    """
    foci = [focus for level in LEVELS for team in _of_level(desk, level) for focus in _foci(desk, team)]
    known = {focus.key: focus for focus in foci}
    for focus in foci:
        above = known.get(focus.serves) if focus.serves else None
        # A link only ever leads upward, so that no chain can turn back on itself.
        if above is not None and LEVELS.index(above.team.level) < LEVELS.index(focus.team.level):
            above.served_by.append(focus)
            focus.linked = True
    return foci


def _of_level(desk: Desk, level: str) -> Iterable[Team]:
    return (team for team in desk.district.all_teams if team.level == level)


def _foci(desk: Desk, team: Team) -> list[Focus]:
    rows = _rows(desk).get(team.team, [])
    now = [
        row
        for row in rows
        if not is_blank(row.values.get("priority")) and row.values.get("standing") != WAITS
    ]
    return [Focus(team, row, _link(row)) for row in now]


def _rows(desk: Desk) -> Mapping[str, list[Row]]:
    """Team -> its focus rows in this quarter, or what it carried over from the last."""

    def read() -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for quarter in (desk.quarter, desk.previous):
            if quarter is None:
                continue
            rows: dict[str, list[Row]] = {}
            for row in desk.record.all_rows(form=FOCUS, quarter=quarter.id, as_of=desk.moment):
                if row.answered:
                    rows.setdefault(row.owner, []).append(row)
            found = {**rows, **found}
        return found

    return desk.once("foci", read)


def _link(row: Row) -> tuple[str, str] | None:
    try:
        link = parse_link(str(row.values.get("serves") or ""))
    except ValueError:
        return None
    return (link.owner, link.row) if link.form == FOCUS else None


def count_serving(focus: Focus) -> int:
    """How many foci below serve this one, directly or through others."""
    return sum(1 + count_serving(each) for each in focus.served_by)


def whose(desk: Desk, focus: Focus) -> str:
    """Whose focus it is: the school, and for a teacher team its name."""
    if focus.team.level == "district":
        return desk.district.settings.name
    school = desk.district.school(focus.team.school).name
    return f"{focus.team.name}, {school}" if focus.team.level == "teacher" else school
