"""Every focus linked up to a goal; orphans, goals nobody serves, and links that lead nowhere."""

import shutil

from views.making import NOW, answer

from inquiry.record import open_record
from inquiry.views.coherence import count_serving, find_foci
from inquiry.views.page import open_page


def test_a_chain_leads_from_the_classroom_to_the_goal(open_team):
    foci = {focus.key: focus for focus in find_foci(open_team("cabinet", "coherence")._desk)}
    assert count_serving(foci["cabinet", "g1"]) == 3
    assert [focus.key for focus in foci["oak-slt", "s1"].served_by] == [("oak-3", "t1")]


def test_the_map_names_goals_nobody_serves_and_focuses_that_serve_nothing(open_team):
    text = repr(open_team("cabinet", "coherence").coherence())
    assert "3 of 4 focuses lead up to 2 district goals. 1 goal no school serves yet." in text
    assert "Nobody serves this goal yet." in text
    assert "Mesa Elementary | School leadership team | Fluent facts | nobody yet" in text


def test_the_picture_says_in_words_what_it_shows(open_team):
    text = repr(open_team("cabinet", "coherence").coherence())
    assert "[Map of what serves the goal “Every student argues from evidence”: Oak Elementary" in text


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
