"""A purpose in words, its drafts, who was heard, hands up, votes and decisions: each says what it can and no more."""

import shutil

import pytest
from views.making import BEFORE, NOW, answer

from inquiry.record import open_record
from inquiry.views.html import plain, write
from inquiry.views.page import open_page
from inquiry.views.purpose.drafts import compare_words
from inquiry.views.readable import read_said

SAID = {"statement": "Every child is heard", "agreed_on": "2026-10-15", "agreed_how": "Read aloud"}


@pytest.fixture
def with_said(district, tmp_path):
    """Open a page of a copy of the district in which this was written too."""

    def open_(*answers, team="oak-principal", page="purpose"):
        folder = tmp_path / "copy"
        if not folder.exists():
            shutil.copytree(district, folder)
        with open_record(folder / "record.sqlite") as record:
            record.save(answers)
        return open_page(folder, team, NOW, page, "2026-11-20")

    return open_


def ours(form, values, row="answer", owner="oak", **more):
    return answer(owner, form, values, scope="school", row=row, **more)


def staff(faces):
    return "" if faces.staff is None else plain(faces.staff)


# The purpose itself.


def test_every_team_reads_its_schools_purpose_and_the_districts_on_its_start_page(with_said):
    district = ours("shared-purpose", {"statement": "We finish what we begin"}, owner="district")
    value = ours("values", {"value": "Ask first"}, row="v1")
    text = repr(
        with_said(
            ours("shared-purpose", SAID), district, value, team="oak-3", page="0-start-here"
        ).our_purpose()
    )
    assert "Every child is heard" in text
    assert "Agreed on 2026-10-15: Read aloud" in text
    assert "Our values: Ask first" in text
    assert "The purpose of Río & Sons Unified: We finish what we begin" in text


def test_another_schools_purpose_is_not_ours(with_said):
    mesa = ours("shared-purpose", {"statement": "Of Mesa"}, owner="mesa")
    assert "Of Mesa" not in repr(with_said(mesa, team="oak-3", page="0-start-here").our_purpose())


def test_a_draft_stands_in_until_words_are_agreed_on(with_said):
    drafts = [
        ours(
            "purpose-drafts",
            {"draft": "The old one", "date": "2026-11-02", "standing": "set_aside"},
            row="d1",
        ),
        ours(
            "purpose-drafts", {"draft": "The newer one", "date": "2026-10-01", "standing": "draft"}, row="d2"
        ),
    ]
    text = repr(with_said(*drafts, team="oak-slt", page="0-start-here").our_purpose())
    assert "The newer one" in text
    assert "This is a draft, of 2026-10-01; nothing is agreed yet. What is missing for you?" in text
    assert "The old one" not in text


def test_without_any_words_each_level_is_told_where_to_begin(open_team):
    teacher = open_team("oak-3", "0-start-here").our_purpose()
    assert "Your own why is where it begins" in repr(teacher)
    assert teacher.staff is None
    assert "Begin with your own whys" in repr(open_team("oak-principal", "purpose").purpose())


def test_the_district_sees_each_schools_purpose_and_staff_no_school_without_one(with_said):
    page = with_said(ours("shared-purpose", SAID), team="cabinet")
    assert "Mesa Elementary | nothing in words yet | –" in repr(page.purpose())
    assert "Oak Elementary | Every child is heard | agreed" in staff(page.purpose())
    assert "Mesa" not in staff(page.purpose())


def test_what_is_typed_into_a_purpose_is_text_and_never_markup(with_said):
    page = with_said(ours("shared-purpose", {"statement": "<script>x</script>"}))
    assert "<script>" not in page.purpose()._repr_mimebundle_()["text/html"]


# Drafts.


def test_drafts_are_compared_word_by_word():
    change = compare_words("We help every child to speak", "We are here so that every child can speak")
    assert [text for text, new in change.now if new] == ["are here so that", "can"]
    assert change.gone == ("help", "to")


