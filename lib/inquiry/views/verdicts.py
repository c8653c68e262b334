"""Can we tell yet? A run chart's verdict in plain words, and an honest refusal when points are too few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inquiry.measures.runs import run_chart
from inquiry.views.html import Node, el
from inquiry.views.words import count_of

METHOD = "Run charts: Anhøj and Olesen (2014), Anhøj and Wentzel-Larsen (2018)."


def verdict_list(series: Mapping[str, Sequence[float]]) -> Node:
    """The verdict on each series, by name; higher is better. No count and no value is told."""
    said = [say_verdict(name, values) for name, values in series.items()]
    return el("div", [el("p", words, cls=f"verdict {cls}") for words, cls in said])


def say_verdict(name: str, values: Sequence[float]) -> tuple[str, str]:
    """A run chart's verdict in words, and the class that marks it."""
    chart = run_chart(values)
    if chart.verdict == "too few":
        more = count_of(chart.needed, "more week")
        return f"{name}: too early to tell; it takes at least {more} of evidence.", "tooearly"
    barely = " The chart is just long enough to see large shifts." if chart.barely else ""
    if chart.verdict == "no shift":
        return f"{name}: no shift so far; ups and downs look like chance.{barely}", "nochange"
    rising = chart.side == "above" if chart.side else values[-1] > values[0]
    way, cls = ("for the better", "better") if rising else ("for the worse", "worse")
    return f"{name}: a shift {way}; chance alone would rarely do this.{barely}", cls
