"""Binders set side by side, each in a process of its own: one takes seconds and keeps one core busy."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any

from inquiry.build.running.fresh import start_process
from inquiry.build.running.limits import end_with
from inquiry.build.running.run import count_cores, page_context
from inquiry.errors import InquiryError, PageError

MOST_AT_ONCE = 4  # each needs some 400 MB: with more of them a small computer runs out of memory
NOT_STARTED = (
    "This computer could not start a process to set the binder: it has too little memory, or too many"
)
ENDED_ITSELF = (
    "The binder’s process ended before it was done: this computer may have run out of memory. Close other "
    "programs and run the command again."
)


@dataclass(frozen=True)
class _AtWork:
    name: str
    process: BaseProcess


def write_pdfs(htmls: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes | PageError]]:
    """Set some binders.

    Parameters
    ----------
    htmls : iterable of tuple
        Name and HTML of each; the next one is asked for when a process is free.

    Yields
    ------
    tuple of str and bytes or PageError
        A name, and its PDF or why there is none, in the order in which they are done.
    """
    at_work: dict[Any, _AtWork] = {}
    try:
        for name, html in htmls:
            if len(at_work) == min(count_cores(), MOST_AT_ONCE):
                yield _next_done(at_work)
            link, process = _start(html)
            at_work[link] = _AtWork(name, process)
        while at_work:
            yield _next_done(at_work)
    finally:
        for each in at_work.values():
            _end(each.process)


def _start(html: str) -> tuple[Any, BaseProcess]:
    context = page_context()
    ours, theirs = context.Pipe(duplex=False)
    process = start_process(context, _set, theirs, html, os.getpid())
    theirs.close()
    return ours, process


def _next_done(at_work: dict[Any, _AtWork]) -> tuple[str, bytes | PageError]:
    """Wait for one to be done; a process that could not be started, or went away, closes its end."""
    link: Any = wait(list(at_work))[0]
    done = at_work.pop(link)
    made: bytes | PageError = PageError(ENDED_ITSELF if done.process.pid else NOT_STARTED)
    with link, contextlib.suppress(EOFError, OSError):
        made = link.recv()
    _end(done.process)
    return done.name, made


def _end(process: BaseProcess) -> None:
    if process.pid is not None:
        process.kill()
        process.join()


def _set(link: Any, html: str, parent: int) -> None:
    """In the process: set one binder and hand it back, or the words why not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    end_with(parent)
    from inquiry.publish.binder.pdf import write_pdf

    try:
        link.send(write_pdf(html))
    except InquiryError as trouble:
        link.send(PageError(str(trouble)))
    except Exception as trouble:  # noqa: BLE001  a fault of WeasyPrint's own costs this binder alone
        link.send(PageError(f"The binder could not be set: {trouble!r}"))
    finally:
        link.close()
