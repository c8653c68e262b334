"""Votes over HTTP: no author reaches the record, and nobody is told a single ballot."""

import sqlite3
from contextlib import closing

from lab.conftest import answer

from inquiry.record import RECORD_FILE

START = "0-start-here"


def ballot(row="b1", ready="ready", **more):
    return answer("readiness-vote", row=row, values={"ready": ready}, **more)


def lines(workbook):
    """What the record's file holds, column by column."""
    with closing(sqlite3.connect(workbook.folder / RECORD_FILE)) as record:
        record.row_factory = sqlite3.Row
        return [dict(line) for line in record.execute("select * from answers order by seq")]


def told(workbook, author="ana"):
    status, said = workbook.browser.get(
        "changes", path=workbook.path(START), mark="", version="", author=author
    )
    assert status == 200, said
    return said["forms"]["readiness-vote"]


def test_no_author_and_no_time_of_day_reach_the_record(workbook):
    (said,) = workbook.save(ballot(), author="ana", page=START)
    (line,) = lines(workbook)
    assert (said["state"], said["by"]) == ("saved", "")
    assert line["author"] is None
    assert "ana" not in " ".join(map(str, line.values()))
    assert line["saved_at"][11:19] in {"07:00:00", "08:00:00"}  # midnight in California


def test_a_ballot_that_is_sent_twice_is_cast_once(workbook):
    one = ballot()
    workbook.save(one, page=START)
    (said,) = workbook.save(one, author=None, page=START)
    assert said["state"] == "saved"
    assert len(lines(workbook)) == 1


def test_a_cast_ballot_cannot_be_changed_nor_taken_back(workbook):
    (cast,) = workbook.save(ballot(), page=START)
    changed, removed = workbook.save(
        ballot(ready="not_yet", base=cast["revision"]),
        answer("readiness-vote", row="b1", removed=True, base=cast["revision"]),
        page=START,
    )
    assert [said["state"] for said in (changed, removed)] == ["refused", "refused"]
    assert "cast already" in changed["why"]
    assert len(lines(workbook)) == 1


def test_a_ballot_is_cast_whole_or_not_at_all(workbook):
    half = answer("readiness-vote", row="b1", values={})
    wrong = ballot(row="b2", ready="perhaps")
    assert [said["state"] for said in workbook.save(half, wrong, page=START)] == ["refused", "refused"]
    assert lines(workbook) == []


def test_a_page_is_told_how_many_ballots_there_are_and_none_of_them(workbook):
    workbook.save(ballot("b1"), ballot("b2", "not_yet"), page=START)
    form = told(workbook)
    assert (form["rows"], form["ballots"]["cast"]) == ([], 2)
    assert "not yet" not in form["tally"].lower()


def test_a_ballot_has_no_history_for_anybody(workbook):
    workbook.save(ballot(), page=START)
    asked = {"path": workbook.path(START), "form": "readiness-vote", "row": "b1", "author": "ana"}
    assert workbook.browser.get("history", **asked) == (200, {"revisions": []})
