"""Answers from a file into the record: once, all or none, and never over newer ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from inquiry.errors import Checked, Fault
from inquiry.record.answer import Answer
from inquiry.record.closing import Closure, read_closed
from inquiry.record.fold import Row, fold_rows, place_of
from inquiry.record.lines import Known, add_lines, find_known, read_lines_of
from inquiry.record.lock_lines import Lines
from inquiry.record.locked import refuse_late
from inquiry.record.locks import Locks
from inquiry.record.record import Record


@dataclass(frozen=True)
class Imported:
    """How many answers an import added, skipped as already there, and left out because newer ones stand."""

    added: int = 0
    skipped: int = 0
    left_out: int = 0


def import_answers(
    record: Record,
    answers: Iterable[Answer],
    batch: str | None = None,
    *,
    author: str | None = None,
    locks: Locks | None = None,
) -> Checked[Imported]:
    """Add answers to the record; doing it again adds nothing.

    Parameters
    ----------
    record : opened for writing.
    answers : as `read_answers` gives them, in order.
    batch : the import's name, such as the file's, by which `Record.withdraw` takes it back.
    author : who imports.
    locks : what evidence locks in this district; without it nothing is locked.

    Returns
    -------
    Checked of Imported
        An id that the record has with another content is an error, as is a closed quarter, and a prediction
        changed after its lock: nothing is imported then. An answer older than one that stands and says
        otherwise is left out, with a note: nothing typed since is overwritten.
    """
    wanted = list(answers)
    with record.writing() as connection:
        known = find_known(connection, (answer.id for answer in wanted))
        clashes = tuple(_find_clashes(wanted, known))
        if clashes:
            return Checked(Imported(), clashes)
        new = list({answer.id: answer for answer in wanted if answer.id not in known}.values())
        if closed := tuple(_find_closed(new, read_closed(connection))):
            return Checked(Imported(), closed)
        if locks and (late := tuple(refuse_late(locks, Lines(connection, pending=tuple(new)), new))):
            return Checked(Imported(), late)
        added = _add_new(connection, new, batch, author)
    return Checked(replace(added.value, skipped=len(wanted) - len(new)), added.faults)


def _add_new(
    connection: Connection, new: list[Answer], batch: str | None, author: str | None
) -> Checked[Imported]:
    standing = {
        place_of(row, by_quarter=True): row
        for row in fold_rows(read_lines_of(connection, (answer.owner for answer in new)), by_quarter=True)
    }
    notes = {answer.id: note for answer in new for note in _find_newer(answer, standing)}
    taken = [answer for answer in new if answer.id not in notes]
    if batch is not None:
        taken = [replace(answer, batch=batch) for answer in taken]
    add_lines(connection, taken, author)
    return Checked(Imported(len(taken), left_out=len(notes)), tuple(notes.values()))


def _find_clashes(wanted: Iterable[Answer], known: Mapping[str, Known]) -> Iterator[Fault]:
    seen = dict(known)
    for answer in wanted:
        content = Known(answer.content, answer.saved_at)
        if seen.setdefault(answer.id, content) != content:
            yield Fault(
                file=answer.file or "answers",
                row=answer.line,
                column="id",
                found=f"“{answer.id}”, which the record has with another content",
                allowed="an id for each answer; what was saved is never changed",
                cure="take the id out of the line: it then becomes a later revision.",
                team=answer.owner if answer.scope == "team" else None,
            )


def _find_closed(new: Collection[Answer], closed: Mapping[str, Closure]) -> Iterator[Fault]:
    """An error for each closed quarter, at the first answer that would be added to it."""
    quarters = Counter(answer.quarter for answer in new)
    for quarter in sorted(quarters.keys() & closed.keys()):
        first = next(answer for answer in new if answer.quarter == quarter)
        count = quarters[quarter]
        yield Fault(
            file=first.file or "answers",
            row=first.line,
            column="quarter",
            found=f"“{quarter}” in {count} new answers; it is closed since {closed[quarter].at:%Y-%m-%d}",
            allowed="a quarter that is open",
            cure=f"run `inquiry quarter reopen -q {quarter}` first, or take its lines out.",
        )


def _find_newer(answer: Answer, standing: Mapping[tuple[str, ...], Row]) -> Iterator[Fault]:
    """A note, where the record holds something newer that says otherwise."""
    row = None if answer.aside else standing.get(place_of(answer, by_quarter=True))
    if row is None:
        return
    newer = [name for name, time in row.times.items() if name in answer.values and time > answer.saved_at]
    fields = [name for name in newer if row.values.get(name) != answer.values[name]]
    if row.removed != answer.removed and row.saved_at > answer.saved_at:
        fields.append("removed")
    if fields:
        yield Fault(
            file=answer.file or "answers",
            row=answer.line,
            column=", ".join(fields),
            found=f"an answer older than the one that stands (saved {row.saved_at:%Y-%m-%d %H:%M} UTC)",
            allowed="only what is newer than what stands",
            cure="nothing, if the newer one is right; otherwise give the line a later saved_at.",
            team=answer.owner if answer.scope == "team" else None,
            severity="note",
        )
