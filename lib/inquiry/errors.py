"""What can go wrong, as one tree, and the fault that every reader reports.

InquiryError
├── BadInput            settings, lists, data, templates: carries every fault found   (exit status 2)
├── UsageError          a command asked for something that does not exist             (exit status 2)
├── RecordError         the record of answers cannot be read or written               (exit status 2)
├── PageError           one page failed; the others go on                             (exit status 1)
└── SendError           done, but not all of it went back to the store                (exit status 1)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input: where it stands, what was found, what is allowed, how to mend it.

    `school` or `team` name the part of the district that the fault concerns; a fault with neither concerns
    the whole district and stops everything. A `note` stops nothing.
    """

    file: str
    found: str
    allowed: str
    cure: str
    row: int | None = None  # the line as a spreadsheet numbers it: the header is 1
    column: str | None = None  # a column, or a key such as quarters.0.start
    school: str | None = None
    team: str | None = None
    severity: Literal["error", "note"] = "error"

    @property
    def where(self) -> str:
        """File, row and column in one phrase."""
        parts = [self.file]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"“{self.column}”")
        return ", ".join(parts)

    @property
    def stops_everything(self) -> bool:
        """Whether nothing can be built before this is mended."""
        return self.severity == "error" and self.school is None and self.team is None

    def __str__(self) -> str:
        """The fault as a coach reads it."""
        return f"{self.where}: found {self.found}. Allowed: {self.allowed}. To mend it: {self.cure}"


def has_errors(faults: Iterable[Fault]) -> bool:
    """Whether any of some faults is more than a note."""
    return any(fault.severity == "error" for fault in faults)


@dataclass(frozen=True)
class Checked(Generic[T]):
    """What a reader made of its input, and every fault it found on the way."""

    value: T
    faults: tuple[Fault, ...] = ()

    def or_raise(self) -> T:
        """The value; `BadInput` with all faults if any of them is an error."""
        if has_errors(self.faults):
            raise BadInput(self.faults)
        return self.value

    def with_faults(self, faults: Iterable[Fault]) -> Checked[T]:
        """The same value with further faults."""
        return replace(self, faults=(*self.faults, *faults))


class InquiryError(Exception):
    """Anything this library raises on purpose; its text is meant for a person."""


class BadInput(InquiryError):
    """The input has faults; all of them are in `faults` and in the message."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order they were found."""
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UsageError(InquiryError):
    """A command, a page or a caller asked for something that does not exist."""


class RecordError(InquiryError):
    """The record of answers cannot be read or written; nothing in it was changed."""


class PageError(InquiryError):
    """One page could not be made; the others are not touched by it."""


class SendError(InquiryError):
    """A command did its work, but not all of it went back to the store that the district lies in."""
