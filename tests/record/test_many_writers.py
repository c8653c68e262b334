"""Many processes save at once, and some die: everything that was acknowledged is there."""

import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import time
from collections import Counter
from contextlib import closing

import pytest
from record.making import make_answer
from record.workers import (
    die_while_writing,
    hold,
    other_processes,
    save_some,
    save_until_killed,
    type_for,
    type_until_killed,
)

from inquiry.record import open_record

processes = other_processes()
WRITERS = 4
EACH = 25
TYPISTS = int(os.environ.get("INQUIRY_TYPISTS", "4"))  # 20 in the figures of the report
SECONDS = float(os.environ.get("INQUIRY_SECONDS", "2"))
KILLS = int(os.environ.get("INQUIRY_KILLS", "3"))


def ids_of(record):
    return {answer.id for answer in record.answers()}


def test_every_acknowledged_answer_of_many_processes_is_there(path):
    # No one makes the record first: all of them may.
    acknowledged = processes.Queue()
    writers = [
        processes.Process(target=save_some, args=(path, n, EACH, acknowledged)) for n in range(WRITERS)
    ]
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
    writer = processes.Process(target=save_until_killed, args=(path, acknowledged))
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


def test_everything_that_many_people_typed_into_the_same_rows_is_there(path):
    told = processes.Queue()
    typists = [processes.Process(target=type_for, args=(path, n, SECONDS, told)) for n in range(TYPISTS)]
    for typist in typists:
        typist.start()
    found = [told.get(timeout=120) for _ in range(2 * TYPISTS)]
    for typist in typists:
        typist.join()
    assert [typist.exitcode for typist in typists] == [0] * TYPISTS
    taken = [each for results in found if results for each in results[0]]
    with open_record(path, read_only=True) as record:
        held = {answer.id: answer for answer in record.answers()}
        standing = {row.revision for row in record.rows("oak-g3", "focus")}
    for name, values, state in taken:
        parts = [held[part] for part in (name, f"{name}.aside") if part in held]
        assert {key: value for part in parts for key, value in part.values.items()} == values
        assert [part.aside for part in parts][-1] == (state == "aside")
    states = Counter(state for *_, state in taken)
    assert len(standing) == 3
    assert states["refused"] == 0
    slowest = max(results[1] for results in found if results)
    print(f"{TYPISTS} processes, {SECONDS} s: {dict(states)} of {len(taken)}, slowest {slowest:.2f} s")
    told.close()
    told.join_thread()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_whoever_types_may_be_killed_at_any_moment(path, tmp_path):
    acknowledged, chance = tmp_path / "acknowledged.txt", random.Random(1)
    acknowledged.touch()
    for turn in range(KILLS):
        size = acknowledged.stat().st_size
        typist = processes.Process(target=type_until_killed, args=(path, acknowledged, turn))
        typist.start()
        while acknowledged.stat().st_size == size:
            assert typist.is_alive()
            time.sleep(0.005)
        time.sleep(chance.random() * 0.2)
        os.kill(typist.pid, signal.SIGKILL)
        typist.join()
        told = set(acknowledged.read_text(encoding="utf-8").split())
        with open_record(path) as record:
            saved = ids_of(record)
        assert told <= saved
        assert len(saved - told) <= turn + 1  # at most one a turn was saved and not told of any more
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    print(f"{KILLS} kills: {len(told)} acknowledged, {len(saved)} saved")


def test_a_writer_that_dies_in_the_middle_leaves_nothing_half_written(path, record):
    record.save([make_answer()])
    writer = processes.Process(target=die_while_writing, args=(path,))
    writer.start()
    writer.join()
    assert writer.exitcode == 9
    with open_record(path, read_only=True) as reading:  # also where only readers come after it
        assert [row.row for row in reading.rows("oak-g3", "focus")] == ["p1"]
    assert record.save([make_answer(row="p2")]) == 1


def test_a_writer_waits_for_its_turn(path, record):
    held = processes.Queue()
    other = processes.Process(target=hold, args=(path, held, 0.5))
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
