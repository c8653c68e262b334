"""What a team wrote by hand survives a rebuild, case by case."""

from __future__ import annotations

import json
from copy import deepcopy

import nbformat
import pytest
from nbformat import NotebookNode

from inquiry.build.keeping.keep import keep_team_work
from inquiry.build.notebook.notebooks import kind_of, mark_of, notebook_bytes, parse_notebook, seal

LOCKED = {"editable": False, "deletable": False, "tags": ["inquiry-locked"]}


def built(*cells: tuple[str, str, str, str], outputs: str = "") -> NotebookNode:
    """A built page: (key, kind, type, text) for each cell."""
    notebook = nbformat.v4.new_notebook(metadata={"inquiry": {"page": "1-analyze"}, "title": "Analyze"})
    for key, kind, cell_type, text in cells:
        metadata = {"inquiry": {"kind": kind}} | (deepcopy(LOCKED) if kind == "locked" else {})
        make = nbformat.v4.new_code_cell if cell_type == "code" else nbformat.v4.new_markdown_cell
        cell = make(text, id=key, metadata=metadata)
        if cell_type == "code" and outputs:
            cell["outputs"] = [nbformat.v4.new_output("display_data", {"text/html": outputs})]
        notebook["cells"].append(cell)
    return seal(notebook)


PAGE = (
    ("title", "locked", "markdown", "# Analyze"),
    ("chart", "locked", "code", "page.trends()"),
    ("notes", "open", "markdown", "What do you notice?"),
    ("end", "locked", "markdown", "That is all."),
)


@pytest.fixture
def page() -> NotebookNode:
    return built(*PAGE, outputs="<p>new</p>")


def typed(text: str, cell_id: str = "abc", **metadata: object) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(text, id=cell_id, metadata=metadata)


def saved(notebook: NotebookNode) -> NotebookNode:
    """The notebook as it comes back from the disk."""
    return parse_notebook(notebook_bytes(notebook))


def texts(notebook: NotebookNode) -> list[str]:
    return [cell["source"] for cell in notebook["cells"]]


def ids(notebook: NotebookNode) -> list[str]:
    return [cell["id"] for cell in notebook["cells"]]


def index(notebook: NotebookNode, key: str) -> int:
    return ids(notebook).index(key)


def rebuilt(team: NotebookNode, new: NotebookNode) -> NotebookNode:
    merged = keep_team_work(saved(team), None, new)
    nbformat.validate(merged)
    assert len(set(ids(merged))) == len(merged["cells"])
    assert notebook_bytes(keep_team_work(saved(merged), None, new)) == notebook_bytes(merged)
    return merged


def test_a_file_nobody_touched_becomes_the_new_one(page: NotebookNode) -> None:
    old = built(("title", "locked", "markdown", "# Analyse"), ("gone", "locked", "markdown", "Old words"))
    assert notebook_bytes(rebuilt(old, page)) == notebook_bytes(page)


