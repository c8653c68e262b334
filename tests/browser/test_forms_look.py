"""How forms look: rules of accessibility, narrow windows, forced colors, the focus."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .form_pages import CHOSEN, OBJECTION, PAST, WAITS, rows_form
from .form_states import LONG, cycle_states, every_type, row

WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": [
        "violations"
    ],  # of what is right, axe would write down every element's way through the page
}
# Colors come from the style sheet by kind of question: looked at in the forms of `KINDS`. On all forms at once axe
# takes two thirds of its time for them.
ALL_BUT_COLORS = {**WCAG, "rules": {"color-contrast": {"enabled": False}}}
# No page has two forms of one title; where each level has its own, one stands for all.
CYCLE = {state["form"]["title"]: state for state in cycle_states().values()}


def kinds_of(state) -> set[str]:
    """Whatever of a form is drawn in a way of its own: kinds of questions, notes beside them, rows, votes, steps."""
    form, fields = state["form"], state["form"]["fields"]
    beside = {
        f"{field['type']} with {key}"
        for field in fields
        for key in ("help", "example", "audience_note", "unit")
        if field[key]
    }
    return (
        {field["type"] for field in fields}
        | beside
        | {key for key, value in form.items() if value}
        | {form["scope"]}
    )


def first_of_each_kind() -> list:
    seen, found = set(), []
    for state in CYCLE.values():
        if kinds_of(state) - seen:
            found.append(state)
            seen |= kinds_of(state)
    return found


KINDS = first_of_each_kind()

# Looks


def check_axe(page: Page, options=WCAG) -> None:
    found = Axe().run(page, context="#form", options=options)
    assert found.violations_count == 0, found.generate_report()


def darken(page: Page) -> None:
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")


def draw_all(draw, states, **options) -> Page:
    first, *others = states
    page = draw(first, **options)
    page.evaluate("states => fake.mountAll(states)", others)
    assert page.locator(".inq-form").count() == len(states)
    return page


def test_no_answered_form_of_the_cycle_breaks_a_rule_of_accessibility(draw):
    check_axe(draw_all(draw, CYCLE.values()), ALL_BUT_COLORS)


def test_no_empty_form_of_the_cycle_breaks_a_rule_in_the_dark_on_a_phone(draw):
    page = draw_all(draw, [{**state, "rows": []} for state in CYCLE.values()], width=320, dark=True)
    check_axe(page, ALL_BUT_COLORS)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("empty", [False, True], ids=["answered", "empty"])
def test_no_kind_of_form_has_too_little_contrast_in_light_or_dark(draw, empty):
    page = draw_all(draw, [{**state, "rows": []} if empty else state for state in KINDS])
    check_axe(page)
    darken(page)
    check_axe(page)


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
