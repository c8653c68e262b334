"""The search over what was tried: words, lists, keyboard, what is said of it; without the program all is there."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from views.making import BEFORE, NOW, answer, make_district

from inquiry.record import open_record
from inquiry.views.page import open_page

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
START = """async ([html, dark]) => {
  document.body.dataset.jpThemeLight = String(!dark);
  document.head.insertAdjacentHTML("beforeend", '<link rel="stylesheet" href="/static/page.css">');
  document.body.innerHTML = `<main class="inq-page"><h1>Design</h1><h2>Tried here</h2><div id="cell">${html}</div></main>`;
  window.tried = await import("/static/tried.js");
  tried.offerSearch(document.querySelector("#cell"), "oak-3");
}"""


@pytest.fixture(scope="module")
def html(tmp_path_factory) -> str:
    """What a team reads of two ideas, one for a skill and decided, one without."""
    folder = make_district(tmp_path_factory.mktemp("tried") / "district")
    with open_record(folder / "record.sqlite") as record:
        record.save(
            [
                answer(
                    "mesa-slt",
                    "focus",
                    {"priority": "All read twice", "skill": "close-reading"},
                    row="f",
                    quarter=BEFORE,
                ),
                answer(
                    "mesa-slt",
                    "change-ideas",
                    {"idea": "Señales de lectura", "focus": "mesa-slt/focus/f"},
                    row="i",
                    quarter=BEFORE,
                ),
            ]
        )
    return (
        open_page(folder, "oak-3", NOW, "2-design", "2026-11-20")
        .tried_here()
        ._repr_mimebundle_()["text/html"]
    )


@pytest.fixture
def search(window, forms_address, html) -> Callable[..., Page]:
    def run(width: int = 1000, dark: bool = False) -> Page:
        page = window(width)
        page.goto(forms_address)
        page.evaluate(START, [html, dark])
        return page

    return run


def shown(page: Page) -> list[str]:
    return [each.inner_text() for each in page.locator("[data-tried] .tried h4").all() if each.is_visible()]


def test_words_narrow_the_list_and_the_count_is_said(search):
    page = search()
    expect(page.get_by_role("status")).to_have_text("2 ideas.")
    assert shown(page) == []  # folded, skill by skill
    page.get_by_label("Words").fill("senales LECTURA")
    assert shown(page) == ["Señales de lectura"]
    expect(page.get_by_role("status")).to_have_text("1 of 2 ideas.")
    page.get_by_label("Words").fill("senales giraffe")
    expect(page.get_by_role("status")).to_have_text("Nothing fits. Take one word or one choice away.")


def test_a_school_is_chosen_by_keyboard_and_all_comes_back(search):
    page = search()
    page.get_by_label("School").focus()
    page.keyboard.type("Oak")
    page.keyboard.press("Enter")
    assert shown(page) == ["Pairs compare two explanations"]
    page.get_by_role("button", name="Show all").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("2 ideas.")
    assert (shown(page), page.get_by_label("School").input_value()) == ([], "")


def test_a_part_made_anew_keeps_what_was_looked_for(search, html):
    page = search()
    page.get_by_label("Words").fill("pairs")
    page.evaluate(
        "html => { document.querySelector('#cell').innerHTML = html; tried.offerSearch(document.querySelector('#cell'), 'oak-3') }",
        html,
    )
    assert (page.get_by_label("Words").input_value(), shown(page)) == (
        "pairs",
        ["Pairs compare two explanations"],
    )


def test_asking_twice_for_a_search_gives_one(search):
    page = search()
    page.evaluate("tried.offerSearch(document.querySelector('#cell'), 'oak-3')")
    assert page.get_by_role("search").count() == 1


def test_without_the_program_everything_is_there_to_open(window, html):
    page = window()
    page.set_content(html)
    for group in page.locator("[data-tried] > details > summary").all():
        group.click()
    assert sorted(shown(page)) == ["Pairs compare two explanations", "Señales de lectura"]


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1000, True)])
def test_the_search_breaks_no_rule_of_accessibility(search, width, dark):
    page = search(width, dark)
    page.get_by_label("Words").fill("pairs")
    found = Axe().run(page, context=".inq-search", options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_link_to_a_place_on_the_page_leads_there(window, forms_address):
    page = window()
    page.goto(forms_address)
    page.evaluate(
        """async () => {
          document.body.innerHTML = '<main><a href="#by-skill-2">Writing</a><div style="height: 5000px"></div>' +
            '<h3 id="by-skill-2">Writing</h3><div style="height: 5000px"></div></main>';
          const { goTo, placeOf } = await import("/static/links.js");
          const page = document.querySelector("main");
          page.addEventListener("click", (event) => (event.preventDefault(), goTo(placeOf(event.target, page))));
        }"""
    )
    page.get_by_role("link", name="Writing").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Writing")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Writing")).to_be_focused()
