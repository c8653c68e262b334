"""Ballots lie apart from all other answers: nothing tells between which two of them one was cast."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from record.making import make_answer

from inquiry.record import ballot_box
from inquiry.record.ballot_box import COUNTED_BY, came_before
from inquiry.record.ballots import to_ballot

VOTE = ("school", "oak", "readiness-vote")


def ballot(n, **more):
    cast = make_answer(
        {"ready": "ready"}, scope="school", owner="oak", form="readiness-vote", row=f"b{n}", id=f"b{n}"
    )
    return to_ballot(replace(cast, **more), UTC)


def places(record):
    return {each.row: each.seq for each in record.all_rows(form="readiness-vote")}


def test_a_typed_ballot_stands_between_no_two_answers(record):
    record.save_typed([make_answer(id="a"), ballot(1), make_answer(row="p2", id="c")])
    assert places(record)["b1"] < 0
    assert [row.seq for row in record.all_rows(form="focus")] == [1, 2]


def test_within_five_ballots_the_order_is_chance_and_the_fives_stay_in_theirs(record):
    cast = [f"b{n}" for n in range(6 * COUNTED_BY)]
    record.save_typed([ballot(n) for n in range(len(cast))])
    found = sorted(places(record), key=lambda row: came_before(places(record)[row]))
    fives = [slice(n, n + COUNTED_BY) for n in range(0, len(cast), COUNTED_BY)]
    assert [set(found[five]) for five in fives] == [set(cast[five]) for five in fives]
    assert found != cast  # by chance once in 120 to the sixth


def test_a_place_that_is_taken_is_drawn_again(record, monkeypatch):
    drawn = iter([7, 7, 8])
    monkeypatch.setattr(ballot_box.secrets, "randbelow", lambda _: next(drawn))
    record.save_typed([ballot(1), ballot(2)])
    assert places(record)["b2"] == places(record)["b1"] + 1


def test_ballots_that_were_imported_come_before_those_cast_here(record):
    record.save([ballot(1)])
    record.save_typed([ballot(2)])
    assert sorted(places(record), key=lambda row: came_before(places(record)[row])) == ["b1", "b2"]


def test_a_ballot_is_news_and_is_read_and_sent_twice_like_any_answer(record):
    mark = record.mark()
    (once,) = record.save_typed([ballot(1)])
    (again,) = record.save_typed([ballot(1)])
    assert (once.state, again) == ("saved", once)
    assert record.changed_since(mark) == {VOTE}
    assert record.changed_since(record.mark()) == frozenset()
    assert [each.id for each in record.answers()] == ["b1"]
    assert [each.answer.id for each in record.history("oak", "readiness-vote")] == ["b1"]


@pytest.mark.parametrize("first", [True, False])
def test_a_mark_holds_whether_or_not_a_ballot_was_the_first_answer(record, first):
    said = [ballot(1), make_answer(id="a", saved_at=datetime(2026, 9, 10, tzinfo=UTC))]
    record.save_typed(said if first else said[::-1])
    mark = record.mark()
    record.save([make_answer(row="p2")])
    assert record.changed_since(mark) == {("team", "oak-g3", "focus")}
