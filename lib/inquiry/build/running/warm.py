"""What the process that pages are forked from loads, once for all: no page pays for it again.

Only what is the same for every page is loaded here, and what is read goes only into caches that look at the
files' own stamps again before they answer: a page never gets anything out of date from them.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import pkgutil
import tempfile
from pathlib import Path

import inquiry.views
from inquiry.build.notebook.nodes import make_code, make_notebook
from inquiry.build.notebook.notebooks import notebook_bytes
from inquiry.build.running.task import Task
from inquiry.cycle import load_cycle
from inquiry.district.digests import digest_once
from inquiry.errors import InquiryError
from inquiry.sources import load_accountability
from inquiry.views.shared import read_ahead

# What single sections import when they are first shown.
LIBRARIES = (
    "matplotlib.pyplot",
    "python_calamine",
    "scipy.special",
    "sklearn.feature_extraction.text",
    "statsmodels.regression.mixed_linear_model",
)


def load_all() -> None:
    """Import everything a page may need, and read the questions and the state's rules."""
    views = [module.name for module in pkgutil.walk_packages(inquiry.views.__path__, "inquiry.views.")]
    for name in ("inquiry.build.running.page_process", *views, *LIBRARIES):
        with contextlib.suppress(ModuleNotFoundError):  # whoever needs it says so
            importlib.import_module(name)
    with contextlib.suppress(InquiryError, OSError):  # the check before a build says what is wrong with them
        load_cycle()
        digest_once(load_accountability())
    _run_tiny_notebook()
    keep()


def share(folder: Path, as_of: str) -> None:
    """Read what all pages of a district show parts of on a day, and show one page for practice.

    What is only worked out when it is first used (patterns, queries, fonts), and what all pages ask of every
    team, is then there too. What the page showed is thrown away, and what went wrong the pages themselves
    will tell.
    """
    read_ahead(folder)
    with contextlib.suppress(Exception):
        _practise(folder, as_of)
    keep()


def _practise(folder: Path, as_of: str) -> None:
    from inquiry.district import load_district
    from inquiry.views.page import open_page

    team = load_district(folder).all_teams[-1]
    page = open_page(folder, team.team, page="1-analyze", as_of=as_of)
    shown = (page.header, page.where_we_are, page.links, page.trends, page.evidence)
    for show in (*shown, page.coherence, page.look_fors, page.predictions, page.tried_here):
        show()


def _run_tiny_notebook() -> None:
    """Have IPython and papermill do once what they do for every notebook."""
    from inquiry.build.running.page_process import execute

    parameters = make_code("parameters", 'team = ""')
    parameters["metadata"]["tags"] = ["parameters"]
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    notebook = make_notebook({"kernelspec": kernel}, [parameters, make_code("shown", "team")])
    with tempfile.TemporaryDirectory(prefix="inquiry-") as place:
        folder = Path(place, "workbooks", "quarter", "school", "team")
        folder.mkdir(parents=True)
        execute(Task(notebook_bytes(notebook), {"team": "any"}, folder, folder))


def keep() -> None:
    """Take what is loaded out of the garbage collector's sight: pages then share it instead of copying it."""
    gc.collect()
    gc.freeze()


load_all()
