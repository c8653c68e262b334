"""The made-up surveys, measures and scores: read without a fault, and of one piece with the rest."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from inquiry.district import District
from inquiry.measures.variation import split_by_scores, split_by_summary, summarize
from inquiry.sources import read_measures, read_scores, read_surveys


@pytest.fixture(scope="module")
def surveys(folder: Path, district: District) -> pd.DataFrame:
    return read_surveys(folder / "surveys.csv", district).or_raise()


@pytest.fixture(scope="module")
def measures(folder: Path, district: District) -> pd.DataFrame:
    return read_measures(folder / "measures.csv", district).or_raise()


@pytest.fixture(scope="module")
def scores(folder: Path, district: District) -> pd.DataFrame:
    return read_scores(folder / "scores.csv", district).or_raise()


def test_all_three_kinds_of_people_answered_twice_at_every_school(
    surveys: pd.DataFrame, district: District
) -> None:
    rounds = surveys.groupby(["respondents", "school"])["date"].nunique()
    assert len(rounds) == 3 * len(district.all_schools)
    assert set(rounds) == {2}


def test_as_many_teachers_answered_in_april_as_the_district_says_it_heard(surveys: pd.DataFrame) -> None:
    april = surveys[surveys["respondents"].eq("staff") & surveys["date"].astype(str).eq("2026-04-15")]
    assert april.groupby("school")["answered"].max().sum() == 61  # stories/purpose-district.yaml


def test_few_families_answer_where_letters_stay_in_the_bag(surveys: pd.DataFrame) -> None:
    fall = surveys[surveys["respondents"].eq("families") & surveys["date"].astype(str).eq("2026-10-09")]
    rate = fall.groupby("school")[["answered", "asked"]].max().eval("answered / asked")
    assert rate["cordillera"] < 0.2 < 0.5 < rate["rosa-nunez"]


def test_the_means_on_file_are_those_of_the_scores(measures: pd.DataFrame, scores: pd.DataFrame) -> None:
    day = scores["date"].max()
    told = measures[measures["measure"].eq("Reading check") & measures["date"].eq(day)]
    told = told[told["studentgroup"].eq("ALL")].set_index("school")
    for school, part in scores.groupby("school"):
        assert told.loc[school, "value"] == pytest.approx(part["score"].mean(), abs=0.06)
        assert told.loc[school, "students"] == len(part)


def test_scores_and_their_summary_give_nearly_the_same_share(scores: pd.DataFrame) -> None:
    parts = {str(school): part["score"].tolist() for school, part in scores.groupby("school")}
    by_scores = split_by_scores(parts).share_between
    by_summary = split_by_summary([summarize(part) for part in parts.values()]).share_between
    assert by_scores == pytest.approx(by_summary, abs=0.06)  # unequal schools: the two weigh them otherwise
    assert 0.05 < by_scores < 0.3


def test_one_school_shows_the_case_of_classes_that_differ_less_than_chance(scores: pd.DataFrame) -> None:
    mine = scores[scores["school"].eq("alder-creek")]
    assert split_by_scores({str(c): p["score"].tolist() for c, p in mine.groupby("classroom")}).negative


def test_the_district_is_the_sum_of_its_schools(measures: pd.DataFrame) -> None:
    came = measures[measures["measure"].str.startswith("Came on")]
    whole = came[came["school"].eq("district")].set_index(["date", "studentgroup"])["met"]
    parts = came[came["school"].ne("district")].groupby(["date", "studentgroup"])["met"].sum()
    pd.testing.assert_series_equal(whole.sort_index(), parts.sort_index(), check_names=False)
