"""The district's own measures from a spreadsheet: met or mean, by place and student group."""

from pathlib import Path

import pytest
from sources.district_making import make_district

from inquiry.errors import Checked, Fault
from inquiry.sources import read_measures

HEADER = "date,school,team,grades,measure,studentgroup,students,met,value,spread,unit,better"
MET = "2026-10-02,oak-hill,,3,Fluent facts,ALL,60,40,,,,higher"
MEAN = "2026-10-02,oak-hill,oak-grade-3,,Reading aloud,,24,,81.5,20,words a minute,higher"


def read(tmp_path: Path, *rows: str, header: str = HEADER) -> Checked[object]:
    path = tmp_path / "measures.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8", newline="\n")
    return read_measures(path, make_district(tmp_path / "district"))


def only(tmp_path: Path, *rows: str) -> Fault:
    (fault,) = read(tmp_path, *rows).faults
    return fault


def test_counts_and_means_are_read_side_by_side(tmp_path: Path) -> None:
    frame = read(tmp_path, MET, MEAN).or_raise()
    assert frame[["studentgroup", "students", "met", "value", "better"]].fillna(-1).values.tolist() == [
        ["ALL", 60, 40, -1, "higher"],
        ["ALL", 24, -1, 81.5, "higher"],
    ]


def test_only_a_few_columns_are_needed(tmp_path: Path) -> None:
    frame = read(
        tmp_path, "2026-10-02,district,Attendance,900,700", header="date,school,measure,students,met"
    ).or_raise()
    assert frame[["school", "team", "better"]].values.tolist() == [["district", "", ""]]


@pytest.mark.parametrize(
    ("row", "old", "new", "column"),
    [
        (MET, "2026-10-02", "yesterday", "date"),
        (MET, ",ALL,", ",ELL,", "studentgroup"),
        (MET, ",3,", ",third,", "grades"),
        (MET, "higher", "up", "better"),
        (MET, "60,40", "60,61", "met"),
        (MET, "60,40", "0,0", "students"),
        (MET, "60,40", "-60,40", "students"),
        (MET, "60,40,", "60,,", "met"),
        (MET, "60,40,", "60,40,12", "met"),
        (MEAN, "81.5", '"81,5"', "value"),
        (MEAN, "81.5,20", "81.5,-20", "spread"),
        (MEAN, "oak-hill", "elm", "school"),
    ],
)
def test_a_fault_names_row_and_column(tmp_path: Path, row: str, old: str, new: str, column: str) -> None:
    other = MET.replace("Fluent facts", "Another")
    fault = only(tmp_path, other, row.replace(old, new))
    assert (fault.row, fault.column, fault.severity) == (3, column, "error")
    assert fault.cure


def test_a_fault_of_a_teams_row_is_the_teams_and_of_a_schools_the_schools(tmp_path: Path) -> None:
    faults = read(tmp_path, MET.replace("60,40", "60,x"), MEAN.replace("81.5", "x")).faults
    assert [(fault.school, fault.team) for fault in faults] == [("oak-hill", None), (None, "oak-grade-3")]


@pytest.mark.parametrize(("column", "old"), [("school", "oak-hill"), ("team", "oak-grade-3")])
def test_an_unknown_school_or_team_is_told(tmp_path: Path, column: str, old: str) -> None:
    assert column in {fault.column for fault in read(tmp_path, MEAN.replace(old, "birch")).faults}


def test_the_same_reading_twice_is_a_fault(tmp_path: Path) -> None:
    assert (only(tmp_path, MET, MET).row, only(tmp_path, MET, MET).column) == (3, "measure")


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [("40,,,", ",40,,", "met"), ("higher", "lower", "better"), (",,higher", ",x,higher", "unit")],
)
def test_one_measure_is_one_kind_of_number(tmp_path: Path, old: str, new: str, column: str) -> None:
    later = MET.replace("10-02", "11-02").replace(old, new)
    checked = read(tmp_path, MET, later)
    assert [(fault.row, fault.column) for fault in checked.faults] == [(3, column)]
    assert len(checked.value) == 1


@pytest.mark.parametrize(("row", "column"), [(",EL,70,30", "students"), (",EL,50,45", "met")])
def test_a_group_has_no_more_students_than_all(tmp_path: Path, row: str, column: str) -> None:
    checked = read(tmp_path, MET, MET.replace(",ALL,60,40", row))
    assert [(fault.row, fault.column) for fault in checked.faults] == [(3, column)]
    assert checked.value["studentgroup"].tolist() == ["ALL"]


def test_a_direction_may_be_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, MET.replace("higher", "")).faults == ()
