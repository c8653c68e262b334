"""What happens in the process that runs one page: papermill, the checks, the bytes; it writes nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from multiprocessing import connection, parent_process
from pathlib import Path

import papermill
from papermill.exceptions import PapermillExecutionError

from inquiry.build.clean import check_shows, clean_page
from inquiry.build.engine import register_engine
from inquiry.build.notebooks import DamagedNotebook, notebook_bytes, parse_notebook
from inquiry.build.task import Outcome, Task
from inquiry.errors import InquiryError


def run_in_process(task: Task, answer: connection.Connection) -> None:
    """Run one page in this process, send its outcome through `answer`, and end the process.

    The process ends at once, without waiting for what the page may have left running in it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    _end_with_parent()
    with _printing_to(task.log):
        outcome = run_page(task)
    answer.send(outcome)
    answer.close()
    os._exit(0)


def run_page(task: Task) -> Outcome:
    """Run one page through papermill, here and now, and tell how it went."""
    began = time.monotonic()
    try:
        content = _execute(task)
    except PapermillExecutionError as trouble:
        why = f"{trouble.ename}: {trouble.evalue}".strip().split("\n")[0]
        outcome = Outcome(None, why, _cell_story(trouble))
    except InquiryError as trouble:
        outcome = Outcome(None, str(trouble), traceback.format_exc())
    except BaseException as trouble:  # noqa: BLE001  whatever a page does is that page's failure alone
        outcome = Outcome(None, f"{type(trouble).__name__}: {trouble}".split("\n")[0], traceback.format_exc())
    else:
        outcome = Outcome(content)
    return Outcome(outcome.notebook, outcome.why, outcome.details, time.monotonic() - began)


def _execute(task: Task) -> bytes:
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
    page = clean_page(ran, district=task.folder.resolve().parents[3])
    check_shows(page)
    content = notebook_bytes(page)
    try:
        parse_notebook(content)
    except DamagedNotebook as trouble:
        raise InquiryError(f"the page came out as no valid notebook: {trouble}") from trouble
    return content


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


def _end_with_parent() -> None:
    """End this process when the one that asked for the page is gone, however it went."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end_of, args=(parent.sentinel,), daemon=True).start()


def _wait_for_end_of(sentinel: int) -> None:
    connection.wait([sentinel])
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
