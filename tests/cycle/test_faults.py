"""What must not be saved is told from what is saved all the same; texts are kept clean."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inquiry.cycle import check_answer, clean_values, load_cycle, sort_faults
from inquiry.district import Quarter

QUARTER = Quarter(id="2026-27-Q1", start=dt.date(2026, 8, 10), end=dt.date(2026, 10, 16))
HARD = [
    ("check-ins", "date", "6.10.2026"),
    ("check-ins", "confidence", 6),
    ("check-ins", "who", "nobody"),
    ("check-ins", "tried", 7),
    ("check-ins", "tried", "a\x00b"),
    ("check-ins", "idea", "team-1/focus/r1"),
    ("decisions", "decision", "keep"),
    ("predictions", "expected", "45"),
    ("skills-snapshot", "levels", {"close-reading": 5}),
]
SOFT = [
    ("check-ins", "tried", "a" * 5001, "takes at most 5,000 characters; this has 5,001."),
    ("check-ins", "date", "2026-12-01", "2026-12-01 is not in the quarter, which runs from 2026-08-10 to 2026-10-16."),
]  # fmt: skip


@pytest.mark.parametrize(("form_id", "field_id", "value"), HARD)
def test_what_no_page_could_show_is_hard(shipped, form_id, field_id, value):
    form = shipped.form(form_id, "teacher")
    hard, soft = sort_faults(form, {field_id: value}, people={"a-lopez"}, quarter=QUARTER)
    assert (len(hard), soft) == (1, [])


@pytest.mark.parametrize(("form_id", "field_id", "value", "said"), SOFT)
def test_a_text_too_long_and_a_day_outside_the_quarter_keep_nobody_from_saving(
    shipped, form_id, field_id, value, said
):
    form = shipped.form(form_id, "teacher")
    hard, soft = sort_faults(form, {field_id: value}, people={"a-lopez"}, quarter=QUARTER)
    assert (hard, soft) == ([], [f"“{form.field(field_id).label}”: {said}"])


def test_a_number_beyond_its_limits_is_hard(shipped):
    hard, soft = sort_faults(shipped.form("who-was-heard", "district"), {"number": -1})
    assert (len(hard), soft) == (1, [])


def test_one_value_can_be_wrong_in_both_ways(shipped):
    hard, soft = sort_faults(shipped.form("check-ins", "teacher"), {"tried": "\x00" * 5001})
    assert (len(hard), len(soft)) == (1, 1)


@settings(deadline=None)
@given(st.text(), st.text())
def test_together_they_are_all_that_is_wrong(tried, date):
    form = load_cycle().form("check-ins", "teacher")
    values = {"tried": tried, "date": date}
    hard, soft = sort_faults(form, values, quarter=QUARTER)
    assert sorted(hard + soft) == sorted(check_answer(form, values, quarter=QUARTER))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=200))
def test_a_clean_text_is_never_refused_and_keeps_every_character_that_can_be_shown(text):
    form = load_cycle().form("check-ins", "teacher")
    cleaned = clean_values(form, {"tried": text})
    assert sort_faults(form, cleaned)[0] == []
    assert clean_values(form, cleaned) == cleaned
    assert [c for c in cleaned["tried"] if c.isprintable()] == [c for c in text if c.isprintable()]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("one\r\ntwo\rthree\nfour\tfive", "one\ntwo\nthree\nfour\tfive"),
        ("half \ud83d, whole 🙂", "half , whole 🙂"),
        ("\x00\x1b[31mred\x7f\x85", "[31mred"),
        ("Peña’s العربية \u202eright\u202c", "Peña’s العربية \u202eright\u202c"),
    ],
)
def test_control_characters_and_half_characters_are_left_out(shipped, given, kept):
    assert clean_values(shipped.form("check-ins", "teacher"), {"tried": given}) == {"tried": kept}


def test_what_is_no_text_of_the_form_stays_as_it_is(shipped):
    values = {"confidence": 3, "tried": None, "idea": "a\r", "gone": "x\x00", "who": ["a"]}
    assert clean_values(shipped.form("check-ins", "teacher"), values) == values
