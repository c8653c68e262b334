"""The workbook's own pages checked before anything starts: readable, complete, with the right parameters."""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from nbformat import NotebookNode

from inquiry.build.notebook.assemble import PARAMETERS_TAG
from inquiry.build.notebook.notebooks import (
    FORMS,
    LOCKED,
    OPEN,
    DamagedNotebook,
    mark_of,
    named_forms,
    notebook_mark,
    read_notebook,
)
from inquiry.build.plan import PAGES, PARAMETERS
from inquiry.cycle import PAGES as PAGE_FILES
from inquiry.cycle import Cycle
from inquiry.errors import Checked, Fault

KINDS = (LOCKED, OPEN, FORMS)
FORM_PREFIX = "form-"  # ids that the cells of forms will have


def read_page_sources(folder: Path, levels: Sequence[str]) -> Checked[Mapping[str, NotebookNode]]:
    """Read every page's source notebook and check it.

    Parameters
    ----------
    folder : Path
        The folder `notebooks`.
    levels : sequence of str
        The ids of the levels there are; a cell may be meant for some of them. Where there are none,
        they could not be read, and nothing is said about them.

    Returns
    -------
    Checked of mapping
        Page to notebook, for those that could be read. Every fault concerns the whole district, because
        every team's pages are made from these.
    """
    sources: dict[str, NotebookNode] = {}
    faults: list[Fault] = []
    for page in PAGES:
        path = folder / f"{page}.ipynb"
        try:
            source = read_notebook(path)
        except (OSError, DamagedNotebook) as trouble:
            faults.append(_unreadable(path, trouble))
            continue
        sources[page] = source
        faults += _id_faults(f"notebooks/{path.name}", path.read_bytes())
        faults += _faults(f"notebooks/{path.name}", page, source, levels)
    return Checked(sources, tuple(faults))


def _unreadable(path: Path, trouble: Exception) -> Fault:
    missing = isinstance(trouble, FileNotFoundError)
    found = "no such file" if missing else f"a file that is no notebook: {trouble}"
    cure = "get this file again from where the workbook came from (it is part of it)"
    return Fault(f"notebooks/{path.name}", found, "the page's source notebook", cure)


def _id_faults(file: str, content: bytes) -> Iterator[Fault]:
    """Ids must be in the file itself: what a team wrote is found again by them after the next build."""
    seen: set[str] = set()
    for n, cell in enumerate(json.loads(content.decode("utf-8-sig"))["cells"], start=1):
        own = cell.get("id")
        if own is None or own in seen:
            found = "a cell without an id" if own is None else f"the id “{own}” twice"
            cure = "give the cell an id of its own that never changes"
            yield Fault(file, found, "an id for each cell", cure, column=f"cell {n}")
        seen.add(own)


def _faults(file: str, page: str, source: NotebookNode, levels: Sequence[str]) -> Iterator[Fault]:
    named = notebook_mark(source).get("page", page)
    if named != page:
        yield Fault(
            file,
            f"the page “{named}”",
            f"“{page}”, as its file is named",
            "mend it",
            column="metadata.inquiry.page",
        )
    yield from _parameter_faults(file, source)
    yield from _form_faults(file, source)
    for n, cell in enumerate(source["cells"], start=1):
        yield from _cell_faults(file, n, cell, levels)


def _form_faults(file: str, source: NotebookNode) -> Iterator[Fault]:
    """Every form of a page has one place: where it is named, else the one cell that names none."""
    cells = [cell for cell in source["cells"] if mark_of(cell).get("kind") == FORMS]
    rest = [cell for cell in cells if not named_forms(cell)]
    if len(rest) > 1:
        allowed = (
            "at most one cell whose metadata.inquiry.kind is “forms” and that names none: the page's forms "
            "that no other cell names take its place"
        )
        yield Fault(file, f"{len(rest)} such cells", allowed, "take out the others", column="forms")
    for form, times in Counter(form for cell in cells for form in named_forms(cell)).items():
        if times > 1:
            found = f"the form “{form}” in {times} places"
            yield Fault(file, found, "each form in one place", "take out the others", column="forms")


def check_places(sources: Mapping[str, NotebookNode], cycle: Cycle) -> Iterator[Fault]:
    """Every form has a place on its page; a page whose source could not be read is told of elsewhere."""
    for form in cycle.forms.values():
        source = sources.get(PAGE_FILES[form.page])
        cells = [c for c in source["cells"] if mark_of(c).get("kind") == FORMS] if source else []
        if source and not any(form.id in named_forms(cell) or not named_forms(cell) for cell in cells):
            found = f"no cell for the form “{form.id}”"
            allowed = "a cell whose metadata.inquiry.kind is “forms”, for the forms that the page asks"
            cure = "add such a cell, or move the form to another page"
            yield Fault(f"notebooks/{PAGE_FILES[form.page]}.ipynb", found, allowed, cure, column="forms")


def _parameter_faults(file: str, source: NotebookNode) -> Iterator[Fault]:
    """The parameters a page declares must be exactly those that it will be given."""
    tagged = [cell for cell in source["cells"] if PARAMETERS_TAG in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        allowed = f"exactly one cell tagged “{PARAMETERS_TAG}”, for papermill"
        yield Fault(file, f"{len(tagged)} such cells", allowed, "tag the cell of parameters, and no other")
        return
    declared, given = _assigned(tagged[0]["source"]), set(PARAMETERS)
    if declared is None:
        yield Fault(
            file,
            "a cell of parameters that is no Python",
            "name = value lines",
            "mend its text",
            column=PARAMETERS_TAG,
        )
        return
    for name in sorted(declared - given):
        allowed = f"only what build passes: {', '.join(PARAMETERS)}"
        yield Fault(
            file,
            f"the parameter “{name}”, which nothing passes",
            allowed,
            "take it out",
            column=PARAMETERS_TAG,
        )
    for name in sorted(given - declared):
        allowed = f"all that build passes: {', '.join(PARAMETERS)}"
        yield Fault(
            file, f"no parameter “{name}”", allowed, f'add the line {name} = ""', column=PARAMETERS_TAG
        )


def _assigned(text: str) -> set[str] | None:
    """The names a cell of parameters assigns; None when it cannot be parsed."""
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return None
    targets = [target for line in body if isinstance(line, ast.Assign) for target in line.targets]
    targets += [line.target for line in body if isinstance(line, ast.AnnAssign)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _cell_faults(file: str, n: int, cell: NotebookNode, levels: Sequence[str]) -> Iterator[Fault]:
    mark, where = mark_of(cell), f"cell {n}"
    kind = mark.get("kind", LOCKED)
    if kind not in KINDS:
        yield Fault(file, f"the kind “{kind}”", ", ".join(KINDS), "use one of these", column=f"{where}.kind")
    wanted = mark.get("levels", [])
    known = levels or wanted  # where the levels could not be read, that is what to mend
    unknown = [level for level in wanted if level not in known] if isinstance(wanted, list) else [wanted]
    if unknown:
        allowed = f"a list of: {', '.join(levels)}"
        yield Fault(file, f"the level “{unknown[0]}”", allowed, "use one of these", column=f"{where}.levels")
    if cell["id"].startswith(FORM_PREFIX):
        allowed = f"an id that does not begin with “{FORM_PREFIX}”: those are the forms' own"
        yield Fault(file, f"the id “{cell['id']}”", allowed, "give the cell another id", column=where)
