"""Answers that would change what evidence has locked: refused, in words with who locked it and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from inquiry.cycle import find_link
from inquiry.cycle.forms import LockedBy
from inquiry.errors import Fault
from inquiry.record.answer import Answer
from inquiry.record.fold import same_value
from inquiry.record.lock import Lock
from inquiry.record.lock_lines import Lines, Told, tell_row, tell_rows
from inquiry.record.locks import Locks, is_same

HAS_ONE = "This indicator has a prediction already."


def refuse_typed(locks: Locks, lines: Lines, answer: Answer) -> str:
    """Why a typed answer would change what is locked; empty where it does not.

    What is typed comes at once: all evidence of the day itself is known by then.
    """
    if not locks.watches(answer.form):
        return ""
    return _refuse(locks, lines, answer, locks.end_of(locks.day_of(answer.saved_at)))


def refuse_late(locks: Locks, lines: Lines, new: Iterable[Answer]) -> Iterator[Fault]:
    """A fault for each imported answer that was saved after the lock and would change what is locked."""
    for answer in new:
        why = _refuse(locks, lines, answer, answer.saved_at) if locks.watches(answer.form) else ""
        if why:
            yield Fault(
                file=answer.file or "answers",
                row=answer.line,
                column="values",
                found=f"a prediction changed on {locks.day_of(answer.saved_at)}. {why}",
                allowed="predictions from before the lock, as they were",
                cure="take the line out; what came of the prediction belongs under its result",
                team=answer.owner,
            )


def decided_at(rule: LockedBy, row: Told) -> dt.datetime | None:
    """When a row became the prediction that it is; None while it is none."""
    if rule.once not in row.values or rule.evidence_of not in row.values:
        return None
    return max(row.times[rule.once], row.times[rule.evidence_of])


def _refuse(locks: Locks, lines: Lines, answer: Answer, at: dt.datetime) -> str:
    form = locks.cycle.forms[answer.form]
    if form.locked_by is None or answer.aside:
        return ""
    here = lines.of(answer.owner, quarter=answer.quarter, form=answer.form)
    before = [line for line in here if line.id != answer.id and line.saved_at <= answer.saved_at]
    row = tell_row(before, answer.row)
    if not _changes(row, answer):
        return ""
    lock = _holds(locks, lines, answer, row, at)
    if lock is not None:
        return lock.words(locks.district)
    return "" if answer.removed else _has_one(locks, lines, answer, tell_rows(before), at)


def _changes(row: Told, answer: Answer) -> bool:
    """Whether an answer says anything else than what stands."""
    if answer.removed:
        return row.there
    return any(not same_value(value, row.values.get(name)) for name, value in answer.values.items())


def _holds(locks: Locks, lines: Lines, answer: Answer, row: Told, at: dt.datetime) -> Lock | None:
    """The lock on the row as it was before the answer."""
    rule = _rule(locks, answer)
    decided = decided_at(rule, row)
    if decided is None:
        return None
    lock = locks.find(lines, answer.owner, answer.quarter, row.values[rule.evidence_of], at)
    return lock if lock and decided <= lock.since else None


def _has_one(locks: Locks, lines: Lines, answer: Answer, rows: Mapping[str, Told], at: dt.datetime) -> str:
    """Why there is no room for a further prediction of the indicator that an answer's row names."""
    rule = _rule(locks, answer)
    row = rows.get(answer.row, Told())
    named = {**row.values, **answer.values}.get(rule.evidence_of)
    wanted = find_link(named)
    lock = locks.find(lines, answer.owner, answer.quarter, named, at) if wanted else None
    if lock is None:
        return ""
    for row_id, other in rows.items():
        decided = decided_at(rule, other)
        same = is_same(find_link(other.values.get(rule.evidence_of)), wanted)
        if row_id != answer.row and same and decided and decided <= lock.since:
            return f"{HAS_ONE} {lock.words(locks.district)}"
    return ""


def _rule(locks: Locks, answer: Answer) -> LockedBy:
    rule = locks.cycle.forms[answer.form].locked_by
    assert rule is not None  # only such forms are watched
    return rule
