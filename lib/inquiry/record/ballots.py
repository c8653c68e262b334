"""Ballots: answers to an anonymous form. No author, the day alone, and never a second word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from inquiry.cycle import Cycle, missing_required
from inquiry.errors import Fault
from inquiry.record.answer import Answer, derive_id
from inquiry.record.fold import Row
from inquiry.record.record import Record

CAST = "This ballot is cast already. It cannot be changed or taken back: nobody can tell whose it is."
UNFINISHED = "A ballot is cast whole. These are still open: {}."


def ballot_forms(cycle: Cycle) -> frozenset[str]:
    """The forms whose rows are ballots."""
    return frozenset(form.id for form in cycle.forms.values() if form.anonymous)


def to_ballot(answer: Answer, zone: dt.tzinfo) -> Answer:
    """The answer without whatever tells who gave it: the author, the time of day, the row's place.

    An id that was made from the content is made anew: from the old one a name could be tried out.
    """
    day = dt.datetime.combine(answer.saved_at.astimezone(zone).date(), dt.time.min, zone)
    bare = replace(answer, author=None, saved_at=day, base=None, position=None, ballot=True)
    if answer.id == derive_id(answer.content, answer.saved_at):
        return replace(bare, id=derive_id(bare.content, bare.saved_at))
    return bare


def was_ballot(row: Row, zone: dt.tzinfo) -> bool:
    """Whether a row looks like a ballot of a form that is gone: nobody's, at the first moment of a day."""
    nobody = all(author is None for author in row.authors.values())
    return nobody and row.saved_at.astimezone(zone).time() == dt.time.min


def without_authors(answers: Iterable[Answer], forms: Container[str], zone: dt.tzinfo) -> list[Answer]:
    """The answers with every ballot among them made nobody's."""
    return [to_ballot(each, zone) if each.form in forms else each for each in answers]


def ballots_last(answers: Iterable[Answer], forms: Container[str]) -> Iterator[Answer]:
    """The answers in their order, the ballots mixed behind them: their neighbors would tell who was there."""
    held: list[Answer] = []
    for answer in answers:
        if answer.form in forms:
            held.append(answer)
        else:
            yield answer
    yield from sorted(held, key=lambda each: each.id)


def find_recast(answer: Answer, record: Record) -> str | None:
    """Why a ballot cannot be cast, in one sentence: it was before, or this would take it back."""
    if answer.removed or answer.aside:
        return CAST
    cast = record.history(answer.owner, answer.form, quarter=answer.quarter, row=answer.row)
    return CAST if any(not each.withdrawn and each.answer.id != answer.id for each in cast) else None


def check_ballots(ballots: Iterable[Answer], cycle: Cycle, record: Record) -> Iterator[Fault]:
    """What is wrong with the ballots among a file's answers: changed, cast twice, unfinished."""
    forms = ballot_forms(cycle)
    seen: dict[tuple[str, ...], str] = {}
    for answer in ballots:
        if answer.form not in forms:
            continue
        row = (answer.quarter, answer.owner, answer.form, answer.row)
        twice = CAST if seen.setdefault(row, answer.id) != answer.id else find_recast(answer, record)
        missing = ", ".join(each.label for each in missing_required(cycle.form(answer.form), answer.values))
        for found in filter(None, (twice, missing and UNFINISHED.format(missing))):
            yield _fault(answer, "row", found, "each ballot once, whole", "take the line out.")


def note_names(answers: Iterable[Answer], cycle: Cycle) -> Iterator[Fault]:
    """A note where ballots came with their authors: these are dropped."""
    forms = ballot_forms(cycle)
    named = [answer for answer in answers if answer.form in forms and answer.author is not None]
    if named:
        cure = "nothing: the names were not kept."
        found = f"a name on {len(named)} ballots of “{named[0].form}”"
        yield replace(_fault(named[0], "author", found, "no name on a ballot", cure), severity="note")


def _fault(answer: Answer, column: str, found: str, allowed: str, cure: str) -> Fault:
    return Fault(answer.file or "answers", found, allowed, cure, row=answer.line, column=column)
