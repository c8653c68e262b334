"""Which page a path is, wherever JupyterLab's folder lies; who writes on a hub; when lists are read again."""

import datetime as dt
import threading

import pytest
from lab.conftest import answer

from inquiry.errors import BadInput
from inquiry.lab.ask import Refused
from inquiry.lab.known import Known
from inquiry.lab.opening import hub_author
from inquiry.lab.places import find_page, need_page
from inquiry.lab.saving import save_answers
from inquiry.lab.start_page import find_districts, path_of

PAGE = "workbooks/2026-27-Q1/oak/oak-grade-3/1-analyze.ipynb"


@pytest.mark.parametrize("up", [-4, -3, -2, -1, 0, 1, 2])
def test_jupyters_folder_may_be_the_district_or_any_folder_above_it_or_one_of_its_workbooks(built, up):
    file = built / PAGE
    root = file.parents[4 + up]
    place = find_page(root, file.relative_to(root).as_posix(), Known())
    assert (place.file, place.folder, place.team.team, place.page) == (
        file,
        built,
        "oak-grade-3",
        "1-analyze",
    )


def test_the_way_in_finds_the_district_from_its_folder_its_workbooks_and_above(built):
    known = Known(dt.date(2026, 10, 1))
    for root in (built, built / "workbooks", built.parent):
        assert [district.folder for district in find_districts(root, known)] == [built]
        path = path_of(root, "oak-grade-3", "1-analyze", known)
        assert root / path == built / PAGE


def test_a_district_whose_settings_are_broken_is_said(workbook):
    (workbook.folder / "district.toml").write_text("name =", encoding="utf-8")
    with pytest.raises(BadInput):
        find_page(workbook.folder, PAGE, Known())
    status, said = workbook.browser.post("page", path=workbook.path(), cells=[])
    assert status == 500
    assert "district.toml" in said["message"]


def test_lists_are_read_again_only_when_they_change(workbook):
    known = Known()
    first = known.district(workbook.folder)
    assert known.district(workbook.folder) is first
    members = workbook.folder / "members.csv"
    members.write_text(
        members.read_text() + "dan,oak-grade-3,Dan Lee,teacher\n", encoding="utf-8", newline="\n"
    )
    assert "dan" in {member.person for member in known.district(workbook.folder).team("oak-grade-3").members}


@pytest.mark.parametrize(
    ("user", "author"),
    [("ana", ("ana", "Ana Ruiz")), ("ANA RUIZ", ("ana", "Ana Ruiz")), ("guest7", ("guest7", "guest7"))],
)
def test_on_a_hub_its_user_writes(built, user, author):
    known = Known(hub_user=user)
    said = hub_author(need_page(built, PAGE, known), known)
    assert said == {"id": author[0], "name": author[1]}
    assert hub_author(need_page(built, PAGE, known), Known()) is None


def test_a_hubs_user_whom_no_list_names_may_write(workbook):
    known = Known(hub_user="guest7")
    place = need_page(workbook.folder, PAGE, known)
    asked = {"author": "guest7", "answers": [answer(values={"noticed": "a"})]}
    assert save_answers(place, asked, known)["results"][0]["by"] == "guest7"
    with pytest.raises(Refused, match="nobody"):
        save_answers(place, asked | {"author": "guest8"}, known)


def test_many_save_at_once_and_every_answer_is_told_its_own(workbook):
    known, told = Known(), {}
    place = need_page(workbook.folder, PAGE, known)

    def save(n):
        one = answer(row=f"row{n}", values={"noticed": f"text {n}"})
        told[n] = (one["id"], save_answers(place, {"author": "ana", "answers": [one]}, known)["results"][0])

    workers = [threading.Thread(target=save, args=(n,)) for n in range(20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert all(said["id"] == sent and said["state"] == "saved" for sent, said in told.values())
    with known.record(workbook.folder) as record:
        assert {row.row: row.values["noticed"] for row in record.rows("oak-grade-3", "noticings")} == {
            f"row{n}": f"text {n}" for n in range(20)
        }


def test_a_teams_address_with_the_token_logs_in_and_leads_on(workbook):
    from contextlib import closing

    from lab.client import TOKEN, Browser

    with closing(Browser(workbook.server.port)) as fresh:
        status, _, headers = fresh.send("GET", f"/inquiry/open/oak-grade-3?token={TOKEN}")
        assert status == 302
        assert "token" not in headers["Location"]
        assert fresh.send("GET", "/inquiry")[0] == 200
