"""What happens on a worker of a Dask cluster: the district unpacked, pages run in it, all taken away."""

from __future__ import annotations

import io
import multiprocessing
import shutil
import tempfile
import threading
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inquiry.build.current.remember import hash_program, hash_templates
from inquiry.build.running.folders import read_log
from inquiry.build.running.run import run_tasks
from inquiry.build.running.task import Outcome, Task
from inquiry.build.running.workers import end_idle_workers
from inquiry.district.shipped import templates_folder
from inquiry.errors import PageError

_ONE_PAGE = threading.Lock()  # a worker with several threads still runs one page at a time in each process
_given_up: set[str] = set()  # on a worker: the names of districts whose build is over


@dataclass(frozen=True)
class Packed:
    """A district as it is sent: its files in a zip, under a name of its own for each sending.

    `version` tells the program that the build runs with: every page is to be made by the same.
    """

    content: bytes
    name: str
    version: str


def run_remotely(district: Packed, task: Task) -> tuple[Outcome, bytes]:
    """On a worker: run one page in the unpacked district; its outcome, and what it printed.

    Raises
    ------
    PageError
        When the worker has another version of the program, or the build is over.
    """
    from distributed import get_worker

    place = Path(get_worker().local_directory)  # Dask removes it when the worker ends
    with _ONE_PAGE:
        try:
            if district.name in _given_up:
                raise PageError("the build that asked for this page is over")
            if describe_worker()[0] != district.version:
                raise PageError(f"the worker {get_worker().address} has another version of this program")
            folder = _unpacked(district, place)
            with tempfile.TemporaryDirectory(prefix="page-", dir=place) as scratch:
                here = replace(task, folder=folder / task.folder, log=Path(scratch) / "page.log")
                ((_, outcome),) = run_tasks([here], jobs=1, share=folder)
                return outcome, read_log(here.log)
        finally:
            _clear_away(place)


def describe_worker() -> tuple[str, bool]:
    """On a worker, or here: a digest of all that makes pages, and whether processes may be started."""
    version = hash_program() + hash_templates(templates_folder())
    return version, not multiprocessing.current_process().daemon


def _unpacked(district: Packed, place: Path) -> Path:
    """The district's folder on this worker, made by the first page."""
    folder = _folder_of(district.name, place)
    if not folder.is_dir():
        made = Path(tempfile.mkdtemp(prefix="unpacking-", dir=place))
        try:
            with zipfile.ZipFile(io.BytesIO(district.content)) as archive:
                archive.extractall(made)
            made.rename(folder)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
    return folder


def _folder_of(name: str, place: Path) -> Path:
    return place / f"district-{name}"


def forget(name: str, dask_worker: Any) -> None:
    """On a worker, which Dask gives under this name: remove the district that was sent.

    Dask's own work waits for this, so that it must not wait itself: a page at work clears away in its end.
    """
    _given_up.add(name)
    if _ONE_PAGE.acquire(blocking=False):
        try:
            _clear_away(Path(dask_worker.local_directory))
        finally:
            _ONE_PAGE.release()


def _clear_away(place: Path) -> None:
    """Remove the districts whose build is over, also from the memory of the process pages are forked from."""
    for left in [folder for name in _given_up if (folder := _folder_of(name, place)).exists()]:
        end_idle_workers()
        shutil.rmtree(left, ignore_errors=True)
