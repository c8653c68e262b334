"""Ballots brought in and taken out: without a name, once, and never in a file that has a sender."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from record.making import make_answer
from record.small_district import write_small_district

from inquiry.cycle import load_cycle
from inquiry.district import load_district
from inquiry.errors import BadInput
from inquiry.record import RECORD_FILE, open_record, write_answers
from inquiry.record.ballots import ballots_last, was_ballot
from inquiry.record.folder import export_file, import_file
from inquiry.record.sheets import TeamForms

AT = datetime(2026, 9, 10, 22, 30, tzinfo=UTC)


def ballot(row="b1", ready="ready", **more):
    given = {"scope": "school", "owner": "oak", "form": "readiness-vote", "author": "ana", "saved_at": AT}
    return make_answer({"ready": ready}, row=row, **(given | {"id": row} | more))


@pytest.fixture
def folder(tmp_path):
    return write_small_district(tmp_path)


def bring(folder, *answers):
    write_answers(folder / "votes.jsonl", answers)
    return import_file(folder, folder / "votes.jsonl")


def test_an_import_drops_the_names_and_the_hours_and_says_so(folder):
    said = bring(folder, ballot("b1"), ballot("b2"))
    with closing(sqlite3.connect(folder / RECORD_FILE)) as record:
        lines = record.execute("select author, saved_at from answers").fetchall()
    assert {author for author, _ in lines} == {None}
    assert {at[:19] for _, at in lines} == {"2026-09-10T07:00:00"}
    assert [fault.found for fault in said.faults] == ["a name on 2 ballots of “readiness-vote”"]


def test_the_same_file_again_adds_nothing(folder):
    bring(folder, ballot())
    assert bring(folder, ballot()).value.skipped == 1


def test_the_same_file_without_ids_again_adds_nothing(folder):
    line = {"quarter": "2026-27-Q1", "scope": "school", "owner": "oak", "form": "readiness-vote", "row": "b1"}
    line |= {"values": {"ready": "help"}, "author": "ana", "saved_at": AT.isoformat()}
    (folder / "votes.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    import_file(folder, folder / "votes.jsonl")
    assert import_file(folder, folder / "votes.jsonl").value.skipped == 1


@pytest.mark.parametrize(
    "again",
    [ballot(ready="not_yet", id="other"), ballot(id="other", removed=True), make_answer({}, **{
        "scope": "school", "owner": "oak", "form": "readiness-vote", "row": "b9", "id": "b9"})],
    ids=["changed", "removed", "unfinished"],
)  # fmt: skip
def test_a_ballot_changed_removed_or_unfinished_is_a_fault(folder, again):
    bring(folder, ballot())
    with pytest.raises(BadInput, match="ballot"):
        bring(folder, again)


def test_two_ballots_in_one_row_of_a_file_are_a_fault(folder):
    with pytest.raises(BadInput, match="cast already"):
        bring(folder, ballot(id="one"), ballot(id="two"))


def test_an_export_names_no_voter_and_keeps_ballots_away_from_who_wrote_beside_them(folder):
    bring(folder, ballot("b9"), make_answer(id="a", saved_at=AT), ballot("b1"))
    export_file(folder, folder / "out.jsonl")
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["form"], line["row"]) for line in lines][1:] == [
        ("readiness-vote", "b1"), ("readiness-vote", "b9"),
    ]  # fmt: skip
    assert [line.get("author") for line in lines][1:] == [None, None]


def test_answers_that_are_no_ballots_keep_their_order():
    given = [make_answer(id="z"), make_answer(id="a")]
    assert list(ballots_last(given, frozenset({"readiness-vote"}))) == given


def test_a_ballot_is_known_by_its_day_and_namelessness_once_its_form_is_gone(folder):
    bring(folder, ballot(), make_answer(id="a", saved_at=AT))
    zone = load_district(folder).settings.zone
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        known = {row.form: was_ballot(row, zone) for row in record.all_rows()}
    assert known.pop("readiness-vote")
    assert list(known.values()) == [False]


def test_a_workbook_for_filling_in_away_has_no_ballots(folder):
    district = load_district(folder)
    with open_record(folder / RECORD_FILE) as record:
        asked = TeamForms(
            record, district, load_cycle(), district.team("oak-g3"), district.quarter(AT.date(), None)
        )
        assert [form.id for form in asked.forms if form.anonymous] == []
