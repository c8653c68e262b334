"""The example district as its readers see it, read once for all tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from inquiry.cycle import Cycle, load_cycle
from inquiry.district import District, load_district
from inquiry.record import Answer, read_answers
from inquiry.sources.dashboard import read_dashboards
from inquiry.sources.evidence import read_evidence

EXAMPLE = Path(__file__).parents[2] / "data" / "example"
if str(EXAMPLE) not in sys.path:
    sys.path.insert(0, str(EXAMPLE))  # the modules that make the example stand beside it

# (quarter, scope, owner, form, row) -> its values, as the quarter ended
Rows = dict[tuple[str, str, str, str, str], dict[str, object]]


@pytest.fixture(scope="session")
def folder() -> Path:
    return EXAMPLE


@pytest.fixture(scope="session")
def district() -> District:
    return load_district(EXAMPLE)


@pytest.fixture(scope="session")
def cycle() -> Cycle:
    return load_cycle()


@pytest.fixture(scope="session")
def answers() -> list[Answer]:
    return read_answers(EXAMPLE / "answers.jsonl").or_raise()


@pytest.fixture(scope="session")
def rows(answers: list[Answer]) -> Rows:
    folded: Rows = {}
    for answer in answers:
        key = (answer.quarter, answer.scope, answer.owner, answer.form, answer.row)
        if answer.removed:
            folded.pop(key, None)
        else:
            folded.setdefault(key, {}).update(answer.values)
    return folded


@pytest.fixture(scope="session")
def evidence(district: District, cycle: Cycle) -> pd.DataFrame:
    frame = read_evidence(EXAMPLE / "evidence.csv", district, list(cycle.skills)).or_raise()
    levels = [f"level_{level}" for level in (1, 2, 3, 4)]
    return frame.assign(students=frame[levels].sum(axis=1), met=frame["level_3"] + frame["level_4"])


@pytest.fixture(scope="session")
def published() -> pd.DataFrame:
    """Every row of every Dashboard file."""
    return read_dashboards(EXAMPLE / "dashboard").or_raise().rows


@pytest.fixture(scope="session")
def own(published: pd.DataFrame, district: District) -> pd.DataFrame:
    """The rows of the district and its schools."""
    return published[published["cds"].str.startswith(district.settings.cds[:7])]
