"""What other processes do while a record is copied or restored; a spawned process imports it by name."""

import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

from record.making import make_answer

from inquiry.record import open_record
from inquiry.record.backup import restore


def type_until_told(path: Path, writer: int, stop: Event, acknowledged: Queue) -> None:
    """Save one answer after another, and in the end tell which were acknowledged."""
    saved = []
    with open_record(path) as record:
        while not stop.is_set():
            number = len(saved)
            record.save(
                [make_answer({"note": "x" * 300}, row=f"w{writer}-{number}", id=f"{writer}-{number}")]
            )
            saved.append(f"{writer}-{number}")
            time.sleep(0.01)
    acknowledged.put(saved)


def restore_for_ever(folder: Path, backups: list[Path], started: Event) -> None:
    """Restore one backup after another until somebody kills this."""
    started.set()
    for number in range(10**6):
        kept = restore(folder, backups[number % len(backups)])
        if kept is not None:
            kept.unlink()
        time.sleep(0)
