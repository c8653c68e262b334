"""Meetings: the calendar, the agenda from the record, the summary, how sure people are."""

import shutil

import pytest
from views.making import BEFORE, DAY, NOW, answer

from inquiry.record import open_record
from inquiry.views.faces import STAFF_MIME
from inquiry.views.html import write
from inquiry.views.page import open_page


def agenda(open_met, team, **where):
    return repr(open_met(team, **where).agenda())


def test_the_calendar_says_what_was_held_and_what_comes_next(open_met):
    text = repr(open_met("oak-3").meetings())
    assert "Met in 2 of 4 weeks so far. Next: the week of Nov 16." in text
    assert "Week of Oct 26 | Oct 30 | ✓ held" in text
    assert "Week of Nov 2 | – | – not written down" in text


def test_a_team_that_wrote_nothing_is_told_kindly(open_met):
    text = repr(open_met("lone-principal").meetings())
    assert "Met in 0 of 0" not in text
    assert "is no fault of yours" in text


def test_the_agenda_begins_with_what_the_team_wants_from_the_meeting(open_met):
    text = agenda(open_met, "oak-3")
    assert "For the week of Nov 16. It takes up what is new since Nov 12" in text
    assert "Choose the second text" in text
    assert "We agreed on one thing to change" not in text


def test_without_own_outcomes_the_agenda_has_those_of_its_level(open_met):
    assert "Each barrier and request that teams raised has an answer" in agenda(open_met, "oak-slt")


def test_open_assignments_stand_late_first_and_done_ones_are_gone(open_met):
    text = agenda(open_met, "oak-3")
    assert text.index("Late: Collect examples (Ana Díaz, 10 days late)") < text.index(
        "Late: Copy the examples"
    )
    assert "Sort the box" not in text
    assert "Order the books" not in text
    assert "And 1 other to come" in text


def test_the_last_next_step_comes_back(open_met):
    assert "The next step we named on Nov 12: Bring five papers (Ben Ito)" in agenda(open_met, "oak-3")


def test_evidence_is_due_when_it_was_last_entered_too_long_ago(open_met):
    text = agenda(open_met, "oak-3")
    assert "Exit tickets at level 3 or 4 (last entered for Nov 16, 4 days ago)" in text
    assert "Due: Notes (nothing entered yet)" in text


def test_leaders_read_barriers_requests_and_unanswered_messages(open_met):
    text = agenda(open_met, "oak-slt")
    assert "Grade 3: Testing took Tuesday (Nov 12). What would help: A substitute on Tuesdays" in text
    assert "Grade 3: A cart" in text
    assert "Grade 3: No common hour (Something in the way)" in text
    assert "Grade 3: They fall silent. They ask: What helps?" in text


def test_what_was_answered_or_asked_of_others_is_not_raised_again(open_met):
    text = agenda(open_met, "oak-slt")
    assert "More books" not in text
    assert "A coach" not in text


def test_the_answer_comes_back_to_those_who_asked(open_met):
    text = agenda(open_met, "oak-3")
    assert "Our message “More books”. Leadership team: Yes, in May" in text
    assert "A cart (The school leadership team): Asked" in text


def test_successes_of_the_school_are_told_and_those_of_other_schools_are_not(open_met):
    text = agenda(open_met, "oak-3")
    assert "Music: The choir sings in parts (Our students')" in text
    assert "Far away" not in text


def test_the_next_learning_round_stands_on_the_agenda_with_its_look_for(open_met):
    assert "Learning round on Dec 1. We look for: Who answers whom?" in agenda(open_met, "oak-3")


def test_low_confidence_asks_for_support_by_itself_without_names_or_numbers(open_met):
    above = agenda(open_met, "oak-slt")
    assert (
        "Grade 3: not sure of the next step. What would help: “A substitute on Tuesdays”; “To see it once”"
        in above
    )
    assert "Ben" not in above


def test_one_low_answer_alone_is_not_passed_on(open_met):
    assert "An hour" not in agenda(open_met, "oak-principal")
    assert "1 of 1 said how sure" in repr(open_met("oak-slt").confidence())


def test_the_team_reads_how_many_are_not_sure_and_not_who(open_met):
    text = repr(open_met("oak-3").confidence())
    assert "1 of 3 who answered are not sure" in text
    assert "the agenda of Leadership team says that people here are not sure" in text
    assert "Ben" not in text


def test_the_form_shows_nobody_how_sure_a_person_is(open_met):
    page = open_met("oak-3")
    text = repr(page.form("my-next-step"))
    assert "Watch it" in text
    assert "A little sure" not in text
    assert STAFF_MIME not in page.form("my-next-step")._repr_mimebundle_()


def test_the_summary_tells_the_absent_what_was_decided(open_met):
    text = repr(open_met("oak-3").summary())
    assert "Grade 3, Nov 12: what you missed" in text
    assert "2 people were there." in text
    assert "Keep <b>pairs</b>" in text
    assert "Ana Díaz: Copy the examples (by Nov 16, late)" in text
    assert "We meet again: the week of Nov 16." in text


def test_what_was_typed_is_text_and_never_markup(open_met):
    for show in ("summary", "agenda"):
        assert "<b>pairs" not in write(getattr(open_met("oak-3"), show)().team)


def test_without_a_meeting_the_summary_says_so(open_met):
    assert "No meeting is written down yet" in repr(open_met("lone-principal").summary())


def test_rounds_are_counted_and_an_impossible_count_is_told(open_met):
    text = repr(open_met("oak-3").rounds())
    assert "The next round is on Dec 1. We look for: Who answers whom?" in text
    assert "Nov 5 | Who asks why? | 7 of 9" in text
    assert "12, of 9 looked at: one of the two numbers is wrong" in text


def test_after_the_last_week_the_next_meeting_falls_in_the_next_quarter(open_met):
    text = agenda(open_met, "oak-3", quarter=BEFORE)
    assert "The next meeting falls in the next quarter." in text


@pytest.mark.parametrize("show", ["meetings", "agenda", "summary", "confidence", "rounds"])
def test_staff_read_nothing_of_a_teams_meetings(open_met, show):
    for team in ("oak-3", "oak-slt", "cabinet"):
        assert STAFF_MIME not in getattr(open_met(team), show)()._repr_mimebundle_()


def test_a_success_without_words_yet_breaks_no_agenda(district, tmp_path):
    folder = tmp_path / "río"
    shutil.copytree(district, folder)
    with open_record(folder / "record.sqlite") as record:
        record.save([answer("oak-solo", "successes", {"whose": "students"}, row="w1", day=11)])
    assert "Music" not in repr(open_page(folder, "oak-3", NOW, "3-implement", DAY).agenda())
