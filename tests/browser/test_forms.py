"""The live forms in a browser without JupyterLab: each type of question, and what is said of it."""

import pytest
from playwright.sync_api import Page, expect

from .form_pages import CHOSEN, puts, said, saved, typed, whole
from .form_states import EVERY_TYPE, every_type, row

# Each type of question, by mouse and by keyboard


def by_mouse(page: Page) -> None:
    page.get_by_label("Our focus, in one sentence").fill("They explain")
    page.get_by_label("Why this one?").fill("Because")
    page.get_by_label("Some").check()
    page.get_by_label("Which indicator?").select_option("Writing")
    page.get_by_label("Students", exact=True).check()
    page.get_by_label("Families").check()
    page.get_by_label("Fairly sure").check()
    page.get_by_label("What share of students?").fill("45")
    page.get_by_label("How many people?").fill("12")
    page.get_by_label("Date").fill("2026-11-02")
    page.get_by_label("Who starts it?").select_option("Ben Cole")
    page.get_by_label("Which priority does it serve?").select_option("Explain with evidence")
    page.get_by_role("radio", name="Arguing With support").check()


def by_keyboard(page: Page) -> None:
    keys = page.keyboard

    def step(*pressed: str, text: str = "") -> None:
        while page.evaluate("document.activeElement.tagName === 'BUTTON'"):
            keys.press("Tab")
        for key in pressed:
            keys.press(key)
        keys.type(text)
        keys.press("Tab")

    page.locator("h1").click()
    keys.press("Tab")
    step(text="They explain")
    step(text="Because")
    step(" ", "ArrowDown")
    step(text="Wri")
    step(" ")
    step()
    step(" ")
    step(" ", "ArrowRight", "ArrowRight")
    step(text="45")
    step(text="12")
    while not page.evaluate("document.activeElement.type === 'date'"):
        keys.press("Tab")
    keys.type("11022026")
    page.get_by_label("Who starts it?").focus()  # a date has parts of its own, a calendar too
    step(text="Ben")
    step(text="Explain")
    while not page.evaluate("document.activeElement.type === 'radio'"):
        keys.press("Tab")
    step("Tab", " ", "ArrowRight")


@pytest.mark.parametrize("way", [by_mouse, by_keyboard])
def test_each_type_of_question_is_answered_by_mouse_and_by_keyboard_alone(draw, way):
    page = draw(every_type())
    way(page)
    page.locator("h1").click()
    assert {each["id"]: saved(page, each["id"]) for each in EVERY_TYPE} == CHOSEN
    assert not [words for words in page.complaints if "favicon" not in words and "404" not in words]


def test_what_is_saved_is_shown_again(draw):
    page = draw(every_type([row(CHOSEN)]))
    expect(page.get_by_label("Our focus, in one sentence")).to_have_value("They explain")
    expect(page.get_by_label("Some")).to_be_checked()
    expect(page.get_by_label("Which indicator?")).to_have_value("writing")
    expect(page.get_by_label("Families")).to_be_checked()
    expect(page.get_by_label("Fairly sure")).to_be_checked()
    expect(page.get_by_label("Date")).to_have_value("2026-11-02")
    expect(page.get_by_label("Who starts it?")).to_have_value("ben-cole")
    expect(page.get_by_role("radio", name="Arguing With support")).to_be_checked()
    assert puts(page) == []


def test_an_answer_left_is_sent_at_once(draw):
    page = draw(every_type())
    page.get_by_label("Why this one?").press_sequentially("Yes")
    assert {put["now"] for put in puts(page)} == {False}
    page.get_by_label("How many people?").focus()
    assert typed(page)["now"] is True
    assert typed(page)["values"] == {"long": "Yes"}


def test_ctrl_s_saves_what_is_being_typed(draw):
    page = draw(every_type())
    page.get_by_label("Why this one?").press_sequentially("Yes")
    page.keyboard.press("Control+s")
    assert typed(page)["now"] is True


def test_the_first_change_asks_who_writes(draw):
    page = draw(every_type())
    page.evaluate("fake.who = null")
    page.get_by_label("Why this one?").press_sequentially("Yes")
    assert page.evaluate("fake.asked") == 1
    expect(page.get_by_label("Why this one?")).to_be_focused()


