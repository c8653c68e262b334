"""A team's own cells, changed in two places at once, put together so that nothing anybody typed is lost.

Three versions of a page go in: what a browser started from, what it holds now, and what the file holds. The
cells that build made (the locked ones) are always the file's. What becomes of each cell of the team's own:

    changed in one of the two     that change stands
    changed in both               the lines are put together; where they touch, both versions stay: the
                                  browser's in its place, the file's right below it
    deleted in one, as it was in the other    deleted
    deleted in one, changed in the other      stays
    new in either                 stays, after the cell it followed
    moved in the browser          stands where it was moved to
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeAlias

from inquiry.build.notebook.notebooks import TEAM, fresh_id
from inquiry.lab.lines import merge_lines
from inquiry.lab.order import merge_order

Cell: TypeAlias = dict[str, Any]
_RAN = ("outputs", "execution_count")


def merge_notes(base: Sequence[Cell], mine: Sequence[Cell], disk: Sequence[Cell]) -> list[Cell]:
    """Put a browser's changes to a page's own cells into what the file holds.

    Parameters
    ----------
    base : sequence of cells
        What the browser started from. A locked cell is `{"id", "locked": True}`; others have id, cell_type,
        source, metadata, and attachments, outputs and execution_count where there are any.
    mine : sequence of cells
        What the browser holds.
    disk : sequence of cells
        What the file holds.

    Returns
    -------
    list of cells
        The whole page in order. Merging the same again changes nothing.
    """
    mine = _without_twins(mine)
    locked = {cell["id"] for cell in disk if cell.get("locked")}
    old, new, there = _own(base, locked), _own(mine, locked), _own(disk, locked)
    kept: dict[str, Cell] = {}
    copies: dict[str, Cell] = {}
    for name in {**there, **new}:
        merged, copy = _merge_cell(old.get(name), new.get(name), there.get(name))
        if merged is not None:
            kept[name] = merged
        if copy is not None:
            copies[name] = copy
    stays = locked | set(kept)
    orders = [[cell["id"] for cell in each] for each in (base, mine, disk)]
    order = merge_order(orders[0], orders[1], orders[2], stays, locked, _below(disk))
    cells = [{"id": name, "locked": True} if name in locked else kept[name] for name in order]
    return _with_copies(cells, copies)


def _own(cells: Sequence[Cell], locked: set[str]) -> dict[str, Cell]:
    """The cells that are not build's, by id; a locked one that the file no longer has is nobody's."""
    return {cell["id"]: cell for cell in cells if not cell.get("locked") and cell["id"] not in locked}


def _without_twins(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with an id of its own for each that came with another's."""
    taken = {cell["id"] for cell in cells}
    seen: set[str] = set()
    single = []
    for cell in cells:
        if cell["id"] in seen and cell.get("locked"):
            continue
        if cell["id"] in seen:
            cell = cell | {"id": fresh_id(f"{cell['id']}:{cell['source']}", taken)}
            taken.add(cell["id"])
        seen.add(cell["id"])
        single.append(cell)
    return single


def _merge_cell(old: Cell | None, mine: Cell | None, disk: Cell | None) -> tuple[Cell | None, Cell | None]:
    """One cell put together, and the file's version of it where both must stay."""
    if mine is None or disk is None:
        left = mine or disk
        gone = left is None or (old is not None and _typed(left) == _typed(old))
        return (None, None) if gone else (deepcopy(left), None)
    merged = deepcopy(mine)
    for name in ("metadata", *_RAN):
        _choose(name, old or {}, mine, disk, merged)
    _keep_mark(disk, merged)
    if _typed(disk) in (_typed(mine), _typed(old)):
        return merged, None
    if _typed(mine) == _typed(old):
        return _with_text_of(disk, merged), None
    if old is not None and _all_but_text(mine) == _all_but_text(disk) == _all_but_text(old):
        text = merge_lines(old["source"], mine["source"], disk["source"])
        if text is not None:
            return merged | {"source": text}, None
    return merged, disk


def _choose(name: str, old: Mapping[str, Any], mine: Cell, disk: Cell, merged: Cell) -> None:
    """Take what the file changed where the browser did not."""
    if mine.get(name) == old.get(name):
        merged.pop(name, None)
        if name in disk:
            merged[name] = deepcopy(disk[name])


def _keep_mark(disk: Cell, merged: Cell) -> None:
    """Leave build's mark in a cell as it is in the file."""
    metadata = {key: value for key, value in (merged.get("metadata") or {}).items() if key != "inquiry"}
    mark = (disk.get("metadata") or {}).get("inquiry")
    merged["metadata"] = metadata if mark is None else metadata | {"inquiry": deepcopy(mark)}


def _with_text_of(disk: Cell, merged: Cell) -> Cell:
    """The merged cell with what was typed into the file's, and the outputs that belong to it."""
    parts = {name: value for name, value in merged.items() if name in {"id", "metadata"}}
    rest = {name: deepcopy(value) for name, value in disk.items() if name not in parts}
    return parts | rest


def _typed(cell: Cell | None) -> Any:
    """What a person typed into a cell, to compare."""
    return None if cell is None else (cell["source"], *_all_but_text(cell))


def _all_but_text(cell: Cell) -> tuple[str, Any]:
    return cell["cell_type"], cell.get("attachments") or {}


def _print_of(cell: Cell) -> str:
    return json.dumps(_typed(cell), sort_keys=True)


def _below(cells: Sequence[Cell]) -> dict[str, str]:
    """Which cells are other versions of a cell, and of which."""
    found = {cell["id"]: ((cell.get("metadata") or {}).get("inquiry") or {}) for cell in cells}
    return {name: mark["version_of"] for name, mark in found.items() if "version_of" in mark}


def _with_copies(cells: list[Cell], copies: Mapping[str, Cell]) -> list[Cell]:
    """The cells, with the file's version of one right below it where both must stay."""
    taken = {cell["id"] for cell in cells}
    own = [cell for cell in cells if not cell.get("locked")]
    known = {(_below([cell]).get(cell["id"]), _print_of(cell)) for cell in own}
    placed: list[Cell] = []
    for cell in cells:
        placed.append(cell)
        copy = copies.get(cell["id"])
        if copy is None or (cell["id"], _print_of(copy)) in known:
            continue
        name = fresh_id(f"{cell['id']}:{_print_of(copy)}", taken)
        taken.add(name)
        metadata = {**(copy.get("metadata") or {}), "inquiry": {"kind": TEAM, "version_of": cell["id"]}}
        placed.append(deepcopy(copy) | {"id": name, "metadata": metadata})
    return placed
