"""Every focus linked up to a goal; orphans, goals nobody serves, and links that lead nowhere."""

import shutil
from dataclasses import replace

import pytest
from views.coherent import open_with
from views.making import NOW, answer

from inquiry.record import open_record
from inquiry.views.coherence.evidence import say_work
from inquiry.views.coherence.foci import count_serving, find_foci
from inquiry.views.coherence.trouble import Trouble
from inquiry.views.coherence.words import shared_words
from inquiry.views.html import plain
from inquiry.views.page import open_page


def test_a_chain_leads_from_the_classroom_to_the_goal(open_team):
    foci = {focus.key: focus for focus in find_foci(open_team("cabinet", "coherence")._desk)}
    assert count_serving(foci["cabinet", "g1"]) == 3
    assert [focus.key for focus in foci["oak-slt", "s1"].served_by] == [("oak-3", "t1")]


def test_the_map_names_goals_nobody_serves_and_focuses_that_serve_nothing(open_team):
    text = repr(open_team("cabinet", "coherence").coherence())
    assert "3 of 4 focuses lead up to 1 of 2 district goals. 1 goal no school serves yet." in text
    assert "Nobody serves this goal yet." in text
    row = (
        "Mesa Elementary | School leadership team | Fluent facts | The priority it was linked to is no longer"
    )
    assert row in text


def test_the_picture_says_in_words_what_it_shows(open_team):
    text = repr(open_team("cabinet", "coherence").coherence())
    assert "[Map of 3 focuses that serve “Every student argues from evidence”: Oak Elementary" in text


def test_a_team_sees_its_own_part(open_team):
    text = repr(open_team("oak-slt", "0-start-here").our_links())
    assert "Oak Elementary (Principal leadership): Talk before writing" in text
    assert "Grade 3, Oak Elementary (Teacher team): Third graders explain a detail" in text


def test_links_to_itself_in_a_circle_or_downward_are_left_unlinked(district, tmp_path):
    shutil.copytree(district, tmp_path / "copy")
    wrong = [
        answer("oak-slt", "focus", {"priority": "Circle one", "serves": "oak-slt/focus/z1"}, row="z1"),
        answer("oak-principal", "focus", {"priority": "Circle two", "serves": "oak-slt/focus/z1"}, row="z2"),
        answer("oak-3", "focus", {"priority": "No link", "serves": "<b>"}, row="z3"),
    ]
    with open_record(tmp_path / "copy/record.sqlite") as record:
        record.save(wrong)
    page = open_page(tmp_path / "copy", "cabinet", NOW, "coherence", "2026-11-20")
    linked = {focus.words: focus.linked for focus in find_foci(page._desk)}
    assert not any(linked[words] for words in ("Circle one", "Circle two", "No link"))


def test_a_focus_that_waits_is_not_on_the_map(district, tmp_path):
    shutil.copytree(district, tmp_path / "copy")
    with open_record(tmp_path / "copy/record.sqlite") as record:
        record.save([answer("oak-3", "focus", {"priority": "Later", "standing": "waits"}, row="w1")])
    page = open_page(tmp_path / "copy", "oak-3", NOW, "0-start-here", "2026-11-20")
    assert "Later" not in repr(page.our_links())


FOCUS = "oak-3/focus/z"
LINKS = {
    "none": ({}, Trouble.NONE),
    "unreadable": ({"serves": "<b>"}, Trouble.UNREADABLE),
    "another form": ({"serves": "oak-slt/gaps/s1"}, Trouble.UNREADABLE),
    "deleted": ({"serves": "oak-slt/focus/deleted"}, Trouble.GONE),
    "a team that is gone": ({"serves": "closed-slt/focus/s1"}, Trouble.GONE),
    "waiting": ({"serves": "oak-slt/focus/w"}, Trouble.NOT_NOW),
    "itself": ({"serves": FOCUS}, Trouble.ITSELF),
    "a circle": ({"serves": "oak-solo/focus/y"}, Trouble.CIRCLE),
    "the same level": ({"serves": "oak-3/focus/t1"}, Trouble.NOT_ABOVE),
}


