"""The gate for the district's own figures: each is held against the plan, and the plan itself is attacked.

A view marks each such figure with its key (`data-told`). A page is published only if every mark says what
the plan tells; then the marks are taken away. Nothing is published while what the plans print gives a count
away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from inquiry.build.current.manifest import manifest_path
from inquiry.build.current.remember import hash_program
from inquiry.district.files import write_if_changed
from inquiry.errors import BadInput, Fault
from inquiry.measures.suppress import WITHHELD
from inquiry.publish.reading.element import Element
from inquiry.publish.rules.problems import Problem, problem
from inquiry.views.disclosed.exported import find_missing
from inquiry.views.disclosed.keys import READINGS, plan_of
from inquiry.views.disclosed.memory import FOLDER, digest_plans, read_plan
from inquiry.views.disclosed.plan import Plan, told_by
from inquiry.views.disclosed.showing import MARK

if TYPE_CHECKING:
    from inquiry.publish.reading.content import Piece
    from inquiry.publish.site import Site
    from inquiry.views.disclosed.audit import Leak

PASSED = "attacked.json"  # beside the manifest: which plans were attacked, by which program, and found safe
RULE = "a figure of the district's own says what the plan of this quarter tells"
CURE = "run `inquiry build`, which makes the page again"


@dataclass(frozen=True)
class Marked:
    """One marked figure of a page: its element, and where a reader finds it."""

    element: Element
    table: str = ""
    row: str = ""
    column: str = ""

    @property
    def key(self) -> str:
        """The figure's key in the plan."""
        return self.element.attrs[MARK]

    @property
    def where(self) -> str:
        """Table, row and column in words."""
        named = (("table", self.table), ("row", self.row), ("column", self.column))
        return ", ".join(f"{name} “{words}”" for name, words in named if words) or "text"


def find_marks(nodes: Iterable[Element | str]) -> list[Marked]:
    """Every marked figure, in order."""
    found: list[Marked] = []
    for node in nodes:
        if isinstance(node, Element):
            inside = {id(one.element): one for table in _tables(node) for one in _in_table(table)}
            found += [inside.get(id(each), Marked(each)) for each in node.walk() if MARK in each.attrs]
    return found


def _tables(node: Element) -> list[Element]:
    return [each for each in node.walk() if each.tag == "table"]


def _in_table(table: Element) -> Iterator[Marked]:
    caption = next((each.text() for each in table.all("caption")), "")
    rows = [[cell for cell in row.children if isinstance(cell, Element)] for row in table.all("tr")]
    head = [cell.text() for cell in rows[0]] if rows else []
    for cells in rows:
        for n, cell in enumerate(cells):
            for each in cell.walk():
                if MARK in each.attrs:
                    yield Marked(each, caption, cells[0].text(), head[n] if n < len(head) else "")


def hold(folder: Path, pieces: Iterable[Piece]) -> list[Problem]:
    """Hold a page's figures against the plans, and take the marks away; say which are not as they are told.

    Raises
    ------
    BadInput
        When a plan is damaged.
    """
    plan = cache(lambda name: read_plan(folder, name))
    found = []
    for piece in pieces:
        for marked in find_marks(piece.nodes):
            if not _is_as_told(plan(plan_of(marked.key)), marked):
                said = f"{marked.where}: “{marked.element.text()}”"
                found.append(problem(said, RULE, CURE))
            del marked.element.attrs[MARK]
    return found


def _is_as_told(plan: Plan | None, marked: Marked) -> bool:
    """Whether a figure is withheld, or told as now or as in an export that gives nothing away."""
    text = marked.element.text()
    if text == WITHHELD:
        return True
    told = told_by(plan, marked.key)
    if plan is None or not told.is_told:
        return False
    before = (
        one.words for one in plan.prints if one.figure == marked.key and one.threshold >= plan.threshold
    )
    return text in {told.text, *before}


def digest_withheld(folder: Path, quarter: str) -> str:
    """A digest of what is withheld: a page that stands on the site is looked at again when more of it is."""
    lines = [
        f"{plan.name} {plan.threshold} {key}"
        for plan in _plans(folder, quarter)
        for key, figure in sorted(plan.figures.items())
        if not figure.is_told
    ]
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def plans_followed(folder: Path, quarter: str) -> tuple[str, ...]:
    """The plans that tell something on a quarter's pages."""
    return tuple(plan.name for plan in _plans(folder, quarter) if plan.prints)


def _plans(folder: Path, quarter: str) -> list[Plan]:
    """The plans that there are of a quarter's pages: its own, and that of the readings."""
    return [plan for name in (quarter, READINGS) if (plan := read_plan(folder, name))]


def where_marked(site: Site) -> dict[str, str]:
    """Key of each figure -> where it stands first on the quarter's site: page, table, row, column."""
    from inquiry.publish.reading.content import read_content

    found: dict[str, str] = {}
    for record in (page for page in site.manifest.pages if page.state == "built"):
        notebook = json.loads((site.district.folder / record.pristine).read_bytes())
        for piece in read_content(notebook).pieces:
            for marked in find_marks(piece.nodes):
                found.setdefault(marked.key, f"{site.address(record)}, {marked.where}")
    return found


def attack_plans(folder: Path, quarter: str, where: Callable[[], Mapping[str, str]]) -> None:
    """Attack all that the plans print, together with all they ever printed; once for each state of the plans.

    Parameters
    ----------
    folder, quarter
        The district's folder and the quarter's id.
    where : callable
        Tells where on the site each figure stands; asked only where one is not safe.

    Raises
    ------
    BadInput
        With a fault for each plan that is gone though pages that are out follow it, or for each figure from
        which a count could be worked out; nothing is published then.
    """
    if missing := find_missing(folder):
        raise BadInput(missing)
    path = manifest_path(folder, quarter).with_name(PASSED)
    passed = json.dumps({"program": hash_program(), "plans": digest_plans(folder)}) + "\n"
    if _text(path) == passed:
        return
    from inquiry.views.disclosed.audit import find_leaks  # the solver takes a third of a second to load

    leaks = [(plan, find_leaks(plan)) for plan in _plans(folder, quarter)]
    if any(found for _, found in leaks):
        marked = where()
        raise BadInput(fault for plan, found in leaks for fault in _faults(plan, found, marked))
    write_if_changed(path, passed, shown_as=path.relative_to(folder).as_posix())


def _faults(plan: Plan, leaks: Iterable[Leak], marked: Mapping[str, str]) -> Iterator[Fault]:
    """A fault for each printed figure from which a count follows, with the first such count."""
    file = f"{FOLDER}/{plan.name}.json"
    told: dict[str, str] = {}
    for leak in leaks:
        places = [f"{marked.get(one.figure, one.figure)}, “{one.words}”" for one in leak.prints]
        for place in places or ["what is printed together"]:
            told.setdefault(place, leak.words)
    for place, words in told.items():
        yield Fault(
            file,
            f"{place}: from it and what else is printed, {words}",
            f"figures from which nobody can work out a count of fewer than {plan.threshold} students",
            f"put {file} back from a backup and run `inquiry build` again; nothing was published",
        )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
