"""One series as a team reads it: its verdict, its run chart, what was marked on it, its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from inquiry.measures.runs import LIMIT_POINTS, p_chart, run_chart, xmr_chart
from inquiry.views.charts.drawing import Chart
from inquiry.views.charts.run_frame import Dot, Marks, Part, write_middle
from inquiry.views.charts.runs import plot_run
from inquiry.views.charts.series import write_number
from inquiry.views.desk import Desk
from inquiry.views.evidence.run_axis import Axis, is_new_year, make_axis
from inquiry.views.evidence.run_marks import Change, what_happened
from inquiry.views.evidence.series import Series
from inquiry.views.evidence.series_points import Point
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, numbers, picture
from inquiry.views.state.standing import ALL
from inquiry.views.words import MONTHS, count_of, join_words

MOST_OUTSIDE = 3  # points beyond the limits that are named one by one
PERCENT = "{:.0f}%"
COUNTED = {"percent", "students", "days", "count"}  # units of what cannot be less than none
Limits = list[tuple[float | None, float | None]]  # the least and the greatest, for each point


def draw_series(desk: Desk, series: Series) -> Node:
    """Everything a team sees of one series."""
    heading = el("h3", el("bdi", series.measure))
    if not series.points:
        return el("section", heading, note(_nothing_yet(desk, series)))
    axis = make_axis(desk.district.quarters, series.points[0].date, desk.quarter)
    changes = _shown_changes(desk, series, axis)
    return el(
        "section",
        heading,
        el("p", series.said.words, cls=f"verdict {series.said.cls}"),
        picture(_chart(desk, series, axis, changes), _caption(series)),
        _change_list(changes, folded=not series.link),
        _starts(desk, series),
        note(_counted(desk, series, axis)),
        numbers(note(series.said.why) if series.said.why else None, _table(series)),
    )


def _nothing_yet(desk: Desk, series: Series) -> str:
    counts = series.skill and series.unit in {"percent", "students"}
    if counts and desk.level == "teacher":
        return "Nothing is counted for it yet. Enter a count above, and its chart begins here."
    if counts:
        return "No team has counted this skill yet. The chart begins with the first count."
    return "No reading yet. Enter the first one on this page, and its chart begins here."


def _shown_changes(desk: Desk, series: Series, axis: Axis) -> list[tuple[float, Change]]:
    """The changes that fall on the chart and are meant for its focus, in order of time."""
    made = what_happened(desk, desk.team).changes
    ours = [each for each in made if not (series.focus and each.focus) or each.focus == series.focus]
    placed = [(axis.place(each.date), each) for each in ours]
    return [(place, each) for place, each in placed if place is not None]


def _chart(desk: Desk, series: Series, axis: Axis, changes: Sequence[tuple[float, Change]]) -> Chart:
    held = [axis.place(day) for day in what_happened(desk, desk.team).check_ins]
    starts = [axis.place(start.date) for start in series.starts]
    marks = Marks(
        tuple(place for place in held if place is not None),
        tuple((place, str(n)) for n, (place, _) in enumerate(changes, 1)),
        tuple(place for place in starts if place is not None),
    )
    return plot_run(
        _parts(series, axis),
        axis.stretches,
        marks,
        number=number_of(series),
        limits=(0.0, 100.0) if series.unit == "percent" else None,
        target=series.target,
        alt=_alt(series),
    )


def number_of(series: Series) -> str:
    """How the series' values are written."""
    if series.unit == "percent":
        return PERCENT
    whole = all(float(point.value).is_integer() for point in series.points)
    return "{:,.0f}" if whole else "{:,.1f}"


def _parts(series: Series, axis: Axis) -> list[Part]:
    parts = []
    for points in series.parts:
        limits = _limits_shown(series, points)
        dots = tuple(
            Dot(axis.place(point.date) or 0.0, point.value, short_day(point), *ends)
            for point, ends in zip(points, limits, strict=True)
        )
        parts.append(Part(dots, median(point.value for point in points)))
    return parts


def _limits_shown(series: Series, points: Sequence[Point]) -> Limits:
    """The limits that a chart draws: none where the points shifted, for they would mix before and after."""
    steady = not series.mixed and run_chart(point.value for point in points).verdict != "shift"
    return find_limits(series.unit, points) if steady else [(None, None)] * len(points)


