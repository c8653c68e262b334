"""An answer's values: right ones pass, wrong ones get a plain sentence, nothing is refused for being missing."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inquiry.cycle import (
    check_answer,
    is_complete,
    load_cycle,
    missing_required,
    summing_fields,
    unplaced_values,
)
from inquiry.district import Quarter

QUARTER = Quarter(id="2026-27-Q1", start=dt.date(2026, 8, 10), end=dt.date(2026, 10, 16))


@cache
def every_form():
    cycle = load_cycle()
    return [cycle.form(form.id, level) for form in cycle.forms.values() for level in form.levels]


def test_a_full_answer_to_every_form_of_every_level_is_right(complete_row):
    for form in every_form():
        values = complete_row(form)
        assert check_answer(form, values, people={"a-lopez"}, quarter=QUARTER) == [], form.id
        assert is_complete(form, values)


def test_an_empty_answer_is_never_wrong_only_incomplete():
    for form in every_form():
        assert check_answer(form, {}) == []
        assert check_answer(form, {field.id: None for field in form.fields}) == []
        assert missing_required(form, {}) == [field for field in form.fields if field.required]


WRONG = [
    ("check-ins", "date", "6.10.2026", "takes a date such as 2026-10-06; “6.10.2026” is none."),
    ("check-ins", "date", "20261006", "takes a date such as 2026-10-06; “20261006” is none."),
    ("check-ins", "date", "2026-02-30", "takes a date such as 2026-10-06; “2026-02-30” is none."),
    (
        "check-ins",
        "date",
        "2026-12-01",
        "2026-12-01 is not in the quarter, which runs from 2026-08-10 to 2026-10-16.",
    ),
    ("check-ins", "confidence", 6, "takes 1 (“Not at all sure”) to 5 (“Very sure”); “6” is not among them."),
    ("check-ins", "confidence", True, "takes 1 (“Not at all sure”) to 5 (“Very sure”); “True” is not among them."),
    ("check-ins", "who", "nobody", "“nobody” is nobody on the list of members."),
    ("check-ins", "who", 7, "takes a person from the list of members; “7” is none."),
    ("check-ins", "tried", 7, "takes a text; “7” is none."),
    ("check-ins", "tried", "a\x00b", "has characters that cannot be shown; type that part again."),
    ("check-ins", "tried", "a" * 100_000, "takes at most 5,000 characters; this has 100,000."),
    ("check-ins", "idea", "team-1/focus/r1", "links to an answer of “change-ideas”; this is one of “focus”."),
    ("check-ins", "idea", "r1", "takes a link to another answer; “r1” is none."),
    ("predictions", "expected", "45", "takes a number such as 45 or 4.5; “45” is none."),
    ("predictions", "expected", float("nan"), "takes a number such as 45 or 4.5; “nan” is none."),
    ("decisions", "decision", "keep", "takes one of “Adopt”, “Adapt”, “Abandon”; “keep” is none of them."),
    ("skills-snapshot", "levels", {"close-reading": 5},
     "Close and analytic reading takes 1 (“Not yet”) to 4 (“In new situations”); “5” is not among them."),
    ("skills-snapshot", "levels", "r1", "takes a rating for each line; “r1” is none."),
]  # fmt: skip


@pytest.mark.parametrize(("form_id", "field_id", "value", "said"), WRONG)
def test_a_wrong_value_gets_one_plain_sentence(shipped, form_id, field_id, value, said):
    form = shipped.form(form_id, "teacher")
    found = check_answer(form, {field_id: value}, people={"a-lopez"}, quarter=QUARTER)
    assert found == [f"“{form.field(field_id).label}”: {said}"]


def test_a_wrong_value_is_named_in_the_words_of_the_level(shipped):
    form = shipped.form("check-ins", "district")
    assert check_answer(form, {"tried": 7}) == [
        "“What did we do with and for schools?”: takes a text; “7” is none."
    ]


def test_a_count_of_people_is_whole_and_not_negative(shipped):
    form = shipped.form("who-was-heard", "district")
    found = check_answer(form, {"number": -1.5})
    assert [said.split(": ")[1] for said in found] == [
        "takes a whole number; -1.5 is none.",
        "takes 0 or more; this is -1.5.",
    ]


def test_choices_take_each_option_once(shipped):
    form = shipped.form("supports", "slt")
    assert check_answer(form, {"for_whom": ["students", "students"]}) == [
        "“Who is it for?”: names a choice twice."
    ]
    assert len(check_answer(form, {"for_whom": "students"})) == 1


def test_text_in_other_scripts_with_emoji_and_markup_is_right(shipped):
    form = shipped.form("noticings", "teacher")
    text = "<script>alert('x')</script> Peña’s العربية 👍\nTab\tand line"
    assert check_answer(form, {"noticed": text}) == []


def test_spaces_alone_do_not_answer_a_question(shipped):
    form = shipped.form("noticings", "teacher")
    values = {"source": "other", "noticed": "  \n "}
    assert [field.id for field in missing_required(form, values)] == ["noticed"]


def test_an_answer_whose_question_is_gone_is_unplaced_and_not_wrong(shipped):
    form = shipped.form("noticings", "teacher")
    values = {"source": "other", "old_question": "kept", "noticed": "n"}
    assert check_answer(form, values) == []
    assert unplaced_values(form, values) == ["old_question"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_no_value_whatsoever_breaks_the_check(data):
    form = data.draw(st.sampled_from(every_form()))
    values = data.draw(st.fixed_dictionaries({}, optional={field.id: JSON for field in form.fields}))
    found = check_answer(form, values, people={"a-lopez"}, quarter=QUARTER)
    assert all(said.startswith("“") and said.endswith(".") for said in found)
    is_complete(form, values)


def test_a_row_is_summed_up_by_the_question_that_gives_the_form_its_name():
    form = load_cycle().form("action-plan", "teacher")
    assert summing_fields(form, form.fields)[0].id == "action"
