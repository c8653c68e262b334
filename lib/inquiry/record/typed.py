"""What people type, saved as it comes: nobody's words go over words that they had not seen."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from inquiry.record.answer import MAX_KEY, Answer, to_json
from inquiry.record.ballot_box import draw_place
from inquiry.record.closing import Closure, read_closed
from inquiry.record.fold import ASIDE, Aside, Stored, place_of, same_value, say_field
from inquiry.record.lines import add_lines, read_ids, read_row
from inquiry.record.lock_lines import Lines
from inquiry.record.locked import refuse_typed
from inquiry.record.locks import Locks

END = sys.maxsize  # after every line of the record

USED = "Another answer was saved under this id. Send it again under a new one."
LONG = f"The id of a typed answer has at most {MAX_KEY - len(ASIDE)} characters and does not end in {ASIDE}."
CHANGED = "The row was changed meanwhile. Look at the change first, then remove the row."


@dataclass(frozen=True)
class Taken:
    """What became of one typed answer.

    Parameters
    ----------
    id : the answer's.
    state : `saved`; `aside` where any of its fields is kept beside what others typed meanwhile; `refused`
        where nothing of it was saved.
    revision : id of the last line that it became, the `base` of whoever has been shown `theirs`. Text typed
        on in the same field by a writer who has not yet chosen keeps this answer's own `id` as its base: it
        then waits beside, too, instead of going over what stands.
    seq, saved_at : that line's place in the record and time; 0 and the answer's own where it was refused.
    why : one sentence, where it was refused.
    theirs : what stands in the fields kept beside, or what the writer of a removal had not seen.
    """

    id: str
    state: Literal["saved", "aside", "refused"]
    revision: str | None
    seq: int
    saved_at: datetime
    why: str = ""
    theirs: tuple[Aside, ...] = ()


@dataclass(frozen=True)
class _Sight:
    """How much of a row the writer had seen: up to which line (for some fields less), in which quarter."""

    quarter: str | None
    upto: int = 0
    base: str | None = None
    less: Mapping[str, int] = field(default_factory=dict)

    def of(self, name: str) -> int:
        """The last line seen that matters to a field."""
        return self.less.get(name, self.upto)

    @property
    def start(self) -> int:
        """The line after which anything may be unseen."""
        return min([self.upto, *self.less.values()])


@dataclass(frozen=True)
class _Batches:
    """The imports opened so far, each with its first new line, and who imports."""

    importer: str | None
    numbers: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Rules:
    """What an answer is held against: closed quarters, forms that live on, what evidence has locked."""

    closed: Mapping[str, Closure]
    lasting: Container[str]
    locks: Locks | None


def take_typed(
    connection: Connection,
    given: Iterable[Answer],
    lasting: Container[str],
    importer: str | None = None,
    locks: Locks | None = None,
) -> list[Taken]:
    """Save typed answers by the rules of `Record.save_typed`; those of one batch are one import."""
    rules = _Rules(read_closed(connection), lasting, locks)
    batches = _Batches(importer)
    return [_take(connection, replace(each, aside=False), rules, batches) for each in given]


def _take(
    connection: Connection,
    answer: Answer,
    rules: _Rules,
    batches: _Batches,
) -> Taken:
    lasting = rules.lasting
    if len(answer.id) + len(ASIDE) > MAX_KEY or answer.id.endswith(ASIDE):
        return _refuse(answer, LONG)
    if before := _read_parts(connection, answer.id):
        return _tell(connection, answer, before, lasting) if _says(before, answer) else _refuse(answer, USED)
    if answer.quarter in rules.closed:
        return _refuse(answer, _explain_closed(rules.closed[answer.quarter]))
    if rules.locks and (why := refuse_typed(rules.locks, Lines(connection), answer)):
        return _refuse(answer, why)
    sight = _find_sight(connection, answer, answer.base, lasting)
    unseen = read_row(connection, answer, sight.quarter, sight.start, END)
    if answer.removed and (theirs := _find_changes(answer, unseen, sight)):
        return _refuse(answer, CHANGED, theirs)
    place = draw_place(connection, answer) if answer.ballot else None
    add_lines(connection, list(_part(answer, sight, unseen)), batches.importer, batches.numbers, place)
    return _tell(connection, answer, _read_parts(connection, answer.id), lasting)


def _refuse(answer: Answer, why: str, theirs: tuple[Aside, ...] = ()) -> Taken:
    return Taken(answer.id, "refused", None, 0, answer.saved_at, why, theirs)


def _explain_closed(closure: Closure) -> str:
    return (
        f"The quarter “{closure.quarter}” was closed on {closure.at:%Y-%m-%d} and takes no more answers. "
        "Whoever keeps this workbook can reopen it."
    )


def _read_parts(connection: Connection, name: str) -> list[Stored]:
    """The one or two lines that an answer became; none where it is new."""
    return read_ids(connection, (name, name + ASIDE))


def _says(parts: Sequence[Stored], answer: Answer) -> bool:
    """Whether these lines are this answer, sent again."""
    said = {name: value for part in parts for name, value in part.answer.values.items()}
    position = next((part.answer.position for part in parts if not part.answer.aside), None)
    first = parts[0].answer
    same_row = place_of(first, by_quarter=True) == place_of(answer, by_quarter=True)
    same_words = to_json(said) == to_json(dict(answer.values)) and position == answer.position
    # a row that was removed stays so when it is only moved: see `_part`
    same_rest = first.author == answer.author and (first.removed == answer.removed or not answer.values)
    return same_row and same_words and same_rest


def _tell(connection: Connection, answer: Answer, parts: Sequence[Stored], lasting: Container[str]) -> Taken:
    """What became of an answer, told from its lines: the same however often it is sent."""
    last = parts[-1]
    theirs: tuple[Aside, ...] = ()
    if last.answer.aside:
        sight = _find_sight(connection, answer, last.answer.base, lasting, last.seq)
        unseen = read_row(connection, answer, sight.quarter, sight.start, last.seq)
        stands = _find_standing(unseen, sight)
        theirs = tuple(stands[name] for name in sorted(last.answer.values) if name in stands)
    state: Literal["saved", "aside"] = "aside" if last.answer.aside else "saved"
    return Taken(answer.id, state, last.answer.id, last.seq, last.answer.saved_at, theirs=theirs)


def _find_sight(
    connection: Connection, answer: Answer, base: str | None, lasting: Container[str], before: int = END
) -> _Sight:
    """How much of the row a writer with this base had seen; nothing where the row has no such line.

    Whoever goes on from an answer of which a part was kept beside had not seen what it was kept beside of.
    """
    parts = [] if base is None else _read_parts(connection, base)
    parts = [part for part in parts if part.seq < before and _same_row(part.answer, answer)]
    seen = next((part for part in parts if part.answer.id == base), None)
    apart = next((part for part in parts if part.answer.id != base), None)
    earlier = apart and _find_sight(connection, answer, apart.answer.base, lasting, apart.seq)
    if seen is None:
        return earlier or _Sight(None if answer.form in lasting else answer.quarter)
    # what came along from another quarter may have been changed in any quarter since
    same_quarter = answer.form not in lasting and seen.answer.quarter == answer.quarter
    less = {name: earlier.of(name) for name in apart.answer.values} if earlier and apart else {}
    return _Sight(answer.quarter if same_quarter else None, seen.seq, base, less)


def _same_row(one: Answer, other: Answer) -> bool:
    return place_of(one, by_quarter=False) == place_of(other, by_quarter=False)


def _find_standing(unseen: Iterable[Stored], sight: _Sight) -> dict[str, Aside]:
    """What stands in the fields that were set after the writer looked."""
    return {
        name: say_field(stored.answer, name)
        for stored in unseen
        for name in stored.answer.values
        if not stored.answer.aside and stored.seq > sight.of(name)
    }


def _find_changes(answer: Answer, unseen: Sequence[Stored], sight: _Sight) -> tuple[Aside, ...]:
    """What others wrote that the writer of a removal had not seen; nothing where the row is gone already."""
    if _is_removed(unseen, sight):
        return ()
    stands = _find_standing(unseen, sight).values()
    later = (stored.answer for stored in unseen if stored.answer.aside and stored.seq > sight.upto)
    beside = (say_field(each, name) for each in later for name in each.values)
    for said in (stands, beside):
        theirs = tuple(each for each in said if each.author is None or each.author != answer.author)
        if theirs:
            return theirs
    return ()


def _is_removed(unseen: Iterable[Stored], sight: _Sight) -> bool:
    """Whether somebody removed the row after the writer looked."""
    later = (each.answer for each in unseen if not each.answer.aside and each.seq > sight.upto)
    said = [each.removed for each in later if each.values or each.position is None]  # moves say nothing of it
    return bool(said) and said[-1]


def _part(answer: Answer, sight: _Sight, unseen: Sequence[Stored]) -> Iterator[Answer]:
    """The answer as it is saved: what stands from now on, and what is kept beside."""
    stands = _find_standing(unseen, sight)
    apart = {
        name: value
        for name, value in answer.values.items()
        if name in stands and not same_value(value, stands[name].value)
    }
    rest = {name: value for name, value in answer.values.items() if name not in apart}
    removed = _is_removed(unseen, sight)
    if rest or not apart or removed or answer.position is not None:
        # words bring a removed row back; moving all rows of a form does not
        gone = answer.removed or (removed and not answer.values)
        yield replace(answer, values=rest, removed=gone)
    if apart:
        beside = replace(answer, id=answer.id + ASIDE, values=apart, base=sight.base)
        yield replace(beside, removed=False, position=None, aside=True)
