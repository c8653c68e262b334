"""What must not stay in a page that is saved: widgets, which show an error when the page is opened again."""

from __future__ import annotations

from typing import Any

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def clean_model(model: dict[str, Any], **_more: object) -> None:
    """Take widgets out of one of our pages that is about to be saved; a hook of Jupyter's `save`."""
    notebook = model.get("content")
    if model.get("type") != "notebook" or not isinstance(notebook, dict):
        return
    metadata = notebook.get("metadata")
    if not isinstance(metadata, dict) or not isinstance(metadata.get("inquiry"), dict):
        return
    metadata.pop("widgets", None)
    for cell in notebook.get("cells") or []:
        drop_widgets(cell)


def drop_widgets(cell: dict[str, Any]) -> None:
    """Take views of widgets out of a cell's outputs; an output that holds nothing else goes as a whole."""
    outputs = cell.get("outputs")
    if not isinstance(outputs, list):
        return
    for output in outputs:
        data = output.get("data") if isinstance(output, dict) else None
        if (
            isinstance(data, dict)
            and data.pop(WIDGET_VIEW, None) is not None
            and not set(data) - {"text/plain"}
        ):
            data.clear()
    cell["outputs"] = [output for output in outputs if not _is_empty(output)]


def _is_empty(output: Any) -> bool:
    return isinstance(output, dict) and output.get("data") == {}
