"""Everything a page shows says whose it is, and build refuses a page with a part of another team's."""

from __future__ import annotations

import nbformat
import pytest

from inquiry.build.notebook.clean import check_whose
from inquiry.errors import PageError
from inquiry.views.faces import WHOSE_MIME, Faces
from inquiry.views.html import el
from inquiry.views.page import Page


def page_with(*teams: str) -> nbformat.NotebookNode:
    """A page of Oak's grade 3 with a part of each of these teams."""
    cells = []
    for n, team in enumerate(teams):
        data = {"text/html": "<p>x</p>", WHOSE_MIME: {"school": "oak", "team": team}}
        output = nbformat.v4.new_output("execute_result", data=data)
        cells.append(nbformat.v4.new_code_cell("page.x()", id=f"part-{n}", outputs=[output]))
    mark = {"school": "oak", "team": "oak-grade-3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"inquiry": mark})


def test_a_page_of_its_own_teams_parts_is_good() -> None:
    check_whose(page_with("oak-grade-3", "oak-grade-3"))


def test_a_part_of_another_team_fails_the_page_and_is_named() -> None:
    with pytest.raises(PageError, match=r"another team's: part-1 \(elm-grade-6\)$"):
        check_whose(page_with("oak-grade-3", "elm-grade-6"))


def test_what_a_page_shows_says_whose_it_is() -> None:
    bundle = Faces(el("p", "x"), whose=("oak", "oak-grade-3"))._repr_mimebundle_()
    assert bundle[WHOSE_MIME] == {"school": "oak", "team": "oak-grade-3"}


def test_every_part_of_a_page_is_marked() -> None:
    parts = [getattr(Page, name) for name in dir(Page) if not name.startswith("_")]
    assert len(parts) > 50
    assert all(hasattr(show, "__wrapped__") for show in parts)
