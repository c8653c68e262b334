"""The five-by-five: how many schools stand in each cell, and which of our student groups stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inquiry.errors import UsageError
from inquiry.measures.grid import count_cells
from inquiry.sources import Table
from inquiry.views.charts.grid import GridCell, GridLevel, plot_grid
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces, same_for_all
from inquiry.views.html import Child, Node, either, el
from inquiry.views.look import SWATCHES
from inquiry.views.parts import chip, data_table, look_up, note, numbers, picture
from inquiry.views.state.bands import best_first, say_band, say_change_band
from inquiry.views.state.grid_table import LEVELS, Cells, grid_table
from inquiry.views.state.standing import (
    ALL,
    Standing,
    cell_of,
    change_words,
    disagreements,
    find_standings,
    group_of,
    no_results,
    records,
    status_words,
)
from inquiry.views.words import count_of, is_number, join_words, unit_of_change, which_way

Placed = Mapping[tuple[int, int], list[str]]


def five_by_five_faces(desk: Desk, indicator: str | None = None) -> Faces:
    """The five-by-five of every indicator this level looks at, or of one."""
    if indicator is not None and indicator not in desk.accountability.indicators:
        there = ", ".join(desk.accountability.indicators)
        raise UsageError(f"There is no indicator “{indicator}”. There are: {there}.")
    standings = find_standings(desk, indicator)
    if not standings:
        return no_results(desk)
    sections = [_section(desk, standing) for standing in standings]
    return same_for_all(el("div", sections, [note(words) for words in _small_groups(desk, standings)]))


def _section(desk: Desk, standing: Standing) -> Node:
    return el(
        "section",
        el("h3", standing.title),
        el("p", _lead(desk, standing), cls="lead"),
        _where(desk, standing),
        look_up(
            "The grid of all schools",
            standing.title,
            _grid(desk, standing),
            [note(words) for words in _notes(desk, standing)],
        ),
        numbers(group_table(desk, standing), summary="Each student group: numbers and color"),
        cls="standing",
    )


def _lead(desk: Desk, standing: Standing) -> str:
    row = standing.everyone
    if row is None:
        return "No result for all students was published."
    color, way = SWATCHES[int(row["color"])].name, which_way(standing.indicator)
    moved, name = change_words(standing, row), group_of(desk, row).name
    return f"{name}: {color}. Status {status_words(standing, row)}; change {moved}. {way}"


def _where(desk: Desk, standing: Standing) -> Node | None:
    """What the grid shows, as a list that fits any width: each cell where one of ours stands, red first."""
    table = standing.table
    if table is None:
        return None
    placed = [(table.colour(*cell), *cell, names) for cell, names in _placed(desk, standing).items()]
    items = [
        el(
            "li",
            chip(color),
            f" {table.status_label(status)}, {table.change_label(change).lower()}: ",
            el("b", join_words(names)),
        )
        for color, status, change, names in sorted(placed)
    ]
    return el("ul", items, cls="stands") if items else None


def group_table(desk: Desk, standing: Standing) -> Node:
    """Each student group's published numbers and color."""
    rows: list[list[Child]] = [
        [
            group_of(desk, row).name,
            chip(int(row["color"])) if row["color"] else ["No color", el("br"), el("small", row["why"])],
            status_words(standing, row),
            change_words(standing, row),
            f"{row['currdenom']:,.0f}" if is_number(row["currdenom"]) else "–",
        ]
        for row in standing.rows
    ]
    head = ("Student group", "Color", "Status", "Change", "Students")
    return data_table(f"{standing.title}: each student group", head, rows, numeric=[4])


def _grid(desk: Desk, standing: Standing) -> Node:
    """The picture and its numbers; on the site the numbers' table is itself the picture."""
    table = standing.table
    placed = _placed(desk, standing)
    if table is None or not placed:
        return note(f"No five-by-five for {standing.year}: no group here has a color in that year.")
    cells = _cells(desk, standing, table, placed)
    words = grid_table(standing, table, cells)
    chart = plot_grid(
        cells,
        [
            GridLevel(band.level, band.label, say_band(standing.indicator, band))
            for band in best_first(table.status)
        ],
        [
            GridLevel(band.level, band.label, say_change_band(band))
            for band in reversed(best_first(table.change))
        ],
        status_title=f"{standing.indicator.short} {standing.year}. {which_way(standing.indicator)}",
        change_title=f"Change in a year, in {unit_of_change(standing.indicator)}: better to the right",
        alt=_alt(standing, placed, table),
    )
    return either(el("div", picture(chart), numbers(words)), words)


