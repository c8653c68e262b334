"""Trends by student group: small multiples of the published years, gaps left open, with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from inquiry.measures.trend import trend_rows
from inquiry.sources.tables import Indicator
from inquiry.views.charts.trends import Series, plot_trends, write_number
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces, same_for_all
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, numbers, picture
from inquiry.views.standing import (
    ALL,
    Standing,
    find_standings,
    group_of,
    is_shown,
    no_results,
    place_rows,
    records,
)
from inquiry.views.words import count_of, is_number, say_value, span_years, unit_of_change, which_way

NUMBERS = {"rate": "{:.1f}%", "distance": "{:+.1f}", "points": "{:.1f}"}
Values = dict[int, float]  # year -> published value


def trend_faces(desk: Desk) -> Faces:
    """How each indicator moved over the published years, for all students and each group."""
    standings = find_standings(desk)
    if not standings:
        return no_results(desk)
    rows = trend_rows(place_rows(desk), desk.accountability)
    return same_for_all(el("div", [_section(desk, one, rows) for one in standings]))


def _section(desk: Desk, standing: Standing, rows: pd.DataFrame) -> Node:
    values = group_values(desk, standing, rows)
    years = sorted({year for known in values.values() for year in known})
    lead = el("p", _lead(standing.indicator, values.get(ALL, {})), cls="lead")
    table = _table(desk, standing, values, years)
    drawn = {group: known for group, known in values.items() if len(known) > 1}
    if not drawn:
        alone = note(f"The files hold one year only ({span_years(years)}): no trend to show.")
        return el("section", el("h3", standing.indicator.name), lead, alone, table)
    chart = picture(_plot(desk, standing, drawn, years), _caption(standing.indicator, drawn))
    remarks = [note(words) for words in _remarks(desk, standing, years)]
    return el("section", el("h3", standing.indicator.name), lead, chart, numbers(table), remarks)


def group_values(desk: Desk, standing: Standing, rows: pd.DataFrame) -> dict[str, Values]:
    """Group -> year -> value, for the groups that have a result in the latest year; what the state hides is left out."""
    mine = rows[rows["indicator"].eq(standing.indicator.id)]
    values: dict[str, Values] = {}
    for row in records(mine):
        if is_number(row["value"]) and _is_large(desk, row):
            values.setdefault(str(row["studentgroup"]), {})[int(row["year"])] = float(row["value"])
    order = [str(row["studentgroup"]) for row in standing.rows if _is_drawn(desk, standing, row)]
    return {group: dict(sorted(values[group].items())) for group in order if group in values}
