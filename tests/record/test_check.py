"""Answers held against the district's lists and the cycle's questions."""

import pytest
from record.making import make_answer
from record.small_district import write_small_district

from inquiry.cycle import SINGLE_ROW, load_cycle
from inquiry.district import load_district
from inquiry.record import check_answers


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    return load_district(write_small_district(tmp_path_factory.mktemp("district")))


def check(district, *answers):
    return check_answers(answers, load_cycle(), district)


def only_fault(district, **given):
    (fault,) = check(district, make_answer(line=4, file="autumn.jsonl", **given))
    assert (fault.file, fault.row) == ("autumn.jsonl", 4)
    return fault


def test_answers_that_fit_have_no_fault(district):
    purpose = {
        "scope": "school",
        "owner": "oak",
        "form": "shared-purpose",
        "row": SINGLE_ROW,
        "author": "ben",
    }
    why = {"scope": "person", "owner": "ben", "form": "my-why", "row": SINGLE_ROW, "author": None}
    assert not check(
        district,
        make_answer({"priority": "Arguments", "why": None}),
        make_answer({}, removed=True),
        make_answer({"statement": "Every child"}, **purpose),
        make_answer({"why": "My brother"}, **why),
        make_answer(
            {"seen": "x"}, scope="district", owner="district", form="coherence-notes", author=None, row="n1"
        ),
    )


@pytest.mark.parametrize(
    ("given", "column", "word"),
    [
        ({"quarter": "2025-26-Q9"}, "quarter", "2026-27-Q1, 2026-27-Q2"),
        ({"owner": "oak-g4"}, "owner", "lead, oak-p, oak-g3"),
        ({"scope": "school", "owner": "oak"}, "scope", "team: whose answer it is"),
        ({"form": "looking-back", "values": {"successes": "x"}}, "row", SINGLE_ROW),
        ({"values": {"priority": 7}}, "values", "focus"),
        ({"values": {"skill": "juggling"}}, "values", "focus"),
    ],
)
def test_what_does_not_fit_is_an_error(district, given, column, word):
    fault = only_fault(district, **given)
    assert (fault.column, fault.severity) == (column, "error")
    assert word in fault.allowed
    assert fault.cure


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"form": "gone"}, "form"),
        ({"values": {"gone": "kept"}}, "values.gone"),
        ({"author": "left"}, "author"),
        ({"scope": "person", "owner": "left", "form": "my-why", "row": SINGLE_ROW, "values": {}}, "owner"),
        ({"form": "coherence-notes", "owner": "lead", "scope": "team", "values": {}}, "scope"),
        ({"form": "progression", "owner": "oak-p", "values": {"step": "one"}}, "form"),
        ({"form": "action-plan", "values": {"owner": "left"}}, "values"),
    ],
)
def test_what_a_district_may_have_outgrown_is_a_note_and_kept(district, given, column):
    fault = only_fault(district, **given)
    assert fault.column == column
    assert fault.severity == ("error" if column == "scope" else "note")


def test_a_fault_of_a_known_team_is_that_team_s(district):
    assert only_fault(district, values={"priority": 7}).team == "oak-g3"
    assert only_fault(district, owner="oak-g4").team is None


def test_every_fault_of_every_answer_is_found(district):
    wrong = make_answer({"priority": 7}, quarter="x", owner="y", line=1)
    faults = check(district, wrong, make_answer(), make_answer(form="gone", line=3))
    assert [(fault.row, fault.column) for fault in faults] == [
        (1, "quarter"),
        (1, "owner"),
        (1, "values"),
        (3, "form"),
    ]
