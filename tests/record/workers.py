"""What other processes do in the tests, and how they are started."""

import multiprocessing
import os
import random
import signal
import time
from multiprocessing.queues import Queue
from pathlib import Path

from record.making import make_answer

from inquiry.record import open_record

PRELOADED = ["record.workers", "record.transfer_workers"]


def other_processes() -> multiprocessing.context.BaseContext:
    """Processes that share nothing with the test's own: forked by a server that has loaded what they need.

    A spawned one, as where there is no such server, takes a second to load it all anew.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def save_some(path: Path, writer: int, count: int, acknowledged: Queue) -> None:
    """Save one answer after another and tell of each once it is saved."""
    with open_record(path) as record:
        for number in range(count):
            answer = make_answer({"note": "x" * 500}, row=f"w{writer}-{number}", id=f"{writer}-{number}")
            record.save([answer])
            acknowledged.put(answer.id)


def save_until_killed(path: Path, acknowledged: Path) -> None:
    """Save for ever; each id goes to a file once its answer is saved."""
    with open_record(path) as record, acknowledged.open("a", encoding="utf-8") as told:
        for number in range(10**6):
            record.save([make_answer({"note": "x" * 5000}, row=f"r{number}", id=f"id-{number}")])
            told.write(f"id-{number}\n")
            told.flush()


def type_for(path: Path, writer: int, seconds: float, told: Queue) -> None:
    """Type in a few rows that everybody types in, mostly with an old sight of them; tell what was taken."""
    chance = random.Random(writer)
    base, count, slowest, taken = None, 0, 0.0, []
    with open_record(path) as record:
        told.put(None)  # ready
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            count += 1
            row = f"p{chance.randrange(3)}"
            values = {name: f"{writer} wrote {count}" for name in ("why", "skill") if chance.random() < 0.7}
            if chance.random() < 0.3:
                base = next(
                    (each.revision for each in record.rows("oak-g3", "focus") if each.row == row), None
                )
            answer = make_answer(values, row=row, author=f"w{writer}", id=f"{writer}-{count}", base=base)
            start = time.monotonic()
            (state,) = record.save_typed([answer])
            slowest = max(slowest, time.monotonic() - start)
            taken.append((answer.id, values, state.state))
    told.put((taken, slowest))


def type_until_killed(path: Path, acknowledged: Path, turn: int) -> None:
    """Type for ever, against oneself, so that parts wait beside; each id goes to a file once it is taken."""
    with open_record(path) as record, acknowledged.open("a", encoding="utf-8") as told:
        for number in range(10**6):
            answer = make_answer({"note": f"{turn} {number} " + "x" * 3000}, row="p1", id=f"{turn}-{number}")
            (taken,) = record.save_typed([answer])
            told.write(f"{taken.revision}\n")
            told.flush()


def migrate_until_killed(path: Path, statement: int) -> None:
    """Bring a record up to date, and die before the given statement is run."""
    from sqlalchemy import event

    from inquiry.record.engine import make_engine
    from inquiry.record.migrate import bring_up_to_date

    engine, left = make_engine(path, 5.0), [statement]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA cache_size = 1"))
    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)
    bring_up_to_date(engine, path)


def die_while_writing(path: Path) -> None:
    """Stop dead in the middle of a transaction, after much of it went to the disk."""
    with open_record(path) as record, record.writing() as connection:
        from inquiry.record.lines import add_lines

        connection.exec_driver_sql("PRAGMA cache_size = 1")  # pages go to the file before the commit
        add_lines(connection, [make_answer({"n": "y" * 9000}, row=f"half-{n}") for n in range(300)])
        os._exit(9)


def die_while_migrating(path: Path, migrations: Path) -> None:
    """Stop dead in the middle of a migration."""
    from inquiry.record.engine import make_engine
    from inquiry.record.migrate import bring_up_to_date

    bring_up_to_date(make_engine(path, 5.0), path, migrations, head="0004")


def hold(path: Path, held: Queue, seconds: float) -> None:
    """Keep the record locked for a while."""
    with open_record(path) as record, record.writing():
        held.put(True)
        time.sleep(seconds)
