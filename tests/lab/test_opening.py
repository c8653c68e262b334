"""What runs by itself when a page is opened, and what is said where it does not."""

import contextlib
import json
import shutil

import pytest
from lab.client import Browser

from inquiry.build.notebook.notebooks import read_notebook


def rewrite(file, change):
    """Change a page's file as a stranger's editor would."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    change(raw)
    file.write_text(json.dumps(raw), encoding="utf-8")


def test_a_page_as_built_runs_its_start_then_its_forms_then_the_rest(workbook):
    said = workbook.open()
    assert said["setup"] == ["parameters", "injected-parameters", "setup"]
    assert said["forms"][:2] == ["form-noticings", "form-student-work"]
    assert said["run"] == [*said["setup"], *said["forms"], "trends"]
    assert (said["refused"], said["trouble"], said["closed"], said["warning"]) == ([], None, None, None)


def test_a_page_tells_whose_it_is_and_where_the_teams_other_pages_are(workbook):
    said = workbook.open()
    told = [said[key] for key in ("page", "team", "team_name", "school_name", "quarter", "level", "district")]
    assert told == [
        "1-analyze", "oak-grade-3", "Grade 3", "Oak Elementary", "2026-27-Q1", "teacher", "12345670000000"
    ]  # fmt: skip
    assert said["members"][0] == {"id": "ana", "name": "Ana Ruiz"}
    assert said["built"] == "2026-10-01"
    assert [page["page"] for page in said["pages"] if page["current"]] == ["1-analyze"]
    assert said["pages"][0]["path"] == workbook.path("0-start-here")
    assert said["pages"][0]["title"] == "Start here"


def test_the_prelude_makes_the_page_live_as_of_the_servers_day(workbook):
    prelude = workbook.open()["prelude"]
    compile(prelude, "prelude", "exec")
    assert 'begin("2026-10-01")' in prelude


@pytest.mark.parametrize(
    "path",
    [
        "nothing.ipynb",
        "{d}/district.toml",
        "{d}/build/2026-27-Q1/oak/oak-grade-3/1-analyze.ipynb",
        "{d}/workbooks/2026-27-Q1/oak/oak-grade-3/our-own.ipynb",
        "{d}/workbooks/2026-27-Q1/oak/oak-grade-3/sub/1-analyze.ipynb",
        "{d}/workbooks/2026-27-Q1/oak/oak-grade-3/purpose.ipynb",
        "{d}/workbooks/2026-27-Q1/oak/oak-grade-3/../oak-grade-3/1-analyze.ipynb",
        "../../../etc/passwd",
        "a\u0000b.ipynb",
        "/",
        "{d}\\workbooks\\2026-27-Q1\\oak\\oak-grade-3\\1-analyze.ipynb",
    ],
)
def test_a_path_that_is_no_page_is_left_to_jupyter(workbook, path):
    status, said = workbook.browser.post("page", path=path.format(d=workbook.folder.name), cells=[])
    assert (status, said) == (200, {"ours": False})
    status, said = workbook.browser.post(
        "save", path=path.format(d=workbook.folder.name), author="ana", answers=[]
    )
    assert status == 404
    assert "start page" in said["message"]


def test_a_link_that_leads_out_is_nobodys(workbook, tmp_path):
    outside = shutil.copytree(workbook.folder, tmp_path / "outside")
    file = workbook.file()
    shutil.rmtree(file.parent)
    file.parent.symlink_to(outside / "workbooks/2026-27-Q1/oak/oak-grade-3")
    status, said = workbook.browser.post("page", path=workbook.path(), cells=[])
    assert (status, said) == (200, {"ours": False})


def test_a_link_to_another_teams_page_is_nobodys(workbook):
    file = workbook.file()
    file.unlink()
    file.symlink_to(workbook.file(team="oak-principal"))
    assert workbook.browser.post("page", path=workbook.path(), cells=[]) == (200, {"ours": False})


def test_a_team_in_another_schools_folder_is_refused(workbook):
    there = workbook.file().parent
    shutil.copytree(there, workbook.folder / "workbooks/2026-27-Q1/elm/oak-grade-3")
    status, said = workbook.browser.post("page", path=workbook.path(school="elm"), cells=[])
    assert status == 404
    assert "no team “oak-grade-3” in the school “elm”" in said["message"]


def test_a_cell_that_a_stranger_altered_does_not_run(workbook):
    cells = [
        c | {"source": "import os; os.remove('x')"} if c["id"] == "trends" else c for c in workbook.cells()
    ]
    said = workbook.open(cells=cells)
    assert "trends" not in said["run"]
    assert [cell["id"] for cell in said["refused"]] == ["trends"]
    assert "not as it was built" in said["refused"][0]["why"]
    assert said["trouble"] is None


def test_nothing_runs_where_the_start_was_altered(workbook):
    cells = [c | {"source": "evil()"} if c["id"] == "setup" else c for c in workbook.cells()]
    said = workbook.open(cells=cells)
    assert said["run"] == []
    assert "starts the others" in said["trouble"]
    assert workbook.open(cells=[c for c in workbook.cells() if c["id"] != "setup"])["run"] == []


def test_what_may_run_cannot_be_extended(workbook):
    def add(raw):
        raw["metadata"]["inquiry"]["signed"]["runs"].append(["mine", "0" * 64])

    rewrite(workbook.file(), add)
    said = workbook.open()
    assert said["run"] == []
    assert "altered after it was built" in said["trouble"]


def test_a_locked_cell_that_a_stranger_added_is_named(workbook):
    def add(raw):
        extra = next(cell for cell in raw["cells"] if cell["id"] == "trends") | {"id": "more"}
        raw["cells"].append(extra)

    rewrite(workbook.file(), add)
    said = workbook.open()
    assert "more" not in said["run"]
    assert "trends" in said["run"]
    assert [(cell["id"], "was not there" in cell["why"]) for cell in said["refused"]] == [("more", True)]


def test_a_key_that_nobody_trusts_here_runs_nothing(workbook, tmp_path, monkeypatch):
    from inquiry.build.notebook.keys import builder_key
    from inquiry.build.notebook.sign import sign_page

    monkeypatch.setenv("INQUIRY_CONFIG", str(tmp_path))
    workbook.file().write_bytes(sign_page(workbook.file().read_bytes(), builder_key()))
    said = workbook.open()
    assert said["run"] == []
    assert "inquiry key trust" in said["trouble"]


def test_a_page_without_a_signature_runs_nothing(workbook):
    rewrite(workbook.file(), lambda raw: raw["metadata"]["inquiry"].pop("signed"))
    said = workbook.open()
    assert said["run"] == []
    assert "does not say who built it" in said["trouble"]


def test_a_page_copied_to_another_team_runs_nothing(workbook):
    shutil.copy(workbook.file(team="oak-grade-3"), workbook.file(team="oak-principal"))
    said = workbook.open(team="oak-principal")
    assert said["run"] == []
    assert "built for another place (team oak-grade-3" in said["trouble"]


def test_swapped_cells_run_in_the_order_they_were_signed_in(workbook):
    assert workbook.open(cells=workbook.cells()[::-1])["run"] == workbook.open()["run"]


def test_swapped_texts_do_not_run(workbook):
    texts = {cell["id"]: cell["source"] for cell in workbook.cells()}
    other = {"form-gaps": "form-focus", "form-focus": "form-gaps"}
    cells = [{"id": name, "source": texts[other.get(name, name)]} for name in texts]
    said = workbook.open(cells=cells)
    assert sorted(cell["id"] for cell in said["refused"]) == ["form-focus", "form-gaps"]


def test_a_cell_that_is_there_twice_runs_once_and_not_where_the_two_differ(workbook):
    cells = workbook.cells()
    assert workbook.open(cells=[*cells, cells[-1]])["run"] == workbook.open()["run"]
    said = workbook.open(cells=[*cells, cells[-1] | {"source": "evil()"}])
    assert [cell["id"] for cell in said["refused"]] == [cells[-1]["id"]]


def test_a_copy_under_an_id_of_its_own_is_the_teams_and_does_not_run(workbook):
    copy = workbook.cells()[-1] | {"id": "copy"}
    assert "copy" not in workbook.open(cells=[*workbook.cells(), copy])["run"]


def test_a_damaged_file_is_said(workbook):
    workbook.file().write_text("<<<<<<< ours", encoding="utf-8")
    status, said = workbook.browser.post("page", path=workbook.path(), cells=[])
    assert status == 409
    assert "cannot be read" in said["message"]


def test_no_one_comes_in_without_the_token(workbook):
    with contextlib.closing(Browser(workbook.server.port)) as stranger:
        for what in ("page", "save", "notes"):
            assert stranger.send("POST", f"/inquiry/api/{what}", b"{}")[0] == 403
        assert stranger.send("GET", "/inquiry/api/changes?path=x")[0] == 403
        assert stranger.send("GET", "/inquiry/api/history?path=x")[0] == 403
        assert stranger.send("GET", "/inquiry")[0] == 302


def test_another_sites_page_cannot_post_with_the_persons_cookies(workbook):
    for what in ("page", "save", "notes"):
        status, _, _ = workbook.browser.send("POST", f"/inquiry/api/{what}", b"{}", {"X-XSRFToken": ""})
        assert status == 403


def test_cells_that_are_none_are_refused(workbook):
    for cells in ("x", [1], None):
        status, said = workbook.browser.post("page", path=workbook.path(), cells=cells)
        assert (status, "Load the page again" in said["message"]) == (400, True)


def test_the_file_stays_as_it_is(workbook):
    before = workbook.file().read_bytes()
    workbook.open()
    assert workbook.file().read_bytes() == before
    assert read_notebook(workbook.file())
