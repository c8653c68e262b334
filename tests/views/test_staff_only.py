"""What staff may not see, and what they must be told: single teachers, narrower audiences, persons' forms."""

import dataclasses
import datetime as dt
import re
import shutil

import pytest
from views.making import BEFORE, NOW, answer, decide_told

from inquiry.record import open_record
from inquiry.views.forms import past_answers
from inquiry.views.html import plain
from inquiry.views.page import open_page

ARGUMENTS, LANGUAGE = "evidence-based-arguments", "academic-language"
WITHHELD_VERDICT = "Precise academic language: withheld"


@pytest.fixture
def changed(district, tmp_path):
    """Open a page of a copy of the district with other evidence or further answers."""

    def open_changed(*answers, evidence=None, team="oak-3", page="1-analyze"):
        copy = tmp_path / "copy"
        shutil.copytree(district, copy)
        if evidence is not None:
            (copy / "evidence.csv").write_text("\n".join(evidence) + "\n", encoding="utf-8")
        with open_record(copy / "record.sqlite") as record:
            record.save(answers)
        return open_page(decide_told(copy, "2027-01-15"), team, NOW, page, "2027-01-15")

    return open_changed


def _evidence(*counted):
    """Twelve weeks of (room, skill, group, levels)."""
    lines = ["date,team,class,task,skill,studentgroup,level_1,level_2,level_3,level_4"]
    for week in range(12):
        day = dt.date(2026, 10, 19) + dt.timedelta(weeks=week)
        lines += [
            f"{day},oak-3,{room},Task {week},{skill},{group},{','.join(map(str, levels))}"
            for room, skill, group, levels in counted
        ]
    return lines


BIG, OTHER, NONE = (30, 20, 30, 20), (10, 20, 15, 20), (0, 0, 0, 0)
BOTH_ROOMS = [(room, ARGUMENTS, "ALL", BIG) for room in ("Room 1", "Room 2")]
ONE_ROOM = [("Room 2", LANGUAGE, "ALL", OTHER), ("Room 2", ARGUMENTS, "EL", OTHER)]


def _staff(faces):
    return plain(faces.staff) if faces.staff is not None else None


@pytest.mark.parametrize(
    "more",
    [[], [("Room 1", LANGUAGE, "ALL", NONE), ("Room 1", ARGUMENTS, "EL", NONE)]],
    ids=["not entered", "entered as none"],
)
def test_what_comes_from_one_class_of_a_team_is_withheld_from_staff(changed, more):
    faces = changed(evidence=_evidence(*BOTH_ROOMS, *ONE_ROOM, *more)).evidence()
    staff = _staff(faces)
    assert "Evidence-based arguments | 50%" in staff
    assert "Precise academic language | withheld" in staff
    assert "English learners | withheld" in staff
    assert "54%" not in staff
    assert WITHHELD_VERDICT in staff
    assert re.search("Evidence-based arguments: (No shift|Too early)", staff)
    assert "Precise academic language: withheld" not in repr(faces)
    assert "54%" in repr(faces)


@pytest.mark.parametrize(("solo", "told"), [(BIG, "withheld"), (NONE, "50%")], ids=["counted", "not counted"])
def test_a_school_is_not_told_where_its_teams_pages_would_give_one_teacher_away(changed, solo, told):
    head, *rows = _evidence(*BOTH_ROOMS)
    alone = [
        row.replace("oak-3,Room 1", "oak-solo,Choir") for row in _evidence(("Room 1", ARGUMENTS, "ALL", solo))
    ]
    staff = _staff(changed(evidence=[head, *rows, *alone[1:]], team="oak-slt").evidence())
    assert f"Evidence-based arguments | {told}" in staff


def test_what_comes_from_both_classes_is_shown(changed):
    both = [("Room 1", skill, group, levels) for _, skill, group, levels in ONE_ROOM]
    staff = _staff(changed(evidence=_evidence(*BOTH_ROOMS, *ONE_ROOM, *both)).evidence())
    assert "Precise academic language | 54%" in staff
    assert "English learners | 54%" in staff
    assert WITHHELD_VERDICT not in staff


