"""What comes along into the next quarter, how far a team is, and how links are written."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiry.cycle import (
    Link,
    check_answer,
    load_cycle,
    parse_link,
    phase_progress,
    rows_to_carry,
    station_signs,
    write_link,
)

FOCUS = {"priority": "p", "serves": "slt/focus/r1"}


def test_carried_rows_all_come_along(shipped):
    rows = {"r1": {"priority": "a"}, "r2": {"priority": "b", "standing": "waits"}}
    assert rows_to_carry(shipped.form("focus"), rows) == rows


def test_open_actions_come_along_and_finished_ones_do_not(shipped):
    rows = {
        "r1": {"action": "a", "status": "done"},
        "r2": {"action": "b", "status": "under_way"},
        "r3": {"action": "c"},
        "r4": {"action": "d", "status": "dropped"},
        "r5": {"action": "", "status": None},
    }
    assert list(rows_to_carry(shipped.form("action-plan"), rows)) == ["r2", "r3"]


@pytest.mark.parametrize("form_id", ["noticings", "gaps", "check-ins", "decisions"])
def test_history_and_fresh_forms_begin_empty(shipped, form_id):
    assert rows_to_carry(shipped.form(form_id), {"r1": {"date": "2026-09-01"}}) == {}


def test_an_idea_that_was_adopted_or_abandoned_does_not_come_along(shipped):
    ideas = {"r1": {"idea": "a"}, "r2": {"idea": "b"}, "r3": {"idea": "c"}, "r4": {"idea": "d"}}
    decisions = {
        "d1": {"idea": "team/change-ideas/r1", "decision": "adopt"},
        "d2": {"idea": "team/change-ideas/r2", "decision": "abandon"},
        "d3": {"idea": "team/change-ideas/r3", "decision": "adapt"},
        "d4": {"idea": "not a link", "decision": "adopt"},
        "d5": {"decision": "adopt"},
        "d6": {"idea": "team/focus/r4", "decision": "adopt"},
    }
    carried = rows_to_carry(shipped.form("change-ideas"), ideas, {"decisions": decisions})
    assert list(carried) == ["r3", "r4"]


@given(data=st.data())
def test_carrying_changes_nothing_and_invents_nothing(data):
    form = data.draw(st.sampled_from(list(load_cycle().forms.values())))
    values = st.dictionaries(st.sampled_from([field.id for field in form.fields]), st.text(max_size=3))
    rows = data.draw(st.dictionaries(st.text(min_size=1, max_size=3), values, max_size=4))
    before = copy.deepcopy(rows)
    carried = rows_to_carry(form, rows)
    assert rows == before
    assert all(rows[row] == kept for row, kept in carried.items())
    assert rows_to_carry(form, carried) == carried


def test_a_fourth_priority_meets_a_friendly_objection(shipped):
    form = shipped.form("focus", "teacher")
    rows = [{"priority": name} for name in "abcd"]
    assert form.objection(rows[:3]) is None
    said = form.objection(rows)
    assert said is not None
    assert "That makes 4" in said
    assert "about 3 in view" in said
    assert "Which one waits?" in said


def test_a_priority_that_waits_and_an_empty_row_do_not_count(shipped):
    rows = [{"priority": name} for name in "abc"] + [{"priority": "d", "standing": "waits"}, {}]
    assert shipped.form("focus").objection(rows) is None


def test_a_district_may_set_its_own_limit(shipped):
    rows = [{"priority": name} for name in "ab"]
    said = shipped.form("focus").objection(rows, limit=1)
    assert said is not None
    assert "That makes 2" in said


def test_a_form_without_a_most_never_objects(shipped):
    assert shipped.form("check-ins").objection([{"tried": "x"}] * 100) is None


def test_a_phase_begins_with_the_first_word_and_ends_with_what_done_when_names(small):
    cycle = small.cycle()
    note = {"note": "n"}
    assert phase_progress(cycle, "teacher", "analyze", {}) == "not started"
    assert phase_progress(cycle, "teacher", "analyze", {"focus": [{"priority": " "}]}) == "not started"
    assert phase_progress(cycle, "teacher", "analyze", {"focus": [FOCUS]}) == "started"
    assert phase_progress(cycle, "teacher", "analyze", {"focus": [FOCUS], "notes": [note]}) == "started"
    assert phase_progress(cycle, "teacher", "analyze", {"focus": [FOCUS], "notes": [note, note]}) == "done"


def test_an_incomplete_row_does_not_finish_a_phase(small):
    assert phase_progress(small.cycle(), "district", "analyze", {"focus": [{"skill": "very"}]}) == "started"


def test_answers_of_other_pages_do_not_begin_a_phase(shipped):
    assert phase_progress(shipped, "teacher", "design", {"focus": [FOCUS]}) == "not started"


def test_signs_say_what_holds_and_what_only_the_team_can_tell(small):
    signs = station_signs(small.cycle(), "teacher", "analyze", {"focus": [FOCUS], "notes": [{"note": "n"}]})
    assert [(sign.rows, sign.needed, sign.holds) for sign in signs] == [
        (1, 1, True),
        (1, 2, False),
        (0, 0, None),
    ]


def test_a_station_without_forms_in_done_when_is_done_with_any_complete_row(small):
    small.replace("stations.yaml", "- {text: t, form: focus}", "- {text: t}")
    cycle = small.cycle()
    assert phase_progress(cycle, "district", "analyze", {}) == "not started"
    assert phase_progress(cycle, "district", "analyze", {"focus": [{"skill": "very"}]}) == "started"
    assert phase_progress(cycle, "district", "analyze", {"focus": [FOCUS]}) == "done"


PART = st.from_regex(r"[a-z0-9][a-z0-9-]{0,10}", fullmatch=True)


@given(st.builds(Link, PART, PART, PART, st.none() | PART))
def test_a_link_survives_writing_and_reading(link):
    assert parse_link(write_link(link)) == link


@pytest.mark.parametrize("text", ["", "a/b", "a/b/c/d/e", "a//c", " a/b/c", "a/b/ "])
def test_what_is_no_link_is_refused(text):
    with pytest.raises(ValueError, match="no link"):
        parse_link(text)


def test_the_whole_cycle_can_be_walked_at_each_level(shipped, complete_row):
    for level in shipped.levels:
        for phase in shipped.phases.values():
            rows = {}
            for sign in station_signs(shipped, level, phase.id, {}):
                if sign.done.form is not None:
                    form = shipped.form(sign.done.form, level)
                    rows[form.id] = [complete_row(form)] * sign.needed
                    assert check_answer(form, rows[form.id][0]) == []
            assert phase_progress(shipped, level, phase.id, rows) == "done"
