"""What is new in the record since some moment of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select

from inquiry.record.fold import Revision, Stored, place_of
from inquiry.record.lines import Filters, read_latest_lines, walk_back
from inquiry.record.moments import Moment
from inquiry.record.schema import answers, batches, closures, withdrawals

NO_IMPORTS = "0"
NO_MARK = f"0 {NO_IMPORTS} 0 0 "  # of a record that is not there yet, as of an empty one
MARK = re.compile(r"(\d{1,18}) ((\d{1,18})(?::[0-9a-f]+)?) (\d{1,18}) (\d{1,18}) (.*)")
DIGEST_BYTES = 6  # of a mark's digest: only the few moments of one record must not meet

_IN_BOX = answers.c.seq < 0  # ballots: see `ballot_box`
_CLOSED = select(func.count()).select_from(closures).scalar_subquery()
_BALLOTS = select(func.count()).where(_IN_BOX).scalar_subquery()


def read_mark(connection: Connection) -> str:
    """The present moment of the record as a text: it changes whenever anything is added."""
    lines = select(answers.c.seq, answers.c.id).where(~_IN_BOX)
    seq, name = connection.execute(lines.order_by(answers.c.seq.desc()).limit(1)).first() or (0, "")
    closed, cast = connection.execute(select(_CLOSED, _BALLOTS)).one()
    return f"{seq} {_tell_imports(connection)} {closed} {cast} {name}"


def find_changed(connection: Connection, mark: str) -> frozenset[tuple[str, str, str]] | None:
    """Which forms of whom were answered since a mark; None where that cannot be told from the lines."""
    said = MARK.fullmatch(mark)
    if said is None:
        return None
    seq, imports, cast, name = int(said[1]), said[2], int(said[5]), said[6]
    there = connection.execute(select(answers.c.id).where(answers.c.seq == seq)).scalar_one_or_none()
    if (there or "") != name or _tell_imports(connection, until=int(said[3])) != imports:
        return None
    now_cast = connection.execute(select(_BALLOTS)).scalar_one()
    voted = [_IN_BOX] if now_cast != cast else []  # which vote it was the box does not tell: all of them
    where = or_(answers.c.seq > seq, *voted)
    new = select(answers.c.scope, answers.c.owner, answers.c.form).where(where).distinct()
    return frozenset((line.scope, line.owner, line.form) for line in connection.execute(new))


def _tell_imports(connection: Connection, until: int | None = None) -> str:
    """The number of the last import, and a digest of all and of what was withdrawn (None: of all there are).

    How many there are would not do: after a backup is restored, others can take the place of those that went.
    """
    lines = select(batches.c.number, batches.c.opened_at, withdrawals.c.withdrawn_at).select_from(
        batches.outerjoin(withdrawals, withdrawals.c.batch == batches.c.number)
    )
    if until is not None:
        lines = lines.where(batches.c.number <= until)
    told = [tuple(line) for line in connection.execute(lines.order_by(batches.c.number))]
    if not told:
        return NO_IMPORTS
    return f"{told[-1][0]}:{hashlib.blake2b(repr(told).encode(), digest_size=DIGEST_BYTES).hexdigest()}"


def read_latest(
    connection: Connection,
    owners: Iterable[str],
    forms: Collection[str] | None,
    limit: int,
    quarter: str | None,
    as_of: Moment | None,
) -> list[Revision]:
    """The last revisions of some owners, newest first, with what each replaced."""
    filters = Filters(quarter=quarter, as_of=as_of)
    latest = read_latest_lines(connection, sorted(set(owners)), forms, limit, filters)
    rows: dict[tuple[str, ...], list[Stored]] = {}
    for stored in latest:
        rows.setdefault(place_of(stored.answer, by_quarter=True), []).append(stored)
    before: dict[int, dict[str, Any]] = {}
    for lines in rows.values():
        before.update(_find_before(connection, lines, as_of))
    return [Revision(line.seq, line.answer, before[line.seq], withdrawn=False) for line in latest]


def _find_before(
    connection: Connection, lines: Sequence[Stored], as_of: Moment | None
) -> dict[int, dict[str, Any]]:
    """What the fields of some lines of one row held before each; reads back only as far as it must."""
    found: dict[int, dict[str, Any]] = {line.seq: {} for line in lines}
    for older in walk_back(connection, lines[0].answer, lines[0].seq, as_of):
        for line in lines:
            if older.seq < line.seq and not older.answer.aside:
                found[line.seq] = {**older.answer.values, **found[line.seq]}
        if all(line.answer.values.keys() <= found[line.seq].keys() for line in lines):
            break
    return {line.seq: {name: found[line.seq].get(name) for name in line.answer.values} for line in lines}
