"""What a link may point to: rows of this quarter, in words, of teams whose words we may read."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from views.making import BEFORE, DAY, NOW, answer

from inquiry.record import open_record
from inquiry.views.live import open_live, rows_state

EXAMPLE = Path(__file__).parents[2] / "data" / "example"


@pytest.fixture
def choices(district, tmp_path):
    """The choices of a form's link fields, after some answers were added."""
    folder = tmp_path / "copy"
    shutil.copytree(district, folder)

    def read(team, form, field, *answers):
        with open_record(folder / "record.sqlite") as record:
            record.save(answers)
        desk = open_live(folder, team, NOW, "1-analyze", dt.date.fromisoformat(DAY))
        return rows_state(desk, desk.cycle.form(form, desk.level), None)["links"][field]

    return read


def test_our_own_rows_stand_without_a_group(choices):
    assert choices("oak-3", "success-indicators", "focus") == [
        {"value": "oak-3/focus/t1", "label": "Third graders explain a detail", "group": None}
    ]


def test_rows_of_the_team_above_stand_under_its_name(choices):
    assert choices("oak-3", "focus", "serves") == [
        {"value": "oak-slt/focus/s1", "label": "Explain in every class", "group": "Leadership team"}
    ]


def test_where_a_level_is_missing_the_next_one_up_is_offered(choices):
    offered = choices("mesa-slt", "focus", "serves")
    assert [(each["value"], each["group"]) for each in offered] == [
        ("cabinet/focus/g1", "Cabinet"),
        ("cabinet/focus/g2", "Cabinet"),
        ("gone/focus/x", "No longer there"),
    ]


def test_a_team_of_another_school_is_named_with_it(choices):
    sent = [
        answer(team, "going-up", {"message": f"From {team}"}, row="m1") for team in ("oak-slt", "mesa-slt")
    ]
    sent += [answer("lone-principal", "going-up", {"message": "From lone"}, row="m1")]
    groups = {each["group"] for each in choices("cabinet", "answers-back", "heard", *sent)}
    assert groups == {"Leadership team, Mesa Elementary", "Principal's team, Lone Pine Continuation"}


def test_what_comes_along_is_offered_and_what_is_closed_is_not(choices):
    said = answer("oak-3", "change-ideas", {"idea": "Walk and talk"}, row="i9", quarter=BEFORE)
    offered = choices("oak-3", "action-plan", "idea", said)
    assert [each["label"] for each in offered] == ["Walk and talk"]  # i1 was adopted last quarter


def test_a_link_into_another_quarter_keeps_its_words(choices):
    link = f"{BEFORE}/oak-3/change-ideas/i1"
    (kept,) = choices(
        "oak-3", "check-ins", "idea", answer("oak-3", "check-ins", {"idea": link}, row="c1", day=2)
    )
    assert kept == {"value": link, "label": "Pairs compare two explanations", "group": f"From {BEFORE}"}


def test_a_link_that_is_no_longer_offered_keeps_its_words(choices):
    link = "oak-3/change-ideas/i1"
    (kept,) = choices(
        "oak-3", "check-ins", "idea", answer("oak-3", "check-ins", {"idea": link}, row="c1", day=2)
    )
    assert kept == {"value": link, "label": "Pairs compare two explanations", "group": "No longer there"}


@pytest.mark.parametrize("link", ["no link", "gone/focus/x", "oak-3/no-such-form/o1"])
def test_a_link_to_nothing_says_so(choices, link):
    kept = choices("oak-3", "focus", "serves", answer("oak-3", "focus", {"serves": link}, row="t1", day=2))[
        -1
    ]
    assert kept == {
        "value": link,
        "label": "an answer that is no longer there",
        "group": "No longer there",
    }


def test_a_link_to_words_of_another_team_that_are_not_for_us_shows_none_of_them(choices):
    secret = answer("oak-solo", "noticings", {"noticed": "Ours alone"}, row="r1")
    link = answer("oak-3", "focus", {"serves": "oak-solo/noticings/r1"}, row="t1", day=2)
    offered = choices("oak-3", "focus", "serves", secret, link)
    assert "Ours alone" not in str(offered)


def test_a_row_without_words_can_be_chosen_by_its_number(choices):
    blank = answer("oak-3", "change-ideas", {"by_when": "2026-12-01"}, row="i7")
    assert "1, without words yet" in choices("oak-3", "action-plan", "idea", blank)[0]["label"]


def test_a_long_text_is_cut_for_the_list(choices):
    (offered,) = choices(
        "oak-3",
        "success-indicators",
        "focus",
        answer("oak-3", "focus", {"priority": "ab " * 90}, row="t1", day=2),
    )
    assert len(offered["label"]) <= 160
    assert offered["label"].endswith("…")


def test_the_cause_of_a_focus_that_came_along_may_be_chosen_for_what_is_new(choices):
    cause = f"{BEFORE}/oak-3/root-causes/c9"
    said = answer("oak-3", "root-causes", {"root": "Nobody hears a detail"}, row="c9", quarter=BEFORE)
    focus = answer("oak-3", "focus", {"root_cause": cause}, row="t1", day=2)
    offered = choices("oak-3", "drivers", "root_cause", said, focus)
    assert {"value": cause, "label": "Nobody hears a detail", "group": f"From {BEFORE}"} in offered


def test_a_message_of_last_quarter_that_nobody_answered_may_still_be_answered(choices):
    sent = [
        answer("oak-3", "going-up", {"message": words}, row=row, quarter=BEFORE)
        for row, words in (("m1", "A cart"), ("m2", "More books"))
    ]
    told = answer("oak-slt", "answers-back", {"heard": "oak-3/going-up/m2"}, row="b1", quarter=BEFORE)
    assert choices("oak-slt", "answers-back", "heard", *sent, told) == [
        {"value": f"{BEFORE}/oak-3/going-up/m1", "label": "A cart", "group": f"Grade 3, {BEFORE}"}
    ]
