"""From students to the figures that a Dashboard row rests on, for each school, group and year."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from making.chance import rounded
from making.outcomes import TESTS, Outcome, lowest_score, make_outcomes
from making.population import GROUPS, groups_of
from making.roster import DISTRICT_CDS, DISTRICT_NAME, schools

PARTICIPATION = 95  # percent; below it the missing students count with the lowest score (ESEA 1111(c)(4)(E))
SHOWN_FROM = 11  # fewer students are not shown (Dashboard technical guide)
ONLY_TESTS = {"ELO", "RFP", "EO"}  # groups that only the test indicators publish


@dataclass(frozen=True)
class Unit:
    """A school, a district or the state, as a row of a Dashboard file names it."""

    cds: str
    rtype: str
    name: str
    district: str
    county: str
    kind: str  # ES, MS, HS, UD
    dass: bool = False
    high: bool = False  # whether the grade 11 cut scores hold
    charter: bool = False


@dataclass(frozen=True)
class Figure:
    """What a row says of one group in one year: a number of students, and how they did."""

    denom: int
    status: Fraction | None  # points, or percent
    numer: int | None = None
    enrolled: int | None = None  # the rest only for tests
    tested: int | None = None
    loss: int = 0
    status_tested: Fraction | None = None

    @property
    def participation(self) -> int | None:
        """Percent tested, whole as the state prints it."""
        if not self.enrolled or self.tested is None:
            return None
        return int(Fraction(100 * self.tested, self.enrolled) + Fraction(1, 2))


Figures = dict[tuple[str, int, str], dict[str, Figure]]  # (indicator, year, cds) -> group -> figure


def own_units() -> list[Unit]:
    """The district's own row and its schools'."""
    kinds = {"ALT": "HS"}
    units = [Unit(DISTRICT_CDS, "D", "", DISTRICT_NAME, "Example", "UD")]
    for school in schools():
        kind = kinds.get(school["type"], school["type"])
        units.append(
            Unit(
                school["cds"],
                "S",
                school["name"],
                DISTRICT_NAME,
                "Example",
                kind,
                dass=school["type"] == "ALT",
                high=kind == "HS",
            )
        )
    return units


@cache
def own_figures(indicator: str, year: int) -> dict[str, dict[str, Figure]]:
    """Figures of the district and its schools, by CDS code and group; groups with nobody are left out."""
    figures: dict[str, dict[str, Figure]] = {}
    everybody: list[Outcome] = []
    for school in schools():
        outcomes = make_outcomes(indicator, school["school"], year)
        everybody += outcomes
        if outcomes:
            figures[school["cds"]] = _by_group(outcomes, indicator, year)
    if everybody:
        figures[DISTRICT_CDS] = _by_group(everybody, indicator, year)
    return figures


def _by_group(outcomes: Sequence[Outcome], indicator: str, year: int) -> dict[str, Figure]:
    academic = indicator in TESTS
    inside_of = [(o, groups_of(o.student, year, academic)) for o in outcomes]
    members = {group: [o for o, groups in inside_of if group in groups] for group in GROUPS}
    if indicator == "ELPI":
        members = {group: inside for group, inside in members.items() if group in {"EL", "LTEL"}}
    make = _test_figure if academic else _rate_figure
    return {
        group: make(inside, indicator)
        for group, inside in members.items()
        if inside and (academic or group not in ONLY_TESTS)
    }


def _rate_figure(outcomes: Sequence[Outcome], indicator: str) -> Figure:
    numer = sum(bool(o.happened) for o in outcomes)
    return Figure(len(outcomes), Fraction(100 * numer, len(outcomes)), numer)


def _test_figure(outcomes: Sequence[Outcome], indicator: str) -> Figure:
    """A mean with the lowest score entered for every student missing below 95 % participation."""
    scores = [o.score for o in outcomes if o.score is not None]
    enrolled, tested = len(outcomes), len(scores)
    figure = Figure(tested, _mean(scores), None, enrolled, tested)
    rate = figure.participation
    if rate is None or rate >= PARTICIPATION:
        return Figure(tested, _mean(scores), None, enrolled, tested, 0, _mean(scores))
    loss = math.ceil(Fraction(PARTICIPATION * enrolled, 100)) - tested
    missing = [lowest_score(indicator, o.student) for o in outcomes if not o.tested][:loss]
    return Figure(tested + loss, _mean([*scores, *missing]), None, enrolled, tested, loss, _mean(scores))


def _mean(scores: Iterable[int]) -> Fraction | None:
    scores = list(scores)
    return Fraction(sum(scores), len(scores)) if scores else None


def shown(figure: Figure) -> Decimal | None:
    """A status as published: one decimal, nothing under eleven students."""
    return rounded(figure.status) if figure.status is not None and figure.denom >= SHOWN_FROM else None


def change_of(now: Figure, before: Figure) -> Decimal | None:
    """The change as published: from unrounded figures, nothing where one year is not shown."""
    if shown(now) is None or shown(before) is None:
        return None
    return rounded(Fraction(now.status or 0) - Fraction(before.status or 0))
