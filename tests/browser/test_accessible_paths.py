"""The main paths by keyboard alone: everything is reached in the page's order, seen, opened, and left again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import QUARTER
from playwright.sync_api import Page

from .site_looks import DESKTOP, MEASURES, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-paths")]

SCHOOL = f"{QUARTER}/alder-creek"
TEAM = f"{SCHOOL}/alder-creek-principal"
THEIRS = f"{QUARTER}/cordillera"
# On the paths from the first page to a chart's numbers, to the review, to a letter; in each edition.
WALKED = {
    "staff": ("index.html", f"{SCHOOL}/index.html", f"{QUARTER}/a-z-teams.html", f"{TEAM}/1-analyze.html"),
    "team": ("index.html", f"{THEIRS}/cordillera-english/3-implement.html"),
    "chain": (f"{THEIRS}/index.html", f"{THEIRS}/cordillera-slt/review.html"),
}
FOLDERS = {"team": "cordillera-english", "chain": "cordillera"}
STOPS = [(edition, address) for edition, addresses in WALKED.items() for address in addresses]
MOST_STOPS = 400  # a page with more is no page to walk by keyboard


@pytest.fixture(scope="module")
def page(browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESKTOP)
    yield context.new_page()
    context.close()


@pytest.fixture
def open_page(page, example_editions):
    """Open a page of an edition of the example: (address, edition) -> page."""

    def run(address: str, edition: str = "staff") -> Page:
        folders = example_editions[edition]
        (folder,) = [each for each in folders if each.name == FOLDERS.get(edition, each.name)]
        page.goto((folder / address).as_uri())
        page.evaluate(MEASURES)
        return page

    return run


def walk(page: Page) -> list[dict]:
    """Every stop of the Tab key, from the top of the page until it leaves it, or comes in again."""
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("measure.focus()")
        if stop is None or stop["place"] in (each["place"] for each in stops[:1]):
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


def troubles(stops: list[dict]) -> list[dict]:
    return [stop for stop in stops if stop["trouble"]]


@pytest.mark.parametrize(("edition", "address"), STOPS)
def test_the_focus_goes_down_the_page_and_is_seen_at_every_stop(open_page, edition, address):
    """In light by the Tab key itself; then, where it stopped, in the dark."""
    page = open_page(address, edition)
    stops = walk(page)
    assert troubles(stops) == []
    places = [stop["place"] for stop in stops]
    assert places == sorted(set(places))
    assert len(stops) == page.locator("a[href]:visible, summary:visible, [tabindex='0']:visible").count()
    page.emulate_media(color_scheme="dark")
    page.keyboard.press("Tab")  # a focus that was set by keyboard is shown, and so are those after it
    assert troubles(page.evaluate("stops => measure.focusEach(stops)", places)) == []
    page.emulate_media(color_scheme="light")


def test_on_a_phone_the_keyboard_reaches_as_much(open_page):
    page = open_page(f"{TEAM}/1-analyze.html")
    page.set_viewport_size(PHONE)
    stops = walk(page)
    assert troubles(stops) == []
    assert len(stops) == page.locator("a[href]:visible, summary:visible, [tabindex='0']:visible").count()
    page.set_viewport_size(DESKTOP)


def test_the_skip_link_leads_past_the_frame(open_page):
    page = open_page(f"{SCHOOL}/index.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_keyboard_alone_leads_from_the_first_page_to_a_teams_analysis_and_back(open_page):
    page = open_page("index.html")
    follow(page, "Alder Creek Elementary", f"{SCHOOL}/index.html")
    follow(page, "Analyze – Alder Creek principal's team", f"{TEAM}/1-analyze.html")
    follow(page, "Quarterly review", f"{TEAM}/review.html")
    follow(page, "Alder Creek Elementary", f"{SCHOOL}/index.html")


def test_the_keyboard_alone_finds_a_school_and_a_team_from_a_to_z(open_page):
    page = open_page(f"{TEAM}/review.html")
    follow(page, "A to Z", "a-z-schools.html")
    follow(page, "Teams, A to Z", "a-z-teams.html")
    follow(page, "Alder Creek principal's team", f"{TEAM}/0-start-here.html")


def test_what_is_folded_opens_and_closes_by_keyboard(open_page):
    page = open_page(f"{TEAM}/1-analyze.html")
    folded = page.locator("main details.numbers").first
    folded.locator("summary").focus()
    assert not folded.locator("table").is_visible()
    page.keyboard.press("Enter")
    assert folded.locator("table").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details.numbers') !== null")  # into it, not past it
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert not folded.locator("table").is_visible()


def test_every_page_leads_on_in_the_same_order(open_page, example_build):
    """WCAG 3.2.3 and 3.2.4: the ways through the site stand in one order and have one name each."""
    site: Path = example_build.folder / "site"
    orders: dict[str, set[tuple[str, ...]]] = {}
    page = open_page("index.html")
    for address in (*WALKED["staff"], f"{TEAM}/0-start-here.html", f"{TEAM}/2-design.html"):
        page.set_content((site / address).read_text(encoding="utf-8"))
        for ways in ("Site", "Pages of this team"):
            links = page.get_by_role("navigation", name=ways).get_by_role("link").all_inner_texts()
            if links:
                orders.setdefault(ways, set()).add(tuple(links))
    assert [len(order) for order in orders.values()] == [1, 1]
