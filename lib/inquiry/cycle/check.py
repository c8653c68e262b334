"""What the cycle's checks share: what is known so far, and the faults they report."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from inquiry.cycle.fields import Option
from inquiry.cycle.forms import Form
from inquiry.cycle.stations import Level, Phase
from inquiry.errors import Fault


@dataclass(frozen=True)
class Known:
    """What could be read. None stands for a file that has faults: nothing is said about links into it."""

    levels: Mapping[str, Level] | None
    phases: Mapping[str, Phase] | None
    frameworks: Collection[str] | None
    lists: Mapping[str, tuple[Option, ...]] | None
    forms: Mapping[str, Form]
    all_forms: bool  # whether every form's file could be read


def unknown(
    file: str, column: str, kind: str, wanted: Iterable[str], known: Collection[str] | None
) -> Iterator[Fault]:
    """A fault for each id that is not among the known ones."""
    for one in wanted:
        if known is None or one in known:
            continue
        near = difflib.get_close_matches(one, known, n=1)
        cure = f"write “{near[0]}”" if near else "use one of these, or add it where they are listed"
        yield Fault(file, f"the unknown {kind} “{one}”", list_ids(known), cure, column=column)


def repeated(file: str, column: str, kind: str, ids: Iterable[str]) -> Iterator[Fault]:
    """A fault for each id that stands a second time; `{n}` in the column is its place in the list."""
    seen: set[str] = set()
    for n, one in enumerate(ids):
        if one in seen:
            cure = "give one of them another id, or take it out"
            yield Fault(
                file, f"the {kind} “{one}” again", f"each {kind} once", cure, column=column.format(n=n)
            )
        seen.add(one)


def list_ids(ids: Collection[str]) -> str:
    """Ids as a message lists them."""
    return ", ".join(ids) if ids else "none so far"
