"""Whatever a team does to its notebook, over any number of rebuilds, nothing anybody typed is lost."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from inquiry.build.keeping.keep import keep_team_work
from inquiry.build.notebook.notebooks import (
    LOCK_TAG,
    OPEN,
    kind_of,
    notebook_bytes,
    notebook_mark,
    parse_notebook,
    seal,
)

KEYS = ("title", "chart", "notes", "table", "plan", "end")
TYPED = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
SPOT = st.integers(min_value=0, max_value=30)


@dataclass(frozen=True)
class Edit:
    """One thing somebody does in JupyterLab: `act` on the cell at `spot`, with `other` spot and `text`."""

    act: str
    spot: int
    other: int
    text: str


ACTS = ("insert", "insert code", "edit", "append", "delete", "move", "copy", "copy within", "retype", "clear")
EDITS = st.lists(st.builds(Edit, st.sampled_from(ACTS), SPOT, SPOT, TYPED), max_size=8)


@st.composite
def templates(draw: st.DrawFn) -> NotebookNode:
    """A page's template: some of the keys in some order, each locked or open, with one of two texts."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=len(KEYS)))
    notebook = nbformat.v4.new_notebook(metadata={"inquiry": {"page": "1-analyze"}})
    for key in keys:
        kind, version = draw(st.sampled_from(["locked", "open"])), draw(st.sampled_from("ab"))
        make = nbformat.v4.new_code_cell if key in {"chart", "table"} else nbformat.v4.new_markdown_cell
        cell = make(f"built {key} {version}", id=key, metadata={"inquiry": {"kind": kind}})
        if kind == "locked":
            cell["metadata"].update(editable=False, deletable=False, tags=[LOCK_TAG])
        notebook["cells"].append(cell)
    return seal(notebook)


def apply(notebook: NotebookNode, edits: list[Edit], start: int) -> NotebookNode:
    """The notebook after some edits; `start` numbers the ids that JupyterLab would draw at random."""
    edited = deepcopy(notebook)
    for n, edit in enumerate(edits, start):
        act_on(edited["cells"], edit, f"lab{n}")
    return edited


def act_on(cells: list[NotebookNode], edit: Edit, new_id: str) -> None:
    spot, other = edit.spot % (len(cells) + 1), edit.other % (len(cells) + 1)
    if edit.act == "insert":
        cells.insert(spot, nbformat.v4.new_markdown_cell(edit.text, id=new_id))
    elif edit.act == "insert code":
        output = nbformat.v4.new_output("stream", name="stdout", text=edit.text)
        cells.insert(spot, nbformat.v4.new_code_cell(edit.text, id=new_id, outputs=[output]))
    elif spot < len(cells):
        change(cells, edit, spot, other, new_id)


def change(cells: list[NotebookNode], edit: Edit, spot: int, other: int, new_id: str) -> None:
    cell = cells[spot]
    if edit.act == "edit":
        cell["source"] = edit.text
    elif edit.act == "append":
        cell["source"] += edit.text
    elif edit.act == "clear":
        cell["source"] = ""
    elif edit.act == "delete":
        del cells[spot]
    elif edit.act == "move":
        cells.insert(min(other, len(cells) - 1), cells.pop(spot))
    elif edit.act in {"copy", "copy within"}:
        copy = deepcopy(cell)
        copy["id"] = new_id if edit.act == "copy" else cell["id"]
        cells.insert(other, copy)
    elif edit.act == "retype" and cell["cell_type"] != "raw":
        make = {"code": nbformat.v4.new_markdown_cell, "markdown": nbformat.v4.new_code_cell}[
            cell["cell_type"]
        ]
        cells[spot] = make(cell["source"], id=cell["id"], metadata=cell["metadata"])


def reread(notebook: NotebookNode) -> NotebookNode:
    return parse_notebook(notebook_bytes(notebook))


