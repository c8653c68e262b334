"""Variation within and between, against published examples with their printed values."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiry.measures.variation import Group, Variation, split_by_scores, split_by_summary, summarize

Data = dict[str, list[float]]

# Davies and Goldsmith (1972), section 6.4: yields of dyestuff, six batches of five. As lme4's `Dyestuff`.
DYESTUFF: Data = {
    "A": [1545, 1440, 1440, 1520, 1580],
    "B": [1540, 1555, 1490, 1560, 1495],
    "C": [1595, 1550, 1605, 1510, 1560],
    "D": [1445, 1440, 1595, 1465, 1545],
    "E": [1595, 1630, 1515, 1635, 1625],
    "F": [1520, 1455, 1450, 1480, 1445],
}
# Box and Tiao (1973), section 5.1.2: batches that differ less than chance would have it. `Dyestuff2`.
DYESTUFF_2: Data = {
    "A": [7.298, 3.846, 2.434, 9.566, 7.990],
    "B": [5.220, 6.556, 0.608, 11.788, -0.892],
    "C": [0.110, 10.386, 13.434, 5.510, 8.166],
    "D": [2.212, 4.852, 7.092, 9.288, 4.980],
    "E": [0.282, 9.014, 4.458, 9.446, 7.198],
    "F": [1.722, 4.782, 8.106, 0.758, 3.758],
}
# Snedecor and Cochran (1967), section 10.18: conception rates of six bulls, two to nine samples each.
BULLS: Data = {
    "1": [46, 31, 37, 62, 30],
    "2": [70, 59],
    "3": [52, 44, 57, 40, 67, 64, 70],
    "4": [47, 21, 70, 46, 14],
    "5": [42, 64, 50, 69, 77, 81, 87],
    "6": [35, 68, 59, 38, 57, 76, 57, 29, 60],
}
# Shrout and Fleiss (1979), table 2: six targets, four ratings each.
RATINGS: Data = {
    "1": [9, 2, 5, 8],
    "2": [6, 1, 3, 2],
    "3": [8, 4, 6, 8],
    "4": [7, 1, 2, 6],
    "5": [10, 5, 6, 9],
    "6": [6, 2, 4, 7],
}


def by_summary(data: Data) -> Variation:
    return split_by_summary([summarize(values) for values in data.values()])


def test_a_balanced_example_gives_the_printed_variances_from_its_summary() -> None:
    found = by_summary(DYESTUFF)
    assert (round(found.between, 2), round(found.within, 2)) == (1764.05, 2451.25)


def test_reml_gives_the_same_variances_for_a_balanced_example() -> None:
    found = split_by_scores(DYESTUFF)
    assert found.method == "REML"
    assert (found.between, found.within) == pytest.approx((1764.05, 2451.25), rel=1e-4)


def test_an_unbalanced_example_gives_the_printed_variances() -> None:
    found = by_summary(BULLS)  # printed: mean squares 664 and 248, n0 = 5.67
    assert (round(found.within), round(found.between)) == (248, round((664 - 248) / 5.67))


def test_the_share_is_the_intraclass_correlation_as_printed_with_its_upper_limit() -> None:
    found = by_summary(RATINGS)  # ICC(1,1) = .17; upper limit .72 as the R package psych prints it
    assert (round(found.share_between, 2), round(found.high, 2), found.low) == (0.17, 0.72, 0.0)


@pytest.mark.parametrize("split", [split_by_scores, by_summary])
def test_a_negative_estimate_is_kept_and_its_share_is_none(split) -> None:
    found = split(DYESTUFF_2)
    assert (round(found.between, 2), round(found.within, 2)) == (-1.32, 14.95)
    assert (found.negative, found.share_between, found.method) == (True, 0.0, "ANOVA")


def test_both_ways_agree_on_an_unbalanced_example_about_as_near_as_their_theory_says() -> None:
    plain, reml = by_summary(BULLS), split_by_scores(BULLS)
    assert reml.share_between == pytest.approx(plain.share_between, abs=0.01)


def _restricted_deviance(data: Data, between: float, within: float) -> float:
    """Minus twice the restricted log-likelihood of a one-way model, up to a constant."""
    sizes = np.array([len(values) for values in data.values()])
    means = np.array([np.mean(values) for values in data.values()])
    inside = sum(float(np.sum((np.asarray(v) - np.mean(v)) ** 2)) for v in data.values())
    weights = sizes / (within + sizes * between)
    centre = np.sum(weights * means) / np.sum(weights)
    spread = inside / within + np.sum(weights * (means - centre) ** 2)
    logs = np.sum((sizes - 1) * np.log(within) + np.log(within + sizes * between))
    return float(logs + np.log(np.sum(weights)) + spread)


def test_reml_is_at_the_highest_point_of_the_restricted_likelihood() -> None:
    # lbfgs stops at 0 between here and calls it converged; that is why the search goes without gradients.
    found = split_by_scores(BULLS)
    best = _restricted_deviance(BULLS, found.between, found.within)
    for more, less in ((1.02, 1), (0.98, 1), (1, 1.01), (1, 0.99)):
        assert _restricted_deviance(BULLS, found.between * more, found.within * less) > best
    assert (round(found.between, 1), round(found.within, 1)) == (76.8, 248.7)


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        ({}, "one group"),
        ({"a": [1, 2, 3]}, "one group"),
        ({"a": [1, 2, 3], "b": [4]}, "too small"),
        ({"a": [1], "b": [4], "c": [2]}, "too small"),
        ({"a": [1, 1], "b": [4, 4]}, "no spread"),
    ],
)
def test_what_cannot_be_split_says_why(data: Data, trouble: str) -> None:
    for found in (split_by_scores(data), by_summary(data)):
        assert (found.trouble, math.isnan(found.between)) == (trouble, True)


def test_a_class_of_one_student_is_left_out_of_the_split() -> None:
    assert split_by_scores({**DYESTUFF, "G": [9000.0]}) == split_by_scores(DYESTUFF)


GROUPS = st.lists(
    st.builds(Group, st.integers(2, 400), st.floats(-100, 100), st.floats(1, 60)), min_size=2, max_size=8
)


@given(GROUPS)
def test_a_share_and_its_ends_lie_between_none_and_all(groups: list[Group]) -> None:
    found = split_by_summary(groups)
    assert 0 <= found.low <= found.high < 1
    assert 0 <= found.share_between < 1


@given(GROUPS, st.floats(0.1, 50), st.floats(-500, 500))
def test_the_share_does_not_depend_on_the_unit(groups: list[Group], times: float, more: float) -> None:
    other = [Group(g.n, g.mean * times + more, g.spread * times) for g in groups]
    assert split_by_summary(other).share_between == pytest.approx(
        split_by_summary(groups).share_between, abs=1e-6
    )


def test_a_made_up_variance_is_found_again() -> None:
    dice = np.random.default_rng(7)
    data = {str(n): list(dice.normal(dice.normal(0, 30), 40, 60)) for n in range(60)}
    assert split_by_scores(data).share_between == pytest.approx(30**2 / (30**2 + 40**2), abs=0.07)
