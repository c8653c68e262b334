"""A small made district with everything a page shows: published files, evidence, answers."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from inquiry.district import load_district
from inquiry.measures.rate import rate_rows
from inquiry.record import Answer, open_record
from inquiry.sources import load_accountability, read_dashboard
from inquiry.views.disclosed.keep import keep_plans

CDS = "19123450000000"
OAK, MESA, LONE = "19123456000001", "19123456000002", "19123456000003"
DAY = "2026-11-20"
NOW, BEFORE = "2026-27-Q2", "2026-27-Q1"
SETTINGS = f"""\
name = "Río & Sons Unified"
cds = "{CDS}"

[[quarters]]
id = "{BEFORE}"
start = 2026-08-10
end = 2026-10-16

[[quarters]]
id = "{NOW}"
start = 2026-10-19
end = 2027-01-15
"""
SCHOOLS = f"""\
school,cds,name,type,grades,dashboard
oak,{OAK},Oak Elementary,ES,K-5,yes
mesa,{MESA},Mesa Elementary,ES,K-5,yes
lone,{LONE},Lone Pine Continuation,ALT,10-12,no
"""
TEAMS = """\
team,school,level,name,grades,subject
cabinet,district,district,Cabinet,,
oak-principal,oak,principal,Principal's team,,
oak-slt,oak,slt,Leadership team,,
oak-3,oak,teacher,Grade 3,3,
oak-solo,oak,teacher,Music,K-5,music
mesa-slt,mesa,slt,Leadership team,,
lone-principal,lone,principal,Principal's team,,
"""
MEMBERS = """\
person,team,name,role
ana-diaz,oak-3,Ana Díaz,lead
ben-ito,oak-3,Ben Ito,teacher
cy-lee,oak-solo,Cy Lee,teacher
dee-fox,oak-principal,Dee Fox,principal
eve-ray,cabinet,Eve Ray,superintendent
"""
LOCAL = """\
year,priority,result
2024,1,Not Met
2025,1,Not Met For Two or More Years
2025,2,Met
2025,6,Not Met
"""
BOTH = (
    *("cds", "rtype", "schoolname", "districtname", "countyname", "type", "studentgroup", "currdenom"),
    *("currstatus", "priordenom", "priorstatus", "change", "statuslevel", "changelevel", "color", "box"),
    "reportingyear",
)
COLUMNS = {
    "ela": (*BOTH, "hscutpoints"),
    "chr": (*BOTH, "currnumer", "priornumer", "smalldenom", "certifyflag"),
}
# Group -> students, then each year's value (distance) or number counted (rate).
Plan = Mapping[str, tuple[int, float, float]]
ELA: Plan = {
    "ALL": (120, -21.4, -12.0),
    "EL": (40, -60.0, -71.5),
    "HI": (90, -30.0, -25.0),
    "SWD": (14, -90.0, -80.0),
    "AA": (8, 0, 0),
}
CHRO: Plan = {
    "ALL": (400, 60, 84),
    "EL": (120, 20, 40),
    "HI": (300, 44, 60),
    "SWD": (60, 9, 9),
    "AA": (8, 4, 4),
}


def decide_told(folder: Path, day: str = DAY, quarter: str = NOW) -> Path:
    """Decide anew what staff are told, as a build does, whatever was decided of these figures before."""
    shutil.rmtree(folder / "disclosure", ignore_errors=True)
    district = load_district(folder)
    as_of = dt.date.fromisoformat(day)
    keep_plans(folder, district, district.quarter(as_of, quarter), as_of)
    return folder


def make_district(folder: Path) -> Path:
    """Write the whole folder."""
    (folder / "dashboard").mkdir(parents=True)
    files = {
        "district.toml": SETTINGS,
        "schools.csv": SCHOOLS,
        "teams.csv": TEAMS,
        "members.csv": MEMBERS,
        "local_indicators.csv": LOCAL,
        "evidence.csv": make_evidence(),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for year in (2024, 2025):
        write_published(folder / f"dashboard/eladownload{year}.txt", _distances(ELA, year))
        write_published(folder / f"dashboard/chronicdownload{year}.txt", _rates(CHRO, year))
    with open_record(folder / "record.sqlite") as record:
        record.save(make_answers())
    return folder


def _distances(plan: Plan, year: int) -> list[dict[str, Any]]:
    rows = []
    for cds, rtype, shift in ((OAK, "S", 0.0), (MESA, "S", 30.0), (CDS, "D", 12.5)):
        for group, (n, one, two) in plan.items():
            now, before = (two, one) if year == 2025 else (one, one - 2.5)
            small = n < 11
            rows.append(
                _row(cds, rtype, year, group)
                | {"currdenom": n, "priordenom": n}
                | (
                    {}
                    if small
                    else {
                        "currstatus": round(now + shift, 1),
                        "priorstatus": round(before + shift, 1),
                        "change": round(now - before, 1),
                    }
                )
            )
    return rows


def _rates(plan: Plan, year: int) -> list[dict[str, Any]]:
    rows = []
    for cds, rtype, less in ((OAK, "S", 0), (MESA, "S", 5), (CDS, "D", 2)):
        for group, (n, one, two) in plan.items():
            now, before = (
                (max(0, int(two) - less), max(0, int(one) - less)) if year == 2025 else (int(one), int(one))
            )
            row = _row(cds, rtype, year, group) | {"currdenom": n, "priordenom": n}
            if n >= 11:
                row |= {"currnumer": now, "priornumer": before}
                row |= {"currstatus": round(100 * now / n, 1), "priorstatus": round(100 * before / n, 1)}
                row |= {
                    "change": round(100 * now / n - 100 * before / n, 1),
                    "smalldenom": "Y" if n < 150 else "",
                }
            rows.append(row)
    return rows


def _row(cds: str, rtype: str, year: int, group: str) -> dict[str, Any]:
    names = {OAK: "Oak Elementary", MESA: "Mesa Elementary"}
    return {
        "cds": cds,
        "rtype": rtype,
        "schoolname": names.get(cds, ""),
        "districtname": "Río & Sons Unified",
        "countyname": "Example",
        "type": "ES" if rtype == "S" else "UD",
        "studentgroup": group,
        "reportingyear": year,
    }


def write_published(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """A published file whose levels and colors are the state's tables'."""
    _write(path, rows)
    rated = rate_rows(read_dashboard(path).value.rows, load_accountability())
    levels = zip(rows, rated.to_dict("records"), strict=True)
    named = ("statuslevel", "changelevel", "color", "box")
    _write(path, [{**row, **{name: found[f"computed_{name}"] for name in named}} for row, found in levels])


def _write(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = COLUMNS[path.name[:3]]
    lines = ["|".join(columns), *("|".join(str(row.get(name, "")) for name in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def make_evidence() -> str:
    """Ten weeks of two classes of Grade 3, English learners apart; Music counts one class."""
    lines = ["date,team,class,task,skill,studentgroup,level_1,level_2,level_3,level_4"]
    first = dt.date(2026, 8, 17)
    for week in range(14):
        day = first + dt.timedelta(weeks=week)
        up = min(week, 8)
        for room in ("Room 1", "Room 2"):
            where = f"{day},oak-3,{room},Exit ticket {week + 1},evidence-based-arguments"
            lines.append(f"{where},ALL,{9 - up // 2},{10 - up // 2},{5 + up // 2},{2 + up // 2}")
            lines.append(f"{where},EL,4,2,1,0")
        lines.append(f"{day},oak-solo,Choir,Song {week},academic-language,ALL,10,10,10,7")
    return "\n".join(lines) + "\n"


def answer(
    owner: str,
    form: str,
    values: Mapping[str, Any],
    *,
    row: str = "answer",
    quarter: str = NOW,
    author: str | None = None,
    scope: str = "team",
    day: int = 1,
) -> Answer:
    """One answer, saved on a day of November 2026."""
    saved = dt.datetime(2026, 11, day, 17, tzinfo=dt.UTC)
    return Answer(
        quarter=quarter,
        scope=scope,
        owner=owner,
        form=form,
        row=row,
        values=dict(values),
        author=author,
        saved_at=saved,
    )


def make_answers() -> list[Answer]:
    """A chain of foci from Grade 3 up to a goal, one goal nobody serves, one focus linked to nothing."""
    return [
        answer(
            "cabinet", "focus", {"priority": "Every student argues from evidence"}, row="g1", author="eve-ray"
        ),
        answer("cabinet", "focus", {"priority": "Every student comes every day"}, row="g2"),
        answer(
            "oak-principal",
            "focus",
            {"priority": "Talk before writing", "serves": "cabinet/focus/g1"},
            row="p1",
        ),
        answer(
            "oak-slt",
            "focus",
            {"priority": "Explain in every class", "serves": "oak-principal/focus/p1"},
            row="s1",
        ),
        answer(
            "oak-3",
            "focus",
            {
                "priority": "Third graders explain a detail",
                "serves": "oak-slt/focus/s1",
                "why": "It holds students back\nin science too",
                "students": "English learners",
            },
            row="t1",
            author="ana-diaz",
        ),
        answer("mesa-slt", "focus", {"priority": "Fluent facts", "serves": "gone/focus/x"}, row="m1"),
        answer("oak-3", "change-ideas", {"idea": "Pairs compare two explanations"}, row="i1", quarter=BEFORE),
        answer(
            "oak-3",
            "decisions",
            {"idea": "oak-3/change-ideas/i1", "decision": "adopt", "reason": "14 to 33 of 68 explain"},
            row="d1",
            quarter=BEFORE,
            author="ben-ito",
        ),
        answer(
            "oak-3",
            "action-plan",
            {"action": "Collect examples", "owner": "ana-diaz", "due": "2026-11-10", "status": "under_way"},
            row="a1",
        ),
        answer("oak-3", "check-ins", {"date": "2026-10-30", "tried": "Pairs", "confidence": 3}, row="c1"),
        answer("oak-3", "no-such-form", {"old": "An old answer"}, row="o1"),
    ]