@pytest.mark.parametrize(("link", "trouble"), LINKS.values(), ids=LINKS.keys())
def test_a_link_that_leads_nowhere_says_why(district, tmp_path, link, trouble):
    others = [
        answer("oak-slt", "focus", {"priority": "Later", "standing": "waits"}, row="w"),
        answer("oak-solo", "focus", {"priority": "Song", "serves": FOCUS}, row="y"),
        answer("oak-3", "focus", {"priority": "Loose"} | link, row="z"),
    ]
    page = open_with(district, tmp_path, *others, team="oak-3")
    (found,) = [focus for focus in find_foci(page._desk) if focus.words == "Loose"]
    assert (found.linked, found.trouble) == (False, trouble)
    assert str(trouble) in repr(page.coherence())


def test_a_priority_removed_after_it_was_linked_is_told_as_gone(district, tmp_path):
    gone = replace(answer("oak-slt", "focus", {}, row="s1", day=2), removed=True)
    page = open_with(district, tmp_path, gone, team="oak-3")
    assert Trouble.GONE in repr(page.coherence())


def test_evidence_rolls_up_from_the_team_to_the_goal(open_team):
    desk = open_team("cabinet", "coherence")._desk
    foci = {focus.key: focus for focus in find_foci(desk)}
    assert say_work(desk, foci["cabinet", "g1"]) == say_work(desk, foci["oak-3", "t1"])
    assert say_work(desk, foci["oak-3", "t1"]).endswith("%)")
    assert say_work(desk, foci["cabinet", "g2"]) == "nothing counted"


def test_only_the_skill_of_a_focus_counts_where_the_team_counts_it(district, tmp_path):
    other = {"priority": "Words", "skill": "academic-language", "serves": "cabinet/focus/g2"}
    page = open_with(district, tmp_path, answer("oak-solo", "focus", other, row="o"))
    desk = page._desk
    (goal,) = [focus for focus in find_foci(desk) if focus.key == ("cabinet", "g2")]
    assert say_work(desk, goal) == "85 of 185 (46%)"


def test_staff_read_no_count_of_work_under_a_goal(open_team):
    staff = plain(open_team("cabinet", "coherence").coherence().staff)
    assert "%" in staff
    assert "Grade 3, Oak Elementary | Teacher team" in staff
    assert " of " + "37" not in staff
    assert not any("(" in line and "%)" in line for line in staff.splitlines())


def test_staff_are_told_no_share_that_one_teacher_gives(district, tmp_path):
    music = {"priority": "Words", "skill": "academic-language", "serves": "cabinet/focus/g2"}
    page = open_with(district, tmp_path, answer("oak-solo", "focus", music, row="o"))
    assert "Every student comes every day | 1 | 1 focus | withheld" in plain(page.coherence().staff)


@pytest.mark.parametrize("team", ["oak-principal", "oak-slt", "oak-3"])
def test_every_level_sees_its_line_in_everybodys_words(open_team, team):
    text = repr(open_team(team, "coherence").coherence())
    for words in (
        "argues from evidence",
        "Talk before writing",
        "Explain in every class",
        "explain a detail",
    ):
        assert words in text
    assert "Every student comes every day" not in text or team == "oak-principal"
    assert "| ours" in text


def test_a_team_below_sees_no_evidence_of_those_above(open_team):
    text = repr(open_team("oak-3", "coherence").coherence())
    assert "Oak Elementary | School leadership team | Explain in every class | explain | –" in text


def test_a_team_without_a_focus_reads_what_it_could_serve(open_team):
    text = repr(open_team("oak-solo", "coherence").coherence())
    assert "It could serve one of these:" in text
    assert "Oak Elementary: Explain in every class" in text


def test_what_is_above_and_not_served_is_named(open_team):
    text = repr(open_team("oak-principal", "coherence").coherence())
    assert "Above us, and not served by us" in text
    assert "Every student comes every day" in text


def test_a_wide_map_is_drawn_down_to_the_schools_and_the_table_has_the_rest(district, tmp_path):
    many = [
        answer("oak-3", "focus", {"priority": f"Focus {n}", "serves": "oak-slt/focus/s1"}, row=f"m{n}")
        for n in range(45)
    ]
    text = repr(open_with(district, tmp_path, *many).coherence())
    assert "46 focuses of teacher teams stand in the table alone." in text
    assert "Focus 44" in text


def test_a_final_s_and_common_words_make_no_shared_word():
    assert shared_words("Students argue with claims", "Every student makes a claim with students") == [
        "claims"
    ]
