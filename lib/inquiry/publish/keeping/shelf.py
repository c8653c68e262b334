"""The site's folder: pages put in one by one, each whole; what a quarter no longer has is taken out."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from inquiry.district.files import explain_refusal, write_if_changed
from inquiry.errors import BadInput, Fault
from inquiry.publish.keeping.marks import Mark, mark_content
from inquiry.publish.keeping.memory import Memory, Standing
from inquiry.publish.rules.page import Page
from inquiry.views.disclosed.exported import NOTE

SITE_FOLDER = "site"
INDEX = "index.html"
BINDER = "binder.pdf"  # a school's quarter on paper
OURS = (BINDER, NOTE)  # files that publishing writes beside its pages
WRITERS = 8  # each waits for the disk to have its page; together they wait once for several
MOST_WAITING = 64  # pages held in memory until they are written


_Writing = tuple[str, str, frozenset[str], Future[Mark]]  # address, what it is made of, links, its file


class Shelf:
    """What this run has put on the site; `finish` waits until the disk has it all."""

    def __init__(self, folder: Path, memory: Memory, place: str = SITE_FOLDER) -> None:
        """Open the site (or another `place`) in a district's folder; it is made with its first page."""
        self.place = place
        self.site = folder / place
        self.files: list[str] = []
        self.notes: list[str] = []
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

    def made_of(self, address: str) -> str:
        """What an earlier run made a page of; empty where it put none there."""
        before = self._memory.pages.get(address)
        return before.made_of if before else ""

    def put(self, page: Page, made_of: str) -> None:
        """Write one page, whole; an unchanged one keeps its date."""
        self._put(page.address, page.text.encode("utf-8"), made_of, page.targets)

    def put_file(self, address: str, content: bytes, made_of: str) -> None:
        """Write a file that leads nowhere, whole; an unchanged one keeps its date."""
        self._put(address, content, made_of, frozenset())

    def _put(self, address: str, content: bytes, made_of: str, links: frozenset[str]) -> None:
        shown_as = f"{self.place}/{address}"
        written = self._writers.submit(_write, self.site / address, content, shown_as)
        self._waiting.append((address, made_of, links, written))
        self.files.append(address)
        self.made.append(address)
        if len(self._waiting) > MOST_WAITING:
            self._settle(*self._waiting.popleft())

    def note(self, address: str, words: str) -> None:
        """Write a note beside the pages, at once; it is none of them."""
        write_if_changed(self.site / address, words, shown_as=f"{self.place}/{address}")
        self.notes.append(address)

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
        return clear_folder(self.site, self.place, inside=quarter, kept=[*self.files, *self.notes])


def clear_folder(site: Path, place: str, *, inside: str = "", kept: Collection[str] = ()) -> tuple[str, ...]:
    """Take out pages, and folders left empty; what else lies there stays.

    Parameters
    ----------
    site, place
        The folder of the site or edition, and its name in messages.
    inside : str
        Only what lies below this folder of it.
    kept : collection of str
        Addresses of pages that stay.

    Returns
    -------
    tuple of str
        The addresses of the pages taken out.

    Raises
    ------
    BadInput
        When one cannot be taken out.
    """
    stays, stale = set(kept), []
    for found, _, names in os.walk(site / inside, topdown=False):
        folder = Path(found)
        gone = [each for each in names if _is_ours(each) and _address(site, folder / each) not in stays]
        for name in gone:
            _remove(folder / name, f"{place}/{_address(site, folder / name)}")
        stale += [_address(site, folder / name) for name in gone]
        if len(gone) == len(names) and not any(folder.iterdir()):
            folder.rmdir()
    return tuple(sorted(stale))


def _is_ours(name: str) -> bool:
    """Whether publishing writes files of this name; others in the folder are somebody else's."""
    return name.endswith(".html") or name in OURS


def _address(site: Path, page: Path) -> str:
    return page.relative_to(site).as_posix()


def _write(file: Path, content: bytes, shown_as: str) -> Mark:
    """Write a page and look at what came of it."""
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


def quarters_on_site(folder: Path, place: str = SITE_FOLDER) -> list[str]:
    """The quarters that have pages on a district's site, or in another edition, by name."""
    return sorted(page.parent.name for page in (folder / place).glob(f"*/{INDEX}"))
