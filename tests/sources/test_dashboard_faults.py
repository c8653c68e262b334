"""What is wrong with a published file, in its own words: where, what, allowed, cure."""

from pathlib import Path
from typing import Any

import pytest
from sources.published_making import COLUMNS, DISTRICT, ELM, OAK, STRANGER, published, write_published

from inquiry.errors import Fault
from inquiry.sources import read_dashboard, read_dashboards

NAME = "suspdownload2023.txt"
GROUPS = ["AA", "AI", "AS", "FI", "HI", "PI", "WH", "MR", "EL", "LTEL", "SED", "SWD", "FOS", "HOM"]


def faults(tmp_path: Path, *rows: dict[str, str], name: str = NAME) -> tuple[Fault, ...]:
    return read_dashboard(write_published(tmp_path / name, rows or [published()]), DISTRICT).faults


ROW_TROUBLES: dict[str, tuple[dict[str, Any], str, str]] = {
    "a status level outside 0 to 5": ({"statuslevel": 6}, "statuslevel", "“6”"),
    "a negative color": ({"color": -1}, "color", "“-1”"),
    "a box between cells": ({"box": 155}, "box", "“155”"),
    "more counted than there are": ({"currnumer": 201, "currstatus": ""}, "currnumer", "201 of 200"),
    "a rate above 100": ({"currstatus": 100.5, "currnumer": ""}, "currstatus", "“100.5”"),
    "a negative rate": ({"priorstatus": -4.0, "priornumer": ""}, "priorstatus", "“-4.0”"),
    "a negative count": ({"currdenom": -200, "currstatus": ""}, "currdenom", "“-200”"),
    "half a student": ({"priornumer": 7.5, "priorstatus": ""}, "priornumer", "“7.5”"),
    "a rate that its counts contradict": ({"currstatus": 20.0}, "currstatus", "20.0 with 4 of 200"),
    "a word for a number": ({"change": "up"}, "change", "“up”"),
    "an unknown group": ({"studentgroup": "XX"}, "studentgroup", "“XX”"),
    "an unknown kind of row": ({"rtype": "C"}, "rtype", "“C”"),
    "an unknown kind of school": ({"type": "XS"}, "type", "“XS”"),
}


@pytest.mark.parametrize("trouble", ROW_TROUBLES)
def test_a_fault_of_one_school_names_row_column_and_school(trouble: str, tmp_path: Path) -> None:
    change, column, found = ROW_TROUBLES[trouble]
    wrong = [f for f in faults(tmp_path, published(cds=ELM), published(**change)) if f.column == column]
    assert [(f.file, f.row, f.found) for f in wrong] == [(NAME, 3, found)]
    assert wrong[0].school == (OAK if change.get("rtype", "S") == "S" else None)
    assert wrong[0].allowed
    assert wrong[0].cure


def test_the_districts_own_row_concerns_everyone(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, published(cds=DISTRICT, rtype="D", statuslevel=9))
    assert fault.school is None
    assert fault.stops_everything


def test_another_districts_faults_are_not_ours(tmp_path: Path) -> None:
    assert faults(tmp_path, published(), published(cds=STRANGER, statuslevel=9)) == ()


def test_a_row_that_stands_twice_is_named(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, published(), published(), published(studentgroup="EL"))
    assert (fault.row, fault.school) == (3, OAK)
    assert "a second time" in fault.found


def test_rows_the_state_overrode_may_contradict_their_counts(tmp_path: Path) -> None:
    row = dict(published(currstatus=20.0), certifyflag="Y")
    path = write_published(tmp_path / NAME, [row], columns=[*COLUMNS, "certifyflag"])
    assert read_dashboard(path, DISTRICT).faults == ()


def test_all_faults_come_together(tmp_path: Path) -> None:
    found = faults(
        tmp_path, published(statuslevel=7), published(cds=ELM, color=8), published(studentgroup="ZZ")
    )
    assert {fault.column for fault in found} == {"statuslevel", "color", "studentgroup"}


def test_many_like_faults_are_counted_school_by_school(tmp_path: Path) -> None:
    rows = [published(studentgroup=g, statuslevel=9) for g in GROUPS]
    rows += [published(cds=ELM, studentgroup=g, statuslevel=9) for g in GROUPS]
    found = faults(tmp_path, *rows)
    assert len(found) == 21
    assert found[-1].found == f"8 more rows like this of {ELM}"
    assert found[-1].school == ELM


def lines(*rows: dict[str, str]) -> str:
    return "\n".join(["|".join(COLUMNS), *("|".join(row.values()) for row in rows)])


