"""A quarter that is closed takes no answers until it is reopened."""

import pytest
from record.making import make_answer

from inquiry.errors import RecordError, UsageError
from inquiry.record import import_answers, open_record

Q1, Q2 = "2026-27-Q1", "2026-27-Q2"


def test_a_closed_quarter_is_told_with_when_by_whom_and_why(record):
    assert record.closed_quarters() == {}
    record.close_quarter(Q1, author="coach", reason="the year is over")
    (closure,) = record.closed_quarters().values()
    assert (closure.quarter, closure.author, closure.reason) == (Q1, "coach", "the year is over")
    assert closure.at.utcoffset() is not None


def test_a_quarter_is_closed_reopened_and_closed_again(record):
    record.close_quarter(Q1)
    record.reopen_quarter(Q1, author="coach")
    assert record.save([make_answer()]) == 1
    record.close_quarter(Q1, reason="again")
    assert record.closed_quarters()[Q1].reason == "again"


def test_closing_twice_and_reopening_what_is_open_are_refused(record):
    with pytest.raises(UsageError, match="“2026-27-Q1” is open"):
        record.reopen_quarter(Q1)
    record.close_quarter(Q1)
    with pytest.raises(UsageError, match="closed already, since"):
        record.close_quarter(Q1)


def test_saving_into_a_closed_quarter_is_refused_and_sending_again_is_not(record):
    record.save([make_answer(id="a")])
    record.close_quarter(Q1)
    with pytest.raises(RecordError, match=r"“2026-27-Q1” is closed.*Reopen"):
        record.save([make_answer(quarter=Q2), make_answer(row="p2")])
    assert record.save([make_answer(id="a")]) == 0
    assert len(list(record.answers())) == 1


def test_an_import_into_a_closed_quarter_names_it_and_its_first_line(record):
    record.save([make_answer(id="a")])
    record.close_quarter(Q1)
    new = [make_answer(row=f"p{n}", line=n, file="autumn.jsonl") for n in (4, 5)]
    checked = import_answers(record, [make_answer(id="a", line=1), make_answer(quarter=Q2), *new])
    (fault,) = checked.faults
    assert (fault.file, fault.row, fault.column, fault.severity) == ("autumn.jsonl", 4, "quarter", "error")
    assert "in 2 new answers" in fault.found
    assert f"reopen -q {Q1}" in fault.cure
    assert (checked.value.added, len(list(record.answers()))) == (0, 1)


def test_an_import_of_what_is_there_already_minds_no_closed_quarter(record):
    import_answers(record, [make_answer(id="a")])
    record.close_quarter(Q1)
    again = import_answers(record, [make_answer(id="a"), make_answer(quarter=Q2)])
    assert (again.value.added, again.value.skipped, again.faults) == (1, 1, ())


def test_a_record_that_is_not_there_has_no_closed_quarter(path):
    with open_record(path, read_only=True) as record:
        assert record.closed_quarters() == {}
