"""Bad input in a form: each gets a plain sentence, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from .form_pages import puts, saved, whole
from .form_states import every_type, field, row, state

# Bad input


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("1,234", 1234, "Read as 1,234."),
        ("45 %", 45, "Read as 45."),
        ("1.234,5", 1234.5, "Read as 1,234.5."),
        ("1,234.5", 1234.5, "Read as 1,234.5."),
        ("−3", -3, "Read as -3."),
        ("0,5", 0.5, "Read as 0.5."),
        ("", "nothing", ""),
        ("45", 45, ""),
    ],
)
def test_a_number_is_read_as_people_write_it(draw, text, value, words):
    page = draw(state([field("n", "number", "How many?")]))
    page.get_by_label("How many?").fill(text)
    assert saved(page, "n") == value
    expect(whole(page, "How many?")).to_contain_text(words)
    page.locator("h1").click()
    expect(page.get_by_label("How many?")).to_have_value(text)


@pytest.mark.parametrize(
    ("label", "text", "words"),
    [
        ("How many people?", "abc", "“abc” is not a number. Write it in digits, such as 45 or 4.5."),
        ("How many people?", "4.5", "This takes a whole number."),
        ("How many people?", "%", "“%” is not a number."),
        ("What share of students?", "1.234,5", "Read as 1,234.5 %. This takes 0 to 100."),
        ("What share of students?", "-1", "This takes 0 to 100."),
    ],
)
def test_what_is_no_number_is_kept_as_typed_and_explained(draw, label, text, words):
    page = draw(every_type())
    box = page.get_by_label(label)
    box.fill(text)
    expect(whole(page, label)).to_contain_text(words)
    expect(box).to_have_attribute("aria-invalid", "true")
    assert puts(page) == []
    page.evaluate("fake.reload()")
    expect(page.get_by_label(label)).to_have_value(text)
    expect(whole(page, label)).to_contain_text(words)
    page.get_by_label(label).fill("5")
    assert page.evaluate("fake.kept") == {}
    expect(page.get_by_label(label)).to_have_attribute("aria-invalid", "false")


def test_a_day_outside_the_quarter_is_saved_and_remarked(draw):
    page = draw(every_type())
    page.get_by_label("Date").fill("2027-10-10")
    assert saved(page, "day") == "2027-10-10"
    expect(whole(page, "Date")).to_contain_text(
        "October 10, 2027 is not in the quarter, which runs from October 12, 2026"
    )


def test_a_year_that_is_still_being_typed_is_not_saved(draw):
    page = draw(every_type())
    page.get_by_label("Date").click(position={"x": 12, "y": 12})
    page.keyboard.type("110220")
    assert puts(page) == []
    expect(whole(page, "Date")).to_contain_text("not complete yet")
    page.keyboard.type("26")
    assert saved(page, "day") == "2026-11-02"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"few": "most"}, "most (no longer offered)"),
        ({"many": "history"}, "history (no longer offered)"),
        ({"several": ["students", "neighbours"]}, "neighbours (no longer offered)"),
        ({"sure": 7}, "7 (no longer offered)"),
        ({"who": "old-member"}, "old-member (no longer on the list of members)"),
        ({"serves": "slt/focus/p9"}, "An answer that is no longer there"),
        ({"levels": {"arguing": 2, "singing": 3}}, "singing (no longer asked)"),
    ],
)
def test_an_answer_that_is_no_longer_offered_is_shown_and_kept(draw, values, words):
    page = draw(every_type([row(values)]))
    expect(page.locator(".inq-form")).to_contain_text(words)
    assert puts(page) == []


def test_several_choices_keep_the_one_that_is_no_longer_offered(draw):
    page = draw(every_type([row({"several": ["neighbours"]})]))
    page.get_by_label("Teachers").check()
    assert sorted(saved(page, "several")) == ["neighbours", "teachers"]


def test_a_rating_outside_the_steps_is_kept_until_it_is_cleared(draw):
    page = draw(every_type([row({"levels": {"arguing": 9}})]))
    page.get_by_role("radio", name="Writing Not yet").check()
    assert saved(page, "levels") == {"arguing": 9, "writing": 1}
    page.get_by_role("button", name="Clear the rating of Arguing").click()
    assert saved(page, "levels") == {"writing": 1}


def test_a_very_long_text_is_taken_whole(draw):
    page = draw(every_type())
    box = page.get_by_label("Why this one?")
    box.fill("word " * 20_000)
    page.evaluate("""() => {
        const box = document.querySelector('.inq-text-long');
        box.value += 'x';
        box.dispatchEvent(new Event('input', { bubbles: true }));
    }""")
    assert saved(page, "long") == "word " * 20_000 + "x"
    expect(whole(page, "Why this one?")).to_contain_text("95,001 characters too many")
    assert box.bounding_box()["height"] < 600


@pytest.mark.parametrize(
    "text", ["👩‍🏫 and 🧮", "مرحبا بالعالم", "a\tb\nc\td", "<b>bold</b> & <script>x</script>", "=1+1"]
)
def test_a_text_is_saved_as_it_was_typed(draw, text):
    page = draw(every_type())
    page.get_by_label("Why this one?").fill(text)
    page.evaluate("fake.ack()")
    assert saved(page, "long") == text
    page.evaluate(
        "text => fake.rows('trial', {rows: [{owner: 'team-a', row: 'answer', values: {long: text}, revision: 'r9', authors: {}, times: {}, asides: []}]})",
        text,
    )
    expect(page.get_by_label("Why this one?")).to_have_value(text)
    assert page.evaluate("document.querySelectorAll('.inq-form b, .inq-form script').length") == 0


def test_what_cannot_be_shown_is_taken_out_of_a_text(draw):
    page = draw(every_type())
    page.evaluate("""() => {
        const box = document.querySelector('.inq-text-long');
        box.focus();
        box.value = 'a\\u0000b\\u0007\\ud800c\\u2028d';
        box.dispatchEvent(new Event('input', { bubbles: true }));
    }""")
    assert saved(page, "long") == "abc\nd"


def test_a_pasted_table_and_pasted_html_become_plain_text(draw):
    page = draw(every_type(), permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("""() => navigator.clipboard.write([new ClipboardItem({
        'text/html': new Blob(['<table><tr><td><b>Room</b></td><td>12</td></tr></table><img src=x onerror=alert(1)>'], {type: 'text/html'}),
        'text/plain': new Blob(['Room\\t12'], {type: 'text/plain'}),
    })])""")
    page.get_by_label("Why this one?").focus()
    page.keyboard.press("Control+v")
    expect(page.get_by_label("Why this one?")).to_have_value("Room\t12")
    assert saved(page, "long") == "Room\t12"


def test_the_librarys_own_html_runs_nothing(draw):
    before = "<details><summary>What you wrote</summary><p onclick='x()'>Words</p><script>window.bad = 1</script><img src=x onerror='window.bad = 1'></details>"
    page = draw(every_type(before=before))
    page.get_by_text("What you wrote").click()
    expect(page.get_by_text("Words")).to_be_visible()
    assert page.evaluate("window.bad") is None
    assert page.locator("[onclick], [onerror], .inq-form script").count() == 0


def test_enter_in_a_short_text_does_not_break_the_line(draw):
    page = draw(every_type())
    page.get_by_label("Our focus, in one sentence").press_sequentially("one\ntwo")
    assert saved(page, "short") == "onetwo"
