"""What the made-up teams wrote: complete enough, linked, and in nobody else's name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from inquiry.cycle import Cycle, check_answer, parse_link, phase_progress
from inquiry.district import District
from inquiry.record import Answer, check_answers, read_answers
from inquiry.record.board import WHYS, key_of

from .conftest import Rows

AS_OF = dt.date(2026, 11, 20)
FINISHED = ["2025-26-Q4", "2026-27-Q1"]
NOW = "2026-27-Q2"
SILENT = "cordillera-social-science"
QUIET_NOW = "alder-creek-k-1"  # it stopped in fall
ORPHANS = {"alder-creek-slt/p3", "ohara-principal/f1", "fog-harbor-math/f1"}
UNPLACED = {"data-walk", "values.standard"}  # a form and a field that were taken out over the summer


def test_the_file_is_read_without_a_fault(folder: Path) -> None:
    assert read_answers(folder / "answers.jsonl").faults == ()


def test_every_answer_fits_its_question(answers: list[Answer], cycle: Cycle, district: District) -> None:
    assert [str(f) for f in check_answers(answers, cycle, district) if f.severity == "error"] == []


def test_only_the_two_meant_are_unplaced(answers: list[Answer], cycle: Cycle, district: District) -> None:
    notes = check_answers(answers, cycle, district)
    assert {f.column if f.column != "form" else f.found.strip("“”") for f in notes} == UNPLACED


def test_dates_that_must_lie_in_the_quarter_do(rows: Rows, cycle: Cycle, district: District) -> None:
    quarters = {quarter.id: quarter for quarter in district.quarters}
    for (quarter, _, owner, form, row), values in rows.items():
        if not cycle.unplaced(form):
            said = check_answer(cycle.form(form), values, quarter=quarters[quarter])
            assert said == [], (owner, form, row)


def test_lines_stand_in_the_order_they_were_saved(answers: list[Answer]) -> None:
    saved = [answer.saved_at for answer in answers]
    assert saved == sorted(saved)


def test_each_answer_was_saved_in_its_quarter_on_a_school_day(
    answers: list[Answer], district: District
) -> None:
    quarters = {quarter.id: quarter for quarter in district.quarters}
    days = {(a.quarter, a.saved_at.date()) for a in answers}
    assert all(quarters[quarter].holds(day) and day <= AS_OF and day.weekday() < 5 for quarter, day in days)


def test_authors_write_for_teams_they_belong_to(answers: list[Answer], district: District) -> None:
    members = {(team.team, m.person) for team in district.all_teams for m in team.members}
    # The coach writes notes on other teams' pages.
    wrote = {(a.owner, a.author) for a in answers if a.scope == "team" and a.form != "coach-notes"}
    assert wrote - members == set()


@pytest.mark.parametrize("quarter", FINISHED)
def test_every_team_but_the_silent_one_wrote_in_each_finished_quarter(
    rows: Rows, district: District, quarter: str
) -> None:
    wrote = {owner for (when, scope, owner, _, _) in rows if when == quarter and scope == "team"}
    assert {team.team for team in district.all_teams} - wrote == {SILENT}


def test_in_the_quarter_under_way_another_team_has_gone_quiet(rows: Rows, district: District) -> None:
    wrote = {owner for (when, scope, owner, _, _) in rows if when == NOW and scope == "team"}
    assert {team.team for team in district.all_teams} - wrote == {SILENT, QUIET_NOW}


def _phases(rows: Rows, cycle: Cycle, district: District, quarter: str, phase: str) -> dict[str, str]:
    """How far each team is in a phase."""
    states = {}
    for team in district.all_teams:
        forms: dict[str, list[dict[str, object]]] = {}
        for (when, _, owner, form, _), values in rows.items():
            if (when, owner) == (quarter, team.team):
                forms.setdefault(form, []).append(values)
        states[team.team] = phase_progress(cycle, team.level, phase, forms)
    return states


@pytest.mark.parametrize("quarter", FINISHED)
@pytest.mark.parametrize("phase", ["analyze", "design", "implement", "refine"])
def test_finished_quarters_have_teams_that_finished_each_phase_and_teams_that_did_not(
    rows: Rows, cycle: Cycle, district: District, quarter: str, phase: str
) -> None:
    states = list(_phases(rows, cycle, district, quarter, phase).values())
    assert states.count("done") >= 5
    assert "not started" in states


def test_the_quarter_under_way_is_half_way(rows: Rows, cycle: Cycle, district: District) -> None:
    assert "done" in _phases(rows, cycle, district, NOW, "analyze").values()
    assert set(_phases(rows, cycle, district, NOW, "refine").values()) == {"not started"}


def test_every_link_leads_to_a_row(rows: Rows, answers: list[Answer], cycle: Cycle) -> None:
    broken = []
    whys = {
        each.owner: each.id for each in reversed(answers) if each.form == WHYS
    }  # the first of each person
    keys = set(map(key_of, whys.values()))
    lasting = {key[1:] for key in rows if not cycle.unplaced(key[3]) and cycle.form(key[3]).lives_on}
    for (quarter, _, owner, form, row), values in rows.items():
        links = [] if cycle.unplaced(form) else [f.id for f in cycle.form(form).fields if f.type == "link"]
        for name in links:
            if values.get(name):
                link = parse_link(str(values[name]))
                to = (cycle.form(link.form).scope, link.owner, link.form, link.row)
                on_board = link.form == WHYS and link.row in keys
                comes_along = cycle.form(link.form).carry in {"carried", "open"}
                when = [each for each in (*FINISHED, NOW) if each <= quarter] if comes_along else [quarter]
                there = any((each, *to) in rows for each in ([link.quarter] if link.quarter else when))
                if not on_board and to not in lasting and not there:
                    broken.append((quarter, owner, form, row, values[name]))
    assert broken == []


@pytest.mark.parametrize("quarter", [*FINISHED, NOW])
def test_a_focus_serves_one_of_the_level_above(rows: Rows, district: District, quarter: str) -> None:
    for (when, _, owner, form, _), values in rows.items():
        if (when, form) == (quarter, "focus") and values.get("serves"):
            above = {team.team for team in district.serves(district.team(owner))}
            assert parse_link(str(values["serves"])).owner in above


@pytest.mark.parametrize("quarter", [*FINISHED, NOW])
def test_the_orphans_are_the_ones_meant(rows: Rows, quarter: str) -> None:
    orphans = {
        f"{owner}/{row}"
        for (when, _, owner, form, row), values in rows.items()
        if (when, form) == (quarter, "focus") and owner != "district-leadership" and not values.get("serves")
    }
    assert orphans == ORPHANS


@pytest.mark.parametrize("quarter", [*FINISHED, NOW])
def test_one_goal_of_the_district_is_served_by_nobody(rows: Rows, quarter: str) -> None:
    goals = {
        row
        for (when, _, owner, form, row), values in rows.items()
        if (when, owner, form) == (quarter, "district-leadership", "focus") and values["standing"] == "now"
    }
    served = {
        parse_link(str(values["serves"])).row
        for (when, _, owner, form, _), values in rows.items()
        if (when, form) == (quarter, "focus") and values.get("serves") and owner.endswith("-principal")
    }
    assert goals - served == {"g3"}


def test_no_team_has_more_than_three_priorities_now(rows: Rows, district: District) -> None:
    counts: dict[tuple[str, str], int] = {}
    for (quarter, _, owner, form, _), values in rows.items():
        if form == "focus" and values.get("standing") != "waits":
            counts[quarter, owner] = counts.get((quarter, owner), 0) + 1
    assert max(counts.values()) <= district.settings.thresholds.max_priorities


def test_some_rows_were_revised_and_a_few_were_removed(answers: list[Answer]) -> None:
    said = [(a.quarter, a.owner, a.form, a.row) for a in answers]
    assert max(said.count(key) for key in set(said)) >= 3
    assert 1 <= sum(a.removed for a in answers) <= 3


def test_one_text_has_markup_typed_literally(answers: list[Answer]) -> None:
    assert sum("<b>" in str(value) for a in answers for value in a.values.values()) == 1


def test_adopted_adapted_and_abandoned_ideas_are_all_there(rows: Rows) -> None:
    decisions = [values["decision"] for (_, _, _, form, _), values in rows.items() if form == "decisions"]
    assert min(decisions.count(each) for each in ("adopt", "adapt", "abandon")) >= 5


def test_predictions_come_out_in_every_way(rows: Rows) -> None:
    compared = {values["compared"] for (_, _, _, form, _), values in rows.items() if form == "review"}
    assert compared == {"better", "as_predicted", "worse", "cannot_tell"}


def test_people_say_why_and_drafts_of_a_purpose_grow(rows: Rows) -> None:
    forms = [form for (_, _, _, form, _) in rows]
    assert forms.count("my-why") >= 15
    assert forms.count("purpose-drafts") >= 8
    assert forms.count("shared-purpose") == 3
