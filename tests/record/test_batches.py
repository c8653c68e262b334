"""A wrong import is withdrawn in one step."""

import pytest
from record.making import at, make_answer

from inquiry.errors import UsageError
from inquiry.record import import_answers, open_record


@pytest.fixture
def wrong(record):
    """A record with a team's answer, a wrong import over it, and what the team typed since."""
    record.save([make_answer({"why": "ours"}, row="p1")])
    import_answers(record, [make_answer({"why": "wrong"}, saved_at=at(1), id="w1")], "autumn.jsonl")
    record.save([make_answer({"skill": "writing"}, saved_at=at(2))])
    return record


def test_a_withdrawn_import_is_as_if_it_had_never_come(wrong):
    assert wrong.withdraw("autumn.jsonl", author="coach", reason="last year's file") == 1
    assert [row.values for row in wrong.rows("oak-g3", "focus")] == [{"skill": "writing", "why": "ours"}]
    assert [row.values for row in wrong.rows("oak-g3", "focus", as_of=at(1))] == [{"why": "ours"}]
    assert [answer.values for answer in wrong.answers()] == [{"why": "ours"}, {"skill": "writing"}]


def test_history_still_shows_what_was_withdrawn(wrong):
    wrong.withdraw("autumn.jsonl")
    history = wrong.history("oak-g3", "focus")
    assert [revision.withdrawn for revision in history] == [False, True, False]
    assert [revision.before for revision in history] == [{"why": None}, {"why": "ours"}, {"skill": None}]


def test_imports_are_listed_with_what_became_of_them(wrong):
    wrong.withdraw("autumn.jsonl", author="coach", reason="last year's file")
    (batch,) = wrong.batches()
    assert (batch.name, batch.answers, batch.withdrawn_by, batch.reason) == (
        *("autumn.jsonl", 1),
        *("coach", "last year's file"),
    )
    assert batch.withdrawn_at >= batch.opened_at


def test_what_was_withdrawn_may_be_imported_again(wrong):
    wrong.withdraw("autumn.jsonl")
    again = import_answers(wrong, [make_answer({"why": "right"}, saved_at=at(1), id="w1")], "autumn.jsonl")
    assert again.value.added == 1
    assert wrong.rows("oak-g3", "focus")[0].values["why"] == "right"


def test_two_imports_of_one_name_are_withdrawn_one_at_a_time(record):
    import_answers(record, [make_answer(row="a")], "autumn.jsonl")
    import_answers(record, [make_answer(row="b")], "autumn.jsonl")
    record.withdraw("autumn.jsonl")
    assert [row.row for row in record.rows("oak-g3", "focus")] == ["a"]
    record.withdraw(1)
    assert record.rows("oak-g3", "focus") == []


def test_an_import_that_does_not_stand_cannot_be_withdrawn(wrong):
    wrong.withdraw("autumn.jsonl")
    with pytest.raises(UsageError, match=r"no import “autumn\.jsonl” that stands"):
        wrong.withdraw("autumn.jsonl")


def test_the_digest_knows_of_a_withdrawal(wrong, tmp_path):
    before = wrong.digest()
    wrong.withdraw("autumn.jsonl")
    with open_record(tmp_path / "never.sqlite") as never:
        never.save(list(wrong.answers()))
        assert wrong.digest() == never.digest() != before
