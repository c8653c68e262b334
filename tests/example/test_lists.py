"""The made-up district's lists: five schools, about 25 teams, nobody real."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from inquiry.district import District, read_district
from inquiry.sources.local_indicators import read_local_indicators
from inquiry.sources.students import read_students


def test_the_folder_has_no_fault(folder: Path) -> None:
    assert read_district(folder).faults == ()


def test_there_are_five_schools_of_all_types(district: District) -> None:
    assert [school.type for school in district.all_schools] == ["ES", "ES", "MS", "HS", "ALT"]


def test_there_are_25_teams_at_all_four_levels(district: District) -> None:
    levels = pd.Series([team.level for team in district.all_teams]).value_counts().to_dict()
    assert levels == {"teacher": 14, "principal": 5, "slt": 5, "district": 1}


def test_about_110_members_some_of_them_in_several_teams(district: District) -> None:
    assert 100 <= len(district.members) <= 130
    assert district.members["person"].duplicated().any()


def test_names_have_accents_and_apostrophes(district: District) -> None:
    names = "".join(district.members["name"])
    assert "'" in names
    assert re.search(r"[À-ÿĀ-žẠ-ỹ]", names)


def test_every_code_is_of_county_99_which_does_not_exist(district: District, published: pd.DataFrame) -> None:
    codes = {district.settings.cds, *district.schools["cds"], *published["cds"]} - {"0" * 14}
    assert {code[:2] for code in codes} == {"99"}


def test_a_local_indicator_slips_for_a_year_and_then_for_two(folder: Path) -> None:
    local = read_local_indicators(folder / "local_indicators.csv").or_raise()
    third = local[local["priority"].eq(3)].sort_values("year")["result"].tolist()
    assert third == ["Met", "Not Met", "Not Met For Two or More Years"]


def test_students_have_no_name_of_anybody_on_the_teams(folder: Path, district: District) -> None:
    students = read_students(folder / "students.csv", district).or_raise()
    staff = {part for name in district.members["name"] for part in name.split()}
    names = {part for name in [*students["first_name"], *students["last_name"]] for part in name.split()}
    assert names & staff == set()


def test_every_enrolled_student_is_on_the_list_of_a_school(folder: Path, district: District) -> None:
    students = read_students(folder / "students.csv", district).or_raise()
    assert set(students["school"]) == set(district.schools["school"])
