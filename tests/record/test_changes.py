"""What is new since a moment of the record."""

import pytest
from record.making import at, make_answer

from inquiry.record import import_answers, open_record
from inquiry.record.changes import NO_MARK

FOCUS = ("team", "oak-g3", "focus")


def test_what_was_answered_since_is_named_once_each(record):
    record.save([make_answer(form="old")])
    mark = record.mark()
    assert record.changed_since(mark) == frozenset()
    record.save(
        [make_answer(), make_answer(row="p2"), make_answer(scope="school", owner="oak", form="norms")]
    )
    assert record.changed_since(mark) == {FOCUS, ("school", "oak", "norms")}
    assert record.mark() != mark


def test_what_waits_beside_is_a_change(record):
    record.save([make_answer(id="a")])
    mark = record.mark()
    record.save_typed([make_answer({"priority": "Other"})])
    assert record.changed_since(mark) == {FOCUS}


def test_a_closed_quarter_is_another_moment_and_no_other_answer(record):
    mark = record.mark()
    record.close_quarter("2026-27-Q1")
    assert record.mark() != mark
    assert record.changed_since(mark) == frozenset()


def test_after_a_withdrawal_everything_may_differ(record):
    import_answers(record, [make_answer()], "wrong.jsonl")
    mark = record.mark()
    record.withdraw("wrong.jsonl")
    assert record.changed_since(mark) is None
    assert record.changed_since(record.mark()) == frozenset()


def test_a_mark_of_another_record_tells_nothing(record, tmp_path):
    record.save([make_answer(id="a"), make_answer(id="b")])
    mark = record.mark()
    with open_record(tmp_path / "other.sqlite") as other:
        assert other.changed_since(mark) is None
        other.save([make_answer(id="a"), make_answer(id="c"), make_answer(id="d")])
        assert other.changed_since(mark) is None


def test_an_import_is_a_change_like_any_other(record):
    import_answers(record, [make_answer(id="a")], "first.jsonl")
    mark = record.mark()
    import_answers(record, [make_answer(id="b", form="new")], "second.jsonl")
    assert record.changed_since(mark) == {("team", "oak-g3", "new")}


def test_after_a_restore_another_import_withdrawn_is_another_moment(record, tmp_path):
    import_answers(record, [make_answer(id="a")], "one.jsonl")
    import_answers(record, [make_answer(id="b", row="p2")], "two.jsonl")
    backup = tmp_path / "backup.sqlite"
    backup.write_bytes(record.path.read_bytes())
    record.withdraw("one.jsonl")
    mark = record.mark()
    with open_record(backup) as restored:
        restored.withdraw("two.jsonl")
        assert restored.mark() != mark
        assert restored.changed_since(mark) is None


def test_a_file_imported_afresh_under_the_same_ids_is_another_moment(record, tmp_path):
    import_answers(record, [make_answer({"priority": "Wrong"}, id="a"), make_answer(id="b", row="p2")], "x")
    mark = record.mark()
    with open_record(tmp_path / "afresh.sqlite") as afresh:
        import_answers(
            afresh, [make_answer({"priority": "Right"}, id="a"), make_answer(id="b", row="p2")], "x"
        )
        assert afresh.mark() != mark
        assert afresh.changed_since(mark) is None


@pytest.mark.parametrize(
    "mark",
    [
        "",
        "x",
        "1 0 0 0",
        "-1 0 0 0 a",
        "9" * 30 + " 0 0 0 a",
        "1 0 0 0 a\nb",
        "0 0 0 0 a",
        "0 1:ff 0 0 ",
        "0 0:0",
    ],
)
def test_what_is_no_mark_tells_nothing(record, mark):
    assert record.changed_since(mark) is None


def test_a_record_that_is_not_there_is_as_an_empty_one(path):
    with open_record(path, read_only=True) as missing:
        assert missing.mark() == NO_MARK
        assert missing.changed_since(NO_MARK) == frozenset()
        assert missing.changed_since("1 0 0 a") is None
        assert missing.latest(["oak-g3"]) == []
        with open_record(path) as made:
            assert made.mark() == NO_MARK
            made.save([make_answer()])
        assert missing.changed_since(NO_MARK) == {FOCUS}


def test_the_latest_come_newest_first_with_what_they_replaced(record):
    record.save([make_answer({"why": "first", "skill": "writing"}), make_answer({"n": 1}, owner="elsewhere")])
    record.save([make_answer({"statement": "x"}, owner="oak", scope="school", form="norms")])
    record.save([make_answer({"why": "second"}), make_answer({"why": "third"}, author="ben")])
    latest = record.latest(["oak-g3", "oak"])
    assert [revision.before for revision in latest] == [
        {"why": "second"},
        {"why": "first"},
        {"statement": None},
        {"why": None, "skill": None},
    ]
    assert latest[0].answer.author == "ben"
    assert record.latest(["oak-g3", "oak"], limit=2) == latest[:2]
    assert [each.answer.form for each in record.latest(["oak"], ["norms"])] == ["norms"]
    assert record.latest(["oak-g3"], ["norms"]) == record.latest([]) == record.latest(["oak"], []) == []


def test_the_latest_say_the_same_as_the_history(record):
    record.save([make_answer({"why": n, f"f{n % 3}": n}, row=f"p{n % 2}", saved_at=at(n)) for n in range(30)])
    import_answers(record, [make_answer({"why": "wrong"}, row="p1", saved_at=at(40))], "wrong.jsonl")
    record.withdraw("wrong.jsonl")
    record.save_typed(
        [make_answer({"why": "unseen"}, row="p1"), make_answer({"why": "q2"}, quarter="2026-27-Q2")]
    )
    told = {each.seq: each for each in record.history("oak-g3", "focus") if not each.withdrawn}
    assert record.latest(["oak-g3"]) == [told[seq] for seq in sorted(told, reverse=True)]


def test_the_latest_as_of_a_moment_of_one_quarter(record):
    record.save([make_answer({"why": "a"}), make_answer({"why": "b"}, saved_at=at(9))])
    record.save([make_answer({"why": "c"}, quarter="2026-27-Q2")])
    assert [each.answer.values["why"] for each in record.latest(["oak-g3"], as_of=at(1))] == ["c", "a"]
    assert [each.answer.values["why"] for each in record.latest(["oak-g3"], quarter="2026-27-Q1")] == [
        "b",
        "a",
    ]
