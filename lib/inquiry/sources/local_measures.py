"""The district's and the teams' own measures: how many students met one, or how they did on average."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from inquiry.district.lists import LINE, Column, read_table
from inquiry.district.model import District
from inquiry.district.rosters import DISTRICT
from inquiry.errors import Checked, Fault
from inquiry.sources.accountability import load_accountability
from inquiry.sources.cells import (
    count_fault,
    day_fault,
    length_fault,
    parse_count,
    parse_day,
    parse_grades,
    parse_number,
)

MEASURES_FILE = "measures.csv"
BETTER = ("higher", "lower")
PLACE = ("school", "team", "grades", "subject")
KEYS = ("date", *PLACE, "measure", "studentgroup")
NUMBERS = ("students", "met", "value", "spread")
COLUMNS = (
    Column("date", "the day of the measure, such as 2026-10-02"),
    Column("school", "a school of schools.csv, or district for all of it"),
    Column("measure", "what was measured, in the same words on every row"),
    Column("students", "how many students it rests on"),
    Column("met", "how many of them met it, for a measure that one meets or not", required=False),
    Column("value", "the students' mean, for a measure with scores", required=False),
    Column("spread", "the standard deviation of those scores, if known", required=False),
    Column("unit", "what the mean is counted in, such as words a minute", required=False),
    Column("better", "higher or lower; empty if it has no direction", required=False),
    Column("studentgroup", "a student group, such as EL; empty means ALL", required=False),
    Column("team", "a team of teams.csv, if only that team's students", required=False),
    Column("grades", "the grades it was given in, such as 3 or K-2", required=False),
    Column("subject", "the subject, if it belongs to one", required=False),
)


def read_measures(path: Path, district: District) -> Checked[pd.DataFrame]:
    """Read the measures that a district, a school or a team takes itself.

    Parameters
    ----------
    path : Path
        `measures.csv` in the district's folder; its columns are `COLUMNS`. A row has either `met` or `value`.
    district : District
        Its schools and teams are the ones that may stand in the list.

    Returns
    -------
    Checked of DataFrame
        date (datetime.date), school (or `district`), team, grades, subject, measure, studentgroup,
        students, met, value, spread (float; NaN where empty), unit, better, line; only the rows that are
        right, in the file's order. A fault names the row's school, or its team.
    """
    table = read_table(path, COLUMNS)
    faults, rows = list(table.faults), []
    known = _Known(district)
    needed = [column.name for column in COLUMNS if column.required]
    for row in table.value.to_dict("records"):
        row |= {"studentgroup": row["studentgroup"].upper() or "ALL", "better": row["better"].lower()}
        found = list(known.faults(path.name, row))
        faults += found
        if not found and all(row[name] for name in needed):
            rows.append(_typed(row))
    columns = [*KEYS, *NUMBERS, "unit", "better", LINE]
    frame = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(NUMBERS, "float64"))
    faults += [*_twice(path.name, frame), *_mixed(path.name, frame), *_too_many(path.name, frame)]
    return Checked(_sound(frame), tuple(faults))


class _Known:
    """What a row may name: the district's schools, teams and the state's student groups."""

    def __init__(self, district: District) -> None:
        self.schools = {*district.schools["school"], DISTRICT}
        self.team_school = {team.team: team.school for team in district.all_teams}
        self.groups = frozenset(load_accountability().groups)

    def faults(self, file: str, row: dict[Any, Any]) -> Iterator[Fault]:
        """Everything wrong with one row; it concerns the row's team, else its school, else the district."""
        team = row["team"] if row["team"] in self.team_school else None
        school = row["school"] if row["school"] in self.schools and not team else None
        for fault in (
            *self._place_faults(file, row),
            *self._name_faults(file, row),
            *_cell_faults(file, row),
        ):
            yield replace(fault, school=school, team=team)

    def _place_faults(self, file: str, row: dict[Any, Any]) -> Iterator[Fault]:
        line, school, team = int(row[LINE]), row["school"], row["team"]
        if school and school not in self.schools:
            allowed = "a school of schools.csv, or district"
            yield Fault(file, f"“{school}”", allowed, "mend the school's id", line, "school")
        if team and team not in self.team_school:
            yield Fault(file, f"“{team}”", "a team of teams.csv", "mend the team's id", line, "team")
        elif team and self.team_school[team] != school:
            found, allowed = f"“{team}” at “{school}”", f"the team's own school, {self.team_school[team]}"
            yield Fault(file, found, allowed, "mend one of the two", line, "school")

    def _name_faults(self, file: str, row: dict[Any, Any]) -> Iterator[Fault]:
        line = int(row[LINE])
        if row["studentgroup"] not in self.groups:
            allowed, cure = ", ".join(sorted(self.groups)), "write one of these"
            yield Fault(file, f"“{row['studentgroup']}”", allowed, cure, line, "studentgroup")
        if row["grades"] and parse_grades(row["grades"]) is None:
            allowed, cure = "grades such as 3, K-2 or 9-12", "write the grades so"
            yield Fault(file, f"“{row['grades']}”", allowed, cure, line, "grades")
        if row["better"] not in ("", *BETTER):
            allowed = f"{', '.join(BETTER)}, or nothing"
            yield Fault(file, f"“{row['better']}”", allowed, "write one of these", line, "better")


