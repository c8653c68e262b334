"""A quick look at everything a build starts from: which files there are, how large, how old; nothing is read.

Where two looks are the same, nothing can have changed between them. Where they differ, the parts say where to
look closer.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from inquiry.build.current.remember import ABOVE_PAGES, OUTPUTS, files_in, versions
from inquiry.build.notebook.keys import known_key
from inquiry.district.digests import digest
from inquiry.district.kept import SETTLED_SECONDS
from inquiry.district.shipped import notebooks_folder, templates_folder
from inquiry.record import RECORD_FILE, open_record
from inquiry.views.disclosed.memory import FOLDER as PLANS
from inquiry.views.disclosed.memory import digest_plans


@dataclass(frozen=True)
class Stamp:
    """What a look saw; each part is a digest but for the record's mark. `settled`: no file was too young.

    `told` is of what staff are told (views/disclosed), which a build itself decides.
    """

    record: str
    district: str
    templates: str
    program: str
    told: str
    settled: bool

    @cached_property
    def id(self) -> str:
        """A short name of the look."""
        return digest(asdict(self))


def take_stamp(folder: Path, quarter: str, as_of: dt.date) -> Stamp:
    """Look at a district's folder, the templates, the notebooks and the program."""
    began = time.time_ns()
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        mark = record.mark()
    library, templates = Path(__file__).resolve().parents[2], templates_folder()
    read = files_in(folder, skip=OUTPUTS | {PLANS})
    own = (path for path in read if not path.name.startswith(RECORD_FILE))
    seen = [
        _look(folder, own),
        _look(templates, files_in(templates, skip={"html"})),
        _look(library, files_in(library, skip=ABOVE_PAGES)),
        _look(notebooks_folder(), files_in(notebooks_folder(), skip=())),
    ]
    settled = max(newest for _, newest in seen) < began - SETTLED_SECONDS * 10**9
    more = (versions(), known_key() or "", quarter, as_of.isoformat())
    program = digest([seen[2][0], seen[3][0], more])
    return Stamp(mark, seen[0][0], seen[1][0], program, digest_plans(folder), settled)


def _look(root: Path, files: Iterable[Path]) -> tuple[str, int]:
    """A digest of the names, sizes and times of some files, and the time of the youngest."""
    seen, newest = [], 0
    for path in files:
        try:
            stat = path.stat()
        except OSError as trouble:
            seen.append((path.relative_to(root).as_posix(), trouble.errno or 0, 0, 0))
            continue
        seen.append((path.relative_to(root).as_posix(), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
        newest = max(newest, stat.st_mtime_ns, stat.st_ctime_ns)
    return digest(seen), newest
