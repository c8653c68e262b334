"""Gaps between a student group and everyone else, with an interval where the files allow one."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from inquiry.measures.compare import compare_groups
from inquiry.sources.tables import Indicator
from inquiry.views.charts.drawing import Chart
from inquiry.views.charts.gaps import Gap, plot_gaps
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces, same_for_all
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, look_up, note, numbers, picture
from inquiry.views.state.standing import ALL, Record, Standing, find_standings, group_of, no_results, records
from inquiry.views.words import is_number, join_words, say_value, signed, unit_of_change

MOST_NAMED = 3  # the widest gaps that the first sentence names; the chart has them all
HOW_TO_READ = {
    "rate": (
        "Rates: the bar through a dot is the 95% interval (Newcombe); where it crosses the line, chance "
        "alone may explain the difference, and the dot is hollow."
    ),
    "mean": (
        "Points: the files hold a mean and a number of students, not the spread, so no interval can be "
        "given. Read small groups with care."
    ),
}
OVERLAP = "Groups overlap: a student may be in several."
# These groups are made by the test itself (a student leaves them by scoring well), so a gap says nothing new.
NOT_COMPARED = frozenset({"language"})


def gap_faces(desk: Desk) -> Faces:
    """Each group against everyone else, in the latest year of each indicator."""
    standings = find_standings(desk)
    if not standings:
        return no_results(desk)
    compared = [(one, group_gaps(desk, one)) for one in standings]
    kinds = {"rate" if one.indicator.kind == "rate" else "mean" for one, gaps in compared if gaps}
    read = [words for kind, words in HOW_TO_READ.items() if kind in kinds]
    how = note(" ".join([*read, OVERLAP])) if read else None
    return same_for_all(el("div", how, [_section(desk, one, gaps) for one, gaps in compared]))


def group_gaps(desk: Desk, standing: Standing) -> list[Record]:
    """The compared groups of a standing, the widest gap on the worse side first."""
    compared = compare_groups(pd.DataFrame(list(standing.rows)), desk.accountability)
    plain = {group.id for group in desk.accountability.groups.values() if group.kind in NOT_COMPARED}
    known = [
        row for row in records(compared) if is_number(row["gap_others"]) and row["studentgroup"] not in plain
    ]
    sign = 1 if standing.indicator.direction == "higher" else -1
    return sorted(known, key=lambda row: sign * row["gap_others"])


def _section(desk: Desk, standing: Standing, gaps: list[Record]) -> Node:
    heading = el("h3", standing.title)
    if not gaps:
        return el("section", heading, note("No student group is large enough here to be compared."))
    chart = picture(_plot(standing, gaps))
    lead = el("p", _lead(standing.indicator, gaps), cls="lead")
    shown = (chart, numbers(_table(standing, gaps)), _not_compared(standing, gaps, desk))
    groups = look_up("Each group beside everyone else", standing.title, *shown, cls="roomy")
    return el("section", heading, lead, groups)


def _not_compared(standing: Standing, gaps: list[Record], desk: Desk) -> Node | None:
    compared = {row["studentgroup"] for row in gaps} | {ALL}
    groups = [group_of(desk, row) for row in standing.rows if row["studentgroup"] not in compared]
    left = [group.name for group in groups if group.kind not in NOT_COMPARED]
    return note(f"Not compared, since too few other students are left: {join_words(left)}.") if left else None


def _lead(indicator: Indicator, gaps: list[Record]) -> str:
    """Which groups stand clearly worse than everyone else, the widest gap first."""
    unit = unit_of_change(indicator)
    worse = [row for row in gaps if row["worse"] and (row["clear"] or indicator.kind != "rate")][:MOST_NAMED]
    if not worse:
        return "No group stands clearly worse than everyone else."
    named = [f"{row['groupname']} ({abs(row['gap_others']):.1f} {unit} worse)" for row in worse]
    return f"Widest {'gap' if len(worse) == 1 else 'gaps'} to everyone else: {join_words(named)}."


def _plot(standing: Standing, gaps: list[Record]) -> Chart:
    indicator = standing.indicator
    better, worse = ("higher", "lower") if indicator.direction == "higher" else ("lower", "higher")
    words = {better: f"{better}: better", worse: f"{worse}: worse"}
    drawn = [
        Gap(
            str(row["groupname"]),
            float(row["gap_others"]),
            *_interval(row),
            text=signed(row["gap_others"]),
            clear=bool(row["clear"]) and is_number(row["gap_low"]),
        )
        for row in gaps
    ]
    return plot_gaps(
        drawn,
        title=f"{standing.title}: difference from everyone else, in {unit_of_change(indicator)}",
        left_word=words["lower"],
        right_word=words["higher"],
        alt=_alt(standing, gaps),
    )


def _interval(row: Record) -> tuple[float | None, float | None]:
    known = is_number(row["gap_low"]) and is_number(row["gap_high"])
    return (float(row["gap_low"]), float(row["gap_high"])) if known else (None, None)


def _alt(standing: Standing, gaps: list[Record]) -> str:
    unit = unit_of_change(standing.indicator)
    said = "; ".join(f"{row['groupname']} {signed(row['gap_others'])}" for row in gaps)
    return f"{standing.title}, each group's difference from everyone else in {unit}: {said}."


def _table(standing: Standing, gaps: list[Record]) -> Node:
    indicator = standing.indicator
    rows: list[list[Child]] = [[*_cells(indicator, row)] for row in gaps]
    head = ["Student group", "Students", "Result", "Everyone else", "Difference"]
    if indicator.kind == "rate":
        head += ["95% interval", "Reading"]
    caption = f"{standing.title}: each group beside everyone else ({unit_of_change(indicator)})"
    return data_table(caption, head, rows, numeric=[1, 4])


def _cells(indicator: Indicator, row: Record) -> Iterator[Child]:
    yield str(row["groupname"])
    yield f"{row['n']:,.0f}"
    yield say_value(indicator, row["value"])
    yield say_value(indicator, row["others_value"])
    yield signed(row["gap_others"])
    if indicator.kind == "rate":
        low, high = _interval(row)
        yield f"{signed(low)} to {signed(high)}" if low is not None and high is not None else "–"
        yield _reading(row)


def _reading(row: Record) -> str:
    if not is_number(row["gap_low"]):
        return "no interval"
    if not row["clear"]:
        return "may be chance"
    return "clearly worse" if row["worse"] else "clearly better"
