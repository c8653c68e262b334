"""Scores from a spreadsheet, and no word of whose they are."""

from pathlib import Path

import pytest
from sources.district_making import make_district

from inquiry.errors import Checked
from inquiry.sources import read_scores

HEADER = "date,measure,school,class,score"
ROW = "2026-10-07,Reading check,oak-hill,3A,-12.5"


def read(tmp_path: Path, *rows: str, header: str = HEADER) -> Checked[object]:
    path = tmp_path / "scores.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8", newline="\n")
    return read_scores(path, make_district(tmp_path / "district"))


def test_the_same_score_may_stand_in_many_rows(tmp_path: Path) -> None:
    frame = read(tmp_path, ROW, ROW, ROW.replace("-12.5", "−3")).or_raise()
    assert frame["score"].tolist() == [-12.5, -12.5, -3.0]


@pytest.mark.parametrize("column", ["student", "Student ID", "last_name"])
def test_a_column_that_names_students_is_refused_with_its_reason(tmp_path: Path, column: str) -> None:
    checked = read(tmp_path, f"{ROW},x", header=f"{HEADER},{column}")
    (fault,) = checked.faults
    assert "must not say which student" in fault.cure
    assert len(checked.value) == 0


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("2026-10-07", "7 Oct", "date"),
        ("-12.5", "absent", "score"),
        ("-12.5", "nan", "score"),
        ("3A", "A" * 201, "class"),
        ("Reading check", "", "measure"),
    ],
)
def test_a_fault_names_row_and_column_and_leaves_the_row_out(
    tmp_path: Path, old: str, new: str, column: str
) -> None:
    checked = read(tmp_path, ROW, ROW.replace(old, new))
    assert [(fault.row, fault.column) for fault in checked.faults] == [(3, column)]
    assert len(checked.value) == 1


def test_a_fault_is_its_schools_and_an_unknown_school_is_nobodys(tmp_path: Path) -> None:
    faults = read(tmp_path, ROW.replace("-12.5", "x"), ROW.replace("oak-hill", "birch")).faults
    assert [(fault.column, fault.school) for fault in faults] == [("score", "oak-hill"), ("school", None)]
