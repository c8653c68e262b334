"""What happens in the process that runs one page: papermill, the checks, the bytes; it writes nothing."""

from __future__ import annotations

import contextlib
import os
import pickle
import random
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import AbstractContextManager
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import NoReturn

import papermill
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from inquiry.build.notebook.clean import check_shows, check_whose, clean_page
from inquiry.build.notebook.notebooks import DamagedNotebook, notebook_bytes, parse_notebook
from inquiry.build.running.engine import register_engine
from inquiry.build.running.limits import (
    LOG_BYTES,
    SHOWN_BYTES,
    TOO_MUCH_MEMORY,
    TOO_MUCH_SHOWN,
    adopt_orphans,
    end_all_below,
    limit_memory_and_files,
)
from inquiry.build.running.task import ENGINE, NO_ROOM, OUTCOME, TEMPORARY, Notes, Outcome, Task
from inquiry.district.noting import noting
from inquiry.district.shipped import templates_folder
from inquiry.errors import InquiryError, PageError

RANDOM_SEED = (
    0  # a page that draws at random draws the same every time; what must not be guessed does not use it
)
ENDED_ITSELF = "the page ended itself (exit or quit) before it was done"
OUT_OF_MEMORY = {"MemoryError", "_ArrayMemoryError"}  # Python's, NumPy's
WHY_CHARACTERS = 2_000  # of a reason, on the terminal and in the manifest: an error's own text has no bounds
BUILT = ("build", "site", "editions")  # in the district's folder: caches there say what they are of


def run_in_process(task: Task, place: Path, forked: bool = False) -> NoReturn:
    """Run one page in this process, leave its outcome in `place`, and end the process.

    The process ends at once, without waiting for what the page may have left running in it. One that is
    `forked` has everything loaded, and the system ends it with its parent.
    """
    ours = os.getpid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    if not forked:
        _end_with_parent()
    adopt_orphans()
    limit_memory_and_files()
    _set_apart(place / TEMPORARY)
    with _printing_to(task.log):
        outcome = run_page(task)
        if os.getpid() == ours:  # and no copy of it that the page forked
            _leave(outcome, place)
            end_all_below(ours)
    os._exit(0)


def _leave(outcome: Outcome, place: Path) -> None:
    """Put the outcome where the build looks for it; end the process where there is no room for it."""
    try:
        (place / OUTCOME).write_bytes(pickle.dumps(outcome))
    except OSError as trouble:
        print(f"the outcome could not be written: {trouble}", file=sys.stderr, flush=True)
        os._exit(NO_ROOM)


def run_page(task: Task) -> Outcome:
    """Run one page through papermill, here and now, and tell how it went."""
    began, notes = time.monotonic(), None
    try:
        with _noting(task.folder) as read:
            content = execute(task)
    except PapermillExecutionError as trouble:
        outcome = Outcome(None, _say_error(trouble), _cell_story(trouble))
    except InquiryError as trouble:
        outcome = Outcome(None, str(trouble), traceback.format_exc())
    except BaseException as trouble:  # noqa: BLE001  whatever a page does is that page's failure alone
        outcome = Outcome(None, f"{type(trouble).__name__}: {trouble}".split("\n")[0], traceback.format_exc())
    else:
        outcome = Outcome(content)
        notes = read if task.engine == ENGINE else None  # a plain kernel reads in a process of its own
    details = outcome.details[:LOG_BYTES]
    return Outcome(outcome.notebook, _cut(outcome.why), details, time.monotonic() - began, notes)


def _cut(why: str) -> str:
    return why if len(why) <= WHY_CHARACTERS else f"{why[:WHY_CHARACTERS]}…"


def _noting(workbook: Path) -> AbstractContextManager[Notes]:
    """Note what the page reads in its district's folder and in the templates."""
    district = workbook.resolve().parents[3]
    built = (district / place for place in BUILT)
    return noting({district: "district", templates_folder(): "templates"}, built)


def execute(task: Task) -> bytes:
    """The page's bytes after its run."""
    register_engine()
    ran = papermill.execute_notebook(
        parse_notebook(task.notebook),
        None,
        parameters=task.parameters,
        engine_name=task.engine,
        cwd=task.folder,
        progress_bar=False,
        request_save_on_cell_execute=False,
        autosave_cell_every=0,
        record_timing=False,
        coalesce_streams=True,  # a busy computer sends what a plain kernel prints in pieces
    )
    if any(_ended_page(cell) for cell in ran["cells"]):
        raise PageError(ENDED_ITSELF)
    page = clean_page(ran, district=task.folder.resolve().parents[3])
    check_shows(page)
    check_whose(page)
    content = notebook_bytes(page)
    if len(content) > SHOWN_BYTES:
        raise PageError(TOO_MUCH_SHOWN)
    try:
        parse_notebook(content)
    except DamagedNotebook as trouble:
        raise InquiryError(f"the page came out as no valid notebook: {trouble}") from trouble
    return content


def _ended_page(cell: NotebookNode) -> bool:
    """Whether a cell ended the page; papermill takes that for a page that is done."""
    return any(
        each["output_type"] == "error" and each["ename"] == "SystemExit" for each in cell.get("outputs", ())
    )


def _say_error(trouble: PapermillExecutionError) -> str:
    """What a cell failed on, in one line."""
    if trouble.ename in OUT_OF_MEMORY:
        return TOO_MUCH_MEMORY
    if trouble.ename == "SystemExit":
        return ENDED_ITSELF
    return f"{trouble.ename}: {trouble.evalue}".strip().split("\n")[0]


def _cell_story(trouble: PapermillExecutionError) -> str:
    """Which cell failed, on what, with the whole traceback."""
    lines = [
        f"The page stopped at cell {trouble.cell_index + 1}:",
        "",
        trouble.source,
        "",
        *trouble.traceback,
    ]
    return "\n".join(lines)


def _set_apart(temporary: Path) -> None:
    """Give the page its own place for temporary files, and the same random numbers in every build."""
    tempfile.tempdir = str(temporary)
    os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    random.seed(RANDOM_SEED)
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed(RANDOM_SEED)


def _end_with_parent() -> None:
    """End this process when the one that asked for the page is gone, however it went."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end_of, args=(parent.sentinel,), daemon=True).start()


def _wait_for_end_of(sentinel: int) -> None:
    connection.wait([sentinel])
    end_all_below(os.getpid())
    os._exit(1)


@contextlib.contextmanager
def _printing_to(log: Path) -> Iterator[None]:
    """Send everything printed, also by libraries below Python, to a file: the terminal is the coach's."""
    with log.open("ab", buffering=0) as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
        silence = os.open(os.devnull, os.O_RDONLY)
        os.dup2(silence, 0)
        # A console's streams on Windows do not go through the numbers 1 and 2.
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="replace", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="replace", closefd=False)
        yield
        sys.stdout.flush()
        sys.stderr.flush()
