"""Run charts against the published table, and control charts against worked examples."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiry.measures.runs import crossings_allowed, longest_run_allowed, p_chart, run_chart, xmr_chart

# Anhøj & Olesen 2014, PLoS ONE 9(11): useful points, longest run allowed, fewest crossings allowed
TABLE = [
    (10, 6, 2),
    (12, 7, 3),
    (14, 7, 4),
    (16, 7, 4),
    (20, 7, 6),
    (24, 8, 8),
    (30, 8, 10),
    (40, 8, 14),
    (60, 9, 23),
]


@pytest.mark.parametrize(("n", "run", "crossings"), TABLE)
def test_the_limits_are_the_published_ones(n: int, run: int, crossings: int) -> None:
    assert (longest_run_allowed(n), crossings_allowed(n)) == (run, crossings)
    chart = run_chart(range(n))
    assert (chart.longest_run_allowed, chart.crossings_allowed) == (
        longest_run_allowed(chart.n_useful),
        crossings_allowed(chart.n_useful),
    )


def test_a_shift_shows_as_a_long_run_and_few_crossings() -> None:
    chart = run_chart([1, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9])
    assert (chart.median, chart.n_useful, chart.longest_run, chart.crossings) == (5.0, 12, 6, 1)
    assert (chart.longest_run_allowed, chart.crossings_allowed) == (7, 3)
    assert (chart.signal, chart.verdict, chart.side, chart.barely) == (True, "shift", "above", True)


def test_points_on_the_median_are_skipped_not_counted_as_crossings() -> None:
    chart = run_chart([1, 5, 1, 5, 9, 5, 9])
    assert (chart.median, chart.n_useful, chart.crossings, chart.longest_run) == (5, 4, 1, 2)
    assert chart.useful == (True, False, True, False, True, False, True)


def test_under_ten_useful_points_there_is_no_verdict() -> None:
    chart = run_chart([1, 1, 1, 1, 9, 9, 9, 9])
    assert (chart.signal, chart.verdict, chart.needed) == (False, "too few", 2)
    assert chart.longest_run_allowed is None
    assert chart.crossings_allowed is None


def test_ordinary_variation_is_no_shift() -> None:
    chart = run_chart([3, 5, 4, 6, 5, 4, 6, 3, 5, 4, 6, 3])
    assert (chart.signal, chart.verdict, chart.side) == (False, "no shift", "")


def test_a_baseline_sets_the_median() -> None:
    chart = run_chart([1, 2, 3, 2, 1, 8, 9, 8, 9, 8, 9, 8], baseline=5)
    assert chart.median == 2
    assert (chart.n_useful, chart.longest_run, chart.crossings) == (10, 7, 3)  # 1 | 3 | 1 | 8 9 8 9 8 9 8


def test_missing_points_are_left_out() -> None:
    assert run_chart([1.0, None, math.nan, 3.0]).n == 2


def test_no_points_are_no_chart() -> None:
    chart = run_chart([])
    assert (chart.n, chart.median, chart.signal, chart.needed) == (0, None, False, 10)


@given(st.lists(st.integers(0, 20), max_size=60), st.integers(1, 9))
def test_scale_and_offset_change_nothing(values: list[int], factor: int) -> None:
    one, two = run_chart(values), run_chart([value * factor + 7 for value in values])
    assert (one.n_useful, one.longest_run, one.crossings, one.verdict) == (
        two.n_useful,
        two.longest_run,
        two.crossings,
        two.verdict,
    )


@given(st.lists(st.integers(0, 20), min_size=1, max_size=60))
def test_turned_over_it_tells_the_same(values: list[int]) -> None:
    one, two = run_chart(values), run_chart([-value for value in values])
    assert (one.longest_run, one.crossings, one.signal) == (two.longest_run, two.crossings, two.signal)


def test_limits_of_shares_need_twelve_points() -> None:
    assert p_chart([5] * 11, [20] * 11)["low"].isna().all()
    assert p_chart([5] * 12, [20] * 12)["low"].notna().all()


# Montgomery, Introduction to SQC, ch. 7, example 7.1 (frozen orange juice cans): 347 of 30 × 50
def test_limits_of_shares_are_the_published_ones() -> None:
    counts = [
        12,
        15,
        8,
        10,
        4,
        7,
        16,
        9,
        14,
        10,
        5,
        6,
        17,
        12,
        22,
        8,
        10,
        5,
        13,
        11,
        20,
        18,
        24,
        15,
        9,
        12,
        7,
        13,
        9,
        6,
    ]
    chart = p_chart(counts, [50] * 30)
    assert [round(float(chart[name].iloc[0]), 4) for name in ("centre", "low", "high")] == [
        0.2313,
        0.0524,
        0.4102,
    ]
    assert chart.index[chart["outside"]].tolist() == [14, 22]


# Montgomery, Introduction to SQC, ch. 7, table 7.4 (purchase orders): 234 of 2,450 in 25 weeks of other sizes
def test_limits_follow_the_size_of_each_sample() -> None:
    orders = [100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120]
    orders += [120, 110, 80, 80, 80, 90, 100, 100, 100, 100, 90, 90]
    wrong = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
    chart = p_chart(wrong, orders)
    assert round(float(chart["centre"].iloc[0]), 3) == 0.096
    assert [round(float(high), 3) for high in chart["high"].iloc[[0, 1, 10]]] == [0.184, 0.194, 0.18]
    assert chart.index[chart["outside"]].tolist() == [10]


def test_limits_of_shares_stay_within_0_and_1() -> None:
    chart = p_chart([1] * 12, [12] * 12)
    assert chart["low"].min() == 0
    assert chart["high"].max() <= 1


def test_limits_of_single_values() -> None:
    chart = xmr_chart([10, 12] * 6)
    assert chart
    assert (chart.centre, chart.low, chart.high) == (11, 11 - 2.66 * 2, 11 + 2.66 * 2)
    assert not any(chart.outside)
    assert xmr_chart([10, 12] * 5) is None


# Montgomery, Introduction to SQC, ch. 6, example 6.5 (cost of processing loans): 300.5, 321.22, 279.78
def test_limits_of_single_values_are_the_published_ones() -> None:
    costs = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306]
    costs += [294, 299, 297, 299, 314, 295, 293, 306, 301, 304]
    chart = xmr_chart(costs)
    assert chart
    assert (chart.centre, round(chart.low, 2), round(chart.high, 2)) == (300.5, 279.78, 321.22)
    assert not any(chart.outside)


# Wheeler, Understanding Variation, ch. 2 (U.S. trade deficits of 1987, billions): 12.75, limits 8.3 and 17.2
def test_limits_of_single_values_are_wheelers() -> None:
    chart = xmr_chart([10.7, 13.0, 11.4, 11.5, 12.5, 14.1, 14.8, 14.1, 12.6, 16.0, 11.7, 10.6])
    assert chart
    assert [round(value, 2) for value in (chart.centre, chart.low, chart.high)] == [12.75, 8.32, 17.18]
    assert not any(chart.outside)
