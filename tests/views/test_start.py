"""The start page: what is due, what we work on, answers without a question."""

from views.making import BEFORE

from inquiry.views.faces import STAFF_MIME
from inquiry.views.start import unplaced_faces


def test_what_is_due_names_the_action_the_check_in_and_the_next_step(open_team):
    text = repr(open_team("oak-3", "0-start-here").due())
    assert "Collect examples (10 days late, Ana Díaz)" in text
    assert "Your weekly check-in is due (the last one was on 2026-10-30)" in text
    assert "Next on Analyze: We wrote what we noticed" in text


def test_nothing_is_late_before_it_is_due(open_team):
    assert "late" not in repr(open_team("oak-3", "0-start-here", as_of="2026-11-05").due())


def test_links_lead_to_the_pages_of_this_level_only(open_team):
    teacher = open_team("oak-3", "0-start-here").links()._repr_mimebundle_()["text/html"]
    district = open_team("cabinet", "0-start-here").links()._repr_mimebundle_()["text/html"]
    assert 'href="./1-analyze.ipynb"' in teacher
    assert "metrics" not in teacher
    assert 'href="./metrics.ipynb"' in district


def test_the_focus_stands_once_where_the_site_lifts_it_from(open_team):
    staff = open_team("oak-3", "0-start-here").working_on()._repr_mimebundle_()[STAFF_MIME]
    assert staff.count('class="working-on"') == 1
    assert "Third graders explain a detail" in staff


def test_an_answer_whose_question_is_gone_is_shown_to_its_team(open_team):
    faces = open_team("oak-3", "0-start-here").unplaced()
    assert "An old answer" in repr(faces)
    assert faces.staff is None


def test_answers_to_a_form_that_was_taken_from_our_level_alone_are_shown_too(open_team, monkeypatch):
    desk = open_team("oak-3", "0-start-here")._desk
    assert "Collect examples" not in repr(unplaced_faces(desk))
    narrowed = desk.cycle.forms["action-plan"].model_copy(update={"levels": ("slt", "district")})
    monkeypatch.setitem(desk.cycle.forms, "action-plan", narrowed)
    assert "Collect examples" in repr(unplaced_faces(desk))


def test_last_quarters_decision_is_there_with_its_reason_for_the_team_alone(open_team):
    bundle = open_team("oak-3").last_decisions()._repr_mimebundle_()
    assert BEFORE in bundle["text/html"]
    assert "Pairs compare two explanations" in bundle[STAFF_MIME]
    assert "14 to 33 of 68 explain" in bundle["text/html"]
    assert "14 to 33 of 68 explain" not in bundle[STAFF_MIME]
