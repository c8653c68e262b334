"""Answers from a browser to the record, over HTTP: what is saved, kept beside, refused, and what is said."""

import datetime as dt
import os
import sqlite3
import time
from contextlib import closing

import pytest
from lab.conftest import answer

from inquiry.lab.ask import Refused
from inquiry.lab.known import Known
from inquiry.lab.places import need_page
from inquiry.lab.saving import save_answers
from inquiry.record import RECORD_FILE, Answer, open_record
from inquiry.record.engine import PRAGMAS

QUARTER = "2026-27-Q1"


def standing(workbook, form="noticings", owner="oak-grade-3"):
    with open_record(workbook.folder / RECORD_FILE, read_only=True) as record:
        return {row.row: row.values for row in record.rows(owner, form)}


def test_what_is_saved_is_in_the_record_and_told_with_time_and_name(workbook):
    (said,) = workbook.save(answer(values={"noticed": "14 of 68", "source": "student_work"}))
    assert (said["state"], said["by"], said["why"], said["notes"], said["theirs"]) == (
        "saved", "Ana Ruiz", "", [], []
    )  # fmt: skip
    assert len(said["clock"]) == 5
    assert said["at"][:10] <= "2100-01-01"
    assert said["revision"] == said["id"]
    assert standing(workbook) == {"r1": {"noticed": "14 of 68", "source": "student_work"}}


def test_the_same_answer_sent_twice_is_saved_once(workbook):
    one = answer(values={"noticed": "14 of 68"})
    assert workbook.save(one) == workbook.save(one)
    with open_record(workbook.folder / RECORD_FILE, read_only=True) as record:
        assert len(record.history("oak-grade-3", "noticings")) == 1


def test_of_two_who_typed_into_one_field_the_second_is_kept_beside_and_told_of_the_first(workbook):
    workbook.save(answer(values={"noticed": "Ana's"}))
    (said,) = workbook.save(answer(values={"noticed": "Ben's", "source": "survey"}), author="ben")
    assert said["state"] == "aside"
    assert [(each["field"], each["value"], each["by"]) for each in said["theirs"]] == [
        ("noticed", "Ana's", "Ana Ruiz")
    ]
    assert standing(workbook) == {"r1": {"noticed": "Ana's", "source": "survey"}}


def test_a_row_removed_by_one_who_had_not_seen_a_change_stays(workbook):
    (first,) = workbook.save(answer(values={"noticed": "a"}))
    workbook.save(answer(values={"noticed": "b"}, base=first["revision"]), author="ben")
    (said,) = workbook.save(answer(removed=True, base=first["revision"]))
    assert said["state"] == "refused"
    assert said["why"].startswith("Ben <b>Ito</b> changed it meanwhile.")
    assert standing(workbook) == {"r1": {"noticed": "b"}}


def test_a_row_is_removed_and_moved(workbook):
    (first,) = workbook.save(answer(values={"noticed": "a"}, position=2))
    workbook.save(answer(removed=True, base=first["revision"]))
    assert standing(workbook) == {}


def test_an_unknown_form_is_refused_and_the_others_are_saved(workbook):
    said = workbook.save(answer("no-such-form"), answer(values={"noticed": "a"}), answer("expectations"))
    assert [each["state"] for each in said][1] == "saved"
    assert said[0]["state"] == "refused"
    assert "no such form" in said[0]["why"]


def test_only_the_field_with_an_impossible_value_is_left_out(workbook):
    (said,) = workbook.save(answer(values={"source": "the moon", "noticed": "a", "gone": "x"}))
    assert said["state"] == "saved"
    assert "none of them" in said["why"]
    assert "not asked any more" in said["why"]
    assert standing(workbook) == {"r1": {"noticed": "a"}}


@pytest.mark.parametrize("value", [7, True, {"a": 1}, ["a"], 1.5])
def test_a_value_of_the_wrong_kind_is_refused_with_a_sentence(workbook, value):
    (said,) = workbook.save(answer(values={"noticed": value}))
    assert said["state"] == "refused"
    assert "takes a text" in said["why"]
    assert standing(workbook) == {}


def test_a_text_too_long_is_saved_and_said(workbook):
    (said,) = workbook.save(answer(values={"noticed": "x" * 100_000}))
    assert said["state"] == "saved"
    assert "at most" in said["notes"][0]
    assert standing(workbook)["r1"]["noticed"] == "x" * 100_000


def test_emoji_accents_markup_and_formulas_come_back_exactly(workbook):
    text = "José 👩🏽‍🏫 <script>alert(1)</script> =1+1 ‏עברית\n\ttab & “quotes”"
    workbook.save(answer(values={"noticed": text}))
    assert standing(workbook)["r1"]["noticed"] == text


