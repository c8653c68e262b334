"""Saves that come at the same time: written in one step, each told its own, none in another's way."""

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from inquiry.errors import RecordError
from inquiry.lab.together import Together


class Slow:
    """A record whose first save waits until the others are in the queue."""

    def __init__(self, refuses=()):
        self.go, self.batches, self.refuses = threading.Event(), [], refuses

    def save_typed(self, given, *, lasting=(), locks=None):
        if not self.batches:
            self.batches.append(list(given))
            self.go.wait(10)
        else:
            self.batches.append(list(given))
        if set(given) & set(self.refuses):
            raise RecordError("refused")
        return [SimpleNamespace(id=each) for each in given]


def save_all(record, requests):
    queue = Together()
    with ThreadPoolExecutor(len(requests)) as pool:
        first = pool.submit(queue.save, record, requests[0], ())
        while not record.batches:
            pass
        others = [pool.submit(queue.save, record, each, ()) for each in requests[1:]]
        while len(queue._waiting) < len(others):
            pass
        record.go.set()
    return [first, *others]


def test_what_waits_is_written_in_one_step_and_each_gets_its_own():
    record = Slow()
    done = save_all(record, [["a"], ["b", "c"], ["d"]])
    assert [[taken.id for taken in each.result()] for each in done] == [["a"], ["b", "c"], ["d"]]
    assert [sorted(batch) for batch in record.batches] == [["a"], ["b", "c", "d"]]


def test_one_that_fails_does_not_keep_the_others_from_being_saved():
    record = Slow(refuses=["c"])
    done = save_all(record, [["a"], ["b"], ["c"]])
    assert [taken.id for taken in done[1].result()] == ["b"]
    with pytest.raises(RecordError):
        done[2].result()


class Locked:
    """A record that keeps the locks with which each batch was written."""

    def __init__(self):
        self.go, self.batches, self.locks = threading.Event(), [], []

    def save_typed(self, given, *, lasting=(), locks=None):
        self.batches.append(list(given))
        self.locks.append(locks)
        self.go.wait(10)
        return list(given)


def test_locks_hold_whoever_writes_for_those_that_wait():
    record, queue = Locked(), Together()
    with ThreadPoolExecutor(3) as pool:
        pool.submit(queue.save, record, ["a"], ())
        while not record.batches:
            pass
        pool.submit(queue.save, record, ["says nothing of locks"], ())
        while not queue._waiting:
            pass
        pool.submit(queue.save, record, ["a prediction"], (), "the locks")
        while len(queue._waiting) < 2:
            pass
        record.go.set()
    assert record.locks == [None, "the locks"]


class Full:
    """A record on a disk that is full, or that somebody else keeps locked."""

    def __init__(self):
        self.go, self.batches = threading.Event(), []

    def save_typed(self, given, *, lasting=(), locks=None):
        self.batches.append(list(given))
        self.go.wait(10)
        raise RecordError("full") from OperationalError("COMMIT", None, Exception("full"))


def test_a_full_or_locked_disk_is_waited_for_once_and_nobody_is_told_saved():
    record = Full()
    done = save_all(record, [["a"], ["b"], ["c"], ["d"]])
    for each in done:
        with pytest.raises(RecordError, match="full"):
            each.result()
    assert [len(batch) for batch in record.batches] == [1, 3]