def find_limits(unit: str, points: Sequence[Point]) -> Limits:
    """What chance alone explains for each point; None under 12 points.

    Shares of a known number of students take p-chart limits, in percent; all others those of single values.
    """
    none: Limits = [(None, None)] * len(points)
    if len(points) < LIMIT_POINTS:
        return none
    if unit == "percent" and all(point.students for point in points):
        sizes = [point.students or 1 for point in points]
        met = [
            round(size * point.value / 100) if point.met is None else point.met
            for size, point in zip(sizes, points, strict=True)
        ]
        chart = p_chart(met, sizes)
        return [
            (100 * float(low), 100 * float(high))
            for low, high in zip(chart["low"], chart["high"], strict=True)
        ]
    single = xmr_chart(point.value for point in points)
    if single is None:
        return none
    countable = unit in COUNTED and min(point.value for point in points) >= 0
    return [(max(single.low, 0.0) if countable else single.low, single.high)] * len(points)


def short_day(point: Point) -> str:
    """A point's day as a chart writes it."""
    return f"{MONTHS[point.date.month - 1]} {point.date.day}"


def _alt(series: Series) -> str:
    first, last = series.points[0], series.points[-1]
    number = number_of(series)
    middle = write_middle(median(point.value for point in series.current), number)
    return (
        f"Run chart of {series.measure}: {count_of(len(series.points), 'point')}, from "
        f"{write_number(first.value, number)} on {first.date} to {write_number(last.value, number)} on "
        f"{last.date}, around a middle line at {middle}. {series.said.words}"
    )


def _caption(series: Series) -> str:
    ways = {"up": "Higher is better.", "down": "Lower is better."}
    parts = [ways.get(series.direction, "Nobody has said yet which way is better.")]
    parts.append("The middle line is the median: half of the points lie above it.")
    limits = _limits_shown(series, series.current)
    if limits[0][0] is not None:
        parts.append("Gray band: where single points fall by chance.")
        parts += _outside(series, limits)
    elif series.said.kind == "shift":
        parts.append("After a shift no band of chance is drawn: it would mix before and after.")
    return " ".join(parts)


def _outside(series: Series, limits: Limits) -> list[str]:
    beyond = [
        f"{short_day(point)} ({write_number(point.value, number_of(series))})"
        for point, (low, high) in zip(series.current, limits, strict=True)
        if low is not None and high is not None and not low <= point.value <= high
    ]
    if not beyond:
        return []
    if len(beyond) > MOST_OUTSIDE:
        return [f"{len(beyond)} points lie outside it, each ringed."]
    verb = "lies" if len(beyond) == 1 else "lie"
    return [f"{join_words(beyond)} {verb} outside it: what was different then?"]


def _change_list(changes: Sequence[tuple[float, Change]], *, folded: bool) -> Node | None:
    """What each circled number stands for; folded on the charts of skills, which all have the same ones."""
    if not changes:
        return None
    items = [el("li", f"{each.date}: {each.what}: ", el("bdi", each.idea)) for _, each in changes]
    title = "What the circled numbers stand for"
    if folded:
        return el("details", el("summary", title), el("ol", items))
    return el("div", note(f"{title}:"), el("ol", items))


def _starts(desk: Desk, series: Series) -> Node | None:
    """Who let the middle line start anew, from when and why."""
    told = [
        el(
            "li",
            f"New start on {start.date}, decided by ",
            el("bdi", desk.person(start.who)),
            ": ",
            el("bdi", start.reason),
        )
        for start in series.starts
    ]
    return el("ul", told) if told else None


def _counted(desk: Desk, series: Series, axis: Axis) -> str:
    """What a point holds, and what makes points hard to compare."""
    if series.source == "readings":
        said = ["Each point is a reading by hand; several of one day are one point, their mean."]
        if series.unused:
            said.append(
                "There are counts of its skill as well; the chart shows the readings, which are more."
            )
    else:
        group = desk.accountability.groups[series.group].name if series.group != ALL else "All students"
        said = [f"{group}. Each point holds all counts of one week, added up."]
        if len({point.teams for point in series.points}) > 1:
            said.append("Not every team counted each week: some of the ups and downs are only that.")
        if series.unused:
            said.append("Readings by hand are fewer than the counts, and are left out.")
        if any(is_new_year(one, two) for one, two in pairwise(axis.quarters)):
            said.append("After a summer these are other students: a fall in August need not be a loss.")
    return " ".join(said)


def _table(series: Series) -> Node:
    number = number_of(series)
    weekly = series.source == "evidence"
    head = ["Week with" if weekly else "Read on", "Value", "Of how many", "Against the middle"]
    rows: list[list[Child]] = []
    for points in series.parts:
        middle = median(point.value for point in points)
        for point in points:
            size = "–" if point.students is None else str(point.students)
            rows.append(
                [str(point.date), write_number(point.value, number), size, _side(point.value, middle)]
            )
    return data_table(f"{series.measure}: every point", head, rows, numeric=[1, 2])


def _side(value: float, middle: float) -> str:
    return "on it" if value == middle else "above" if value > middle else "below"
