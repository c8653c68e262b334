"""The five-by-five grid with its counts."""

import pytest
from sources.published_making import need_real_files, standard

from inquiry.measures.grid import CELL_COLUMNS, count_cells, count_cells_2017
from inquiry.sources import load_accountability, read_dashboard, read_dashboards
from inquiry.sources.tally import tally_rows

MADE = load_accountability()
ROW = {"rtype": "S", "studentgroup": "ALL", "type": "ES"}


def test_the_states_counts_of_2017_give_its_printed_shares() -> None:
    cells = count_cells_2017(MADE)
    assert cells.attrs["total"] == 7155
    off = cells[(cells["share"].round(1) - cells["published_percent"]).abs().gt(1e-9)]
    assert off.empty


def test_the_grid_of_2017_has_its_own_colors() -> None:
    names = count_cells_2017(MADE).query("statuslevel == 2")["colorname"].tolist()
    assert names == ["Red", "Orange", "Yellow", "Yellow", "Yellow"]


def test_there_are_always_25_cells_best_status_first() -> None:
    cells = count_cells(standard(ROW), MADE, 2023, "SUSP", type="ES")
    assert tuple(cells.columns) == CELL_COLUMNS
    assert list(zip(cells["statuslevel"], cells["changelevel"], strict=True)) == [
        (s, c) for s in (5, 4, 3, 2, 1) for c in (1, 2, 3, 4, 5)
    ]
    assert cells["n"].sum() == cells.attrs["total"] == 0
    assert cells["share"].eq(0).all()


def test_only_rows_with_a_color_are_counted_in_the_cell_of_their_box() -> None:
    rows = standard(
        ROW | {"statuslevel": 3, "changelevel": 5, "color": 4, "box": 140},
        ROW | {"statuslevel": 3, "changelevel": 4, "color": 4, "box": 140},
        ROW | {"statuslevel": 5, "changelevel": 3, "color": 5, "box": 30},
        ROW | {"statuslevel": 5, "changelevel": 3, "color": 0},
        ROW | {"statuslevel": 3, "changelevel": 4, "color": 4, "box": 140, "type": "MS"},
        ROW | {"statuslevel": 3, "changelevel": 4, "color": 4, "box": 140, "rtype": "D"},
        ROW | {"statuslevel": 3, "changelevel": 4, "color": 4, "box": 140, "studentgroup": "EL"},
    )
    cells = count_cells(rows, MADE, 2023, "SUSP", type="ES")
    found = cells[cells["n"].gt(0)][["statuslevel", "changelevel", "n", "colorname"]].values.tolist()
    assert found == [[5, 3, 1, "Blue"], [3, 4, 2, "Green"]]
    assert cells["share"].sum() == pytest.approx(100)


def test_a_tally_gives_the_same_grid_as_its_rows() -> None:
    rows = standard(*[ROW | {"statuslevel": 3, "changelevel": 4, "color": 4, "box": 140}] * 3)
    assert count_cells(tally_rows(rows), MADE, 2023, "SUSP").equals(count_cells(rows, MADE, 2023, "SUSP"))


@pytest.mark.parametrize(("kind", "color"), [("ES", "No color"), ("UD", "Orange")])
def test_colors_are_those_of_the_kind_of_school(kind: str, color: str) -> None:
    cells = count_cells(standard(ROW), MADE, 2023, "SUSP", type=kind)
    assert cells.query("statuslevel == 4 and changelevel == 1")["colorname"].tolist() == [color]


def test_cells_that_no_published_row_has_shown_are_marked() -> None:
    assert count_cells(standard(ROW), MADE, 2023, "ELA")["confirmed"].all()
    assert not count_cells(standard(ROW), MADE, 2023, "ELPI")["confirmed"].all()


def test_a_real_file_fills_the_grid_with_every_colored_school() -> None:
    paths = [path for path in need_real_files() if path.name == "eladownload2018.txt"]
    read = read_dashboard(paths[0]).or_raise()
    cells = count_cells(read.tally, MADE, 2018, "ELA")
    rows = read.rows.query("rtype == 'S' and studentgroup == 'ALL' and color > 0")
    assert cells.attrs["total"] == len(rows) > 80
    everything = read_dashboards(paths[0].parent).value.tally
    assert count_cells(everything, MADE, 2018, "ELA").equals(cells)