def is_typed(text: str) -> bool:
    """Whether a person had a hand in a text: it is not exactly what build wrote."""
    return bool(text.strip()) and text not in {f"built {key} {version}" for key in KEYS for version in "ab"}


def built_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook["cells"] if kind_of(cell) in {"locked", "open"}]


def check_one_rebuild(team: NotebookNode, new: NotebookNode) -> NotebookNode:
    """Everything that must be true of one rebuild; return its result."""
    merged = keep_team_work(team, None, new)
    nbformat.validate(merged)
    assert len({cell["id"] for cell in merged["cells"]}) == len(merged["cells"])
    assert notebook_bytes(keep_team_work(reread(merged), None, new)) == notebook_bytes(merged)
    nothing_typed_is_lost(team, merged)
    locked_cells_are_as_built(new, merged)
    own_cells_keep_their_order(team, merged)
    return merged


def nothing_typed_is_lost(team: NotebookNode, merged: NotebookNode) -> None:
    there = [cell["source"] for cell in merged["cells"]]
    assert [
        cell["source"] for cell in team["cells"] if is_typed(cell["source"]) and cell["source"] not in there
    ] == []


def locked_cells_are_as_built(new: NotebookNode, merged: NotebookNode) -> None:
    gone = set(notebook_mark(merged).get("deleted", []))
    expected = [cell["id"] for cell in new["cells"] if cell["id"] not in gone]
    assert [cell["id"] for cell in built_cells(merged)] == expected
    locked = {cell["id"]: cell for cell in new["cells"] if kind_of(cell) == "locked"}
    assert all(cell == locked[cell["id"]] for cell in built_cells(merged) if kind_of(cell) == "locked")
    assert all(kind_of(cell) == OPEN for cell in new["cells"] if cell["id"] in gone)


def own_cells_keep_their_order(team: NotebookNode, merged: NotebookNode) -> None:
    """Team cells that stood in one run, with no built cell between, follow each other in the same order."""
    ids = [cell["id"] for cell in merged["cells"]]
    run: list[int] = []
    for cell in team["cells"]:
        if cell["id"].startswith("lab") and not cell["metadata"].get("inquiry") and cell["id"] in ids:
            run.append(ids.index(cell["id"]))
            assert run == sorted(run)
        else:
            run = []


@given(st.lists(st.tuples(templates(), EDITS), min_size=1, max_size=4), templates())
@settings(max_examples=120, deadline=None)
def test_nothing_typed_is_lost_over_edits_and_rebuilds(
    rounds: list[tuple[NotebookNode, list[Edit]]], last: NotebookNode
) -> None:
    team = rounds[0][0]
    for n, (new, edits) in enumerate(rounds):
        team = reread(check_one_rebuild(team, new))
        team = reread(apply(team, edits, n * 100))
    check_one_rebuild(team, last)


@given(templates(), templates())
def test_a_file_nobody_touched_is_simply_the_new_one(old: NotebookNode, new: NotebookNode) -> None:
    assert notebook_bytes(keep_team_work(old, None, new)) == notebook_bytes(new)


@given(templates(), EDITS, templates())
@settings(deadline=None)
def test_the_last_build_adds_nothing_where_the_marks_are_there(
    old: NotebookNode, edits: list[Edit], new: NotebookNode
) -> None:
    team = reread(apply(old, edits, 0))
    assert notebook_bytes(keep_team_work(team, old, new)) == notebook_bytes(keep_team_work(team, None, new))


@given(templates(), EDITS, templates())
@settings(deadline=None)
def test_nothing_typed_is_lost_when_an_editor_took_every_mark_out(
    old: NotebookNode, edits: list[Edit], new: NotebookNode
) -> None:
    team = apply(old, edits, 0)
    team["metadata"] = NotebookNode()
    for cell in team["cells"]:
        cell["metadata"] = NotebookNode()
    merged = keep_team_work(reread(team), old, new)
    nothing_typed_is_lost(team, merged)
