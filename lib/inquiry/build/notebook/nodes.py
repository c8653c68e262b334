"""Typed doors to nbformat, whose own functions say nothing about types."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode

NBFORMAT, NBFORMAT_MINOR = 4, 5  # the first version in which every cell has an id
_nbformat: Any = nbformat


def make_node(raw: Mapping[str, Any]) -> NotebookNode:
    """A mapping, and all mappings in it, in the form that notebooks are handled in."""
    node: NotebookNode = _nbformat.from_dict(dict(raw))
    return node


def make_notebook(metadata: Mapping[str, Any], cells: Iterable[NotebookNode]) -> NotebookNode:
    """A notebook of the current version."""
    return make_node(
        {
            "nbformat": NBFORMAT,
            "nbformat_minor": NBFORMAT_MINOR,
            "metadata": dict(metadata),
            "cells": list(cells),
        }
    )


def make_markdown(cell_id: str, text: str) -> NotebookNode:
    """A cell of prose."""
    return make_node({"id": cell_id, "cell_type": "markdown", "metadata": {}, "source": text})


def make_code(cell_id: str, text: str) -> NotebookNode:
    """A cell of code that has not run."""
    code: dict[str, Any] = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    return make_node({"id": cell_id, "source": text} | code)


def make_output(kind: str, **fields: Any) -> NotebookNode:
    """An output: `display_data`, `execute_result`, `stream` or `error`, with the fields of its kind."""
    return make_node({"output_type": kind} | fields)


def upgrade_notebook(raw: Mapping[str, Any]) -> NotebookNode:
    """A notebook of an older version in the current one."""
    notebook: NotebookNode = _nbformat.reads(json.dumps(raw), as_version=NBFORMAT)
    return notebook


def write_text(notebook: NotebookNode) -> str:
    """The notebook as JSON, in the order and with the line breaks of JupyterLab.

    Not `nbformat.writes`: that checks again, and gives new random ids where it finds something amiss.
    """
    text: str = _nbformat.v4.writes(notebook)
    return text
