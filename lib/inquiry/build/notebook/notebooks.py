"""Notebooks as build handles them: read with care, marked, written as the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from inquiry.build.notebook.nodes import NBFORMAT, NBFORMAT_MINOR, make_node, upgrade_notebook, write_text
from inquiry.errors import InquiryError

LOCKED, OPEN, FORMS, TEAM = "locked", "open", "forms", "team"
LOCK_TAG = "inquiry-locked"  # the tag of a locked cell, for people and other programs to see
ID_PATTERN = re.compile(r"[a-zA-Z0-9_-]{1,64}")  # nbformat 4.5 schema, cell_id
SHA_CHARACTERS = 16  # 64 bits: enough to tell an edit from none

_CELL_KEYS = {
    "code": {"id", "cell_type", "metadata", "source", "outputs", "execution_count"},
    "markdown": {"id", "cell_type", "metadata", "source", "attachments"},
    "raw": {"id", "cell_type", "metadata", "source", "attachments"},
}


class DamagedNotebook(InquiryError):
    """A file that should be a notebook and cannot be read as one; the text says what is wrong with it."""


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook that anybody may have edited with anything.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    NotebookNode
        In the form of nbformat 4.5: texts joined, every cell with a valid id that no other has.

    Raises
    ------
    DamagedNotebook
        When it is no notebook: empty, cut off, with a merge's conflict marks, or something else altogether.
    OSError
        When the system does not let us read it.
    """
    return parse_notebook(path.read_bytes())


def parse_notebook(content: bytes) -> NotebookNode:
    """Make a notebook of a file's bytes; see `read_notebook`."""
    raw = _load_json(content)
    if not isinstance(raw, dict) or not isinstance(raw.get("nbformat"), int):
        raise DamagedNotebook("it is JSON, but no notebook")
    notebook = _as_current(raw)
    notebook["cells"] = [_tidy_cell(cell) for cell in notebook["cells"]]
    _give_ids(notebook["cells"])
    notebook["nbformat"], notebook["nbformat_minor"] = NBFORMAT, NBFORMAT_MINOR
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as trouble:
        raise DamagedNotebook(f"part of it is not as a notebook's parts are: {_brief(trouble)}") from trouble
    return notebook


def notebook_bytes(notebook: NotebookNode) -> bytes:
    """The notebook as a file's content: the same bytes for the same notebook, as JupyterLab writes them."""
    text = write_text(notebook)
    # Half a character that somebody pasted has no UTF-8; the escape is the same text in JSON.
    return (text.rstrip("\n") + "\n").encode("utf-8", "backslashreplace")


def mark_of(cell: NotebookNode) -> dict[str, Any]:
    """What build wrote into a cell's metadata; empty for a cell that somebody else made."""
    mark = cell["metadata"].get("inquiry")
    return dict(mark) if isinstance(mark, dict) else {}


def named_forms(cell: NotebookNode) -> tuple[str, ...]:
    """The forms that a cell marked `forms` names; empty where it takes those that no other cell does."""
    named = mark_of(cell).get("forms")
    return tuple(str(form) for form in named) if isinstance(named, list) else ()


def kind_of(cell: NotebookNode) -> str:
    """Whether a built cell is locked or open, and `team` for every other cell."""
    kind = mark_of(cell).get("kind")
    return kind if kind in {LOCKED, OPEN, FORMS} else TEAM


def notebook_mark(notebook: NotebookNode) -> dict[str, Any]:
    """What build wrote into a notebook's metadata: page, team, school, quarter, level, cells, …"""
    mark = notebook["metadata"].get("inquiry")
    return dict(mark) if isinstance(mark, dict) else {}


def digest(cell: NotebookNode) -> str:
    """A short hash of what a person can type into a cell: its text and attached pictures, and its type."""
    text = str(cell["source"]).replace("\r\n", "\n")
    typed = [cell["cell_type"], text, cell.get("attachments") or {}]
    data = json.dumps(typed, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:SHA_CHARACTERS]


def seal(notebook: NotebookNode) -> NotebookNode:
    """Note in every built cell its key and the hash it was built with, and in the notebook all keys in order.

    With these a team's file tells by itself what its team changed, moved and deleted, wherever it is kept.
    A cell that does not run on opening (`live` is false) stays marked so.
    """
    sealed = deepcopy(notebook)
    for cell in sealed["cells"]:
        mark = {"kind": kind_of(cell), "cell": cell["id"], "sha": digest(cell)}
        still = {"live": False} if mark_of(cell).get("live") is False else {}
        cell["metadata"]["inquiry"] = make_node(mark | still)
    mark = notebook_mark(sealed) | {"cells": [cell["id"] for cell in sealed["cells"]]}
    sealed["metadata"]["inquiry"] = make_node(mark)
    return sealed


