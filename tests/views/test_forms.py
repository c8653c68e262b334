"""A form's faces: everything for the team, what is meant for staff for staff."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views.making import BEFORE, NOW, answer
from views.test_html import _Tags

from inquiry.publish.reading.fragments import read_face
from inquiry.record import open_record
from inquiry.views.answers import Reading, say_answer
from inquiry.views.faces import STAFF_MIME
from inquiry.views.html import el, write
from inquiry.views.page import open_page


def _html(faces, mime="text/html"):
    return faces._repr_mimebundle_().get(mime)


@pytest.fixture
def with_answers(district, tmp_path):
    """Open a page of a copy of the district to which some answers were added."""

    def open_with(*answers, team="oak-3", page="1-analyze", quarter=NOW):
        copy = tmp_path / "copy"
        if not copy.exists():
            shutil.copytree(district, copy)
        with open_record(copy / "record.sqlite") as record:
            record.save(answers)
        return open_page(copy, team, quarter, page, "2026-11-20")

    return open_with


def test_the_team_sees_questions_answers_names_and_days(open_team):
    html = _html(open_team("oak-3").form("focus"))
    assert "Our focus, in one sentence" in html
    assert "Third graders explain a detail" in html
    assert "It holds students back<br>in science too" in html
    assert "by <bdi>Ana Díaz</bdi>" in html


def test_staff_see_only_what_is_meant_for_them(open_team):
    html = _html(open_team("oak-3").form("focus"), STAFF_MIME)
    assert "Third graders explain a detail" in html
    assert "Explain in every class" in html  # the priority it links to is for staff as well
    for kept in ("It holds students back", "English learners", "Ana", "Not answered", "Saved"):
        assert kept not in html


def test_staff_see_nothing_of_a_form_without_an_answer_for_them(open_team):
    page = open_team("oak-3", "3-implement")
    assert STAFF_MIME not in page.form("check-ins")._repr_mimebundle_()
    assert STAFF_MIME not in open_team("oak-slt").form("gaps")._repr_mimebundle_()


def test_an_unanswered_form_prints_with_its_questions_and_room_to_write(open_team):
    html = _html(open_team("oak-slt").form("noticings"))
    assert "Not answered yet." in html
    assert "What do you see? (needed)" in html
    assert 'class="blank"' in html


def test_no_person_is_named_on_the_staff_face(with_answers):
    row = {"action": "Collect", "owner": "ana-diaz", "due": "2026-12-01", "status": "done"}
    html = _html(
        with_answers(answer("oak-3", "action-plan", row, row="a9"), page="2-design").form("action-plan"),
        STAFF_MIME,
    )
    assert "Collect" in html
    assert "Ana" not in html
    assert "ana-diaz" not in html


def test_a_persons_own_form_is_never_for_staff_and_its_private_part_never_for_the_team(with_answers):
    said = {"why": "I was the child who translated", "private": "Nobody knows"}
    page = with_answers(
        answer("dee-fox", "my-why", said, scope="person"), team="oak-principal", page="purpose"
    )
    bundle = page.form("my-why")._repr_mimebundle_()
    assert "I was the child who translated" in bundle["text/html"]
    assert "Nobody knows" not in bundle["text/html"]
    assert STAFF_MIME not in bundle


def test_answers_come_along_beside_this_quarters_own(with_answers):
    old = answer("oak-3", "success-indicators", {"measure": "Exit tickets"}, row="i1", quarter=BEFORE)
    html = _html(with_answers(old, page="2-design").form("success-indicators"))
    assert f"These come along from {BEFORE}" in html
    assert "Exit tickets" in html
    new = answer("oak-3", "success-indicators", {"measure": "Drafts"}, row="i2")
    html = _html(with_answers(new, page="2-design").form("success-indicators"))
    assert "Drafts" in html
    assert "Exit tickets" in html


def test_an_idea_that_was_decided_on_does_not_come_along(open_team):
    assert "Pairs compare" not in _html(open_team("oak-3", "2-design").form("change-ideas"))


def test_agreements_made_once_stand_in_every_quarter(with_answers):
    old = answer("oak-3", "norms", {"norm": "We bring work"}, row="n1", quarter=BEFORE)
    assert "We bring work" in _html(with_answers(old, page="0-start-here").form("norms"))


def test_more_than_three_priorities_meet_a_friendly_question(with_answers):
    rows = [answer("oak-slt", "focus", {"priority": f"Priority {n}"}, row=f"x{n}") for n in range(3)]
    assert "Which one waits?" in _html(with_answers(*rows, team="oak-slt").form("focus"))


def test_a_link_to_an_answer_that_is_gone_says_so(open_team):
    assert "an answer that is no longer there" in _html(open_team("mesa-slt").form("focus"))


def test_last_quarters_answers_are_folded_below_a_form_that_keeps_history(open_team):
    html = _html(open_team("oak-3", "4-refine").form("decisions"))
    assert f"What you wrote in {BEFORE}" in html
    assert "14 to 33 of 68 explain" in html


@pytest.mark.parametrize("face", ["team", "staff"])
@settings(deadline=None)  # the first of thousands also reads the questions
@given(
    value=st.recursive(
        st.none() | st.text() | st.integers() | st.booleans() | st.floats(),
        lambda v: st.lists(v) | st.dictionaries(st.text(), v),
        max_leaves=5,
    )
)
def test_any_value_in_any_field_is_shown_as_text(any_page, face, value):
    """A value of the wrong shape never breaks a page, and none ever yields a tag."""
    for form in any_page._desk.cycle.forms.values():
        for field in form.fields:
            html = write(el("dd", say_answer(Reading(any_page._desk, face, NOW), field, value)))
            assert {tag for tag, _ in _Tags(html).seen} <= {
                "dd",
                "p",
                "br",
                "bdi",
                "ul",
                "li",
                "span",
                "time",
            }


@pytest.fixture(scope="module")
def any_page(district):
    """A page whose record is empty, so that thousands of links are looked up quickly."""
    page = open_page(district, "oak-3", NOW, "1-analyze", "2026-11-20")
    page._desk.__dict__["record"] = open_record(district / "no-record.sqlite", read_only=True)
    return page


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\u202eright to left", "a" * 200, "🙂", "'\"&<>", "x\x00y"]
)
def test_what_is_typed_reaches_both_faces_as_text(with_answers, text):
    bundle = (
        with_answers(answer("oak-slt", "focus", {"priority": text}, row="t9"), team="oak-slt")
        .form("focus")
        ._repr_mimebundle_()
    )
    for mime in ("text/html", STAFF_MIME):
        assert "<script" not in bundle[mime]
        assert _Tags(bundle[mime]).text.count(text.replace("\x00", "")) == 1


LONG = "word " * 2000


def test_staff_read_no_more_of_a_text_than_its_question_takes(with_answers):
    page = with_answers(answer("oak-slt", "focus", {"priority": LONG}, row="t9"), team="oak-slt")
    bundle = page.form("focus")._repr_mimebundle_()
    assert bundle["text/html"].count("word") == 2000
    assert bundle[STAFF_MIME].count("word") == 40  # 200 characters
    assert "(The answer is longer; its first 200 characters are shown.)" in bundle[STAFF_MIME]
    assert read_face(bundle[STAFF_MIME]).problems == ()


@pytest.mark.parametrize(
    ("team", "page", "section"),
    [
        ("oak-slt", "0-start-here", "working_on"),
        ("oak-slt", "0-start-here", "our_links"),
        ("oak-3", "0-start-here", "our_links"),
        ("cabinet", "coherence", "coherence"),
    ],
)
def test_a_focus_without_end_is_cut_wherever_staff_read_it(with_answers, team, page, section):
    long = answer("oak-slt", "focus", {"priority": LONG, "serves": "oak-principal/focus/p1"}, row="s1", day=2)
    bundle = getattr(with_answers(long, team=team, page=page), section)()._repr_mimebundle_()
    assert 39 <= bundle[STAFF_MIME].count("word ") < 200
    assert bundle["text/html"].count("word ") > 1900


def test_a_link_to_a_text_without_end_is_cut_for_staff(with_answers):
    long = answer("oak-slt", "focus", {"priority": LONG}, row="s1", day=2)
    html = _html(with_answers(long).form("focus"), STAFF_MIME)
    assert html.count("word") == 40