def test_case_and_signs_at_a_words_edge_are_no_change():
    assert compare_words("Every child, always.", "every child always").gone == ()


def test_nothing_before_and_nothing_now_are_compared_too():
    assert compare_words("", "new").now == (("new", True),)
    assert compare_words("old words", "").gone == ("old words",)


def test_drafts_stand_newest_first_with_new_words_in_bold_and_the_old_ones_below(with_said):
    drafts = [
        ours("purpose-drafts", {"draft": "Every child reads", "date": "2026-09-01"}, row="d1"),
        ours(
            "purpose-drafts",
            {"draft": "Every child thinks", "date": "2026-10-01", "changed": "Asked for"},
            row="d2",
        ),
    ]
    faces = with_said(*drafts).drafts()
    text = repr(faces)
    assert text.index("Draft 2, 2026-10-01") < text.index("Draft 1, 2026-09-01")
    assert "Taken out: “reads”" in text
    assert "Why: Asked for" in text
    assert "<strong><bdi>thinks</bdi></strong>" in write(faces.team)


def test_words_agreed_on_that_are_the_last_drafts_are_not_told_twice(with_said):
    draft = ours("purpose-drafts", {"draft": "every child is heard.", "date": "2026-10-01"}, row="d1")
    text = repr(with_said(draft, ours("shared-purpose", SAID)).drafts())
    assert "Draft 1, and these are the words agreed on" in text
    assert "One draft so far" in text


# Who was heard.


def test_who_was_heard_who_waits_and_of_whom_nobody_thought(with_said):
    rows = [
        ours(
            "who-was-heard", {"group": "teachers", "heard": "heard", "how": "survey", "number": 61}, row="w1"
        ),
        ours("who-was-heard", {"group": "families", "heard": "not_yet", "date": "2026-10-01"}, row="w2"),
        ours("who-was-heard", {"group": "students", "heard": "not_yet", "date": "2026-12-01"}, row="w3"),
    ]
    faces = with_said(*rows).heard()
    text = repr(faces)
    assert "1 group was heard, about 61 people in all. Not yet: families; students." in text
    assert "was planned by 2026-10-01; that has passed" in text
    assert "by 2026-12-01" in text
    assert "Partner organizations | Not on the list" in text
    assert faces.staff is None


# Hands up.


def poll(row, date, present, could, group="teachers", quarter=NOW):
    values = {"date": date, "group": group, "present": present, "could_say": could}
    return ours("articulation-poll", values, row=row, quarter=quarter)


def test_polls_of_all_quarters_make_one_line(with_said):
    page = with_said(poll("a", "2026-09-01", 30, 12, quarter=BEFORE), poll("b", "2026-11-04", 31, 24))
    faces = page.articulation()
    assert "Teachers: 24 of 31 could say it on 2026-11-04; 12 of 30 on 2026-09-01." in repr(faces)
    assert "<svg" in write(faces.team)
    assert faces.staff is None


def test_one_poll_or_few_people_make_no_line(with_said):
    page = with_said(poll("a", "2026-10-20", 9, 3), poll("b", "2026-11-04", 8, 6))
    faces = page.articulation()
    assert "<img" not in write(faces.team)
    assert "one hand would move the line" in repr(faces)


@pytest.mark.parametrize(("present", "could"), [(10, 11), (0, 0), (None, 4), (12, None)])
def test_a_poll_that_cannot_be_is_left_out_in_words(with_said, present, could):
    text = repr(with_said(poll("a", "2026-11-04", present, could)).articulation())
    assert "Not asked yet" in text
    assert "1 poll is left out" in text


# Votes.


def ballots(form, values):
    return [ours(form, each, row=f"b{n}") for n, each in enumerate(values)]


def vote(**more):
    return ours("readiness-question", {"question": "begin?", "until": "2026-11-18", "enough": 80} | more)


