"""A page after it ran: checked that it shows what it should, and made the same bytes for the same input."""

from __future__ import annotations

import ast
import re
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode

from inquiry.build.notebook.assemble import INJECTED_TAG, LANGUAGE_INFO, lock
from inquiry.build.notebook.nodes import make_node
from inquiry.build.notebook.notebooks import LOCKED, kind_of, notebook_mark, seal
from inquiry.errors import PageError
from inquiry.views.faces import WHOSE_MIME

_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")  # where an object lies in memory, in Python's plain repr
LEAST_PARTS = 3  # of a folder's path, the root counted, to be looked for in texts
_EMPTY_PICTURE = re.compile(r"""<img\b[^>]*\bsrc=["'](?:data:[^"',]*,)?["']""")


def clean_page(ran: NotebookNode, district: Path | None = None) -> NotebookNode:
    """Take out of a page that ran whatever differs from run to run and from machine to machine.

    Papermill's timings, paths and marks go, as do memory addresses, warnings printed into locked cells (the
    log has them) and where the folder `district` lies. Its cell of parameters is locked like others.
    """
    page, place = deepcopy(ran), _place_pattern(district)
    page["metadata"].pop("papermill", None)
    page["metadata"].pop("widgets", None)
    page["metadata"]["language_info"] = make_node(LANGUAGE_INFO)
    page["cells"] = [_clean_cell(cell, place) for cell in page["cells"]]
    return seal(page)


def check_shows(page: NotebookNode) -> None:
    """Make sure that every locked cell that should show something does.

    A chart can vanish without any error, and a view can return nothing: such a page must not be taken for
    a good one.

    Raises
    ------
    PageError
        Naming every cell that shows nothing.
    """
    silent = [cell["id"] for cell in page["cells"] if _should_show(cell) and not _shows(cell)]
    if silent:
        raise PageError(f"these parts of the page show nothing though they should: {', '.join(silent)}")


def check_whose(page: NotebookNode) -> None:
    """Make sure that nothing on a page was shown before another team than its own.

    Raises
    ------
    PageError
        Naming every part that is another team's.
    """
    mark = notebook_mark(page)
    own = {"school": mark.get("school"), "team": mark.get("team")}
    told = (
        f"{cell['id']} ({output['data'][WHOSE_MIME].get('team')})"
        for cell in page["cells"]
        for output in cell.get("outputs", ())
        if output.get("data", {}).get(WHOSE_MIME, own) != own
    )
    if others := ", ".join(told):
        raise PageError(f"these parts of the page are another team's: {others}")


def _clean_cell(cell: NotebookNode, place: re.Pattern[str] | None) -> NotebookNode:
    if INJECTED_TAG in cell["metadata"].get("tags", []):
        cell = lock(cell)
        cell["id"] = INJECTED_TAG
    for passing in ("papermill", "execution"):
        cell["metadata"].pop(passing, None)
    if not cell["metadata"].get("tags"):  # papermill gives every cell an empty list
        cell["metadata"].pop("tags", None)
    if cell["cell_type"] == "code":
        kept = [output for output in cell["outputs"] if not _is_warning(cell, output)]
        cell["outputs"] = [_clean_output(output, place) for output in kept]
    return cell


def _is_warning(cell: NotebookNode, output: NotebookNode) -> bool:
    """Whether an output is text on standard error in a locked cell: for the coach's log, not for teachers."""
    stream: bool = output["output_type"] == "stream" and output["name"] == "stderr"
    return stream and kind_of(cell) == LOCKED


def _clean_output(output: NotebookNode, place: re.Pattern[str] | None) -> NotebookNode:
    output.pop("transient", None)
    if "text" in output:
        output["text"] = _hide(output["text"], place)
    for mimetype, text in output.get("data", {}).items():
        if isinstance(text, str) and not mimetype.startswith("image/"):
            output["data"][mimetype] = _hide(text, place)
    plain = output.get("data", {}).get("text/plain")
    if isinstance(plain, str):
        output["data"]["text/plain"] = _ADDRESS.sub("at 0x…", plain)
    return output


def _place_pattern(district: Path | None) -> re.Pattern[str] | None:
    """Finds the district's folder in a text; not one as short as /a, which stands in every web page."""
    if district is None or len(district.parts) < LEAST_PARTS:
        return None
    return re.compile(rf"(?<![\w<]){re.escape(str(district))}(?![\w-])")


def _hide(text: str, place: re.Pattern[str] | None) -> str:
    """The text without where the district's folder lies on this machine."""
    return place.sub("…", text) if place else text


def _should_show(cell: NotebookNode) -> bool:
    """Whether a locked code cell ends in an expression, such as `page.trends()`: one call, one view."""
    if cell["cell_type"] != "code" or kind_of(cell) != LOCKED:
        return False
    try:
        body = ast.parse(cell["source"]).body
    except SyntaxError:
        return True
    return bool(body) and isinstance(body[-1], ast.Expr) and not isinstance(body[-1].value, ast.Constant)


def _shows(cell: NotebookNode) -> bool:
    """Whether the cell has an output with something in it for the page, and no picture without content."""
    faces = [output["data"].get("text/html", "") for output in cell["outputs"] if "data" in output]
    return any(face.strip() for face in faces) and not any(map(_EMPTY_PICTURE.search, faces))
