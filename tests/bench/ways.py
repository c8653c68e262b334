"""Other ways of making the pages that a build has made: python ways.py plain|ploomber|bare DISTRICT [EVERY]."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat


def workbooks(folder: Path, every: int) -> list[Path]:
    """The teams' files, or every so many of them: each is a whole notebook with its parameters in it."""
    return sorted(folder.glob("workbooks/*/*/*/*.ipynb"))[::every]


def plain(folder: Path, every: int) -> None:
    """Papermill, then `jupyter nbconvert`, a new process for each page."""
    with tempfile.TemporaryDirectory() as scratch:
        ran = Path(scratch) / "ran.ipynb"
        for page in workbooks(folder, every):
            run = [sys.executable, "-m", "papermill", "--no-progress-bar", "--log-level", "ERROR"]
            subprocess.run([*run, "--cwd", page.parent, page, ran], check=True)
            convert = [sys.executable, "-m", "nbconvert", "--to", "html", "--log-level", "ERROR"]
            subprocess.run([*convert, ran], check=True)


def ploomber(folder: Path, every: int) -> None:
    """ploomber-engine and one exporter, all pages in this process."""
    os.environ["PLOOMBER_STATS_ENABLED"] = "false"
    from nbconvert import HTMLExporter
    from ploomber_engine import execute_notebook

    exporter = HTMLExporter()
    with tempfile.TemporaryDirectory() as scratch:
        for page in workbooks(folder, every):
            ran = Path(scratch) / "ran.ipynb"
            execute_notebook(page, ran, cwd=str(page.parent), progress_bar=False)
            html, _ = exporter.from_filename(str(ran))
            ran.with_suffix(".html").write_text(html, encoding="utf-8")


def bare(folder: Path, every: int) -> None:
    """The same cells, and what each shows, with everything loaded; print the seconds without the loading."""
    import inquiry.build.running.warm  # noqa: F401  all that pages need

    pages = workbooks(folder, every)
    _run_bare(pages[0])
    began = time.perf_counter()
    for page in pages:
        _run_bare(page)
    print(time.perf_counter() - began)


def _run_bare(page: Path) -> None:
    names: dict[str, object] = {}
    os.chdir(page.parent)
    for cell in nbformat.read(page, as_version=4)["cells"]:
        if cell["cell_type"] == "code":
            body = ast.parse(cell["source"])
            last = body.body.pop() if body.body and isinstance(body.body[-1], ast.Expr) else None
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(body, "cell", "exec"), names)
                shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
                if hasattr(shown, "_repr_mimebundle_"):
                    shown._repr_mimebundle_()


if __name__ == "__main__":
    {"plain": plain, "ploomber": ploomber, "bare": bare}[sys.argv[1]](
        Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    )
