"""Schools, teams and members: the three lists of a district's folder, checked against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from inquiry.district.ids import ID_ALLOWED, is_id, suggest_id
from inquiry.district.levels import Levels, load_levels
from inquiry.district.lists import LINE, Column, read_table
from inquiry.errors import Checked, Fault

SCHOOLS_FILE, TEAMS_FILE, MEMBERS_FILE = "schools.csv", "teams.csv", "members.csv"
STUDENTS_FILE = "students.csv"  # read by sources/students.py
DISTRICT = "district"  # the school under which the district's own teams stand
TYPES = {"ES": "elementary", "MS": "middle", "HS": "high", "K12": "all grades", "ALT": "alternative"}
NAME_LENGTH = 200

SCHOOLS = (
    Column("school", "a short id that never changes, such as oak-hill"),
    Column("cds", "the school's 14-digit CDS code"),
    Column("name", "the school's name"),
    Column("type", "ES elementary, MS middle, HS high, K12 all grades or ALT alternative (DASS)"),
    Column("grades", "the grades it teaches, such as K-5", required=False),
    Column("dashboard", "yes; no when the state publishes nothing for this school yet", required=False),
)
TEAMS = (
    Column("team", "a short id that never changes, such as oak-hill-grade-3"),
    Column("school", "a school of schools.csv, or district"),
    Column("level", "district, principal, slt (school leadership team) or teacher"),
    Column("name", "the team's name"),
    Column("grades", "the grades it teaches, such as 3", required=False),
    Column("subject", "what it teaches, such as mathematics", required=False),
)
MEMBERS = (
    Column("person", "a short id that never changes, such as a-lopez"),
    Column("team", "a team of teams.csv"),
    Column("name", "the person's name"),
    Column("role", "what the person does in the team", required=False),
)


def read_schools(folder: Path, district_cds: str) -> Checked[pd.DataFrame]:
    """The district's schools.

    Returns
    -------
    Checked of DataFrame
        school, cds, name, type, grades, dashboard (bool), line; one row per school, in the file's order.
    """
    table = read_table(folder / SCHOOLS_FILE, SCHOOLS)
    frame = table.value.assign(
        type=table.value["type"].str.upper(), dashboard=table.value["dashboard"].str.lower()
    )
    faults = [*table.faults, *_none_listed(SCHOOLS_FILE, table, "school")]
    faults += [*_id_faults(SCHOOLS_FILE, frame, "school"), *_name_faults(SCHOOLS_FILE, frame)]
    faults += [*_repeated(SCHOOLS_FILE, frame, "school"), *_repeated(SCHOOLS_FILE, frame, "cds")]
    for row in frame.to_dict("records"):
        faults += _school_faults(row, district_cds)
    frame = frame.assign(dashboard=~frame["dashboard"].isin(["no", "n", "false"]))
    return Checked(frame, tuple(_scoped(faults, frame, "school")))


def read_teams(folder: Path, schools: pd.DataFrame, levels: Levels | None = None) -> Checked[pd.DataFrame]:
    """The district's teams, each at a known school and level.

    Parameters
    ----------
    levels : Levels, optional
        The levels there are (default: those of the templates). Where none could be read, that is what to
        mend, and every team keeps the level it names.

    Returns
    -------
    Checked of DataFrame
        team, school, level, name, grades, subject, line; one row per team, in the file's order. A team whose
        school or level is unknown has no place and is left out; its fault names it.
    """
    levels = load_levels() if levels is None else levels
    table = read_table(folder / TEAMS_FILE, TEAMS)
    frame = table.value.assign(level=[levels.named(level) for level in table.value["level"].str.lower()])
    faults = [*table.faults, *_none_listed(TEAMS_FILE, table, "team")]
    faults += [*_id_faults(TEAMS_FILE, frame, "team"), *_name_faults(TEAMS_FILE, frame)]
    faults += _repeated(TEAMS_FILE, frame, "team")
    if len(schools):  # where no school could be read, that is what to mend
        for row in frame.to_dict("records"):
            faults += _team_faults(row, set(schools["school"]), levels.ids or tuple(frame["level"]))
    placed = frame["school"].isin([DISTRICT, *schools["school"]])
    if levels.ids:
        placed &= frame["level"].isin(levels.ids)
    return Checked(frame[placed].reset_index(drop=True), tuple(_scoped(faults, frame, "team")))


def read_members(folder: Path, teams: pd.DataFrame) -> Checked[pd.DataFrame]:
    """Who belongs to which team; a person may stand in several.

    Returns
    -------
    Checked of DataFrame
        person, team, name, role, line; one row per person and team, in the file's order.
    """
    table = read_table(folder / MEMBERS_FILE, MEMBERS)
    frame = table.value
    faults = [*table.faults, *_id_faults(MEMBERS_FILE, frame, "person"), *_name_faults(MEMBERS_FILE, frame)]
    known = set(teams["team"])
    for row in frame.to_dict("records") if known else ():  # where no team could be read, that is what to mend
        if row["team"] and row["team"] not in known:
            allowed, cure = "a team of teams.csv", "mend the team's id or add the team"
            faults.append(Fault(MEMBERS_FILE, f"“{row['team']}”", allowed, cure, row[LINE], "team"))
    again = frame[frame.duplicated(["person", "team"]) & frame["person"].ne("")]
    for row in again.to_dict("records"):
        found = f"“{row['person']}” in “{row['team']}” a second time"
        faults.append(
            Fault(MEMBERS_FILE, found, "each person once in a team", "take one out", row[LINE], "person")
        )
    named = frame.drop_duplicates(["person", "name"])
    for row in named[named.duplicated("person") & named["person"].ne("")].to_dict("records"):
        found, allowed = f"another name for “{row['person']}”", "one name for one id"
        cure = "give the second person an id of their own, or write the name alike"
        faults.append(Fault(MEMBERS_FILE, found, allowed, cure, row[LINE], "name"))
    return Checked(frame, tuple(faults))


def _scoped(faults: list[Fault], frame: pd.DataFrame, column: str) -> Iterator[Fault]:
    """Faults of a row that has a usable id of its own concern that school or team and no other."""
    ids = frame[frame[column].map(is_id).astype(bool) & ~frame.duplicated(column, keep=False)]
    by_line = dict(zip(ids[LINE], ids[column], strict=True))
    for fault in faults:
        owner = None if fault.column == column else by_line.get(fault.row)
        yield fault if owner is None else replace(fault, **{column: owner})


def _none_listed(file: str, table: Checked[pd.DataFrame], kind: str) -> Iterator[Fault]:
    if table.value.empty and not table.faults:
        yield Fault(file, f"no {kind}", f"one row for each {kind}", f"add the district's {kind}s", row=2)


def _id_faults(file: str, frame: pd.DataFrame, column: str) -> Iterator[Fault]:
    for text, line in zip(frame[column], frame[LINE], strict=True):
        if text and not is_id(text):
            yield Fault(
                file, f"“{text[:80]}”", ID_ALLOWED, f"write for example {suggest_id(text)}", line, column
            )


def _name_faults(file: str, frame: pd.DataFrame) -> Iterator[Fault]:
    for text, line in zip(frame["name"], frame[LINE], strict=True):
        if len(text) > NAME_LENGTH:
            found = f"a name of {len(text)} characters"
            yield Fault(file, found, f"at most {NAME_LENGTH} characters", "shorten it", line, "name")


def _repeated(file: str, frame: pd.DataFrame, column: str) -> Iterator[Fault]:
    again = frame[frame.duplicated(column) & frame[column].ne("")]
    for text, line in zip(again[column], again[LINE], strict=True):
        yield Fault(
            file, f"“{text}” a second time", "each one once", "take one out or rename it", line, column
        )


def _school_faults(row: dict[Any, Any], district_cds: str) -> Iterator[Fault]:
    line, cds = int(row[LINE]), row["cds"]
    if row["school"] == DISTRICT:
        allowed = f"an id other than “{DISTRICT}”, which stands for the district's own teams"
        yield Fault(SCHOOLS_FILE, f"“{DISTRICT}”", allowed, "choose another id", line, "school")
    if row["type"] and row["type"] not in TYPES:
        yield Fault(SCHOOLS_FILE, f"“{row['type']}”", ", ".join(TYPES), "write one of these", line, "type")
    if row["dashboard"] not in {"", "yes", "y", "true", "no", "n", "false"}:
        yield Fault(SCHOOLS_FILE, f"“{row['dashboard']}”", "yes or no", "write yes or no", line, "dashboard")
    if cds and not (cds.isascii() and cds.isdigit() and len(cds) == len(district_cds)):
        yield Fault(SCHOOLS_FILE, f"“{cds}”", "14 digits", explain_cds(cds), line, "cds")
    elif cds and not cds.startswith(district_cds[:7]):
        allowed = f"a code that begins with the district's {district_cds[:7]}"
        yield Fault(
            SCHOOLS_FILE,
            f"“{cds}”",
            allowed,
            "mend the code, or the district's in district.toml",
            line,
            "cds",
        )


def explain_cds(found: str) -> str:
    """How to mend a CDS code that is not 14 digits; most often Excel took its zeros or digits.

    >>> explain_cds("1611196000000")
    'Excel dropped the leading zero: write 01611196000000, and format the column as Text before saving'
    """
    if found.isdigit() and 12 <= len(found) < 14:
        whole = found.zfill(14)
        return f"Excel dropped the leading zero: write {whole}, and format the column as Text before saving"
    if "e+" in found.lower():
        return "Excel rounded the code, its last digits are lost: copy it again from the state, as Text"
    return "copy the code again from the state's directory"


def _team_faults(row: dict[Any, Any], schools: set[str], levels: Collection[str]) -> Iterator[Fault]:
    line, level, school = int(row[LINE]), row["level"], row["school"]
    if level and level not in levels:
        yield Fault(TEAMS_FILE, f"“{level}”", ", ".join(levels), "write one of these", line, "level")
    if school and school != DISTRICT and school not in schools:
        allowed = "a school of schools.csv, or district"
        yield Fault(
            TEAMS_FILE, f"“{school}”", allowed, "mend the school's id or add the school", line, "school"
        )
    elif school and level in levels and (school == DISTRICT) != (level == "district"):
        allowed = "level district with school district, every other level with a school"
        found = f"level “{level}” at “{school}”"
        yield Fault(TEAMS_FILE, found, allowed, "mend the level or the school", line, "level")
