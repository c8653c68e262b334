"""The workbook's own pages are checked before anything starts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode

from build.little import PARAMETERS, change_cell, code, source_page, write_source
from inquiry.build.check.sources_check import check_places, read_page_sources
from inquiry.build.plan import PAGES
from inquiry.cycle import load_cycle
from inquiry.errors import Fault

LEVELS = ("district", "principal", "slt", "teacher")
Change = Callable[[NotebookNode], object]


@pytest.fixture
def check(notebooks: Path) -> Callable[[Change], tuple[Fault, ...]]:
    """The faults of the pages after a change to the source of 1-analyze."""

    def run(change: Change) -> tuple[Fault, ...]:
        source = source_page("1-analyze")
        change(source)
        write_source(notebooks, "1-analyze", source)
        return read_page_sources(notebooks, LEVELS).faults

    return run


def cell(source: NotebookNode, cell_id: str) -> NotebookNode:
    return next(cell for cell in source["cells"] if cell["id"] == cell_id)


def test_good_pages_have_no_faults(notebooks: Path) -> None:
    checked = read_page_sources(notebooks, LEVELS)
    assert checked.faults == ()
    assert tuple(checked.value) == PAGES


def test_a_parameter_that_nothing_passes_is_a_fault(check: Callable[[Change], tuple[Fault, ...]]) -> None:
    faults = check(lambda s: cell(s, "parameters").update(source=PARAMETERS + "\nschool = ''"))
    assert [fault.found for fault in faults] == ["the parameter “school”, which nothing passes"]
    assert faults[0].file == "notebooks/1-analyze.ipynb"
    assert faults[0].stops_everything


def test_a_parameter_that_is_missing_is_a_fault(check: Callable[[Change], tuple[Fault, ...]]) -> None:
    faults = check(lambda s: cell(s, "parameters").update(source="district: str = ''\nteam = quarter = ''"))
    assert [fault.found for fault in faults] == ["no parameter “as_of”"]


def forms(cell_id: str, *named: str) -> NotebookNode:
    made = code(cell_id, "page.form(...)")
    made["metadata"]["inquiry"] = {"kind": "forms", **({"forms": list(named)} if named else {})}
    return made


def test_a_form_without_a_place_on_its_page_is_a_fault(notebooks: Path) -> None:
    sources = dict(read_page_sources(notebooks, LEVELS).value)
    page = sources["1-analyze"]
    page["cells"].remove(cell(page, "forms"))
    page["cells"].append(forms("beside", "focus"))
    faults = list(check_places(sources, load_cycle()))
    assert {fault.file for fault in faults} == {"notebooks/1-analyze.ipynb"}
    assert "focus" not in " ".join(fault.found for fault in faults)
    assert any("“gaps”" in fault.found for fault in faults)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda s: s["cells"].remove(cell(s, "parameters")), "0 such cells"),
        (lambda s: s["cells"].append(code("again", PARAMETERS, "parameters")), "2 such cells"),
        (lambda s: cell(s, "parameters").update(source="team = = ''"), "no Python"),
        (lambda s: s["cells"].append(forms("again")), "2 such cells"),
        (lambda s: s["cells"].extend([forms("a", "focus"), forms("b", "focus")]), "“focus” in 2 places"),
        (lambda s: cell(s, "notes")["metadata"]["inquiry"].update(kind="opne"), "“opne”"),
        (lambda s: cell(s, "only-teachers")["metadata"]["inquiry"].update(levels=["techer"]), "“techer”"),
        (lambda s: cell(s, "only-teachers")["metadata"]["inquiry"].update(levels="teacher"), "“teacher”"),
        (lambda s: cell(s, "trends").update(id="form-trends"), "“form-trends”"),
        (lambda s: cell(s, "trends").update(id="title"), "“title” twice"),
        (lambda s: s["metadata"]["inquiry"].update(page="2-design"), "“2-design”"),
    ],
)
def test_what_is_wrong_with_a_page_is_named(
    check: Callable[[Change], tuple[Fault, ...]], change: Change, found: str
) -> None:
    assert found in "; ".join(fault.found for fault in check(change))


def test_a_cell_without_a_stable_id_is_a_fault(notebooks: Path) -> None:
    raw = json.loads((notebooks / "1-analyze.ipynb").read_text(encoding="utf-8"))
    del raw["cells"][3]["id"]
    (notebooks / "1-analyze.ipynb").write_text(json.dumps(raw), encoding="utf-8")
    faults = read_page_sources(notebooks, LEVELS).faults
    assert [fault.column for fault in faults] == ["cell 4"]


def test_a_corrupted_page_is_named_with_the_others_faults(notebooks: Path) -> None:
    (notebooks / "2-design.ipynb").write_bytes(b'{"cells": [')
    (notebooks / "4-refine.ipynb").unlink()
    change_cell(notebooks, "1-analyze", "parameters", "")
    faults = read_page_sources(notebooks, LEVELS).faults
    assert {fault.file for fault in faults} == {
        "notebooks/1-analyze.ipynb",
        "notebooks/2-design.ipynb",
        "notebooks/4-refine.ipynb",
    }
