"""What others changed, and what a row held before."""

from datetime import UTC, datetime

import pytest
from lab.conftest import answer

from inquiry.record import RECORD_FILE, Answer, open_record


def changes(workbook, mark="", version="", page="1-analyze", **more):
    status, said = workbook.browser.get(
        "changes", path=workbook.path(page), mark=mark, version=version, **more
    )
    assert status == 200, said
    return said


def history(workbook, form="noticings", row="r1", **more):
    status, said = workbook.browser.get("history", path=workbook.path(), form=form, row=row, **more)
    assert status == 200, said
    return said["revisions"]


def test_without_a_mark_every_form_of_the_page_is_told(workbook):
    said = changes(workbook)
    assert set(said["forms"]) == {cell.removeprefix("form-") for cell in workbook.open()["forms"]}


def test_an_unknown_mark_tells_everything(workbook):
    for mark in ("nonsense", "9 9 9 x"):
        assert "noticings" in changes(workbook, mark)["forms"]


def test_nothing_new_is_told_as_nothing(workbook):
    opened = workbook.open()
    said = changes(workbook, opened["mark"], opened["version"])
    assert said == {
        "mark": opened["mark"], "forms": {}, "version": opened["version"],
        "newer": False, "notes": False, "closed": None,
    }  # fmt: skip


def test_only_the_form_that_changed_is_told_with_its_rows(workbook):
    mark = workbook.open()["mark"]
    (saved,) = workbook.save(answer(values={"noticed": "14 of 68"}))
    said = changes(workbook, mark)
    assert set(said["forms"]) == {"noticings"}
    (row,) = said["forms"]["noticings"]["rows"]
    assert (row["values"], row["revision"]) == ({"noticed": "14 of 68"}, saved["revision"])
    assert changes(workbook, said["mark"])["forms"] == {}


def test_another_teams_answers_do_not_change_this_page_unless_it_links_to_them(workbook):
    mark = workbook.open()["mark"]
    path = workbook.path(team="oak-principal")
    for form, field in (("noticings", "noticed"), ("focus", "priority")):
        one = answer(form, values={field: "Reading"})
        said = workbook.browser.post("save", path=path, author="cho", answers=[one])[1]
        assert said["results"][0]["state"] == "saved", said
    said = changes(workbook, mark)
    assert set(said["forms"]) == {"focus"}
    assert "Reading" in str(said["forms"]["focus"]["links"])


def test_what_waits_beside_is_told(workbook):
    workbook.save(answer(values={"noticed": "Ana's"}))
    workbook.save(answer(values={"noticed": "Ben's"}), author="ben")
    (row,) = changes(workbook)["forms"]["noticings"]["rows"]
    assert row["values"] == {"noticed": "Ana's"}
    assert [(each["value"], each["by"]) for each in row["asides"]] == [("Ben's", "Ben <b>Ito</b>")]


def test_what_a_person_keeps_for_themselves_is_told_to_nobody_else(workbook):
    path = workbook.path("0-start-here", team="oak-principal")
    one = answer("my-why", "answer", values={"why": "open", "private": "hidden"})
    workbook.browser.post("save", path=path, author="cho", answers=[one])
    for author, seen in (("cho", True), ("ana", False), ("", False)):
        told = workbook.browser.get("changes", path=path, mark="", version="", author=author)[1]
        assert ("hidden" in str(told)) is seen
        asked = {"path": path, "form": "my-why", "owner": "cho", "row": "answer", "author": author}
        said = workbook.browser.get("history", **asked)[1]
        assert ("hidden" in str(said)) is seen
        assert "open" in str(said)


def test_the_history_of_a_row_is_told_newest_first(workbook):
    (first,) = workbook.save(answer(values={"noticed": "a"}))
    workbook.save(answer(values={"noticed": "b"}, base=first["revision"]), author="ben")
    workbook.save(answer(row="other", values={"noticed": "c"}))
    told = history(workbook)
    assert [(each["values"], each["before"], each["by"]) for each in told] == [
        ({"noticed": "b"}, {"noticed": "a"}, "Ben <b>Ito</b>"),
        ({"noticed": "a"}, {"noticed": None}, "Ana Ruiz"),
    ]
    assert (told[0]["removed"], told[0]["aside"], told[0]["withdrawn"]) == (False, False, False)
    assert len(told[0]["at"]) == len("2026-11-22 10:32")


def test_another_teams_history_is_not_shown_here(workbook):
    asked = {"path": workbook.path(), "form": "noticings", "row": "r1"}
    assert workbook.browser.get("history", **asked, owner="oak-principal")[0] == 403
    assert workbook.browser.get("history", **(asked | {"form": "nothing"}))[0] == 404


def test_a_closed_quarter_is_told(workbook):
    with open_record(workbook.folder / RECORD_FILE) as record:
        record.close_quarter("2026-27-Q1")
    assert "was closed on" in changes(workbook)["closed"]


@pytest.mark.parametrize("reason", ["", "the report\nis out"])
def test_a_closed_quarter_is_told_with_the_reason_if_one_was_given(workbook, reason):
    with open_record(workbook.folder / RECORD_FILE) as record:
        record.close_quarter("2026-27-Q1", reason=reason)
    said = changes(workbook)["closed"]
    assert ("reason" in said) is bool(reason)
    assert said.endswith("The reason given: “the report is out”." if reason else "to reopen it.")


@pytest.mark.parametrize(
    ("form", "field", "row", "told"),
    [
        ("noticings", "noticed", "r1", [("now", None)]),  # fresh
        ("expectations", "hope", "answer", [("now", None)]),  # history
        ("focus", "priority", "r1", [("now", "2026-27-Q1"), ("before", "2025-26-Q4")]),  # carried
        ("action-plan", "action", "r1", [("now", "2026-27-Q1"), ("before", "2025-26-Q4")]),  # open
        ("norms", "norm", "r1", [("now", "2026-27-Q1"), ("before", "2025-26-Q4")]),  # yearly
    ],
)
def test_the_history_goes_over_all_quarters_only_where_rows_do(workbook, form, field, row, told):
    with open_record(workbook.folder / RECORD_FILE) as record:
        for quarter, said in (("2025-26-Q4", "before"), ("2026-27-Q1", "now")):
            values = {field: said}
            one = Answer(quarter, "team", "oak-grade-3", form, row, values, "ana", datetime.now(UTC))
            record.save([one])
    found = history(workbook, form, row)
    assert [(each["values"][field], each.get("quarter")) for each in found] == told
