"""A team's own cells in the file: put together with what others wrote, never lost, never in build's way."""

import json

from inquiry.build.notebook.notebooks import notebook_bytes, read_notebook
from inquiry.lab.notes import cells_of


def note(name, source="", **more):
    return {"id": name, "cell_type": "markdown", "source": source, "metadata": {}} | more


def cells(workbook):
    return cells_of(read_notebook(workbook.file()))


def save(workbook, base, mine, version=None):
    version = version if version is not None else workbook.open()["version"]
    asked = {"path": workbook.path(), "version": version, "base": base, "mine": mine}
    status, said = workbook.browser.post("notes", **asked)
    assert status == 200, said
    return said


def with_note(page, cell, after="notes"):
    n = next(n for n, each in enumerate(page) if each["id"] == after)
    return [*page[: n + 1], cell, *page[n + 1 :]]


def test_a_note_gets_into_the_file_where_it_was_written(workbook):
    base = cells(workbook)
    said = save(workbook, base, with_note(base, note("mine", "Ours")))
    assert said["cells"] == cells(workbook) == with_note(base, note("mine", "Ours"))
    assert said["newer"] is False
    assert said["version"] == workbook.open()["version"]


def test_saving_nothing_writes_nothing(workbook):
    base, before = cells(workbook), workbook.file().stat()
    save(workbook, base, base)
    after = workbook.file().stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_two_browsers_notes_both_stay(workbook):
    base = cells(workbook)
    version = workbook.open()["version"]
    save(workbook, base, with_note(base, note("ana", "Ana's")), version)
    said = save(workbook, base, with_note(base, note("ben", "Ben's")), version)
    assert {"Ana's", "Ben's"} <= {each.get("source") for each in said["cells"]}


def test_a_save_sent_twice_is_saved_once(workbook):
    base = cells(workbook)
    mine = with_note(base, note("mine", "Ours"))
    assert save(workbook, base, mine) == save(workbook, base, mine)


def test_the_locked_cells_stay_the_builds(workbook):
    before = read_notebook(workbook.file())
    base = cells(workbook)
    mine = [note(each["id"], "stolen") if each.get("locked") else each for each in base]
    save(workbook, base, [*mine, note("x", "added")])
    after = read_notebook(workbook.file())
    assert [c for c in after["cells"] if c["id"] != "x"] == before["cells"]
    assert after["metadata"] == before["metadata"]
    assert workbook.open()["trouble"] is None


def test_an_open_cell_edited_keeps_the_builds_mark(workbook):
    base = cells(workbook)
    mine = [each | {"source": "Our notes: done"} if each["id"] == "notes" else each for each in base]
    save(workbook, base, mine)
    cell = next(cell for cell in read_notebook(workbook.file())["cells"] if cell["id"] == "notes")
    assert cell["source"] == "Our notes: done"
    assert cell["metadata"]["inquiry"]["kind"] == "open"


def test_a_page_built_anew_meanwhile_keeps_its_new_cells_and_is_told(workbook):
    base, version = cells(workbook), workbook.open()["version"]
    notebook = read_notebook(workbook.file())
    trends = next(cell for cell in notebook["cells"] if cell["id"] == "trends")
    trends["outputs"][0]["data"]["text/html"] = "<p>new</p>"
    workbook.file().write_bytes(notebook_bytes(notebook))
    said = save(workbook, base, with_note(base, note("mine", "Ours")), version)
    assert said["newer"] is True
    told = workbook.browser.get("changes", path=workbook.path(), mark="", version=version)[1]
    assert (told["newer"], told["notes"]) == (True, True)
    assert "<p>new</p>" in workbook.file().read_text(encoding="utf-8")


def test_others_notes_are_told_as_such(workbook):
    base, version = cells(workbook), workbook.open()["version"]
    save(workbook, base, with_note(base, note("mine", "Ours")), version)
    told = workbook.browser.get("changes", path=workbook.path(), mark="", version=version)[1]
    assert (told["newer"], told["notes"]) == (False, True)


def test_code_with_outputs_is_kept_but_no_widget(workbook):
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "Slider()"}
    outputs = [
        {"output_type": "display_data", "data": view, "metadata": {}},
        {"output_type": "stream", "name": "stdout", "text": "2\n"},
    ]
    base = cells(workbook)
    code = {"id": "c", "cell_type": "code", "source": "1+1", "metadata": {}, "outputs": outputs,
            "execution_count": 3}  # fmt: skip
    save(workbook, base, with_note(base, code))
    (kept,) = [cell for cell in read_notebook(workbook.file())["cells"] if cell["id"] == "c"]
    assert [output["output_type"] for output in kept["outputs"]] == ["stream"]
    assert kept["execution_count"] == 3


def test_pictures_and_odd_characters_come_back_exactly(workbook):
    base = cells(workbook)
    cell = note(
        "p", "é 👩🏽‍🏫 \u2028 \ud800 ![](attachment:a.png)", attachments={"a.png": {"image/png": "iVBOR"}}
    )
    said = save(workbook, base, with_note(base, cell))
    assert cell in said["cells"]
    assert cell in cells(workbook)


def test_what_is_no_cell_is_refused_and_the_file_stays(workbook):
    before = workbook.file().read_bytes()
    for cell in ("x", {"id": "a b"}, {"id": "n"}, note("n", "x", metadata=[]), note("n") | {"source": 5},
                 note("n") | {"cell_type": "evil"}, {"id": "c", "cell_type": "code", "source": "", "metadata": {},
                 "outputs": [{"output_type": "evil"}]}):  # fmt: skip
        asked = {"path": workbook.path(), "version": "", "base": [], "mine": [cell]}
        status, said = workbook.browser.post("notes", **asked)
        assert (status, said["message"].endswith(".")) == (400, True), cell
    assert workbook.file().read_bytes() == before


def test_a_damaged_file_is_left_alone_and_said(workbook):
    base = cells(workbook)
    workbook.file().write_text("{", encoding="utf-8")
    asked = {"path": workbook.path(), "version": "", "base": base, "mine": base}
    status, said = workbook.browser.post("notes", **asked)
    assert (status, "stays in this browser" in said["message"]) == (409, True)
    assert workbook.file().read_text() == "{"


def test_jupyters_own_save_takes_widgets_out_of_our_pages(workbook):
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "W()"}
    raw = json.loads(workbook.file().read_text(encoding="utf-8"))
    raw["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    trends = next(cell for cell in raw["cells"] if cell["id"] == "trends")
    trends["outputs"][0]["data"] |= view
    body = json.dumps({"type": "notebook", "format": "json", "content": raw}).encode()
    status, _, _ = workbook.browser.send(
        "PUT", f"/api/contents/{workbook.path()}", body, {"X-XSRFToken": workbook.browser.cookies["_xsrf"]}
    )
    assert status == 200
    text = workbook.file().read_text(encoding="utf-8")
    assert "widget" not in text
    assert "text/html" in text
