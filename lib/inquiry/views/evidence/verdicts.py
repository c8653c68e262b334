"""Can we tell yet? A run chart's verdict in plain words, and an honest refusal when points are too few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from inquiry.measures.runs import FEWEST_POINTS, RunChart, run_chart
from inquiry.views.words import count_of

METHOD = "Run charts: Anhøj and Olesen (2014), Anhøj and Wentzel-Larsen (2018)."
FEW_QUARTERS = 4  # so few quarterly points are shown without a verdict; reference/run-charts.md
SELDOM = ("quarter", "measurement")  # points that come about once a quarter

Direction = Literal["up", "down", ""]  # which way is better; empty where nobody has said


@dataclass(frozen=True)
class Verdict:
    """What can be told of a series, in one or two sentences; `cls` is the class that marks it on a page.

    No count and no value is in `words`; `why` has the numbers of the two rules.
    """

    words: str
    cls: str
    kind: Literal["none", "too few", "mixed", "no shift", "shift"]
    chart: RunChart
    why: str = ""


def judge(values: Sequence[float], direction: Direction = "up", *, point: str = "week") -> Verdict:
    """Say what a series tells.

    Parameters
    ----------
    values : sequence of float
        The points in order of time.
    direction : "up", "down" or ""
        Which way is better; where it is empty no shift is called good or bad.
    point : str
        What one point is: "week", "day", "reading", "quarter", "measurement", …
    """
    chart = run_chart(values)
    if not values:
        return Verdict("Nothing to show yet.", "tooearly", "none", chart)
    if point in SELDOM and chart.n <= FEW_QUARTERS:
        words = f"No verdict: {count_of(chart.n, point)} so far, and so few {point}s are not a trend."
        return Verdict(words, "tooearly", "too few", chart)
    if chart.verdict == "too few":
        return Verdict(_too_few(chart, point), "tooearly", "too few", chart, say_points(chart))
    if chart.verdict == "no shift":
        words = f"No shift so far: the ups and downs look like chance.{_barely(chart)}"
        return Verdict(words, "nochange", "no shift", chart, _why(chart))
    words, cls = _shift(chart, direction)
    return Verdict(words, cls, "shift", chart, _why(chart))


def judge_mixed(values: Sequence[float]) -> Verdict:
    """Refuse a verdict where the points do not come from the same teams."""
    words = "No verdict: not the same teams counted each week, so a change may only be who counted. "
    return Verdict(f"{words}Each team's own chart tells more.", "tooearly", "mixed", run_chart(values))


def _too_few(chart: RunChart, point: str) -> str:
    """An odd number of points has its middle one on the line; the next point takes it off again."""
    ties = chart.n - chart.n_useful
    more = chart.needed if ties > 1 else max(FEWEST_POINTS - chart.n, 1)
    return f"Too early to tell: it takes at least {count_of(more, f'more {point}')}."


def _barely(chart: RunChart) -> str:
    return (
        " The line is just long enough to show a large shift; a small one would not be seen." * chart.barely
    )


def _shift(chart: RunChart, direction: Direction) -> tuple[str, str]:
    higher = chart.side == "above"
    if not direction:
        way = "higher" if higher else "lower"
        words = f"A shift: it lies {way} now, and chance alone would rarely do this. Whether that is good "
        return words + "cannot be said here: the indicator does not say which way is better.", "shifted"
    good = higher == (direction == "up")
    way, cls = ("for the better", "better") if good else ("for the worse", "worse")
    return f"A shift {way}: chance alone would rarely do this.{_barely(chart)}", cls


def _why(chart: RunChart) -> str:
    """The two rules with their numbers."""
    return (
        f"{count_of(chart.n_useful, 'point lies', 'points lie')} off the middle line. The longest run on one "
        f"side is {chart.longest_run}; chance alone explains up to {chart.longest_run_allowed}. The line "
        f"crosses the middle {count_of(chart.crossings, 'time')}; chance alone gives at least "
        f"{chart.crossings_allowed}."
    )


def say_points(chart: RunChart) -> str:
    """How far a series is on its way to a verdict.

    Examples
    --------
    >>> say_points(run_chart([1, 2, 3, 4, 5]))
    '4 of the 10 points that a verdict takes lie off the middle line.'
    """
    return f"{chart.n_useful} of the {FEWEST_POINTS} points that a verdict takes lie off the middle line."