# What is said


def test_a_question_has_a_name_its_help_and_whether_it_is_needed(draw):
    page = draw(every_type())
    box = page.get_by_role("textbox", name="Our focus, in one sentence (needed)")
    expect(box).to_have_accessible_description(
        "Name what students will do. For example: They explain in writing."
    )
    expect(box).to_have_attribute("aria-required", "true")
    expect(page.get_by_role("radiogroup", name="How much is in our hands? (needed)")).to_be_visible()
    expect(page.get_by_role("group", name="Who is it for?")).to_be_visible()
    expect(page.get_by_label("What share of students?")).to_have_accessible_description(
        "A number from 0 to 100, in %."
    )
    expect(page.get_by_label("Why this one?")).to_have_accessible_description("Only your team reads this.")
    expect(page.get_by_role("combobox", name="Who starts it?")).to_be_visible()
    expect(page.get_by_role("table", name="Where are most students?")).to_be_visible()


def test_the_limit_is_said_while_typing_and_keeps_nobody_from_saving(draw):
    page = draw(every_type())
    box = page.get_by_label("Our focus, in one sentence")
    box.press_sequentially("x" * 35)
    expect(whole(page, "Our focus, in one sentence")).to_contain_text("5 characters left")
    box.press_sequentially("y" * 8)
    expect(box).to_have_accessible_description(
        "Name what students will do. For example: They explain in writing. "
        "3 characters too many. All of it is saved; pages for staff show the first 40. Not saved yet"
    )
    assert saved(page, "short") == "x" * 35 + "y" * 8


def test_what_is_needed_is_said_when_it_is_left_empty(draw):
    page = draw(every_type())
    page.get_by_label("Our focus, in one sentence").focus()
    page.keyboard.press("Tab")
    expect(whole(page, "Our focus, in one sentence")).to_contain_text("This one is still needed.")
    assert puts(page) == []


def test_saved_is_said_with_clock_and_name_once_it_is_true(draw):
    page = draw(every_type())
    box = page.get_by_label("Why this one?")
    box.fill("Yes")
    expect(whole(page, "Why this one?")).to_contain_text("Not saved yet")
    expect(whole(page, "Why this one?")).not_to_contain_text("Saved 10:32")
    page.evaluate("fake.ack()")
    expect(box).to_have_accessible_description("Only your team reads this. Saved 10:32 by Ana Ruiz")


def test_what_is_typed_after_a_save_is_not_called_saved(draw):
    page = draw(every_type())
    page.get_by_label("Why this one?").press_sequentially("Yes")
    page.evaluate(
        "fake.waiting = [{form: 'trial', row: 'answer', values: {long: 'Yes and'}, base: null}]; fake.ack()"
    )
    expect(whole(page, "Why this one?")).not_to_contain_text("Saved")


def test_without_a_connection_the_page_says_where_the_answer_is(draw):
    page = draw(every_type())
    page.get_by_label("Why this one?").fill("Yes")
    page.evaluate("fake.ack({state: 'offline'})")
    expect(whole(page, "Why this one?")).to_contain_text("no connection. It is kept in this browser")


def test_a_refused_answer_says_why_and_keeps_what_was_typed(draw):
    page = draw(every_type())
    box = page.get_by_label("Why this one?")
    box.fill("Yes")
    page.evaluate(
        "fake.ack({state: 'refused', why: 'The quarter is closed. Ask your coach to reopen it.', revision: null})"
    )
    expect(box).to_have_value("Yes")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(whole(page, "Why this one?")).to_contain_text(
        "The quarter is closed. Ask your coach to reopen it."
    )
    assert "Why this one?: not saved. The quarter is closed. Ask your coach to reopen it." in said(page)
    page.evaluate("fake.reload()")
    expect(page.get_by_label("Why this one?")).to_have_value("Yes")


def test_saving_does_not_move_what_is_below(draw):
    page = draw(every_type())
    below = page.get_by_label("Who starts it?")
    page.get_by_label("Why this one?").fill("Yes")
    before = below.bounding_box()
    for said_now in ("sending", "saved"):
        page.evaluate("state => fake.ack({state})", said_now)
        assert below.bounding_box() == before
