"""The staff site in a real browser: from a folder, at three widths, by keyboard, on paper."""

import datetime as dt
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browser.conftest import WIDTHS
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

from .site_looks import LOOKS, MEASURES, by_axe

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

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


def opened(window, site: Path, address: str, width: int = 1280, **options):
    page = window(width, **options)
    page.goto((site / address).as_uri())
    return page


def too_wide(page) -> int:
    """By how many pixels the page has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_its_window_and_asks_for_nothing(window, site, kind, width):
    page = opened(window, site, KINDS[kind], width)
    assert too_wide(page) <= 0
    assert {urlsplit(url).scheme for url in page.asked} <= {"file", "data"}
    assert len([url for url in page.asked if url.startswith("file:")]) == 1
    assert page.complaints == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_leads_to_a_file_of_the_site(window, site, kind):
    page = opened(window, site, KINDS[kind])
    for url in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
        assert Path(unquote(urlsplit(url).path)).is_file(), url
        assert Path(unquote(urlsplit(url).path)).is_relative_to(site)


@pytest.mark.parametrize("kind", KINDS)
def test_the_tab_key_reaches_the_skip_link_first_and_it_leads_to_the_content(window, site, kind):
    page = opened(window, site, KINDS[kind])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_tab_key_reaches_every_link_and_every_wide_table(window, site):
    page = opened(window, site, KINDS["team"], 320)
    wanted = page.locator("a[href], summary, [tabindex='0']").count()
    reached = set()
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert len(reached) == wanted


def test_the_keyboard_walks_from_the_first_page_to_a_teams_page_and_on(window, site):
    page = opened(window, site, KINDS["first"])
    ways = {
        "Oak Elementary": "oak/index.html",
        "Start here – Principal’s team": "oak-principal/0-start-here.html",
        "Analyze →": "oak-principal/1-analyze.html",
    }
    for link, leads_to in ways.items():
        page.get_by_role("link", name=link, exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{leads_to}")
    assert page.url.endswith("oak-principal/1-analyze.html")


def test_the_policy_lets_our_style_sheet_through(window, site):
    page = opened(window, site, KINDS["team"])
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor")
        == "rgb(244, 246, 248)"
    )


def test_a_screen_reader_finds_landmarks_headings_and_table(window, site):
    page = opened(window, site, KINDS["team"])
    tree = page.locator("body").aria_snapshot()
    for part in (
        "- banner",
        "- main",
        "- contentinfo",
        '- navigation "Where you are"',
        '- heading "Where we are"',
    ):
        assert part in tree
    assert '- img "Reading rises from 3 to 5"' in tree
    assert '- rowheader "All students"' in tree


@pytest.mark.parametrize("kind", KINDS)
def test_on_paper_only_the_content_is_left(window, site, kind):
    page = opened(window, site, KINDS[kind], 768)
    page.emulate_media(media="print")
    for hidden in (".skip", ".tabs", ".toc", ".crumbs", ".step"):
        assert all(not each.is_visible() for each in page.locator(hidden).all())
    assert page.locator("h1").is_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("kind", KINDS)
def test_long_words_and_a_wide_table_are_read_by_everyone(window, site, kind):
    page = opened(window, site, KINDS[kind], bypass_csp=True)
    page.evaluate(MEASURES)
    looks = {**LOOKS, "by axe": partial(by_axe, known=set())}
    faults = {look: measure(page) for look, measure in looks.items()}
    assert faults == {look: [] for look in looks}
