"""The workbook's source pages: short prose, one call a cell, nothing of a machine in them."""

import ast
import re

import nbformat
import pytest

from inquiry.build.check.sources_check import check_places, read_page_sources
from inquiry.cycle import PAGES, load_cycle
from inquiry.district.shipped import notebooks_folder
from inquiry.views.page import Page

SOURCES = sorted(notebooks_folder().glob("*.ipynb"))
PARAMETERS = {"district", "team", "quarter", "as_of"}
LEVELS = {"district", "principal", "slt", "teacher"}
BARE = {"parameters", "setup"}  # code cells that show nothing of their own


def read(path):
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def cells(path, kind):
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def test_there_is_a_source_for_every_page():
    assert {path.stem for path in SOURCES} == set(PAGES.values())


@pytest.fixture(params=SOURCES, ids=lambda path: path.stem)
def source(request):
    return request.param


def test_a_source_is_in_normal_form(source):
    """As nbformat writes it, and with one line ending on every system."""
    assert source.read_bytes().decode("utf-8") == nbformat.writes(read(source)).rstrip("\n") + "\n"


def test_a_source_is_valid_and_of_version_4_5(source):
    notebook = read(source)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert set(notebook.metadata) == {"inquiry", "kernelspec", "language_info", "title"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.inquiry == {"page": source.stem}


def test_there_are_no_outputs(source):
    assert all(cell.outputs == [] and cell.execution_count is None for cell in cells(source, "code"))


def test_ids_are_readable_and_unique(source):
    ids = [cell.id for cell in read(source).cells]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one) for one in ids)


def test_every_cell_says_whose_it_is(source):
    for cell in read(source).cells:
        mark = cell.metadata.inquiry
        assert mark.kind in {"locked", "open", "forms"}
        assert set(mark.get("levels", LEVELS)) <= LEVELS


def test_the_parameters_are_tagged_texts(source):
    (cell,) = [cell for cell in cells(source, "code") if "parameters" in cell.metadata.get("tags", [])]
    given = {line.targets[0].id: line.value.value for line in ast.parse(cell.source).body}
    assert set(given) == PARAMETERS
    assert all(isinstance(value, str) for value in given.values())


def test_the_setup_opens_this_page_and_imports_nothing_else(source):
    (cell,) = [cell for cell in cells(source, "code") if cell.id == "setup"]
    assert cell.source.splitlines() == [
        "from inquiry import open_page",
        "",
        f'page = open_page(district, team, quarter, "{source.stem}", as_of)',
    ]
    others = [other.source for other in cells(source, "code") if other.id != "setup"]
    assert not any("import" in code for code in others)


def test_every_other_code_cell_is_one_call_of_the_page(source):
    shows = {name for name in dir(Page) if not name.startswith("_")}
    for cell in cells(source, "code"):
        if cell.id in BARE or cell.metadata.inquiry.kind == "forms":
            continue
        (line,) = ast.parse(cell.source).body
        assert isinstance(line, ast.Expr)
        assert isinstance(line.value, ast.Call)
        assert isinstance(line.value.func, ast.Attribute)
        assert (line.value.func.value.id, line.value.func.attr in shows) == ("page", True)


def test_a_sentence_ending_in_a_colon_introduces_each_call(source):
    before = None
    for cell in read(source).cells:
        if cell.cell_type == "code" and cell.id not in {"parameters", "setup"}:
            assert before is not None
            assert before.cell_type == "markdown"
            assert before.source.rstrip().endswith(":")
            assert before.metadata.inquiry.get("levels") == cell.metadata.inquiry.get("levels")
        before = cell


def test_headings_go_down_one_step_at_a_time(source):
    heads = [
        line
        for cell in cells(source, "markdown")
        for line in cell.source.splitlines()
        if line.startswith("#")
    ]
    assert [head.split(" ")[0] for head in heads] == ["#", *["##"] * (len(heads) - 1)]
    assert len(set(heads)) == len(heads)


def test_a_team_has_room_for_its_own_notes_and_the_limits_stand_last(source):
    ids = [cell.id for cell in read(source).cells]
    kinds = {cell.id: cell.metadata.inquiry.kind for cell in read(source).cells}
    assert kinds["our-notes"] == "open"
    assert [name for name, kind in kinds.items() if kind == "open"] == ["our-notes"]
    assert ids[-4:] == ["our-notes", "limits", "sources-intro", "sources"]


def test_no_form_is_lost():
    sources = read_page_sources(notebooks_folder(), sorted(LEVELS)).value
    assert list(check_places(sources, load_cycle())) == []


def test_a_page_names_no_form_that_it_does_not_have(source):
    here = {form.id for form in load_cycle().forms.values() if PAGES[form.page] == source.stem}
    named = {form for cell in cells(source, "code") for form in cell.metadata.inquiry.get("forms", [])}
    assert named <= here


# What shows only the state's figures and the district's own lists: no answer changes it while the page is open.
UNCHANGING = {
    *("priority_table", "schools", "five_by_five", "trends", "gaps", "what_would_move"),
    *("what_it_means", "sources", "local_measures", "surveys", "variation"),
}


def test_what_no_answer_changes_is_left_as_it_was_built_when_a_page_goes_live(source):
    for cell in cells(source, "code"):
        shows = cell.source.removeprefix("page.").split("(")[0]
        assert cell.metadata.inquiry.get("live", True) == (shows not in UNCHANGING), cell.id


def test_only_code_is_marked_as_not_live(source):
    assert not any("live" in cell.metadata.inquiry for cell in cells(source, "markdown"))
