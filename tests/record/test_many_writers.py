"""Many processes save at once, and some die: everything that was acknowledged is there."""

import multiprocessing
import time

import pytest
from record.making import make_answer
from record.workers import die_while_writing, hold, save_some, save_until_killed

from inquiry.record import open_record

spawn = multiprocessing.get_context("spawn")
WRITERS = 4
EACH = 25


def ids_of(record):
    return {answer.id for answer in record.answers()}


def test_every_acknowledged_answer_of_many_processes_is_there(path):
    # No one makes the record first: all of them may.
    acknowledged = spawn.Queue()
    writers = [spawn.Process(target=save_some, args=(path, n, EACH, acknowledged)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    told = {acknowledged.get(timeout=60) for _ in range(WRITERS * EACH)}
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    with open_record(path, read_only=True) as record:
        assert ids_of(record) == told
    acknowledged.close()
    acknowledged.join_thread()


def test_a_killed_writer_leaves_every_acknowledged_answer(path, tmp_path):
    acknowledged = tmp_path / "acknowledged.txt"
    writer = spawn.Process(target=save_until_killed, args=(path, acknowledged))
    writer.start()
    while not acknowledged.exists() or acknowledged.stat().st_size < 200:
        assert writer.is_alive()
        time.sleep(0.01)
    writer.kill()
    writer.join()
    told = set(acknowledged.read_text(encoding="utf-8").split())
    with open_record(path, read_only=True) as record:
        saved = ids_of(record)
    assert told <= saved
    assert len(saved - told) <= 1


def test_a_writer_that_dies_in_the_middle_leaves_nothing_half_written(path, record):
    record.save([make_answer()])
    writer = spawn.Process(target=die_while_writing, args=(path,))
    writer.start()
    writer.join()
    assert writer.exitcode == 9
    with open_record(path, read_only=True) as reading:  # also where only readers come after it
        assert [row.row for row in reading.rows("oak-g3", "focus")] == ["p1"]
    assert record.save([make_answer(row="p2")]) == 1


def test_a_writer_waits_for_its_turn(path, record):
    held = spawn.Queue()
    other = spawn.Process(target=hold, args=(path, held, 0.5))
    other.start()
    assert held.get(timeout=60)
    assert record.save([make_answer()]) == 1
    other.join()
    held.close()
    held.join_thread()


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_an_open_record_can_be_used_on_both_sides_of_a_fork(path, record):
    record.save([make_answer(row="before")])
    child = multiprocessing.get_context("fork").Process(
        target=record.save, args=([make_answer(row="child")],)
    )
    child.start()
    record.save([make_answer(row="parent")])
    child.join()
    assert child.exitcode == 0
    assert {row.row for row in record.rows("oak-g3", "focus")} == {"before", "child", "parent"}
