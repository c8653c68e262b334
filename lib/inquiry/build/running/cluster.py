"""Pages run on a Dask cluster: the district goes to the workers once, the pages' bytes come back.

No shared disk is needed. A worker unpacks the district into a folder of its own, and runs each page there as
this computer would: in a process of its own, with the same limits.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import multiprocessing
import shutil
import sqlite3
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inquiry.build.current.remember import district_files, hash_everything, hash_program
from inquiry.build.running.folders import read_log
from inquiry.build.running.run import run_tasks
from inquiry.build.running.task import Outcome, Task
from inquiry.district.shipped import templates_folder
from inquiry.errors import UsageError
from inquiry.record import RECORD_FILE

CONNECT_SECONDS = 20
# A worker that dies takes its page with it: Dask gives the page to another so many times, and when the
# district went with the last worker that had it, we send it again so many times.
RETRIES = 3
WHEN = (1980, 1, 1, 0, 0, 0)  # in the packed district: the same district, the same bytes
_ONE_PAGE = threading.Lock()  # a worker with several threads still runs one page at a time in each process


@dataclass(frozen=True)
class Packed:
    """A district as it is sent: its files in a zip, and their digest."""

    content: bytes
    digest: str


def run_on_cluster(tasks: Sequence[Task], address: str, folder: Path) -> Iterator[tuple[int, Outcome]]:
    """Run every task on a Dask cluster, and give each one's outcome as soon as it is there.

    Parameters
    ----------
    tasks : sequence of Task
        What to run; what a page prints comes back into its task's log.
    address : str
        The scheduler's, such as `tcp://10.0.0.5:8786`.
    folder : Path
        The district's folder here.

    Yields
    ------
    tuple of int and Outcome
        The task's number and how it went, in the order in which they end.

    Raises
    ------
    UsageError
        When Dask is not installed, nobody answers there, it has no workers, or one has another version.
    """
    distributed = _import_dask()
    with _connected(distributed, address) as client:
        _refuse_unfit_workers(client, address)
        left = dict(enumerate(tasks))
        for _ in range(RETRIES):
            yield from _run_once(distributed, client, left, folder)
            if not left:
                return
        for n in left:
            yield n, Outcome(None, f"every worker of {address} that took the page ended before it was done")


def pack_district(folder: Path) -> Packed:
    """Put everything that pages may read into one archive, the record as it is at this moment."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in district_files(folder):
            name = path.relative_to(folder).as_posix()
            archive.writestr(zipfile.ZipInfo(name, WHEN), path.read_bytes(), zipfile.ZIP_DEFLATED)
        record = _copy_record(folder / RECORD_FILE)
        if record is not None:
            archive.writestr(zipfile.ZipInfo(RECORD_FILE, WHEN), record, zipfile.ZIP_DEFLATED)
    return Packed(content.getvalue(), hashlib.sha256(content.getvalue()).hexdigest())


def run_remotely(district: Packed, task: Task) -> tuple[Outcome, bytes]:
    """On a worker: run one page in the unpacked district; its outcome, and what it printed."""
    with _ONE_PAGE, tempfile.TemporaryDirectory(prefix="inquiry-") as scratch:
        folder = _unpacked(district)
        here = replace(task, folder=folder / task.folder, log=Path(scratch) / "page.log")
        ((_, outcome),) = run_tasks([here], jobs=1, share=folder)
        return outcome, read_log(here.log)


def _run_once(
    distributed: Any, client: Any, left: dict[int, Task], folder: Path
) -> Iterator[tuple[int, Outcome]]:
    """Send the district and every task that is left; take those that come back out of `left`."""
    packed = pack_district(folder)
    district = client.scatter(packed, broadcast=True)
    futures = {}
    for n, task in left.items():
        sent = replace(task, folder=task.folder.relative_to(folder), log=Path())
        futures[client.submit(run_remotely, district, sent, pure=False, retries=RETRIES)] = n
    try:
        for future in distributed.as_completed(futures, raise_errors=False):
            if future.status == "finished":
                n = futures[future]
                outcome, printed = future.result()
                left.pop(n).log.write_bytes(printed)
                future.release()
                yield n, outcome
    finally:
        client.cancel(list(futures))
        client.run(_forget, packed.digest)


def _import_dask() -> Any:
    try:
        import distributed
    except ImportError as trouble:
        raise UsageError(
            "Building on a cluster needs Dask. Install it with: pip install 'inquiry-cycle-workbook[dask]'"
        ) from trouble
    return distributed


@contextlib.contextmanager
def _connected(distributed: Any, address: str) -> Iterator[Any]:
    try:
        client = distributed.Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as trouble:
        raise UsageError(
            f"No Dask scheduler answers at {address}. Start one with `dask scheduler`, its workers with "
            "`dask worker ADDRESS --nthreads 1`, or correct the address."
        ) from trouble
    with client:
        yield client


def _refuse_unfit_workers(client: Any, address: str) -> None:
    """A worker with another program would make other pages, and some cannot start processes: say which."""
    theirs: dict[str, tuple[str, bool]] = client.run(_describe_worker)
    if not theirs:
        raise UsageError(f"The cluster at {address} has no workers. Start some: dask worker {address}")
    ours, _ = _describe_worker()
    others = [worker for worker, (version, _) in theirs.items() if version != ours]
    if others:
        raise UsageError(
            f"These workers have another version of this program, its questions or its libraries than this "
            f"computer: {', '.join(others)}. Install the same on all, then run the command again."
        )
    bound = [worker for worker, (_, may_start) in theirs.items() if not may_start]
    if bound:
        raise UsageError(
            f"These workers may not start processes: {', '.join(bound)}. Start them with the variable "
            "DASK_DISTRIBUTED__WORKER__DAEMON=False in their environment."
        )


def _describe_worker() -> tuple[str, bool]:
    """On a worker, or here: a digest of all that makes pages, and whether processes may be started."""
    no_district = Path(__file__).parent / "no district"
    version = hash_program() + hash_everything(no_district, templates_folder(), "")
    return version, not multiprocessing.current_process().daemon


def _copy_record(path: Path) -> bytes | None:
    """The record as it is at one moment, while others may write; None where there is none yet."""
    if not path.exists():
        return None
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as record:
        return bytes(record.serialize())


def _unpacked(district: Packed) -> Path:
    """The district's folder on this worker, made by the first page; Dask removes it when the worker ends."""
    from distributed import get_worker

    place = Path(get_worker().local_directory) / f"district-{district.digest}"
    if not place.is_dir():
        made = Path(tempfile.mkdtemp(prefix="unpacking-", dir=place.parent))
        with zipfile.ZipFile(io.BytesIO(district.content)) as archive:
            archive.extractall(made)
        made.rename(place)
    return place


def _forget(digest: str, dask_worker: Any) -> None:
    """On a worker, which Dask gives under this name: remove the district that was sent."""
    with _ONE_PAGE:
        shutil.rmtree(Path(dask_worker.local_directory) / f"district-{digest}", ignore_errors=True)
