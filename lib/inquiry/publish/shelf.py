"""The site's folder: pages put in one by one, each whole; what a quarter no longer has is taken out."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from inquiry.district.files import explain_refusal, write_if_changed
from inquiry.errors import BadInput, Fault

SITE_FOLDER = "site"
INDEX = "index.html"
WRITERS = 8  # each waits for the disk to have its page; together they wait once for several
MOST_WAITING = 64  # pages held in memory until they are written


class Shelf:
    """What this run has put on the site; `finish` waits until the disk has it all."""

    def __init__(self, folder: Path) -> None:
        """Open the site of a district's folder; it is made when the first page is put there."""
        self.site = folder / SITE_FOLDER
        self.files: list[str] = []
        self._refused: dict[str, Fault] = {}  # one fault for each reason: a full disk refuses every page
        self._waiting: deque[Future[bool]] = deque()
        self._writers = ThreadPoolExecutor(WRITERS)

    def __enter__(self) -> Shelf:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; after an error, what is not yet being written is not written."""
        self._writers.shutdown(cancel_futures=error is not None)

    def put(self, address: str, html: str) -> None:
        """Write one page, whole; an unchanged one keeps its date."""
        shown_as = f"{SITE_FOLDER}/{address}"
        self._waiting.append(self._writers.submit(write_if_changed, self.site / address, html, shown_as))
        self.files.append(address)
        if len(self._waiting) > MOST_WAITING:
            self._settle(self._waiting.popleft())

    def finish(self) -> None:
        """Wait until every page is written; `BadInput` says why one could not be."""
        while self._waiting:
            self._settle(self._waiting.popleft())
        if self._refused:
            raise BadInput(self._refused.values())

    def _settle(self, written: Future[bool]) -> None:
        try:
            written.result()
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
        top = self.site / quarter
        kept = set(self.files)
        stale = [page for page in sorted(top.rglob("*.html")) if self._address(page) not in kept]
        for page in stale:
            _remove(page, f"{SITE_FOLDER}/{self._address(page)}")
        for folder in sorted((each for each in top.rglob("*") if each.is_dir()), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
        return tuple(self._address(page) for page in stale)

    def _address(self, page: Path) -> str:
        return page.relative_to(self.site).as_posix()


def _remove(page: Path, shown_as: str) -> None:
    try:
        page.unlink()
    except OSError as problem:
        raise BadInput([explain_refusal(problem, shown_as)]) from problem


def quarters_on_site(folder: Path) -> list[str]:
    """The quarters that have pages on a district's site, by name."""
    return sorted(page.parent.name for page in (folder / SITE_FOLDER).glob(f"*/{INDEX}"))
