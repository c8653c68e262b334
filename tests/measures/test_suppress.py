"""Nothing that is withheld comes back by arithmetic on its row."""

import math
from itertools import product
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inquiry.measures.suppress import HIGH_END, LOW_END, WITHHELD, suppress_small

THRESHOLD = 11


def two(met: int, n: int, threshold: int = THRESHOLD) -> Any:
    frame = pd.DataFrame(
        {
            "n": [n],
            "met": [met],
            "not_met": [n - met],
            "share": [100 * met / n if n else math.nan],
            "mean": [2.5],
        }
    )
    return suppress_small(frame, "n", ["met", "not_met"], {"share": "met"}, ["mean"], threshold).iloc[0]


def test_a_small_group_shows_nothing() -> None:
    row = two(5, 10)
    assert row[["n", "met", "not_met", "share", "mean"]].isna().all()
    assert (row["share_shown"], row["withheld"]) == (WITHHELD, True)


def test_a_large_group_shows_everything() -> None:
    row = two(60, 100)
    assert row[["n", "met", "not_met", "share", "mean"]].tolist() == [100, 60, 40, 60, 2.5]
    assert (row["share_shown"], row["withheld"]) == ("60 %", False)


@pytest.mark.parametrize(("met", "n"), [(10, 100), (90, 100), (1, 30), (30, 30), (0, 30)])
def test_a_small_part_takes_its_complement_and_share_along(met: int, n: int) -> None:
    row = two(met, n)
    assert row["n"] == n
    assert row[["met", "not_met", "share"]].isna().all()
    assert row["share_shown"] == WITHHELD


@pytest.mark.parametrize(("met", "shown"), [(5, LOW_END), (10, LOW_END), (390, HIGH_END), (400, HIGH_END)])
def test_shares_at_the_ends_are_coded_where_that_hides_the_number(met: int, shown: str) -> None:
    row = two(met, 400)
    assert row["share_shown"] == shown
    assert row[["met", "not_met", "share"]].isna().all()


def test_an_end_that_would_tell_too_much_is_withheld() -> None:
    assert two(100, 100)["share_shown"] == WITHHELD  # “≥ 95 %” of 100 leaves only 0 to 5 open
    assert two(220, 220)["share_shown"] == HIGH_END  # 0 to 11 stay possible


def test_a_single_small_level_takes_the_next_smallest_along() -> None:
    frame = pd.DataFrame({"n": [100], "a": [4], "b": [20], "c": [36], "d": [40]})
    row = suppress_small(frame, "n", ["a", "b", "c", "d"]).iloc[0]
    assert row[["a", "b"]].isna().all()
    assert row[["c", "d"]].tolist() == [36, 40]


def test_several_small_levels_hide_at_least_the_threshold_together() -> None:
    frame = pd.DataFrame({"n": [100], "a": [1], "b": [2], "c": [40], "d": [57]})
    row = suppress_small(frame, "n", ["a", "b", "c", "d"]).iloc[0]
    assert row[["a", "b", "c"]].isna().all()
    assert row["d"] == 57


def test_a_district_may_ask_for_more() -> None:
    assert two(15, 40, threshold=20)["share_shown"] == WITHHELD
    assert two(15, 40)["share_shown"] == "38 %"


def test_missing_counts_are_withheld_not_guessed() -> None:
    frame = pd.DataFrame({"n": [50.0, math.nan], "met": [math.nan, 20.0], "not_met": [30.0, 30.0]})
    shown = suppress_small(frame, "n", ["met", "not_met"])
    assert shown.loc[0, ["met", "not_met"]].isna().all()
    assert shown.loc[1, ["met", "not_met"]].isna().all()


def test_an_empty_table_stays_one() -> None:
    frame = pd.DataFrame({"n": [], "met": [], "not_met": [], "share": []}, dtype="float64")
    shown = suppress_small(frame, "n", ["met", "not_met"], {"share": "met"})
    assert shown.empty
    assert "share_shown" in shown


PARTS = st.lists(st.one_of(st.integers(0, 15), st.integers(0, 300)), min_size=4, max_size=4)
NAMES = ["a", "b", "c", "d"]
SHARES = {f"share_{name}": name for name in NAMES}


@settings(max_examples=30, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=40), st.sampled_from([11, 15, 20]))
@example([[0, 11, 11, 178], [0, 0, 0, 0], [200, 0, 0, 0], [5, 20, 300, 300]], 11)
def test_every_withheld_number_stays_open(table: list[list[int]], threshold: int) -> None:
    """The attacker knows n, the parts shown and the coded ends: each withheld part must stay wide open."""
    frame = pd.DataFrame(table, columns=NAMES)
    frame.insert(0, "n", frame.sum(axis=1))
    frame = frame.assign(**{share: 100 * frame[part] / frame["n"] for share, part in SHARES.items()})
    shown = suppress_small(frame, "n", NAMES, SHARES, threshold=threshold)
    for parts, row in zip(table, shown.to_dict("records"), strict=True):
        stays_open(parts, row, threshold)


def stays_open(parts: list[int], row: dict[Any, Any], threshold: int) -> None:
    n = sum(parts)
    if n < threshold:
        assert all(math.isnan(row[name]) for name in ("n", *NAMES, *SHARES))
        return
    hidden = [i for i, name in enumerate(NAMES) if math.isnan(row[name])]
    assert len(hidden) != 1
    assert all(part >= threshold for i, part in enumerate(parts) if i not in hidden)
    for i, (low, high) in possible(row, parts, hidden, n).items():
        assert (low == 0 and high >= threshold - 1) or high - low >= threshold, (parts, i, low, high)


def possible(row: Any, parts: list[int], hidden: list[int], n: int) -> dict[int, tuple[float, float]]:
    """The least and greatest value of each withheld part that agrees with all that is shown."""
    total = n - sum(part for i, part in enumerate(parts) if i not in hidden)
    ends = {}
    for i in hidden:
        text = row[f"share_{NAMES[i]}_shown"]
        assert text in {WITHHELD, LOW_END, HIGH_END}
        ends[i] = (
            math.ceil(0.95 * n) if text == HIGH_END else 0,
            math.floor(0.05 * n) if text == LOW_END else total,
        )
    found = {}
    for i in hidden:
        others = [ends[j] for j in hidden if j != i]
        low = max(ends[i][0], total - sum(high for _, high in others))
        high = min(ends[i][1], total - sum(low for low, _ in others))
        found[i] = (low, high)
    return found


def test_withheld_is_said_for_each_kind_of_number() -> None:
    for met, n in product((5, 50), (8, 100)):
        row = two(min(met, n), n)
        assert row["withheld"] == row[["n", "met", "share"]].isna().any()
