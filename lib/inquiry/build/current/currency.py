"""Which pages are current, and why others are not: only what a page was really made of counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from inquiry.build.current.doors import FROM_BOTH, FROM_RECORD, Name, look_again
from inquiry.build.current.inputs import Inputs, read_inputs
from inquiry.build.current.manifest import Manifest, PageRecord
from inquiry.build.current.remember import fingerprint
from inquiry.build.current.stamps import Stamp
from inquiry.build.plan import Page
from inquiry.build.running.task import Notes
from inquiry.record import RECORD_FILE, open_record
from inquiry.views.desk import Desk
from inquiry.views.evidence.rows import FORM as COUNTS
from inquiry.views.names import CONFIRM
from inquiry.views.tried.reading import FORMS as TRIED

# The note of a page that ran where nothing is noted (a plain kernel): it is current only while all looks as
# it did.
EVERYTHING, UNKNOWN = ("everything", ""), "unknown"
PROGRAM = ("program", "")
TOLD = "told"  # what the plans say (views/disclosed): they change by a build's own hand alone
OWN = frozenset({"program", "notebook", "asked", "language", "day", "place", "builder"})  # see own_notes
Changed = frozenset[tuple[str, str, str]]  # scope, owner and form of what was answered


class Currency:
    """Says of each page of a quarter whether it is current.

    Nothing is looked at closely while everything looks as it did when the page was last found current. Else
    each thing that pages read is looked at again, once for all pages.
    """

    def __init__(self, folder: Path, manifest: Manifest, stamp: Stamp, own: Callable[[Page], Notes]) -> None:
        """Keep what is known of the last builds; `own` tells what a page is made of beside what it reads."""
        self._folder, self.manifest, self._stamp, self._own = folder, manifest, stamp, own
        self._now: dict[Name, str] = {}
        self._answered: dict[str, Changed | None] = {}
        self._looking: Desk | None = None

    @cached_property
    def inputs(self) -> Inputs:
        """What the pages were made of when they last ran."""
        return read_inputs(self._folder, self.manifest.quarter)

    def reasons(self, page: Page) -> tuple[Name, ...]:
        """Why a page must run: what changed of it, as (kind, key); empty for a page that is current."""
        record = self.manifest.page(*page.key)
        if record is None:
            return (("never", ""),)
        if record.state != "built":
            return (("failed", ""),)
        if not self.manifest.is_as_left(page.pristine, record.look, record.sha256):
            return (("output", page.pristine_file),)
        if record.stamp == self._stamp.id and self._stamp.settled:
            return ()
        notes = self.inputs.pages.get(page.key)
        if notes is None or fingerprint(notes) != record.fingerprint:
            return (("unknown", ""),)
        return tuple(self._differences(page, record, notes))

    def _differences(self, page: Page, record: PageRecord, notes: Notes) -> Iterator[Name]:
        own = self._own(page)
        yield from (name for name in own if notes.get(name) != own[name])
        if notes.get(PROGRAM) != own[PROGRAM]:
            return  # what an older program noted this one may not know how to ask for
        before = self.inputs.stamps.get(record.stamp)
        asked = [
            name
            for name in notes
            if name[0] not in OWN and (before is None or self._may_differ(before, name))
        ]
        self._look_at(page, [name for name in asked if name not in self._now])
        yield from (name for name in asked if self._now[name] != notes[name])

    def _look_at(self, page: Page, names: Sequence[Name]) -> None:
        """Look again at what was not looked at yet; what can no longer be asked for differs from anything."""
        if not names:
            return
        self._now |= dict.fromkeys(names, "") | look_again(self._desk(page), names)

    def _desk(self, page: Page) -> Desk:
        if self._looking is None:
            self._looking = Desk(page.district, page.team, page.quarter, page.page, page.as_of)
        return self._looking

    def _may_differ(self, before: Stamp, name: Name) -> bool:
        """Whether a thing may differ from what it was at an earlier look, by the parts that do."""
        kind, key = name
        if kind == TOLD:
            return before.told != self._stamp.told
        files = (before.district, before.templates) != (self._stamp.district, self._stamp.templates)
        files = files or not before.settled
        if kind == EVERYTHING[0] or (files and kind not in FROM_RECORD):
            return True
        if kind not in FROM_RECORD | FROM_BOTH or before.record == self._stamp.record:
            return False
        changed = self._answered_since(before.record)
        return changed is None or concerns(kind, json.loads(key), changed)

    def _answered_since(self, mark: str) -> Changed | None:
        if mark not in self._answered:
            with open_record(self._folder / RECORD_FILE, read_only=True) as record:
                self._answered[mark] = record.changed_since(mark)
        return self._answered[mark]


def concerns(kind: str, key: Any, changed: Changed) -> bool:
    """Whether something read from the record may differ after answers of these scopes, owners and forms.

    When in doubt it may: then it is looked at again.
    """
    if kind in {"answers", "lines", "lock lines"}:
        asked = [key[-1].get(name) for name in ("scope", "owner", "form")]
        return any(
            all(want in (None, got) for want, got in zip(asked, each, strict=True)) for each in changed
        )
    if kind == "latest":
        owners, forms = key[0], key[1]
        return any(owner in owners and (forms is None or form in forms) for _, owner, form in changed)
    if kind in {"evidence", "any evidence", "doubts"}:
        return any(form == COUNTS for _, _, form in changed)
    if kind == "names":
        return any(form == CONFIRM or [owner, form] == key for _, owner, form in changed)
    if kind == "tried":
        return any(form == CONFIRM or form in TRIED for _, _, form in changed)
    return True
