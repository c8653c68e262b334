"""How clearly the priority was said: people's own words, marked by people, told as shares of enough of them."""

import pytest
from views.coherent import open_with
from views.making import BEFORE, NOW, answer

from inquiry.views.coherence.clarity import FEWEST_MARKS, stated, suggest_words

PEOPLE = [(f"p{n}", "oak-3") for n in range(4)]


def said(person, *, quarter=NOW, **words):
    return answer(person, "priority-in-my-words", words, author=person, scope="person", quarter=quarter)


def marks(team, which, given, quarter=NOW):
    return [
        answer(
            team,
            "clarity-marks",
            {"words": f"Words {n}", "which": which, "mark": mark},
            row=f"{which}{n}",
            quarter=quarter,
        )
        for n, mark in enumerate(given)
    ]


def suggested(page):
    desk = page._desk
    return list(suggest_words(desk, desk.cycle.form("clarity-marks", desk.level)))


def test_a_share_is_told_by_level_and_quarter(district, tmp_path):
    given = ["same", "same", "same", "partly", "different", "different"]
    earlier = marks("oak-3", "district", ["different"] * 6, quarter=BEFORE)
    page = open_with(district, tmp_path, *earlier, *marks("oak-3", "district", given))
    text = repr(page.clarity())
    assert "Teacher team | 0% the same, 0% partly (of 6) | 50% the same, 17% partly (of 6)" in text
    assert "From memory, 3 of 6 (teacher team) said the district's goals and meant what is written." in text


@pytest.mark.parametrize("n", [1, FEWEST_MARKS - 1])
def test_few_marks_give_no_share(district, tmp_path, n):
    text = repr(open_with(district, tmp_path, *marks("oak-3", "district", ["same"] * n)).clarity())
    assert f"fewer than {FEWEST_MARKS} marks" in text
    assert "100%" not in text


def test_what_was_left_out_does_not_count(district, tmp_path):
    given = ["same"] * (FEWEST_MARKS - 1) + ["left_out"] * 3
    assert "100%" not in repr(open_with(district, tmp_path, *marks("oak-3", "district", given)).clarity())


def test_a_team_reads_no_marks_of_the_teams_above_it(district, tmp_path):
    page = open_with(district, tmp_path, *marks("oak-slt", "school", ["same"] * 6), team="oak-3")
    assert "School leadership team" not in repr(page.clarity())


def test_staff_read_nothing_of_it(open_team):
    assert open_team("cabinet", "coherence").clarity().staff is None


def test_words_come_to_be_marked_without_a_name(district, tmp_path):
    page = open_with(district, tmp_path, said("ana-diaz", school="Talk first"), team="oak-3")
    (only,) = suggested(page)
    assert only.values == {"words": "Talk first", "which": "school"}
    assert not any("ana" in part.lower() for part in (only.key, only.words, only.why))


def test_the_same_words_of_two_people_are_marked_twice(district, tmp_path):
    both = [said("ana-diaz", school="I could not say"), said("ben-ito", school="I could not  say")]
    assert len({each.key for each in suggested(open_with(district, tmp_path, *both, team="oak-3"))}) == 2


def test_what_is_marked_waits_no_more(district, tmp_path):
    mark = {"words": "Talk first", "which": "school", "mark": "same"}
    answers = [
        said("ana-diaz", school="Talk first", district="Evidence"),
        answer("oak-3", "clarity-marks", mark),
    ]
    page = open_with(district, tmp_path, *answers, team="oak-3")
    assert [each.values["which"] for each in suggested(page)] == ["district"]


def test_changed_words_are_marked_anew(district, tmp_path):
    mark = {"words": "Talk first", "which": "school", "mark": "same"}
    answers = [said("ana-diaz", school="Argue"), answer("oak-3", "clarity-marks", mark)]
    assert [
        each.values["words"] for each in suggested(open_with(district, tmp_path, *answers, team="oak-3"))
    ] == ["Argue"]


def test_how_many_wrote_is_told_and_not_who(district, tmp_path):
    page = open_with(district, tmp_path, said("ana-diaz", school="Talk first"), team="oak-3", people=PEOPLE)
    text = repr(page.clarity())
    assert "1 of 6 people in our team have written. 1 answer waits to be marked." in text
    assert "Ana" not in text


def test_the_schools_priority_is_the_principals_else_the_leadership_teams(open_team):
    assert [each.words for each in stated(open_team("oak-3", "coherence")._desk, "school")] == [
        "Talk before writing"
    ]
    assert [each.words for each in stated(open_team("mesa-slt", "coherence")._desk, "school")] == [
        "Fluent facts"
    ]


def test_the_district_is_asked_for_its_goals_alone(open_team):
    text = repr(open_team("cabinet", "coherence").clarity())
    assert "The school's priority" not in text
    assert "The district's goals, as written:" in text
