"""The example district's site and its charts: every page is light, and no chart says more than its table."""

import pytest
from conftest import QUARTER

from inquiry.publish.reading.tree import read_tree
from inquiry.publish.rules.weight import MOST_BYTES

pytestmark = pytest.mark.xdist_group("example")


@pytest.fixture(scope="module")
def pages(example_build):
    """Address -> tree of every page of the example's site."""
    site = example_build.folder / "site"
    found = {page.relative_to(site).as_posix(): page for page in sorted(site.rglob("*.html"))}
    return {address: read_tree(page.read_text(encoding="utf-8"))[0] for address, page in found.items()}


def test_no_page_is_heavy(example_build):
    site = example_build.folder / "site"
    weights = {page.relative_to(site).as_posix(): page.stat().st_size for page in site.rglob("*.html")}
    assert len(weights) > 100
    assert {page: weight for page, weight in weights.items() if weight > MOST_BYTES} == {}


def test_charts_are_drawn_in_lines_and_words_and_no_page_holds_a_picture(pages):
    assert [address for address, page in pages.items() if page.all("img")] == []
    drawn = {address for address, page in pages.items() if page.all("svg")}
    assert f"{QUARTER}/district/district-leadership/1-analyze.html" in drawn


def test_every_number_in_a_chart_stands_in_a_table_of_its_page(pages):
    for address, page in pages.items():
        told = {cell.text() for table in page.all("table") for cell in table.all("th", "td")}
        drawn = {text.text() for drawing in page.all("svg") for text in drawing.all("text")}
        assert drawn <= told, address


def test_every_number_beside_a_row_of_a_chart_stands_in_a_table_of_its_page(pages):
    rows = 0
    for address, page in pages.items():
        told = {cell.text() for table in page.all("table") for cell in table.all("th", "td")}
        for row in (row for chart in page.all("ul") if "lanes" in chart.classes for row in chart.all("li")):
            if row.all("svg") and row.text().endswith(tuple("0123456789")):
                rows += 1
                assert row.text().split()[-1] in told, address
    assert rows > 100
