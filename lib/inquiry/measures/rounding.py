"""Rounding as the state does it, without a float's surprises at the half."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

TENTHS = 10  # rates, distances and changes are published with one decimal
_TENTH = Decimal("0.1")


def round_tenth(value: float | Fraction | Decimal) -> float:
    """A number rounded to one decimal, halves away from zero; a Fraction exactly.

    >>> round_tenth(Fraction(41, 4)), round_tenth(Fraction(-1, 20)), round_tenth(0.25)
    (10.3, -0.1, 0.3)
    """
    exact = value if isinstance(value, Fraction) else Fraction(str(value))
    tenths = Decimal(exact.numerator) * TENTHS / Decimal(exact.denominator)
    return float(tenths.quantize(Decimal(1), ROUND_HALF_UP) * _TENTH)


def to_tenths(values: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Published numbers as whole tenths; missing ones as 0 (mask them yourself)."""
    return np.rint(np.nan_to_num(values) * TENTHS).astype("int64")


def change_tenths(
    currnumer: npt.NDArray[np.int64],
    currdenom: npt.NDArray[np.int64],
    priornumer: npt.NDArray[np.int64],
    priordenom: npt.NDArray[np.int64],
) -> npt.NDArray[np.int64]:
    """The change of a rate in tenths of a percentage point, from counts, by whole-number arithmetic.

    Both rates are taken unrounded and their difference is rounded, halves away from zero. Denominators must
    not be 0.
    """
    top = 1000 * (currnumer * priordenom - priornumer * currdenom)
    bottom = currdenom * priordenom
    size = (2 * np.abs(top) + bottom) // (2 * bottom)
    return np.asarray(np.sign(top) * size, dtype="int64")


def change_of(currnumer: int, currdenom: int, priornumer: int, priordenom: int) -> float:
    """The change of a rate in percentage points, one decimal, from counts.

    >>> change_of(29, 577, 60, 602)  # published: 5.0 after 10.0, change −4.9
    -4.9
    """
    now, before = Fraction(100 * currnumer, currdenom), Fraction(100 * priornumer, priordenom)
    return round_tenth(now - before)


def rate_of(numer: int, denom: int) -> float:
    """A rate in percent, one decimal, from counts.

    >>> rate_of(29, 577)
    5.0
    """
    return round_tenth(Fraction(100 * numer, denom))
