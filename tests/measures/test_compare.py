"""Gaps between groups, with intervals only where the file gives counts."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources.published_making import need_real_files, standard

from inquiry.measures.compare import GAP_COLUMNS, compare_groups
from inquiry.measures.intervals import newcombe_interval, wilson_interval
from inquiry.sources import load_accountability, read_dashboards

MADE = load_accountability()


def row(group: str, numer: object, denom: int, status: float, **more: Any) -> dict[str, Any]:
    return {
        "cds": "1" * 14,
        "rtype": "S",
        "studentgroup": group,
        "currnumer": numer,
        "currdenom": denom,
        "currstatus": status,
    } | more


def gaps(*rows: dict[str, Any], indicator: str = "SUSP") -> Any:
    return compare_groups(standard(*rows, indicator=indicator), MADE)


# Newcombe 1998a, Statistics in Medicine 17:857–872, table I, method 3
@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_the_published_one(k: int, n: int, low: float, high: float) -> None:
    assert [round(float(end), 4) for end in wilson_interval(k, n)] == [low, high]


# Newcombe 1998b, Statistics in Medicine 17:873–890, table II, method 10: examples a, b, c, e, g
@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_newcombes_interval_is_the_published_one(counts: tuple[int, ...], low: float, high: float) -> None:
    assert [round(float(end), 4) for end in newcombe_interval(*counts)] == [low, high]


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_within_0_and_1(pair: tuple[int, int]) -> None:
    low, high = wilson_interval(*pair)
    assert 0 <= low <= pair[0] / pair[1] <= high <= 1


def test_a_rate_is_compared_with_everyone_else() -> None:
    (gap,) = gaps(row("ALL", 20, 200, 10.0), row("EL", 12, 50, 24.0)).to_dict("records")
    assert (gap["gap_all"], gap["others_n"], gap["others_value"], gap["gap_others"]) == (14.0, 150, 5.3, 18.7)
    assert (gap["worse"], gap["clear"], gap["groupname"]) == (True, True, "English learners")
    assert gap["low"] < 24 < gap["high"]
    assert gap["gap_low"] < 18.7 < gap["gap_high"]


def test_a_distance_has_no_interval() -> None:
    (gap,) = gaps(row("ALL", "", 100, -10.0), row("EL", "", 40, -40.0), indicator="ELA").to_dict("records")
    assert (gap["gap_all"], gap["others_value"], gap["gap_others"], gap["worse"]) == (
        -30.0,
        10.0,
        -50.0,
        True,
    )
    assert all(math.isnan(gap[name]) for name in ("low", "high", "gap_low", "gap_high"))
    assert (gap["clear"], gap["method"]) == (False, "")


def test_counts_the_file_leaves_out_follow_from_rate_and_number() -> None:
    with_counts = gaps(row("ALL", 20, 200, 10.0), row("EL", 12, 50, 24.0))
    without = gaps(row("ALL", "", 200, 10.0), row("EL", "", 50, 24.0))
    assert without.equals(with_counts)


def test_too_few_others_are_no_comparison() -> None:
    (gap,) = gaps(row("ALL", 20, 200, 10.0), row("HI", 19, 190, 10.0)).to_dict("records")
    assert math.isnan(gap["gap_others"])
    assert math.isnan(gap["gap_low"])
    assert gap["gap_all"] == 0


def test_a_group_is_compared_within_its_own_school_and_year_only() -> None:
    elsewhere = row("EL", 5, 50, 10.0) | {"cds": "2" * 14}
    assert gaps(row("ALL", 20, 200, 10.0), elsewhere).empty


def test_unpublished_results_are_left_out() -> None:
    assert gaps(row("ALL", 20, 200, 10.0), row("EL", "", 9, "")).empty  # type: ignore[arg-type]


def test_no_rows_give_all_columns() -> None:
    assert tuple(gaps(row("ALL", 20, 200, 10.0)).columns) == GAP_COLUMNS


def test_real_groups_all_have_their_gap() -> None:
    rows = read_dashboards(need_real_files()[0].parent).value.rows
    found = compare_groups(rows, MADE)
    told = rows[rows["currstatus"].notna() & rows["currdenom"].notna() & rows["studentgroup"].ne("ALL")]
    assert len(found) > 0.9 * len(told[told["indicator"].ne("ELPI")])
    rates = found[found["method"].ne("") & found["gap_low"].notna()]
    # a gap is worked out from counts; a rate the state overrode (certifyflag) may lie outside
    assert rates["gap_others"].between(rates["gap_low"] - 0.1, rates["gap_high"] + 0.1).mean() > 0.999