FILE_TROUBLES: dict[str, tuple[bytes, str]] = {
    "an empty file": (b"", "an empty file"),
    "a blank file": (b"\n\n  \n", "an empty file"),
    "a header and no rows": ("|".join(COLUMNS).encode(), "a header and no rows"),
    "another kind of file": (b"Dear colleagues,\nhere is the data.\n", "“Dear colleagues”"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "bytes that are no text"),
    "a broken workbook": (b"PK\x03\x04 and nothing else", "a workbook that cannot be opened"),
    "UTF-16 without its mark": ("|".join(COLUMNS).encode("utf-16-le"), "bytes that are no text"),
    "a file that breaks off": (lines(published(), published(cds=ELM))[:-60].encode(), "a last row with only"),
    "a row with a cell too many": (
        lines(
            published(), published(cds=ELM, schoolname="Elm|Street"), published(studentgroup="EL")
        ).encode(),
        f"{len(COLUMNS) + 1} values",
    ),
    "a column twice": (
        lines(published()).replace("priornumer", "currnumer").encode(),
        "“currnumer” 2 times",
    ),
    "a needed column gone": (lines(published()).replace("studentgroup", "group").encode(), "no such column"),
    "a file of another district": (
        lines(published(cds=STRANGER)).encode(),
        "no row of this district among 1",
    ),
    "a file of another year": (lines(published(reportingyear=2022)).encode(), "1 rows of 2022"),
    "a file of another indicator": (
        lines(published()).replace("countyname", "hscutpoints").encode(),
        "a column that only files of ELA, MATH, SCIENCE have",
    ),
    "codes that lost their digits": (lines(published(cds="6.11235E+13")).encode(), "“6.11235E+13”"),
}


@pytest.mark.parametrize("trouble", FILE_TROUBLES)
def test_a_fault_of_the_file_concerns_everyone(trouble: str, tmp_path: Path) -> None:
    content, found = FILE_TROUBLES[trouble]
    (tmp_path / NAME).write_bytes(content)
    said = [f for f in read_dashboard(tmp_path / NAME, DISTRICT).faults if f.found.startswith(found)]
    assert said, [str(f) for f in read_dashboard(tmp_path / NAME, DISTRICT).faults]
    assert said[0].stops_everything
    assert said[0].file == NAME
    assert said[0].cure


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    (fault,) = read_dashboard(tmp_path / NAME, DISTRICT).faults
    assert fault.found == "no such file"


def test_every_fault_of_a_header_is_named(tmp_path: Path) -> None:
    text = lines(published()).replace("studentgroup", "group").replace("priornumer", "currnumer")
    (tmp_path / NAME).write_text(text, encoding="utf-8", newline="\n")
    assert [f.column for f in read_dashboard(tmp_path / NAME, DISTRICT).faults] == [
        "currnumer",
        "studentgroup",
    ]


def test_a_lost_leading_zero_is_explained_and_the_rows_are_still_read(tmp_path: Path) -> None:
    rows = [published(cds="1611196000001"), published(cds="1611196000001", studentgroup="EL")]
    checked = read_dashboard(write_published(tmp_path / NAME, rows), "01611190000000")
    (fault,) = checked.faults
    assert fault.found == "“1611196000001” (and 1 more)"
    assert "Excel" in fault.cure
    assert "01611196000001" in fault.cure
    assert checked.value.rows["cds"].tolist() == ["01611196000001"] * 2


def test_other_districts_lost_zeros_do_not_matter(tmp_path: Path) -> None:
    assert faults(tmp_path, published(), published(cds="1611196000001")) == ()


def test_a_bad_row_of_another_district_is_a_note(tmp_path: Path) -> None:
    rows = [published(cds=STRANGER, schoolname="A|B"), published()]
    (fault,) = faults(tmp_path, *rows)
    assert fault.severity == "note"


def test_a_district_without_graduates_needs_no_graduation_row(tmp_path: Path) -> None:
    row = published(
        cds=STRANGER, currnumer=100, currstatus=50.0, priornumer=80, priorstatus=40.0, change=10.0
    )
    (fault,) = faults(tmp_path, row, name="graddownload2023.txt")
    assert fault.severity == "note"


def test_a_blank_group_of_other_files_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, published(studentgroup=""))
    assert fault.column == "studentgroup"


def test_a_name_that_says_nothing_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, published(), name="data.txt")
    assert "eladownload2024.txt" in fault.allowed


def test_two_files_of_the_same_rows_are_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "dashboard"
    write_published(folder / NAME, [published()])
    write_published(folder / "suspdownload2023 (1).txt", [published()])
    (fault,) = read_dashboards(folder, DISTRICT).faults
    assert fault.file == "dashboard/suspdownload2023.txt"
    assert "suspdownload2023 (1).txt" in fault.found