def test_control_characters_and_half_characters_are_dropped(workbook):
    workbook.save(answer(values={"noticed": "a\x00\x07b\ud800c\r\nd"}))
    assert standing(workbook)["r1"]["noticed"] == "abc\nd"


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""}, {"id": 5}, {"id": None}, {"id": "a\x00b"}, {"id": "x" * 500}, {"row": None}, {"row": "a/b"},
        {"row": ""}, {"row": "x" * 300}, {"values": []}, {"values": None}, {"base": 5}, {"position": "first"},
        {"position": -1}, {"position": True}, {"removed": "yes"}, {"form": None}, {"form": ["noticings"]},
        {"owner": 5},
    ],
)  # fmt: skip
def test_an_answer_of_the_wrong_shape_is_refused_with_a_sentence(workbook, change):
    (said,) = workbook.save(answer(values={"noticed": "a"}) | change)
    assert (said["state"], standing(workbook)) == ("refused", {})
    assert said["why"].endswith(".")


def test_a_form_without_rows_takes_one_row(workbook):
    (said,) = workbook.save(answer("skills-snapshot", row="r1"))
    assert said["state"] == "refused"


def test_another_teams_answers_are_not_this_pages(workbook):
    (said,) = workbook.save(answer(values={"noticed": "a"}, owner="oak-principal"))
    assert said["state"] == "refused"
    assert "this team's" in said["why"]
    (said,) = workbook.save(answer(values={"noticed": "a"}, owner="oak-grade-3"))
    assert said["state"] == "saved"


def test_a_persons_own_form_takes_only_the_persons_own_answers(workbook):
    path = workbook.path("0-start-here", team="oak-principal")

    def save(author, **more):
        one = answer("my-why", "answer", values={"why": "a child"}, **more)
        return workbook.browser.post("save", path=path, author=author, answers=[one])[1]["results"][0]

    assert save("cho")["state"] == "saved"
    assert save("cho", owner="ana")["state"] == "refused"
    assert "members of this team" in save("ana", owner="ana")["why"]
    assert standing(workbook, "my-why", "cho") == {"answer": {"why": "a child"}}


def test_an_author_whom_no_list_names_is_refused(workbook):
    status, said = workbook.browser.post("save", path=workbook.path(), author="zoe", answers=[answer()])
    assert status == 403
    assert "nobody “zoe”" in said["message"]


def test_an_anonymous_answer_is_saved_without_a_name(workbook):
    (said,) = workbook.save(answer(values={"noticed": "a"}), author=None)
    assert (said["state"], said["by"]) == ("saved", "")


def test_a_closed_quarter_takes_no_answer_and_says_so(workbook):
    workbook.save(answer(values={"noticed": "a"}))
    with open_record(workbook.folder / RECORD_FILE) as record:
        record.close_quarter(QUARTER, "cho")
    (said,) = workbook.save(answer(row="r2", values={"noticed": "b"}))
    assert said["state"] == "refused"
    assert "closed" in said["why"]
    assert "by Cho Park" in workbook.open()["closed"]


def test_a_record_of_a_newer_version_is_left_alone(workbook):
    workbook.save(answer(values={"noticed": "a"}))
    with sqlite3.connect(workbook.folder / RECORD_FILE) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    status, said = workbook.browser.post("save", path=workbook.path(), author="ana", answers=[answer()])
    assert status == 503
    assert "newer version" in said["message"]
    assert "newer version" in workbook.open()["warning"]
    with sqlite3.connect(workbook.folder / RECORD_FILE) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0002'")
    raw.close()
    assert workbook.save(answer(row="r2", values={"noticed": "b"}))[0]["state"] == "saved"


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_record_that_may_only_be_read_says_so(workbook):
    workbook.save(answer(values={"noticed": "a"}))
    (workbook.folder / RECORD_FILE).chmod(0o444)
    status, said = workbook.browser.post("save", path=workbook.path(), author="ana", answers=[answer()])
    assert status == 503
    assert "only be read" in said["message"]


def test_a_record_that_is_no_record_says_so(workbook):
    (workbook.folder / RECORD_FILE).write_bytes(b"no database" * 100)
    status, said = workbook.browser.post(
        "save", path=workbook.path(), author="ana", answers=[answer(values={"noticed": "a"})]
    )
    assert status == 503
    assert "not a record" in said["message"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"path": 5}'])
