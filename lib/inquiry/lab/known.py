"""What the server keeps of a district's folder between two requests, as long as its files stay the same."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from inquiry.cycle import Cycle, load_cycle
from inquiry.district import District, load_district
from inquiry.district.model import district_files
from inquiry.errors import RecordError
from inquiry.lab.together import Together
from inquiry.record import RECORD_FILE, Record, open_record
from inquiry.record.where import describe_risk

T = TypeVar("T")
MOST_KEPT = 2000  # pages: more than a large district has open in a day


@dataclass
class Known:
    """The districts, records and pages that a server has read; it may be used by several threads.

    `as_of` is the day that counts as today, `hub_user` the name under which a hub started this server.
    """

    as_of: dt.date | None = None
    hub_user: str | None = None
    _kept: dict[Any, tuple[Any, Any]] = field(default_factory=dict)
    _locks: dict[Any, threading.Lock] = field(default_factory=dict)
    _queues: dict[Path, Together] = field(default_factory=dict)

    def district(self, folder: Path) -> District:
        """A district; read again when one of its lists changed.

        Raises
        ------
        BadInput
            When the folder cannot be used.
        """
        return self.while_same(("district", folder), district_files(folder), lambda: _read(folder))

    def cycle(self) -> Cycle:
        """The questions; whether one of their many files changed is looked at once a second."""
        return self.while_same("cycle", [], load_cycle, int(time.monotonic()))

    @contextlib.contextmanager
    def record(self, folder: Path) -> Iterator[Record]:
        """A district's record of answers, open for reading and writing.

        A record that gave trouble is opened anew by the next request: it may have been put back meanwhile.
        """
        key = ("record", folder)
        try:
            yield self.while_same(key, [], lambda: open_record(folder / RECORD_FILE))
        except RecordError:
            self._kept.pop(key, None)
            raise

    def together(self, folder: Path) -> Together:
        """The saves that wait for a district's record."""
        return self._queues.setdefault(folder, Together())

    @contextlib.contextmanager
    def one_at_a_time(self, what: Any) -> Iterator[None]:
        """Let one request after another do something, such as write a file."""
        with self._locks.setdefault(what, threading.Lock()):
            yield

    def warning(self, folder: Path) -> str | None:
        """What is risky about where the record lies; None where nothing is."""
        return self.while_same(("risk", folder), [], lambda: _say_risk(folder))

    def today(self, district: District) -> dt.date:
        """The day that counts as today: by the district's clock."""
        return self.as_of or dt.datetime.now(district.settings.zone).date()

    def while_same(self, key: Any, files: Iterable[Path], make: Callable[[], T], also: object = None) -> T:
        """What `make` gives, kept under `key` until one of the files, or `also`, changes."""
        stamps = (also, *map(stamp, files))
        kept = self._kept.get(key)
        if kept is None or kept[0] != stamps:
            with self.one_at_a_time(key):
                kept = self._kept.get(key)
                if kept is None or kept[0] != stamps:
                    kept = (stamps, make())
                    if len(self._kept) >= MOST_KEPT:
                        self._kept.clear()
                    self._kept[key] = kept
        made: T = kept[1]
        return made


def stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _read(folder: Path) -> District:
    district = load_district(folder)
    _ = district.people, district.all_schools  # worked out once, not by two threads at a time
    return district


def _say_risk(folder: Path) -> str | None:
    risk = describe_risk(folder)
    return str(risk) if risk else None
