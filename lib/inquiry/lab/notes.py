"""A team's own cells in the file: which version it is, and a browser's cells put into it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from inquiry.build.keeping.lock import lock_page
from inquiry.build.notebook.nodes import make_node
from inquiry.build.notebook.notebooks import (
    ID_PATTERN,
    LOCKED,
    DamagedNotebook,
    kind_of,
    notebook_bytes,
    parse_notebook,
)
from inquiry.district.files import write_whole
from inquiry.errors import BadInput
from inquiry.lab.ask import Refused
from inquiry.lab.clean_save import drop_widgets
from inquiry.lab.known import Known
from inquiry.lab.merge import Cell, merge_notes

SAVES_IN_BETWEEN = 5  # how often others may write the file while it is merged
MOST_CELLS = 2000
_PARTS = ("id", "cell_type", "source", "metadata", "attachments", "outputs", "execution_count")
_CELL_TYPES = ("markdown", "code", "raw")
DAMAGED = "This page's file cannot be read ({}). What you wrote stays in this browser; tell your coach."
BUSY = "The page's file kept changing while it was being saved. It is tried again in a moment."


def version_of(file: Path, known: Known) -> str:
    """Which version of a page a file holds: what build made of it, and the team's own cells.

    The same text for the same page, whoever wrote it; empty where the file cannot be read.
    """
    return known.while_same(("version", file), [file], lambda: _read_version(file))


def is_newer(version: str, than: str) -> bool:
    """Whether build made the page anew between two versions."""
    return bool(version and than) and version.split(".")[0] != than.split(".")[0]


def has_other_notes(version: str, than: str) -> bool:
    """Whether the team's own cells differ between two versions."""
    return bool(version and than) and version.split(".")[-1] != than.split(".")[-1]


def save_notes(
    file: Path, version: str, base: Sequence[Any], mine: Sequence[Any], known: Known
) -> dict[str, Any]:
    """Put a browser's own cells into the file, beside what others wrote there meanwhile.

    Parameters
    ----------
    file : Path
        The page's file.
    version : str
        The version that the browser started from.
    base, mine : sequence of cells
        What the browser started from, and what it holds; see `merge_notes`.
    known : Known
        What the server knows.

    Returns
    -------
    dict
        The file's new version, all its cells in order, and whether build made the page anew meanwhile.

    Raises
    ------
    Refused
        When a cell is none, or the file cannot be read or written; it is then as it was.
    """
    before, now = [_take_cell(cell) for cell in base], [_take_cell(cell) for cell in mine]
    with known.one_at_a_time(file), lock_page(file):
        for _ in range(SAVES_IN_BETWEEN):
            seen = _read(file)
            content, notebook = _merged(seen, before, now)
            if _read(file) != seen:
                continue
            if content != seen:
                _write(file, content)
            new = _version(notebook)
            return {"version": new, "cells": cells_of(notebook), "newer": is_newer(new, version)}
    raise Refused(503, BUSY)


def cells_of(notebook: NotebookNode) -> list[Cell]:
    """A page's cells as a browser gets them: of a locked one only its id."""
    return [_to_cell(cell) for cell in notebook["cells"]]


def _merged(seen: bytes, base: list[Cell], mine: list[Cell]) -> tuple[bytes, NotebookNode]:
    """The file with a browser's cells in it: its content, and the notebook that it is."""
    try:
        notebook = parse_notebook(seen)
    except DamagedNotebook as trouble:
        raise Refused(409, DAMAGED.format(trouble)) from trouble
    there = {cell["id"]: cell for cell in notebook["cells"]}
    old = cells_of(notebook)
    cells = merge_notes(base, mine, old)
    if cells == old:
        return seen, notebook
    notebook["cells"] = [there[cell["id"]] if cell.get("locked") else _to_node(cell) for cell in cells]
    content = notebook_bytes(notebook)
    try:
        return content, parse_notebook(content)
    except DamagedNotebook as trouble:
        raise Refused(400, f"One of your cells is no cell of a notebook ({trouble}). Undo it.") from trouble


def _take_cell(cell: Any) -> Cell:
    """A cell as the browser sent it, with nothing in it that a cell has not."""
    if not isinstance(cell, Mapping) or not ID_PATTERN.fullmatch(str(cell.get("id", ""))):
        raise Refused(400, "What the browser sent is no list of cells. Load the page again.")
    if cell.get("locked"):
        return {"id": cell["id"], "locked": True}
    if cell.get("cell_type") not in _CELL_TYPES or not isinstance(cell.get("source"), str):
        raise Refused(400, "What the browser sent is no list of cells. Load the page again.")
    taken = {part: cell[part] for part in _PARTS if part in cell}
    if not all(isinstance(taken.get(part, {}), dict) for part in ("metadata", "attachments")):
        raise Refused(400, "What the browser sent is no list of cells. Load the page again.")
    taken["source"] = taken["source"].replace("\r\n", "\n").replace("\r", "\n")
    return _to_cell(_to_node(taken))


def _to_cell(cell: NotebookNode) -> Cell:
    """A cell of the file as a browser gets it; what is empty is left out, so that it compares equal."""
    if kind_of(cell) == LOCKED:
        return {"id": cell["id"], "locked": True}
    plain: Cell = json.loads(json.dumps({part: cell[part] for part in _PARTS if part in cell}))
    plain.setdefault("metadata", {})
    for part in ("attachments", "outputs", "execution_count"):
        if not plain.get(part):
            plain.pop(part, None)
    return plain


def _to_node(cell: Cell) -> NotebookNode:
    """A browser's cell as a notebook keeps it."""
    node = make_node({"metadata": {}} | cell)
    if node["cell_type"] == "code":
        node.pop("attachments", None)
        node.setdefault("outputs", [])
        node.setdefault("execution_count", None)
        drop_widgets(node)
    else:
        node.pop("outputs", None)
        node.pop("execution_count", None)
    return node


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise Refused(409, DAMAGED.format(trouble.strerror or trouble)) from trouble


def _write(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content, shown_as=file.name)
    except BadInput as trouble:
        (fault,) = trouble.faults
        raise Refused(
            507, f"The page cannot be saved: {fault.found}. Tell your coach: {fault.cure}"
        ) from trouble


def _read_version(file: Path) -> str:
    try:
        return _version(parse_notebook(file.read_bytes()))
    except (OSError, DamagedNotebook):
        return ""


def _version(notebook: NotebookNode) -> str:
    locked = [cell for cell in notebook["cells"] if kind_of(cell) == LOCKED]
    own = [cell for cell in cells_of(notebook) if not cell.get("locked")]
    order = [cell["id"] for cell in notebook["cells"]]
    return f"{_hash([notebook['metadata'].get('inquiry'), locked])}.{_hash([own, order])}"


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("ascii")).hexdigest()[:16]