def _focus_asked(page, **update):
    """Change how the page's focus form asks its first question."""
    desk = page._desk
    form = desk.cycle.forms["focus"]
    fields = tuple(f.model_copy(update=update) if f.id == "priority" else f for f in form.fields)
    forms = {**desk.cycle.forms, "focus": form.model_copy(update={"fields": fields})}
    desk.__dict__["cycle"] = dataclasses.replace(desk.cycle, forms=forms)
    return page


WORDS = ("Third graders explain", "Explain in every class", "Talk before writing", "Every student")


@pytest.mark.parametrize(
    ("team", "page", "section"),
    [
        ("cabinet", "coherence", "coherence"),
        ("oak-3", "0-start-here", "our_links"),
        ("oak-3", "0-start-here", "working_on"),
    ],
)
def test_a_focus_kept_from_staff_is_on_no_staff_face(changed, team, page, section):
    faces = getattr(_focus_asked(changed(team=team, page=page), audience="chain"), section)()
    assert "Third graders explain" in repr(faces)
    assert not any(words in (_staff(faces) or "") for words in WORDS)


def _without_slt(page):
    return _focus_asked(page, levels=("teacher", "principal", "district"))


def test_the_map_for_staff_leaves_out_a_level_and_says_nothing_false_about_the_others(changed):
    faces = _without_slt(changed(team="cabinet", page="coherence")).coherence()
    assert "Explain in every class" in repr(faces)
    staff = _staff(faces)
    assert "Explain in every class" not in staff
    assert "Fluent facts" not in staff
    assert "2 of 2 focuses lead up to 1 of 2 district goals" in staff
    assert "Linked to nothing yet" not in staff


def test_our_links_for_staff_leave_out_a_level_and_keep_the_rest_of_the_chain(changed):
    faces = _without_slt(changed(page="0-start-here")).our_links()
    staff = _staff(faces)
    assert "Explain in every class" in repr(faces)
    assert "Explain in every class" not in staff
    assert "Talk before writing" in staff


def test_nobody_is_not_said_where_staff_may_not_see_who_serves(changed):
    page = _focus_asked(changed(team="cabinet", page="coherence"), levels=("district",))
    staff = _staff(page.coherence())
    assert "1 goal no school serves yet." in staff
    assert staff.count("Nobody serves") == 1


def test_a_persons_own_form_of_an_earlier_quarter_is_never_for_staff(changed):
    said = answer("dee-fox", "my-why", {"why": "I was a child"}, scope="person", quarter=BEFORE)
    desk = changed(said, team="oak-principal", page="purpose")._desk
    form = desk.cycle.forms["my-why"]
    fields = tuple(field.model_copy(update={"audience": "staff"}) for field in form.fields)
    open_to_all = form.model_copy(update={"audience": "staff", "fields": fields})
    desk.__dict__["cycle"] = dataclasses.replace(
        desk.cycle, forms={**desk.cycle.forms, "my-why": open_to_all}
    )
    assert past_answers(desk, "my-why", desk.previous, "team") is not None
    assert past_answers(desk, "my-why", desk.previous, "staff") is None


def test_staff_are_told_that_answers_come_from_last_quarter(changed):
    old = answer("oak-solo", "focus", {"priority": "Sing and listen"}, row="f1", quarter=BEFORE)
    staff = _staff(changed(old, team="oak-solo").form("focus"))
    assert "Sing and listen" in staff
    assert f"These come along from {BEFORE}" in staff


def test_a_link_that_leads_nowhere_is_left_out_for_staff(changed):
    faces = changed(team="mesa-slt").form("focus")
    assert "an answer that is no longer there" in repr(faces)
    staff = _staff(faces)
    assert "Fluent facts" in staff
    assert "no longer there" not in staff
    assert "serve?" not in staff


def test_a_schools_answers_without_a_question_are_shown_to_a_team_that_speaks_for_it(changed):
    gone = answer("oak", "no-such-form", {"old": "The school said so"}, row="o2", scope="school")
    faces = changed(gone, team="oak-principal", page="0-start-here").unplaced()
    assert "The school said so" in repr(faces)
    assert faces.staff is None
