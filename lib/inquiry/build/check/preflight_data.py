"""The data in a district's folder, checked file by file and against the district's own lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from inquiry.cycle import Cycle
from inquiry.district import CACHE_FOLDER, District
from inquiry.district.rosters import SCHOOLS_FILE
from inquiry.district.settings import CDS_DIGITS
from inquiry.errors import Fault
from inquiry.measures.guess import check_indicators
from inquiry.record import check_answers, read_answers
from inquiry.sources import (
    Accountability,
    read_classes,
    read_dashboards,
    read_evidence,
    read_local_indicators,
    read_measures,
    read_scores,
    read_students,
    read_surveys,
)
from inquiry.sources.classes import CLASSES_FILE
from inquiry.sources.dashboard import FOLDER as DASHBOARD_FOLDER
from inquiry.sources.evidence import EVIDENCE_FILE
from inquiry.sources.local_indicators import LOCAL_FILE
from inquiry.sources.local_measures import MEASURES_FILE
from inquiry.sources.scores import SCORES_FILE
from inquiry.sources.students import STUDENTS_FILE
from inquiry.sources.surveys import SURVEYS_FILE

ANSWERS_FILE = "answers.jsonl"
SHOWN = 5  # names in one sentence; a district with 40 schools has another list for them
DISTRICT_CODE = 7  # digits of a CDS code that all schools of a district share


def check_data(district: District, cycle: Cycle | None, accountability: Accountability | None) -> list[Fault]:
    """Every fault in the published files, the lists that a district keeps, the evidence, the answers."""
    folder, cds = district.folder, district.settings.cds
    dashboard = read_dashboards(folder / DASHBOARD_FOLDER, cds, cache=folder / CACHE_FOLDER)
    faults = [*dashboard.faults, *school_faults(district, dashboard.value.rows)]
    if accountability is not None:
        faults += check_indicators(dashboard.value.rows, accountability)
    if (path := folder / LOCAL_FILE).exists():
        faults += read_local_indicators(path, cds).faults
    lists = ((SURVEYS_FILE, read_surveys), (MEASURES_FILE, read_measures), (SCORES_FILE, read_scores))
    for name, read in lists:
        if (path := folder / name).exists():
            faults += read(path, district).faults
    if (path := folder / STUDENTS_FILE).exists():
        faults += read_students(path, district).faults
    if cycle is not None:
        classes = read_classes(folder / CLASSES_FILE, district) if (folder / CLASSES_FILE).exists() else None
        faults += classes.faults if classes else ()
        if (path := folder / EVIDENCE_FILE).exists():
            sizes = classes.value if classes else None
            faults += read_evidence(path, district, tuple(cycle.skills), sizes).faults
        faults += _answer_notes(folder / ANSWERS_FILE, cycle, district)
    return faults


def school_faults(district: District, rows: pd.DataFrame) -> Iterator[Fault]:
    """Schools of the list that no published file has, and schools of the files that the list lacks.

    Parameters
    ----------
    rows : DataFrame
        The district's published rows (`STANDARD_COLUMNS`); when there are none at all, nothing is compared.
    """
    schools = rows[rows["cds"].astype(str).str.startswith(district.settings.cds[:DISTRICT_CODE])]
    schools = schools[schools["rtype"] == "S"]
    if rows.empty:
        return
    published = set(schools["cds"])
    for school in [{str(k): v for k, v in row.items()} for row in district.schools.to_dict("records")]:
        # A code that is none was reported with its cure when the list was read.
        if school["dashboard"] and school["cds"] not in published and len(str(school["cds"])) == CDS_DIGITS:
            yield _no_data(school)
    latest = schools[schools["year"] == schools["year"].max()]
    names = dict(zip(latest["cds"], latest["schoolname"], strict=True))
    listed = {*district.schools["cds"], *district.schools["name"]}
    extra = [f"{name} ({cds})" for cds, name in sorted(names.items()) if not {cds, name} & listed]
    if extra:
        yield _no_school(extra)


def _no_data(school: dict[str, object]) -> Fault:
    cure = (
        "compare the code with the state's school directory (all 14 digits, leading zeros too), add the "
        "missing file, or write no in the column “dashboard”"
    )
    return Fault(
        SCHOOLS_FILE,
        f"“{school['cds']}” ({school['name']}), which no published file has",
        "a school of the files in dashboard/, or one for which the state publishes nothing",
        cure,
        row=int(str(school["line"])),
        column="cds",
        school=str(school["school"]),
    )


def _no_school(extra: list[str]) -> Fault:
    more = f" and {len(extra) - SHOWN} more" if len(extra) > SHOWN else ""
    found = f"no line for {', '.join(extra[:SHOWN])}{more}, which the latest published files have"
    cure = "nothing, if they need no workbook; otherwise add them to the list"
    return Fault(
        SCHOOLS_FILE, found, "a line for each school that is to have a workbook", cure, severity="note"
    )


def _answer_notes(path: Path, cycle: Cycle, district: District) -> list[Fault]:
    """What is wrong in a file of answers to import: notes, because pages read the record, not this file."""
    if not path.exists():
        return []
    answers = read_answers(path, name=path.name)
    faults = [*answers.faults, *check_answers(answers.value, cycle, district)]
    return [replace(fault, severity="note") for fault in faults if fault.severity == "error"]
