"""From a source notebook to the one that papermill runs for a team: its level's cells, its forms, locked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy

from nbformat import NotebookNode

from inquiry.build.notebook.nodes import make_code, make_node, make_notebook
from inquiry.build.notebook.notebooks import (
    FORMS,
    LOCK_TAG,
    LOCKED,
    OPEN,
    mark_of,
    named_forms,
    notebook_mark,
    seal,
)
from inquiry.build.plan import PARAMETERS, Page

PARAMETERS_TAG, INJECTED_TAG = "parameters", "injected-parameters"  # papermill's
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE_INFO = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


def assemble_page(
    source: NotebookNode, page: Page, forms: Sequence[str], language: str = "en"
) -> NotebookNode:
    """Make the notebook of one team's page, ready to be run.

    Parameters
    ----------
    source : NotebookNode
        The page's source from `notebooks/`; it is not changed.
    page : Page
        Whose page it is.
    forms : sequence of str
        The ids of the forms that this level answers on this page, in order: one locked cell each, in the
        place of the cell marked `forms` that names them, else of the one that names none.
    language : str
        The language of the pages, for screen readers.

    Returns
    -------
    NotebookNode
        Sealed (see `seal`), without outputs; cells of other levels are left out.
    """
    placed = {form for cell in source["cells"] for form in named_forms(cell)}
    cells: list[NotebookNode] = []
    for cell in source["cells"]:
        if mark_of(cell).get("kind") == FORMS:
            named = named_forms(cell)
            cells.extend(_form_cells([f for f in forms if (f in named if named else f not in placed)]))
        elif _is_for(cell, page.level):
            cells.append(_built_cell(cell))
    return seal(make_notebook(_metadata(source, page, language), cells))


def lock(cell: NotebookNode) -> NotebookNode:
    """A copy of a cell that JupyterLab lets nobody change by accident, with its code out of sight."""
    locked = deepcopy(cell)
    metadata = locked["metadata"]
    metadata["editable"], metadata["deletable"] = False, False
    metadata["tags"] = sorted({*metadata.get("tags", []), LOCK_TAG})
    metadata["inquiry"] = make_node(mark_of(cell) | {"kind": LOCKED})
    if locked["cell_type"] == "code":
        metadata["jupyter"] = make_node({**metadata.get("jupyter", {}), "source_hidden": True})
    return locked


def _is_for(cell: NotebookNode, level: str) -> bool:
    levels = mark_of(cell).get("levels")
    return not levels or level in levels


def _built_cell(cell: NotebookNode) -> NotebookNode:
    """A source cell without outputs; locked unless it is marked open."""
    bare = deepcopy(cell)
    if bare["cell_type"] == "code":
        bare["outputs"], bare["execution_count"] = [], None
    if PARAMETERS_TAG in bare["metadata"].get("tags", []):
        # The source's own values let one run it as it is; a team's page names no other team's.
        bare["source"] = "\n".join(f'{name} = ""' for name in PARAMETERS)
    return bare if mark_of(cell).get("kind") == OPEN else lock(bare)


def _form_cells(forms: Sequence[str]) -> list[NotebookNode]:
    return [lock(_form_cell(form)) for form in forms]


def _form_cell(form: str) -> NotebookNode:
    return make_code(f"form-{form}", f"page.form({json.dumps(form)})")


def _metadata(source: NotebookNode, page: Page, language: str) -> dict[str, object]:
    mark = {
        "page": page.page,
        "team": page.team,
        "school": page.school,
        "quarter": page.quarter,
        "level": page.level,
        "as_of": page.as_of.isoformat(),  # printed on the site; after a partial build days differ
    }
    return {
        "title": source["metadata"].get("title") or page.page,
        "language": language,
        "kernelspec": dict(KERNEL),
        "language_info": deepcopy(LANGUAGE_INFO),
        "inquiry": notebook_mark(source) | mark,
    }
