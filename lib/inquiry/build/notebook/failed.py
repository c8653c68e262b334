"""The page a team and the site get where the real one could not be built: plain words, no figures."""

from __future__ import annotations

from nbformat import NotebookNode

from inquiry.build.notebook.assemble import lock
from inquiry.build.notebook.nodes import make_markdown, make_notebook
from inquiry.build.notebook.notebooks import notebook_mark, seal

TITLE = "# This page could not be built"
WORDS = (
    "Something went wrong when this page was made, so there is nothing to show yet. "
    "Your other pages are not affected, and nothing that your team wrote is lost.\n\n"
    "Your coach was told which page it is and why. When that is mended and the pages are built again, "
    "this one appears here by itself. You may leave a note in a cell of your own below: it will be kept."
)


def failed_page(assembled: NotebookNode) -> NotebookNode:
    """The notebook that stands in for a page, marked as failed for whoever reads it.

    It never shows the reason: that is for the coach, in the page's log, and may name files and people.
    """
    cells = [
        make_markdown("could-not-be-built", TITLE),
        make_markdown("what-to-do-now", WORDS),
    ]
    metadata = dict(assembled["metadata"])
    metadata["inquiry"] = notebook_mark(assembled) | {"failed": True}
    page = make_notebook(metadata, [lock(cell) for cell in cells])
    return seal(page)


def is_failed_page(notebook: NotebookNode) -> bool:
    """Whether a built page only stands in for one that could not be built."""
    return notebook_mark(notebook).get("failed") is True
