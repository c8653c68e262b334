"""Who sees what, and how near a team stands to an answer."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiry.cycle import (
    AUDIENCES,
    farthest,
    fields_on_face,
    fields_outside,
    load_cycle,
    may_see,
    owner_for,
    reader_of,
    reader_on_page,
    teams_above,
    visible_fields,
    visible_values,
)
from inquiry.district import District, Quarter, Settings

TEAMS = [
    ("leaders", "district", "district"),
    ("oak-principal", "oak", "principal"),
    ("oak-slt", "oak", "slt"),
    ("oak-3", "oak", "teacher"),
    ("oak-4", "oak", "teacher"),
    ("elm-principal", "elm", "principal"),
    ("elm-1", "elm", "teacher"),
]


@pytest.fixture(scope="module")
def district() -> District:
    settings = Settings(
        name="Example",
        cds="12345670000000",
        quarters=(Quarter(id="Q1", start=pd.Timestamp("2026-08-10").date(), end=pd.Timestamp("2026-10-16").date()),),
    )  # fmt: skip
    teams = pd.DataFrame(
        [(team, school, level, team, "", "", n) for n, (team, school, level) in enumerate(TEAMS)],
        columns=["team", "school", "level", "name", "grades", "subject", "line"],
    )
    members = pd.DataFrame(
        [("p-oak", "oak-principal", "P", "", 2), ("t-oak", "oak-3", "T", "", 3)],
        columns=["person", "team", "name", "role", "line"],
    )
    return District(Path("nowhere"), settings, pd.DataFrame(), teams, members)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_lets_in_those_nearer_and_nobody_farther(audience):
    seen = [reader for reader in AUDIENCES if may_see(audience, reader)]
    assert seen == list(AUDIENCES[: AUDIENCES.index(audience) + 1])


@given(st.text(), st.sampled_from(AUDIENCES))
def test_anything_unknown_is_closed(other, known):
    if other not in AUDIENCES:
        assert not may_see(other, known)
        assert not may_see(known, other)
        assert not may_see(other, other)


def readers(district, form, owner):
    return {team.team: reader_of(district, form, owner, team) for team in district.all_teams}


def test_a_teams_answer_is_near_to_the_teams_it_serves_and_to_no_other(district, shipped):
    assert readers(district, shipped.form("check-ins"), "oak-3") == {
        "leaders": "chain",
        "oak-principal": "chain",
        "oak-slt": "chain",
        "oak-3": "team",
        "oak-4": "staff",
        "elm-principal": "staff",
        "elm-1": "staff",
    }


def test_the_chain_skips_a_level_that_a_school_does_not_have(district, shipped):
    near = readers(district, shipped.form("check-ins"), "elm-1")
    assert [team for team, reader in near.items() if reader == "chain"] == ["leaders", "elm-principal"]


def test_a_schools_purpose_belongs_to_its_principals_team(district, shipped):
    near = readers(district, shipped.form("purpose-drafts"), "oak")
    assert [team for team, reader in near.items() if reader == "team"] == ["oak-principal"]
    assert [team for team, reader in near.items() if reader == "chain"] == ["leaders"]


def test_the_districts_purpose_belongs_to_the_districts_team(district, shipped):
    form = shipped.form("purpose-drafts")
    assert owner_for(form, district.team("leaders")) == "district"
    assert reader_of(district, form, "district", district.team("leaders")) == "team"
    assert reader_of(district, form, "district", district.team("oak-principal")) == "staff"


def test_only_the_person_reads_what_is_meant_for_the_person(district, shipped):
    form = shipped.form("my-why")
    team = district.team("oak-principal")
    values = {"why": "w", "private": "p"}
    own = reader_of(district, form, "p-oak", team, person="p-oak")
    other = reader_of(district, form, "p-oak", team, person="someone")
    assert visible_values(form, values, own) == values
    assert visible_values(form, values, other) == {"why": "w"}
    assert visible_values(form, values, "staff") == {}


@pytest.mark.parametrize(
    ("form_id", "owner"), [("check-ins", "oak-3"), ("purpose-drafts", "oak"), ("my-why", "p")]
)
def test_the_owner_follows_the_scope(district, shipped, form_id, owner):
    assert owner_for(shipped.form(form_id), district.team("oak-3"), person="p") == owner


def test_a_persons_form_has_no_owner_without_a_person(district, shipped):
    assert owner_for(shipped.form("my-why"), district.team("oak-principal")) is None


@given(data=st.data())
def test_a_farther_reader_never_sees_more(data):
    form = data.draw(st.sampled_from(list(load_cycle().forms.values())))
    near, far = sorted(data.draw(st.tuples(*[st.integers(0, 4)] * 2)))
    values = {field.id: "x" for field in form.fields} | {"gone": "x"}
    seen_near = visible_values(form, values, AUDIENCES[near])
    seen_far = visible_values(form, values, AUDIENCES[far])
    assert seen_far.items() <= seen_near.items()


def test_answers_to_questions_that_are_gone_stay_in_the_team(shipped):
    form = shipped.form("focus")
    assert "gone" in visible_values(form, {"gone": "x"}, "team")
    assert visible_values(form, {"gone": "x"}, "chain") == {}


# What the shipped forms let staff read. Adults have privacy too (architecture.md, rule 10).

STAFF_MAY_READ = {
    "root-causes": ["root", "area"],
    "focus": ["priority", "serves", "skill", "indicator", "root_cause", "standing"],
    "success-indicators": ["focus", "measure", "skill", "unit", "target", "direction", "by_when", "source"],
    "change-ideas": ["idea", "focus", "then", "root_cause"],
    "supports": ["support", "for_whom", "focus", "ready_by"],
    "action-plan": ["action", "idea", "due", "status"],
    "successes": ["success", "whose"],
    "looking-back": ["successes"],
    "decisions": ["idea", "decision", "change"],
    "answers-back": ["answer", "by_when"],
    "review-steps": ["action", "decision", "step", "by_when"],
    "told-outside": ["to_whom", "date", "focus", "told"],
    "metrics-together": ["goal", "state", "own", "evidence", "agree", "sees", "next"],
    "assessments": [
        *["name", "grades", "minutes", "purpose", "taught", "used_by", "tells", "next"],
        *["decision", "minutes_after", "reason"],
    ],
    "data-inventory": ["what", "collected", "often", "points_to", "not_tells", "used"],
    "look-fors": ["look_for", "skill", "not_it"],
    "shared-purpose": ["statement", "agreed_on", "agreed_how"],
    "purpose-drafts": ["draft", "date", "changed", "standing"],
    "five-questions": ["exist", "principles", "future", "graduate", "asked"],
    "values": ["value", "looks_like"],
    "traits": ["trait", "becomes", "shown_by"],
    "readiness-question": ["question", "until", "enough", "decided"],
    "decision-log": ["date", "decision", "fits", "value"],
    "dialogues": ["question", "invited", "on", "made_easy", "answer", "standing"],
    "our-commitment": ["principle", "commitment", "noticed"],
}


def test_staff_read_these_answers_and_no_others(shipped):
    seen = {form.id: [field.id for field in visible_fields(form, "staff")] for form in shipped.forms.values()}
    assert {form: fields for form, fields in seen.items() if fields} == STAFF_MAY_READ


def test_no_answer_that_names_a_person_or_a_confidence_reaches_staff(shipped):
    for form in shipped.forms.values():
        for field in visible_fields(form, "staff"):
            assert field.type not in {"person", "scale", "ratings"}, (form.id, field.id)


def test_whys_stay_with_the_person_and_the_team(shipped):
    assert visible_fields(shipped.form("my-why"), "chain") == ()


# What may stand on a page that is read outside the team, and before whom.


def test_outside_the_team_stand_no_names_no_confidence_and_no_numbers_kept_from_staff(shipped):
    for form in shipped.forms.values():
        for field in fields_outside(form, "chain"):
            assert form.scope != "person", form.id
            assert field.type != "person", (form.id, field.id)
            assert field.steps_from != "confidence", (form.id, field.id)
            if field.type == "number":
                assert form.audience_of(field.id) == "staff", (form.id, field.id)


def test_those_above_read_more_than_staff_and_less_than_the_team(shipped):
    form = shipped.form("decisions")
    staff, chain, team = (len(fields_on_face(form, face)) for face in ("staff", "chain", "team"))
    assert staff < chain <= team
    assert fields_on_face(form, "everyone") == fields_on_face(form, "staff")


def on_page(district, form, owner, face):
    return {team.team: reader_on_page(district, form, owner, team, face) for team in district.all_teams}


def test_a_page_for_those_above_tells_of_others_only_what_each_of_its_readers_may_see(district, shipped):
    near = on_page(district, shipped.form("check-ins"), "oak-3", "chain")
    assert [team for team, reader in near.items() if reader == "chain"] == [
        "leaders",
        "oak-principal",
        "oak-slt",
        "oak-3",
    ]
    assert set(near.values()) == {"chain", "staff"}


def test_what_a_principal_wrote_does_not_stand_on_pages_that_the_leadership_team_reads(district, shipped):
    near = on_page(district, shipped.form("check-ins"), "oak-principal", "chain")
    assert [team for team, reader in near.items() if reader == "chain"] == ["leaders", "oak-principal"]


def test_the_teams_own_face_and_unknown_ones_follow_the_same_rule(district, shipped):
    form = shipped.form("check-ins")
    assert on_page(district, form, "oak-3", "team") == readers(district, form, "oak-3")
    assert set(on_page(district, form, "oak-3", "everyone").values()) == {"staff"}


@pytest.mark.parametrize(
    ("near", "far"),
    [(["team", "chain"], "chain"), (["self"], "self"), ([], "staff"), (["team", "nobody"], "staff")],
)
def test_the_farthest_reader_counts_and_nobody_known_is_all_staff(near, far):
    assert farthest(near) == far


def test_teams_above_are_found_once_and_the_nearest_first(district):
    above = teams_above(district, [district.team("oak-3"), district.team("oak-4")])
    assert [team.team for team in above] == ["oak-slt", "oak-principal", "leaders"]
