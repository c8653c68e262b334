"""What came of an idea in numbers: each indicator of its focus, predicted and actual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inquiry.views.stations.results import NO_AMOUNT, say_amount
from inquiry.views.tried.eyes import Eyes
from inquiry.views.tried.reading import INDICATORS, PREDICTIONS, REVIEW
from inquiry.views.tried.told import Told, Values


@dataclass(frozen=True)
class Result:
    """One indicator in one quarter: where it began, what was predicted and what came; words or empty."""

    quarter: str
    measure: str
    baseline: str = ""
    predicted: str = ""
    actual: str = ""
    compared: str = ""


def say_results(eyes: Eyes, told: Told) -> Iterator[Result]:
    """What came, quarter by quarter; nothing where the reader may see neither number nor comparison."""
    for quarter, *answers in told.results:
        result = _say_result(eyes, told.owner, quarter, *answers)
        if result.actual or result.compared:
            yield result


def _say_result(
    eyes: Eyes, owner: str, quarter: str, measure: Values, expected: Values, came: Values
) -> Result:
    about = eyes.see(INDICATORS, owner, measure)
    predicted = eyes.see(PREDICTIONS, owner, expected)
    seen = eyes.see(REVIEW, owner, came)
    unit, compared = str(about.get("unit") or ""), str(seen.get("compared") or "")
    return Result(
        quarter,
        eyes.cut(INDICATORS, "measure", about.get("measure")),
        _say(about.get("baseline"), unit),
        _say(predicted.get("expected"), unit),
        _say(seen.get("actual"), unit),
        eyes.option(REVIEW, "compared", compared) if compared else "",
    )


def _say(value: Any, unit: str) -> str:
    """A number with its unit; a value that is no number says nothing here."""
    said = say_amount(value, unit)
    return "" if said == NO_AMOUNT else said
