"""The made-up students, year after year: they enter, move up, change school and leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from making.chance import Stream
from making.roster import read_plan

SCHOOL_OF_GRADE = {6: "fog-harbor", 9: "cordillera"}  # where a student goes on to in this grade
LONG_TERM_YEARS = 6  # an English learner for six years or more counts as long-term (Education Code 313.1)
RECENT_YEARS = 4  # the state counts students with the learners for four years after reclassification
VANISHED = ("rosa-nunez", "PI", 2025)  # from this year on nobody of this group is at this school


@dataclass(frozen=True)
class Student:
    """One made-up student in one school year."""

    key: int
    school: str
    grade: int  # 0 is kindergarten
    race: str
    learner: bool
    learner_years: int
    reclassified: int | None  # the year it happened
    poor: bool
    disabled: bool
    homeless: bool
    foster: bool
    skill: float
    ties: float

    @property
    def long_term(self) -> bool:
        """Whether this is a long-term English learner."""
        return self.learner and self.grade >= 6 and self.learner_years >= LONG_TERM_YEARS


def plan() -> Any:
    """The chances the population is made with."""
    return read_plan("population.yaml")


@cache
def make_population() -> dict[int, tuple[Student, ...]]:
    """Everybody enrolled in each year from 2022 to 2027."""
    first, *later = plan()["years"]
    enrolled = tuple(_all_grades(first))
    population = {first: _with_continuation(enrolled, first)}
    for year in later:
        stayed = [moved for s in population[year - 1] if (moved := _moves_up(s, year)) is not None]
        population[year] = _with_continuation((*stayed, *_newcomers(stayed, year)), year)
    return population


def _home_schools() -> list[str]:
    return ["alder-creek", "rosa-nunez"]


def _all_grades(year: int) -> Iterator[Student]:
    sizes = plan()["per_grade"]
    for grade in range(13):
        for school in _homes(grade):
            size = sizes["high" if school == "cordillera" else school]
            yield from (_new_student(school, grade, year, i) for i in range(size))


def _homes(grade: int) -> list[str]:
    if grade < 6:
        return _home_schools()
    return ["fog-harbor"] if grade < 9 else ["cordillera"]


def _new_student(school: str, grade: int, year: int, number: int) -> Student:
    chances, dice = plan(), Stream("student", school, grade, year, number)
    race = dice.weighted(_races(school))
    if (school, race) == VANISHED[:2] and year >= VANISHED[2]:
        race = "HI"
    learner = dice.happens(chances["learner"][race] * chances["learner_more"].get(school, 1.0))
    poor, disabled = dice.happens(chances["poor"][race]), dice.happens(chances["disabled"])
    gone = learner and grade > 2 and dice.share() > (1 - chances["reclassified"]) ** (grade - 2)
    skill = dice.bell() + chances["skill"][race] + learner * (0.1 if gone else chances["skill_learner"])
    skill += poor * chances["skill_poor"] + disabled * chances["skill_disabled"]
    return Student(
        key=(year * 100 + grade) * 10_000 + _home_number(school) * 1000 + number,
        school=school,
        grade=grade,
        race=race,
        learner=learner and not gone,
        learner_years=min(grade, 1 + int(dice.share() * (grade + 4))) if learner else 0,
        reclassified=year - int(dice.share() * 6) if gone else None,
        poor=poor,
        disabled=disabled,
        homeless=poor and dice.happens(chances["homeless"] * 1.5),
        foster=dice.happens(chances["foster"]),
        skill=skill,
        ties=dice.bell() + _tie_shift(race, poor, disabled),
    )


def _races(school: str) -> dict[str, float]:
    more = plan()["race_more"].get(school, {})
    return {race: weight * more.get(race, 1.0) for race, weight in plan()["race"].items()}


def _home_number(school: str) -> int:
    return ["alder-creek", "rosa-nunez", "fog-harbor", "cordillera"].index(school)


def _tie_shift(race: str, poor: bool, disabled: bool) -> float:
    chances = plan()
    shift: float = chances["ties"].get(race, 0.0)
    shift += poor * chances["ties_poor"] + disabled * chances["ties_disabled"]
    return shift


def _moves_up(student: Student, year: int) -> Student | None:
    """The student a year later; None when gone."""
    dice, grade = Stream("year", student.key, year), student.grade + 1
    vanished = (student.school, student.race) == VANISHED[:2] and year >= VANISHED[2] and grade < 6
    if grade > 12 or vanished or dice.happens(plan()["leaves"]):
        return None
    chance = plan()["reclassified"] * (1.7 if student.skill > 0 else 0.8)
    leaves_list = student.learner and grade >= 2 and dice.happens(chance)
    return replace(
        student,
        school=SCHOOL_OF_GRADE.get(grade, student.school),
        grade=grade,
        learner=student.learner and not leaves_list,
        learner_years=student.learner_years + student.learner,
        reclassified=year if leaves_list else student.reclassified,
        homeless=student.poor and dice.happens(0.6 if student.homeless else plan()["homeless"]),
        skill=student.skill + dice.bell(0, 0.15),
        ties=student.ties + dice.bell(0, 0.25),
    )


def _newcomers(stayed: list[Student], year: int) -> Iterator[Student]:
    """Students who fill up each grade; a few places fewer every year, as the towns grow older."""
    sizes = plan()["per_grade"]
    for grade in range(13):
        for school in _homes(grade):
            size = sizes["high" if school == "cordillera" else school] - (year - 2022)
            here = sum(s.grade == grade and (s.school == school or grade >= 9) for s in stayed)
            yield from (_new_student(school, grade, year, i) for i in range(max(size - here, 0)))


def _with_continuation(students: tuple[Student, ...], year: int) -> tuple[Student, ...]:
    """The same students, some of the high school's at O'Hara: those whose ties are loosest."""
    moved: set[int] = set()
    for grade, places in plan()["continuation"].items():
        there = sum(s.school == "ohara" and s.grade == grade for s in students)
        high = [s for s in students if s.school == "cordillera" and s.grade == grade]
        loosest = sorted(high, key=lambda s: (s.ties + 0.5 * s.skill, s.key))
        swing = Stream("continuation", year, grade).pick((-3, -1, 0, 2, 4))
        moved |= {s.key for s in loosest[: max(places + swing - there, 0)]}
    return tuple(replace(s, school="ohara") if s.key in moved else s for s in students)


GROUPS = (
    *("ALL", "AA", "AI", "AS", "FI", "HI", "PI", "WH", "MR"),
    *("EL", "LTEL", "ELO", "RFP", "EO", "SED", "SWD", "FOS", "HOM"),
)


def groups_of(student: Student, year: int, academic: bool) -> set[str]:
    """The state's student groups a student counts in; tests count recently reclassified as learners too."""
    recent = student.reclassified is not None and year - student.reclassified < RECENT_YEARS
    flags = {
        student.race: bool(student.race),
        "EL": student.learner or (academic and recent),
        "LTEL": student.long_term,
        "SED": student.poor,
        "SWD": student.disabled,
        "FOS": student.foster,
        "HOM": student.homeless,
    }
    if academic:
        flags |= {"ELO": student.learner, "RFP": recent, "EO": not student.learner_years}
    return {"ALL"} | {group for group, inside in flags.items() if inside}
