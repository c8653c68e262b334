"""The made-up weekly evidence of the six skills."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from inquiry.cycle import Cycle
from inquiry.district import District
from inquiry.sources.evidence import read_evidence

AS_OF = dt.date(2026, 11, 20)
KEYS = ["date", "team", "classroom", "task", "skill"]
LEVELS = ["level_1", "level_2", "level_3", "level_4"]
SILENT = {"cordillera-social-science"}


def _share(evidence: pd.DataFrame, team: str, start: str, end: str, **where: str) -> float:
    rows = evidence[evidence["team"].eq(team) & evidence["studentgroup"].eq(where.get("group", "ALL"))]
    rows = rows[rows["date"].between(dt.date.fromisoformat(start), dt.date.fromisoformat(end))]
    rows = rows[rows["skill"].eq(where.get("skill", rows["skill"].iloc[0]))]
    rows = rows[rows["classroom"].eq(where["room"])] if "room" in where else rows
    return float(rows["met"].sum() / rows["students"].sum())


def test_the_file_is_read_without_a_fault(folder: Path, district: District, cycle: Cycle) -> None:
    assert read_evidence(folder / "evidence.csv", district, list(cycle.skills)).faults == ()


def test_all_six_skills_are_counted(evidence: pd.DataFrame, cycle: Cycle) -> None:
    assert set(evidence["skill"]) == set(cycle.skills)


def test_all_teacher_teams_but_one_bring_evidence(evidence: pd.DataFrame, district: District) -> None:
    teachers = {team.team for team in district.all_teams if team.level == "teacher"}
    assert teachers - set(evidence["team"]) == SILENT


def test_every_day_is_a_school_day_in_a_quarter_and_not_to_come(
    evidence: pd.DataFrame, district: District
) -> None:
    days = set(evidence["date"])
    inside = {day for day in days if any(quarter.holds(day) for quarter in district.quarters)}
    assert days == inside
    assert max(days) <= AS_OF
    assert all(day.weekday() < 5 and day != dt.date(2026, 11, 11) for day in days)


def test_a_group_never_has_more_students_at_a_level_than_its_class(evidence: pd.DataFrame) -> None:
    every = evidence[evidence["studentgroup"].eq("ALL")][[*KEYS, *LEVELS]]
    both = evidence.merge(every, on=KEYS, suffixes=("", "_all"))
    assert len(both) == len(evidence)
    assert all((both[level] <= both[f"{level}_all"]).all() for level in LEVELS)


def test_there_are_small_groups_in_it(evidence: pd.DataFrame) -> None:
    assert (evidence["students"] < 5).sum() > 200


def test_some_weeks_have_no_evidence_and_some_teams_stop(evidence: pd.DataFrame) -> None:
    last = evidence.groupby("team")["date"].max()
    assert last["cordillera-math"] < dt.date(2026, 10, 1)
    assert last["alder-creek-k-1"] < dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("team", "early", "late"),
    [
        ("alder-creek-4-5", ("2026-08-20", "2026-09-10"), ("2026-10-01", "2026-11-20")),
        ("fog-harbor-science", ("2026-04-01", "2026-04-30"), ("2026-10-01", "2026-11-20")),
        ("rosa-nunez-5", ("2026-08-20", "2026-09-10"), ("2026-10-01", "2026-11-20")),
    ],
)
def test_some_teams_improve_after_a_change(
    evidence: pd.DataFrame, team: str, early: tuple[str, str], late: tuple[str, str]
) -> None:
    assert _share(evidence, team, *late) - _share(evidence, team, *early) > 0.15


def test_one_team_works_hard_and_stays_flat(evidence: pd.DataFrame) -> None:
    spring = _share(evidence, "rosa-nunez-3-4", "2026-04-01", "2026-06-05")
    fall = _share(evidence, "rosa-nunez-3-4", "2026-08-17", "2026-10-16")
    assert abs(spring - fall) < 0.05


def test_the_class_that_loses_its_teacher_falls(evidence: pd.DataFrame) -> None:
    room = {"room": "Period 4"}
    before = _share(evidence, "fog-harbor-ela", "2026-09-30", "2026-10-16", **room)
    after = _share(evidence, "fog-harbor-ela", "2026-10-19", "2026-11-20", **room)
    assert before - after > 0.15


def test_students_with_disabilities_do_not_move_with_the_others(evidence: pd.DataFrame) -> None:
    where = {"group": "SWD", "skill": "evidence-based-writing"}
    late = _share(evidence, "alder-creek-4-5", "2026-10-01", "2026-11-20", **where)
    assert late < _share(evidence, "alder-creek-4-5", "2026-10-01", "2026-11-20") - 0.3
