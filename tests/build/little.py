"""A tiny district and tiny source pages, so that a whole build takes a second."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import nbformat

from inquiry.build import PageResult
from inquiry.build.notebook.notebooks import notebook_bytes, read_notebook

AS_OF = dt.date(2026, 10, 1)
QUARTER = "2026-27-Q1"
TRENDS = f"workbooks/{QUARTER}/oak/oak-grade-3/1-analyze.ipynb"
PRISTINE = TRENDS.replace("workbooks", "build")

DISTRICT = """\
name = "Little Unified"
cds = "12345670000000"

[[quarters]]
id = "2026-27-Q1"
start = 2026-08-10
end = 2026-10-31
"""
SCHOOLS = """\
school,cds,name,type,grades,dashboard
oak,12345676000001,Oak Elementary,ES,K-5,yes
elm,12345676000002,Elm Middle,MS,6-8,yes
"""
TEAMS = """\
team,school,level,name,grades,subject
cabinet,district,district,Cabinet,,
oak-principal,oak,principal,Oak's principal,,
oak-grade-3,oak,teacher,Grade 3,3,all
elm-slt,elm,slt,Elm's leadership team,,
"""
MEMBERS = """\
person,team,name,role
ana,oak-grade-3,Ana Ruiz,teacher
"""
# What every tiny page can do, in place of inquiry's own open_page.
SETUP = """\
from pathlib import Path
class Face:
    def __init__(self, html): self.html = html
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": "plain"}
class Page:
    def trends(self): return Face(f"<p>{team} {quarter} {as_of} {(Path(district) / 'district.toml').exists()}</p>")
    def form(self, name): return Face(f"<form>{name}</form>")
page = Page()"""
PARAMETERS = 'district = ""\nteam = ""\nquarter = ""\nas_of = ""'


def code(cell_id: str, text: str, *tags: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(text, id=cell_id, metadata={"tags": list(tags)} if tags else {})


def words(cell_id: str, text: str, **mark: object) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(text, id=cell_id, metadata={"inquiry": mark} if mark else {})


def source_page(page: str) -> nbformat.NotebookNode:
    """A page's source, with one cell of each sort."""
    forms = code("forms", "")
    forms["metadata"]["inquiry"] = {"kind": "forms"}
    cells = [
        words("title", f"# {page}"),
        code("parameters", PARAMETERS, "parameters"),
        code("setup", SETUP),
        code("trends", "page.trends()"),
        words("only-teachers", "For teachers.", levels=["teacher"]),
        words("notes", "Our notes:", kind="open"),
        forms,
    ]
    return nbformat.v4.new_notebook(
        cells=cells, metadata={"inquiry": {"page": page}, "title": f"Page {page}"}
    )


def write_source(folder: Path, page: str, notebook: nbformat.NotebookNode) -> None:
    (folder / f"{page}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def change_cell(folder: Path, page: str, cell_id: str, text: str) -> None:
    """Give one cell of a source page another text."""
    notebook = nbformat.from_dict(json.loads((folder / f"{page}.ipynb").read_text(encoding="utf-8")))
    next(cell for cell in notebook["cells"] if cell["id"] == cell_id)["source"] = text
    write_source(folder, page, notebook)


def tree(folder: Path, *tops: str) -> dict[str, bytes]:
    """Every file under these folders, with its content."""
    files = [path for top in tops for path in sorted((folder / top).rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def states(pages: tuple[PageResult, ...]) -> set[str]:
    return {page.state for page in pages}


def html(path: Path) -> str:
    cells = read_notebook(path)["cells"]
    outputs = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
    return "".join(output["data"]["text/html"] for output in outputs)


def edit(path: Path, text: str) -> None:
    """What a team does: a cell of its own after the second one."""
    notebook = read_notebook(path)
    notebook["cells"].insert(2, nbformat.v4.new_markdown_cell(text, id="5f3a"))
    path.write_bytes(notebook_bytes(notebook))
