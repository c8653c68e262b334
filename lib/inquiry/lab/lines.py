"""Two people's changes to one text put together, line by line; or not at all, where they touch."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple


class Change(NamedTuple):
    """The lines from `start` up to `end` of the old text, replaced by others."""

    start: int
    end: int
    lines: tuple[str, ...]


def merge_lines(base: str, one: str, two: str) -> str | None:
    """The text with both changes in it; None where they touch each other.

    A merge is only given where nothing that either typed is missing from it, where it is the same whoever
    comes first, and where merging it again changes nothing: a save that is sent twice must be harmless.

    >>> merge_lines("a\\nb\\nc", "a1\\nb\\nc", "a\\nb\\nc2")
    'a1\\nb\\nc2'
    >>> merge_lines("a", "a1", "a2") is None
    True
    """
    merged = _merge(base, one, two)
    if merged is None or not _keeps(merged, base, one) or not _keeps(merged, base, two):
        return None
    again = (_merge(base, two, one), _merge(base, one, merged), _merge(base, two, merged))
    return merged if all(each == merged for each in again) else None


def _merge(base: str, one: str, two: str) -> str | None:
    if one == two or two == base:
        return one
    if one == base:
        return two
    old = base.split("\n")
    changes = sorted({*_changes(old, one.split("\n")), *_changes(old, two.split("\n"))})
    merged: list[str] = []
    reached = 0
    for n, change in enumerate(changes):
        if n and (change.start <= changes[n - 1].end):
            return None
        merged += [*old[reached : change.start], *change.lines]
        reached = change.end
    return "\n".join([*merged, *old[reached:]])


def _changes(old: list[str], new: list[str]) -> list[Change]:
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Change(i, j, tuple(new[k:end])) for tag, i, j, k, end in found if tag != "equal"]


def _keeps(merged: str, base: str, typed: str) -> bool:
    """Whether every line that somebody typed is in the merged text, as often as it was typed."""
    new = Counter(typed.split("\n")) - Counter(base.split("\n"))
    return not new - Counter(merged.split("\n"))
