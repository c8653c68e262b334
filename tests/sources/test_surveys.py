"""Surveys from a spreadsheet: who was asked, who answered, and every slip named."""

import datetime as dt
from pathlib import Path

import pytest
from sources.district_making import make_district

from inquiry.errors import Checked, Fault
from inquiry.sources import read_surveys

HEADER = "date,school,respondents,survey,question,asked,answered,favorable"
ROW = "2026-10-09,oak-hill,families,Family survey,They ask us first.,120,48,31"
OTHER = ROW.replace("They ask us first.", "I know what my child learns.")


def read(tmp_path: Path, *rows: str, header: str = HEADER) -> Checked[object]:
    path = tmp_path / "surveys.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8", newline="\n")
    return read_surveys(path, make_district(tmp_path / "district"))


def only(tmp_path: Path, *rows: str) -> Fault:
    (fault,) = read(tmp_path, *rows).faults
    return fault


def test_numbers_are_read_with_their_keys(tmp_path: Path) -> None:
    frame = read(tmp_path, ROW.replace("families", "Families")).or_raise()
    assert frame.to_dict("records") == [
        {
            "date": dt.date(2026, 10, 9),
            "school": "oak-hill",
            "respondents": "families",
            "survey": "Family survey",
            "question": "They ask us first.",
            "asked": 120,
            "answered": 48,
            "favorable": 31,
            "line": 2,
        }
    ]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("2026-10-09", "10/9/2026", "date"),
        ("2026-10-09", "0206-10-09", "date"),
        ("families", "parents", "respondents"),
        ("Family survey", "S" * 201, "survey"),
        ("They ask us first.", "Q" * 301, "question"),
        ("120,48,31", "120,48,-1", "favorable"),
        ("120,48,31", "120,48.5,31", "answered"),
        ("120,48,31", "many,48,31", "asked"),
        ("120,48,31", "0,0,0", "asked"),
        ("120,48,31", "40,48,31", "answered"),
        ("120,48,31", "120,48,65", "favorable"),
        ("120,48,31", "120,,31", "answered"),
    ],
)
def test_a_fault_of_a_schools_row_names_row_and_column(
    tmp_path: Path, old: str, new: str, column: str
) -> None:
    fault = only(tmp_path, OTHER, ROW.replace(old, new))
    assert (fault.row, fault.column, fault.severity) == (3, column, "error")
    assert fault.cure


def test_a_fault_of_a_row_is_its_schools(tmp_path: Path) -> None:
    assert only(tmp_path, OTHER, ROW.replace("120,48", "40,48")).school == "oak-hill"


def test_an_unknown_school_is_nobodys(tmp_path: Path) -> None:
    fault = only(tmp_path, ROW.replace("oak-hill", "birch"))
    assert (fault.column, fault.school) == ("school", None)


def test_the_same_question_twice_is_a_fault(tmp_path: Path) -> None:
    fault = only(tmp_path, ROW, ROW.replace("48,31", "50,31"))
    assert (fault.row, fault.column) == (3, "question")


def test_another_number_asked_within_a_survey_is_a_note(tmp_path: Path) -> None:
    checked = read(tmp_path, ROW, OTHER.replace("120", "110"))
    assert [(fault.severity, fault.column) for fault in checked.faults] == [("note", "asked")]
    assert len(checked.value) == 2


def test_faulty_rows_are_left_out_and_every_fault_is_told(tmp_path: Path) -> None:
    checked = read(tmp_path, ROW, OTHER.replace("families", "aunts").replace("2026-10-09", "never"))
    assert checked.value["question"].tolist() == ["They ask us first."]
    assert {fault.column for fault in checked.faults} == {"respondents", "date"}
