"""Saved answers, read as rows, as of any moment."""

import datetime as dt

import pytest
from record.making import START, at, make_answer

from inquiry.errors import RecordError
from inquiry.record import open_record

Q1, Q2 = "2026-27-Q1", "2026-27-Q2"


def values_of(record, **filters):
    return [row.values for row in record.rows("oak-g3", "focus", **filters)]


def test_what_was_saved_is_read(record):
    assert record.save([make_answer({"priority": "Arguments"}, position=1)]) == 1
    (row,) = record.rows("oak-g3", "focus", quarter=Q1)
    assert row.values == {"priority": "Arguments"}
    assert row.authors == {"priority": "ana"}
    assert (row.row, row.position, row.revisions) == ("p1", 1, 1)
    assert row.first_saved_at == row.saved_at == START


def test_a_later_patch_goes_over_an_earlier_one(record):
    record.save([make_answer({"priority": "Arguments", "why": "4 in 10"})])
    record.save([make_answer({"why": "3 in 10"}, author="ben", saved_at=at(5))])
    (row,) = record.rows("oak-g3", "focus")
    assert row.values == {"priority": "Arguments", "why": "3 in 10"}
    assert row.authors == {"priority": "ana", "why": "ben"}
    assert row.times == {"priority": START, "why": at(5)}
    assert row.first_saved_at == START


def test_none_clears_a_field_and_says_who_did(record):
    record.save([make_answer({"why": "4 in 10"}), make_answer({"why": None}, author="ben")])
    (row,) = record.rows("oak-g3", "focus")
    assert row.values == {}
    assert row.authors == {"why": "ben"}
    assert not row.answered


@pytest.mark.parametrize("value", [0, False, 0.0])
def test_nought_and_no_are_answers(record, value):
    record.save([make_answer({"n": value})])
    assert [row.answered for row in record.rows("oak-g3", "focus")] == [True]


def test_rows_stand_by_position_and_then_by_when_they_came(record):
    places = [("late", None), ("third", 3), ("first", 1), ("later", None), ("also-3", 3)]
    record.save([make_answer(row=row, position=place) for row, place in places])
    order = [row.row for row in record.rows("oak-g3", "focus")]
    assert order == ["first", "third", "also-3", "late", "later"]


def test_a_patch_without_a_position_moves_nothing(record):
    record.save([make_answer(position=2), make_answer({"why": "x"})])
    assert record.rows("oak-g3", "focus")[0].position == 2


def test_a_removed_row_is_hidden_and_comes_back(record):
    record.save([make_answer(), make_answer({}, removed=True)])
    assert values_of(record) == []
    record.save([make_answer({"why": "after all"})])
    assert values_of(record) == [{"priority": "Arguments", "why": "after all"}]


def test_the_record_is_read_as_of_any_moment(record):
    record.save([make_answer({"why": "first"}), make_answer({"why": "second"}, saved_at=at(10))])
    assert values_of(record, as_of=at(9)) == [{"why": "first"}]
    assert values_of(record, as_of=at(10)) == [{"why": "second"}]
    assert values_of(record, as_of=at(-1)) == []


def test_a_date_means_the_end_of_that_day_in_utc(record):
    late = dt.datetime(2026, 9, 10, 23, 59, 59, 999999, tzinfo=dt.UTC)
    record.save([make_answer({"why": "today"}, saved_at=late)])
    record.save([make_answer({"why": "tomorrow"}, saved_at=late + dt.timedelta(microseconds=1))])
    assert values_of(record, as_of=dt.date(2026, 9, 10)) == [{"why": "today"}]
    assert values_of(record, as_of=dt.date(2026, 9, 9)) == []


def test_a_clock_that_jumps_back_reorders_nothing(record):
    record.save([make_answer({"why": "first"}), make_answer({"why": "second"}, saved_at=at(-600))])
    assert values_of(record) == [{"why": "second"}]


def test_a_form_that_lives_on_is_read_over_all_quarters(record):
    record.save([make_answer({"statement": "We listen"}), make_answer({"agreed": "yes"}, quarter=Q2)])
    (row,) = record.rows("oak-g3", "focus")
    assert row.values == {"agreed": "yes", "statement": "We listen"}
    assert row.quarter == Q2
    assert values_of(record, quarter=Q1) == [{"statement": "We listen"}]


def test_owners_forms_and_scopes_are_kept_apart(record):
    record.save(
        [
            make_answer({"a": 1}, owner="oak", scope="team"),
            make_answer({"a": 2}, owner="oak", scope="school"),
            make_answer({"a": 3}, form="norms"),
        ]
    )
    assert [row.values for row in record.rows("oak", "focus", scope="school")] == [{"a": 2}]
    assert len(record.rows("oak", "focus")) == 2
    assert values_of(record) == []


