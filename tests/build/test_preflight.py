"""Everything a build needs is checked in one pass, and a fault stops only what it concerns."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from build.little import AS_OF, DISTRICT, QUARTER, SCHOOLS, TEAMS, change_cell
from inquiry.build.check.preflight import check_district, refusal, scope_to_schools
from inquiry.build.check.preflight_data import school_faults
from inquiry.build.plan import Page
from inquiry.district import load_district
from inquiry.errors import Checked, Fault, UsageError
from inquiry.record import RECORD_FILE


def published(**schools: str) -> pd.DataFrame:
    """Published rows: one for each school name and CDS code, in 2025."""
    rows = [
        {"cds": cds, "rtype": "S", "schoolname": name, "year": 2025, "studentgroup": "ALL"}
        for name, cds in schools.items()
    ]
    return pd.DataFrame(rows, columns=["cds", "rtype", "schoolname", "year", "studentgroup"])


def page(team: str, school: str) -> Page:
    return Page(Path("d"), QUARTER, school, team, "teacher", "1-analyze", dt.date(2026, 10, 1))


def fault(**scope: str) -> Fault:
    return replace(Fault("evidence.csv", "x", "y", "z"), **scope)  # type: ignore[arg-type]


def test_a_good_district_is_ready(district: Path) -> None:
    checked = check_district(district, as_of=AS_OF)
    assert checked.value is not None
    assert [fault for fault in checked.faults if fault.severity == "error"] == []
    assert checked.value.quarter.id == QUARTER


def test_a_slip_in_an_agenda_is_told(district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slip = Fault("agenda/slt.yaml", "the unknown level “stl”", "slt", "write “slt”")
    monkeypatch.setattr("inquiry.build.check.preflight.read_agendas", lambda cycle: Checked({}, (slip,)))
    assert slip in check_district(district, as_of=AS_OF).faults


def test_an_empty_record_is_told_since_answers_may_be_lost(district: Path) -> None:
    (district / RECORD_FILE).touch()
    assert "inquiry restore" in "".join(map(str, check_district(district, as_of=AS_OF).faults))


def test_checking_writes_nothing(district: Path) -> None:
    before = sorted(path.name for path in district.iterdir())
    check_district(district, as_of=AS_OF)
    assert sorted(path.name for path in district.iterdir()) == before


def test_all_faults_are_told_together(district: Path, notebooks: Path) -> None:
    (district / "schools.csv").write_text(SCHOOLS.replace(",MS,", ",XX,"), encoding="utf-8")
    (district / "teams.csv").write_text(TEAMS.replace("slt,Elm", "boss,Elm"), encoding="utf-8")
    (district / "local_indicators.csv").write_text("year,priority,result\n2025,99,Met\n", encoding="utf-8")
    (district / "students.csv").write_bytes(b"")
    (district / "evidence.csv").write_text("nonsense\n", encoding="utf-8")
    (district / "answers.jsonl").write_text("{\n", encoding="utf-8")
    (district / "record.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    (district / "dashboard").mkdir()
    (district / "dashboard" / "eladownload2024.txt").write_bytes(b"")
    change_cell(notebooks, "1-analyze", "parameters", "")
    checked = check_district(district, as_of=AS_OF)
    assert checked.value is None
    assert {fault.file for fault in checked.faults} >= {
        "schools.csv",
        "teams.csv",
        "local_indicators.csv",
        "students.csv",
        "evidence.csv",
        "answers.jsonl",
        "record.sqlite",
        "dashboard/eladownload2024.txt",
        "notebooks/1-analyze.ipynb",
    }


@pytest.mark.parametrize("name", ["surveys.csv", "measures.csv", "scores.csv"])
def test_the_lists_a_district_may_keep_are_checked_where_there_are_any(district: Path, name: str) -> None:
    assert name not in {fault.file for fault in check_district(district, as_of=AS_OF).faults}
    (district / name).write_text("nonsense\n", encoding="utf-8")
    assert name in {fault.file for fault in check_district(district, as_of=AS_OF).faults}


def test_without_settings_nothing_is_ready(district: Path) -> None:
    (district / "district.toml").unlink()
    checked = check_district(district, as_of=AS_OF)
    assert checked.value is None
    assert any(fault.file == "district.toml" for fault in checked.faults)


def test_faulty_answers_to_import_are_notes_because_pages_do_not_read_them(district: Path) -> None:
    (district / "answers.jsonl").write_text("{\n", encoding="utf-8")
    checked = check_district(district, as_of=AS_OF)
    assert checked.value is not None
    assert [fault.severity for fault in checked.faults if fault.file == "answers.jsonl"] == ["note"]


def test_an_unknown_quarter_is_a_slip_of_the_command(district: Path) -> None:
    with pytest.raises(UsageError, match=QUARTER):
        check_district(district, quarter="nowhere", as_of=AS_OF)


def test_the_quarter_is_the_one_the_day_falls_in(district: Path) -> None:
    second = '\n[[quarters]]\nid = "2026-27-Q2"\nstart = 2026-11-01\nend = 2027-01-31\n'
    (district / "district.toml").write_text(DISTRICT + second, encoding="utf-8")
    checked = check_district(district, as_of=dt.date(2026, 12, 1))
    assert checked.value is not None
    assert checked.value.quarter.id == "2026-27-Q2"


def test_a_school_without_data_is_that_schools_fault(district: Path) -> None:
    found = list(school_faults(load_district(district), published(Oak="12345676000001")))
    assert [(fault.school, fault.severity, fault.row, fault.column) for fault in found] == [
        ("elm", "error", 3, "cds")
    ]
    assert "12345676000002" in found[0].found


def test_a_school_the_state_publishes_nothing_for_needs_no_data(district: Path) -> None:
    (district / "schools.csv").write_text(SCHOOLS.replace("6-8,yes", "6-8,no"), encoding="utf-8")
    assert list(school_faults(load_district(district), published(Oak="12345676000001"))) == []


def test_data_without_a_school_is_a_note(district: Path) -> None:
    rows = published(Oak="12345676000001", Elm="12345676000002", Ash="12345676000003", Far="99999996000001")
    found = list(school_faults(load_district(district), rows))
    assert [fault.severity for fault in found] == ["note"]
    assert "Ash (12345676000003)" in found[0].found
    assert "Far" not in found[0].found


def test_without_any_published_file_no_school_is_blamed(district: Path) -> None:
    assert list(school_faults(load_district(district), published())) == []


def test_faults_by_cds_code_become_the_schools(district: Path) -> None:
    faults = [fault(school="12345676000002"), fault(school="12345676999999"), fault(school="oak"), fault()]
    scoped = scope_to_schools(faults, load_district(district))
    assert [(one.school, one.severity) for one in scoped] == [
        ("elm", "error"),
        ("12345676999999", "note"),
        ("oak", "error"),
        (None, "error"),
    ]


@pytest.mark.parametrize(
    ("scope", "refused"),
    [
        ({"school": "oak"}, True),
        ({"school": "elm"}, False),
        ({"team": "oak-grade-3"}, True),
        ({"team": "oak-grade-3", "school": "oak"}, True),
        ({"team": "oak-grade-4", "school": "oak"}, False),
        ({"school": "oak", "severity": "note"}, False),
    ],
)
def test_a_fault_refuses_only_the_pages_it_concerns(scope: dict[str, str], refused: bool) -> None:
    assert bool(refusal(page("oak-grade-3", "oak"), [fault(**scope)])) is refused
