"""What an answer may hold."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from record.making import any_answer, any_json, make_answer

from inquiry.errors import RecordError
from inquiry.record.answer import to_json
from inquiry.record.moments import last_moment, moment_from_text, moment_to_short_text, moment_to_text


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"quarter": ""}, "quarter"),
        ({"owner": " oak"}, "owner"),
        ({"owner": None}, "owner"),
        ({"form": "a\nb"}, "form"),
        ({"row": "\ud800"}, "row"),
        ({"row": "x" * 201}, "row"),
        ({"author": ""}, "author"),
        ({"author": 7}, "author"),
        ({"scope": "county"}, "scope"),
        ({"removed": 1}, "removed"),
        ({"aside": 1}, "aside"),
        ({"aside": True, "removed": True}, "removes or moves"),
        ({"aside": True, "position": 0}, "removes or moves"),
        ({"position": -1}, "position"),
        ({"position": True}, "position"),
        ({"position": 1.5}, "position"),
        ({"saved_at": datetime(2026, 9, 10)}, "without its zone"),  # noqa: DTZ001
        ({"saved_at": "2026-09-10"}, "saved_at"),
        ({"saved_at": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))}, "outside the calendar"),
        ({"values": ["a"]}, "values"),
        ({"values": {"": 1}}, "values"),
        ({"values": {"n": float("nan")}}, "no number"),
        ({"values": {"n": float("inf")}}, "no number"),
        ({"values": {"n": 10**400}}, "300 digits"),
        ({"values": {"n": (1, 2)}}, "values.n"),
        ({"values": {"n": {1: 2}}}, "values.n"),
        ({"values": {"n": b"bytes"}}, "values.n"),
    ],
)
def test_an_answer_that_cannot_be_kept_exactly_is_refused(wrong, word):
    with pytest.raises(RecordError, match=word):
        make_answer(**wrong)


def test_lists_without_end_are_refused():
    deep: list = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(RecordError, match="lists within lists"):
        make_answer({"n": deep})


def test_every_fault_of_an_answer_is_named_at_once():
    with pytest.raises(RecordError, match=r"quarter.*scope.*position"):
        make_answer(quarter="", scope="county", position=-1)


def test_a_time_is_kept_in_utc():
    pacific = timezone(timedelta(hours=-7))
    answer = make_answer(saved_at=datetime(2026, 9, 10, 15, 30, tzinfo=pacific))
    assert answer.saved_at.isoformat() == "2026-09-10T22:30:00+00:00"


def test_where_an_answer_was_read_does_not_make_it_another():
    assert make_answer(id="a", line=3, file="one") == make_answer(id="a", line=4, file="two")


@pytest.mark.parametrize(
    "other",
    [
        {"values": {"priority": "Other"}},
        {"values": {"priority": 1}},
        {"values": {"priority": None}},
        {"row": "p2"},
        {"author": None},
        {"removed": True},
        {"position": 0},
        {"base": "x"},
        {"aside": True},
    ],
)
def test_the_content_tells_answers_apart(other):
    assert make_answer(**other).content != make_answer().content


def test_the_content_is_the_same_whenever_and_however_it_came():
    later = make_answer(saved_at=datetime(2027, 1, 1, tzinfo=UTC), batch="b", id="z")
    assert later.content == make_answer().content


def test_a_whole_number_and_a_decimal_are_two_contents():
    assert (
        make_answer({"n": 1}).content != make_answer({"n": 1.0}).content != make_answer({"n": True}).content
    )


def test_the_content_of_what_is_not_kept_beside_is_what_it_was_before_anything_was():
    assert make_answer().content == "c7d850bd06f0fc96104e517913729fe4b8d8c847b134d37e6e6b95ee37298574"


@given(any_json)
def test_json_is_one_line_that_utf_8_can_say(value):
    text = to_json(value)
    assert len(text.splitlines()) == 1
    assert text.encode("utf-8")


@given(any_answer)
def test_times_survive_as_text_and_sort_as_text(answer):
    text = moment_to_text(answer.saved_at)
    assert moment_from_text(text) == answer.saved_at
    assert moment_from_text(moment_to_short_text(answer.saved_at)) == answer.saved_at
    assert len(text) == len("2026-09-10T22:30:00.000000Z")


def test_as_of_a_naive_time_is_refused():
    with pytest.raises(RecordError, match="without its zone"):
        last_moment(datetime(2026, 9, 10))  # noqa: DTZ001


def test_every_field_of_an_answer_is_documented():
    from inquiry.record import Answer

    for field in fields(Answer):
        assert field.name in (Answer.__doc__ or "")
