"""What the made-up district asks and measures itself: surveys, own measures, and scores without names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean, stdev
from typing import Any

from making.chance import Stream, rounded
from making.evidence import pupils_in
from making.roster import as_csv, read_plan, schools, teams

SURVEY_COLUMNS = ("date", "school", "respondents", "survey", "question", "asked", "answered", "favorable")
SCORE_COLUMNS = ("date", "measure", "school", "class", "score")
MEASURE_COLUMNS = (
    *("date", "school", "team", "grades", "measure", "studentgroup", "students"),
    *("met", "value", "spread", "unit", "better"),
)
SKIPS = 3  # answers that a question lacks at most: some leave one out


@dataclass(frozen=True)
class Score:
    """One student's result on the reading check, and the student's groups."""

    day: str
    school: str
    classroom: str
    groups: frozenset[str]
    points: float


def make_surveys() -> str:
    """`surveys.csv`."""
    rows = (row for survey in _plan()["surveys"] for row in _survey(survey))
    return as_csv(SURVEY_COLUMNS, rows)


def make_measures() -> str:
    """`measures.csv`."""
    rows = [*_attendance(), *_reading(), *(row for own in _plan()["own"] for row in _own(own))]
    ordered = sorted(rows, key=lambda row: (str(row["date"]), row["measure"]))
    return as_csv(MEASURE_COLUMNS, ([row.get(column, "") for column in MEASURE_COLUMNS] for row in ordered))


def make_scores() -> str:
    """`scores.csv`: the latest reading check, in no order that says who it was."""
    check = _plan()["reading_check"]
    latest = str(check["days"][-1])
    rows = [(s.school, s.classroom, s.points) for s in _scores() if s.day == latest]
    ordered = sorted(rows, key=lambda row: (row[0], row[1], row[2]))
    return as_csv(SCORE_COLUMNS, ((latest, check["measure"], *row) for row in ordered))


def _plan() -> Any:
    return read_plan("local_data.yaml")


def _survey(survey: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    for i, day in enumerate(survey["rounds"]):
        for school in (each["school"] for each in schools()):
            asked, answered = survey["asked"][school][i], survey["answered"][school][i]
            for question in survey["questions"]:
                dice = Stream("survey", survey["survey"], day, school, question["question"])
                here = answered - int(dice.share() * (SKIPS + 1)) if answered > 10 * SKIPS else answered
                favorable = round(here * question["favorable"][school][i])
                who = (survey["respondents"], survey["survey"], question["question"])
                yield (day, school, *who, asked, here, favorable)


def _attendance() -> Iterator[dict[str, Any]]:
    """Each school's share and that of its groups; the district's rows add them up."""
    plan = _plan()["attendance"]
    said = {"measure": plan["measure"], "better": plan["better"]}
    for i, day in enumerate(plan["days"]):
        total: dict[str, list[int]] = {}
        for school, students in plan["students"].items():
            share = plan["shares"][school][i]
            counts = {"ALL": (students, round(students * share))}
            for group, its in plan["groups"].items():
                n = round(students * its["of"])
                wobble = Stream("attendance", school, group, day).bell(spread=1.5)
                counts[group] = (n, round(n * (share + (its["lean"] + wobble) / 100)))
            for group, (n, met) in counts.items():
                total[group] = [a + b for a, b in zip(total.get(group, [0, 0]), (n, met), strict=True)]
                yield {"date": day, "school": school, "studentgroup": group, "students": n, "met": met} | said
        for group, (n, met) in total.items():
            yield {"date": day, "school": "district", "studentgroup": group, "students": n, "met": met} | said


def _reading() -> Iterator[dict[str, Any]]:
    """The reading check's means, from the same scores that `scores.csv` holds."""
    plan = _plan()["reading_check"]
    said = {key: plan[key] for key in ("measure", "unit", "better")}
    places = [*(each["school"] for each in schools()), "district"]
    for day in map(str, plan["days"]):
        for place in places:
            here = [s for s in _scores() if s.day == day and place in (s.school, "district")]
            for group in ("ALL", *plan["groups"]):
                points = [s.points for s in here if group == "ALL" or group in s.groups]
                if len(points) > 1:
                    yield {"date": day, "school": place, "studentgroup": group} | _summary(points) | said


def _summary(points: Sequence[float]) -> dict[str, Any]:
    return {"students": len(points), "value": rounded(fmean(points)), "spread": rounded(stdev(points))}


@cache
def _scores() -> tuple[Score, ...]:
    return tuple(_all_scores())


def _all_scores() -> Iterator[Score]:
    plan = _plan()["reading_check"]
    series = read_plan("evidence.yaml")["series"]
    school_of = {each["team"]: each["school"] for each in teams()}
    for i, day in enumerate(map(str, plan["days"])):
        year = "2025-26" if day < "2026-08" else "2026-27"
        for team, targets in plan["teams"].items():
            classes = next(each["classes"] for each in series if each["team"] == team)
            for classroom, sizes in classes.items():
                shift = Stream("reading class", team, classroom, year).bell(spread=plan["class_spread"])
                for pupil in pupils_in(team, classroom, year, sizes):
                    points = targets[i] + shift + _student_part(plan, pupil, day)
                    yield Score(day, school_of[team], classroom, pupil.groups, round(points))


def _student_part(plan: dict[str, Any], pupil: Any, day: str) -> float:
    """What is the student's own: earlier learning, the day, and what the groups' gaps add on average."""
    steady = plan["ability"]
    chance = Stream("reading check", pupil.key, day).bell()
    shown = plan["spread"] * (steady * pupil.readiness + (1 - steady**2) ** 0.5 * chance)
    share = {"EL": 0.31, "SWD": 0.13, "SED": 0.66}
    lean = sum(points * ((group in pupil.groups) - share[group]) for group, points in plan["groups"].items())
    return float(shown + lean)


def _own(own: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of a measure that one school or team keeps."""
    said = {key: own.get(key, "") for key in ("school", "team", "grades", "measure", "unit", "better")}
    for day, (students, met) in own.get("met", {}).items():
        yield {"date": day, "students": students, "met": met} | said
    for day, (students, value, spread) in own.get("rows", {}).items():
        yield {"date": day, "students": students, "value": value, "spread": spread} | said
