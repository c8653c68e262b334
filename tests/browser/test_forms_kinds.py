"""Votes without names, and suggestions that people take over or decline."""

from typing import Any

from playwright.sync_api import Page, expect

from .form_pages import puts, said, typed
from .form_states import field, options, row, state, takes

VOTE = [
    field("ready", "choice", "Are we ready?", required=True, options=options("Yes", "Not yet")),
    field("sure", "scale", "How sure are you?", steps=["A little", "Very"]),
]
REFUSED = {"field": "standing", "value": "refused"}
PAIRS = [
    field("both", "short_text", "What do they share?"),
    field("standing", "choice", "Standing", options=options("Ours", "Refused")),
]
BOX = {"cast": 3, "least": 5, "vote": "2026-27-Q2/oak/trial"}


def ballot(**more: Any) -> dict[str, Any]:
    given = state(VOTE, takes=takes("ballot"), ballots=BOX, tally="<p>3 ballots are in the box.</p>", **more)
    given["form"] |= {"anonymous": True, "readers": "No name is kept with a ballot."}
    return given


def suggested(*cards: str, rows: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    made = [
        {"row": f"s-{n}", "words": words, "why": "They share: reading", "values": {"both": words},
         "refuse": {"both": words, "standing": "refused"}}
        for n, words in enumerate(cards, start=1)
    ]  # fmt: skip
    given = state(PAIRS, rows, takes=takes("pair"), suggestions=made)
    given["form"] |= {"refused": REFUSED}
    return given


def cast(page: Page) -> None:
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Cast this ballot").click()


# Votes


def test_nothing_of_a_ballot_is_sent_before_it_is_cast(draw):
    page = draw(ballot())
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("radio", name="Very").check()
    assert puts(page) == []
    assert page.evaluate("fake.kept") == {}


def test_a_ballot_is_cast_whole_with_the_keyboard_and_names_nobody(draw):
    page = draw(ballot())
    page.get_by_role("radio", name="Yes").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Cast this ballot").focus()
    page.keyboard.press("Enter")
    sent = typed(page)
    assert (sent["values"], sent["anonymous"], sent["base"]) == ({"ready": "yes"}, True, None)
    assert page.evaluate("fake.asked") == 0


def test_an_unfinished_ballot_says_what_is_open_and_goes_there(draw):
    page = draw(ballot())
    page.get_by_role("button", name="Cast this ballot").click()
    expect(page.get_by_text("Before you cast it, please answer: Are we ready?")).to_be_visible()
    expect(page.get_by_role("radio", name="Yes")).to_be_focused()
    assert puts(page) == []


def test_a_vote_that_is_in_says_so_also_after_a_reload(draw):
    page = draw(ballot())
    cast(page)
    page.evaluate("fake.ack()")
    expect(page.get_by_text("Your vote is in.")).to_be_visible()
    assert said(page)[-1] == "Your vote is in."
    page.evaluate("fake.reload()")
    expect(page.get_by_text("Your vote is in.")).to_be_visible()
    expect(page.get_by_role("button", name="Cast this ballot")).to_be_hidden()


def test_a_colleague_at_the_same_computer_finds_an_empty_ballot(draw):
    page = draw(ballot())
    cast(page)
    page.evaluate("fake.ack()")
    first = typed(page)["row"]
    page.get_by_role("button", name="A colleague votes here, too").click()
    expect(page.get_by_role("radio", name="Yes")).not_to_be_checked()
    cast(page)
    assert typed(page)["row"] != first


def test_a_ballot_that_waits_for_the_connection_is_on_its_way(draw):
    page = draw(ballot())
    page.evaluate("fake.waiting = [{form: 'trial', row: 'r1', values: {ready: 'yes'}}]")
    page.evaluate("fake.reload()")
    expect(page.get_by_text("Your ballot is on its way.")).to_be_visible()


def test_a_ballot_that_was_not_taken_stays_open_with_the_reason(draw):
    page = draw(ballot())
    cast(page)
    page.evaluate("fake.ack({state: 'refused', why: 'The quarter is closed.', revision: null})")
    expect(page.get_by_text("Not cast. The quarter is closed.")).to_be_visible()
    expect(page.get_by_role("radio", name="Yes")).to_be_checked()


def test_the_count_follows_the_box_while_somebody_votes(draw):
    page = draw(ballot())
    page.get_by_role("radio", name="Yes").check()
    page.evaluate("fake.rows('trial', {rows: [], ballots: {cast: 5, least: 5}, tally: '<p>5 counted.</p>'})")
    expect(page.get_by_text("5 counted.")).to_be_visible()
    expect(page.get_by_role("radio", name="Yes")).to_be_checked()


# Suggestions


def test_a_suggestion_taken_over_is_a_row_with_its_words_and_the_next_one_has_the_focus(draw):
    page = draw(suggested("Both name reading", "Both name families"))
    page.get_by_role("button", name="Use this: Both name reading").focus()
    page.keyboard.press("Enter")
    assert (typed(page)["row"], typed(page)["values"]) == ("s-1", {"both": "Both name reading"})
    assert said(page)[-1].startswith("Taken over")
    expect(page.get_by_label("What do they share?")).to_have_value("Both name reading")
    expect(page.get_by_role("button", name="Use this: Both name families")).to_be_focused()


def test_a_suggestion_declined_is_kept_as_a_declined_row(draw):
    page = draw(suggested("Both name reading"))
    page.get_by_role("button", name="No: Both name reading").click()
    assert typed(page)["values"] == {"both": "Both name reading", "standing": "refused"}
    expect(page.get_by_label("Suggestions of the workbook")).to_be_hidden()
    expect(page.get_by_role("button", name="Refused · Both name reading")).to_be_visible()
    expect(page.get_by_role("button", name="Add another pair")).to_be_focused()


def test_a_suggestion_that_a_colleague_answered_is_gone(draw):
    page = draw(suggested("Both name reading", "Both name families"))
    theirs = row({"both": "Both name reading"}, id="s-1", revision="v1")
    page.evaluate("rows => fake.rows('trial', {rows, suggestions: fake.state.suggestions})", [theirs])
    expect(page.get_by_role("button", name="Use this: Both name reading")).to_be_hidden()
    expect(page.get_by_role("button", name="Use this: Both name families")).to_be_visible()


def test_a_page_that_cannot_be_written_in_suggests_nothing(draw):
    page = draw(suggested("Both name reading"))
    page.evaluate("fake.close('This quarter is closed.')")
    expect(page.get_by_label("Suggestions of the workbook")).to_be_hidden()
