"""The district's own results for the local indicators."""

from pathlib import Path

import pandas as pd
import pytest

from inquiry.errors import Checked
from inquiry.sources import read_local_indicators

WIDE = "cds|rtype|districtname|Pr1|Pr2|Pr3|Pr4|Pr9|reportingyear"


def read(
    tmp_path: Path, text: str, name: str = "local_indicators.csv", cds: str | None = None
) -> Checked[pd.DataFrame]:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
    return read_local_indicators(tmp_path / name, cds)


def test_results_are_sorted_by_year_and_priority(tmp_path: Path) -> None:
    frame = read(
        tmp_path, "Year;Priority;Result\n2024;2;not met\n2024;1;Met\n2023;10;Not Met For Two or More Years\n"
    ).or_raise()
    assert frame[["year", "priority", "result"]].values.tolist() == [
        [2023, 10, "Not Met For Two or More Years"],
        [2024, 1, "Met"],
        [2024, 2, "Not Met"],
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("24,1,Met", "year"),
        ("2024,11,Met", "priority"),
        ("2024,1.0,Met", "priority"),
        ("2024,1,Perhaps", "result"),
        ("2024,1,", "result"),
    ],
)
def test_a_fault_names_row_and_column(tmp_path: Path, row: str, column: str) -> None:
    checked = read(tmp_path, f"year,priority,result\n2024,2,Met\n{row}\n")
    (fault,) = checked.faults
    assert (fault.row, fault.column) == (3, column)
    assert len(checked.value) == 1


def test_a_result_twice_is_a_fault(tmp_path: Path) -> None:
    checked = read(tmp_path, "year,priority,result\n2024,2,Met\n2024,2,Not Met\n")
    assert [fault.row for fault in checked.faults] == [3]


def test_the_states_own_file_gives_the_same_list(tmp_path: Path) -> None:
    rows = ["61999990000000|D|Other|Met|Met|Met|||2023", "61123450000000|D|Valle Verde|Met|Not Met||||2023"]
    text = "\n".join([WIDE, *rows]) + "\n"
    frame = read(tmp_path, text, "localdownload2023.txt", "61123450000000").or_raise()
    assert frame[["year", "priority", "result"]].values.tolist() == [[2023, 1, "Met"], [2023, 2, "Not Met"]]


def test_the_states_file_without_this_district_is_a_fault(tmp_path: Path) -> None:
    checked = read(tmp_path, f"{WIDE}\n61999990000000|D|Other|Met|Met|Met|||2023\n", cds="61123450000000")
    assert [fault.column for fault in checked.faults] == ["cds"]


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    assert [fault.found for fault in read_local_indicators(tmp_path / "none.csv").faults] == ["no such file"]
