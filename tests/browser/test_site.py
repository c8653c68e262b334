"""The staff site in a real browser: from a folder, at three widths, by keyboard, on paper."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browser.conftest import WIDTHS
from playwright.sync_api import Page
from publish.making import (
    QUARTER,
    TEAMS,
    every_page,
    make_build,
    make_district,
    notebook,
    png_address,
    prose,
    view,
)

from inquiry.publish import publish_district

from .site_looks import DESKTOP, LOOKS, by_axe, lay_out, reading_room
from .site_pages import places_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-paths")]

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
HEADS = "".join(f'<th scope="col">Column number {n}</th>' for n in range(9))
CELLS = "".join(f'<td class="num">{n * 1000}</td>' for n in range(8))
PAGE = notebook(
    prose("# Start here\n\n## Where we are\n\nSo far:"),
    view(
        f'<p class="working-on">{LONG}</p><ol class="progress"><li class="done" data-phase="analyze">Analyze: done'
        '</li><li class="now" data-phase="design">Design: under way</li></ol>'
        f'<figure class="chart"><img src="{png_address()}" alt="Reading rises from 3 to 5"></figure>'
        f'<table class="data"><caption>{LONG[:80]}</caption><thead><tr>{HEADS}</tr></thead><tbody><tr>'
        f'<th scope="row">All students</th>{CELLS}</tr></tbody></table>'
        '<details class="numbers"><summary>The numbers</summary><p>Folded away.</p></details>'
        f'<dl class="answers"><div><dt>Why?</dt><dd class="typed" dir="auto">{LONG}</dd></div></dl>'
    ),
    prose("## Two\n\nText."),
    prose("## Three\n\nText."),
)
KINDS = {
    "first": "index.html",
    "quarter": f"{QUARTER}/index.html",
    "school": f"{QUARTER}/oak/index.html",
    "team": f"{QUARTER}/oak/oak-principal/0-start-here.html",
    "not shown": f"{QUARTER}/oak/oak-g3/2-design.html",
}


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """A small site with long words, a wide table and a page that failed."""
    teams = (
        *TEAMS,
        ("oak-g4", "oak", "teacher", LONG, "4", LONG),
        ("oak-g5", "oak", "teacher", "فريق الصف", "5", ""),
    )
    folder = make_district(tmp_path_factory.mktemp("browser") / "a district", name=LONG, teams=teams)
    changed = {("oak", "oak-principal", "0-start-here"): PAGE, ("oak", "oak-g3", "2-design"): None}
    make_build(folder, every_page(teams) | changed)
    result = publish_district(folder, as_of=dt.date(2026, 9, 18))
    assert not result.problems
    return folder / "site"


@pytest.fixture(scope="module")
def page(browser, site) -> Iterator[Page]:
    """One window for all; what it asks for and complains of is kept in `asked` and `complaints`."""
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text))
    yield page
    context.close()


def opened(page: Page, site: Path, address: str) -> Page:
    page.asked, page.complaints = [], []
    page.goto((site / address).as_uri())
    return page


def too_wide(page) -> int:
    """By how many pixels the page has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_its_window_and_asks_for_nothing(page, site, kind):
    opened(page, site, KINDS[kind])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert too_wide(page) <= 0, width
    page.set_viewport_size(DESKTOP)
    assert [url for url in page.asked if urlsplit(url).scheme != "data"] == [(site / KINDS[kind]).as_uri()]
    assert page.complaints == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_leads_to_a_file_of_the_site(page, site, kind):
    opened(page, site, KINDS[kind])
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    assert links
    for url in links:
        assert Path(unquote(urlsplit(url).path)).is_file(), url
        assert Path(unquote(urlsplit(url).path)).is_relative_to(site)


@pytest.mark.parametrize("kind", KINDS)
def test_the_tab_key_reaches_the_skip_link_first_and_it_leads_to_the_content(page, site, kind):
    opened(page, site, KINDS[kind])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_policy_lets_our_style_sheet_through(page, site):
    opened(page, site, KINDS["team"])
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor")
        == "rgb(244, 246, 248)"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_on_paper_only_the_content_is_left(page, site, kind):
    opened(page, site, KINDS[kind])
    page.emulate_media(media="print")
    for hidden in (".skip", ".tabs", ".toc", ".crumbs", ".step"):
        assert all(not each.is_visible() for each in page.locator(hidden).all())
    assert page.locator("h1").is_visible()
    page.emulate_media(media="screen")


@pytest.fixture(scope="module")
def room(browser, site) -> Iterator[Page]:
    with reading_room(browser, site / KINDS["first"]) as page:
        yield page


@pytest.mark.parametrize("kind", KINDS)
def test_long_words_and_a_wide_table_are_read_by_everyone(room, site, kind):
    lay_out(room, site / KINDS[kind])
    faults = {look: measure(room) for look, measure in LOOKS.items()}
    assert faults | {"axe": by_axe(room, places_of(site / KINDS[kind]))} == {
        look: [] for look in (*LOOKS, "axe")
    }
