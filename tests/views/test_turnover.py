"""Four quarters of a district with turnover: no answer is lost, and none is shown as another team's."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from views.turnover import LISTS, LONG_GONE, Q1, Q2, Q3, Q4, QUARTERS, Place, Simulation
from views.turnover_story import (
    CUT_FIELD,
    CUT_FORM,
    DROPPED_FORMS,
    NEW_LABEL,
    OLD_LABEL,
    TOKEN,
    Story,
    changed_questions,
    is_theirs,
    live_through,
)

from inquiry.cycle import load_cycle

SEED = 20260810


pytestmark = pytest.mark.xdist_group("turnover")  # its story is lived through once


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The district lived through, quarter by quarter; its questions change in summer."""
    folder = tmp_path_factory.mktemp("turnover") / "district"
    folder.mkdir()
    told = Story(Simulation(folder, load_cycle(), SEED), folder)
    with pytest.MonkeyPatch.context() as patch:
        for quarter in QUARTERS:
            if quarter == Q1:
                changed = changed_questions(tmp_path_factory.mktemp("templates"))
                patch.setattr("inquiry.cycle.read.templates_folder", changed.absolute)
            live_through(told, quarter)
        yield told


def test_every_answer_ever_given_is_in_the_record_and_in_its_export(story):
    assert len(story.sim.tokens) > 2000
    assert story.lost == story.not_exported == {quarter: set() for quarter in QUARTERS}


def test_a_quarter_begins_with_what_each_forms_rule_lets_come_along(story):
    assert story.began_wrong == []


def test_what_was_changed_cleared_and_taken_out_stands_so_on_every_page(story):
    assert story.stood_wrong == []


def test_each_form_shows_its_own_answers_and_those_of_last_quarter_only_as_history(story):
    assert story.words_wrong == []


def test_no_page_shows_what_another_team_wrote(story):
    foreign = [
        (quarter, team, token)
        for quarter, pages in story.told.items()
        for team, told in pages.items()
        for token in TOKEN.findall(told.words)
        if not is_theirs(told.desk, story.sim, token)
    ]
    assert foreign == []


def test_what_a_person_keeps_to_themselves_and_what_leavers_wrote_of_themselves_is_on_no_page(story):
    for quarter, pages in story.told.items():
        here = {person for people in LISTS[quarter].values() for person in people}
        for told in pages.values():
            for token in TOKEN.findall(told.words):
                place, question, _ = story.sim.tokens[token]
                assert story.sim.cycle.forms[place.form].audience_of(question) != "self"
                assert place.scope != "person" or place.owner in here


def test_a_person_who_changes_teams_takes_their_own_why_along_and_leaves_the_teams_answers(story):
    why = Place("person", "bo", "my-why")
    old = {token for token, each in story.sim.tokens.items() if each.place == why and each.quarter == Q3}
    assert not old & set(TOKEN.findall(story.told[Q4]["oak-3"].words))
    assert set(TOKEN.findall(story.told[Q4]["mesa-5"].forms["my-why"]))


def test_a_row_of_somebody_who_left_still_names_them(story):
    """Ann and Kim left: on no list is their name any more, so their ids stand."""
    assert "Name-ann" in story.told[Q3]["oak-3"].words
    assert re.search(r"<bdi[^>]*>ann</bdi>", story.told[Q4]["oak-3"].words)
    assert re.search(r"<bdi[^>]*>kim</bdi>", story.told[Q2]["mesa-slt"].words)
    assert "Name-ann" not in story.told[Q4]["oak-3"].words


def test_the_check_names_the_teams_and_the_school_that_no_list_has_any_more(story):
    assert story.notes == {quarter: LONG_GONE[quarter] for quarter in QUARTERS}


def test_new_teams_of_a_merger_or_a_split_begin_with_nothing_of_the_old_ones(story):
    for quarter, team in ((Q4, "oak-12"), (Q1, "oak-3a"), (Q1, "oak-3b")):
        told = story.told[quarter][team]
        of_team = {
            token for token in TOKEN.findall(told.words) if story.sim.tokens[token].place.scope == "team"
        }
        assert of_team
        assert {story.sim.tokens[token].quarter for token in of_team} == {quarter}


def test_a_renamed_question_keeps_its_answers_under_the_new_label(story):
    for quarter, label, other in ((Q4, OLD_LABEL, NEW_LABEL), (Q2, NEW_LABEL, OLD_LABEL)):
        face = story.told[quarter]["mesa-5"].forms["focus"]
        assert label in face
        assert other not in face
    place = Place("team", "mesa-5", "focus")
    old = {values["priority"] for values in story.sim.ended[place, Q4].values() if "priority" in values}
    kept = {values.get("priority") for values in story.sim.ended[place, Q1].values()}
    assert old & kept <= set(TOKEN.findall(story.told[Q1]["mesa-5"].forms["focus"]))
    assert old & kept


@pytest.mark.parametrize("quarter", [Q1, Q2])
def test_answers_whose_question_was_taken_out_are_shown_to_their_team_quarter_by_quarter(story, quarter):
    for team, told in story.told[quarter].items():
        cut = story.sim.ended_with(Place("team", team, CUT_FORM), CUT_FIELD)
        gone = story.sim.ended_with(Place("team", team, DROPPED_FORMS[0]))
        shown = set(TOKEN.findall(told.parts["unplaced"]))
        assert {token for token in shown if story.sim.tokens[token].place.scope == "team"} == cut | gone


@pytest.mark.parametrize("quarter", [Q1, Q2])
def test_what_a_school_answered_to_a_form_taken_out_is_shown_to_the_team_that_leads_it_alone(story, quarter):
    for team, told in story.told[quarter].items():
        leads = {"oak-principal": "oak", "cabinet": "district", "mesa-slt": "mesa"}.get(team, "")
        gone = story.sim.ended_with(Place("school", leads, DROPPED_FORMS[1]))
        shown = set(TOKEN.findall(told.parts["unplaced"]))
        assert {token for token in shown if story.sim.tokens[token].place.scope == "school"} == gone
