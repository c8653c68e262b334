"""A group beside everyone else: the others worked out, intervals as published, refusals named."""

import math

import numpy as np
import pytest

from inquiry.measures.intervals import welch_interval
from inquiry.measures.local_gaps import FEWEST_COMPARED, Reading, compare_reading, without

# Student (1908), as in R's `sleep`: extra hours of sleep with two drugs.
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def reading(values: list[float]) -> Reading:
    return Reading(len(values), value=float(np.mean(values)), spread=float(np.std(values, ddof=1)))


def test_welchs_interval_is_that_which_r_prints_for_students_sleep_data() -> None:
    one, two = reading(FIRST), reading(SECOND)
    low, high = welch_interval(one.value, one.spread, 10, two.value, two.spread, 10)
    assert (round(low, 7), round(high, 7)) == (-3.3654832, 0.2054832)


def test_newcombes_published_example_comes_out_of_a_group_and_all_students() -> None:
    gap = compare_reading(Reading(70, met=56), Reading(150, met=104))  # 56/70 against 48/80
    assert [round(x / 100, 4) for x in (gap.gap, gap.low, gap.high)] == [0.2, 0.0524, 0.3339]
    assert gap.clear


def test_the_others_mean_and_spread_follow_from_all_students_and_the_group() -> None:
    others = without(reading(FIRST), reading([*FIRST, *SECOND]))
    assert others is not None
    assert (others.students, others.value) == (10, pytest.approx(2.33))
    assert others.spread == pytest.approx(float(np.std(SECOND, ddof=1)))


@pytest.mark.parametrize(
    ("group", "everyone", "refused"),
    [
        (Reading(FEWEST_COMPARED - 1, met=5), Reading(100, met=50), "few"),
        (Reading(95, met=50), Reading(100, met=55), "few others"),
        (Reading(50, met=40), Reading(100, met=30), "not part"),
        (Reading(50, value=10.0, spread=90.0), Reading(100, value=10.0, spread=5.0), "not part"),
        (Reading(50, value=10.0), Reading(100, value=12.0), "no spread"),
    ],
)
def test_a_gap_without_an_interval_says_why(group: Reading, everyone: Reading, refused: str) -> None:
    gap = compare_reading(group, everyone)
    assert gap.refused == refused
    assert math.isnan(gap.low)
    assert not gap.clear


def test_means_without_spread_still_have_their_difference() -> None:
    assert compare_reading(Reading(50, value=10.0), Reading(100, value=12.0)).gap == -4.0
