"""Carry what a team wrote in its notebook by hand into a newly built one.

Built cells carry a key and the hash of the text they were built with, and the notebook lists the keys it was
built with (see `seal`). So a team's file tells by itself what was added, edited, moved and deleted, even when
the build folder is gone or the file was moved, and however an editor reformatted it.

What becomes of each cell of the team's file:

    one it added              stays, after the built cell it followed (where that is gone: the one before)
    an open one it edited     stays edited, also when the template's text changed
    an open one it deleted    stays deleted, until somebody puts it back
    a locked one it changed   is restored, and the team's version kept once below it
    a locked one it deleted   comes back
    built ones it reordered   stand in the template's order again; what followed each still follows it
    a copy of a built one     becomes a cell of the team's own, without its lock
    a built one whose template is gone: dropped as it was built, kept if it was edited

The team's own code is carried with its outputs and never run.
"""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass, field

from nbformat import NotebookNode

from inquiry.build.keeping.claim import Claimed, claim_cells
from inquiry.build.notebook.nodes import make_node
from inquiry.build.notebook.notebooks import (
    LOCK_TAG,
    LOCKED,
    OPEN,
    TEAM,
    digest,
    fresh_id,
    kind_of,
    mark_of,
    notebook_mark,
)

OUR_TAGS = frozenset({LOCK_TAG, "parameters", "injected-parameters"})
# Of a team's notebook metadata: widget state is lost or leaks what was typed; papermill's holds timings.
_NOT_CARRIED = frozenset({"widgets", "papermill", "inquiry"})


@dataclass
class _Places:
    """The team's cells by the built cell they stand after, and the texts of open cells it edited."""

    after: defaultdict[str | None, list[NotebookNode]] = field(default_factory=lambda: defaultdict(list))
    edited: dict[str, NotebookNode] = field(default_factory=dict)


def keep_team_work(
    previous: NotebookNode, built_before: NotebookNode | None, new: NotebookNode
) -> NotebookNode:
    """Return the new notebook with everything that the team wrote in the previous one.

    Doing it twice gives the same as doing it once, and a file nobody touched gives the new one unchanged.

    Parameters
    ----------
    previous : NotebookNode
        The team's file, as `read_notebook` reads it.
    built_before : NotebookNode or None
        What build last made of this page: it is asked only where an editor took our marks out of the
        team's file.
    new : NotebookNode
        The page as build just made it, sealed.

    Returns
    -------
    NotebookNode
        A notebook of its own: neither argument is changed.
    """
    built = {cell["id"]: cell for cell in new["cells"]}
    claimed = claim_cells(previous, built_before, new)
    places = _place(claimed, built, _as_built(claimed, built_before, built))
    deleted = _deleted(previous, claimed, built)
    merged = deepcopy(new)
    merged["cells"] = _unique_ids(_in_order(new, places, deleted), set(built))
    _merge_metadata(merged, previous, deleted)
    return merged


def _as_built(
    claimed: Claimed, built_before: NotebookNode | None, built: dict[str, NotebookNode]
) -> list[bool]:
    """For each of the team's cells: whether it is a built one that nobody edited."""
    before = {cell["id"]: digest(cell) for cell in (built_before or {"cells": []})["cells"]}
    answers = []
    for cell, key in zip(claimed.cells, claimed.keys, strict=True):
        hashes = {
            mark_of(cell).get("sha") or before.get(key or ""),
            digest(built[key]) if key in built else None,
        }
        answers.append(key is not None and digest(cell) in hashes)
    return answers


def _place(claimed: Claimed, built: dict[str, NotebookNode], as_built: list[bool]) -> _Places:
    """Sort the team's work: what to put after which built cell, and which open cells it edited."""
    places, anchor = _Places(), None
    versions = {(mark_of(cell).get("version_of"), digest(cell)) for cell in claimed.cells}
    for cell, key, untouched in zip(claimed.cells, claimed.keys, as_built, strict=True):
        if key is None:
            places.after[anchor].append(_own(cell))
            continue
        if key in built:
            anchor = key
        if untouched:
            continue
        if key in built and kind_of(built[key]) == OPEN:
            places.edited[key] = cell
        elif _says_more(cell, built.get(key)) and (key, digest(cell)) not in versions:
            places.after[anchor].append(_released(cell, version_of=key))
    return places


