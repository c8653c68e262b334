"""Testing time, curriculum, look-fors, voices and roles, as the coherence page shows them."""

import re

import pytest
from views.coherent import by_school, open_with
from views.making import BEFORE, NOW, answer

from inquiry.views.html import plain

TEST = {"name": "Fall check", "grades": ["k_2"], "minutes": 90}


def listed(district, folder, *tests, school="oak", team="oak-slt"):
    rows = {f"a{n}": test for n, test in enumerate(tests)}
    return open_with(district, folder, *by_school(school, "assessments", rows), team=team)


DECIDED = {
    "kept": ({"decision": "keep"}, "90 | 90"),
    "open": ({}, "open | 90 | 90 | not decided yet; counted as it is"),
    "changed": ({"decision": "change", "minutes_after": 60}, "Change | 90 | 60"),
    "changed to nothing said": ({"decision": "change"}, "90 | 90 | no minutes after the change yet"),
    "dropped": ({"decision": "drop"}, "Drop | 90 | 0"),
    "dropped though required": (
        {"decision": "drop", "purpose": "required"},
        "90 | 90 | required, so it cannot",
    ),
}


@pytest.mark.parametrize(("more", "shown"), DECIDED.values(), ids=DECIDED.keys())
def test_what_was_decided_becomes_minutes(district, tmp_path, more, shown):
    assert shown in repr(listed(district, tmp_path, TEST | more).testing_time())


def test_a_school_counts_the_districts_list_and_its_own(district, tmp_path):
    rows = [
        *by_school("district", "assessments", {"d": TEST | {"decision": "drop"}}),
        *by_school("oak", "assessments", {"o": TEST | {"name": "Ours", "decision": "keep"}}),
        *by_school("mesa", "assessments", {"m": TEST | {"name": "Theirs"}}),
    ]
    text = repr(open_with(district, tmp_path, *rows, team="oak-slt").testing_time())
    assert "90 minutes less a year for each student in grades k to 2: 90 in place of 180 minutes." in text
    assert "Theirs" not in text


def test_an_assessment_of_grades_that_a_school_does_not_have_is_left_out(district, tmp_path):
    high = TEST | {"name": "Finals", "grades": ["g9_12"]}
    assert "Finals" not in repr(listed(district, tmp_path, TEST, high).testing_time())


def test_more_time_is_told_as_more(district, tmp_path):
    longer = TEST | {"decision": "change", "minutes_after": 120}
    assert "30 minutes more a year" in repr(listed(district, tmp_path, longer).testing_time())


@pytest.mark.parametrize("minutes", [None, -5, "long", True])
def test_an_assessment_without_minutes_is_not_counted(district, tmp_path, minutes):
    text = repr(listed(district, tmp_path, TEST | {"minutes": minutes}).testing_time())
    assert "No assessment is listed yet." in text


def test_what_nobody_uses_is_to_be_talked_about_first(district, tmp_path):
    doubt = TEST | {"purpose": "unknown", "used_by": ["nobody"]}
    text = repr(listed(district, tmp_path, doubt).testing_time())
    assert "Fall check: nobody could say what it is for and nobody we know of used it." in text


def test_staff_read_the_list(district, tmp_path):
    staff = listed(district, tmp_path, TEST).testing_time().staff
    assert "Fall check" in plain(staff)


CRITERIA = {
    "c1": {"criterion": "ask for reasons.", "must": "must"},
    "c2": {"criterion": "are short.", "must": "good"},
}


def found(material, criterion, met):
    return {"material": material, "criterion": f"oak/curriculum-criteria/{criterion}", "met": met}


def looked_at(district, folder, *findings, criteria=CRITERIA):
    rows = by_school("oak", "curriculum-criteria", criteria, day=1)
    rows += by_school(
        "oak", "curriculum-evaluations", {f"e{n}": each for n, each in enumerate(findings)}, day=2
    )
    return repr(open_with(district, folder, *rows, team="oak-slt").curriculum())


