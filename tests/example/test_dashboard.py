"""The made-up Dashboard files: the state's formats, consistent figures, and trouble that looks real."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from inquiry.district import District
from inquiry.measures.audit import audit_rows
from inquiry.measures.rounding import rate_of
from inquiry.sources.accountability import load_accountability
from inquiry.sources.dashboard import read_dashboards

RACES = ["AA", "AI", "AS", "FI", "HI", "PI", "WH", "MR"]
RATES = ["CHRO", "SUSP", "GRAD", "ELPI"]
SHOWN_FROM, COLOUR_FROM, COLOUR_FROM_FEW = 11, 30, 15


def _one(rows: pd.DataFrame, school: str, indicator: str, group: str, year: int) -> pd.Series:
    at = rows["schoolname"].eq(school) & rows["indicator"].eq(indicator)
    found = rows[at & rows["studentgroup"].eq(group) & rows["year"].eq(year)]
    return found.squeeze()


def test_the_files_are_read_without_a_fault(folder: Path) -> None:
    assert read_dashboards(folder / "dashboard").faults == ()


def test_all_eight_indicators_are_there_in_all_three_years_but_science_in_2023(
    published: pd.DataFrame,
) -> None:
    assert published.groupby("year")["indicator"].nunique().to_dict() == {2023: 7, 2024: 8, 2025: 8}


def test_the_audit_agrees_with_every_row_that_it_need_not_explain(published: pd.DataFrame) -> None:
    audit = audit_rows(published, load_accountability())
    assert len(audit.mismatches) == 0
    assert audit.rated > 3000


def test_what_the_audit_explains_is_what_the_state_would_mark(published: pd.DataFrame) -> None:
    explained = audit_rows(published, load_accountability()).explained
    assert len(explained) == 3
    assert explained["why"].str.contains("certifyflag|flag95pct").all()


@pytest.mark.parametrize(("year", "delimiter"), [(2023, "\t"), (2024, "|"), (2025, "|")])
def test_each_year_has_its_own_delimiter(folder: Path, year: int, delimiter: str) -> None:
    header = (folder / "dashboard" / f"suspdownload{year}.txt").read_text("utf-8").splitlines()[0]
    assert len(header.split(delimiter)) > 20


@pytest.mark.parametrize(
    ("file", "name", "there"),
    [
        ("chronicdownload2024.txt", "changeLevel", True),
        ("suspdownload2025.txt", "ReportingYear", True),
        ("elpidownload2023.txt", "studentgroup", False),
        ("sciencedownload2024.txt", "statuslevel", False),
        ("ccidownload2023.txt", "color", False),
    ],
)
def test_columns_have_the_quirks_of_their_year(folder: Path, file: str, name: str, there: bool) -> None:
    header = (folder / "dashboard" / file).read_text("utf-8").splitlines()[0].replace("|", "\t")
    assert (name in header.split("\t")) is there


def test_one_file_is_a_workbook(folder: Path) -> None:
    assert [p.name for p in (folder / "dashboard").glob("*.xlsx")] == ["elpidownload2025.xlsx"]


def test_a_years_prior_figures_are_the_year_befores_current_ones(published: pd.DataFrame) -> None:
    keys = ["indicator", "cds", "studentgroup"]
    later = published.dropna(subset=["priorstatus"]).assign(year=lambda f: f["year"] - 1)
    both = later.merge(published, on=[*keys, "year"], suffixes=("", "_before"))
    assert len(both) > 1500
    assert both["priorstatus"].equals(both["currstatus_before"])
    assert both["priordenom"].equals(both["currdenom_before"])


def test_rates_follow_from_their_counts(published: pd.DataFrame) -> None:
    counted = published[published["indicator"].isin(RATES)].dropna(subset=["currnumer", "currstatus"])
    rates = [rate_of(int(n), int(d)) for n, d in zip(counted["currnumer"], counted["currdenom"], strict=True)]
    assert counted["currstatus"].tolist() == rates


def test_no_group_is_larger_than_all_students(own: pd.DataFrame) -> None:
    keys = ["year", "indicator", "cds"]
    every = own[own["studentgroup"].eq("ALL")][[*keys, "currdenom"]]
    parts = own[~own["studentgroup"].eq("ALL") & ~own["indicator"].eq("ELPI")]
    both = parts.merge(every, on=keys, suffixes=("", "_all"))
    # A group can stand above all by the lowest scores that are entered for it alone: never by more than a few.
    assert (both["currdenom"] <= both["currdenom_all"]).all()


def test_races_add_up_to_nearly_all_students(own: pd.DataFrame) -> None:
    rates = own[own["indicator"].isin(["CHRO", "SUSP"])]
    keys = ["year", "indicator", "cds"]
    races = rates[rates["studentgroup"].isin(RACES)].groupby(keys)["currdenom"].sum()
    every = rates[rates["studentgroup"].eq("ALL")].set_index(keys)["currdenom"]
    assert ((races / every).between(0.93, 1.0)).all()


@pytest.mark.parametrize("indicator", ["CHRO", "SUSP"])
def test_the_districts_counts_are_its_schools_together(own: pd.DataFrame, indicator: str) -> None:
    every = own[own["indicator"].eq(indicator) & own["studentgroup"].eq("ALL")]
    counts = every.groupby(["year", "rtype"])[["currnumer", "currdenom"]].sum().unstack("rtype")
    assert counts["currnumer", "S"].equals(counts["currnumer", "D"].rename(("currnumer", "S")))
    assert counts["currdenom", "S"].equals(counts["currdenom", "D"].rename(("currdenom", "S")))


def test_groups_under_eleven_are_not_shown(published: pd.DataFrame) -> None:
    small = published[published["currdenom"] < SHOWN_FROM]
    assert len(small) > 100
    assert small["currstatus"].isna().all()
    assert small["statuslevel"].eq(0).all()


def test_groups_under_thirty_have_no_colour(published: pd.DataFrame) -> None:
    few = published["rtype"].eq("D") & published["studentgroup"].isin(["FOS", "HOM", "LTEL"])
    needed = few.map({True: COLOUR_FROM_FEW, False: COLOUR_FROM})
    assert published[published["currdenom"] < needed]["color"].eq(0).all()


def test_the_states_tally_has_about_a_hundred_other_schools(
    published: pd.DataFrame, district: District
) -> None:
    schools = published[published["rtype"].eq("S") & ~published["cds"].isin(district.schools["cds"])]
    assert 95 <= schools["cds"].nunique() <= 110


def test_the_state_has_a_row_of_its_own(published: pd.DataFrame) -> None:
    assert set(published[published["rtype"].eq("X")]["indicator"]) == set(published["indicator"])


def test_a_group_that_was_shown_vanishes(own: pd.DataFrame) -> None:
    before = _one(own, "Rosa Núñez Elementary", "SUSP", "PI", 2024)
    after = _one(own, "Rosa Núñez Elementary", "SUSP", "PI", 2025)
    assert (before["currdenom"] >= SHOWN_FROM, after["currdenom"]) == (True, 0)


def test_a_small_group_crosses_eleven(own: pd.DataFrame) -> None:
    before = _one(own, "Fog Harbor Middle", "CHRO", "PI", 2024)
    after = _one(own, "Fog Harbor Middle", "CHRO", "PI", 2025)
    assert before["currdenom"] < SHOWN_FROM <= after["currdenom"]


def test_one_school_falls_significantly(own: pd.DataFrame) -> None:
    assert _one(own, "Rosa Núñez Elementary", "MATH", "ALL", 2025)["changelevel"] == 1


def test_participation_falls_short_at_the_high_school(own: pd.DataFrame) -> None:
    assert _one(own, "Cordillera High", "MATH", "ALL", 2025)["participation"] < 95


def test_the_alternative_schools_groups_are_nearly_all_too_small(own: pd.DataFrame) -> None:
    rows = own[own["schoolname"].eq("O'Hara Continuation High") & ~own["studentgroup"].eq("ALL")]
    assert rows["dass"].all()
    assert (rows["color"].eq(0)).mean() > 0.9


def test_small_denominators_use_the_three_by_five(own: pd.DataFrame) -> None:
    rated = own["smalldenom"] & own["color"].gt(0) & own["indicator"].isin(["CHRO", "SUSP", "CCI"])
    assert rated.sum() > 20
    assert own[rated]["changelevel"].isin([2, 3, 4]).all()