def test_a_vote_is_held_against_the_share_that_was_set_before(with_said):
    cast = ballots("readiness-vote", [{"ready": "ready"}] * 3 + [{"ready": "help"}] + [{"ready": "not_yet"}])
    text = repr(with_said(vote(), *cast).vote())
    assert "In the workbook: 3 of 5 are ready (60%), 1 more with help, 1 not yet." in text
    assert "With the help they ask for, it would do." in text


def test_fewer_than_five_votes_are_not_told(with_said):
    text = repr(with_said(vote(), *ballots("readiness-vote", [{"ready": "ready"}] * 4)).vote())
    assert "4 ballots are in the box" in text
    assert "are ready (" not in text


def test_slips_of_paper_are_counted_apart(with_said):
    paper = vote(hand_ready=9, hand_help=0, hand_not_yet=1, decided="go")
    faces = with_said(paper, *ballots("readiness-vote", [{"ready": "ready"}] * 5)).vote()
    assert "On paper: 9 of 10 are ready (90%), 0 more with help, 1 not yet. That is enough" in repr(faces)
    assert "The two are not added" in repr(faces)
    assert "Decided: We begin" in repr(faces)
    assert faces.staff is None


def test_teachers_read_the_question_and_the_count_but_not_the_slips(with_said):
    page = with_said(
        vote(hand_ready=9),
        *ballots("readiness-vote", [{"ready": "ready"}] * 5),
        team="oak-3",
        page="0-start-here",
    )
    assert "begin?" in repr(page.vote())
    assert "In the workbook: 5 of 5" in repr(page.vote())
    assert "On paper" not in repr(page.vote())


def test_without_a_question_the_ballot_says_that_it_is_not_needed(open_team):
    assert "Nothing is put to the vote this quarter." in repr(open_team("oak-3", "0-start-here").vote())


def test_what_drives_the_adults_is_ranked_and_the_rarest_habit_named(with_said):
    rated = {"mistakes": 4, "feedback": 1}
    cast = ballots(
        "what-drives-us", [{"drives": ["relationship"], "mindset": rated}] * 4 + [{"drives": ["task"]}]
    )
    faces = with_said(*cast).what_drives_us()
    assert "The people I work with and for: 4 of 5 name it" in repr(faces)
    assert (
        "Rarest here: “Adults ask each other for feedback, and use it”. 0 of 4 say it is so often."
        in repr(faces)
    )
    assert faces.staff is None


# The purpose in use.


def test_decisions_of_all_quarters_are_counted_and_unused_values_named(with_said):
    log = {
        "decision": "Drop the October test",
        "date": "2026-09-09",
        "fits": "carries",
        "value": "oak/values/v1",
    }
    said = [
        ours("values", {"value": "Few things"}, row="v1"),
        ours("values", {"value": "Plain words"}, row="v2"),
        ours("decision-log", log | {"reason": "Only for us"}, row="l1", quarter=BEFORE),
        ours(
            "decision-log", {"decision": "Keep the menu", "date": "2026-11-03", "fits": "against"}, row="l2"
        ),
    ]
    faces = with_said(*said).purpose_in_use()
    assert "2 decisions were read against our purpose: 1 carried it and 1 against it all the same." in repr(
        faces
    )
    assert "No decision has named these values yet: Plain words" in repr(faces)
    assert "Drop the October test | 2026-09-09 | carries it | Few things" in repr(faces)
    assert (
        staff(faces)
        == "2 decisions were read against our purpose: 1 carried it and 1 against it all the same."
    )


def test_a_value_that_was_taken_out_is_told_in_words(with_said):
    log = {"decision": "d", "date": "2026-11-03", "fits": "carries", "value": "oak/values/gone"}
    assert "a value no longer listed" in repr(with_said(ours("decision-log", log, row="l")).purpose_in_use())


