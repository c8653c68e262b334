"""Levels and colors: inclusive bounds, small groups, thresholds, the state's rules."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources.published_making import standard

from inquiry.measures.rate import (
    COMPUTED,
    level_of,
    rate_box,
    rate_change,
    rate_colour,
    rate_rows,
    rate_status,
)
from inquiry.sources import Table, load_accountability

TABLES = sorted(
    {
        choice.table.id: choice.table
        for choices in load_accountability().choices.values()
        for choice in choices
    }.values(),
    key=lambda table: table.id,
)


def table(indicator: str, year: int = 2023, **row: Any) -> Table:
    found = load_accountability().table_for(year, indicator, row)
    assert found
    return found


def rated(indicator: str = "SUSP", year: int = 2023, **row: Any) -> Any:
    """One rated row: 200 students in both years, an elementary school, all students."""
    whole = {"rtype": "S", "studentgroup": "ALL", "type": "ES", "currdenom": 200, "priordenom": 200} | row
    return rate_rows(standard(whole, indicator=indicator, year=year), load_accountability()).iloc[0]


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (-200.0, 1),
        (-70.1, 1),
        (-70.0, 2),
        (-5.1, 2),
        (-5.0, 3),
        (9.9, 3),
        (10.0, 4),
        (44.9, 4),
        (45.0, 5),
        (None, 0),
    ],
)
def test_status_bounds_are_inclusive_at_one_decimal(value: float | None, level: int) -> None:
    assert rate_status(pd.Series([value], dtype="float64"), table("ELA")).tolist() == [level]


@pytest.mark.parametrize(
    ("value", "level"), [(3.1, 1), (3.0, 2), (0.5, 2), (0.4, 3), (-0.4, 3), (-0.5, 4), (-2.9, 4), (-3.0, 5)]
)
def test_a_decline_is_best_where_low_is_good(value: float, level: int) -> None:
    assert rate_change(pd.Series([value]), table("CHRO")).tolist() == [level]


@pytest.mark.parametrize("which", TABLES, ids=lambda t: f"{t.id}")
def test_every_bound_belongs_to_its_own_band(which: Table) -> None:
    for rate, bands in ((rate_status, which.status), (rate_change, which.change)):
        for band in bands:
            ends = [float(end) for end in (band.lowest, band.highest) if end is not None]
            assert rate(pd.Series(ends), which).tolist() == [band.level] * len(ends)


@given(st.sampled_from(TABLES), st.integers(-3000, 3000), st.integers(1, 500))
def test_a_better_number_never_lowers_a_level(which: Table, tenths: int, more: int) -> None:
    sign = 1 if which.direction == "higher" else -1
    values = pd.Series([tenths / 10, (tenths + sign * more) / 10])
    for rate, bands in ((rate_status, which.status), (rate_change, which.change)):
        worse, better = rate(values, which)
        assert worse <= better
        assert [level_of(value, bands) for value in values] == [worse, better]


@pytest.mark.parametrize("which", TABLES, ids=lambda t: f"{t.id}")
@pytest.mark.parametrize("small", [False, True])
def test_a_better_cell_never_has_a_worse_color(which: Table, small: bool) -> None:
    levels = [2, 3, 4] if small and which.small else [1, 2, 3, 4, 5]
    for status in range(1, 6):
        row = [which.colour(status, change, small) for change in levels]
        column = [which.colour(s, status if status in levels else 3, small) for s in range(1, 6)]
        for line in (row, column):
            drawn = [colour for colour in line if colour]
            assert drawn == sorted(drawn)


def test_boxes_are_numbered_from_the_best_status_down() -> None:
    status, change = pd.Series([5, 5, 1, 3, 0]), pd.Series([1, 5, 5, 0, 4])
    assert rate_box(status, change).tolist() == [10, 50, 250, 0, 0]


def test_colors_need_both_levels() -> None:
    status, change = pd.Series([3, 3, 0]), pd.Series([3, 0, 3])
    assert rate_colour(status, change, table("ELA")).tolist() == [3, 0, 0]


@pytest.mark.parametrize(
    ("now", "before", "status", "change", "color"),
    [
        (10, 200, 0, 0, 0),
        (11, 10, 3, 0, 0),
        (11, 11, 3, 4, 0),
        (29, 30, 3, 4, 0),
        (30, 29, 3, 4, 0),
        (30, 30, 3, 4, 4),
    ],
)
def test_thresholds_hold_in_both_years(now: int, before: int, status: int, change: int, color: int) -> None:
    row = rated(currdenom=now, priordenom=before, currstatus=2.0, change=-0.5)
    found = [row["computed_statuslevel"], row["computed_changelevel"], row["computed_color"]]
    assert found == [status, change, color]
    assert bool(row["why"]) == (color == 0)


@pytest.mark.parametrize(
    ("group", "rtype", "year", "colored"),
    [
        ("FOS", "D", 2023, True),
        ("HOM", "D", 2023, True),
        ("LTEL", "D", 2023, False),
        ("LTEL", "D", 2024, True),
        ("FOS", "S", 2023, False),
        ("EL", "D", 2023, False),
    ],
)
def test_districts_few_foster_and_homeless_students_get_a_color(
    group: str, rtype: str, year: int, colored: bool
) -> None:
    row = rated(
        year=year,
        studentgroup=group,
        rtype=rtype,
        type="UD",
        currdenom=15,
        priordenom=15,
        currstatus=2.0,
        change=0.0,
    )
    assert bool(row["computed_color"]) is colored


@pytest.mark.parametrize("group", ["EO", "ELO", "RFP", "SBA", "CAA", "CAST"])
def test_some_groups_never_get_a_color(group: str) -> None:
    row = rated("ELA", studentgroup=group, currstatus=50.0, change=20.0)
    assert (row["computed_statuslevel"], row["computed_changelevel"], row["computed_color"]) == (5, 5, 0)
    assert "this group no color" in row["why"]


@pytest.mark.parametrize(("students", "cell"), [(149, 4), (150, 5)])
def test_under_150_students_the_three_by_five_grid_holds(students: int, cell: int) -> None:
    row = rated(currdenom=students, currstatus=2.0, change=-1.5)
    assert row["computed_changelevel"] == 5
    assert row["computed_cell"] == cell
    assert row["computed_box"] == 100 + 10 * cell


@pytest.mark.parametrize("indicator", ["ELA", "MATH", "ELPI"])
def test_tests_know_no_three_by_five_grid(indicator: str) -> None:
    assert rated(indicator, currdenom=40, currstatus=60.0, change=40.0)["computed_cell"] == 5


def test_college_career_had_no_three_by_five_grid_in_2018() -> None:
    cells = [
        rated("CCI", year, currdenom=40, currstatus=60.0, change=20.0)["computed_cell"]
        for year in (2018, 2024)
    ]
    assert cells == [5, 4]


@pytest.mark.parametrize(
    ("kind", "level"), [("ES", 2), ("MS", 3), ("HS", 3), ("ED", 2), ("HD", 3), ("UD", 3), ("", 3)]
)
def test_suspension_is_rated_by_kind_of_school(kind: str, level: int) -> None:
    assert rated(type=kind, currstatus=4.0, change=0.0)["computed_statuslevel"] == level


def test_high_schools_are_rated_by_the_grade_11_table() -> None:
    levels = [
        rated("ELA", hscutpoints=flag, currstatus=20.0, change=0.0)["computed_statuslevel"]
        for flag in ("", "Y")
    ]
    assert levels == [4, 3]


def test_changes_come_from_counts_where_there_are() -> None:
    row = rated(
        currnumer=29,
        currdenom=577,
        priornumer=60,
        priordenom=602,
        currstatus=5.0,
        priorstatus=10.0,
        change=-5.0,
    )
    assert row["computed_change"] == -4.9


def test_2022_has_status_only() -> None:
    row = rated(year=2022, currstatus=2.0, change=-1.5)
    assert (row["computed_statuslevel"], row["computed_changelevel"], row["computed_color"]) == (3, 0, 0)
    assert row["why"] == "No colors in 2022."


@pytest.mark.parametrize(("year", "why"), [(2021, "No levels in 2021"), (2031, "No cut scores for 2031")])
def test_years_without_levels_say_so(year: int, why: str) -> None:
    row = rated(year=year, currstatus=2.0, change=-1.5)
    assert not row["rated"]
    assert row["why"].startswith(why)


def test_the_separate_count_of_students_with_disabilities_decides_in_2018() -> None:
    row = {"studentgroup": "SWD", "currstatus": 50.0, "change": 20.0, "currdenom": 40, "priordenom": 40}
    colors = [
        rated("ELA", year, **row, currdenom_swd=20, priordenom_swd=40)["computed_color"]
        for year in (2018, 2023)
    ]
    assert colors == [0, 5]


def test_a_borrowed_prior_result_has_no_prior_number_of_students() -> None:
    row = {"currstatus": 50.0, "change": 20.0, "currdenom": 40, "priordenom": 0}
    assert rated("ELA", 2018, **row)["computed_color"] == 0
    assert rated("ELA", 2018, **row, pairshare="DA")["computed_color"] == 5


def test_rows_keep_their_order_and_index() -> None:
    rows = pd.concat(
        [standard({"currstatus": 1.0}, year=y, indicator=i) for y in (2031, 2018) for i in ("SUSP", "ELA")]
    )
    found = rate_rows(rows, load_accountability())
    assert found.index.tolist() == rows.index.tolist()
    assert found[rows.columns.tolist()].equals(rows)
    assert set(COMPUTED) <= set(found.columns)


def test_no_rows_give_no_rows_with_all_columns() -> None:
    found = rate_rows(standard({"cds": "x"}).iloc[:0], load_accountability())
    assert found.empty
    assert set(COMPUTED) <= set(found.columns)
