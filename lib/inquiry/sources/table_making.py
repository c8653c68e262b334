"""Cut scores, grids and their choice become tables; a gap, an overlap or an unknown name is a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from inquiry.sources.table_rows import CutRow, GridRow, Row, TableRow
from inquiry.sources.tables import COLOURS, LEVELS, STEP, WHEN_COLUMNS, Band, Choice, Grid, Indicator, Table

_COLOUR_NUMBERS = {name: number for number, name in COLOURS.items() if number}


class Report(Protocol):
    """Takes note of something wrong in a row."""

    def __call__(self, row: Row, column: str | None, found: str, allowed: str, cure: str) -> None:
        """Row, column, found, allowed, cure."""


def must_be_known(report: Report, column: str, rows: Sequence[Row], names: Mapping[str, object]) -> None:
    """Every row's value in a column must be one of these names."""
    for row in rows:
        value = getattr(row, column)
        if value not in names:
            report(row, column, f"“{value}”", ", ".join(names), "write one of these, or add it there")


def make_choices(
    report: Report,
    rows: Sequence[TableRow],
    cuts: Sequence[CutRow],
    grids: Sequence[GridRow],
    indicators: Mapping[str, Indicator],
) -> dict[tuple[int, str], tuple[Choice, ...]]:
    """The tables of each year and indicator, in the order in which they are tried.

    Returns
    -------
    dict
        (year, indicator) to the choices; a row is rated by the first that fits it.
    """
    made: dict[tuple[int, str], tuple[Choice, ...]] = {}
    bands, drawn = _bands(report, cuts), _grids(report, grids)
    must_be_known(report, "cutscores", rows, {table: None for table, _ in bands})
    must_be_known(report, "grid", rows, drawn)
    must_be_known(report, "small_grid", [row for row in rows if row.small_grid], drawn)
    for row in rows:
        _check_when(report, row)
        table = _table(report, row, bands, drawn, indicators)
        if table:
            key = (row.year, row.indicator)
            made[key] = (*made.get(key, ()), Choice(row.when, table))
    return made


def _check_when(report: Report, row: TableRow) -> None:
    for column in row.when:
        if column not in WHEN_COLUMNS:
            report(row, "when", f"“{column}”", ", ".join(WHEN_COLUMNS), "write one of these")


def _table(
    report: Report,
    row: TableRow,
    bands: Mapping[tuple[str, str], tuple[Band, ...]],
    grids: Mapping[str, Grid],
    indicators: Mapping[str, Indicator],
) -> Table | None:
    status, change = bands.get((row.cutscores, "status")), bands.get((row.cutscores, "change"))
    indicator = indicators.get(row.indicator)
    if status is None or change is None or row.grid not in grids or indicator is None:
        return None
    if (status[0].highest is None) != (indicator.direction == "higher"):
        allowed = f"{indicator.direction} is better, as in indicators.yaml"
        report(row, "cutscores", f"“{row.cutscores}” the other way round", allowed, "mend one of them")
    grid, small = grids[row.grid], grids.get(row.small_grid)
    return Table(row.cutscores, row.year, row.indicator, indicator.direction, status, change, grid, small)


def _bands(report: Report, rows: Sequence[CutRow]) -> dict[tuple[str, str], tuple[Band, ...]]:
    """The bands of each table and scale, level 5 first; a fault where they overlap or leave a gap."""
    made: dict[tuple[str, str], tuple[Band, ...]] = {}
    for key in dict.fromkeys((row.table, row.scale) for row in rows):
        mine = sorted((row for row in rows if (row.table, row.scale) == key), key=lambda row: -row.level)
        if [row.level for row in mine] != sorted(LEVELS, reverse=True):
            report(mine[0], "level", f"{len(mine)} rows", "each level 1 to 5 once", "mend this table's rows")
            continue
        for one, two in _broken(mine):
            found = f"{one.highest} in level {one.level}, then {two.lowest} in level {two.level}"
            cure = f"let each range begin {STEP} after the one below it ends"
            report(two, "lowest", found, "ranges without gap or overlap", cure)
        made[key] = tuple(Band(**row.model_dump(include=set(Band.__dataclass_fields__))) for row in mine)
    return made


def _broken(rows: Sequence[CutRow]) -> Iterator[tuple[CutRow, CutRow]]:
    """Neighbours that do not join, in rising order of their ranges."""
    rising = rows if rows[0].lowest is None else rows[::-1]
    for one, two in pairwise(rising):
        joined = one.highest is not None and two.lowest is not None and two.lowest - one.highest == STEP
        if not joined:
            yield one, two
    if rising[0].lowest is not None or rising[-1].highest is not None:
        yield rising[0], rising[-1]


def _grids(report: Report, rows: Sequence[GridRow]) -> dict[str, Grid]:
    made: dict[str, Grid] = {}
    for name in dict.fromkeys(row.grid for row in rows):
        mine = [row for row in rows if row.grid == name]
        if sorted(row.status_level for row in mine) != list(LEVELS):
            allowed = "each status level 1 to 5 once"
            report(mine[0], "status_level", f"{len(mine)} rows", allowed, "mend this grid's rows")
        cells = {(row.status_level, level): row.colour(level) for row in mine for level in LEVELS}
        colours = {cell: _COLOUR_NUMBERS[text] for cell, text in cells.items() if text}
        seen = frozenset((row.status_level, level) for row in mine for level in row.seen_in_rows)
        made[name] = Grid(name, colours, seen, mine[0].source)
    return made
