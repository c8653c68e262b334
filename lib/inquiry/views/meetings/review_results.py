"""The indicators of the quarterly review: what was expected, and what came."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.district import Team
from inquiry.views.desk import Desk
from inquiry.views.html import Child, Node, el
from inquiry.views.others import team_label
from inquiry.views.parts import data_table, note
from inquiry.views.stations.predicted import Predicted, predicted_of
from inquiry.views.stations.results import NO_DIRECTION, Result, results_of, say_amount
from inquiry.views.words import say_day


def say_results(desk: Desk, teams: Sequence[Team]) -> Node | None:
    """Each indicator of some teams, with its prediction and what came; None where there is none."""
    found = [(team, each) for team in teams for each in predicted_of(desk, team, desk.quarter)]
    if not found:
        return None
    rows = [_row(desk, team, each) for team, each in found]
    head = ["Indicator", "Whose", "Was", "Target", "Expected", "Came to", "Beside the prediction"]
    table = data_table(f"Indicators in {desk.quarter.id}", head, rows)
    unset = any(not each.result.directed for _, each in found)
    return el("div", table, note(NO_DIRECTION) if unset else None)


def _row(desk: Desk, team: Team, each: Predicted) -> list[Child]:
    result = each.result
    unset = " (which way is better is not set)" if not result.directed else None
    return [
        [el("bdi", result.measure), unset],
        el("td", team_label(desk, team)),
        el("td", result.amount("baseline")),
        el("td", _target(desk, result)),
        el("td", result.predicted, " (late)" if each.late else None),
        el("td", _came_to(each)),
        el("td", result.compared(desk) or "Not reviewed yet"),
    ]


def _target(desk: Desk, each: Result) -> Child:
    by = each.say_by_when(desk.quarter)
    return [each.amount("target"), f" by {by}" if by else None]


def _came_to(each: Predicted) -> str:
    """The team's own result; before there is one, the newest count or reading, said to be so."""
    if each.source == "result" or each.actual is None:
        return each.result.actual
    value = say_amount(round(each.actual, 1), each.result.said.values.get("unit"))
    return f"So far {value} ({say_day(each.read_on)})" if each.read_on else f"So far {value}"


def say_targets(desk: Desk, teams: Sequence[Team]) -> Node | None:
    """What staff read of the indicators: what is counted, and where it should be."""
    rows: list[list[Child]] = [
        [el("bdi", each.measure), team_label(desk, team), _target(desk, each)]
        for team in teams
        for each in results_of(desk, team, desk.quarter, "staff")
    ]
    head = ["Indicator", "Whose", "Target"]
    return data_table(f"Indicators in {desk.quarter.id}", head, rows) if rows else None
