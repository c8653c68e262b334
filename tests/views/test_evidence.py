"""The six skills: every count for the team, nothing small for staff, a verdict only when one can be had."""

import re

import pytest

from inquiry.views.evidence.verdicts import judge
from inquiry.views.faces import STAFF_MIME
from inquiry.views.html import plain


def test_the_team_sees_every_count(open_team):
    text = repr(open_team("oak-3").evidence())
    assert "Evidence-based arguments | English learners | 5 | 14 | 70 | 10 (14%) | 4% to 40%" in text
    assert "2026-10-19 | 58% of 52" in text


def test_staff_see_gathered_shares_and_no_small_group(open_team):
    staff = open_team("oak-3").evidence()._repr_mimebundle_()[STAFF_MIME]
    assert re.search(
        r"Evidence-based arguments</th><td class=\"num\" data-told=\"[^\"]*/team/oak-3/[^\"]*\">58%", staff
    )
    assert re.search(r"English learners</th><td class=\"withheld\" data-told=\"[^\"]*EL\">withheld", staff)
    assert "14%" not in staff
    assert "Room" not in staff
    assert "Exit ticket" not in staff


def test_staff_see_nothing_of_a_single_teachers_class(open_team):
    faces = open_team("oak-solo").evidence()
    assert "Precise academic language" in repr(faces)
    assert "Precise academic language | withheld | one teacher or one class" in plain(faces.staff)
    assert "46%" not in plain(faces.staff)


def test_a_school_gathers_its_teams(open_team):
    text = repr(open_team("oak-slt").evidence())
    assert "It comes from Grade 3 and Music." in text


def test_a_quarter_without_evidence_shows_the_last_one(open_team):
    text = repr(open_team("oak-3", as_of="2026-10-18").evidence())
    assert "No evidence of the six skills is entered for 2026-27-Q2 yet. This is 2026-27-Q1:" in text
    assert "Evidence-based arguments | 9 | 468" in text


def test_a_team_without_any_evidence_is_told_how_to_begin(open_team):
    assert "entered by teacher teams, will stand here" in repr(open_team("mesa-slt").evidence())


@pytest.mark.parametrize(
    ("values", "starts", "kind"),
    [
        ([50.0] * 3, "Too early to tell", "tooearly"),
        ([1, 9, 2, 8, 1, 9, 2, 8, 1, 9, 2, 8], "No shift so far", "nochange"),
        ([1, 2, 1, 2, 1, 2, 1, 9, 8, 9, 8, 9, 8, 9], "A shift for the better", "better"),
        ([9, 8, 9, 8, 9, 8, 9, 1, 2, 1, 2, 1, 2, 1], "A shift for the worse", "worse"),
    ],
)
def test_a_verdict_is_given_in_words_only_when_there_are_enough_weeks(values, starts, kind):
    verdict = judge([float(value) for value in values])
    assert verdict.words.startswith(starts)
    assert verdict.cls == kind
