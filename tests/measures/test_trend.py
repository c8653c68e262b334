"""One result over the years."""

import math
from typing import Any

import pandas as pd
from sources.published_making import standard

from inquiry.measures.trend import PUBLISHED, REPEATED, trend_rows
from inquiry.sources import load_accountability

MADE = load_accountability()


def trend(*years: tuple[int, float | str, float | str], indicator: str = "SUSP") -> Any:
    rows = [
        standard(
            {
                "cds": "1" * 14,
                "rtype": "S",
                "studentgroup": "ALL",
                "currdenom": 200,
                "currstatus": now,
                "priordenom": 100,
                "priorstatus": before,
                "statuslevel": 3,
                "color": 4,
            },
            year=year,
            indicator=indicator,
        )
        for year, now, before in years
    ]
    return trend_rows(pd.concat(rows, ignore_index=True), MADE)


def test_each_file_gives_its_year_and_the_one_before() -> None:
    points = trend((2023, 4.0, 6.0))
    assert points[["year", "value", "n", "origin", "color"]].values.tolist() == [
        [2022, 6.0, 100.0, REPEATED, 0],
        [2023, 4.0, 200.0, PUBLISHED, 4],
    ]


def test_a_years_own_file_counts_more_than_the_next_years() -> None:
    points = trend((2024, 3.0, 4.1), (2023, 4.0, ""))
    assert points[["year", "value", "origin"]].values.tolist() == [
        [2023, 4.0, PUBLISHED],
        [2024, 3.0, PUBLISHED],
    ]


def test_missing_years_are_marked() -> None:
    points = trend((2019, 5.0, ""), (2023, 4.0, 4.5))
    assert points[["year", "gap_before"]].values.tolist() == [[2019, False], [2022, True], [2023, False]]


def test_rates_have_intervals_and_distances_none() -> None:
    rate, distance = trend((2023, 4.0, "")), trend((2023, 4.0, ""), indicator="ELA")
    assert rate["low"].iloc[0] < 4.0 < rate["high"].iloc[0]
    assert math.isnan(distance["low"].iloc[0])


def test_lines_stay_apart() -> None:
    rows = pd.concat(
        [
            standard({"cds": c * 14, "rtype": "S", "studentgroup": g, "currdenom": 20, "currstatus": 5.0})
            for c in "12"
            for g in ("ALL", "EL")
        ]
    )
    points = trend_rows(rows, MADE)
    assert points[["cds", "studentgroup"]].values.tolist() == [
        [c * 14, g] for c in "12" for g in ("ALL", "EL")
    ]
    assert not points["gap_before"].any()


def test_no_published_result_gives_no_point() -> None:
    assert trend((2023, "", "")).empty
