"""A Jupyter server with our extension on a folder of small districts, one for each test."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from build.little import AS_OF, DISTRICT, QUARTER, SCHOOLS, TEAMS, source_page, write_source
from lab.client import Browser, Server

from inquiry.build import build_district
from inquiry.build.notebook.notebooks import read_notebook
from inquiry.build.plan import PAGES
from inquiry.cycle.pages import PAGE_KINDS

MEMBERS = """\
person,team,name,role
ana,oak-grade-3,Ana Ruiz,teacher
ben,oak-grade-3,Ben <b>Ito</b>,teacher
cho,oak-principal,Cho Park,principal
"""
NUMBERS = count(1)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny district with its pages built and signed; tests copy it."""
    sources, folder = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("built") / "little"
    folder.mkdir()
    for page in PAGES:
        write_source(sources, page, source_page(page))
    lists = {"district.toml": DISTRICT, "schools.csv": SCHOOLS, "teams.csv": TEAMS, "members.csv": MEMBERS}
    for name, text in lists.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inquiry.build.check.preflight.notebooks_folder", lambda: sources)
        few = {page: PAGE_KINDS[page] for page in ("start", "analyze", "design")}  # those that tests open
        patch.setattr("inquiry.cycle.pages.PAGE_KINDS", few)
        made = build_district(folder, as_of=AS_OF)
    assert {page.state for page in made.pages} == {"built"}
    return folder


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of a worker."""
    root = tmp_path_factory.mktemp("root")
    started = Server(root, tmp_path_factory.mktemp("log") / "server.log", f"--InquiryLab.as_of={AS_OF}")
    yield started
    started.stop()


@dataclass
class Workbook:
    """A district of one test, in the server's folder, and a browser that is logged in."""

    folder: Path
    browser: Browser
    server: Server

    def path(self, page: str = "1-analyze", team: str = "oak-grade-3", school: str = "oak") -> str:
        """A page as JupyterLab names it."""
        return f"{self.folder.name}/workbooks/{QUARTER}/{school}/{team}/{page}.ipynb"

    def file(self, page: str = "1-analyze", team: str = "oak-grade-3", school: str = "oak") -> Path:
        return self.server.root / self.path(page, team, school)

    def cells(self, page: str = "1-analyze", team: str = "oak-grade-3", school: str = "oak") -> list[dict]:
        """The code cells as the browser holds them."""
        cells = read_notebook(self.file(page, team, school))["cells"]
        return [{"id": c["id"], "source": c["source"]} for c in cells if c["cell_type"] == "code"]

    def open(self, page: str = "1-analyze", cells: list[dict] | None = None, **where: str) -> dict[str, Any]:
        found = self.cells(page, **where) if cells is None else cells
        status, said = self.browser.post("page", path=self.path(page, **where), cells=found)
        assert status == 200, said
        return said

    def save(self, *answers: dict, author: str | None = "ana", page: str = "1-analyze") -> list[dict]:
        status, said = self.browser.post("save", path=self.path(page), author=author, answers=list(answers))
        assert status == 200, said
        return said["results"]


NUMBER = count(1)


def answer(form: str = "noticings", row: str = "r1", **more: Any) -> dict[str, Any]:
    """An answer as the browser sends it."""
    return {"id": f"a{next(NUMBER)}", "form": form, "row": row, "values": {}, "base": None} | more


@pytest.fixture
def workbook(built: Path, server: Server) -> Iterator[Workbook]:
    """A district of this test's own."""
    folder = Path(shutil.copytree(built, server.root / f"d{next(NUMBERS)}"))
    with contextlib.closing(server.browser()) as browser:
        yield Workbook(folder, browser, server)
    shutil.rmtree(folder)
