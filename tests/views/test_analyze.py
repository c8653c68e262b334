"""The Analyze page: published figures as published, said in words, with their years."""

import re

import pytest
from views.making import DAY, NOW

from inquiry.views.faces import STAFF_MIME
from inquiry.views.page import open_page
from inquiry.views.state.standing import disagreements, find_standings

SECTIONS = ["priority_table", "five_by_five", "trends", "gaps", "what_would_move", "what_it_means", "schools"]


@pytest.mark.parametrize("show", SECTIONS)
@pytest.mark.parametrize("team", ["cabinet", "oak-slt", "oak-3"])
def test_a_section_reads_as_it_did(open_team, team, show, snapshot):
    assert repr(getattr(open_team(team), show)()) == snapshot


@pytest.mark.parametrize("show", ["five_by_five", "trends", "gaps", "what_would_move"])
def test_a_section_has_the_same_bytes_each_time(open_team, district, show):
    again = open_page(district, "oak-slt", NOW, "1-analyze", DAY)
    assert (
        getattr(open_team("oak-slt"), show)()._repr_mimebundle_()
        == getattr(again, show)()._repr_mimebundle_()
    )


def test_a_teacher_team_does_not_see_what_only_the_district_needs(open_team):
    text = repr(open_team("oak-3").priority_table())
    assert "Local indicator" not in text
    assert "Local indicator" in repr(open_team("oak-slt").priority_table())


def test_local_indicators_come_with_their_latest_year(open_team):
    text = repr(open_team("cabinet").priority_table())
    assert "1. Basics | Local indicator of the district | 2025 | – | Not met for two or more years" in text
    assert "2. Academic standards | Local indicator of the district | 2025 | – | Met" in text
    assert "6. School climate | Local indicator of the district | 2025 | – | Not met (one year)" in text


def test_a_group_under_eleven_is_nowhere(open_team):
    page = open_team("oak-slt")
    for show in ("five_by_five", "trends", "gaps", "what_would_move"):
        bundle = getattr(page, show)()._repr_mimebundle_()
        assert "African American" not in bundle["text/html"] + bundle[STAFF_MIME]


def test_what_the_picture_shows_is_said_beside_it(open_team):
    html = open_team("oak-slt").five_by_five("ELA")._repr_mimebundle_()["text/html"]
    (alt,) = re.findall(r'alt="([^"]*)"', html)
    assert "This school and Hispanic: status Low, change Increased, Yellow" in alt
    assert "English learners: status Very Low, change Declined, Red" in alt


def test_the_site_gets_the_grid_as_a_table_with_names(open_team):
    staff = open_team("oak-slt").five_by_five("ELA")._repr_mimebundle_()[STAFF_MIME]
    assert "<img" not in staff
    assert '<td class="yellow"><b>Yellow</b> <small>1 school, 50%</small>' in staff
    assert '<strong class="here">This school</strong>' in staff


def test_rates_have_intervals_and_distances_have_none(open_team):
    text = repr(open_team("oak-slt").gaps())
    how, ela, chronic = re.split(r"English language arts, 2025\n|Chronic absenteeism, 2025\n", text)
    assert "no interval can be given" in how
    assert "95% interval" not in ela
    assert "95% interval" in chronic


def test_moves_are_in_students_for_rates_and_in_points_for_distances(open_team):
    text = repr(open_team("oak-slt").what_would_move())
    ela, chronic = text.split("Chronic absenteeism, 2025", 1)
    assert re.search(r"points more on average .* points in all over 120 students", ela)
    assert re.search(r"\d+ of 400 students", chronic) or "students" in chronic


def test_what_the_same_step_moves_is_told_in_one_sentence(open_team):
    text = repr(open_team("cabinet").what_would_move())
    assert "Blue instead of Green, the status High instead of Medium." in text
    assert text.count("With 9.5 points more on average") == 1


def test_a_color_that_we_reckon_otherwise_is_said(open_team):
    desk = open_team("oak-slt")._desk
    (ela,) = find_standings(desk, "ELA")
    row = {**ela.rows[0], "color": 2, "certifyflag": True}
    other = type(ela)(ela.indicator, ela.year, (row,), ela.table)
    assert list(disagreements(desk, ela)) == []
    (said,) = disagreements(desk, other)
    assert said.startswith("All students: the state published Orange; by its tables we reckon Yellow.")


def test_the_schools_stand_side_by_side_with_their_years(open_team):
    text = repr(open_team("cabinet").schools())
    assert "Oak Elementary | Yellow Low: 12.0 below standard (2025) | Red Very High: 21.0% (2025)" in text
    assert "Lone Pine Continuation | – | –" in text
