"""Lists people keep in spreadsheets: read whatever program saved them, every fault named."""

import codecs
from pathlib import Path

import pytest

from inquiry.district.lists import Column, read_table

COLUMNS = (
    Column("team", "a short id"),
    Column("name", "the team's name"),
    Column("note", "", required=False),
)


def saved(folder: Path, data: bytes, name: str = "teams.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        "team,name\ng3,Peña\n".encode(),
        codecs.BOM_UTF8 + "team,name\r\ng3,Peña\r\n".encode(),
        "team;name\ng3;Peña\n".encode("cp1252"),
        "team\tname\ng3\tPeña\n".encode("utf-16"),
        "TEAM , Name\n g3 , Pen\u0303a \n,\n".encode(),
    ],
    ids=["utf-8", "utf-8 of Excel", "Windows with semicolons", "utf-16 with tabs", "untidy"],
)
def test_a_list_reads_alike_whatever_program_saved_it(tmp_path, data):
    table = read_table(saved(tmp_path, data), COLUMNS)
    assert table.faults == ()
    assert table.value.to_dict("records") == [{"team": "g3", "name": "Peña", "note": "", "line": 2}]


def test_a_workbook_reads_like_text(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["team", "name"])
    book.active.append(["g3", 3])
    book.save(tmp_path / "teams.xlsx")
    assert read_table(tmp_path / "teams.xlsx", COLUMNS).value["name"].tolist() == ["3"]


def test_every_fault_is_reported_at_once_with_its_place(tmp_path):
    data = b"team,name\n,Third\ng4,Four,th,x\n\ng5,\n"
    faults = read_table(saved(tmp_path, data), COLUMNS).faults
    assert [(fault.row, fault.column) for fault in faults] == [(2, "team"), (3, None), (5, "name")]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"team,name,colour\ng3,x,red\n", "the unknown column “colour”"),
        (b"team,name,name\ng3,x,x\n", "“name” 2 times"),
        (b"team\ng3\n", "no such column"),
        (b"\x00\x01\x02\xff", "bytes that are no text"),
        ("team,name\ng3,Peña".encode("utf-16")[:-1], "text that breaks off"),
    ],
    ids=["empty", "unknown column", "repeated column", "missing column", "binary", "truncated utf-16"],
)
def test_a_bad_list_says_what_was_found(tmp_path, data, found):
    assert found in [fault.found for fault in read_table(saved(tmp_path, data), COLUMNS).faults]


def test_a_file_that_is_not_there_says_so(tmp_path):
    assert [f.found for f in read_table(tmp_path / "teams.csv", COLUMNS).faults] == ["no such file"]


def test_a_broken_workbook_says_so(tmp_path):
    path = saved(tmp_path, b"PK\x03\x04 broken", "teams.xlsx")
    assert [f.found for f in read_table(path, COLUMNS).faults] == ["a file that is no workbook"]