def _cell_faults(file: str, row: dict[Any, Any]) -> Iterator[Fault]:
    checks = [day_fault(file, row)]
    checks += [length_fault(file, row, column) for column in ("measure", "unit", "subject")]
    checks += [count_fault(file, row, column) for column in ("students", "met")]
    yield from (fault for fault in checks if fault is not None)
    yield from _number_faults(file, row)
    yield from _order_faults(file, row)


def _number_faults(file: str, row: dict[Any, Any]) -> Iterator[Fault]:
    """A row says either how many met the measure, or the mean."""
    line = int(row[LINE])
    if bool(row["met"]) == bool(row["value"]):
        found = "both met and value" if row["met"] else "neither met nor value"
        yield Fault(file, found, "one of the two", "fill in how many met it, or the mean", line, "met")
    for column in ("value", "spread"):
        if row[column] and parse_number(row[column]) is None:
            cure = "write the number with a point"
            yield Fault(file, f"“{row[column]}”", "a number such as 41.5", cure, line, column)
    if (parse_number(row["spread"]) or 0) < 0:
        yield Fault(file, f"“{row['spread']}”", "0 or more", "take the minus out", line, "spread")


def _order_faults(file: str, row: dict[Any, Any]) -> Iterator[Fault]:
    """There are students, and no more of them met the measure than there are."""
    line, students, met = int(row[LINE]), parse_count(row["students"]), parse_count(row["met"])
    if students == 0:
        cure = "write how many students it rests on, or take the row out"
        yield Fault(file, "no students", "at least 1 student", cure, line, "students")
    elif students is not None and met is not None and met > students:
        found, allowed = f"{met} met of {students} students", "at most as many as there are students"
        yield Fault(file, found, allowed, "write how many students, not a percent", line, "met")


def _typed(row: dict[Any, Any]) -> tuple[Any, ...]:
    keys = (parse_day(row["date"]), *(row[key] for key in KEYS[1:]))
    numbers = (parse_number(row[column]) if row[column] else None for column in NUMBERS)
    return (*keys, *numbers, row["unit"], row["better"], int(row[LINE]))


def _of_row(fault: Fault, row: dict[Any, Any]) -> Fault:
    """The fault as its row's team's, or its school's."""
    return replace(fault, team=row["team"]) if row["team"] else replace(fault, school=row["school"])


def _twice(file: str, frame: pd.DataFrame) -> Iterator[Fault]:
    for row in frame[frame.duplicated(list(KEYS))].to_dict("records"):
        found = f"“{row['measure']}” of {row['studentgroup']} on {row['date']} again"
        allowed, cure = "each measure, place and group once a day", "take one out"
        yield _of_row(Fault(file, found, allowed, cure, int(row[LINE]), "measure"), row)


def _mixed(file: str, frame: pd.DataFrame) -> Iterator[Fault]:
    """One measure is one kind of number, in one unit, with one direction."""
    for column, said in (("kind", "met and value"), ("unit", "unit"), ("better", "direction")):
        kinds = frame["met"].notna() if column == "kind" else frame[column]
        first = kinds.groupby(frame["measure"]).transform("first") if len(frame) else kinds
        for row in frame[kinds.ne(first)].to_dict("records"):
            found = f"another {said} for “{row['measure']}” than on its first row"
            allowed, cure = "the same on every row of a measure", "mend it, or give the measure another name"
            where = "met" if column == "kind" else column
            yield _of_row(Fault(file, found, allowed, cure, int(row[LINE]), where), row)


def _too_many(file: str, frame: pd.DataFrame) -> Iterator[Fault]:
    """A group has no more students, and no more who met the measure, than all students together."""
    for row in _beside_all(frame).to_dict("records"):
        for column in ("students", "met"):
            if row[column] > row[f"{column}_all"]:
                found = f"{row[column]:.0f} of {row['studentgroup']}, {row[f'{column}_all']:.0f} of ALL"
                allowed, cure = "at most as many as all students together", "mend one of the two rows"
                yield _of_row(Fault(file, found, allowed, cure, int(row[LINE]), column), row)


def _beside_all(frame: pd.DataFrame) -> pd.DataFrame:
    """Each group's row with the numbers of all students on the same day and place."""
    key = [column for column in KEYS if column != "studentgroup"]
    everyone = frame.loc[frame["studentgroup"].eq("ALL"), [*key, "students", "met"]].drop_duplicates(key)
    groups = frame[frame["studentgroup"].ne("ALL")]
    return groups.merge(everyone, on=key, how="inner", suffixes=("", "_all"))


def _sound(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows without second ones and without those that do not go with the measure's first row."""
    if frame.empty:
        return frame
    kind = frame["met"].notna()
    same = pd.Series(True, index=frame.index)
    for column in (kind, frame["unit"], frame["better"]):
        same &= column.eq(column.groupby(frame["measure"]).transform("first"))
    beside = _beside_all(frame)
    more = beside[beside["students"].gt(beside["students_all"]) | beside["met"].gt(beside["met_all"])]
    kept = frame[same & ~frame[LINE].isin(more[LINE])]
    return kept.drop_duplicates(list(KEYS), ignore_index=True)
