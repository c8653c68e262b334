"""How forms look: rules of accessibility, narrow windows, forced colors, the focus."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .form_pages import CHOSEN, OBJECTION, PAST, WAITS, rows_form
from .form_states import LONG, cycle_states, every_type, row

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# No page has two forms of one title; where each level has its own, one stands for all.
CYCLE = {state["form"]["title"]: state for state in cycle_states().values()}

# Looks


def check_axe(page: Page) -> None:
    found = Axe().run(page, context="#form", options=WCAG)
    assert found.violations_count == 0, found.generate_report()


def darken(page: Page) -> None:
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")


def test_no_answered_form_of_the_cycle_breaks_a_rule_of_accessibility(draw):
    first, *others = CYCLE.values()
    page = draw(first)
    page.evaluate("states => fake.mountAll(states)", others)
    assert page.locator(".inq-form").count() == len(CYCLE)
    check_axe(page)


def test_no_empty_form_of_the_cycle_breaks_a_rule_in_the_dark_on_a_phone(draw):
    first, *others = ({**state, "rows": []} for state in CYCLE.values())
    page = draw(first, width=320, dark=True)
    page.evaluate("states => fake.mountAll(states)", others)
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_form_in_trouble_breaks_no_rule_of_accessibility(draw):
    aside = {"field": "long", "value": "Beside", "by": "Ben Cole", "at": "2026-11-20 09:30", "revision": "a1"}
    page = draw(every_type([row({"long": "Stands", "short": LONG, "who": "gone"}, asides=[aside])]))
    page.evaluate("past => fake.past = past", PAST)
    page.get_by_label("How many people?").fill("abc")
    page.get_by_label("Date").fill("2027-10-10")
    page.get_by_role("button", name="History of Why this one?").click()
    check_axe(page)
    darken(page)
    check_axe(page)


def test_an_objection_and_a_question_back_break_no_rule_of_accessibility(draw):
    page = draw(rows_form(5, max=3, objection=OBJECTION, except_when=WAITS))
    page.get_by_role("button", name="Remove idea 1").click()
    page.get_by_role("button", name="Remove this idea").click()
    page.get_by_role("button", name="Remove idea 2").click()
    check_axe(page)
    darken(page)
    check_axe(page)


@pytest.mark.parametrize("width", [320, 640])  # 640 is 1280 at 200 %
def test_a_narrow_window_scrolls_only_down(draw, width):
    page = draw(every_type([row({**CHOSEN, "short": "x" * 300, "serves": "slt/focus/p2"})]), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    step = page.locator(".inq-ratings .inq-step").first
    assert (step.bounding_box()["width"] > 20) == (
        width == 320
    )  # stacked, each radio has its words beside it


def test_buttons_keep_their_edges_in_forced_colors_and_nothing_moves(draw):
    page = draw(rows_form(1), forced_colors="active", reduced_motion="reduce")
    add = page.get_by_role("button", name="Add another idea")
    assert add.evaluate("node => getComputedStyle(node).transitionDuration") == "0s"
    assert add.evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"


def test_the_focus_is_always_seen(draw):
    page = draw(every_type([row(CHOSEN)]))
    page.locator("h1").click()
    unseen = []
    for _ in range(45):
        page.keyboard.press("Tab")
        outline, words = page.evaluate(
            "[getComputedStyle(document.activeElement).outlineStyle, document.activeElement.outerHTML.slice(0, 80)]"
        )
        if (
            outline == "none" and 'type="date"' not in words and "<body" not in words
        ):  # a date's parts show their own
            unseen.append(words)
    assert unseen == []