def test_criteria_come_before_findings(district, tmp_path):
    text = looked_at(district, tmp_path, found("Book", "c1", 4), criteria={})
    assert "No criterion is agreed yet." in text
    assert "agree first, and read them again then" in text


def test_a_criterion_that_came_after_the_first_finding_says_so(district, tmp_path):
    rows = by_school("oak", "curriculum-criteria", {"c1": CRITERIA["c1"]}, day=1)
    rows += by_school("oak", "curriculum-evaluations", {"e1": found("Book", "c1", 4)}, day=2)
    rows += by_school("oak", "curriculum-criteria", {"c2": CRITERIA["c2"]}, day=3)
    text = repr(open_with(district, tmp_path, *rows, team="oak-slt").curriculum())
    assert "are short. (agreed after the first finding)" in text
    assert "ask for reasons. (agreed" not in text


def test_a_must_that_fails_is_named_and_one_not_looked_at_too(district, tmp_path):
    text = looked_at(district, tmp_path, found("Book", "c1", 2), found("Kit", "c2", 4))
    assert "Book misses 1 criterion that must be there; Kit is not looked at for 1 must yet." in text


def test_names_that_differ_in_case_are_one_and_findings_that_differ_are_looked_at_again(district, tmp_path):
    text = looked_at(district, tmp_path, found("Book", "c2", 2), found(" book ", "c2", 4))
    assert "A little and Fully: look again together" in text


def test_a_finding_whose_criterion_is_gone_is_kept_in_sight(district, tmp_path):
    text = looked_at(district, tmp_path, found("Book", "c1", 3), found("Old kit", "c9", 3))
    assert "These findings name no criterion that is there now:" in text
    assert "Old kit" in text


def seen(row, rooms, seen_in, *, look_for="l1", quarter=NOW, **more):
    values = {"look_for": f"oak/look-fors/{look_for}", "rooms": rooms, "seen_in": seen_in} | more
    return answer("oak-slt", "observations", values, row=row, quarter=quarter)


def looked_for(district, folder, *observations, team="oak-slt"):
    agreed = by_school("oak", "look-fors", {"l1": {"look_for": "answer each other."}})
    return open_with(district, folder, *agreed, *observations, team=team).look_fors()


def test_rooms_are_added_up_quarter_by_quarter(district, tmp_path):
    earlier = seen("o1", 5, 1, quarter=BEFORE)
    text = repr(looked_for(district, tmp_path, earlier, seen("o1", 4, 2), seen("o2", 4, 3)))
    assert "answer each other. | – | 1 of 5 | 5 of 8" in text
    assert "After 2 observations no help is noted yet." in text


def test_few_rooms_are_not_counted_out(district, tmp_path):
    text = repr(looked_for(district, tmp_path, seen("o1", 3, 1)))
    assert "fewer than 4 rooms" in text
    assert "1 of 3" not in text


def test_more_rooms_seen_than_visited_are_left_out(district, tmp_path):
    assert "9 of 4" not in repr(looked_for(district, tmp_path, seen("o1", 4, 9), seen("o2", 5, 5)))


def test_observations_of_a_look_for_that_is_gone_are_told(district, tmp_path):
    text = repr(looked_for(district, tmp_path, seen("o1", 5, 5, look_for="gone")))
    assert "1 observation of a look-for that is no longer there." in text


def test_observations_reach_no_staff_face_and_no_words_the_district(district, tmp_path):
    faces = looked_for(district, tmp_path, seen("o1", 5, 5, saw="Two pairs argued"), team="cabinet")
    assert faces.staff is None
    assert "5 of 5" in repr(faces)
    assert "Two pairs argued" not in repr(faces)


def test_a_low_share_of_answers_is_told_and_who_was_not_asked(district, tmp_path):
    rows = {"v": {"who": "families", "asked": 900, "answered": 61, "said": "Show us the work"}}
    page = open_with(district, tmp_path, *by_school("oak", "input-gathered", rows), team="oak-slt")
    text = repr(page.voices())
    assert "Families | – | 900 | 61 | 7%, fewer than half | nothing yet" in text
    assert "Not asked yet: teachers;" in text
    assert "1 of them waits for our answer." in text


