"""Evidence of learning from a spreadsheet."""

import datetime as dt
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from sources.district_making import make_district

from inquiry.errors import Checked, Fault
from inquiry.sources import read_evidence

SKILLS = ("close-reading", "evidence-based-writing")
HEADER = "date,team,class,task,skill,studentgroup,level_1,level_2,level_3,level_4"
ROW = "2026-09-14,oak-grade-3,3A,Volcanoes,close-reading,EL,2,5,8,3"


def read(tmp_path: Path, *rows: str, header: str = HEADER) -> Checked[object]:
    path = tmp_path / "evidence.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8", newline="\n")
    return read_evidence(path, make_district(tmp_path / "district"), SKILLS)


def only(tmp_path: Path, *rows: str) -> Fault:
    (fault,) = read(tmp_path, *rows).faults
    return fault


def test_counts_are_read_with_their_keys(tmp_path: Path) -> None:
    frame = read(tmp_path, ROW, ROW.replace("3A", "3B").replace("EL,2", ",")).or_raise()
    assert frame.to_dict("records")[0] == {
        "date": dt.date(2026, 9, 14),
        "team": "oak-grade-3",
        "classroom": "3A",
        "task": "Volcanoes",
        "skill": "close-reading",
        "studentgroup": "EL",
        "level_1": 2,
        "level_2": 5,
        "level_3": 8,
        "level_4": 3,
        "line": 2,
    }


def test_no_group_means_all_students_and_no_count_means_none(tmp_path: Path) -> None:
    frame = read(tmp_path, "2026-09-14,oak-grade-3,3A,Volcanoes,close-reading,,,5,,3").or_raise()
    assert frame[["studentgroup", "level_1", "level_3"]].values.tolist() == [["ALL", 0, 0]]


def test_a_workbook_with_real_dates_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER.split(","))
    book.active.append(
        [dt.date(2026, 9, 14), "oak-grade-3", "3A", "Volcanoes", "close-reading", "el", 2, 5, 8, 3]
    )
    book.save(tmp_path / "evidence.xlsx")
    frame = read_evidence(tmp_path / "evidence.xlsx", make_district(tmp_path / "d"), SKILLS).or_raise()
    assert frame[["date", "studentgroup"]].values.tolist() == [[dt.date(2026, 9, 14), "EL"]]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("2026-09-14", "9/14/2026", "date"),
        ("2026-09-14", "2026-02-30", "date"),
        ("close-reading", "reading", "skill"),
        (",EL,", ",ELL,", "studentgroup"),
        (",8,3", ",-8,3", "level_3"),
        (",8,3", ",8.5,3", "level_3"),
        (",8,3", ",8,3000", "level_4"),
        (",8,3", ",eight,3", "level_3"),
        ("2,5,8,3", "0,0,0,0", "level_1"),
        ("Volcanoes", "V" * 201, "task"),
    ],
)
def test_a_fault_of_a_teams_row_is_the_teams(tmp_path: Path, old: str, new: str, column: str) -> None:
    fault = only(tmp_path, ROW.replace("3A", "3B"), ROW.replace(old, new))
    assert (fault.row, fault.column, fault.team) == (3, column, "oak-grade-3")
    assert fault.severity == "error"
    assert fault.cure


def test_a_level_without_a_number_is_taken_for_none_and_told(tmp_path: Path) -> None:
    checked = read(tmp_path, ROW.replace("2,5,8,3", "2,,8,"))
    assert checked.value[["level_1", "level_2", "level_3", "level_4"]].values.tolist() == [[2, 0, 8, 0]]
    told = [(fault.severity, fault.row, fault.column, fault.team) for fault in checked.faults]
    assert told == [("note", 2, "level_2", "oak-grade-3"), ("note", 2, "level_4", "oak-grade-3")]
    assert "taken for 0" in checked.faults[0].allowed
    assert "write 0" in checked.faults[0].cure


def test_an_unknown_team_is_nobodys(tmp_path: Path) -> None:
    fault = only(tmp_path, ROW.replace("oak-grade-3", "oak-grade-4"))
    assert (fault.column, fault.team) == ("team", None)


def test_a_day_outside_the_calendar_is_a_note(tmp_path: Path) -> None:
    checked = read(tmp_path, ROW.replace("2026-09", "2027-09"))
    assert [fault.severity for fault in checked.faults] == ["note"]
    assert len(checked.value) == 1


def test_the_same_evidence_twice_is_added_up_and_told(tmp_path: Path) -> None:
    checked = read(tmp_path, ROW, ROW.replace("2,5,8,3", "1,1,1,1"))
    (fault,) = checked.faults
    assert (fault.row, fault.team, fault.severity) == (3, "oak-grade-3", "note")
    assert checked.value[["level_1", "level_2", "level_3", "level_4"]].values.tolist() == [[3, 6, 9, 4]]


@pytest.mark.parametrize(
    ("group", "found"), [("9,9,9,9", "36 students"), ("0,0,0,9", "9 students at level 4")]
)
def test_a_group_with_more_students_than_all_is_a_fault(tmp_path: Path, group: str, found: str) -> None:
    everybody = ROW.replace(",EL,2,5,8,3", ",,4,6,12,5")
    checked = read(tmp_path, everybody, ROW.replace("2,5,8,3", group))
    (fault,) = checked.faults
    assert (fault.row, fault.team, fault.severity) == (3, "oak-grade-3", "error")
    assert fault.found.startswith(found)
    assert checked.value["studentgroup"].tolist() == ["ALL"]


def test_more_students_than_the_class_has_are_noted(tmp_path: Path) -> None:
    classes = pd.DataFrame({"team": ["oak-grade-3"], "classroom": ["3a "], "students": [17]})
    path = tmp_path / "evidence.csv"
    path.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    checked = read_evidence(path, make_district(tmp_path / "district"), SKILLS, classes)
    (fault,) = checked.faults
    assert (fault.row, fault.severity) == (2, "note")
    assert "at most 17" in fault.allowed
    assert len(checked.value) == 1


def test_faulty_rows_are_left_out_and_the_others_kept(tmp_path: Path) -> None:
    checked = read(tmp_path, ROW, ROW.replace("Volcanoes", "Rivers").replace("2,5,8,3", "2,x,8,y"))
    assert checked.value["task"].tolist() == ["Volcanoes"]
    assert [fault.column for fault in checked.faults] == ["level_2", "level_4"]