def _says_more(cell: NotebookNode, built: NotebookNode | None) -> bool:
    """Whether an edited cell holds anything that the restored one does not."""
    if cell.get("attachments"):
        return True
    return bool(cell["source"].strip()) and (built is None or cell["source"] != built["source"])


def _own(cell: NotebookNode) -> NotebookNode:
    """A cell of the team's own, as it stands; a copy of one of ours loses its lock."""
    return _released(cell) if kind_of(cell) != TEAM else deepcopy(cell)


def _released(cell: NotebookNode, version_of: str | None = None) -> NotebookNode:
    """A built cell as the team's own: without key, lock and hidden source; `version_of` says which it was."""
    free = deepcopy(cell)
    metadata = free["metadata"]
    for lock in ("editable", "deletable"):
        metadata.pop(lock, None)
    if isinstance(metadata.get("jupyter"), dict):
        metadata["jupyter"].pop("source_hidden", None)
    metadata["tags"] = [tag for tag in metadata.get("tags") or [] if tag not in OUR_TAGS]
    for name in ("tags", "jupyter"):
        if not metadata.get(name):
            metadata.pop(name, None)
    mark = {"kind": TEAM} | ({"version_of": version_of} if version_of else {})
    metadata["inquiry"] = make_node(mark)
    return free


def _deleted(previous: NotebookNode, claimed: Claimed, built: dict[str, NotebookNode]) -> set[str]:
    """The keys of open cells that the team deleted, now or earlier."""
    earlier = notebook_mark(previous).get("deleted")
    known = {key for key in earlier if isinstance(key, str)} if isinstance(earlier, list) else set()
    gone = known | (claimed.offered & set(built))
    return {key for key in gone - claimed.present if key not in built or kind_of(built[key]) == OPEN}


def _in_order(new: NotebookNode, places: _Places, deleted: set[str]) -> list[NotebookNode]:
    """The built cells in the template's order, each followed by the team's cells that stood after it."""
    cells = list(places.after[None])
    for cell in new["cells"]:
        if cell["id"] not in deleted:
            cells.append(_with_edit(cell, places.edited.get(cell["id"])))
        cells.extend(places.after[cell["id"]])
    return cells


def _with_edit(cell: NotebookNode, edited: NotebookNode | None) -> NotebookNode:
    """An open cell: with the team's text, type, pictures and outputs where it edited them."""
    if edited is None:
        return deepcopy(cell)
    kept = deepcopy(edited)
    kept["id"] = cell["id"]
    kept["metadata"] = make_node({**edited["metadata"], **cell["metadata"]})
    return kept


def _unique_ids(cells: list[NotebookNode], ours: set[str]) -> list[NotebookNode]:
    """Give a team's cell, in this list of ours, a new id where its own is a built cell's or another's."""
    taken = set(ours)
    for cell in cells:
        if kind_of(cell) in {LOCKED, OPEN}:
            continue
        if cell["id"] in taken:
            cell["id"] = fresh_id(f"{cell['id']}:{cell['source']}", taken)
        taken.add(cell["id"])
    return cells


def _merge_metadata(merged: NotebookNode, previous: NotebookNode, deleted: set[str]) -> None:
    """Add to the new notebook's metadata what is not ours in the team's, and what the team deleted."""
    for name, value in previous["metadata"].items():
        if name not in merged["metadata"] and name not in _NOT_CARRIED:
            merged["metadata"][name] = deepcopy(value)
    if deleted:
        merged["metadata"]["inquiry"]["deleted"] = sorted(deleted)