def test_a_team_cell_stays_after_the_cell_it_followed(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"].insert(2, typed("Our boys read less."))
    assert texts(rebuilt(team, page))[1:3] == ["page.trends()", "Our boys read less."]


def test_a_team_cell_above_everything_stays_there(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"].insert(0, typed("Read this first."))
    assert texts(rebuilt(team, page))[0] == "Read this first."


def test_a_team_cell_whose_anchor_is_gone_follows_the_one_before(page: NotebookNode) -> None:
    team = built(*PAGE[:2], ("extra", "locked", "markdown", "Also look at this."), *PAGE[2:])
    team["cells"].insert(3, typed("About the extra."))
    assert texts(rebuilt(team, page))[1:3] == ["page.trends()", "About the extra."]


def test_several_team_cells_keep_their_order(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"][2:2] = [typed("one", "a"), typed("two", "b"), typed("three", "c")]
    assert texts(rebuilt(team, page))[2:5] == ["one", "two", "three"]


def test_an_edited_open_cell_stays_edited_when_the_template_changes() -> None:
    team = built(*PAGE)
    team["cells"][2]["source"] = "Grade 4 dropped."
    new = built(*PAGE[:2], ("notes", "open", "markdown", "What stands out?"), PAGE[3])
    assert "Grade 4 dropped." in texts(rebuilt(team, new))
    assert "What stands out?" not in texts(rebuilt(team, new))


def test_an_open_cell_nobody_edited_takes_the_templates_new_text() -> None:
    new = built(*PAGE[:2], ("notes", "open", "markdown", "What stands out?"), PAGE[3])
    assert texts(rebuilt(built(*PAGE), new)) == texts(new)


def test_an_emptied_open_cell_stays_empty(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"][2]["source"] = ""
    assert texts(rebuilt(team, page))[2] == ""


def test_an_open_cell_turned_into_code_stays_code_with_its_output(page: NotebookNode) -> None:
    team = deepcopy(page)
    output = nbformat.v4.new_output("stream", name="stdout", text="3\n")
    team["cells"][2] = nbformat.v4.new_code_cell(
        "print(3)", id="notes", metadata=team["cells"][2]["metadata"], outputs=[output]
    )
    kept = rebuilt(team, page)["cells"][2]
    assert (kept["cell_type"], kept["outputs"][0]["text"]) == ("code", "3\n")


def test_a_changed_locked_cell_is_restored_with_the_teams_version_below(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"][0]["source"] = "# Analyze, room 12"
    merged = rebuilt(team, page)
    assert texts(merged)[:2] == ["# Analyze", "# Analyze, room 12"]
    assert merged["cells"][1]["metadata"] == {"inquiry": {"kind": "team", "version_of": "title"}}


def test_the_teams_version_is_kept_once_over_many_rebuilds(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"][0]["source"] = "# Analyze, room 12"
    for _ in range(3):
        team = rebuilt(team, page)
        team["cells"][0]["source"] = "# Analyze, room 12"
    assert texts(rebuilt(team, page)).count("# Analyze, room 12") == 1


def test_an_emptied_locked_cell_is_only_restored(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"][0]["source"] = "  \n"
    assert texts(rebuilt(team, page)) == texts(page)


def test_deleted_locked_cells_come_back_in_their_places(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"] = [team["cells"][2]]
    assert texts(rebuilt(team, page)) == texts(page)


def test_a_deleted_open_cell_stays_deleted_over_rebuilds_and_templates(page: NotebookNode) -> None:
    team = deepcopy(page)
    del team["cells"][2]
    once = rebuilt(team, page)
    without = rebuilt(once, built(*PAGE[:2], PAGE[3]))
    assert "notes" not in ids(rebuilt(without, page))


def test_a_deleted_open_cell_that_somebody_put_back_is_there_again(page: NotebookNode) -> None:
    team = deepcopy(page)
    del team["cells"][2]
    merged = rebuilt(team, page)
    merged["cells"].insert(2, deepcopy(page["cells"][2]))
    again = rebuilt(merged, page)
    assert "notes" in ids(again)
    assert "deleted" not in again["metadata"]["inquiry"]


def test_a_new_open_cell_of_the_template_appears(page: NotebookNode) -> None:
    assert "notes" in ids(rebuilt(built(*PAGE[:2], PAGE[3]), page))


def test_built_cells_that_were_moved_stand_in_order_again_with_what_followed_them(page: NotebookNode) -> None:
    team = deepcopy(page)
    title, chart, notes, end = team["cells"]
    team["cells"] = [end, typed("after the end"), chart, title, notes]
    assert texts(rebuilt(team, page)) == [*texts(page), "after the end"]


def test_a_copy_of_a_locked_cell_becomes_the_teams_own(page: NotebookNode) -> None:
    team = deepcopy(page)
    copy = deepcopy(team["cells"][1])
    copy["id"] = "4d2e"
    team["cells"].insert(1, copy)
    merged = rebuilt(team, page)
    assert texts(merged) == ["# Analyze", "page.trends()", "page.trends()", *texts(page)[2:]]
    assert merged["cells"][1]["metadata"] == {"inquiry": {"kind": "team"}}
    assert kind_of(merged["cells"][2]) == "locked"


def test_a_copy_that_was_then_edited_leaves_the_original_alone(page: NotebookNode) -> None:
    team = deepcopy(page)
    copy = deepcopy(team["cells"][2])
    copy["id"], copy["source"] = "4d2e", "Second thoughts"
    team["cells"].append(copy)
    assert texts(rebuilt(team, page)) == [*texts(page), "Second thoughts"]


def test_an_open_cell_that_was_split_keeps_both_parts(page: NotebookNode) -> None:
    team = deepcopy(page)
    second = deepcopy(team["cells"][2])
    team["cells"][2]["source"], second["source"], second["id"] = "What do", "you notice?", "9f"
    team["cells"].insert(3, second)
    assert texts(rebuilt(team, page))[2:4] == ["What do", "you notice?"]


def test_two_cells_with_one_id_are_both_kept(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"][2:2] = [typed("one", "same"), typed("two", "same")]
    assert texts(rebuilt(team, page))[2:4] == ["one", "two"]


def test_a_team_cell_with_a_built_cells_id_gets_another(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"].append(typed("ours", "chart", inquiry={"kind": "team"}))
    merged = rebuilt(team, page)
    assert ids(merged)[1] == "chart"
    assert merged["cells"][-1]["source"] == "ours"


def test_a_teams_code_is_carried_with_its_outputs_and_metadata(page: NotebookNode) -> None:
    team = deepcopy(page)
    output = nbformat.v4.new_output("stream", name="stdout", text="42\n")
    cell = nbformat.v4.new_code_cell(
        "print(6 * 7)", id="c0de", outputs=[output], execution_count=7, metadata={"tags": ["mine"]}
    )
    team["cells"].insert(3, cell)
    assert rebuilt(team, page)["cells"][3] == cell


def test_pasted_pictures_are_kept(page: NotebookNode) -> None:
    team = deepcopy(page)
    picture = {"board.png": {"image/png": "aGk="}}
    team["cells"][2].update(source="![](attachment:board.png)", attachments=picture)
    team["cells"].append(nbformat.v4.new_markdown_cell("see", id="e1", attachments=picture))
    merged = rebuilt(team, page)
    assert [cell["attachments"] for cell in merged["cells"] if "attachments" in cell] == [picture, picture]


def test_locked_outputs_come_from_the_new_build(page: NotebookNode) -> None:
    team = built(*PAGE, outputs="<p>old</p>")
    team["cells"][1]["outputs"] = []
    assert rebuilt(team, page)["cells"][1]["outputs"][0]["data"]["text/html"] == "<p>new</p>"


def test_an_edited_cell_whose_template_is_gone_is_kept(page: NotebookNode) -> None:
    team = built(*PAGE[:3], ("extra", "open", "markdown", "And next?"), PAGE[3])
    team["cells"][3]["source"] = "Next we try partner talk."
    merged = rebuilt(team, page)
    assert texts(merged)[3] == "Next we try partner talk."
    assert mark_of(merged["cells"][3]) == {"kind": "team", "version_of": "extra"}


def test_an_open_cell_that_the_template_locks_keeps_the_teams_text_below() -> None:
    team = built(*PAGE)
    team["cells"][2]["source"] = "Grade 4 dropped."
    new = built(*PAGE[:2], ("notes", "locked", "markdown", "Look closely."), PAGE[3])
    assert texts(rebuilt(team, new))[2:4] == ["Look closely.", "Grade 4 dropped."]


def test_an_older_notebook_format_is_read_the_same(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"].insert(2, typed("ours"))
    team["nbformat_minor"] = 4
    raw = json.loads(notebook_bytes(team))
    for cell in raw["cells"]:
        del cell["id"]
    merged = keep_team_work(parse_notebook(json.dumps(raw).encode()), None, page)
    assert texts(merged) == [*texts(page)[:2], "ours", *texts(page)[2:]]


@pytest.mark.parametrize("keep_ids", [True, False])
def test_without_any_mark_the_last_build_tells_what_is_the_teams(page: NotebookNode, keep_ids: bool) -> None:
    team = deepcopy(page)
    team["cells"].insert(2, typed("ours", "mine"))
    team["metadata"] = NotebookNode()
    for n, cell in enumerate(team["cells"]):
        cell["metadata"] = NotebookNode()
        cell["id"] = cell["id"] if keep_ids else f"x{n}"
    merged = keep_team_work(saved(team), page, built(*PAGE[:3], ("end", "locked", "markdown", "The end.")))
    assert texts(merged) == ["# Analyze", "page.trends()", "ours", "What do you notice?", "The end."]


def test_what_jupyterlab_adds_to_the_notebooks_metadata_is_kept_but_no_widget_state(
    page: NotebookNode,
) -> None:
    team = deepcopy(page)
    team["metadata"].update(toc={"base": 1}, widgets={"typed": "secret"}, title="Mine")
    metadata = rebuilt(team, page)["metadata"]
    assert (metadata["toc"], metadata["title"], "widgets" in metadata) == ({"base": 1}, "Analyze", False)


def test_neither_argument_is_changed(page: NotebookNode) -> None:
    team = deepcopy(page)
    team["cells"].insert(2, deepcopy(page["cells"][1]))
    team["cells"][0]["source"] = "changed"
    before = deepcopy(team), deepcopy(page)
    keep_team_work(team, None, page)
    assert (team, page) == before
