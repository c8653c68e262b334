"""docs/deviations.md is true: its constants are the code's, and each pair of results comes out as printed."""

import datetime as dt
import importlib
import re
from pathlib import Path

import pytest

from inquiry.measures.intervals import newcombe_interval, wilson_interval
from inquiry.measures.local_gaps import Reading, compare_reading
from inquiry.measures.runs import p_chart, run_chart
from inquiry.measures.variation import Group, split_by_summary
from inquiry.views.evidence.series import Point, Series

PAGE = (Path(__file__).resolve().parent.parent / "docs/deviations.md").read_text(encoding="utf-8")
CONSTANTS = re.findall(r"^\| `([a-z_.]+)\.([A-Z_]+)` \| ([\d.]+) \|$", PAGE, re.M)


@pytest.mark.parametrize(("module", "name", "value"), CONSTANTS)
def test_every_constant_is_the_codes(module, name, value):
    assert getattr(importlib.import_module(f"inquiry.{module}"), name) == float(value)


def test_the_constants_are_found_on_the_page():
    assert len(CONSTANTS) == PAGE.count("| `")


def test_a_run_of_six_is_no_shift_among_many_points():
    chart = run_chart([9.0] * 6 + [1.0] * 6 + [9.0, 1.0] * 6)
    assert (chart.n_useful, chart.longest_run, chart.crossings, chart.signal) == (24, 6, 13, False)
    assert "longest run of 6 and 13 crossings" in PAGE


def test_a_run_of_seven_is_no_shift_among_thirteen_points():
    chart = run_chart([1, 9, 1, 9, 9, 9, 9, 9, 9, 9, 1, 9, 1], baseline=2)
    assert (chart.n_useful, chart.longest_run, chart.signal) == (13, 7, False)


def test_points_on_the_median_do_not_count_towards_ten():
    chart = run_chart([1, 9, 5, 5, 1, 9, 1, 9, 1, 9])
    assert (chart.n, chart.n_useful, chart.verdict) == (10, 8, "too few")


def test_five_rising_points_are_no_signal_of_their_own():
    assert not run_chart([6, 1, 2, 3, 4, 5, 1, 6, 2, 5, 1, 6]).signal


def test_teams_that_take_turns_get_no_verdict():
    day = dt.date(2026, 9, 1)
    teams = (("a",), ("b",))
    points = tuple(Point(day + dt.timedelta(weeks=n), float(n), 20, 9, teams[n % 2]) for n in range(12))
    series = Series("", "", "Writing", "percent", "up", points, "evidence")
    assert (run_chart(p.value for p in points).verdict, series.said.kind) == ("shift", "mixed")


def test_limits_are_as_printed():
    both = p_chart([23] * 10 + [45] * 10, [75] * 20)  # 31% and 60%: about 45% on the whole
    assert [round(float(both[end].iloc[0]), 2) for end in ("low", "high")] == [0.28, 0.63]
    few, many = (p_chart([size // 2] * 12, [size] * 12) for size in (20, 60))
    assert [round(float(few[end].iloc[0]), 2) for end in ("low", "high")] == [0.16, 0.84]
    assert [round(float(many[end].iloc[0]), 2) for end in ("low", "high")] == [0.31, 0.69]
    rare = p_chart([1] * 12, [12] * 12)
    assert [round(float(rare[end].iloc[0]), 2) for end in ("low", "high")] == [0.0, 0.32]


def test_intervals_are_as_printed():
    assert [round(100 * float(end)) for end in wilson_interval(10, 70)] == [8, 24]
    assert [round(100 * float(end)) for end in wilson_interval(2, 14)] == [4, 40]
    assert [round(100 * float(end)) for end in newcombe_interval(8, 10, 20, 40)] == [-4, 51]
    assert compare_reading(Reading(10, 8), Reading(50, 28)).refused == "few"


def test_a_negative_variance_is_told_and_counts_as_none():
    split = split_by_summary([Group(20, 50.0, 10.0), Group(20, 50.1, 10.0), Group(20, 49.9, 10.0)])
    assert split.negative
    assert split.share_between == 0