def test_what_changes_that_lasted_had_in_common(with_said):
    said = [
        ours("past-change", {"change": "Buddies", "helped": ["small", "stayed"]}, row="c1"),
        ours("past-change", {"change": "Scoring", "helped": ["small", "time"]}, row="c2"),
    ]
    faces = with_said(*said).past_change()
    assert "It began small | 2 | Buddies; Scoring" in repr(faces)
    assert "What most of the 2 changes that lasted here had in common:" in repr(faces)
    assert faces.staff is None


def test_commitments_stand_by_level_and_no_silent_team_is_named(with_said):
    said = answer(
        "oak-3", "our-commitment", {"commitment": "ask everyone", "principle": "assets"}, row="answer"
    )
    faces = with_said(said).commitments()
    assert "Grade 3 (Teacher team) | ask everyone" in repr(faces)
    assert "1 of 4 levels have said" in repr(faces)
    assert "Music" not in repr(faces)
    assert "Not yet" not in staff(faces)


def test_traits_stand_by_how_often_they_were_named(with_said):
    said = [
        ours("traits", {"trait": "Asks", "times": 3, "named_by": ["students"]}, row="t1"),
        ours("traits", {"trait": "Returns", "times": 14, "becomes": "teach"}, row="t2"),
    ]
    faces = with_said(*said).traits()
    assert repr(faces).index("Returns") < repr(faces).index("Asks")
    assert "2 traits came up; 1 of them we teach." in repr(faces)
    assert faces.staff is None


# The door through which all of it is read.


def test_another_school_reads_only_what_is_meant_for_staff(with_said):
    draft = ours("purpose-drafts", {"draft": "d", "date": "2026-10-01"}, row="d1")
    heard = ours("who-was-heard", {"group": "families", "heard": "heard", "said": "Not for you"}, row="w1")
    desk = with_said(draft, heard, team="mesa-slt", page="0-start-here")._desk
    assert [said.text("draft") for said in read_said(desk, "purpose-drafts", "team", owner="oak")] == ["d"]
    assert read_said(desk, "who-was-heard", "team", owner="oak") == []


def test_ballots_and_a_persons_own_form_are_never_read_row_by_row(with_said):
    mine = answer("dee-fox", "my-why", {"why": "w"}, scope="person")
    desk = with_said(mine, *ballots("readiness-vote", [{"ready": "ready"}] * 6))._desk
    assert read_said(desk, "readiness-vote", "team") == []
    assert read_said(desk, "my-why", "team", owner="dee-fox") == []


VIEWS = (
    *("purpose", "whys", "heard", "drafts", "traits", "articulation", "vote"),
    *("what_drives_us", "purpose_in_use", "past_change", "commitments"),
)


@pytest.mark.parametrize("view", VIEWS)
def test_a_place_that_wrote_nothing_is_told_something_useful(open_team, view):
    faces = getattr(open_team("lone-principal", "purpose"), view)()
    assert len(repr(faces)) > 40
    assert faces.staff is None


def test_values_of_another_kind_than_their_question_break_no_view(with_said):
    wrong = [
        ours("shared-purpose", {"statement": 5, "agreed_on": ["x"]}),
        ours("values", {"value": {"a": 1}}, row="v"),
        ours("purpose-drafts", {"draft": 7, "date": 3}, row="d"),
        ours("who-was-heard", {"group": "gone", "heard": 1, "number": "many"}, row="w"),
        ours("articulation-poll", {"date": "soon", "present": "x", "could_say": True, "group": 3}, row="p"),
        ours("readiness-question", {"question": 3, "until": "x", "enough": "all", "hand_ready": "y"}),
        ours("decision-log", {"decision": 1, "date": "x", "fits": 2, "value": 9}, row="l"),
        ours("past-change", {"change": 1, "helped": "small"}, row="c"),
        ours("traits", {"trait": 1, "times": "x", "named_by": "y", "becomes": 2}, row="t"),
    ]
    page = with_said(*wrong)
    assert all(repr(getattr(page, view)()) for view in VIEWS)
