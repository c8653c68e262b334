"""The main paths by keyboard alone, and as a screen reader tells them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import QUARTER
from playwright.sync_api import Page

from .site_looks import MEASURES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SCHOOL = f"{QUARTER}/alder-creek"
TEAM = f"{SCHOOL}/alder-creek-principal"
WALKED = ("index.html", f"{SCHOOL}/index.html", f"{QUARTER}/a-z-schools.html", f"{TEAM}/1-analyze.html")
MOST_STOPS = 400  # a page with more is no page to walk by keyboard


@pytest.fixture
def open_site(window, example_build):
    """Open a page of the example's site: (address) -> page."""

    def run(address: str, **options) -> Page:
        page = window(**options)
        page.goto((example_build.folder / "site" / address).as_uri())
        page.evaluate(MEASURES)
        return page

    return run


def walk(page: Page) -> list[dict]:
    """Every stop of the Tab key, from the top of the page until it leaves it."""
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("measure.focus()")
        if stop is None:
            return stops
        stops.append(stop)
    pytest.fail(f"the Tab key did not leave the page after {MOST_STOPS} stops")


def tab_to(page: Page, name: str) -> None:
    """Press the Tab key until something of this name has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if " ".join(page.evaluate("document.activeElement.innerText").split()) == name:
            return
    pytest.fail(f"the Tab key never came to “{name}”")


def follow(page: Page, name: str, leads_to: str) -> None:
    """Go through a link by keyboard."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{leads_to}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", WALKED)
def test_the_focus_goes_down_the_page_and_is_seen_at_every_stop(open_site, address, scheme):
    page = open_site(address, color_scheme=scheme)
    stops = walk(page)
    assert [stop for stop in stops if stop["trouble"]] == []
    places = [stop["place"] for stop in stops]
    assert places == sorted(set(places))
    seen = page.locator("a[href]:visible, summary:visible, [tabindex='0']:visible")
    assert len(stops) == seen.count()


def test_the_keyboard_alone_leads_from_the_first_page_to_a_teams_analysis_and_back(open_site):
    page = open_site("index.html")
    follow(page, "Alder Creek Elementary", f"{SCHOOL}/index.html")
    follow(page, "Analyze – Alder Creek principal's team", f"{TEAM}/1-analyze.html")
    follow(page, "Design →", f"{TEAM}/2-design.html")
    page.go_back()
    follow(page, "Alder Creek Elementary", f"{SCHOOL}/index.html")


def test_the_keyboard_alone_finds_a_school_and_a_team_from_a_to_z(open_site):
    page = open_site(f"{TEAM}/1-analyze.html")
    follow(page, "A to Z", "a-z-schools.html")
    follow(page, "Alder Creek Elementary", f"{SCHOOL}/index.html")


def test_what_is_folded_opens_and_closes_by_keyboard(open_site):
    page = open_site(f"{TEAM}/1-analyze.html")
    folded = page.locator("main details.numbers").first
    folded.locator("summary").focus()
    assert not folded.locator("table").is_visible()
    page.keyboard.press("Enter")
    assert folded.locator("table").is_visible()
    page.keyboard.press("Space")
    assert not folded.locator("table").is_visible()


def roles(tree: str, *wanted: str) -> list[str]:
    """The lines of a screen reader's tree that begin with one of these roles, in order."""
    lines = (line.strip().removeprefix("- ") for line in tree.splitlines())
    return [line.rstrip(":") for line in lines if line.partition(" ")[0].rstrip(":") in wanted]


@pytest.mark.parametrize("address", WALKED)
def test_a_screen_reader_finds_its_way_by_landmarks_and_headings(open_site, address):
    page = open_site(address)
    tree = page.locator("body").aria_snapshot()
    landmarks = roles(tree, "banner", "main", "contentinfo")
    assert landmarks == ["banner", "main", "contentinfo"]
    levels = [int(level) for level in re.findall(r"- heading .*\[level=(\d)\]", tree)]
    assert levels[0] == 1
    assert all(here <= before + 1 for before, here in pairwise(levels))
    ways = roles(tree, "navigation")
    assert len(ways) == len(set(ways))


def test_a_screen_reader_reads_a_table_line_by_line(open_site):
    page = open_site(f"{TEAM}/1-analyze.html")
    table = page.get_by_role("table", name=re.compile("^Where Alder Creek Elementary stands"))
    heads = roles(table.aria_snapshot(), "columnheader")
    assert heads[:3] == ['columnheader "Priority"', 'columnheader "Measured by"', 'columnheader "Year"']
    for row in table.locator("tbody").get_by_role("row").all():
        assert row.get_by_role("rowheader").count() == 1
        assert row.get_by_role("cell").count() == len(heads) - 1
    chronic = table.get_by_role("row").filter(has_text="Chronic absenteeism").aria_snapshot()
    assert '- cell "Orange"' in chronic


def test_a_screen_reader_hears_what_a_chart_shows_and_what_its_fold_holds(open_site):
    page = open_site(f"{TEAM}/1-analyze.html")
    charts = page.locator("main").get_by_role("img").all()
    assert charts
    for chart in charts:
        assert any(sign.isdigit() for sign in chart.get_attribute("aria-label"))
    folds = [" ".join(each.text_content().split()) for each in page.locator("main details > summary").all()]
    assert len(folds) == len(set(folds))


def test_every_page_leads_on_in_the_same_order(open_site, example_build):
    """WCAG 3.2.3 and 3.2.4: the ways through the site stand in one order and have one name each."""
    site: Path = example_build.folder / "site"
    orders: dict[str, set[tuple[str, ...]]] = {}
    page = open_site("index.html")
    for address in (*WALKED, f"{TEAM}/0-start-here.html", f"{TEAM}/2-design.html"):
        page.goto((site / address).as_uri())
        for ways in ("Site", "Pages of this team"):
            links = page.get_by_role("navigation", name=ways).get_by_role("link").all()
            if links:
                orders.setdefault(ways, set()).add(tuple(each.inner_text() for each in links))
    assert [len(order) for order in orders.values()] == [1, 1]
