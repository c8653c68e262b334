"""What goes wrong while a published file streams by, and what to say of it at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from inquiry.district.rosters import explain_cds
from inquiry.errors import Fault

Severity = Literal["error", "note"]

CDS_DIGITS = 14
DISTRICT_DIGITS = 7  # county 2 and district 5
NAMED_ROWS = 3  # rows with a wrong number of cells that are named one by one
EVERYWHERE = ("ELA", "MATH", "SUSP")  # every district has these; not each has graduates or English learners
CURE_AGAIN = "download the file again from the state"


@dataclass
class Pass:
    """The state of one pass over a file."""

    name: str
    cds: str | None
    width: int
    rows_read: int = 0
    last_line: int = 0
    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    uneven: list[tuple[int, int, str]] = field(default_factory=list)  # line, cells, cds
    odd_codes: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    @property
    def ours(self) -> str:
        """How the codes of the district and its schools begin; nothing where every place is wanted."""
        return (self.cds or "")[:DISTRICT_DIGITS]

    def is_ours(self, code: str) -> bool:
        """Whether a code is the district's own or one of its schools'."""
        return code.startswith(self.ours)


def uneven_faults(state: Pass) -> Iterator[Fault]:
    """Rows with too few or too many cells; a last row with too few says that the file breaks off."""
    allowed = f"{state.width} values, as in the first row"
    for n, (line, cells, code) in enumerate(state.uneven):
        if line == state.last_line and cells < state.width:
            found = f"a last row with only {cells} values: the file breaks off"
            yield Fault(state.name, found, allowed, CURE_AGAIN, line)
        elif n < NAMED_ROWS:
            ours = code[:DISTRICT_DIGITS] == (state.cds or code)[:DISTRICT_DIGITS]
            severity: Severity = "error" if ours else "note"
            yield Fault(state.name, f"{cells} values", allowed, CURE_AGAIN, line, severity=severity)
        elif n == NAMED_ROWS:
            found = f"{len(state.uneven) - NAMED_ROWS} more such rows"
            yield Fault(state.name, found, allowed, CURE_AGAIN, line)


def code_faults(state: Pass) -> Iterator[Fault]:
    """CDS codes that are none; of other districts only what may hide our own rows is an error."""
    for kind, found in sorted(state.odd_codes.items()):
        line, text = found[0]
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        severe = state.cds is None or kind in {"zeros", "digits"}
        cure = explain_cds(text) if kind != "other" else CURE_AGAIN
        yield Fault(
            state.name,
            f"“{text}”{more}",
            f"{CDS_DIGITS} digits",
            cure,
            line,
            "cds",
            severity="error" if severe else "note",
        )


def absence_faults(state: Pass, indicator: str, kept: int) -> Iterator[Fault]:
    """A file without rows, or without a row of this district."""
    if not state.rows_read:
        yield Fault(state.name, "a header and no rows", "rows of data", CURE_AGAIN)
    elif state.cds and not kept:
        severity: Severity = "error" if indicator in EVERYWHERE else "note"
        allowed = f"rows whose cds begins with {state.cds[:DISTRICT_DIGITS]}, this district's"
        cure = "take the file of the whole state or of this county, or mend the district's code"
        found = f"no row of this district among {state.rows_read}"
        yield Fault(state.name, found, allowed, cure, column="cds", severity=severity)
