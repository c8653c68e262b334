"""Keeps the books of a build: puts each finished page in place, notes how it went, writes the manifest."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nbformat import NotebookNode

from inquiry.build.current.currency import EVERYTHING, UNKNOWN, Currency
from inquiry.build.current.inputs import write_inputs
from inquiry.build.current.manifest import Manifest, PageRecord, proven_look, sha256, write_manifest
from inquiry.build.current.remember import fingerprint
from inquiry.build.current.stamps import Stamp
from inquiry.build.keeping.shelf import (
    Shelved,
    read_or_none,
    shelve,
    shelve_failure,
    shelve_log,
    shelve_trouble,
    shelve_workbook,
)
from inquiry.build.notebook.failed import failed_page
from inquiry.build.notebook.notebooks import notebook_bytes
from inquiry.build.notebook.sign import sign_page
from inquiry.build.plan import Page
from inquiry.build.results import PageResult, Progress, State
from inquiry.build.running.pace import Pace
from inquiry.build.running.task import Notes, Outcome
from inquiry.errors import BadInput, Fault, InquiryError

MANIFEST_SECONDS = 5.0  # a build that is killed forgets at most the pages it finished in these
WRITING_SHARE = 20  # of a large district rather more: writing the books takes at most a 20th of the time

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Draft:
    """A page about to be made: why it must not run, if so, and why it must, in words.

    `assemble` gives its notebook as it will run, and `own` what it is made of beside what it reads: both are
    asked only for a page that runs or fails.
    """

    page: Page
    assemble: Callable[[], NotebookNode]
    own: Callable[[], Notes]
    refused: str = ""
    because: str = ""

    @cached_property
    def notebook(self) -> NotebookNode:
        """The notebook as it will run, without outputs."""
        return self.assemble()


class Ledger:
    """The results of a build as they come in; every method puts files in place before it notes anything."""

    def __init__(
        self,
        folder: Path,
        drafts: Sequence[Draft],
        order: Sequence[Key],
        progress: Progress | None,
        signer: Ed25519PrivateKey,
        known: Currency,
        stamp: Stamp,
    ) -> None:
        """Open the books for these pages; `order` is that of all pages of the quarter.

        `known` tells what earlier builds made of what; `stamp` is the look at everything that was taken
        before this one began.
        """
        self._folder, self._drafts, self._order, self._progress = folder, drafts, order, progress
        self._signer = signer
        quarter, as_of = drafts[0].page.quarter, drafts[0].page.as_of.isoformat()
        before = known.manifest
        self._manifest = Manifest(quarter, as_of, before.pages, before.written_ns)
        self._known, self._stamp, self._read_anew = known, stamp, False
        self._results: dict[Key, PageResult] = {}
        self._records: dict[Key, PageRecord] = {}
        self._written, self._writing = time.monotonic(), 0.0
        self._written_stamps = {record.stamp for record in before.pages}
        self.faults: list[Fault] = []
        to_run = [draft.page for draft in drafts if draft.because and not draft.refused]
        self._pace = Pace({page.key: self.seconds(page) for page in to_run})

    @property
    def results(self) -> tuple[PageResult, ...]:
        """How each page went, in reading order."""
        return tuple(self._results[draft.page.key] for draft in self._drafts)

    def record(self, page: Page) -> PageRecord | None:
        """What is known of a page's last run."""
        return self._manifest.page(*page.key)

    def seconds(self, page: Page) -> float | None:
        """How long a page took the last time; None for one that never ran."""
        record = self.record(page)
        return record.seconds if record else None

    def take(self, draft: Draft, outcome: Outcome, printed: bytes = b"") -> None:
        """Sign a page that ran and put it in place, or what stands in for it, and note it."""
        if outcome.notebook is None:
            self.fail(draft, outcome.why, outcome.details, printed, outcome.seconds)
            return
        try:
            shelved = shelve(draft.page, sign_page(outcome.notebook, self._signer))
            shelve_log(draft.page, printed)
        except InquiryError as trouble:
            self.fail(draft, str(trouble), "", printed, outcome.seconds)
        else:
            notes = outcome.notes if outcome.notes is not None else {EVERYTHING: UNKNOWN}
            self._known.inputs.pages[draft.page.key] = made_of = {**draft.own(), **notes}
            self._read_anew = True
            self._note(draft, "built", shelved.note, outcome.seconds, shelved, fingerprint(made_of))

    def keep(self, draft: Draft) -> None:
        """Leave a page that is current as it is; bring the team's file in order where it was changed.

        When only the team's file is in trouble, the page is reported as failed, but the pristine page and
        its record stay: the site shows it as before, and the next build tries the team's file again.
        """
        record = self.record(draft.page)
        assert record is not None
        try:
            shelved = self._restore(draft.page, record)
        except InquiryError as trouble:
            with contextlib.suppress(InquiryError):
                shelve_trouble(draft.page, str(trouble), "")
            self._report(draft.page, "failed", str(trouble), 0.0)
        else:
            self._note(draft, "unchanged", shelved.note, record.seconds, shelved, record.fingerprint)

    def fail(self, draft: Draft, why: str, details: str, printed: bytes = b"", seconds: float = 0.0) -> None:
        """Note that a page could not be made; its team keeps the file it has."""
        why = why.encode("utf-8", "backslashreplace").decode("utf-8")  # a page may raise any characters
        shelved = Shelved("", "")
        with contextlib.suppress(InquiryError):  # a full disk is why it failed, and takes no log either
            notice = notebook_bytes(failed_page(draft.notebook))
            shelved = shelve_failure(draft.page, notice, why, details, printed)
        self._note(draft, "failed", why, seconds, shelved, "")

    @contextlib.contextmanager
    def open(self) -> Iterator[Ledger]:
        """Write the manifest when the build ends, however it ends."""
        try:
            yield self
        finally:
            self._write()

    def _note(
        self, draft: Draft, state: State, why: str, seconds: float, shelved: Shelved, made_of: str
    ) -> None:
        page = draft.page
        before = self.record(page) if state == "unchanged" else None
        self._records[page.key] = PageRecord(
            *page.key,
            file=page.file,
            pristine=page.pristine_file,
            log=page.log_file,
            state="failed" if state == "failed" else "built",
            why=why,
            seconds=round(seconds, 3),
            fingerprint=made_of,
            sha256=shelved.sha256,
            workbook_sha256=shelved.workbook_sha256,
            stamp=self._stamp.id if made_of else "",
            look=proven_look(page.pristine, shelved.sha256, before.look if before else ""),
            workbook_look=proven_look(
                page.workbook, shelved.workbook_sha256, before.workbook_look if before else ""
            ),
        )
        because = draft.because if state == "built" else ""
        self._report(page, state, why, 0.0 if state == "unchanged" else seconds, because)

    def _report(self, page: Page, state: State, why: str, spent: float, because: str = "") -> None:
        """Tell how a page went; what is known of it stays as it is."""
        result = PageResult(page.school, page.team, page.page, page.file, state, why, spent, because)
        self._results[page.key] = result
        if time.monotonic() - self._written > max(MANIFEST_SECONDS, WRITING_SHARE * self._writing):
            self._write()
        if self._progress is not None:
            self._pace.done(page.key, spent)
            self._progress(len(self._results), len(self._drafts), result, self._pace.seconds_left())

    def _write(self) -> None:
        """Write the manifest; a disk that does not take it is a fault of the build, not a reason to stop."""
        began = time.monotonic()
        manifest = self._manifest.updated(self._records.values(), self._order)
        self.faults = []
        for write in (self._write_inputs, lambda book: write_manifest(self._folder, book)):
            try:
                write(manifest)
            except BadInput as trouble:
                self.faults += trouble.faults
        self._written = time.monotonic()
        self._writing = self._written - began

    def _write_inputs(self, manifest: Manifest) -> None:
        """Write what the pages were made of, where that is new: the manifest's fingerprints vouch for it."""
        stamps = {record.stamp for record in manifest.pages}
        if self._read_anew or not stamps <= self._written_stamps:
            inputs = self._known.inputs
            inputs.stamps[self._stamp.id] = self._stamp
            keys = [record.key for record in manifest.pages if record.state == "built"]
            write_inputs(self._folder, manifest.quarter, inputs.only(keys, stamps))
            self._read_anew, self._written_stamps = False, stamps

    def _restore(self, page: Page, record: PageRecord) -> Shelved:
        """Bring the file of a page that need not run in order, where somebody changed it."""
        if self._manifest.is_as_left(page.workbook, record.workbook_look, record.workbook_sha256):
            return Shelved(record.sha256, record.workbook_sha256)
        pristine = read_or_none(page.pristine, page.pristine_file)
        assert pristine is not None
        merged, note = shelve_workbook(page, pristine, None)
        return Shelved(record.sha256, sha256(merged), note)
