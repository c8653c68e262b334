"""How many students each class has."""

from pathlib import Path

import pytest
from sources.district_making import make_district

from inquiry.errors import Checked
from inquiry.sources import read_classes

HEADER, ROW = "team,class,students", "oak-grade-3,3A,26"


def read(tmp_path: Path, *rows: str) -> Checked[object]:
    path = tmp_path / "classes.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8", newline="\n")
    return read_classes(path, make_district(tmp_path / "district"))


def test_classes_are_read_with_their_students(tmp_path: Path) -> None:
    frame = read(tmp_path, ROW).or_raise()
    assert frame.to_dict("records") == [{"team": "oak-grade-3", "classroom": "3A", "students": 26, "line": 2}]


@pytest.mark.parametrize("students", ["0", "-3", "2.5", "many", "3000"])
def test_a_number_that_is_none_is_the_teams_fault(tmp_path: Path, students: str) -> None:
    checked = read(tmp_path, ROW, f"oak-grade-3,3B,{students}")
    (fault,) = checked.faults
    assert (fault.row, fault.column, fault.team) == (3, "students", "oak-grade-3")
    assert len(checked.value) == 1


def test_a_class_twice_is_a_fault(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, ROW, ROW).faults
    assert (fault.row, fault.column, fault.team) == (3, "class", "oak-grade-3")


def test_an_unknown_team_is_nobodys(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, "oak-grade-4,3A,26").faults
    assert (fault.column, fault.team) == ("team", None)
