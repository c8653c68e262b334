"""Answers as a readable file: every fault at once, with its line."""

import json

import pytest
from record.making import at, make_answer

from inquiry.errors import BadInput
from inquiry.record import read_answers, write_answers

GOOD = {
    "quarter": "2026-27-Q1",
    "owner": "oak-g3",
    "form": "focus",
    "values": {"priority": "Arguments"},
    "saved_at": "2026-09-10T15:30:00-07:00",
}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "answers.jsonl"


def write(file, *lines):
    texts = [line if isinstance(line, str) else json.dumps({**GOOD, **line}) for line in lines]
    file.write_text("\n".join(texts) + "\n", encoding="utf-8")


def only_fault(file):
    (fault,) = read_answers(file).faults
    return fault


def test_a_line_by_hand_needs_few_keys(file):
    write(file, {})
    (answer,) = read_answers(file).or_raise()
    assert (answer.scope, answer.row, answer.author) == ("team", "answer", None)
    assert (answer.removed, answer.position, answer.line, answer.file) == (False, None, 1, "answers.jsonl")
    assert answer.saved_at.isoformat() == "2026-09-10T22:30:00+00:00"


def test_a_line_without_an_id_always_gets_the_same_one(file):
    write(file, {}, {"values": {"priority": "Other"}})
    first, second = (answer.id for answer in read_answers(file).or_raise())
    write(file, "", {"values": {"priority": "Other"}}, {"scope": "team", "row": "answer"})
    assert [answer.id for answer in read_answers(file).or_raise()] == [second, first]


def test_a_line_keeps_its_number_whatever_stands_before_it(file):
    write(file, "", "  ", {})
    assert read_answers(file).or_raise()[0].line == 3