def fresh_id(seed: str, taken: set[str]) -> str:
    """An id made from `seed` that is not among `taken`: the same again for the same notebook."""
    for n in _count():
        made = f"team-{hashlib.sha256(f'{n}{seed}'.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        if made not in taken:
            return made
    raise AssertionError("the numbers do not end")


def _count() -> Iterator[str]:
    """The empty text, then 1, 2, 3 …"""
    yield ""
    n = 0
    while True:
        n += 1
        yield str(n)


def _load_json(content: bytes) -> Any:
    if not content.strip():
        raise DamagedNotebook("it is empty")
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as trouble:
        raise DamagedNotebook("it is not text in UTF-8") from trouble
    except json.JSONDecodeError as trouble:
        if any(line.startswith((b"<<<<<<<", b">>>>>>>")) for line in content.splitlines()):
            raise DamagedNotebook("it holds the conflict marks of a merge (<<<<<<<)") from trouble
        where = f"line {trouble.lineno}, character {trouble.colno}"
        raise DamagedNotebook(f"it is cut off or not JSON ({where}: {trouble.msg})") from trouble
    except RecursionError as trouble:
        raise DamagedNotebook("its parts are nested without end") from trouble


def _as_current(raw: dict[str, Any]) -> NotebookNode:
    """The notebook in version 4, whatever older version it was written in."""
    try:
        if raw["nbformat"] < NBFORMAT:
            old = upgrade_notebook(raw)
            raw = {**old, "cells": [{k: v for k, v in cell.items() if k != "id"} for cell in old["cells"]]}
        notebook = make_node(raw)
        cells = notebook.get("cells")
        if raw["nbformat"] > NBFORMAT or not isinstance(cells, list):
            raise DamagedNotebook("it is a notebook of a kind that this version does not know")
        notebook["metadata"] = notebook.get("metadata") or make_node({})
    except (KeyError, TypeError, AttributeError, ValueError) as trouble:
        raise DamagedNotebook(f"it is no complete notebook ({trouble})") from trouble
    return notebook


def _tidy_cell(cell: Any) -> NotebookNode:
    """One cell with its texts joined and what it must have; fields no notebook has are dropped."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in _CELL_KEYS:
        raise DamagedNotebook("one of its cells is no cell")
    tidy = make_node({k: v for k, v in cell.items() if k in _CELL_KEYS[cell["cell_type"]]})
    tidy["source"] = _joined(tidy.get("source", ""))
    tidy["metadata"] = tidy.get("metadata") or make_node({})
    if tidy["cell_type"] == "code":
        tidy.setdefault("execution_count", None)
        tidy["outputs"] = [_tidy_output(output) for output in tidy.get("outputs") or []]
    return tidy


def _tidy_output(output: Any) -> Any:
    """One output with its texts joined, so that it compares equal however an editor split it."""
    if not isinstance(output, dict):
        raise DamagedNotebook("one of its outputs is no output")
    if "text" in output:
        output["text"] = _joined(output["text"])
    for mimetype, data in (output.get("data") or {}).items():
        if isinstance(data, list) and not mimetype.endswith("json"):
            output["data"][mimetype] = _joined(data)
    return output


def _joined(text: Any) -> str:
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        return "".join(text)
    if not isinstance(text, str):
        raise DamagedNotebook("one of its texts is no text")
    return text


def _give_ids(cells: list[NotebookNode]) -> None:
    """Give each cell that has no valid id of its own one that no other has."""
    taken: set[str] = set()
    without: list[tuple[int, NotebookNode]] = []
    for n, cell in enumerate(cells):
        if isinstance(cell.get("id"), str) and ID_PATTERN.fullmatch(cell["id"]) and cell["id"] not in taken:
            taken.add(cell["id"])
        else:
            without.append((n, cell))
    for n, cell in without:
        cell["id"] = fresh_id(f"{n}:{cell['source']}", taken)
        taken.add(cell["id"])


def _brief(trouble: Exception) -> str:
    return str(trouble).strip().split("\n")[0][:200]
