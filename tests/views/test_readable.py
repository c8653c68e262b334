"""One rule says what may be read, and every reader of answers goes by it."""

import pytest
from views.making import NOW

from inquiry.views import readable
from inquiry.views.readable import read_rows, read_said, read_teams, seen_fields

READERS = {
    "rows": lambda desk: read_rows(desk, "focus", [desk.team]),
    "teams": lambda desk: read_teams(desk, "focus"),
    "place": lambda desk: read_said(desk, "focus", "team", owner=desk.team.team),
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_no_reader_shows_what_the_rule_hides(open_team, monkeypatch, read):
    desk = open_team("oak-3", quarter=NOW)._desk
    assert all(said.values for said in read(desk))
    assert read(desk)
    monkeypatch.setattr(readable, "seen_fields", lambda *_: frozenset())
    assert read(desk) == []


def test_of_a_vote_and_of_what_is_each_persons_own_nothing_is_seen(open_team):
    desk = open_team("oak-principal", "purpose")._desk
    for form in desk.cycle.forms.values():
        if form.anonymous or form.scope == "person":
            assert seen_fields(desk, form, "oak") == frozenset(), form.id


def test_the_team_above_sees_less_than_the_team_and_staff_less_than_both(open_team):
    own, above = open_team("oak-3")._desk, open_team("oak-slt")._desk
    forms = [form for form in own.cycle.forms.values() if form.scope == "team" and "teacher" in form.levels]
    sights = [
        [
            seen_fields(own, form, "oak-3"),
            seen_fields(above, form, "oak-3"),
            seen_fields(own, form, "oak-3", "staff"),
        ]
        for form in forms
    ]
    assert all(team >= chain >= staff for team, chain, staff in sights)
    assert any(team > chain > staff for team, chain, staff in sights)
