"""A district's answers brought in from a file and taken out again."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from record.making import at, make_answer
from record.small_district import write_small_district

from inquiry.errors import BadInput, UsageError
from inquiry.record import RECORD_FILE, open_record, write_answers
from inquiry.record.folder import describe_history, export_file, import_file


@pytest.fixture
def folder(tmp_path):
    return write_small_district(tmp_path)


@pytest.fixture
def file(folder):
    file = folder / "answers.jsonl"
    write_answers(
        file, [make_answer(id="a"), make_answer({"old": 1}, quarter="2026-27-Q2", id="b", saved_at=at(1))]
    )
    return file


def test_a_file_is_imported_once(folder, file):
    first = import_file(folder, file)
    assert (first.value.added, [fault.column for fault in first.faults]) == (2, ["values.old"])
    assert import_file(folder, file).value.skipped == 2
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        assert [batch.name for batch in record.batches()] == ["answers.jsonl"]


def test_a_file_with_any_fault_leaves_no_record_behind(folder, file):
    with file.open("a", encoding="utf-8") as more:
        more.write('{"quarter"\n' + json.dumps({"colour": 1}) + "\n")
    write_answers(folder / "more.jsonl", [make_answer(owner="nobody")])
    with pytest.raises(BadInput) as refused:
        import_file(folder, file)
    assert {fault.row for fault in refused.value.faults if fault.severity == "error"} == {3, 4}
    with pytest.raises(BadInput, match="nobody"):
        import_file(folder, folder / "more.jsonl")
    assert not (folder / RECORD_FILE).exists()


def test_a_changed_line_with_an_old_id_is_refused(folder, file):
    import_file(folder, file)
    write_answers(file, [make_answer({"priority": "Other"}, id="a")])
    with pytest.raises(BadInput, match="another content"):
        import_file(folder, file)


def test_an_export_gives_the_file_back(folder, file):
    before = file.read_text(encoding="utf-8")
    import_file(folder, file)
    assert export_file(folder, folder / "out.jsonl") == 2
    again = (folder / "out.jsonl").read_text(encoding="utf-8").replace('"batch": "answers.jsonl", ', "")
    assert again == before
    assert export_file(folder, folder / "one.jsonl", quarter="2026-27-Q2") == 1


def test_an_unknown_quarter_is_refused(folder):
    with pytest.raises(UsageError, match="2026-27-Q1, 2026-27-Q2"):
        export_file(folder, folder / "out.jsonl", quarter="2020-21-Q1")
    with pytest.raises(UsageError, match="no quarter"):
        list(describe_history(folder, "oak-g3", "focus", quarter="2020-21-Q1"))


def test_the_history_tells_who_when_and_what(folder, file):
    import_file(folder, file)
    (line,) = describe_history(folder, "oak-g3", "focus", quarter="2026-27-Q1")
    assert (line["author"], line["values"], line["before"]) == (
        "ana",
        {"priority": "Arguments"},
        {"priority": None},
    )


def test_the_history_says_what_was_kept_aside(folder):
    with open_record(folder / RECORD_FILE) as record:
        for name in ("Theirs", "Mine"):
            record.save_typed([make_answer({"priority": name}, id=name, author=None)])
    lines = describe_history(folder, "oak-g3", "focus")
    assert [(line["values"]["priority"], line["aside"]) for line in lines] == [
        ("Theirs", False),
        ("Mine", True),
    ]


def test_a_command_that_reads_brings_an_old_record_up_to_date(folder):
    with closing(sqlite3.connect(folder / RECORD_FILE)) as connection:
        connection.executescript(Path(__file__).with_name("record_0001.sql").read_text(encoding="utf-8"))
    assert list(describe_history(folder, "oak-g3", "focus"))
    assert export_file(folder, folder / "all.jsonl") > 0


def test_a_command_that_reads_makes_no_record(folder):
    assert export_file(folder, folder / "all.jsonl") == 0
    assert not (folder / RECORD_FILE).exists()
