"""Our papermill engine shows what a kernel of its own would show."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from inquiry.build.notebook.clean import clean_page
from inquiry.build.notebook.notebooks import notebook_bytes, seal
from inquiry.build.running.engine import page_shell, register_engine
from inquiry.build.running.run import run_tasks
from inquiry.build.running.task import ENGINE, Task

# What pages and a district's own pages may do, one cell each.
CELLS = (
    "team",
    "print('one')\nprint('two')",
    "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))\nHTML('<i>é</i>')",
    "import asyncio\nawait asyncio.sleep(0)\n5",
    "shown = display(1, display_id='it')\nshown.update(2)",
    "from IPython.display import clear_output\nprint(1)\nclear_output()\n3;",
    "print('gone')\nclear_output(wait=True)\nprint('stays')",
    "_, 4",
    "import pandas as pd\npd.DataFrame({'a': [1]})",
    "class Faces:\n"
    "    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/html': 'x', 'text/plain': 'y', 'application/vnd.inquiry.staff+html': 'z'}\n"
    "Faces()",
    "None",
    "get_ipython().execution_count",
    "import matplotlib.pyplot as plt\nplt.figure(figsize=(1, 1))\nplt.plot([1, 2])\nplt.title('x');",
)


def notebook(*sources: str) -> NotebookNode:
    cells = [nbformat.v4.new_code_cell("team = ''", id="parameters", metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def run(engine: str, *sources: str) -> NotebookNode:
    register_engine()
    ran = papermill.execute_notebook(
        notebook(*sources),
        None,
        parameters={"team": "oak"},
        engine_name=engine,
        progress_bar=False,
        request_save_on_cell_execute=False,
        autosave_cell_every=0,
        record_timing=False,
        coalesce_streams=True,
    )
    return clean_page(ran)


def test_it_gives_the_same_bytes_as_a_plain_kernel(tmp_path: Path) -> None:
    """Each in a process of its own, as in a build: here a browser's loop or a chart's backend may be set up."""
    place = tmp_path / "little/build/q/.running/0"
    place.mkdir(parents=True)
    page = notebook_bytes(seal(notebook(*CELLS)))
    tasks = [
        Task(page, {"team": "oak"}, place, tmp_path / f"{engine}.log", engine)
        for engine in (ENGINE, "nbclient")
    ]
    ours, theirs = (outcome for _, outcome in sorted(run_tasks(tasks, jobs=1)))
    assert (ours.why, theirs.why) == ("", "")
    assert ours.notebook == theirs.notebook


def test_an_error_stops_the_page_and_is_told() -> None:
    with pytest.raises(PapermillExecutionError) as caught:
        run(ENGINE, "1", "def broken():\n    return 1 / 0", "broken()", "print('not reached')")
    assert caught.value.ename == "ZeroDivisionError"
    assert any("return 1 / 0" in line for line in caught.value.traceback)


def test_a_syntax_error_stops_the_page_and_is_told() -> None:
    with pytest.raises(PapermillExecutionError, match="SyntaxError"):
        run(ENGINE, "this is no python")


def test_one_page_does_not_see_anothers_variables() -> None:
    run(ENGINE, "secret = 1")
    with pytest.raises(PapermillExecutionError, match="NameError"):
        run(ENGINE, "secret")


def test_it_leaves_the_process_as_it_was() -> None:
    before = sys.stdout, sys.displayhook
    with page_shell():
        pass
    assert (sys.stdout, sys.displayhook) == before
