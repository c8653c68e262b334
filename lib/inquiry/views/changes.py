"""What was written lately in a team's answers, and in those it gives for its school or the district."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inquiry.cycle import PAGES, TITLES, Form
from inquiry.record import Revision
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import nothing
from inquiry.views.start import spoken_for
from inquiry.views.words import count_of, join_words

MOST_LINES = 12
LOOKED_AT = 600  # revisions; a long meeting, saved every few seconds, makes some hundreds


@dataclass
class _Change:
    """What one person did in one form on one day."""

    form: Form
    author: str | None
    last: dt.datetime
    mark: int
    answers: set[tuple[str, str]] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)

    def add(self, revision: Revision) -> None:
        """Take in an earlier revision; what the day ended with decides whether a row is removed."""
        answer = revision.answer
        if answer.removed and not any(row == answer.row for row, _ in self.answers):
            self.removed.add(answer.row)
        self.answers |= {(answer.row, name) for name in answer.values if answer.row not in self.removed}

    @property
    def words(self) -> str:
        """How much it was."""
        said = [count_of(len(self.answers), "answer")] if self.answers else []
        if self.removed:
            said.append(f"{count_of(len(self.removed), 'row')} removed")
        return join_words(said) or "the order changed"


def changes_faces(desk: Desk) -> Faces:
    """The last changes, newest first: page and form, how much, who and when. Only the team sees it."""
    changes = _changes(desk, _revisions(desk))[:MOST_LINES]
    if not changes:
        return Faces(nothing(f"Nothing is written in {desk.quarter.id} yet."))
    return Faces(el("ul", [_line(desk, change) for change in changes]))


def _revisions(desk: Desk) -> Sequence[Revision]:
    """What was saved in this quarter, newest first."""
    ours = {("team", desk.team.team), *spoken_for(desk)}
    found = desk.record.latest(
        {owner for _, owner in ours}, limit=LOOKED_AT, quarter=desk.quarter.id, as_of=desk.moment
    )
    return [revision for revision in found if (revision.answer.scope, revision.answer.owner) in ours]


def _changes(desk: Desk, revisions: Iterable[Revision]) -> list[_Change]:
    """One for each form, person and day; forms that this level is not asked are left out."""
    asked = {form.id: form for page in PAGES for form in desk.cycle.forms_for(desk.level, page)}
    found: dict[tuple[str, str | None, dt.date], _Change] = {}
    for revision in revisions:
        answer = revision.answer
        form = asked.get(answer.form)
        if form is None or form.scope != answer.scope or form.anonymous:
            continue
        at = answer.saved_at.astimezone(desk.district.settings.zone)
        key = (form.id, answer.author, at.date())
        found.setdefault(key, _Change(form, answer.author, at, revision.seq)).add(revision)
    return list(found.values())


def _line(desk: Desk, change: _Change) -> Node:
    page = PAGES[change.form.page]
    when = el("time", f"{change.last:%Y-%m-%d, %H:%M}", datetime=f"{change.last:%Y-%m-%dT%H:%M}")
    who: list[Child] = [" by ", el("bdi", desk.person(change.author))] if change.author else []
    return el(
        "li",
        el("a", TITLES[page], href=f"./{page}.ipynb"),
        f", {change.form.title}: {change.words}",
        who,
        ", ",
        when,
        data_mark=change.mark,
    )
