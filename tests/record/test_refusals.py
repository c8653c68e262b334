"""What the disk or the system refuses is said in a plain sentence, and nothing is half written."""

import os
import sqlite3
import sys
from contextlib import closing

import pytest
from record.making import make_answer
from sqlalchemy import event

from inquiry.errors import RecordError
from inquiry.record import open_record
from inquiry.record.engine import REFUSALS, explain_refusal


def test_a_locked_record_says_that_somebody_writes(path, record):
    record.save([make_answer()])
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        open_record(path, patience=0.05) as mine,
    ):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordError, match=r"somebody else is writing.*try again"):
            mine.save([make_answer(row="p2")])
        other.execute("ROLLBACK")
        assert mine.save([make_answer(row="p2")]) == 1


def test_a_full_disk_loses_nothing_that_was_acknowledged(path, record):
    record.save([make_answer()])
    event.listen(record._engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 20"))
    with pytest.raises(RecordError, match="the disk is full"):
        record.save([make_answer({"why": "x" * 9000}, row=f"r{n}") for n in range(100)])
    assert [row.row for row in record.rows("oak-g3", "focus")] == ["p1"]


def test_a_file_that_is_no_database_is_refused_and_left_alone(path):
    path.write_text("quarter,owner\n" * 200, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"\(record.sqlite\).*not a record of answers"):
        open_record(path)
    assert path.read_bytes() == before


def test_a_database_of_something_else_is_refused_and_left_alone(path):
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE songs (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(RecordError, match="a database, but not a record of answers"):
        open_record(path)
    assert path.read_bytes() == before


def test_a_truncated_record_is_refused(path, record):
    record.save([make_answer({"why": "x" * 9000}, row=f"r{n}") for n in range(20)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RecordError, match="damaged"):
        record.rows("oak-g3", "focus")


def test_a_folder_in_the_place_of_the_record_is_refused(path):
    path.mkdir()
    with pytest.raises(RecordError, match="cannot be opened"):
        open_record(path)


def test_a_missing_folder_is_named_and_not_made(tmp_path):
    with pytest.raises(RecordError, match="no folder"):
        open_record(tmp_path / "nowhere" / "record.sqlite")
    assert not (tmp_path / "nowhere").exists()


def test_a_record_that_is_taken_away_while_open_is_missed(path, record):
    path.unlink()
    with pytest.raises(RecordError, match="cannot be opened"):
        record.save([make_answer()])
    assert not path.exists()


def test_a_record_that_is_emptied_while_open_is_missed(path, record):
    path.write_bytes(b"")
    with pytest.raises(RecordError, match="emptied"):
        record.save([make_answer()])


def run_both(record, *statements):
    with record.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_failure_in_the_middle_saves_nothing(record):
    good = "INSERT INTO batches (name, opened_at) VALUES ('x', 'y')"
    bad = "INSERT INTO batches (name) VALUES ('x')"
    with pytest.raises(RecordError, match="NOT NULL"):
        run_both(record, good, bad)
    assert record.batches() == []


@pytest.mark.skipif(
    sys.platform == "win32" or getattr(os, "geteuid", lambda: 0)() == 0,
    reason="the system lets this user write anywhere",
)
def test_a_read_only_record_can_be_read_and_not_written(path, record):
    record.save([make_answer()])
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert len(record.rows("oak-g3", "focus")) == 1
        with pytest.raises(RecordError, match="may only be read here"):
            record.save([make_answer(row="p2")])
    finally:
        path.parent.chmod(0o755)


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_every_refusal_says_what_to_do_and_names_no_folder(path, code):
    error = sqlite3.OperationalError("raw")
    error.sqlite_errorcode = code | 3 << 8  # a more detailed code of the same kind
    said = explain_refusal(error, path)
    assert REFUSALS[code][0] in said
    assert REFUSALS[code][1] in said
    assert str(path.parent) not in said


def test_an_unknown_refusal_is_passed_on_as_it_is(path):
    assert "something odd" in explain_refusal(sqlite3.OperationalError("something odd"), path)


def test_names_that_mean_something_in_an_address_are_only_names(tmp_path):
    odd = tmp_path / "50% off? #1 & año"
    odd.mkdir()
    with open_record(odd / "record.sqlite") as record:
        assert record.save([make_answer()]) == 1
    assert (odd / "record.sqlite").is_file()