def test_what_is_no_request_is_refused_with_a_sentence(workbook, body):
    import json

    for what in ("page", "save", "notes"):
        status, said, _ = workbook.browser.send("POST", f"/inquiry/api/{what}", body)
        assert status == 400
        assert json.loads(said)["message"].endswith("again.")


def test_a_huge_request_is_refused_with_a_sentence(workbook):
    status, said = workbook.browser.post("save", path="x" * 5_000_000, author="ana", answers=[])
    assert status == 413
    assert "too much" in said["message"]
    status, said = workbook.browser.post(
        "save", path=workbook.path(), author="ana", answers=[answer() for _ in range(501)]
    )
    assert status == 413


def test_answers_that_are_no_list_are_refused(workbook):
    for answers in (None, {}, "x", [1], [None]):
        status, _ = workbook.browser.post("save", path=workbook.path(), author="ana", answers=answers)
        assert status == 400
    assert workbook.browser.post("save", path=workbook.path(), author=5, answers=[])[0] == 400


def test_a_new_member_may_write_at_once(workbook):
    members = workbook.folder / "members.csv"
    members.write_text(
        members.read_text() + "dan,oak-grade-3,Dan Lee,teacher\n", encoding="utf-8", newline="\n"
    )
    (said,) = workbook.save(answer(values={"noticed": "a"}), author="dan")
    assert said["by"] == "Dan Lee"


def test_who_is_gone_before_the_answer_comes_has_it_saved_and_may_send_it_again(workbook):
    workbook.save(answer())
    workbook.save(answer(values={"noticed": "before"}))
    mine = answer(row="r2", values={"noticed": "typed as the lid closed"})
    asked = {"path": workbook.path(), "author": "ana", "answers": [mine]}
    with closing(sqlite3.connect(workbook.folder / RECORD_FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        workbook.browser.begin("save", **asked)
        workbook.browser.close()
        assert "r2" not in standing(workbook)
        other.execute("ROLLBACK")
    deadline = time.monotonic() + 20
    while "r2" not in standing(workbook) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "r2" in standing(workbook)
    assert workbook.save(mine)[0]["state"] == "saved"
    with open_record(workbook.folder / RECORD_FILE, read_only=True) as record:
        assert len(record.history("oak-grade-3", "noticings", row="r2")) == 1


def test_a_full_disk_saves_nothing_says_so_and_the_same_answer_is_saved_later(workbook, monkeypatch):
    """The server's own code, on a record that may not grow."""
    workbook.save(answer(values={"noticed": "small"}))
    path, known = workbook.folder / RECORD_FILE, Known()
    place = need_page(workbook.server.root, workbook.path(), known)
    asked = {"author": "ana", "answers": [answer(row="r2", values={"noticed": "x" * 50_000})]}
    pages = path.stat().st_size // 4096
    with monkeypatch.context() as full:
        full.setattr("inquiry.record.engine.PRAGMAS", (*PRAGMAS, f"max_page_count = {pages}"))
        with pytest.raises(Refused, match="disk is full"):
            save_answers(place, asked, known)
    assert list(standing(workbook)) == ["r1"]
    assert save_answers(place, asked, Known())["results"][0]["state"] == "saved"
    assert set(standing(workbook)) == {"r1", "r2"}


def test_a_change_to_a_locked_prediction_is_refused_with_who_and_when(workbook):
    """The evidence is in the folder's file, the result in the record; both were there before."""
    saved = {"quarter": QUARTER, "scope": "team", "owner": "oak-grade-3", "author": "ben"}
    link = "oak-grade-3/success-indicators/s1"
    earlier = [
        Answer(
            form="success-indicators", row="s1", values={"measure": "Tickets"}, saved_at=on(8, 24), **saved
        ),
        Answer(
            form="predictions",
            row="p1",
            values={"indicator": link, "expected": 40},
            saved_at=on(8, 25),
            **saved,
        ),
        Answer(
            form="review", row="r1", values={"indicator": link, "actual": 44}, saved_at=on(10, 20), **saved
        ),
    ]
    with open_record(workbook.folder / RECORD_FILE) as record:
        record.save(earlier)
    mine = answer("predictions", "p1", values={"expected": 44}, base=earlier[1].id)
    (said,) = workbook.save(mine, page="2-design")
    assert said["state"] == "refused"
    expected = "Locked since 2026-10-20 11:00, when Ben <b>Ito</b> wrote down the result."
    assert said["why"] == expected
    assert standing(workbook, "predictions")["p1"]["expected"] == 40


def on(month, day):
    return dt.datetime(2026, month, day, 18, tzinfo=dt.UTC)
