"""Several people in one form, history, and a form that is drawn again."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .form_pages import PAST, names, news, rows_form, said, saved, typed
from .form_states import every_type, field, row, state

# Others' changes, conflicts, history


def test_others_changes_arrive_without_disturbing_what_is_being_typed(draw):
    page = draw(every_type([row({"long": "Before", "short": "Old"})]))
    box = page.get_by_label("Why this one?")
    box.press("End")
    box.press_sequentially(" mine")
    news(page, row({"long": "Theirs", "short": "New", "count": 7}, revision="r5"))
    expect(page.get_by_label("Our focus, in one sentence")).to_have_value("New")
    expect(page.get_by_label("How many people?")).to_have_value("7")
    expect(box).to_have_value("Before mine")
    expect(box).to_be_focused()
    box.press_sequentially("!")
    assert typed(page)["base"] == "r0"  # so that the record sees that theirs was not known
    page.get_by_label("Our focus, in one sentence").press_sequentially("er")
    assert typed(page)["base"] == "r5"


def test_anothers_new_row_does_not_move_the_row_being_typed_in(draw):
    page = draw(rows_form(2))
    box = page.get_by_label("What will we do?").nth(1)
    box.press("End")
    box.press_sequentially("!")
    caret = "document.activeElement.selectionStart"
    at = page.evaluate(caret)
    own = [row({"name": f"Idea {n}"}, id=f"r{n}", revision=f"v{n}") for n in (1, 2)]
    news(page, row({"name": "Theirs"}, id="x", revision="x1"), own[1], own[0])
    assert names(page) == ["Theirs", "Idea 2!", "Idea 1"]
    assert page.evaluate("document.activeElement.value") == "Idea 2!"
    assert page.evaluate(caret) == at


def test_a_reply_from_before_a_save_does_not_bring_back_the_old_answer(draw):
    page = draw(every_type([row({"long": "Before"})]))
    page.get_by_label("Why this one?").fill("After")
    page.locator("h1").click()
    page.evaluate("fake.ack({revision: 'r1'})")
    news(page, row({"long": "Before"}, revision="r0"))
    expect(page.get_by_label("Why this one?")).to_have_value("After")


def test_a_row_removed_by_another_stays_while_it_is_typed_in(draw):
    page = draw(rows_form(2))
    page.get_by_label("What will we do?").first.fill("Still here")
    news(page, row({"name": "Idea 2"}, id="r2", revision="v2"))
    expect(page.get_by_role("group", name="Idea 1")).to_contain_text("A colleague removed this meanwhile.")
    assert names(page) == ["Still here", "Idea 2"]


def conflicting(draw) -> Page:
    page = draw(every_type([row({"long": "Before"})]))
    page.get_by_label("Why this one?").fill("Mine")
    theirs = [{"field": "long", "value": "Theirs", "by": "Ben Cole", "at": "2026-11-20 09:20"}]
    page.evaluate("theirs => fake.ack({state: 'aside', revision: 'a1', theirs})", theirs)
    return page


def test_two_versions_of_an_answer_are_shown_with_names(draw):
    page = conflicting(draw)
    box = page.get_by_role("group", name="Two versions: Why this one?")
    expect(box).to_contain_text("Ben Cole")
    expect(box).to_contain_text("Theirs")
    expect(page.get_by_label("Why this one?", exact=True)).to_have_value("Mine")
    assert any("two people answered at the same time" in words for words in said(page))


@pytest.mark.parametrize(
    ("button", "value"),
    [("Keep Ben Cole’s", "Theirs"), ("Use mine", "Mine"), ("Keep both", "Theirs\n\nMine")],
)
def test_one_version_or_both_are_kept(draw, button, value):
    page = conflicting(draw)
    page.get_by_role("button", name=button).click()
    assert typed(page)["values"] == {"long": value}
    assert typed(page)["base"] == "a1"
    page.evaluate("fake.ack({revision: 'r7'})")
    expect(page.get_by_role("group", name="Two versions: Why this one?")).to_have_count(0)
    expect(page.get_by_label("Why this one?")).to_have_value(value)
    expect(page.get_by_label("Why this one?")).to_be_focused()


def test_typing_on_does_not_settle_a_conflict_unasked(draw):
    page = conflicting(draw)
    page.get_by_label("Why this one?", exact=True).press_sequentially(" too")
    assert typed(page)["base"] is None
    expect(page.get_by_role("group", name="Two versions: Why this one?")).to_be_visible()


def test_a_conflict_of_two_others_is_shown_to_a_third(draw):
    aside = {
        "field": "long",
        "value": "Beside",
        "by": "نور الهاشمي",
        "at": "2026-11-20 09:30",
        "revision": "a1",
    }
    page = draw(every_type([row({"long": "Stands"}, asides=[aside])]))
    page.get_by_role("button", name="Use نور الهاشمي’s").click()
    assert typed(page)["values"] == {"long": "Beside"}


def test_the_history_says_who_when_and_what_before_and_brings_it_back(draw):
    page = draw(every_type([row({"long": "Second"})]))
    page.evaluate("past => fake.past = past", PAST)
    page.get_by_role("button", name="History of Why this one?").press("Enter")
    panel = page.locator(".inq-history:visible")
    expect(panel.get_by_role("listitem")).to_have_count(3)
    expect(panel.get_by_role("listitem").nth(0)).to_contain_text("by Ben Cole (stands now)")
    expect(panel.get_by_role("listitem").nth(1)).to_contain_text("15:40 by Ana Ruiz")
    expect(panel.get_by_role("listitem").nth(2)).to_contain_text("Zero")
    panel.get_by_role("button", name="Bring this back").first.press("Enter")
    assert typed(page)["values"] == {"long": "First"}
    expect(page.get_by_label("Why this one?")).to_have_value("First")
    page.get_by_role("button", name="Undo Why this one?").click()
    assert typed(page)["values"] == {"long": "Second"}


def test_escape_closes_the_history(draw):
    page = draw(every_type([row({"long": "Second"})]))
    page.evaluate("past => fake.past = past", PAST)
    opener = page.get_by_role("button", name="History of Why this one?")
    opener.click()
    page.locator(".inq-history").get_by_role("button").first.focus()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")


def test_a_history_that_cannot_be_read_says_so(draw):
    page = draw(every_type([row({"long": "Second"})]))
    page.evaluate("fake.past = new Error('The server did not answer.')")
    page.get_by_role("button", name="History of Why this one?").click()
    expect(page.get_by_role("alert")).to_have_text(
        "The history could not be read just now. The server did not answer."
    )


def test_undo_puts_back_what_stood_before_the_visit(draw):
    page = draw(every_type([row({"long": "Before", "few": "some"})]))
    page.get_by_label("Why this one?").fill("After")
    page.get_by_role("button", name="Undo Why this one?").click()
    assert saved(page, "long") == "Before"
    expect(page.get_by_label("Why this one?")).to_have_value("Before")
    page.get_by_role("button", name="Clear How much is in our hands?").click()
    assert saved(page, "few") is None
    expect(page.get_by_label("Some")).not_to_be_checked()


# Drawn again, closed, each person's own


def test_a_form_drawn_again_keeps_text_focus_and_caret(draw):
    page = draw(every_type([row({"long": "Before"})]))
    box = page.get_by_label("Why this one?")
    box.fill("What I am typing")
    page.evaluate("document.querySelector('.inq-text-long').setSelectionRange(4, 6)")
    page.keyboard.press("Shift")
    page.evaluate("fake.remount()")
    expect(page.get_by_label("Why this one?")).to_have_value("What I am typing")
    expect(page.get_by_label("Why this one?")).to_be_focused()
    assert page.evaluate("[document.activeElement.selectionStart, document.activeElement.selectionEnd]") == [
        4,
        6,
    ]


def test_what_was_not_acknowledged_is_there_after_a_reload(draw):
    page = draw(rows_form(1))
    page.evaluate("""fake.waiting = [
        {form: 'trial', owner: 'team-a', row: 'r1', values: {name: 'Typed offline'}, base: 'v1'},
        {form: 'trial', owner: 'team-a', row: 'new', values: {name: 'New offline'}, base: null},
    ]; fake.reload()""")
    assert names(page) == ["Typed offline", "New offline"]
    expect(page.get_by_role("group", name="Idea 1")).to_contain_text("Not saved yet")


def test_a_closed_quarter_is_read_and_not_typed_in(draw):
    page = draw(rows_form(2))
    page.evaluate("fake.close('This quarter is closed. Ask your coach to reopen it.')")
    expect(page.get_by_text("This quarter is closed. Ask your coach to reopen it.")).to_be_visible()
    expect(page.get_by_label("What will we do?").first).not_to_be_editable()
    expect(page.get_by_label("Waits").first).to_be_disabled()
    expect(page.get_by_role("button", name="Add another idea")).to_be_hidden()
    expect(page.get_by_role("button", name="Remove idea 1")).to_be_hidden()
    page.evaluate("fake.close(null)")
    expect(page.get_by_label("What will we do?").first).to_be_editable()


def own_form() -> dict[str, Any]:
    fields = [field("why", "long_text", "Why do you do this work?")]
    return state(
        fields,
        [row({"why": "Theirs"}, owner="ben-cole"), row({"why": "Mine"}, owner="ana-ruiz")],
        scope="person",
    )


def test_each_person_writes_their_own_and_reads_the_others(draw):
    page = draw(own_form())
    expect(page.get_by_label("Why do you do this work?")).to_have_value("Mine")
    expect(page.get_by_role("heading", name="Ben Cole")).to_be_visible()
    page.get_by_label("Why do you do this work?").fill("Mine too")
    assert typed(page)["owner"] == "ana-ruiz"
    page.evaluate("fake.setAuthor({id: 'noor', name: 'Noor'})")
    expect(page.get_by_label("Why do you do this work?")).to_have_value("")


def test_whoever_has_not_said_who_they_are_is_asked_first(draw):
    page = draw(own_form())
    page.evaluate("fake.setAuthor(null)")
    page.get_by_role("button", name="Say who you are, and write yours").click()
    expect(page.get_by_label("Why do you do this work?")).to_have_value("Mine")
