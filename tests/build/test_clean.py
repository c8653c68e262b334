"""A page that ran is made the same everywhere, and shows what it should."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from inquiry.build.notebook.assemble import lock
from inquiry.build.notebook.clean import check_shows, clean_page
from inquiry.errors import PageError


def ran(source: str, *outputs: NotebookNode, locked: bool = True) -> NotebookNode:
    cell = nbformat.v4.new_code_cell(source, id="view", outputs=list(outputs), execution_count=3)
    cell["metadata"]["papermill"] = {"start_time": "2026-10-01T08:00:00"}
    cell["metadata"]["execution"] = {"iopub.status.idle": "2026-10-01T08:00:00"}
    metadata = {"papermill": {"duration": 1.2}, "widgets": {}, "inquiry": {"page": "1-analyze"}}
    return nbformat.v4.new_notebook(cells=[lock(cell) if locked else cell], metadata=metadata)


def shown(html: str, plain: str = "plain") -> NotebookNode:
    return nbformat.v4.new_output("execute_result", {"text/html": html, "text/plain": plain})


def printed(name: str) -> NotebookNode:
    return nbformat.v4.new_output("stream", name=name, text="/home/coach/district/x.csv: odd\n")


def test_papermills_traces_go() -> None:
    page = clean_page(ran("page.trends()", shown("<p>1</p>")))
    assert set(page["metadata"]) == {"inquiry", "language_info"}
    assert set(page["cells"][0]["metadata"]) == {"deletable", "editable", "inquiry", "jupyter", "tags"}


def test_papermills_cell_of_parameters_is_locked_and_has_a_fixed_id() -> None:
    notebook = ran("page.trends()", shown("<p>1</p>"))
    injected = nbformat.v4.new_code_cell('team = "x"', metadata={"tags": ["injected-parameters"]})
    notebook["cells"].insert(0, injected)
    cell = clean_page(notebook)["cells"][0]
    assert cell["id"] == "injected-parameters"
    assert cell["metadata"]["editable"] is False
    assert cell["metadata"]["inquiry"]["kind"] == "locked"


def test_warnings_are_for_the_log_and_not_for_teachers() -> None:
    page = clean_page(ran("page.trends()", printed("stderr"), shown("<p>1</p>")))
    assert [output["output_type"] for output in page["cells"][0]["outputs"]] == ["execute_result"]


def test_paths_and_memory_addresses_are_taken_out() -> None:
    outputs = printed("stdout"), shown("<p>/home/coach/district</p>", "<Thing at 0x7fa1ce0d2810>")
    page = clean_page(ran("page.trends()", *outputs), Path("/home/coach/district"))
    text, face = page["cells"][0]["outputs"]
    assert text["text"] == "…/x.csv: odd\n"
    assert face["data"]["text/html"] == "<p>…</p>"
    assert face["data"]["text/plain"] == "<Thing at 0x…>"


def test_the_page_that_ran_is_not_changed() -> None:
    notebook = ran("page.trends()", shown("<p>1</p>"))
    before = deepcopy(notebook)
    clean_page(notebook)
    assert notebook == before


@pytest.mark.parametrize(
    "source", ["page = open_page()", "import inquiry", "x = 1", '"""words"""', "# nothing"]
)
def test_a_cell_without_a_view_need_not_show_anything(source: str) -> None:
    check_shows(clean_page(ran(source)))


def test_a_cell_of_a_team_need_not_show_anything() -> None:
    check_shows(ran("page.trends()", locked=False))


@pytest.mark.parametrize(
    "outputs",
    [
        (),
        (shown("  \n"),),
        (nbformat.v4.new_output("stream", text="only words"),),
        (shown('<figure><img src="data:image/png;base64," alt="Trend"></figure>'),),
        (shown('<img alt="x" src="">'),),
    ],
    ids=["nothing", "blank", "no html", "empty chart", "no chart"],
)
def test_a_view_that_shows_nothing_fails_the_page(outputs: tuple[NotebookNode, ...]) -> None:
    with pytest.raises(PageError, match="view"):
        check_shows(ran("page.trends()", *outputs))


def test_a_chart_with_something_in_it_is_fine() -> None:
    check_shows(ran("page.trends()", shown('<img src="data:image/png;base64,aGk=" alt="Trend">')))


def test_a_folder_with_a_short_name_does_not_break_the_page() -> None:
    face = shown("<p>a</p> /p/x")
    page = clean_page(ran("page.trends()", face), Path("/p"))
    assert page["cells"][0]["outputs"][0]["data"]["text/html"] == "<p>a</p> /p/x"
