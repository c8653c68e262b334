"""“Can we tell yet?”: run charts, and control limits for shares and single values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median as median_of
from typing import Literal

import numpy as np
import pandas as pd

FEWEST_POINTS = 10  # useful points needed for a verdict; Anhøj & Olesen 2014, PLoS ONE 9(11)
SURE_POINTS = 12  # up to here a run chart sees large shifts only; the same
CROSSING_RISK = 0.05  # Anhøj & Wentzel-Larsen 2018, BMC Med Res Methodol 18
LIMIT_POINTS = 12  # points needed to draw limits; Montgomery, Introduction to SQC, ch. 7
SIGMAS = 3  # p-chart limits; Montgomery, ch. 7
XMR_FACTOR = 2.66  # mean moving range to natural limits; Wheeler


@dataclass(frozen=True)
class RunChart:
    """What a run chart tells.

    Points on the median are not useful and are skipped. `longest_run_allowed` is the most that chance alone
    explains, `crossings_allowed` the fewest; both are None, and there is no verdict, under 10 useful points.
    """

    n: int
    n_useful: int
    median: float | None
    longest_run: int
    longest_run_allowed: int | None
    crossings: int
    crossings_allowed: int | None
    signal: bool
    verdict: Literal["too few", "no shift", "shift"]
    side: Literal["above", "below", ""]  # where the newest useful points lie, if there is a shift
    needed: int  # useful points still missing for a verdict
    barely: bool  # 10 to 12 useful points: long enough to see large shifts only
    useful: tuple[bool, ...]


def longest_run_allowed(n_useful: int) -> int:
    """The longest run that chance alone explains.

    Source
    ------
    Schilling (2012), *College Math J* 43(2): log2(n) + 3, rounded.

    >>> [longest_run_allowed(n) for n in (10, 12, 14, 16, 20, 24, 30, 40, 60)]
    [6, 7, 7, 7, 7, 8, 8, 8, 9]
    """
    return round(math.log2(n_useful) + 3)


def crossings_allowed(n_useful: int) -> int:
    """The fewest crossings that chance alone explains: the 5 % point of Binomial(n − 1, 0.5).

    Source
    ------
    Anhøj & Olesen (2014), *PLoS ONE* 9(11).

    >>> [crossings_allowed(n) for n in (10, 12, 14, 16, 20, 24, 30, 40, 60)]
    [2, 3, 4, 4, 6, 8, 10, 14, 23]
    """
    trials, ways, fewest = n_useful - 1, 1, 0
    while ways < CROSSING_RISK * 2**trials:
        fewest += 1
        ways += math.comb(trials, fewest)
    return fewest


def run_chart(values: Iterable[float | None], baseline: int | None = None) -> RunChart:
    """Look for a shift in a series.

    Parameters
    ----------
    values : iterable of float or None
        The points in order of time; None and NaN are left out.
    baseline : int, optional
        The median is that of the first so many points (default: of all).

    Returns
    -------
    RunChart
        With the verdict; whether a shift is good is for the indicator to say.

    Source
    ------
    Anhøj & Olesen (2014), *PLoS ONE* 9(11); see `longest_run_allowed` and `crossings_allowed`.
    """
    points = [float(value) for value in values if value is not None and not math.isnan(value)]
    centre = median_of(points[:baseline]) if points[:baseline] else None
    sides = [0 if centre is None or point == centre else (1 if point > centre else -1) for point in points]
    useful = [side for side in sides if side]
    runs = [len(list(group)) for _, group in groupby(useful)]
    crossings = sum(one != two for one, two in pairwise(useful))
    long, enough = max(runs, default=0), len(useful) >= FEWEST_POINTS
    run_limit = longest_run_allowed(len(useful)) if enough else None
    crossing_limit = crossings_allowed(len(useful)) if enough else None
    signal = (run_limit is not None and long > run_limit) or (
        crossing_limit is not None and crossings < crossing_limit
    )
    return RunChart(
        n=len(points),
        n_useful=len(useful),
        median=centre,
        longest_run=long,
        longest_run_allowed=run_limit,
        crossings=crossings,
        crossings_allowed=crossing_limit,
        signal=signal,
        verdict="shift" if signal else "no shift" if enough else "too few",
        side=("above" if useful[-1] > 0 else "below") if signal else "",
        needed=max(FEWEST_POINTS - len(useful), 0),
        barely=FEWEST_POINTS <= len(useful) <= SURE_POINTS,
        useful=tuple(side != 0 for side in sides),
    )


def p_chart(met: Sequence[int], n: Sequence[int]) -> pd.DataFrame:
    """Shares over time with the limits that chance alone explains.

    Parameters
    ----------
    met, n : sequence of int
        Students who met it, of how many; one pair a point, n at least 1.

    Returns
    -------
    DataFrame
        share, n, centre, low, high (0 to 1), outside (bool); limits NaN under 12 points.

    Source
    ------
    Montgomery, *Introduction to Statistical Quality Control*, ch. 7: p̄ ± 3·√(p̄(1 − p̄)/n).
    """
    counts, sizes = np.asarray(met, dtype="float64"), np.asarray(n, dtype="float64")
    centre = float(counts.sum() / sizes.sum()) if len(sizes) else math.nan
    half = SIGMAS * np.sqrt(centre * (1 - centre) / sizes) if len(sizes) >= LIMIT_POINTS else np.nan * sizes
    low, high = np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)
    share = counts / sizes
    outside = (share < low) | (share > high)
    return pd.DataFrame(
        {
            "share": share,
            "n": np.asarray(n, dtype="int64"),
            "centre": centre,
            "low": low,
            "high": high,
            "outside": outside,
        }
    )


@dataclass(frozen=True)
class XmrChart:
    """Natural limits of single values."""

    centre: float
    low: float
    high: float
    outside: tuple[bool, ...]


def xmr_chart(values: Iterable[float]) -> XmrChart | None:
    """Single values with the limits that their own variation explains; None under 12 points.

    Source
    ------
    Wheeler, *Understanding Variation*: mean ± 2.66 × mean moving range.
    """
    points = [float(value) for value in values if not math.isnan(value)]
    if len(points) < LIMIT_POINTS:
        return None
    centre = math.fsum(points) / len(points)
    moving = math.fsum(abs(two - one) for one, two in pairwise(points)) / (len(points) - 1)
    low, high = centre - XMR_FACTOR * moving, centre + XMR_FACTOR * moving
    return XmrChart(centre, low, high, tuple(not low <= point <= high for point in points))
