"""What became of each made-up student in a year: scores, absence, suspension, progress, graduation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from making.chance import Stream
from making.population import Student, groups_of, make_population
from making.roster import read_plan

TESTS = {"ELA": (3, 4, 5, 6, 7, 8, 11), "MATH": (3, 4, 5, 6, 7, 8, 11), "SCIENCE": (5, 8, 11)}
SPREAD = {"ELA": 82.0, "MATH": 84.0, "SCIENCE": 13.0}  # scale points for one standard deviation of skill
NOISE = {"ELA": 42.0, "MATH": 46.0, "SCIENCE": 9.0}
# The lowest score a student can be given, as a distance from standard, for one who did not take the test.
NOISE_OF_RISK = 0.9  # chance beside what the leaning says, in standard deviations
LOWEST = {"ELA": {3: -318, 11: -284}, "MATH": {3: -250, 11: -348}, "SCIENCE": {3: 0, 11: 0}}


@dataclass(frozen=True)
class Outcome:
    """One student's result: a score or nothing where not tested, or whether the thing happened."""

    student: Student
    score: int | None = None
    happened: bool | None = None

    @property
    def tested(self) -> bool:
        """Whether there is a score."""
        return self.score is not None


def plan() -> Any:
    """The course of each school."""
    return read_plan("dashboard.yaml")


@cache
def make_outcomes(indicator: str, school: str, year: int) -> tuple[Outcome, ...]:
    """The outcomes that an indicator counts at one school in one year; empty where it does not apply."""
    targets = plan()[indicator].get(school)
    if targets is None:
        return ()
    here = [s for s in make_population()[year] if s.school == school and COUNTS[indicator](s)]
    target = targets[plan()["years"].index(year)]
    if indicator in TESTS:
        return tuple(_scored(here, indicator, school, year, target))
    return tuple(_marked(here, indicator, school, year, target))


def lowest_score(indicator: str, student: Student) -> int:
    """What the state enters for a student missing below 95 % participation."""
    return LOWEST[indicator][11 if student.grade == 11 else 3]


COUNTS: dict[str, Callable[[Student], bool]] = {
    **{test: (lambda s, grades=grades: s.grade in grades) for test, grades in TESTS.items()},  # type: ignore[misc]
    "ELPI": lambda s: s.learner and s.learner_years >= 1 and s.grade >= 1,
    "CHRO": lambda s: s.grade <= 8,
    "SUSP": lambda s: True,
    "GRAD": lambda s: s.grade == 12,
    "CCI": lambda s: s.grade == 12,
}


def _scored(here: Sequence[Student], test: str, school: str, year: int, target: float) -> Iterable[Outcome]:
    share = plan()["participation"].get(school, {}).get(test)
    taking = share[plan()["years"].index(year)] if share else 1.0
    untested = _lowest_share(here, lambda s: s.ties + _dice(s, "tested", test, year), 1 - taking)
    taken = [s for s in here if s.key not in untested]
    raw = {s.key: _raw_score(s, test, school, year) for s in taken}
    middle = sum(raw.values()) / max(len(raw), 1)
    for student in here:
        if student.key in raw:
            score = round(target + raw[student.key] - middle)
            yield Outcome(student, score if test != "SCIENCE" else min(max(score, 0), 100))
        else:
            yield Outcome(student)


def _raw_score(student: Student, test: str, school: str, year: int) -> float:
    noise = _dice(student, test, school, year) * NOISE[test]
    return SPREAD[test] * student.skill + noise + _tweak(student, test, school, year)


def _marked(
    here: Sequence[Student], indicator: str, school: str, year: int, target: float
) -> Iterable[Outcome]:
    """Mark the given share of students: those likeliest to be absent, to progress, to graduate …"""

    def unlikely(student: Student) -> float:
        return -(
            _leaning(student, indicator)
            + _tweak(student, indicator, school, year)
            + NOISE_OF_RISK * _dice(student, indicator, school, year)
        )

    marked = _lowest_share(here, unlikely, target)
    return (Outcome(student, happened=student.key in marked) for student in here)


def _leaning(s: Student, indicator: str) -> float:
    """How much more likely than others this is for a student, in standard deviations."""
    leanings = {
        "ELPI": 0.4 * s.skill + 0.2 * s.ties - 0.35 * s.long_term,
        "CHRO": -s.ties + 0.35 * (s.grade == 0) + 0.6 * s.homeless + 0.4 * s.foster,
        "SUSP": -0.6 * s.ties - 0.25 * s.skill + 0.1 * s.grade,
        "GRAD": 0.5 * s.skill + 0.7 * s.ties,
        "CCI": s.skill + 0.3 * s.ties - 0.3 * s.learner,
    }
    return leanings[indicator]


def _tweak(student: Student, indicator: str, school: str, year: int) -> float:
    at, total = plan()["years"].index(year), 0.0
    for tweak in plan()["tweaks"]:
        if (tweak["indicator"], tweak["school"]) == (indicator, school):
            inside = tweak["group"] in groups_of(student, year, indicator in TESTS)
            total += tweak["points"][at] * inside
    return total


def _dice(student: Student, *what: object) -> float:
    return Stream(*what, student.key).bell()


def _lowest_share(here: Sequence[Student], rank: Callable[[Student], float], share: float) -> set[int]:
    """The keys of the given share of students whose rank is lowest."""
    ordered = sorted((rank(s), s.key) for s in here)
    return {key for _, key in ordered[: round(share * len(here))]}
