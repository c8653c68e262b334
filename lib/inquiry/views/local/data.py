"""The district's own surveys and measures as a page looks at them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from inquiry.district.rosters import DISTRICT
from inquiry.sources.cells import parse_grades
from inquiry.views.desk import Desk
from inquiry.views.disclosed.keys import measure_key
from inquiry.views.disclosed.plan import Told
from inquiry.views.state.standing import ALL, records
from inquiry.views.state.teaching import teaches
from inquiry.views.words import MINUS

SMALL_MEAN = 10  # a measure whose means all lie below it is written with a decimal
PLACE = ["school", "team", "grades", "subject"]


def survey_rows(desk: Desk) -> pd.DataFrame:
    """The survey results that this page looks at: its school's, or every school's."""
    return desk.surveys if desk.school is None else desk.surveys_at(desk.team.school)


def measure_rows(desk: Desk) -> pd.DataFrame:
    """The rows of `measures.csv` that this page looks at.

    A teacher team sees its own, and its school's where grades and subject fit; a school all of its own; the
    district every school's, teams' own measures left to them.
    """
    if desk.school is None:
        frame = desk.measures
        return frame if frame.empty else frame[frame["team"].eq("") | frame["school"].eq(DISTRICT)]
    mine = desk.measures_at(desk.team.school)
    if mine.empty or desk.level != "teacher":
        return mine
    fits = [
        row["team"] == desk.team.team or (not row["team"] and _is_taught(desk, row["grades"], row["subject"]))
        for row in records(mine)
    ]
    return mine[pd.Series(fits, index=mine.index, dtype="bool")]


def _is_taught(desk: Desk, grades: str, subject: str) -> bool:
    """Whether a school's measure is of students whom this team teaches."""
    return teaches(desk.team, parse_grades(grades), [subject] if subject else [])


def place_name(desk: Desk, row: Mapping[str, Any]) -> str:
    """Whose students a measure's row is about, as a page of this team says it."""
    school, team = str(row["school"]), str(row["team"])
    if team:
        names = {each.team: each.name for each in desk.district.all_teams}
        place = names[team]
    elif school == DISTRICT:
        place = "All schools"
    elif desk.school is None:
        place = next(each.name for each in desk.district.all_schools if each.school == school)
    else:
        place = "Our school"
    grades = f"grade {row['grades']}" if str(row["grades"]).isdigit() else f"grades {row['grades']}"
    more = [grades if row["grades"] else "", str(row["subject"])]
    return ", ".join([place, *(word for word in more if word)])


def series_of(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of all students, place by place, each in the order of time; the district's come first."""
    mine = rows[rows["studentgroup"].eq(ALL)]
    parts = [part.sort_values("date") for _, part in mine.groupby(PLACE, sort=False)]
    return sorted(parts, key=lambda part: part["school"].iloc[0] != DISTRICT)


def levels_of(rows: pd.DataFrame) -> pd.Series[float]:
    """Each row's reading: percent who met the measure, or the mean."""
    return (100 * rows["met"] / rows["students"]).where(rows["met"].notna(), rows["value"])


def say_level(row: Mapping[str, Any], places: int) -> str:
    """A measure's reading as a page says it, without its unit; a mean with so many decimals."""
    if not pd.isna(row["met"]):
        return f"{100 * row['met'] / row['students']:.0f}%"
    return f"{row['value']:.{places}f}".replace("-", MINUS)


def decimals(rows: pd.DataFrame) -> int:
    """How many decimals tell a measure's means apart: one where all are small, else none."""
    return 1 if rows["value"].abs().max() < SMALL_MEAN else 0


def is_share(rows: pd.DataFrame) -> bool:
    """Whether a measure counts who met it; otherwise it is a mean."""
    return bool(rows["met"].notna().all())


def whole_places(rows: pd.DataFrame) -> pd.DataFrame:
    """The readings of whole schools and of the district, the only ones that staff may be told.

    What belongs to one team, one grade or one subject may be a single teacher's results.
    """
    return rows[rows["team"].eq("") & rows["grades"].eq("") & rows["subject"].eq("")] if len(rows) else rows


def told_reading(desk: Desk, row: Mapping[str, Any]) -> Told:
    """What staff are told of one reading."""
    return desk.told(measure_key(row["date"], row["school"], row["studentgroup"], row["measure"]))
