"""Charts on the site: lines, lists and words in place of pictures, and nothing in them that is not in the numbers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiry.district.shipped import templates_folder
from inquiry.publish.reading.fragments import read_face
from inquiry.views.charts.board import Cluster, plot_board
from inquiry.views.charts.circle import Part, Slice, plot_circle
from inquiry.views.charts.fishbone import Bone, Cause, plot_fishbone
from inquiry.views.charts.gaps import Gap, plot_gaps
from inquiry.views.charts.links import Box, plot_links
from inquiry.views.charts.minutes import plot_minutes
from inquiry.views.charts.panels import draw_panels
from inquiry.views.charts.progression import Step, plot_progression
from inquiry.views.charts.run_frame import Dot, Marks, Stretch
from inquiry.views.charts.run_frame import Part as RunPart
from inquiry.views.charts.runs import plot_run
from inquiry.views.charts.series import Series
from inquiry.views.charts.steps import Bar, plot_steps
from inquiry.views.charts.strips import Mark, Strip, plot_strips
from inquiry.views.charts.svg import PLAIN_STYLE
from inquiry.views.charts.trends import plot_trends
from inquiry.views.html import write
from inquiry.views.look import TEAM_STYLES
from inquiry.views.parts import picture

YEARS = [(year, str(year)) for year in range(2018, 2022)]
BROKEN = Series("All <b>", ((2018, -3.0), (2019, None), (2020, 4.0), (2021, 4.5)), "99 students")
GAPS = [Gap("English learners", -4.0, -6.0, -2.0, "−4.0", True), Gap("White", 1.0, -1.0, 3.0, "+1.0", False)]
TREE = Box(
    0,
    "District",
    "Evidence",
    served_by=(Box(1, "Oak", "Talk $ first"), Box(1, "Elm", "", "Nobody serves this")),
)
DOTS = tuple(Dot(float(n), 3.0 + n % 2, f"Sep {n + 1}") for n in range(6))


def trends():
    return plot_trends([BROKEN], None, YEARS, title="ELA", number="{:+.1f}", alt="trend", line_at=0.0)


def gaps():
    return plot_gaps(GAPS, title="Gap", left_word="lower", right_word="higher", alt="gaps")


def links():
    return plot_links(TREE, ["District", "School"], alt="map")


def minutes():
    return plot_minutes([("Grades 3–5", 900, 600), ("Grades 6–8", 0, 0)], alt="minutes")


def steps():
    return plot_steps(
        [Bar("Writing", "3 tasks", (10.0, 20.0, 30.0, 40.0))], list("abcd"), title="S", alt="steps"
    )


def circle():
    return plot_circle([Part(each, [Slice("Us", 3.0, 2.0, own=True)]) for each in "ABCD"], 4, alt="circle")


def strips():
    marks = (Mark("Start", "40%", 40.0, "start"), Mark("Predicted", "50%", 50.0, "predicted"))
    return plot_strips([Strip("Reading", "No result yet", marks, "up")], alt="strips")


def run():
    stretches = [Stretch(0.0, 6.0, "Q1")]
    marks = Marks((1.0,), ((2.0, "1"),))
    return plot_run(
        [RunPart(DOTS, 3.5)], stretches, marks, number="{:.0f}", limits=None, target=5.0, alt="run"
    )


def fishbone():
    bones = [Bone("How we plan", (Cause("No time", "●", chosen=True), Cause("Old texts", "○")))]
    return plot_fishbone("Few explain", bones, alt="fishbone")


def progression():
    steps = [Step("Watch", 0, 0), Step("Try", 1, 0), Step("Try again", 1, 0)]
    return plot_progression(steps, ["Shown", "Alone"], ["Recall", "Reason"], alt="steps")


def board():
    return plot_board([Cluster("overlap", "To be read to", ("I was read to", "Books"))], alt="board")


CHARTS = [trends, gaps, links, minutes, steps, circle, strips, run, fishbone, progression, board]


@pytest.mark.parametrize("draw", CHARTS)
def test_the_site_gets_no_picture_and_the_notebook_nothing_else(draw):
    shown = picture(draw(), "Caption.")
    assert "<img" not in write(shown)
    assert "<svg" not in write(shown, TEAM_STYLES)
    assert "data:image/png" in write(shown, TEAM_STYLES)
    assert "Caption." in write(shown)


@pytest.mark.parametrize("draw", CHARTS)
def test_everything_in_a_drawing_is_on_the_allow_list(draw):
    assert read_face(write(draw().site)).problems == ()


@pytest.mark.parametrize("draw", CHARTS)
def test_a_drawing_weighs_less_than_its_picture(draw):
    chart = draw()
    assert len(write(chart.site)) < len(chart.png) * 4 / 3


def test_a_line_is_open_where_a_year_is_missing_and_a_lone_value_is_a_dot():
    html = write(trends().site)
    line = re.search(r'<path d="([^"]*)"', html)[1]
    assert re.fullmatch(r"M\d+ \d+h0M\d+ \d+L\d+ \d+", line)


values = st.lists(st.none() | st.floats(-300, 300), min_size=1, max_size=7).filter(
    lambda all_: any(each is not None for each in all_)
)


@given(values)
def test_the_only_numbers_in_a_panel_are_those_of_its_series_and_of_its_years(found):
    number = "{:.1f}%"
    one = Series("A", tuple(enumerate(found)))
    ticks = [(n, f"year {n}") for n in range(len(found))]
    drawn = draw_panels([one], None, ticks, title="", number=number, limits=(-400.0, 400.0))
    known = {number.format(each).replace("-", "−") for each in found if each is not None}
    words = set(re.findall(r"<text[^>]*>([^<]*)</text>", write(drawn)))
    assert words <= known | {label for _, label in ticks}
    assert number.format([each for each in found if each is not None][-1]).replace("-", "−") in words


TOLD = {
    steps: ["Writing", "3 tasks", "a 10% · b 20% · c 30% · d 40%"],
    circle: ["A", "Us", "3 of 4, was 2"],
    strips: ["Reading", "No result yet", "┃\u00a0Start 40% · ○\u00a0Predicted 50%", "better\u00a0→"],
    run: ["Sep 1", "Sep 6", "Q1", "Level line: the middle, 4.", "Dashed line: the target, 5."],
    fishbone: ["Few explain", "How we plan", "<b><bdi>No time", "<span><bdi>Old texts"],
    progression: ["Watch", "Shown · Recall", "Alone · Recall"],
    board: ["To be read to", "I was read to", "Books", "No difference named yet"],
}


@pytest.mark.parametrize("draw", TOLD)
def test_what_a_teams_picture_says_the_site_says_in_words(draw):
    html = write(draw().site)
    assert [words for words in TOLD[draw] if words not in html] == []


def test_values_on_a_narrow_run_chart_stay_inside_it_and_off_each_other():
    html = write(run().site)
    width = int(re.search(r'viewbox="0 0 (\d+)', html)[1])
    found = re.findall(r'<text class="((?:newest)? ?(?:mid)?)" x="(\d+)" y="(\d+)">\d', html)
    places = [(int(x), int(y)) for _, x, y in found]
    assert len(places) == len(set(places)) > 2
    assert all(0 < x < width for x, _ in places)
    assert [cls for cls, _, _ in found if "newest" in cls]


def test_a_group_that_chance_may_explain_is_drawn_as_a_ring_and_one_that_stands_out_in_bold():
    clear, doubtful = re.findall(r"<li>.*?</li>", write(gaps().site))
    assert "<b>−4.0</b>" in clear
    assert "hole" not in clear
    assert 'class="hole"' in doubtful


def test_the_map_is_a_list_in_which_each_box_stands_under_what_it_serves():
    html = write(links().site)
    assert html.index("Evidence") < html.index("<ul><li>") < html.index("Talk $ first")
    assert "<em>Nobody serves this</em>" in html


def test_the_style_for_programs_without_a_style_sheet_knows_the_same_drawings():
    css = (templates_folder() / "html/style.css").read_text(encoding="utf-8")
    for name in re.findall(r"\.([a-z]+)", PLAIN_STYLE):
        assert re.search(rf"\.{name}\b", css), name