def test_all_rows_come_in_one_go_by_owner_and_form(record):
    record.save([make_answer(owner=owner, form=form) for owner in "ba" for form in "zy"])
    places = [(row.owner, row.form) for row in record.all_rows(quarter=Q1)]
    assert places == [("a", "y"), ("a", "z"), ("b", "y"), ("b", "z")]
    assert len(record.all_rows(form="z")) == 2


def test_history_tells_who_when_and_what_it_was_before(record):
    record.save([make_answer({"why": "first"}), make_answer({"why": "second"}, author="ben")])
    first, second = record.history("oak-g3", "focus", quarter=Q1, row="p1")
    assert (first.before, first.answer.author) == ({"why": None}, "ana")
    assert (second.before, second.answer.author) == ({"why": "first"}, "ben")
    assert record.history("oak-g3", "focus", after=first.seq) == [second]


def test_answers_come_in_the_order_they_were_saved(record):
    record.save([make_answer({"n": n}, saved_at=at(-n), row=f"r{n}") for n in range(2500)])
    assert [answer.values["n"] for answer in record.answers()] == list(range(2500))
    assert len(list(record.answers(row="r7"))) == 1


def test_a_reader_in_the_middle_keeps_no_writer_waiting(record):
    record.save([make_answer(row=f"r{n}") for n in range(3)])
    reading = record.answers()
    next(reading)
    assert record.save([make_answer()]) == 1
    reading.close()


def test_a_save_that_is_sent_again_adds_nothing(record):
    answer = make_answer(id="a")
    again = make_answer(id="a", saved_at=at(2))
    assert record.save([answer]) == 1
    assert record.save([again, again]) == 0
    assert record.rows("oak-g3", "focus")[0].saved_at == START


def test_an_id_with_another_content_is_refused_and_nothing_saved(record):
    record.save([make_answer(id="a")])
    with pytest.raises(RecordError, match="Two answers have the id “a”"):
        record.save([make_answer({"new": 1}, row="p9"), make_answer({"other": 1}, id="a")])
    assert [row.row for row in record.rows("oak-g3", "focus")] == ["p1"]


def test_saving_changes_no_argument(record):
    answer = make_answer({"list": [1, 2]})
    before = repr(answer)
    record.save([answer])
    record.rows("oak-g3", "focus")[0].values["list"].append(3)
    assert repr(answer) == before
    assert values_of(record) == [{"list": [1, 2]}]


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "<script>alert(1)</script>",
        "a\x00b\x07",
        "👩🏽‍🏫",
        "\ud83d",
        "שלום ‏",
        "a\u2028b",
        "",
        "né",
    ],
    ids=["long", "html", "control", "emoji", "half-emoji", "rtl", "separator", "empty", "accent"],
)
def test_any_text_comes_back_exactly(record, text):
    record.save([make_answer({"why": text})])
    assert values_of(record) == [{"why": text}]


def test_the_digest_changes_when_and_only_when_answers_do(record, tmp_path):
    empty = record.digest()
    record.save([make_answer(id="a")])
    one = record.digest()
    record.save([make_answer(id="a")])
    assert record.digest() == one != empty
    with open_record(tmp_path / "other.sqlite") as other:
        other.save([make_answer(id="b")])
        assert other.digest() == one


def test_the_digest_of_one_team_does_not_change_with_another(record):
    record.save([make_answer()])
    mine = record.digest(owner="oak-g3", quarter=Q1)
    before = record.digest(as_of=at(1))
    record.save([make_answer(owner="oak-g4", saved_at=at(2))])
    assert record.digest(owner="oak-g3", quarter=Q1) == mine
    assert record.digest(as_of=at(1)) == before != record.digest()


def test_a_missing_record_reads_as_an_empty_one_and_is_not_made(path):
    with open_record(path, read_only=True) as record:
        assert record.rows("oak-g3", "focus") == record.history("oak-g3", "focus") == record.batches() == []
        assert list(record.answers()) == []
        assert not path.exists()
        digest = record.digest()
        with open_record(path) as made:
            assert made.digest() == digest
            made.save([make_answer()])
        assert len(record.rows("oak-g3", "focus")) == 1


def test_a_record_opened_for_reading_refuses_to_save(path, record):
    with open_record(path, read_only=True) as reading, pytest.raises(RecordError, match="for reading only"):
        reading.save([make_answer()])
