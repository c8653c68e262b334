"""Trends by student group: small multiples of the published years, gaps left open, with their numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from inquiry.measures.trend import trend_rows
from inquiry.views.charts.drawing import Chart
from inquiry.views.charts.series import Series, write_number
from inquiry.views.charts.trends import plot_trends
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces, same_for_all
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, look_up, note, numbers, picture
from inquiry.views.state.standing import (
    ALL,
    Record,
    Standing,
    find_standings,
    group_of,
    no_results,
    place_rows,
    records,
)
from inquiry.views.words import count_of, is_number, say_value, span_years, unit_of_change, which_way

NUMBERS = {"rate": "{:.1f}%", "distance": "{:+.1f}", "points": "{:.1f}"}
Values = dict[int, float]  # year -> published value
FEWEST_FOR_A_TREND = 5  # with four points or fewer: show them, draw no conclusion (reference: run charts)
HOW_TO_READ = (
    "One panel for each group; those of one indicator have the same scale. The second line in a panel is all "
    "students, a level line is the standard."
)
FEW_YEARS = f"Fewer than {FEWEST_FOR_A_TREND} years are not a trend: they say where we were and where we are."


def trend_faces(desk: Desk) -> Faces:
    """How each indicator moved over the published years, for all students and each group."""
    standings = find_standings(desk)
    if not standings:
        return no_results(desk)
    rows = trend_rows(place_rows(desk), desk.accountability)
    found = {one.indicator.id: group_values(desk, one, rows) for one in standings}
    few = any(len(_years(values)) < FEWEST_FOR_A_TREND for values in found.values())
    sections = [_section(desk, one, found[one.indicator.id]) for one in standings]
    return same_for_all(el("div", note(HOW_TO_READ), sections, note(FEW_YEARS) if few else None))


def _years(values: dict[str, Values]) -> list[int]:
    return sorted({year for known in values.values() for year in known})


def _section(desk: Desk, standing: Standing, values: dict[str, Values]) -> Node:
    years = _years(values)
    lead = el("p", _lead(desk, standing, values), cls="lead")
    table = _table(desk, standing, values, years)
    drawn = {group: known for group, known in values.items() if len(known) > 1}
    if not drawn:
        there = f"one year only ({span_years(years)})" if years else "no result"
        alone = note(f"The files hold {there}: no trend to show.")
        return el("section", el("h3", standing.indicator.name), lead, alone, table)
    chart = picture(_plot(desk, standing, drawn, years))
    remarks = [note(words) for words in _remarks(desk, standing, years)]
    name, shown = standing.indicator.name, (chart, numbers(table), remarks)
    groups = look_up("Year by year, each student group", name, *shown, cls="roomy")
    return el("section", el("h3", name), lead, groups)


def group_values(desk: Desk, standing: Standing, rows: pd.DataFrame) -> dict[str, Values]:
    """Group -> year -> value, for groups with a result in the latest year, as far as the state shows them."""
    values: dict[str, Values] = {}
    for row in records(rows[rows["indicator"].eq(standing.indicator.id)]):
        if is_number(row["value"]) and _is_enough(desk, row["n"], int(row["year"])):
            values.setdefault(str(row["studentgroup"]), {})[int(row["year"])] = float(row["value"])
    groups = [str(row["studentgroup"]) for row in standing.rows if _is_looked_at(desk, standing, row)]
    return {group: dict(sorted(values[group].items())) for group in groups if group in values}


def _is_enough(desk: Desk, students: float, year: int) -> bool:
    rules = desk.accountability.rules(year)
    return not is_number(students) or rules is None or students >= rules.shown_from


def _is_looked_at(desk: Desk, standing: Standing, row: Record) -> bool:
    """A teacher team sees the groups that are large enough for a color; others see all that can have one."""
    rules = desk.accountability.rules(standing.year)
    if not group_of(desk, row).colored:
        return False
    if desk.level != "teacher" or row["studentgroup"] == ALL or rules is None:
        return True
    return bool(row["currdenom"] >= rules.colour_from)


def _lead(desk: Desk, standing: Standing, values: dict[str, Values]) -> str:
    """All students from the first year to the last, in words."""
    indicator, row = standing.indicator, standing.everyone
    known = values.get(str(row["studentgroup"]), {}) if row else {}
    if row is None or len(known) < 2:
        return f"{indicator.name}. {which_way(indicator)}"
    (first, old), (last, new) = next(iter(known.items())), list(known.items())[-1]
    moved = round(new - old, 1)
    better = "better" if (moved > 0) == (indicator.direction == "higher") else "worse"
    way = f"{abs(moved):.1f} {unit_of_change(indicator)} {better}" if moved else "no different"
    return (
        f"All students: {say_value(indicator, old)} in {first}, {say_value(indicator, new)} in {last}: {way}."
    )


def _plot(desk: Desk, standing: Standing, drawn: dict[str, Values], years: list[int]) -> Chart:
    indicator = standing.indicator
    every = list(range(years[0], years[-1] + 1))
    series = {group: _series(desk, standing, group, known, every) for group, known in drawn.items()}
    return plot_trends(
        list(series.values()),
        series.get(ALL),
        [(year, str(year)) for year in every],
        title=f"{indicator.name}: {indicator.unit}. {which_way(indicator)}",
        number=NUMBERS[indicator.kind],
        alt=_alt(standing, series),
        line_at=0.0 if indicator.kind == "distance" else None,
    )


def _series(desk: Desk, standing: Standing, group: str, known: Values, every: list[int]) -> Series:
    row = next(row for row in standing.rows if row["studentgroup"] == group)
    students = count_of(row["currdenom"], "student") if is_number(row["currdenom"]) else ""
    points = tuple((float(year), known.get(year)) for year in every)
    return Series(group_of(desk, row).name, points, students)


def _alt(standing: Standing, series: dict[str, Series]) -> str:
    number = NUMBERS[standing.indicator.kind]
    said = []
    for one in series.values():
        known = [(x, value) for x, value in one.points if value is not None]
        (first, old), (last, new) = known[0], known[-1]
        ends = f"{write_number(old, number)} in {first:.0f}, {write_number(new, number)} in {last:.0f}"
        said.append(f"{one.name} {ends}")
    return f"{standing.indicator.name} by year, one panel for each group. {'; '.join(said)}."


def _table(desk: Desk, standing: Standing, values: dict[str, Values], years: list[int]) -> Node:
    names = {str(row["studentgroup"]): group_of(desk, row).name for row in standing.rows}
    number = NUMBERS[standing.indicator.kind]
    rows: list[list[Child]] = [
        [names[group], *(write_number(known[year], number) if year in known else "–" for year in years)]
        for group, known in values.items()
    ]
    unit = f"{standing.indicator.unit}; {which_way(standing.indicator).rstrip('.').lower()}"
    caption = f"{standing.indicator.name} by year ({unit})"
    head = ["Student group", *map(str, years)]
    return data_table(caption, head, rows, numeric=range(1, len(years) + 1))


def _remarks(desk: Desk, standing: Standing, years: list[int]) -> Iterator[str]:
    """Years without a point, and why."""
    missing = [year for year in range(years[0], years[-1]) if year not in years]
    holds = {year: desk.accountability.holds(year, standing.indicator.id) for year in missing}
    silent = [year for year, held in holds.items() if held is not None and not held.status]
    no_file = [year for year in missing if year not in silent]
    if silent:
        yield f"No point for {span_years(silent)}: the state published no levels then."
    if no_file:
        yield f"No point for {span_years(no_file)}: the district's folder has no file of it."
