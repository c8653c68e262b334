"""What a district's folder could begin with, proposed from the state's published rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path
from typing import Any

import pandas as pd

from inquiry.district.ids import suggest_id
from inquiry.district.new import NewDistrict
from inquiry.district.rosters import DISTRICT, explain_cds
from inquiry.district.settings import CDS_DIGITS
from inquiry.errors import UsageError
from inquiry.sources.dashboard import read_dashboard_files

_SCHOOL_ID_LENGTH = 30  # a team's id is the school's and its own part; together they stay an id
DISTRICT_ENDING = "0000000"  # a district's own code has no school
SCHOOL_ROW = "S"  # the published column `rtype`
# Teacher teams that a school of each type usually has: (name, grades, subject).
_TEACHER_TEAMS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "ES": (("Grades K–1", "K-1", ""), ("Grades 2–3", "2-3", ""), ("Grades 4–5", "4-5", "")),
    "MS": tuple(
        (s, "6-8", s.lower()) for s in ("English language arts", "Mathematics", "Science", "History")
    ),
    "HS": tuple((s, "9-12", s.lower()) for s in ("English", "Mathematics", "Science", "History")),
    "K12": (("Grades K–5", "K-5", ""), ("Grades 6–8", "6-8", ""), ("Grades 9–12", "9-12", "")),
    "ALT": (("All teachers", "", ""),),
}
# What the state writes in `type`, as the kinds of school that teams know. UD is a school of all grades here.
_TYPES = {"ES": "ES", "MS": "MS", "HS": "HS", "UD": "K12"}


def propose_district(cds: str | None, files: Sequence[Path]) -> NewDistrict:
    """What a new district's folder could hold, from published files or from nothing.

    Parameters
    ----------
    cds : str or None
        The district's 14-digit code; needed with files.
    files : sequence of Path
        Published Dashboard files; the folder gets a copy of each.

    Raises
    ------
    UsageError
        When the code is no district's code, or no file has a row of it.
    BadInput
        When a file cannot be read; it carries every fault of every file.
    """
    if cds is not None and not (len(cds) == CDS_DIGITS and cds.isdigit() and cds.endswith(DISTRICT_ENDING)):
        raise UsageError(
            f"“{cds}” is no district's CDS code: 14 digits, the last seven zero. "
            f"To mend it: {explain_cds(cds)}."
        )
    if not files:
        return NewDistrict(cds=cds) if cds else NewDistrict()
    if cds is None:
        raise UsageError("Which district? Give its 14-digit code with --cds.")
    rows = read_dashboard_files(files, cds).or_raise()
    schools = propose_schools(rows, cds)
    if schools.empty:
        raise UsageError(f"No school of {cds} stands in these files. Mend the code, or name other files.")
    return NewDistrict(
        propose_name(rows, cds) or "Name of the district", cds, schools, propose_teams(schools), tuple(files)
    )


def propose_name(rows: pd.DataFrame, cds: str) -> str:
    """The district's name as its newest published row has it; "" when none does.

    Parameters
    ----------
    rows : DataFrame
        Rows of `read_dashboard`: cds, rtype, districtname, year.
    cds : str
        The district's 14-digit code.
    """
    own = rows[rows["cds"].str[:7].eq(cds[:7]) & rows["districtname"].ne("")].sort_values(
        "year", kind="stable"
    )
    return str(own["districtname"].iloc[-1]) if len(own) else ""


def propose_schools(rows: pd.DataFrame, cds: str) -> pd.DataFrame:
    """The district's schools as published, each with a proposed id and type.

    Charter schools and schools closed since are included: the district takes out what is not its own.

    Parameters
    ----------
    rows : DataFrame
        Rows of `read_dashboard`: cds, rtype, schoolname, type, hscutpoints, dass, year.
    cds : str
        The district's 14-digit code.

    Returns
    -------
    DataFrame
        school, cds, name, type (ES, MS, HS, K12 or ALT), grades, dashboard; sorted by type and name.
    """
    own = rows[rows["rtype"].eq(SCHOOL_ROW) & rows["cds"].str[:7].eq(cds[:7])].sort_values(
        "year", kind="stable"
    )
    found = [_school(str(code), group) for code, group in own.groupby("cds", sort=True)]
    frame = pd.DataFrame(found, columns=["cds", "name", "type", "grades", "dashboard"])
    order = frame["type"].map({kind: n for n, kind in enumerate(_TEACHER_TEAMS)})
    frame = frame.assign(order=order).sort_values(["order", "name"], kind="stable").drop(columns="order")
    frame.insert(0, "school", _unique_ids(frame["name"].tolist()))
    return frame.reset_index(drop=True)


def propose_teams(schools: pd.DataFrame) -> pd.DataFrame:
    """The teams such schools usually have, to be corrected by the district.

    Parameters
    ----------
    schools : DataFrame
        school, name and type, as `propose_schools` gives them.

    Returns
    -------
    DataFrame
        team, school, level, name, grades, subject: the district's team first, then by school.
    """
    teams = [_team(DISTRICT, DISTRICT, "leadership", "District leadership")]
    for school, name, kind in zip(schools["school"], schools["name"], schools["type"], strict=True):
        teams.append(_team(str(school), "principal", "principal", f"{name}: principal"))
        teams.append(_team(str(school), "slt", "slt", f"{name}: school leadership team"))
        for title, grades, subject in _TEACHER_TEAMS[kind]:
            teams.append(_team(str(school), "teacher", title, title, grades, subject))
    return pd.DataFrame(teams)


def _school(cds: str, rows: pd.DataFrame) -> dict[str, str]:
    names = [name for name in rows["schoolname"] if name]
    return {
        "cds": cds,
        "name": names[-1] if names else f"School {cds[7:]}",
        "type": _propose_type(rows),
        "grades": "",
        "dashboard": "yes",
    }


def _propose_type(rows: pd.DataFrame) -> str:
    if rows["dass"].any():
        return "ALT"
    published = [kind for kind in rows["type"] if kind in _TYPES]
    if published:
        return _TYPES[published[-1]]
    return "HS" if rows["hscutpoints"].any() or rows["indicator"].isin(["GRAD", "CCI"]).any() else "ES"


def _unique_ids(names: list[str]) -> list[str]:
    ids: list[str] = []
    for name in names:
        base = _cut_at_word(suggest_id(name))
        further = (f"{base}-{n}" for n in count(2))
        ids.append(next(made for made in chain([base], further) if made not in ids))
    return ids


def _cut_at_word(text: str) -> str:
    while len(text) > _SCHOOL_ID_LENGTH and "-" in text:
        text = text.rpartition("-")[0]
    return text[:_SCHOOL_ID_LENGTH]


def _team(
    school: str, level: str, part: str, name: str, grades: str = "", subject: str = ""
) -> dict[str, Any]:
    team = f"{school}-{suggest_id(part)}"
    return {
        "team": team,
        "school": school,
        "level": level,
        "name": name,
        "grades": grades,
        "subject": subject,
    }
