"""Measures give new values and leave their arguments as they were."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from sources.published_making import published, standard

from inquiry.measures.audit import audit_rows
from inquiry.measures.compare import compare_groups
from inquiry.measures.grid import count_cells
from inquiry.measures.guess import check_indicators
from inquiry.measures.move import find_all_moves, find_moves
from inquiry.measures.rate import rate_rows
from inquiry.measures.runs import run_chart
from inquiry.measures.trend import trend_rows
from inquiry.sources import load_accountability

MADE = load_accountability()
VERBS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "rate_rows": lambda rows: rate_rows(rows, MADE),
    "audit_rows": lambda rows: audit_rows(rows, MADE),
    "compare_groups": lambda rows: compare_groups(rows, MADE),
    "trend_rows": lambda rows: trend_rows(rows, MADE),
    "find_all_moves": lambda rows: find_all_moves(rows, MADE),
    "count_cells": lambda rows: count_cells(rows, MADE, 2023, "SUSP"),
    "check_indicators": lambda rows: check_indicators(rows, MADE),
}


@pytest.mark.parametrize("verb", VERBS)
def test_the_rows_stay_as_they_were(verb: str) -> None:
    rows = standard(published(), published(studentgroup="EL", currnumer=8, currstatus=4.0))
    before = rows.copy(deep=True)
    first, again = VERBS[verb](rows), VERBS[verb](rows)
    pd.testing.assert_frame_equal(rows, before)
    assert str(first) == str(again)


def test_one_row_stays_as_it_was() -> None:
    row = standard(published()).iloc[0].to_dict()
    before = dict(row)
    find_moves(row, MADE)
    assert str(row) == str(before)


def test_a_list_of_values_stays_as_it_was() -> None:
    values = [3.0, 1.0, None, 2.0]
    run_chart(values)
    assert values == [3.0, 1.0, None, 2.0]