def _placed(desk: Desk, standing: Standing) -> Placed:
    """Cell -> the names that stand in it, this school or district first."""
    placed: dict[tuple[int, int], list[str]] = {}
    for row in standing.rows:
        cell = cell_of(row)
        if cell is not None:
            name = _own_name(desk) if row["studentgroup"] == ALL else group_of(desk, row).name
            other = row["computed_color"] and row["color"] != row["computed_color"]
            color = f" (published: {SWATCHES[int(row['color'])].name})" if other else ""
            placed.setdefault(cell, []).append(name + color)
    return placed


def _own_name(desk: Desk) -> str:
    return "This school" if desk.school else "This district"


def _cells(
    desk: Desk, standing: Standing, table: Table, placed: Mapping[tuple[int, int], list[str]]
) -> Cells:
    counts = _counts(desk, standing)
    return {
        (status, change): GridCell(
            table.colour(status, change),
            int(counts.get((status, change), 0)),
            100 * counts.get((status, change), 0) / max(1, sum(counts.values())),
            tuple(placed.get((status, change), ())),
        )
        for status in LEVELS
        for change in LEVELS
    }


def _counts(desk: Desk, standing: Standing) -> dict[tuple[int, int], int]:
    """Schools of the files in each cell, all students; only those that are rated by the same table."""
    row = standing.everyone or standing.rows[0]
    counted = count_cells(
        desk.dashboard.tally,
        desk.accountability,
        standing.year,
        standing.indicator.id,
        type=row["type"] if desk.school and _by_type(standing) else None,
        hscutpoints=bool(row["hscutpoints"]) if _by_grades(standing) else None,
        studentgroup=str(row["studentgroup"]),
    )
    return {(int(r["statuslevel"]), int(r["changelevel"])): int(r["n"]) for r in records(counted)}


def _by_type(standing: Standing) -> bool:
    return standing.indicator.id == "SUSP"  # its cut scores differ by type of school


def _by_grades(standing: Standing) -> bool:
    return standing.indicator.id in {"ELA", "MATH"}  # grade 11 has its own cut scores


def _alt(standing: Standing, placed: Placed, table: Table) -> str:
    said = [
        f"{join_words(names)}: status {table.status_label(status)}, change {table.change_label(change)}, "
        f"{SWATCHES[table.colour(status, change)].name}"
        for (status, change), names in sorted(placed.items(), reverse=True)
    ]
    return (
        f"Five-by-five grid, {standing.title}. {'; '.join(said)}. The schools in each cell are in the table."
    )


def _notes(desk: Desk, standing: Standing) -> Iterator[str]:
    """Whose schools are counted, what is not sourced, where we reckon otherwise."""
    total = sum(_counts(desk, standing).values())
    if total and standing.table:
        yield _whose(desk, standing, total)
    yield from disagreements(desk, standing)
    yield from desk.accountability.caveats(standing.year, standing.indicator.id)


def _small_groups(desk: Desk, standings: Sequence[Standing]) -> Iterator[str]:
    """The state's other method for few students, where a group here falls under it; said once."""
    used = [
        one
        for one in standings
        if any(cell_of(row) and row["computed_cell"] != row["computed_changelevel"] for row in one.rows)
    ]
    if used:
        small = desk.accountability.rules(used[0].year)
        below = f"fewer than {small.small_below}" if small else "few"
        yield (
            f"Groups of {below} students use the state's three-by-five method: a significant change counts "
            "as a plain one, since a few students can move it far."
        )


def _whose(desk: Desk, standing: Standing, total: int) -> str:
    counted = _alike(desk, standing)
    kind = _kind(standing, desk)
    if total > counted:
        return f"Counted: {count_of(total, 'school')} of the state's file{kind}, this district's among them."
    return f"Counted: {count_of(total, 'school')} of this district{kind}."


def _alike(desk: Desk, standing: Standing) -> int:
    """How many of the district's own schools are counted in the grid."""
    here, rows = standing.everyone or standing.rows[0], desk.dashboard.rows
    mine = (
        rows["year"].eq(standing.year) & rows["indicator"].eq(standing.indicator.id) & rows["rtype"].eq("S")
    )
    mine &= rows["studentgroup"].eq(here["studentgroup"]) & rows["color"].gt(0)
    if desk.school and _by_type(standing):
        mine &= rows["type"].eq(here["type"])
    if _by_grades(standing):
        mine &= rows["hscutpoints"].eq(here["hscutpoints"])
    return int(mine.sum())


def _kind(standing: Standing, desk: Desk) -> str:
    if _by_grades(standing):
        return (
            " that are rated on grade 11"
            if standing.rows[0]["hscutpoints"]
            else " that are rated on grades 3 to 8"
        )
    return f" of the same type ({standing.rows[0]['type']})" if _by_type(standing) and desk.school else ""
