"""Suggestions: made anew until people answer them, never decided by the workbook."""

import datetime as dt
from datetime import UTC, datetime

import pytest
from record.small_district import write_small_district

from inquiry.cycle import load_cycle
from inquiry.errors import UsageError
from inquiry.record import RECORD_FILE, Answer, open_record
from inquiry.views.desk import Desk
from inquiry.views.live import form_state
from inquiry.views.suggest import (
    MOST_SUGGESTIONS,
    PROVIDERS,
    Provider,
    Suggestion,
    check_suggestions,
    open_suggestions,
    provider_of,
    row_of,
)

MADE = [Suggestion(f"k{n}", f"Words {n}", {"a": n}, "Why") for n in range(MOST_SUGGESTIONS + 2)]


def make(desk, form):
    """What the provider of these tests suggests."""
    return MADE


@pytest.fixture
def form(monkeypatch):
    """A form of the shipped cycle to which suggestions are made."""
    monkeypatch.setitem(PROVIDERS, "ours", Provider("views.test_suggest", "make"))
    found = next(form for form in load_cycle().forms.values() if form.suggest)
    return found.model_copy(update={"suggest": "ours"})


@pytest.fixture
def desk(tmp_path):
    write_small_district(tmp_path)
    open_record(tmp_path / RECORD_FILE).close()
    return Desk(tmp_path, "oak-p", "2026-27-Q1", "0-start-here", dt.date(2026, 9, 20))


def save(desk, form, row, **more):
    owner = {"team": "oak-p", "school": "oak", "district": "district"}[form.scope]
    given = {"values": {}, "author": "ben", "saved_at": datetime(2026, 9, 10, tzinfo=UTC), **more}
    with open_record(desk.folder / RECORD_FILE) as record:
        record.save([Answer("2026-27-Q1", form.scope, owner, form.id, row, **given)])


def test_a_few_are_shown_at_a_time_the_strongest_first(desk, form):
    assert open_suggestions(desk, form) == MADE[:MOST_SUGGESTIONS]


def test_one_that_is_answered_makes_room_for_the_next(desk, form):
    save(desk, form, row_of(MADE[0]))
    assert open_suggestions(desk, form) == MADE[1 : MOST_SUGGESTIONS + 1]


def test_one_whose_row_was_taken_out_again_does_not_come_back(desk, form):
    save(desk, form, row_of(MADE[0]), removed=True)
    assert MADE[0] not in open_suggestions(desk, form)


def test_a_live_form_has_what_each_button_writes(desk, form):
    first = form_state(desk, form)["suggestions"][0]
    refused = form.refused
    assert (first["row"], first["words"], first["why"]) == (row_of(MADE[0]), "Words 0", "Why")
    assert first["values"] == {"a": 0}
    assert first["refuse"] == {"a": 0, refused.field: refused.value}


def test_a_form_without_suggestions_has_none_in_its_state(desk):
    assert "suggestions" not in form_state(desk, desk.cycle.form("noticings", "principal"))


def test_a_name_that_nobody_goes_by_is_said_with_those_there_are(form):
    with pytest.raises(UsageError, match=r"There are: .*whys"):
        provider_of(form.model_copy(update={"suggest": "nobody"}))


def test_a_form_that_names_nobody_is_found_before_a_build(monkeypatch):
    cycle = load_cycle()
    monkeypatch.delitem(PROVIDERS, "whys")
    (fault,) = check_suggestions(cycle)
    assert "“suggest: whys”" in fault.found


@pytest.mark.parametrize("named", [form for form in load_cycle().forms.values() if form.suggest])
def test_every_form_that_takes_suggestions_names_somebody_who_makes_them(named):
    assert provider_of(named) is not None
