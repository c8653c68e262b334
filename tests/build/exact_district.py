"""A tiny district whose pages show real parts of the workbook, and what may change in it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat

from build.little import AS_OF, DISTRICT, PARAMETERS, QUARTER, SCHOOLS, code, tree, words, write_source
from inquiry.build import BuildResult, build_district
from inquiry.build.plan import PAGES
from inquiry.build.running.page_process import run_page
from inquiry.build.running.task import Outcome, Task
from inquiry.district.kept import SETTLED_SECONDS
from inquiry.district.shipped import templates_folder
from inquiry.record import Answer, open_record

TEAMS = """\
team,school,level,name,grades,subject
cabinet,district,district,Cabinet,,
oak-slt,oak,slt,Oak's leadership team,,
oak-grade-3,oak,teacher,Grade 3,3,all
elm-grade-6,elm,teacher,Grade 6,6,all
"""
MEMBERS = """\
person,team,name,role
ana,oak-grade-3,Ana Ruiz,teacher
bo,elm-grade-6,Bo Lee,teacher
cy,oak-slt,Cy Diaz,principal
"""
EVIDENCE = """\
date,team,class,task,skill,studentgroup,level_1,level_2,level_3,level_4
2026-09-14,oak-grade-3,3A,Why seeds,higher-order-thinking,ALL,5,8,9,3
2026-09-21,oak-grade-3,3A,Why rain,higher-order-thinking,ALL,4,8,9,4
2026-09-15,elm-grade-6,6B,Why rust,higher-order-thinking,ALL,6,8,9,5
"""
# What the pages show: real parts, cheap ones.
SHOWN = {
    "1-analyze": ("header", "where_we_are", "evidence"),
    "2-design": ("header", "our_links", "meetings"),
}
SAVED = dt.datetime(2026, 9, 1, 17, tzinfo=dt.UTC)
Change = Callable[[Path, int], None]


def make_project(root: Path) -> Path:
    """A copy of the templates, pages that show little, and a district; the district's folder."""
    shutil.copytree(templates_folder(), root / "templates")
    (root / "notebooks").mkdir()
    for page in PAGES:
        write_source(root / "notebooks", page, source_page(page))
    folder = root / "little"
    folder.mkdir()
    texts = {
        "district.toml": DISTRICT,
        "schools.csv": SCHOOLS,
        "teams.csv": TEAMS,
        "members.csv": MEMBERS,
        "evidence.csv": EVIDENCE,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    answer(folder, "oak-grade-3", "focus", {"priority": "Explain a detail"})
    return folder


def source_page(page: str) -> Any:
    forms = code("forms", "")
    forms["metadata"]["inquiry"] = {"kind": "forms"}
    setup = f'from inquiry import open_page\npage = open_page(district, team, quarter, "{page}", as_of)'
    shown = [code(f"show-{part}", f"page.{part}()") for part in SHOWN.get(page, ())]
    cells = [
        words("title", f"# {page}"),
        code("parameters", PARAMETERS, "parameters"),
        code("setup", setup),
        *shown,
        forms,
    ]
    metadata = {"inquiry": {"page": page}, "title": f"Page {page}"}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def run_here(tasks: Sequence[Task], _jobs: int | None, **_more: object) -> Iterator[tuple[int, Outcome]]:
    """Run pages in this process: those forked for other tests have the questions as they are shipped."""
    for n, task in enumerate(tasks):
        task.folder.mkdir(parents=True, exist_ok=True)
        yield n, run_page(task)


def build(folder: Path, **options: Any) -> BuildResult:
    return build_district(folder, **({"as_of": AS_OF} | options))


def ran(result: BuildResult) -> dict[tuple[str, str], str]:
    """(team, page) of every page that was made -> why."""
    assert not result.failed, [page.why for page in result.failed]
    return {(page.team, page.page): page.because for page in result.pages if page.state == "built"}


def pages(folder: Path) -> dict[str, bytes]:
    """Every page of a built district, pristine and the team's."""
    return {
        name: data for name, data in tree(folder, "build", "workbooks").items() if name.endswith(".ipynb")
    }


def build_afresh(folder: Path, beside: Path) -> dict[str, bytes]:
    """The pages of the same district, built from nothing."""
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(folder, beside, ignore=shutil.ignore_patterns("build", "workbooks"))
    assert not build(beside).failed
    return pages(beside)


def answer(folder: Path, team: str, form: str, values: dict[str, Any], row: str = "f") -> None:
    with open_record(folder / "record.sqlite") as record:
        record.save([Answer(QUARTER, "team", team, form, row, values, None, SAVED)])


def add_line(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(line + "\n")


def replace_text(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def reword(folder: Path, form: str, n: int) -> None:
    path = folder.parent / "templates/cycle/forms" / f"{form}.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(k for k, line in enumerate(lines) if line.startswith("title:"))
    lines[at] = f'title: "Other words {n}"\n'
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    a_while_ago = path.stat().st_mtime - 2 * SETTLED_SECONDS
    os.utime(path, (a_while_ago, a_while_ago))  # else the questions are read anew for every page


# One change each; the number makes it another one every time.
CHANGES: dict[str, Change] = {
    "an answer of a teacher team": lambda d, n: answer(d, "oak-grade-3", "focus", {"priority": f"Words {n}"}),
    "an answer of the leadership team": lambda d, n: answer(d, "oak-slt", "focus", {"priority": f"Talk {n}"}),
    "an answer to another form": lambda d, n: answer(
        d, "elm-grade-6", "noticings", {"noticed": f"Saw {n}"}, f"r{n}"
    ),
    "a member": lambda d, n: add_line(d / "members.csv", f"p{n},elm-grade-6,Pat {n},teacher"),
    "a member's name": lambda d, n: replace_text(d / "members.csv", "Ana", f"An{n}a Ana"),
    "a team's name": lambda d, n: replace_text(d / "teams.csv", "Grade 6", f"Group {n} Grade 6"),
    "a team": lambda d, n: add_line(d / "teams.csv", f"oak-new-{n},oak,teacher,New {n},4,all"),
    "evidence": lambda d, n: add_line(
        d / "evidence.csv",
        f"2026-09-{22 + n % 7},elm-grade-6,6B,Task {n},higher-order-thinking,ALL,1,2,3,{n}",
    ),
    "the district's name": lambda d, n: replace_text(d / "district.toml", "Little", f"Little {n}"),
    "a threshold": lambda d, n: (
        add_line(d / "district.toml", f"[thresholds]\nsuppress_below = {12 + n}")
        if "thresholds" not in (d / "district.toml").read_text(encoding="utf-8")
        else None
    ),
    "a form's words": lambda d, n: reword(d, "focus", n),
    "words of another form": lambda d, n: reword(d, "noticings", n),
}
