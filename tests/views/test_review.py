"""The quarterly review gathers itself; the plan stands on one page."""

from views.making import BEFORE

from inquiry.views.html import plain


def review(open_met, team, **where):
    return open_met(team, page="review", **where).review()


def plan(open_met, team):
    return open_met(team, page="plan").plan()


def test_the_review_says_who_has_looked_back(open_met):
    assert "1 of 2 teams below us have looked back on 2026-27-Q2; we have not yet." in repr(
        review(open_met, "oak-slt")
    )


def test_an_indicator_stands_beside_its_prediction_and_its_result(open_met):
    text = repr(review(open_met, "oak-slt"))
    assert "Exit tickets at level 3 or 4 | Grade 3 | 20% | 50% by Dec 18 | 45%" in text
    assert "48% (Nov 13) | Better than we predicted" in text


def test_an_indicator_without_a_direction_is_named_so(open_met):
    text = repr(review(open_met, "oak-slt"))
    assert "Notes (which way is better is not set)" in text
    assert "Which way is better is not set, so nothing is said about better or worse." in text


def test_the_review_has_the_run_charts_verdicts(open_met):
    text = repr(review(open_met, "oak-slt"))
    assert "Exit tickets at level 3 or 4 | Grade 3 | A shift for the better" in text


def test_successes_barriers_decisions_and_problems_are_gathered(open_met):
    text = repr(review(open_met, "oak-slt"))
    for words in (
        "They ask",
        "Tests",
        "Testing took Tuesday",
        "Up in two rooms",
        "They fall silent",
        "A cart",
    ):
        assert words in text


def test_a_decision_about_an_idea_that_is_gone_is_told_in_words(open_met):
    assert "Abandon: an idea that is no longer there" in repr(review(open_met, "oak-slt"))


def test_what_is_for_the_team_alone_does_not_reach_those_above(open_met):
    text = repr(review(open_met, "oak-slt"))
    for words in ("Talk first", "A feeling", "Quiet ones"):
        assert words not in text


def test_where_nobody_looked_back_yet_the_last_review_is_at_hand(open_met):
    text = repr(review(open_met, "oak-slt", as_of="2026-10-25"))
    assert "Nobody has looked back on 2026-27-Q2 yet" in text
    assert "The review of 2026-27-Q1" not in text  # nothing of it was saved by that day


def test_the_quarter_before_can_be_reviewed(open_met):
    assert "Adopt: Pairs compare two explanations" in repr(review(open_met, "oak-slt", quarter=BEFORE))


def test_the_district_reads_teacher_teams_as_counts(open_met):
    text = repr(review(open_met, "cabinet"))
    assert "Teacher teams of all schools: 1 × adapt and 1 × abandon." in text
    assert "Grade 3" not in text


def test_staff_read_results_decisions_and_successes_and_no_reason_or_barrier(open_met):
    text = plain(review(open_met, "oak-slt").staff)
    assert "They ask" in text
    assert "Adapt: Swap partners" in text
    for words in ("Up in two rooms", "Testing took Tuesday", "45%", "Tests", "A cart"):
        assert words not in text


def test_a_school_without_any_answer_still_reads_something(open_met):
    assert "Nobody has looked back" in repr(review(open_met, "lone-principal"))
    assert review(open_met, "lone-principal").staff is None


def test_the_plan_has_focus_outcomes_actions_and_dates(open_met):
    text = repr(plan(open_met, "oak-3"))
    assert "Third graders explain a detail It serves: Explain in every class" in text
    assert "Exit tickets at level 3 or 4 | 20% | 50% | Dec 18" in text
    assert "Collect examples | Ana Díaz | Nov 10 | Under way" in text
    assert "School leadership team: A common hour (from Nov 2)" in text
    assert "Check-ins: Each week: Oct 19, 26, Nov 2" in text
    assert "Quarterly review: by Jan 15, 2027." in text


def test_the_plan_takes_up_what_the_last_review_changed(open_met):
    text = repr(plan(open_met, "oak-slt"))
    assert "What the review of 2026-27-Q1 changed" in text
    assert "Keep: Share one folder" in text
    assert "Stop: an action that is no longer there" in text
    assert "Start: Two rounds" in text


def test_staff_read_the_plan_without_people_baselines_and_requests(open_met):
    text = plain(plan(open_met, "oak-3").staff)
    assert "Collect examples | Nov 10 | Under way" in text
    for words in ("Ana", "20%", "We asked for"):
        assert words not in text


def test_a_team_without_a_plan_is_told_where_to_begin(open_met):
    page = plan(open_met, "lone-principal")
    assert "Nothing is planned yet" in repr(page)
    assert page.staff is None
