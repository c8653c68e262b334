"""Intervals for shares, and for the difference of two, where counts of students are known."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np

CONFIDENCE = 0.95


def wilson_interval(k: Any, n: Any, confidence: float = CONFIDENCE) -> tuple[Any, Any]:
    """The score interval of a share: k of n.

    Parameters
    ----------
    k, n : number or array
        Students counted, of how many; n at least 1.

    Returns
    -------
    tuple
        Lowest and highest share, 0 to 1.

    Source
    ------
    Wilson (1927), *JASA* 22. Newcombe's (1998a) worked example, 81 of 263:

    >>> [round(float(end), 4) for end in wilson_interval(81, 263)]
    [0.2553, 0.3662]
    """
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    n = np.asarray(n, dtype="float64")
    p = np.asarray(k, dtype="float64") / n
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    # at 0 and n of n the end is the share itself; rounding errors must not push it past
    return np.minimum(np.maximum(middle - half, 0), p)[()], np.maximum(np.minimum(middle + half, 1), p)[()]


def newcombe_interval(k1: Any, n1: Any, k2: Any, n2: Any, confidence: float = CONFIDENCE) -> tuple[Any, Any]:
    """The interval of the difference of two independent shares, k1/n1 − k2/n2, from their score intervals.

    Returns
    -------
    tuple
        Lowest and highest difference, −1 to 1.

    Source
    ------
    Newcombe (1998b), *Statistics in Medicine* 17, method 10; his example (a), 56/70 − 48/80:

    >>> [round(float(end), 4) for end in newcombe_interval(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    p1, p2 = (np.asarray(k, dtype="float64") / n for k, n in ((k1, n1), (k2, n2)))
    (low1, high1), (low2, high2) = wilson_interval(k1, n1, confidence), wilson_interval(k2, n2, confidence)
    low = p1 - p2 - np.sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = p1 - p2 + np.sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return low[()], high[()]


def welch_interval(
    mean1: float,
    spread1: float,
    n1: float,
    mean2: float,
    spread2: float,
    n2: float,
    confidence: float = CONFIDENCE,
) -> tuple[float, float]:
    """The interval of the difference of two independent means, whose spreads may differ.

    Parameters
    ----------
    mean1, mean2 : float
        The means, in one unit.
    spread1, spread2 : float
        The standard deviations; not both 0.
    n1, n2 : float
        How many each rests on; at least 2.

    Returns
    -------
    tuple
        Lowest and highest difference, mean1 − mean2.

    Source
    ------
    Welch (1947), *Biometrika* 34. Student's sleep data (1908), as printed by R's `t.test`:

    >>> [round(end, 4) for end in welch_interval(0.75, 1.789010, 10, 2.33, 2.002249, 10)]
    [-3.3655, 0.2055]
    """
    from scipy.special import stdtrit  # the quantile alone, not the whole of scipy.stats

    error1, error2 = spread1**2 / n1, spread2**2 / n2
    degrees = (error1 + error2) ** 2 / (error1**2 / (n1 - 1) + error2**2 / (n2 - 1))
    half = float(stdtrit(degrees, 0.5 + confidence / 2)) * (error1 + error2) ** 0.5
    return mean1 - mean2 - half, mean1 - mean2 + half