def test_roles_name_the_teams_of_the_school_and_students_too(open_team):
    text = repr(open_team("oak-3", "coherence").roles())
    assert "Teacher team (you)" in text
    assert "Grade 3: Ana Díaz (lead) and Ben Ito (teacher)" in text
    assert "Students | Evidence of what they can do" in text
    assert "Mesa" not in text


def test_roles_name_no_person_to_staff(open_team):
    staff = plain(open_team("oak-3", "coherence").roles().staff)
    assert "Grade 3" in staff
    assert not re.search(r"\b(Ana|Ben|Dee|Eve)\b|\(you\)", staff)


def test_each_of_the_five_questions_stands_with_what_the_record_says_to_it(district, tmp_path):
    rows = {
        "now": {"priority": "Say it, then write it", "skill": "close-reading"},
        "later": {"priority": "Read more", "skill": "academic-language", "standing": "waits"},
    }
    there = {"s1": {"support": "A common hour", "for_whom": ["teacher_teams"]}}
    lines = [answer("oak-3", "focus", values, row=row) for row, values in rows.items()]
    lines += [answer("oak-slt", "supports", values, row=row) for row, values in there.items()]
    page = open_with(district, tmp_path, *lines, team="oak-slt")
    text = repr(page.roles())
    assert "Close and analytic reading: 1 focus" in text
    assert "Precise academic language" not in text  # it waits
    assert "A common hour – " in text
    assert "nothing yet (page Refine)" in text
    staff = plain(page.roles().staff)
    assert "A common hour" in staff
    assert "1 focus" not in staff  # a count of teams could tell who is silent


def test_the_district_reads_who_leads_each_school(open_team):
    assert "Principal's team, Oak Elementary: Dee Fox (principal)" in repr(
        open_team("cabinet", "coherence").roles()
    )


PLANNED = {
    "focus": {"f": {"priority": "Say it, then write it"}},
    "success-indicators": {
        "s": {
            "focus": "oak-slt/focus/f",
            "measure": "Exit tickets",
            "unit": "percent",
            "baseline": 31,
            "target": 50,
        }
    },
    "change-ideas": {
        "i": {"idea": "Talk first", "focus": "oak-slt/focus/f", "because": "They are shy"},
        "j": {"idea": "Swap rooms", "focus": "oak-slt/focus/f"},
    },
    "decisions": {"d": {"idea": "oak-slt/change-ideas/i", "decision": "adopt", "reason": "It held"}},
}


def test_what_can_be_told_outside_is_what_staff_may_read(district, tmp_path):
    lines = [
        answer("oak-slt", form, values, row=row)
        for form, rows in PLANNED.items()
        for row, values in rows.items()
    ]
    page = open_with(district, tmp_path, *lines, team="oak-slt")
    text, staff = repr(page.told_outside()), plain(page.told_outside().staff)
    for face in (text, staff):
        assert "Say it, then write it" in face
        assert "Exit tickets: to 50%" in face
        assert "Talk first: Adopt" in face
        assert "Swap rooms: being tried" in face
        assert not any(words in face for words in ("They are shy", "It held", "31"))
    assert "Nobody outside was told anything this quarter" in text
    assert "Nobody outside" not in staff


def test_when_outside_was_told_stands_below_the_plan(district, tmp_path):
    told = {"to_whom": "board", "date": "2026-11-10", "told": "Three grades talk first"}
    lines = [
        answer("oak-slt", "focus", {"priority": "Say it, then write it"}, row="f"),
        answer("oak-slt", "told-outside", told, row="t"),
    ]
    page = open_with(district, tmp_path, *lines, team="oak-slt")
    assert "Last told outside on Nov 10" in repr(page.told_outside())


def test_without_a_priority_there_is_nothing_to_tell_outside(district, tmp_path):
    page = open_with(district, tmp_path, team="lone-principal")
    assert "There is no priority to tell of yet." in repr(page.told_outside())
    assert page.told_outside().staff is None
