"""The record's lines: answers into the tables and out of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, MutableMapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypedDict, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, select

from inquiry.errors import RecordError
from inquiry.record.answer import Answer, to_json
from inquiry.record.fold import Stored
from inquiry.record.moments import Moment, last_moment, moment_from_text, moment_to_text
from inquiry.record.schema import answers, batches, withdrawals

PAGE = 1000  # lines read or looked up at once; SQLite takes 32,766 variables in one statement
PLAIN = ("id", "quarter", "scope", "owner", "form", "row", "author", "removed", "position", "base", "aside")
T = TypeVar("T")

_WITHDRAWN = withdrawals.c.batch.is_not(None)
_LINES = answers.outerjoin(batches, answers.c.batch == batches.c.number).outerjoin(
    withdrawals, answers.c.batch == withdrawals.c.batch
)
_ALL = select(answers, batches.c.name.label("batch_name"), _WITHDRAWN.label("withdrawn")).select_from(_LINES)


class Filters(TypedDict, total=False):
    """Which lines are meant; what is left out or None is not asked about."""

    quarter: str | None
    scope: str | None
    owner: str | None
    form: str | None
    row: str | None
    batch: str | None
    as_of: Moment | None


class Known(NamedTuple):
    """What the record has under an answer's id."""

    content: str
    saved_at: datetime


def read_lines(connection: Connection, filters: Filters) -> list[Stored]:
    """The lines meant, in order, withdrawn ones marked."""
    wanted = _ALL.where(*_conditions(filters)).order_by(answers.c.seq)
    return [_to_stored(line) for line in connection.execute(wanted).mappings()]


def read_page(connection: Connection, filters: Filters, after: int) -> list[Stored]:
    """The next lines after one, withdrawn ones left out."""
    wanted = _ALL.where(*_conditions(filters), ~_WITHDRAWN, answers.c.seq > after)
    page = wanted.order_by(answers.c.seq).limit(PAGE)
    return [_to_stored(line) for line in connection.execute(page).mappings()]


def read_lines_of(connection: Connection, owners: Iterable[str]) -> list[Stored]:
    """Every line of some owners, in order."""
    found: list[Stored] = []
    for some in in_pages(sorted(set(owners))):
        wanted = _ALL.where(answers.c.owner.in_(some)).order_by(answers.c.seq)
        found += [_to_stored(line) for line in connection.execute(wanted).mappings()]
    return found


def read_ids(connection: Connection, ids: Iterable[str]) -> list[Stored]:
    """The lines of some ids, in order, withdrawn ones left out."""
    wanted = _ALL.where(answers.c.id.in_(sorted(ids)), ~_WITHDRAWN).order_by(answers.c.seq)
    return [_to_stored(line) for line in connection.execute(wanted).mappings()]


def read_row(
    connection: Connection, answer: Answer, quarter: str | None, after: int, until: int
) -> list[Stored]:
    """The lines of an answer's row between two places in the record, in order, withdrawn ones left out."""
    row = _row_of(answer, quarter)
    between = (answers.c.seq > after, answers.c.seq < until)
    wanted = _ALL.where(*_conditions(row), *between, ~_WITHDRAWN).order_by(answers.c.seq)
    return [_to_stored(line) for line in connection.execute(wanted).mappings()]


def read_latest_lines(
    connection: Connection, owners: Sequence[str], forms: Collection[str] | None, limit: int, filters: Filters
) -> list[Stored]:
    """The last lines of some owners, newest first, withdrawn ones left out."""
    wanted = _ALL.where(answers.c.owner.in_(owners), *_conditions(filters), ~_WITHDRAWN)
    if forms is not None:
        wanted = wanted.where(answers.c.form.in_(sorted(forms)))
    newest = wanted.order_by(answers.c.seq.desc()).limit(limit)
    return [_to_stored(line) for line in connection.execute(newest).mappings()]


def walk_back(connection: Connection, answer: Answer, before: int, as_of: Moment | None) -> Iterator[Stored]:
    """The lines of an answer's row before a place in the record, newest first, withdrawn ones left out.

    Each is read only when it is asked for.
    """
    conditions = _conditions(_row_of(answer, answer.quarter, as_of))
    wanted = _ALL.where(*conditions, answers.c.seq < before, ~_WITHDRAWN).order_by(answers.c.seq.desc())
    with connection.execute(wanted) as found:
        yield from map(_to_stored, found.mappings())


