"""Where a school or the district stands in the state's files: its rows, the latest year of each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from inquiry.measures.rate import rate_rows
from inquiry.sources import COLOURS, Table
from inquiry.sources.cells import parse_grades
from inquiry.sources.tables import Group, Indicator
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces, same_for_all
from inquiry.views.parts import nothing
from inquiry.views.state.teaching import teaches
from inquiry.views.words import is_number, say_change, say_short

Record = Mapping[str, Any]
STEADY = 3  # the change level of a result that was maintained; 5 is best and 1 worst (reference/dashboard.md)
ALL, LEARNERS = "ALL", "EL"  # English learner progress has no row for all students


@dataclass(frozen=True)
class Standing:
    """One indicator in the latest year for which the state published a result of this place.

    `rows` holds one record for each student group (STANDARD_COLUMNS and what `rate_rows` adds), all students
    first; groups without a published result are left out.
    """

    indicator: Indicator
    year: int
    rows: tuple[Record, ...]
    table: Table | None

    @property
    def everyone(self) -> Record | None:
        """The record that stands for the place: all students; English learners where only they are rated."""
        return next((row for row in self.rows if row["studentgroup"] in {ALL, LEARNERS}), None)

    @property
    def title(self) -> str:
        """The indicator's name and the year."""
        return f"{self.indicator.name}, {self.year}"


def rows_of(desk: Desk, cds: str) -> pd.DataFrame:
    """The published rows of a school or district by its code; every year and group."""
    return desk.published(cds)


def place_rows(desk: Desk) -> pd.DataFrame:
    """The published rows of this school, or of the district itself."""
    return rows_of(desk, own_cds(desk))


def place_records(desk: Desk) -> Sequence[Record]:
    """The same rows, rated, as mappings."""
    return desk.once("records", lambda: records(rate_rows(place_rows(desk), desk.accountability)))


def own_cds(desk: Desk) -> str:
    """The code of the school, or of the district."""
    return desk.school.cds if desk.school else desk.district.settings.cds


def find_standings(desk: Desk, indicator: str | None = None) -> list[Standing]:
    """The latest published standing in each indicator that this level looks at, in the state's order.

    Parameters
    ----------
    indicator : str, optional
        This one alone, whatever the level.
    """

    def find() -> list[Standing]:
        rows = place_records(desk)
        found = (latest_standing(desk, rows, name) for name in desk.accountability.indicators)
        return [standing for standing in found if standing is not None]

    standings = desk.once("standings", find)
    if indicator is not None:
        return [one for one in standings if one.indicator.id == indicator]
    return [one for one in standings if is_looked_at(desk, one.indicator)]


def no_results(desk: Desk) -> Faces:
    """What a section says when the state published nothing about this place that this level looks at."""
    which = " in the indicators of the grades and subject we teach" if desk.level == "teacher" else ""
    words = f"The state's files hold no published results of {desk.place}{which} yet."
    if not len(desk.dashboard.rows):
        words += (
            " The coach puts the files into the folder dashboard. Students' own work tells more, and sooner."
        )
    return same_for_all(nothing(words))


def records(frame: pd.DataFrame) -> list[Record]:
    """A frame's rows as mappings from column to value."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def is_looked_at(desk: Desk, indicator: Indicator) -> bool:
    """Whether this level looks at an indicator; a teacher team at those of its grades and subject."""
    if desk.level != "teacher":
        return True
    taught = indicator.teachers
    return taught is not None and teaches(desk.team, parse_grades(taught.grades), taught.subjects)


def latest_standing(desk: Desk, rows: Sequence[Record], indicator: str) -> Standing | None:
    """One place's standing in the latest year with a published result; None where there is none."""
    shown = [row for row in rows if row["indicator"] == indicator and is_shown(desk, row)]
    if not shown:
        return None
    year = max(int(row["year"]) for row in shown)
    order = {group: n for n, group in enumerate(desk.accountability.groups)}
    latest = [row for row in shown if row["year"] == year]
    latest.sort(key=lambda row: order.get(row["studentgroup"], len(order)))
    table = desk.accountability.table_for(year, indicator, latest[0])
    return Standing(desk.accountability.indicators[indicator], year, tuple(latest), table)


def is_shown(desk: Desk, row: Record) -> bool:
    """Whether this row is shown: a student group's result that rests on enough students for the state."""
    if group_of(desk, row).kind == "test":  # who took which test is no group of students to compare
        return False
    rules = desk.accountability.rules(int(row["year"]))
    enough = not is_number(row["currdenom"]) or rules is None or row["currdenom"] >= rules.shown_from
    return is_number(row["currstatus"]) and enough


def group_of(desk: Desk, row: Record) -> Group:
    """A row's student group; one that the templates do not know keeps its code as its name."""
    code = str(row["studentgroup"])
    return desk.accountability.groups.get(code) or Group(id=code, name=code, kind="program")


def status_words(standing: Standing, row: Record) -> str:
    """A status as a cell says it: the level's name, then the value."""
    value = say_short(standing.indicator, row["currstatus"])
    label = standing.table.status_label(int(row["statuslevel"])) if standing.table else ""
    return f"{label}: {value}" if label else value


def change_words(standing: Standing, row: Record) -> str:
    """A change as a cell says it: the level's name, then by how much."""
    value = say_change(row["change"])
    label = standing.table.change_label(int(row["changelevel"])) if standing.table else ""
    return f"{label}: {value}" if label else value


def way_of(row: Record) -> str:
    """How a result moved, by the state's own change level: “better” or “worse”, and “much”; else empty."""
    level = int(row["changelevel"])
    if level in {0, STEADY}:
        return ""
    way = "better" if level > STEADY else "worse"
    return way if abs(level - STEADY) == 1 else f"{way} much"


def cell_of(row: Record) -> tuple[int, int] | None:
    """The cell of the five-by-five that a colored row stands in; None without a published color.

    The state's own `box` says it where there is one, else the levels do.
    """
    if not row["color"]:
        return None
    box = int(row["box"])
    if 10 <= box <= 250:
        return 5 - (box - 10) // 50, (box - 10) % 50 // 10 + 1
    status, change = int(row["statuslevel"]), int(row["computed_cell"] or row["changelevel"])
    return (status, change) if status and change else None


def disagreements(desk: Desk, standing: Standing) -> Iterator[str]:
    """Where our own reckoning gives another color than the state published, in words."""
    for row in standing.rows:
        if not row["rated"] or not row["color"] or row["color"] == row["computed_color"]:
            continue
        because = (
            " The district did not certify its data, so the state set the color."
            if row["certifyflag"]
            else ""
        )
        yield (
            f"{group_of(desk, row).name}: the state published {COLOURS[int(row['color'])]}; "
            f"by its tables we reckon {COLOURS[int(row['computed_color'])]}.{because}"
        )
