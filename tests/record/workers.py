"""What other processes do in the tests; a spawned process imports it by name."""

import os
import time
from multiprocessing.queues import Queue
from pathlib import Path

from record.making import make_answer

from inquiry.record import open_record


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

    bring_up_to_date(make_engine(path, 5.0), path, migrations, head="0003")


def hold(path: Path, held: Queue, seconds: float) -> None:
    """Keep the record locked for a while."""
    with open_record(path) as record, record.writing():
        held.put(True)
        time.sleep(seconds)
