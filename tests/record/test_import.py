"""Imports: once, all or none, and never over newer answers."""

from record.making import at, make_answer

from inquiry.record import import_answers


def test_importing_twice_adds_nothing(record):
    answers = [make_answer(id="a"), make_answer(row="p2", id="b")]
    first = import_answers(record, answers, "autumn.jsonl")
    again = import_answers(record, answers, "autumn.jsonl")
    assert (first.value.added, first.value.skipped) == (2, 0)
    assert (again.value.added, again.value.skipped, again.faults) == (0, 2, ())
    assert [batch.answers for batch in record.batches()] == [2]


def test_the_same_answer_twice_in_one_file_is_taken_once(record):
    answer = make_answer(id="a")
    assert import_answers(record, [answer, answer]).value.added == 1


def test_an_id_with_another_content_is_a_fault_and_nothing_is_imported(record):
    record.save([make_answer(id="a")])
    changed = make_answer({"priority": "Other"}, id="a", line=7, file="autumn.jsonl")
    later = make_answer(id="a", saved_at=at(1), line=8, file="autumn.jsonl")
    checked = import_answers(record, [make_answer(row="new"), changed, later])
    assert [(fault.file, fault.row, fault.column) for fault in checked.faults] == [
        ("autumn.jsonl", 7, "id"),
        ("autumn.jsonl", 8, "id"),
    ]
    assert checked.value.added == 0
    assert len(list(record.answers())) == 1


def test_two_contents_under_one_id_in_a_file_are_a_fault(record):
    checked = import_answers(record, [make_answer(id="a"), make_answer({"x": 1}, id="a")])
    assert [fault.column for fault in checked.faults] == ["id"]
    assert record.rows("oak-g3", "focus") == []


def test_what_was_typed_since_is_not_overwritten(record):
    record.save([make_answer({"why": "typed", "skill": "writing"}, saved_at=at(60))])
    checked = import_answers(
        record,
        [
            make_answer({"why": "from the file"}, saved_at=at(30), line=1),
            make_answer({"why": "typed"}, saved_at=at(30), line=2),
            make_answer({"students": "newcomers"}, saved_at=at(30), line=3),
            make_answer({"skill": "reading"}, saved_at=at(90), line=4),
            make_answer({}, removed=True, saved_at=at(30), line=5),
            make_answer({"why": "other quarter"}, saved_at=at(30), quarter="2026-27-Q2", line=6),
        ],
    )
    assert [(fault.row, fault.column, fault.severity) for fault in checked.faults] == [
        (1, "why", "note"),
        (5, "removed", "note"),
    ]
    assert (checked.value.added, checked.value.left_out) == (4, 2)
    (row,) = record.rows("oak-g3", "focus", quarter="2026-27-Q1")
    assert row.values == {"why": "typed", "skill": "reading", "students": "newcomers"}


def test_lines_of_one_file_go_over_each_other_in_their_order(record):
    answers = [make_answer({"why": "first"}, saved_at=at(9)), make_answer({"why": "second"})]
    assert import_answers(record, answers).faults == ()
    assert record.rows("oak-g3", "focus")[0].values == {"why": "second"}


def test_a_large_file_is_imported_whole(record):
    answers = [make_answer(row=f"r{n}", owner=f"team-{n % 1500}") for n in range(3000)]
    assert import_answers(record, answers, "all.jsonl", author="coach").value.added == 3000
    assert import_answers(record, answers, "all.jsonl").value.skipped == 3000
    assert record.batches()[0].author == "coach"
