"""Saves that come at the same time are written together: one wait for the disk, instead of one for each."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy.exc import OperationalError

from inquiry.record import Answer
from inquiry.record.locks import Locks
from inquiry.record.typed import Taken


class Writes(Protocol):
    """What a record does here."""

    def save_typed(
        self, given: Sequence[Answer], *, lasting: Collection[str] = (), locks: Locks | None = None
    ) -> list[Taken]:
        """Save answers in one transaction."""
        ...


@dataclass
class _Ticket:
    """One request's answers, and what became of them."""

    answers: Sequence[Answer]
    locks: Locks | None = None
    taken: list[Taken] | None = None
    error: Exception | None = None


@dataclass
class Together:
    """The saves of one record that wait for their turn; whoever's turn it is writes for all of them."""

    _turn: threading.Lock = field(default_factory=threading.Lock)
    _list: threading.Lock = field(default_factory=threading.Lock)
    _waiting: list[_Ticket] = field(default_factory=list)

    def save(
        self,
        record: Writes,
        answers: Sequence[Answer],
        lasting: Collection[str],
        locks: Locks | None = None,
    ) -> list[Taken]:
        """Save answers; when this returns they are on the disk.

        Raises
        ------
        RecordError
            When the record cannot be written: nothing of these was saved.
        """
        ticket = _Ticket(answers, locks)
        with self._list:
            self._waiting.append(ticket)
        with self._turn:
            if ticket.taken is None and ticket.error is None:
                with self._list:
                    batch, self._waiting = self._waiting, []
                _write(record, batch, lasting)
        if ticket.error is not None:
            raise ticket.error
        assert ticket.taken is not None
        return ticket.taken


def _write(record: Writes, batch: Sequence[_Ticket], lasting: Collection[str]) -> None:
    """Write what waits in one step; where that fails, each on its own, so that none is in another's way.

    Whoever writes may have brought no locks: those of whoever came last hold for all.
    """
    locks = next((ticket.locks for ticket in reversed(batch) if ticket.locks is not None), None)
    try:
        taken = iter(
            record.save_typed(
                [each for ticket in batch for each in ticket.answers], lasting=lasting, locks=locks
            )
        )
    except Exception as error:  # noqa: BLE001  it is raised again, to each whom it concerns
        if len(batch) == 1 or _concerns_all(error):
            for ticket in batch:
                ticket.error = error
            return
        for ticket in batch:
            _write(record, [ticket], lasting)
    else:
        for ticket in batch:
            ticket.taken = [next(taken) for _ in ticket.answers]


def _concerns_all(error: Exception) -> bool:
    """Whether the disk or a lock is at fault, not what was given: each alone would wait again in vain."""
    return isinstance(error.__cause__, OperationalError)
