"""Rows of a form: added, moved, removed, undone, folded, and too many of them."""

from playwright.sync_api import expect

from .form_pages import OBJECTION, WAITS, names, news, puts, rows_form, said, typed
from .form_states import field, row, state, takes

# Rows


def test_an_empty_form_waits_with_an_open_row(draw):
    page = draw(rows_form(0))
    page.get_by_label("What will we do?").press_sequentially("Hi")
    first, last = puts(page)[0], typed(page)
    assert first["row"] == last["row"]
    assert last["values"] == {"name": "Hi"}
    assert page.get_by_role("group", name="Idea 1").count() == 1


def test_a_row_is_added_by_keyboard_and_has_the_focus(draw):
    page = draw(rows_form(1))
    page.get_by_role("button", name="Add another idea").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("New")
    assert names(page) == ["Idea 1", "New"]
    assert typed(page)["row"] not in {"r1"}
    assert "Idea added." in said(page)


def test_rows_are_moved_and_keep_the_focus(draw):
    page = draw(rows_form(3))
    page.get_by_role("button", name="Move down idea 1").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert names(page) == ["Idea 2", "Idea 3", "Idea 1"]
    expect(page.get_by_role("button", name="Move down idea 3")).to_be_focused()
    assert said(page)[-1] == "Idea is now 3 of 3."
    places = {put["row"]: put["position"] for put in puts(page)}
    assert sorted(places, key=places.get) == ["r2", "r3", "r1"]


def test_removing_asks_and_can_be_undone(draw):
    page = draw(rows_form(2))
    page.get_by_role("button", name="Remove idea 1").click()
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Remove idea 1")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove this idea").click()
    assert typed(page) == {
        "form": "trial",
        "row": "r1",
        "owner": "team-a",
        "values": {},
        "base": "v1",
        "removed": True,
        "now": True,
    }
    assert names(page) == ["Idea 2"]
    expect(page.get_by_role("button", name="Undo the removal")).to_be_focused()
    page.evaluate("fake.ack({fields: [], revision: 'v9'})")
    page.keyboard.press("Enter")
    assert names(page) == ["Idea 1", "Idea 2"]
    assert typed(page)["values"] == {"name": "Idea 1"}
    assert typed(page)["base"] == "v9"
    assert "removed" not in typed(page)


def test_a_refused_removal_brings_the_row_back_with_the_reason(draw):
    page = draw(rows_form(2))
    page.get_by_role("button", name="Remove idea 1").click()
    page.get_by_role("button", name="Remove this idea").click()
    page.evaluate("fake.ack({state: 'refused', why: 'Ben Cole changed it meanwhile.', revision: null})")
    assert names(page) == ["Idea 1", "Idea 2"]
    expect(page.get_by_role("group", name="Idea 1")).to_contain_text("Ben Cole changed it meanwhile.")


def test_more_than_three_meet_an_objection_that_asks_which_one_waits(draw):
    page = draw(rows_form(3, max=3, objection=OBJECTION, except_when=WAITS))
    page.get_by_role("button", name="Add another idea").click()
    expect(page.get_by_text("That makes 4.")).to_be_hidden()
    page.keyboard.type("Idea 4")
    expect(page.get_by_text("That makes 4. A team keeps about 3 in view. Which one waits?")).to_be_visible()
    assert "That makes 4. A team keeps about 3 in view. Which one waits?" in said(page)
    page.get_by_role("button", name="This one waits: Idea 2").click()
    assert typed(page)["row"] == "r2"
    assert typed(page)["values"] == {"standing": "waits"}
    expect(page.get_by_text("That makes 4.")).to_be_hidden()
    expect(page.get_by_role("group", name="Idea 2").get_by_label("Waits")).to_be_checked()


def test_the_districts_own_limit_takes_the_place_of_the_forms(draw):
    given = rows_form(3, max=3, objection=OBJECTION, except_when=WAITS)
    page = draw({**given, "limit": 2})
    expect(page.get_by_text("That makes 3. A team keeps about 2 in view.")).to_be_visible()


def test_finished_rows_of_a_long_form_start_folded_and_open_by_keyboard(draw):
    fields = [field(f"f{n}", "short_text", f"Question {n}", required=n < 3) for n in range(6)]
    full = {f"f{n}": f"Answer {n}" for n in range(3)}
    page = draw(state(fields, [row(full, id="a"), row({"f0": "Half"}, id="b")], takes=takes("check-in")))
    opener = page.get_by_role("button", name="Check-in 1 Answer 0 · Answer 1")
    expect(opener).to_have_attribute("aria-expanded", "false")
    assert page.get_by_label("Question 0").count() == 1  # the unfinished row is open
    opener.press("Enter")
    expect(page.get_by_label("Question 0").first).to_have_value("Answer 0")


# Rows that evidence has locked


def test_a_locked_row_says_since_when_and_takes_nothing_while_the_others_do(draw):
    given = rows_form(2)
    why = "Locked since 2026-10-30 14:05, when Ana Díaz entered the evidence of 2026-10-29."
    given["rows"][0]["locked"] = why
    page = draw(given)
    locked, open_ = (page.locator(".inq-row").nth(n) for n in (0, 1))
    for row_ in (locked, open_):
        if row_.locator("textarea, input").count() == 0:
            row_.get_by_role("button").first.click()
    expect(locked.get_by_text(why)).to_be_visible()
    expect(locked.locator("textarea, input").first).not_to_be_editable()
    expect(locked.get_by_role("button", name="Remove")).to_have_count(0)
    expect(open_.locator("textarea, input").first).to_be_editable()


def test_a_row_is_locked_while_it_is_open_and_says_so(draw):
    given = rows_form(1)
    page = draw(given)
    news(page, {**given["rows"][0], "locked": "Locked since 2026-10-30.", "revision": "v9"})
    expect(page.get_by_text("Locked since 2026-10-30.")).to_be_visible()


COUNTS = [
    field("day", "date", "Date"),
    *(field(f"level_{n}", "number", f"Level {n}", min=0, whole=True) for n in range(1, 5)),
]


def tops(page, width: int) -> list[float]:
    page.set_viewport_size({"width": width, "height": 900})
    return [page.get_by_label(f"Level {n}").bounding_box()["y"] for n in range(1, 5)]


def test_numbers_stand_side_by_side_from_600_pixels_on_and_below_each_other_on_a_phone(draw):
    page = draw(state(COUNTS, [], takes=takes("count")))
    assert len(set(tops(page, 640))) == 1
    assert len(set(tops(page, 360))) == 4


def test_an_added_row_begins_with_what_the_form_repeats(draw):
    rows = [row({"day": "2026-11-02", "level_1": 4}, id="r1", revision="v1")]
    page = draw(state(COUNTS, rows, takes=takes("count", repeat=["day"])))
    page.get_by_role("button", name="Add another count").click()
    assert typed(page)["values"] == {"day": "2026-11-02"}
    assert typed(page)["row"] != "r1"
