"""The order of a page's cells when two people added and moved some: the file's, with the browser's moves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence


def merge_order(
    base: Sequence[str],
    mine: Sequence[str],
    disk: Sequence[str],
    stays: Collection[str],
    fixed: Collection[str] = (),
    below: Mapping[str, str] | None = None,
) -> list[str]:
    """The ids that stay, in the file's order, each that the browser added or moved after the one it follows.

    Parameters
    ----------
    base, mine, disk : sequences of ids
        What the browser started from, what it holds, what the file holds.
    stays : collection of ids
        Those that the merged page has.
    fixed : collection of ids
        Those that nobody moves.
    below : mapping, optional
        Ids of cells that are other versions of a cell, and of which: nothing comes between the two.

    >>> merge_order(["a", "b"], ["b", "a", "m"], ["a", "d", "b"], {"a", "b", "d", "m"})
    ['d', 'b', 'a', 'm']
    """
    moved = (_moved(base, mine, fixed) & set(stays)) - set(fixed)
    order = [name for name in disk if name in stays and name not in moved]
    placed = set(order)
    for n, name in enumerate(mine):
        if name in placed or name not in stays:
            continue
        before = next((each for each in reversed(mine[:n]) if each in placed), None)
        order.insert(_place_after(order, before, below or {}), name)
        placed.add(name)
    return order


def _place_after(order: Sequence[str], before: str | None, below: Mapping[str, str]) -> int:
    if before is None:
        return 0
    place = order.index(before) + 1
    while place < len(order) and below.get(order[place]) == before:
        place += 1
    return place


def _moved(base: Sequence[str], mine: Sequence[str], fixed: Collection[str]) -> set[str]:
    """The fewest ids that must have been moved to come from one order to the other."""
    rank = {name: n for n, name in enumerate(base)}
    common = [name for name in mine if name in rank]
    weights = [len(common) + 1 if name in fixed else 1 for name in common]
    stayed = _heaviest_rising([rank[name] for name in common], weights)
    return {name for n, name in enumerate(common) if n not in stayed}


def _heaviest_rising(ranks: Sequence[int], weights: Sequence[int]) -> set[int]:
    """The places of a sequence of rising numbers that weighs most."""
    total = list(weights)
    before: list[int | None] = [None] * len(ranks)
    for n, rank in enumerate(ranks):
        for m in range(n):
            if ranks[m] < rank and total[m] + weights[n] > total[n]:
                total[n], before[n] = total[m] + weights[n], m
    at = max(range(len(ranks)), key=lambda n: total[n], default=None)
    found: set[int] = set()
    while at is not None:
        found.add(at)
        at = before[at]
    return found