def digest_lines(connection: Connection, filters: Filters) -> str:
    """A fingerprint of the lines meant and of their order."""
    columns: Select[str, str] = select(answers.c.content, answers.c.saved_at).select_from(_LINES)
    wanted = columns.where(*_conditions(filters), ~_WITHDRAWN).order_by(answers.c.seq)
    digest = hashlib.sha256()
    for content, saved_at in connection.execute(wanted):
        digest.update(f"{content} {saved_at}\n".encode())
    return digest.hexdigest()


def find_known(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """Which of these ids the record has already; what was withdrawn may come again."""
    known: dict[str, Known] = {}
    columns = select(answers.c.id, answers.c.content, answers.c.saved_at).select_from(_LINES)
    for some in in_pages(sorted(set(ids))):
        for line in connection.execute(columns.where(answers.c.id.in_(some), ~_WITHDRAWN)):
            known[line.id] = Known(line.content, moment_from_text(line.saved_at))
    return known


def leave_out_known(given: Iterable[Answer], known: dict[str, Known]) -> list[Answer]:
    """The answers that are new; one that comes again is a retry and is left out, whenever it was sent."""
    new: list[Answer] = []
    seen = dict(known)
    for answer in given:
        before = seen.get(answer.id)
        if before is None:
            seen[answer.id] = Known(answer.content, answer.saved_at)
            new.append(answer)
        elif before.content != answer.content:
            raise RecordError(
                f"Two answers have the id “{answer.id}” (form “{answer.form}” of “{answer.owner}”). "
                "Give the second a new id. Nothing was saved."
            )
    return new


def add_lines(
    connection: Connection,
    new: Sequence[Answer],
    author: str | None = None,
    numbers: MutableMapping[str, int] | None = None,
    place: int | None = None,
) -> int:
    """Append answers that the record does not have yet; `numbers` are the imports opened for them so far.

    `place`: where the one answer lies that does not come behind all others (`ballot_box`).
    """
    numbers = {} if numbers is None else numbers
    for name in _batch_names(new):
        if name not in numbers:
            numbers[name] = _open_batch(connection, name, author)
    lines = [_to_line(answer, numbers) | ({} if place is None else {"seq": place}) for answer in new]
    if lines:
        connection.execute(answers.insert(), lines)
    return len(lines)


def in_pages(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items, a page at a time."""
    for start in range(0, len(items), PAGE):
        yield items[start : start + PAGE]


def _row_of(answer: Answer, quarter: str | None, as_of: Moment | None = None) -> Filters:
    return Filters(
        quarter=quarter,
        scope=answer.scope,
        owner=answer.owner,
        form=answer.form,
        row=answer.row,
        as_of=as_of,
    )


def _conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    columns = {name: answers.c[name] for name in ("quarter", "scope", "owner", "form", "row")}
    columns["batch"] = batches.c.name
    for name, value in filters.items():
        if value is not None and name in columns:
            yield columns[name] == value
    as_of = filters.get("as_of")
    if as_of is not None:
        yield answers.c.saved_at <= last_moment(as_of)


def _batch_names(new: Iterable[Answer]) -> list[str]:
    return list(dict.fromkeys(answer.batch for answer in new if answer.batch is not None))


def _open_batch(connection: Connection, name: str, author: str | None) -> int:
    """The number of a new import; every import is one, even of a file imported before."""
    values = {"name": name, "opened_at": moment_to_text(datetime.now(UTC)), "author": author}
    made = connection.execute(batches.insert().values(values).returning(batches.c.number))
    return int(made.scalar_one())


def _to_line(answer: Answer, numbers: MutableMapping[str, int]) -> dict[str, Any]:
    return {
        **{name: getattr(answer, name) for name in PLAIN},
        "content": answer.content,
        "patch": to_json(dict(answer.values)),
        "saved_at": moment_to_text(answer.saved_at),
        "batch": None if answer.batch is None else numbers[answer.batch],
    }


def _to_stored(line: Any) -> Stored:
    answer = Answer(
        **{name: line[name] for name in PLAIN},
        values=json.loads(line["patch"]),
        saved_at=moment_from_text(line["saved_at"]),
        batch=line["batch_name"],
    )
    return Stored(line["seq"], answer, bool(line["withdrawn"]))
