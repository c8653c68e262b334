"""The site's folder: pages put in one by one, each whole; what a quarter no longer has is taken out."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from inquiry.district.files import explain_refusal, write_if_changed
from inquiry.errors import BadInput, Fault
from inquiry.publish.marks import Mark, mark_content
from inquiry.publish.memory import Memory, Standing
from inquiry.publish.page import Page

SITE_FOLDER = "site"
INDEX = "index.html"
WRITERS = 8  # each waits for the disk to have its page; together they wait once for several
MOST_WAITING = 64  # pages held in memory until they are written


_Writing = tuple[str, str, frozenset[str], Future[Mark]]  # address, what it is made of, links, its file


class Shelf:
    """What this run has put on the site; `finish` waits until the disk has it all."""

    def __init__(self, folder: Path, memory: Memory) -> None:
        """Open the site of a district's folder; it is made when the first page is put there."""
        self.site = folder / SITE_FOLDER
        self.files: list[str] = []
        self.made: list[str] = []
        self.standing: dict[str, Standing] = {}
        self._memory = memory
        self._refused: dict[str, Fault] = {}  # one fault for each reason: a full disk refuses every page
        self._waiting: deque[_Writing] = deque()
        self._writers = ThreadPoolExecutor(WRITERS)

    def __enter__(self) -> Shelf:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; after an error, what is not yet being written is not written."""
        self._writers.shutdown(cancel_futures=error is not None)

    def stands(self, address: str, made_of: str, known: frozenset[str]) -> bool:
        """Whether a page made of these things is on the site already, and every page that it leads to is."""
        found = self._memory.standing(self.site / address, address, made_of, known)
        if found:
            self.standing[address] = found
            self.files.append(address)
        return found is not None

    def put(self, page: Page, made_of: str) -> None:
        """Write one page, whole; an unchanged one keeps its date."""
        written = self._writers.submit(_write, self.site / page.address, page.text, page.address)
        self._waiting.append((page.address, made_of, page.targets, written))
        self.files.append(page.address)
        self.made.append(page.address)
        if len(self._waiting) > MOST_WAITING:
            self._settle(*self._waiting.popleft())

    def finish(self) -> None:
        """Wait until every page is written; `BadInput` says why one could not be."""
        while self._waiting:
            self._settle(*self._waiting.popleft())
        if self._refused:
            raise BadInput(self._refused.values())

    def _settle(self, address: str, made_of: str, links: frozenset[str], written: Future[Mark]) -> None:
        try:
            self.standing[address] = Standing(made_of, written.result(), links)
        except BadInput as refusal:
            for fault in refusal.faults:
                self._refused.setdefault(fault.found, fault)

    def clear(self, quarter: str) -> tuple[str, ...]:
        """Take out the pages of a quarter that this run did not put there; other quarters stay.

        Raises
        ------
        BadInput
            When one cannot be taken out.
        """
        kept, stale = set(self.files), []
        for place, _, names in os.walk(self.site / quarter, topdown=False):
            folder = Path(place)
            inside = folder.relative_to(self.site).as_posix()
            gone = [name for name in names if name.endswith(".html") and f"{inside}/{name}" not in kept]
            for name in gone:
                _remove(folder / name, f"{SITE_FOLDER}/{inside}/{name}")
            stale += [f"{inside}/{name}" for name in gone]
            if len(gone) == len(names) and not any(folder.iterdir()):
                folder.rmdir()
        return tuple(sorted(stale))


def _write(file: Path, html: str, address: str) -> Mark:
    """Write a page and look at what came of it."""
    content = html.encode("utf-8")
    shown_as = f"{SITE_FOLDER}/{address}"
    write_if_changed(file, content, shown_as)
    try:
        return mark_content(file, content)
    except OSError as problem:
        raise BadInput([explain_refusal(problem, shown_as)]) from problem


def _remove(page: Path, shown_as: str) -> None:
    try:
        page.unlink()
    except OSError as problem:
        raise BadInput([explain_refusal(problem, shown_as)]) from problem


def quarters_on_site(folder: Path) -> list[str]:
    """The quarters that have pages on a district's site, by name."""
    return sorted(page.parent.name for page in (folder / SITE_FOLDER).glob(f"*/{INDEX}"))
