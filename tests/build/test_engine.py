"""Our papermill engine shows what a kernel of its own would show."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Iterator

import nbformat
import papermill
import pytest
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from inquiry.build.notebook.clean import clean_page
from inquiry.build.notebook.notebooks import notebook_bytes
from inquiry.build.running.engine import page_shell, register_engine
from inquiry.build.running.task import ENGINE

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


@pytest.fixture(autouse=True)
def no_loop_of_other_tests() -> Iterator[None]:
    """A browser's test before may have left its loop running in this process; a page's process has none."""
    theirs = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    with contextlib.closing(asyncio.new_event_loop()) as loop:
        asyncio.set_event_loop(loop)
        yield
    asyncio.set_event_loop(theirs)
    asyncio._set_running_loop(theirs)


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


@pytest.mark.filterwarnings("default")  # what a kernel's client warns about is not ours
def test_it_gives_the_same_bytes_as_a_plain_kernel() -> None:
    assert notebook_bytes(run(ENGINE, *CELLS)) == notebook_bytes(run("nbclient", *CELLS))


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
