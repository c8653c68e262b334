"""A team's indicators, one line each: baseline, target, prediction, result, as a face may show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import find_link
from inquiry.district import Quarter, Team
from inquiry.views.desk import Desk
from inquiry.views.faces import Face
from inquiry.views.html import Child
from inquiry.views.others import say_field
from inquiry.views.readable import Said, read_rows
from inquiry.views.words import count_of, say_day

INDICATORS, PREDICTIONS, REVIEW = "success-indicators", "predictions", "review"
UNITS = {"percent": "%", "students": " students", "points": " points", "days": " days"}
NO_DIRECTION = "Which way is better is not set, so nothing is said about better or worse."


@dataclass(frozen=True)
class Result:
    """One indicator of a team, with its prediction and its result where they may be read."""

    said: Said
    prediction: Said | None
    review: Said | None

    @property
    def measure(self) -> str:
        """What is counted."""
        return " ".join(str(self.said.values.get("measure", "")).split())

    @property
    def skill(self) -> str | None:
        """The skill whose evidence it follows."""
        skill = self.said.values.get("skill")
        return str(skill) if skill else None

    @property
    def directed(self) -> bool:
        """Whether it says which way is better."""
        return self.said.row.values.get("direction") in {"up", "down"}

    def amount(self, field: str) -> str:
        """Baseline or target with its unit; a dash where it may not be read or is not there."""
        return say_amount(self.said.values.get(field), self.said.values.get("unit"))

    @property
    def predicted(self) -> str:
        """What was expected, with the indicator's unit."""
        if self.prediction is None or not self.prediction.has("expected"):
            return "not predicted"
        return say_amount(self.prediction.values["expected"], self.said.values.get("unit"))

    @property
    def actual(self) -> str:
        """The result that the team wrote into its review, and of which day it is."""
        if self.review is None or not self.review.has("actual"):
            return "–"
        day = self.review.day("read_on")
        value = say_amount(self.review.values["actual"], self.said.values.get("unit"))
        return f"{value} ({say_day(day)})" if day else value

    def compared(self, desk: Desk) -> Child:
        """How it came out beside the prediction, in the team's words."""
        return say_field(desk, self.review, "compared") if self.review else None

    @property
    def by_when(self) -> dt.date | None:
        """The day by which the target is to be reached."""
        return self.said.day("by_when")

    def say_by_when(self, quarter: Quarter) -> str | None:
        """That day in words; a day that an earlier quarter left behind is said to be so."""
        if self.by_when is None:
            return None
        return say_day(self.by_when) + (", before this quarter" if self.by_when < quarter.start else "")


NO_AMOUNT = "–"


def say_amount(value: Any, unit: Any) -> str:
    """A number with its unit; a dash for none.

    Examples
    --------
    >>> say_amount(48, "percent"), say_amount(-1.5, "average"), say_amount(1, "days"), say_amount(None, "")
    ('48%', '−1.5', '1 day', '–')
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return NO_AMOUNT
    if value == 1 and unit in {"students", "points", "days"}:
        return count_of(1, str(unit)[:-1])
    return f"{value:,.10g}".replace("-", "−") + UNITS.get(str(unit), "")


def results_of(desk: Desk, team: Team, quarter: Quarter, face: Face = "team") -> list[Result]:
    """A team's indicators of a quarter, each with its prediction and its result."""
    predicted = _by_indicator(desk, PREDICTIONS, team, quarter, face)
    reviewed = _by_indicator(desk, REVIEW, team, quarter, face)
    return [
        Result(said, predicted.get(said.row.row), reviewed.get(said.row.row))
        for said in read_rows(desk, INDICATORS, [team], quarter, face)
        if said.has("measure")
    ]


def _by_indicator(desk: Desk, form_id: str, team: Team, quarter: Quarter, face: Face) -> Mapping[str, Said]:
    """Indicator's row -> the row that points to it; of several the last."""
    found: dict[str, Said] = {}
    for said in read_rows(desk, form_id, [team], quarter, face):
        link = find_link(said.row.values.get("indicator"))
        if link is not None and link.owner == team.team and link.form == INDICATORS:
            found[link.row] = said
    return found
