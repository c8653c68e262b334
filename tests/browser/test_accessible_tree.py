"""What a screen reader is given of the main paths, kept as texts that a person can read aloud, line by line.

From the first page to a school, to a team's chart and its table, to its review, to a list from A to Z; and what the
first pages of the other editions say. When a difference is meant: `pytest tests/browser/test_accessible_tree.py
--snapshot-update`, and read it, as someone who hears it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import QUARTER
from playwright.sync_api import Locator, Page
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-paths")]
SCHOOL = f"{QUARTER}/ohara"  # the smallest
HEARD = {
    "first-page": ("staff", "site", "index.html", "body"),
    "school": ("staff", "site", f"{SCHOOL}/index.html", "body"),
    "review": ("staff", "site", f"{SCHOOL}/ohara-slt/review.html", "body"),
    "causes-from-a-to-z": ("staff", "site", f"{QUARTER}/a-z-causes.html", "body"),
    "first-page-of-a-team": ("team", "cordillera-english", "index.html", "body"),
    "top-of-a-page-for-those-who-lead": ("chain", "cordillera", f"{QUARTER}/cordillera/index.html", "header"),
}
ANALYZE = ("staff", "site", f"{SCHOOL}/ohara-principal/1-analyze.html")


class Heard(SingleFileSnapshotExtension):
    file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.fixture(scope="module")
def page(browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(page, example_editions):
    def run(edition: str, folder: str, address: str) -> Page:
        (found,) = [each for each in example_editions[edition] if each.name == folder]
        page.goto((found / address).as_uri())
        return page

    return run


def heard(part: Locator) -> str:
    """The tree of a part of a page without the addresses of links, which are not read out."""
    alone = re.sub(r":\n( *)- /url: .*(?!\n\1)", "", part.aria_snapshot())
    return re.sub(r"\n *- /url: .*", "", alone) + "\n"


@pytest.mark.parametrize("what", HEARD)
def test_a_page_is_heard_as_it_was_when_it_was_found_good(opened, snapshot, what):
    *where, part = HEARD[what]
    assert heard(opened(*where).locator(part)) == snapshot.use_extension(Heard)


def test_a_teams_page_is_heard_as_it_was_up_to_its_first_part(opened, snapshot):
    """The frame, the page's own name and pages, its answer in short, its parts."""
    page = opened(*ANALYZE)
    said = "".join(heard(page.locator(part)) for part in ("h1", "nav.tabs", ".short", "nav.toc"))
    assert said == snapshot.use_extension(Heard)


@pytest.mark.parametrize("where", ["How it moved", "Gaps between groups"])
def test_a_chart_and_its_table_are_heard_as_they_were(opened, snapshot, where):
    page = opened(*ANALYZE)
    heading = page.get_by_role("heading", name=where, exact=True, level=2)
    chart = heading.locator("xpath=following::section[.//h3 and .//details][1]")
    chart.locator("details").evaluate_all("folds => folds.forEach(fold => fold.open = true)")
    assert heard(chart) == snapshot.use_extension(Heard)


def test_no_tree_has_a_picture_or_a_cell_without_words(opened):
    for edition, folder, address, *_ in (*HEARD.values(), ANALYZE):
        tree = heard(opened(edition, folder, address).locator("body"))
        assert not re.findall(
            r"^ *- (?:img|cell|rowheader|columnheader|link|heading|table|group)(?: \[.*\])?$", tree, re.M
        )
