"""Pages run on a Dask cluster: the district goes to the workers once, the pages' bytes come back.

No shared disk is needed. A worker unpacks the district into a folder of its own, and runs each page there as
this computer would: in a process of its own, with the same limits.
"""

from __future__ import annotations

import contextlib
import io
import secrets
import sqlite3
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from inquiry.build.current.remember import district_files
from inquiry.build.running.cluster_worker import Packed, describe_worker, forget, run_remotely
from inquiry.build.running.task import Outcome, Task
from inquiry.errors import PageError, UsageError
from inquiry.record import RECORD_FILE

CONNECT_SECONDS = 20
# A worker that dies takes its page with it: Dask gives the page to another so many times, and when the
# district went with the last worker that had it, we send it again so many times.
RETRIES = 3
ALONE_SECONDS = 60.0  # without any worker; one that Dask starts again is back in ten
LOOK_SECONDS, NAP_SECONDS = 2.0, 0.05  # between two looks at the workers, and at the pages


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
        content = pack_district(folder)
        left, why = dict(enumerate(tasks)), dict[int, str]()
        for attempt in range(RETRIES):
            with contextlib.suppress(*_cluster_trouble()):
                # Who joined since may have another version: it costs no page more than the first attempt.
                fit = _fit_workers(client) if attempt else None
                if fit == []:
                    break
                yield from _run_once(distributed, client, content, left, folder, fit, why)
            if not left:
                return
    for n in left:
        lost = f"every worker of {address} that took the page ended before it was done"
        yield n, Outcome(None, why.get(n, lost))


def pack_district(folder: Path) -> bytes:
    """Put everything that pages may read into one archive, the record as it is at this moment."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in district_files(folder):
            name = path.relative_to(folder).as_posix()
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
        record = _copy_record(folder / RECORD_FILE)
        if record is not None:
            archive.writestr(zipfile.ZipInfo(RECORD_FILE), record, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _run_once(
    distributed: Any,
    client: Any,
    content: bytes,
    left: dict[int, Task],
    folder: Path,
    fit: list[str] | None,
    why: dict[int, str],
) -> Iterator[tuple[int, Outcome]]:
    """Send the district and every task that is left; take those that come back out of `left`.

    `fit` names the workers that may be asked (None: all there are and will be); `why` takes what a page that
    did not come back failed on.
    """
    packed = Packed(content, secrets.token_hex(8), describe_worker()[0])
    futures: dict[Any, int] = {}
    try:
        district = client.scatter(packed, workers=fit, broadcast=True, hash=False)
        for n, task in left.items():
            sent = replace(task, folder=task.folder.relative_to(folder), log=Path())
            future = client.submit(run_remotely, district, sent, pure=False, retries=RETRIES, workers=fit)
            futures[future] = n
        for future in _as_they_end(distributed, client, list(futures), fit):
            n = futures[future]
            if future.status == "finished":
                outcome, printed = future.result()
                with contextlib.suppress(OSError):  # a full disk: then the page has no log
                    left[n].log.write_bytes(printed)
                del left[n]
                future.release()
                yield n, outcome
            elif future.status == "error":
                trouble = future.exception()
                why[n] = str(trouble) if isinstance(trouble, PageError) else f"on the cluster: {trouble!r}"
    finally:
        with contextlib.suppress(*_cluster_trouble()):
            client.cancel(list(futures))
            client.run(forget, packed.name, on_error="ignore")


def _as_they_end(distributed: Any, client: Any, futures: list[Any], fit: list[str] | None) -> Iterator[Any]:
    """Each page's future when it has ended; until all have, or no worker was there for a while."""
    ending = distributed.as_completed(futures, raise_errors=False)
    looked = seen = time.monotonic()
    while not ending.is_empty():
        yield from ending.next_batch(block=False)
        time.sleep(NAP_SECONDS)
        now = time.monotonic()
        if now - looked > LOOK_SECONDS:
            looked, there = now, set(client.nthreads())
            seen = now if (there if fit is None else there & set(fit)) else seen
            if now - seen > ALONE_SECONDS:
                return


def _cluster_trouble() -> tuple[type[Exception], ...]:
    """What Dask raises when workers or the scheduler are lost under it."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    return CancelledError, KilledWorker, OSError, RuntimeError, KeyError, ValueError


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
    theirs: dict[str, Any] = client.run(describe_worker, on_error="return")
    if not theirs:
        raise UsageError(f"The cluster at {address} has no workers. Start some: dask worker {address}")
    ours, _ = describe_worker()
    # One that has this program not at all, or in another shape, cannot even be asked.
    others = [worker for worker, about in theirs.items() if isinstance(about, Exception) or about[0] != ours]
    if others:
        raise UsageError(
            f"These workers have another version of this program, its questions or its libraries than this "
            f"computer, or none: {', '.join(others)}. Install the same on all, then run the command again."
        )
    bound = [worker for worker, (_, may_start) in theirs.items() if not may_start]
    if bound:
        raise UsageError(
            f"These workers may not start processes: {', '.join(bound)}. Start them with the variable "
            "DASK_DISTRIBUTED__WORKER__DAEMON=False in their environment."
        )


def _fit_workers(client: Any) -> list[str]:
    """The workers that have our version and may start processes; where there are none, wait a while."""
    ours, _ = describe_worker()
    end = time.monotonic() + ALONE_SECONDS
    while True:
        theirs = client.run(describe_worker, on_error="ignore")
        fit = [worker for worker, about in theirs.items() if about == (ours, True)]
        if fit or time.monotonic() > end:
            return fit
        time.sleep(LOOK_SECONDS)


def _copy_record(path: Path) -> bytes | None:
    """The record as it is at one moment, while others may write; None where there is none yet."""
    if not path.exists():
        return None
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as record:
        return bytes(record.serialize())
