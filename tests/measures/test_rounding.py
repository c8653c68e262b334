"""Rounding at the half, where floats go wrong."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiry.measures.rounding import change_of, change_tenths, rate_of, round_tenth


@pytest.mark.parametrize(
    ("numer", "denom", "rate"),
    [
        (1, 800, 0.1),
        (9, 800, 1.1),
        (41, 400, 10.3),
        (123, 2000, 6.2),
        (5, 10_000, 0.1),
        (0, 7, 0.0),
        (7, 7, 100.0),
    ],
)
def test_rates_round_halves_up(numer: int, denom: int, rate: float) -> None:
    assert rate_of(numer, denom) == rate


@pytest.mark.parametrize(
    ("counts", "change"),
    [
        ((41, 400, 40, 400), 0.3),
        ((40, 400, 41, 400), -0.3),
        ((0, 10, 10, 10), -100.0),
        ((29, 577, 60, 602), -4.9),
    ],
)
def test_changes_round_halves_away_from_zero(counts: tuple[int, int, int, int], change: float) -> None:
    assert change_of(*counts) == change


def test_a_change_is_not_the_difference_of_the_rounded_rates() -> None:
    assert round_tenth(rate_of(29, 577) - rate_of(60, 602)) == -5.0
    assert change_of(29, 577, 60, 602) == -4.9


COUNTS = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS, COUNTS)
def test_whole_number_arithmetic_is_exact(now: tuple[int, int], before: tuple[int, int]) -> None:
    arrays = [np.array([number]) for number in (*now, *before)]
    tenths = int(change_tenths(arrays[0], arrays[1], arrays[2], arrays[3])[0])
    assert tenths == round(change_of(*now, *before) * 10)
    exact = Fraction(1000 * now[0], now[1]) - Fraction(1000 * before[0], before[1])
    assert abs(tenths - exact) <= Fraction(1, 2)


def test_a_large_states_counts_do_not_overflow() -> None:
    big = [np.array([number]) for number in (3_000_000, 6_000_000, 1, 6_000_000)]
    assert int(change_tenths(big[0], big[1], big[2], big[3])[0]) == 500
