"""Whatever was saved, an export imported into a new record gives the same rows, as of any moment."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record.making import any_answer

from inquiry.record import import_answers, open_record, read_answers, write_answers

# Each example writes files and waits for the disk.
slow = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def plain(rows):
    """Rows without their place in the record; values told apart as JSON tells them."""
    return [{**vars(row), "seq": 0, "values": repr(row.values)} for row in rows]


@slow
@given(st.lists(any_answer, min_size=1, max_size=12), st.data())
def test_an_export_imported_elsewhere_gives_the_same_rows_as_of_any_moment(answers, data):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "answers.jsonl"
        with open_record(folder / "one.sqlite") as one, open_record(folder / "two.sqlite") as two:
            one.save(answers)
            write_answers(file, one.answers())
            read = read_answers(file).or_raise()
            assert read == answers
            assert import_answers(two, read).or_raise().added == len(answers)
            for as_of in (None, data.draw(st.sampled_from([answer.saved_at for answer in answers]))):
                for quarter in (None, "2026-27-Q1"):
                    filters = {"as_of": as_of, "quarter": quarter}
                    assert plain(two.all_rows(**filters)) == plain(one.all_rows(**filters))
            assert two.digest() == one.digest()
            again = folder / "again.jsonl"
            write_answers(again, two.answers())
            assert again.read_bytes() == file.read_bytes()


@slow
@given(st.lists(any_answer, max_size=8), st.lists(any_answer, max_size=8))
def test_later_saves_change_nothing_that_is_read_as_of_before(first, later):
    with tempfile.TemporaryDirectory() as name, open_record(Path(name) / "record.sqlite") as record:
        record.save(first)
        if not first:
            return
        moment = max(answer.saved_at for answer in first)
        before = plain(record.all_rows(as_of=moment))
        record.save(answer for answer in later if answer.saved_at > moment)
        assert plain(record.all_rows(as_of=moment)) == before


@slow
@given(st.lists(any_answer, max_size=8), st.lists(any_answer, max_size=8), st.lists(any_answer, max_size=8))
def test_a_withdrawn_import_leaves_the_rows_as_without_it(before, wrong, since):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_record(folder / "one.sqlite") as one, open_record(folder / "two.sqlite") as two:
            one.save(before)
            import_answers(one, wrong, "wrong.jsonl")
            one.save(since)
            if any(batch.name == "wrong.jsonl" for batch in one.batches()):
                one.withdraw("wrong.jsonl")
            two.save([*before, *since])
            assert plain(one.all_rows()) == plain(two.all_rows())
            assert one.digest() == two.digest()