@pytest.mark.parametrize(
    ("line", "column", "found"),
    [
        ("{not json}", None, "no JSON from character 2"),
        ('{"quarter": "2026', None, "no JSON from character 13"),
        ('"text"', None, "“text”"),
        ("7", None, "7"),
        ('{"owner": "a", "owner": "b"}', None, "the key “owner” twice"),
        ('{"values": {"n": NaN}}', None, "NaN"),
        ('{"values": {"n": -Infinity}}', None, "-Infinity"),
        ('{"values": ' + "[" * 100_000, None, "too deep"),
        ('{"position": ' + "9" * 5000 + "}", None, "too long"),
        ({"colour": "blue"}, "colour", "an unknown key"),
        ({"saved_at": "2026-09-10T15:30:00"}, "saved_at", "without its zone"),
        ({"saved_at": "2026-09-10"}, "saved_at", "without its zone"),
        ({"saved_at": "yesterday"}, "saved_at", "not a date and time"),
        ({"saved_at": 1757543400}, "saved_at", "not a date and time"),
        ({"saved_at": None}, "saved_at", "not a date and time"),
        ({"saved_at": "0001-01-01T00:00:00+14:00"}, "saved_at", "outside the calendar"),
        ({"values": "Arguments"}, "values", "“Arguments”"),
        ({"values": {"": 1}}, "values.“”", "“”"),
        ({"scope": "county"}, "scope", "“county”"),
        ({"scope": None}, "scope", "nothing"),
        ({"owner": 3}, "owner", "3"),
        ({"quarter": None}, "quarter", "nothing"),
        ({"row": ""}, "row", "“”"),
        ({"removed": "yes"}, "removed", "“yes”"),
        ({"aside": "yes"}, "aside", "“yes”"),
        ({"aside": True, "position": 1}, "aside", "removes or moves a row"),
        ({"position": "1"}, "position", "“1”"),
        ({"id": ""}, "id", "“”"),
        ({"author": "x" * 500}, "author", "x…"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_allowed(file, line, column, found):
    write(file, {"row": "fine"}, line)
    fault = only_fault(file)
    assert (fault.file, fault.row, fault.column, fault.severity) == ("answers.jsonl", 2, column, "error")
    assert found in fault.found
    assert len(fault.found) < 150
    assert fault.allowed
    assert fault.cure


@pytest.mark.parametrize("key", ["quarter", "owner", "form", "values", "saved_at"])
def test_a_missing_key_is_named_once(file, key):
    write(file, json.dumps({name: value for name, value in GOOD.items() if name != key}))
    fault = only_fault(file)
    assert (fault.column, fault.found) == (key, "no such key")


def test_all_faults_come_together_and_good_lines_are_kept(file):
    write(file, {"scope": "county", "position": -1, "oops": 1}, {}, "{", {"saved_at": "x"})
    checked = read_answers(file)
    assert [fault.row for fault in checked.faults] == [1, 1, 1, 3, 4]
    assert [answer.line for answer in checked.value] == [2]
    with pytest.raises(BadInput):
        checked.or_raise()


def test_two_answers_with_one_id_are_a_fault(file):
    write(file, {"id": "a"}, {"id": "a"}, {"id": "a", "row": "p2"})
    fault = only_fault(file)
    assert (fault.row, fault.column) == (3, "id")
    assert "line 1" in fault.found


@pytest.mark.parametrize(
    ("data", "row", "found"),
    [
        (b"", None, "an empty file"),
        (b" \r\n\n", None, "an empty file"),
        (b"\xef\xbb\xbf", None, "an empty file"),
        (json.dumps(GOOD).encode("utf-16"), None, "UTF-16"),
        (json.dumps([GOOD]).encode(), None, "one JSON list"),
        (b'\n{"values": "a\xf1o"}', 2, "byte 0xf1 as character 14"),
        (b"\x00\x01\x02", 1, "no JSON"),
    ],
)
def test_a_file_that_is_something_else_is_refused(file, data, row, found):
    file.write_bytes(data)
    fault = only_fault(file)
    assert fault.row == row
    assert found in fault.found


def test_every_line_in_a_wrong_encoding_is_named(file):
    file.write_bytes(b"\xf1\n" + json.dumps(GOOD).encode() + b"\n\xff\n")
    checked = read_answers(file)
    assert [fault.row for fault in checked.faults] == [1, 3]
    assert len(checked.value) == 1


def test_a_spreadsheet_editor_s_byte_order_mark_and_line_ends_are_fine(file):
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n" + json.dumps(GOOD).encode())
    assert len(read_answers(file).or_raise()) == 2


def test_a_missing_file_and_a_folder_are_faults(tmp_path):
    assert only_fault(tmp_path / "none.jsonl").found == "no such file"
    assert "cannot be read" in only_fault(tmp_path).found


def test_the_name_in_a_fault_can_be_given(tmp_path):
    (fault,) = read_answers(tmp_path / "none.jsonl", name="data/none.jsonl").faults
    assert fault.file == "data/none.jsonl"


def test_what_is_written_can_be_read_by_people(file):
    answers = [
        make_answer({"why": "Señal", "alpha": 1}, id="a", position=0),
        make_answer({}, id="b", removed=True, saved_at=at(0.51), author=None, base="a", batch="x"),
        make_answer({"why": "Sign"}, id="c", aside=True, base="a"),
    ]
    assert write_answers(file, iter(answers)) == 3
    assert file.read_text(encoding="utf-8") == (
        '{"quarter": "2026-27-Q1", "scope": "team", "owner": "oak-g3", "form": "focus", "row": "p1", '
        '"values": {"alpha": 1, "why": "Señal"}, "position": 0, "author": "ana", '
        '"saved_at": "2026-09-10T15:30:00Z", "id": "a"}\n'
        '{"quarter": "2026-27-Q1", "scope": "team", "owner": "oak-g3", "form": "focus", "row": "p1", '
        '"values": {}, "removed": true, "author": null, "saved_at": "2026-09-10T15:30:30.600000Z", '
        '"base": "a", "batch": "x", "id": "b"}\n'
        '{"quarter": "2026-27-Q1", "scope": "team", "owner": "oak-g3", "form": "focus", "row": "p1", '
        '"values": {"why": "Sign"}, "aside": true, "author": "ana", "saved_at": "2026-09-10T15:30:00Z", '
        '"base": "a", "id": "c"}\n'
    )
    assert read_answers(file).or_raise() == answers


def test_an_export_that_fails_leaves_the_old_file(file):
    write_answers(file, [make_answer()])
    before = file.read_bytes()

    def broken():
        yield make_answer()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_answers(file, broken())
    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == [file.name]
