"""How well we predict: of what we were sure of, how much came out at least as good, over the quarters."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.district import Quarter, Team
from inquiry.views.desk import Desk
from inquiry.views.html import Child, Node, el
from inquiry.views.others import all_below
from inquiry.views.parts import data_table, note, nothing
from inquiry.views.stations.predicted import Predicted, predicted_of
from inquiry.views.words import count_of

# Our own choice: with fewer than five results one prediction moves the share by more than 20 points.
FEWEST_RESULTS = 5
# Our own choice: how sure a team was is its own affair; others are counted together only from so many on.
LEAST_TEAMS, LEAST_TOGETHER = 3, 10
LIMIT = (
    "Counted are predictions from before their evidence, for which a result was written. Sure means “Sure” "
    "or “Very sure”. A prediction that is often missed is no fault: it shows where there is something to "
    "learn."
)


def calibration_part(desk: Desk) -> Node:
    """The team's own predictions over the quarters; for those with teams below, theirs all together."""
    ours = _gather(desk, (desk.team,))
    parts: list[Child] = [el("h3", "How well we predict"), _own(desk, ours)]
    below = all_below(desk)
    if below:
        parts += [el("h3", "How well the teams below predict, all together"), _together(desk, below)]
    return el("section", parts, note(LIMIT))


def _quarters(desk: Desk) -> list[Quarter]:
    """This quarter and those before it."""
    return [each for each in desk.district.quarters if each.start <= desk.quarter.start]


def _gather(desk: Desk, teams: Sequence[Team]) -> dict[str, list[Predicted]]:
    """Quarter -> the predictions that count."""
    return {
        quarter.id: [each for team in teams for each in predicted_of(desk, team, quarter) if each.counts]
        for quarter in _quarters(desk)
    }


def _all(found: dict[str, list[Predicted]]) -> list[Predicted]:
    return [each for some in found.values() for each in some]


def _own(desk: Desk, found: dict[str, list[Predicted]]) -> Node:
    every = _all(found)
    if not every:
        return nothing(
            "No prediction of ours has a result yet. After the first few we can see how well we predict."
        )
    lead = _say(every)
    if len(every) < FEWEST_RESULTS:
        few = count_of(len(every), "result")
        lead += f" With {few} that says little yet; from {FEWEST_RESULTS} on it begins to."
    return el("div", el("p", lead), _by_quarter(found, sure=True))


def _say(every: Sequence[Predicted]) -> str:
    """The two counts in words."""
    sure = [each for each in every if each.sure]
    good = sum(bool(each.as_good) for each in every)
    said = f"{good} of {count_of(len(every), 'prediction')} came out at least as good as we said."
    if not sure:
        return f"{said} We were sure of none of them."
    kept = sum(bool(each.as_good) for each in sure)
    return f"{said} Of the {len(sure)} we were sure or very sure of, it was {kept}."


def _by_quarter(found: dict[str, list[Predicted]], *, sure: bool) -> Node:
    rows: list[list[Child]] = []
    for quarter, some in found.items():
        good = sum(bool(each.as_good) for each in some)
        cells: list[Child] = [quarter, str(len(some)), str(good) if some else "–"]
        if sure:
            of = [each for each in some if each.sure]
            cells += [str(len(of)), str(sum(bool(each.as_good) for each in of)) if of else "–"]
        rows.append(cells)
    head = ["Quarter", "Predictions with a result", "At least as good"]
    head += ["Of these we were sure of", "At least as good"] if sure else []
    return data_table("Our predictions quarter by quarter", head, rows, numeric=range(1, len(head)))


def _together(desk: Desk, teams: Sequence[Team]) -> Node:
    """All teams below in one sum: no team is told apart, and too few of them not at all."""
    giving = [team for team in teams if any(_gather(desk, (team,)).values())]
    found = _gather(desk, teams)
    every = _all(found)
    if len(giving) < LEAST_TEAMS or len(every) < LEAST_TOGETHER:
        return nothing(
            f"Too few to add up: it takes {LEAST_TOGETHER} results from at least {LEAST_TEAMS} teams, so "
            "that nobody's own predictions can be told from the sum."
        )
    good = sum(bool(each.as_good) for each in every)
    made, teams_said = count_of(len(every), "prediction"), count_of(len(giving), "team")
    said = f"{good} of {made} of {teams_said} came out at least as good as they said. {_sure(every)}"
    return el("div", el("p", said), _by_quarter(found, sure=False))


def _sure(every: Sequence[Predicted]) -> str:
    sure = [each for each in every if each.sure]
    if len(sure) < FEWEST_RESULTS:
        return "Too few were made by teams that were sure to say more."
    good = sum(bool(each.as_good) for each in sure)
    return f"Of the {len(sure)} that teams were sure or very sure of, it was {good}."
