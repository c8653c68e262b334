"""Which pages a quarter has, where they lie, and what they are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from build.little import AS_OF, QUARTER
from inquiry.build.plan import PAGES, PARAMETERS, Page, plan_pages
from inquiry.cycle import pages_of_level
from inquiry.district import District, load_district
from inquiry.errors import UsageError


@pytest.fixture
def little(district: Path) -> District:
    return load_district(district)


def plan(little: District, **choice: list[str]) -> tuple[Page, ...]:
    return plan_pages(little, little.quarters[0], AS_OF, **choice)


@pytest.mark.parametrize(
    ("level", "count", "own"),
    [
        ("district", 13, "metrics"),
        ("principal", 9, "purpose"),
        ("slt", 8, "review"),
        ("teacher", 7, "plan"),
    ],
)
def test_each_level_has_its_pages(level: str, count: int, own: str) -> None:
    pages = pages_of_level(level)
    assert len(pages) == count
    assert own in pages


def test_the_districts_own_teams_come_first_then_school_by_school(little: District) -> None:
    assert list(dict.fromkeys(page.team for page in plan(little))) == [
        "cabinet",
        "oak-principal",
        "oak-grade-3",
        "elm-slt",
    ]


def test_files_lie_where_the_architecture_says(little: District) -> None:
    page = next(page for page in plan(little) if page.team == "cabinet" and page.page == "coherence")
    assert page.file == f"workbooks/{QUARTER}/district/cabinet/coherence.ipynb"
    assert page.pristine_file == f"build/{QUARTER}/district/cabinet/coherence.ipynb"
    assert page.log == little.folder / f"build/{QUARTER}/district/cabinet/coherence.log"


def test_a_page_finds_its_district_from_its_own_folder(little: District) -> None:
    page = plan(little)[0]
    assert tuple(page.parameters) == PARAMETERS
    assert (page.workbook.parent / page.parameters["district"]).resolve() == little.folder.resolve()


def test_a_choice_of_schools_and_teams_is_what_is_in_either(little: District) -> None:
    chosen = plan(little, schools=["elm"], teams=["cabinet"])
    assert {page.team for page in chosen} == {"cabinet", "elm-slt"}


def test_what_does_not_exist_is_refused_with_what_does(little: District) -> None:
    with pytest.raises(UsageError, match=r"“elmm”.*There are: district, oak, elm"):
        plan(little, schools=["elmm"])


def test_the_reading_order_begins_at_start_here() -> None:
    assert PAGES[0] == "0-start-here"
