"""Charts: the same numbers give the same bytes, and the words beside them say what they show."""

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inquiry.views.charts.drawing import text_width, wrap_text
from inquiry.views.charts.gaps import Gap, plot_gaps
from inquiry.views.charts.grid import GridCell, GridLevel, plot_grid
from inquiry.views.charts.links import Box, plot_links
from inquiry.views.charts.palette import _colors
from inquiry.views.charts.placing import Placer, thin_labels
from inquiry.views.charts.series import Series
from inquiry.views.charts.steps import Bar, plot_steps
from inquiry.views.charts.trends import plot_trends
from inquiry.views.look import SWATCHES

LEVELS = [GridLevel(level, f"Level {level}", f"{level} or more") for level in (5, 4, 3, 2, 1)]
CELLS = {
    (s, c): GridCell((s + c) // 2, s, 4.0, ("This school",) if s == c else ())
    for s in range(1, 6)
    for c in range(1, 6)
}
SERIES = [Series("All students", ((2018, -3.0), (2019, None), (2020, 4.0), (2021, 4.5)), "99 students")]


def _grid():
    return plot_grid(CELLS, LEVELS, LEVELS[::-1], status_title="Status", change_title="Change", alt="grid")


def _trends():
    ticks = [(year, str(year)) for year in range(2018, 2022)]
    return plot_trends(SERIES, None, ticks, title="ELA", number="{:+.1f}", alt="trend", line_at=0.0)


def _gaps():
    gaps = [
        Gap("English learners", -4.0, -6.0, -2.0, "−4.0", True),
        Gap("White", 1.0, None, None, "+1.0", False),
    ]
    return plot_gaps(gaps, title="Gap", left_word="lower", right_word="higher", alt="gaps")


def _steps():
    return plot_steps(
        [Bar("Writing", "3 tasks", (10.0, 20.0, 30.0, 40.0))], list("abcd"), title="Steps", alt="steps"
    )


def _links():
    below = Box(
        1, "Oak <b> 🙂 \x1b", "Talk $ before $ writing \u202e", "", (Box(3, "Grade 3", "Explain a detail"),)
    )
    return plot_links(
        Box(0, "District", "Evidence", served_by=(below, below)), ["D", "P", "S", "T"], alt="map"
    )


CHARTS = [_grid, _trends, _gaps, _steps, _links]


@pytest.mark.parametrize("draw", CHARTS)
def test_the_same_numbers_give_the_same_bytes(draw):
    assert draw() == draw()


@pytest.mark.parametrize("draw", CHARTS)
def test_a_picture_carries_no_date_and_no_programs_name(draw):
    picture = Image.open(io.BytesIO(draw().png))
    picture.load()
    assert set(picture.info) <= {"transparency"}


@pytest.mark.parametrize("draw", CHARTS)
def test_a_picture_is_twice_as_sharp_as_its_size_on_the_page(draw):
    chart = draw()
    assert Image.open(io.BytesIO(chart.png)).size == (2 * chart.width, 2 * chart.height)


def test_the_palette_fits_a_png():
    assert len(set(_colors())) <= 256


def test_every_color_of_the_dashboard_has_a_name_and_a_look_of_its_own():
    named = [swatch for level, swatch in SWATCHES.items() if level]
    assert (
        len({swatch.name for swatch in named}) == len({(swatch.full, swatch.hatch) for swatch in named}) == 5
    )
    assert len({swatch.hatch for swatch in named}) == 5  # the pattern alone tells them apart


def test_a_line_breaks_where_a_year_is_missing():
    assert SERIES[0].runs() == [[(2018, -3.0)], [(2020, 4.0), (2021, 4.5)]]


@given(st.text(min_size=1, max_size=80), st.integers(40, 300))
def test_wrapped_lines_fit(text, width):
    for line in wrap_text(text, width):
        assert len(line) == 1 or line == "…" or text_width(line) <= width or len(line.rstrip("…")) <= 1


@given(st.lists(st.integers(0, 300), min_size=1, max_size=12, unique=True).map(sorted))
def test_labels_along_an_axis_never_touch_and_the_last_is_there(places):
    shown = [place for place, keep in zip(places, thin_labels(places), strict=True) if keep]
    assert shown[-1] == places[-1]
    assert all(b - a >= 34 for a, b in pairwise(shown[1:]))


def test_a_number_with_no_room_above_or_below_is_left_out():
    placer = Placer()
    assert placer.place(10, 10, 20, 10, below_first=False) is not None
    assert placer.place(10, 10, 20, 10, below_first=False) is not None
    assert placer.place(10, 10, 20, 10, below_first=False) is None
