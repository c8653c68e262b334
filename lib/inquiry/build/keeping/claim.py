"""Which built cell each cell of a team's file is, whatever somebody did to it in between."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from nbformat import NotebookNode

from inquiry.build.notebook.notebooks import LOCKED, OPEN, digest, mark_of, notebook_mark


@dataclass(frozen=True)
class Claimed:
    """A team's cells, each with the key of the built cell that it is (None: the team's own)."""

    cells: tuple[NotebookNode, ...]
    keys: tuple[str | None, ...]
    offered: frozenset[str]

    @property
    def present(self) -> frozenset[str]:
        """The keys of the built cells that are still there."""
        return frozenset(key for key in self.keys if key is not None)


def claim_cells(previous: NotebookNode, built_before: NotebookNode | None, new: NotebookNode) -> Claimed:
    """Find out which built cell each of the team's cells is; of several copies, the original."""
    before = {cell["id"]: cell for cell in (built_before or {"cells": []})["cells"]}
    offered = _offered(previous, before)
    known = offered | {cell["id"] for cell in new["cells"]}
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for n, cell in enumerate(previous["cells"]):
        key = _claimed_key(cell)
        if key in known:
            wanted[key].append(n)
    winners = {
        min(rivals, key=lambda n: _how_original(previous["cells"][n], n)): k for k, rivals in wanted.items()
    }
    if not notebook_mark(previous) and not any(map(mark_of, previous["cells"])):
        _claim_by_text(previous, [*before.values(), *new["cells"]], winners)
    keys = tuple(winners.get(n) for n in range(len(previous["cells"])))
    return Claimed(tuple(previous["cells"]), keys, offered)


def _offered(previous: NotebookNode, before: dict[str, NotebookNode]) -> frozenset[str]:
    """The keys that build put into the team's file, deleted ones included."""
    listed = notebook_mark(previous).get("cells")
    if isinstance(listed, list):
        return frozenset(key for key in listed if isinstance(key, str))
    return frozenset(before)


def _claimed_key(cell: NotebookNode) -> str:
    """The key a cell carries, in its mark or, where an editor took that out, as its id."""
    mark = mark_of(cell)
    if not mark:
        return str(cell["id"])
    key = mark.get("cell")
    return key if isinstance(key, str) and mark.get("kind") in {LOCKED, OPEN} else ""


def _how_original(cell: NotebookNode, position: int) -> tuple[bool, bool, int]:
    """Sorts the original before its copies: the right id, the text as built, the first."""
    mark = mark_of(cell)
    return cell["id"] != mark.get("cell"), digest(cell) != mark.get("sha"), position


def _claim_by_text(previous: NotebookNode, built: list[NotebookNode], winners: dict[int, str]) -> None:
    """Where no mark is left at all, a cell with exactly a built cell's text is that cell."""
    by_text: defaultdict[str, list[str]] = defaultdict(list)
    for cell in built:
        if cell["source"].strip() and cell["id"] not in by_text[digest(cell)]:
            by_text[digest(cell)].append(cell["id"])
    taken = set(winners.values())
    for n, cell in enumerate(previous["cells"]):
        free = [key for key in by_text.get(digest(cell), []) if key not in taken]
        if n not in winners and free:
            winners[n] = free[0]
            taken.add(free[0])
