"""What staff are told of the district's own figures: safe over all that was printed, stable, remembered."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from types import SimpleNamespace

import pandas as pd
import pytest

from inquiry.errors import BadInput
from inquiry.views.disclosed import decide as decide_module
from inquiry.views.disclosed.audit import Leak, find_leaks, old_exports
from inquiry.views.disclosed.cells import Cell, Facts, Link, range_of, rest_of, say_share
from inquiry.views.disclosed.decide import DECIDED_AFTER_DAYS, MOVES_AFTER_DAYS, decide_plan
from inquiry.views.disclosed.facts_state import published_of
from inquiry.views.disclosed.keys import READINGS, plan_of
from inquiry.views.disclosed.memory import check_plans, plan_path, read_plan, write_plan
from inquiry.views.disclosed.nesting import tie_groups
from inquiry.views.disclosed.plan import FEW, GIVES_AWAY, NOT_YET, ONE_TEACHER, told_by
from inquiry.views.disclosed.problem import MET, is_few
from inquiry.views.disclosed.showing import WHYS

DAY, QUARTER, TEN = dt.date(2026, 11, 20), "2026-27-Q2", 11


def cell(key: str, met: int, of: int, loss: float = 1.0, **more: object) -> Cell:
    """People, each counted once."""
    return Cell(key, met, of, of, say_share(met, of), loss, **more)


def facts_of(*cells: Cell, **sums: tuple[str, ...]) -> Facts:
    facts = Facts()
    for each in cells:
        facts.add(each)
    for total, parts in sums.items():
        facts.tie(total, parts)
    return facts


def district(small: tuple[int, int] = (4, 20)) -> Facts:
    """Two large schools, a small one, and all of them together."""
    schools = [cell("a", 40, 90), cell("b", 30, 70), cell("c", *small)]
    whole = cell("all", sum(one.met for one in schools), sum(one.of for one in schools), 4.0)
    return facts_of(whole, *schools, all=("a", "b", "c"))


def decide(facts: Facts, before=None, threshold: int = TEN, day: dt.date = DAY, name: str = READINGS):
    plan = decide_plan(name, facts, before, threshold, day)
    assert plan is not None
    return plan


def told(plan) -> dict[str, str]:
    return {key: told_by(plan, key).text for key in plan.figures}


def test_what_would_come_back_by_subtraction_is_withheld_with_it():
    plan = decide(district())
    assert told_by(plan, "c").why == FEW
    assert [told_by(plan, key).is_told for key in ("a", "b", "all")].count(False) == 1
    assert told_by(plan, "all").is_told  # it stands on more pages: the cheaper one goes
    assert not find_leaks(plan)


def test_printing_everything_is_found_out_by_the_attack():
    plan = decide(district())
    bare = [
        dataclasses.replace(plan, prints=(*plan.prints, *_prints_of(plan, *keys)))
        for keys in (["c"], ["a", "b"])
    ]
    assert all(any(leak.count.startswith("c@1") for leak in find_leaks(each)) for each in bare)


def _prints_of(plan, *keys):
    from inquiry.views.disclosed.problem import print_of

    return [print_of(key, f"{key}@1", plan.cells[f"{key}@1"], DAY, TEN) for key in keys]


def test_everyone_else_beside_a_group_is_protected_as_well():
    whole, group = cell("whole", 60, 100), cell("group", 57, 92)
    facts = facts_of(whole, group, rest_of(whole, [group], "rest"), whole=("group", "rest"))
    plan = decide(facts)
    assert sorted(told(plan).values())[1] == "withheld"
    assert not find_leaks(plan)


def groups_of(**numbers: tuple[int, int]) -> Facts:
    """One place's groups, tied together as an attacker would."""
    facts = facts_of(*(cell(group, *each) for group, each in numbers.items()))
    tie_groups(facts, str, numbers, rests=True)
    return facts


@pytest.mark.parametrize(
    ("numbers", "rest"),
    [
        ({"ALL": (60, 100), "HI": (33, 55), "WH": (25, 40)}, "not HI WH"),  # five of other races, or of none
        ({"ALL": (60, 120), "ELO": (16, 30), "EO": (40, 80)}, "not ELO EO"),
        ({"ALL": (60, 120), "EL": (30, 60), "LTEL": (27, 55)}, "EL not LTEL"),
    ],
)
def test_those_of_no_group_that_is_counted_are_protected_as_well(numbers, rest):
    facts = groups_of(**numbers)
    assert rest in facts.cells
    plan = decide(facts)
    assert "withheld" in {text for key, text in told(plan).items() if key in numbers}
    assert not find_leaks(plan)


def test_a_page_does_not_tell_which_figure_is_the_small_one_and_which_covers_it():
    plan = decide(district())
    withheld = {told_by(plan, key).why for key in plan.figures} - {""}
    assert len(withheld) == 2
    assert len({WHYS[why] for why in withheld}) == 1


def test_a_group_that_is_everybody_is_told_like_everybody():
    facts = facts_of(cell("whole", 30, 60), cell("group", 30, 60), whole=("group",))
    assert told(decide(facts)) == {"whole": "50%", "group": "50%"}


def test_a_district_of_nine_students_tells_nothing():
    facts = facts_of(cell("school", 5, 9), cell("all", 5, 9), all=("school",))
    assert set(told(decide(facts)).values()) == {"withheld"}


def test_what_comes_from_one_teacher_is_never_told_and_cannot_be_worked_out():
    facts = facts_of(
        cell("all", 130, 260, 3.0),
        cell("a", 80, 160),
        cell("one", 50, 100, 0.0, guarded=True),
        all=("a", "one"),
    )
    plan = decide(facts)
    assert told_by(plan, "one").why == ONE_TEACHER
    assert [told_by(plan, key).is_told for key in ("all", "a")].count(True) == 1


def test_a_mean_of_few_is_not_given_away_by_the_others():
    facts = facts_of(
        *(
            Cell(key, n, n, n, "80", loss, is_mean=True)
            for key, n, loss in (("all", 128, 3.0), ("a", 120, 1.0), ("b", 8, 1.0))
        ),
        all=("a", "b"),
    )
    plan = decide(facts)
    assert told_by(plan, "b").why == FEW
    assert told_by(plan, "a").why == GIVES_AWAY


def test_what_the_state_has_published_counts_as_known():
    facts = district()
    facts.published = {"all": facts.cells["all"].met, "a": 40, "b": 30}
    assert not find_leaks(decide(facts))  # the state gives it away; nothing of ours adds to that
    facts = facts_of(cell("all", 44, 110, 3.0), cell("a", 40, 90), cell("c", 4, 20), all=("a", "c"))
    facts.published = {"a": 40}
    assert not told_by(decide(facts), "all").is_told
    facts.published = {}
    assert told_by(decide(facts), "all").is_told


def test_a_decision_stands_when_it_is_made_again_and_when_other_readings_come():
    first = decide(district())
    assert decide(district(), first, day=DAY + dt.timedelta(days=90)) is first
    more = district().join(facts_of(cell("z", 50, 100)))
    later = decide(more, first, day=DAY + dt.timedelta(days=90))
    assert {key: text for key, text in told(later).items() if key != "z"} == told(first)
    assert told(later)["z"] == "50%"


def test_a_reading_once_withheld_stays_withheld():
    first = decide(district())
    later = decide(district((14, 60)), first, day=DAY + dt.timedelta(days=1))
    assert told_by(later, "c").text == "withheld"
    assert told_by(later, "c").day == DAY


def grown(met: int, of: int) -> Facts:
    return facts_of(cell(f"evidence/{QUARTER}/team/x/s/ALL", met, of))


KEY = f"evidence/{QUARTER}/team/x/s/ALL"
WEEK = DAY + dt.timedelta(days=DECIDED_AFTER_DAYS)
LATER = DAY + dt.timedelta(days=MOVES_AFTER_DAYS)


def test_a_growing_figure_moves_on_only_when_the_difference_tells_of_nobody():
    first = decide(grown(40, 80), name=QUARTER)
    few = decide(grown(43, 84), first, day=LATER, name=QUARTER)
    assert (told_by(few, KEY).text, told_by(few, KEY).day) == ("50%", DAY)
    many = decide(grown(65, 120), few, day=LATER + dt.timedelta(days=DECIDED_AFTER_DAYS), name=QUARTER)
    assert (told_by(many, KEY).text, told_by(many, KEY).day > LATER) == ("54%", True)
    assert not find_leaks(few)
    assert not find_leaks(many)


def test_a_growing_figure_moves_at_most_once_in_four_weeks():
    first = decide(grown(40, 80), name=QUARTER)
    later = decide(grown(65, 120), first, day=LATER - dt.timedelta(days=1), name=QUARTER)
    assert told_by(later, KEY).day == DAY
    assert decide(grown(65, 120), first, day=WEEK - dt.timedelta(days=1), name=QUARTER) is first


def test_a_growing_figure_that_was_too_small_is_told_the_week_it_has_grown():
    first = decide(grown(4, 20), name=QUARTER)
    assert told_by(first, KEY).why == FEW
    assert told_by(decide(grown(40, 80), first, day=WEEK, name=QUARTER), KEY).text == "50%"


def test_a_count_that_was_taken_back_is_no_way_to_learn_of_one_student():
    first = decide(grown(40, 80), name=QUARTER)
    fewer = decide(grown(39, 77), first, day=LATER, name=QUARTER)
    assert told_by(fewer, KEY).day == DAY


def test_a_figure_that_only_grew_comes_from_no_fewer_students_than_before():
    """12 of 23 students; then 14 of 37 pieces by 19, which alone would look like the work of 7."""
    cells = {"k@1": Cell("k", 12, 23, 23), "k@2": Cell("k", 14, 37, 19)}
    assert not is_few("k@2", MET, cells, TEN)
    assert is_few("k@2", MET, cells | {"k@2 went": Cell("k", 1, 2, 2)}, TEN)
    assert is_few("k@2", MET, {"k@2": cells["k@2"]}, TEN)


def test_a_raised_threshold_withholds_more_and_names_the_exports_that_tell_now():
    facts = facts_of(cell("a", 15, 40), cell("b", 100, 200))
    first = decide(facts)
    assert told(first) == {"a": "38%", "b": "50%"}
    later = decide(facts, first, threshold=20, day=DAY + dt.timedelta(days=3))
    assert told(later) == {"a": "withheld", "b": "50%"}
    assert not find_leaks(later)
    (note,) = old_exports(later, 20)
    assert str(DAY) in note.found
    assert "a@1" in note.found
    assert note.severity == "note"


def test_after_the_threshold_was_raised_nothing_is_told_that_an_older_export_would_complete():
    """50 of 100 went out under 11; 56 of 108 under 15 would tell that of the 8 since 6 met it."""
    first = decide(grown(50, 100), name=QUARTER)
    later = decide(grown(56, 108), first, threshold=15, day=WEEK, name=QUARTER)
    assert told_by(later, KEY).text == "withheld"
    assert not find_leaks(later)
    both = decide(grown(56, 108), None, threshold=15, day=WEEK, name=QUARTER)
    assert told_by(both, KEY).is_told  # alone it is safe


def test_a_print_that_the_audit_cannot_show_to_be_safe_is_taken_back(monkeypatch):
    def doubt(plan):
        return [Leak("b@1#met", 0, 9, (one,)) for one in plan.prints if one.figure == "b"]

    monkeypatch.setattr(decide_module, "find_leaks", doubt)
    plan = decide(facts_of(cell("a", 40, 90), cell("b", 30, 70)))
    assert told(plan) == {"a": "44%", "b": "withheld"}
    assert plan.figures["b"].why == "would give b@1#met away"


def test_the_pages_of_another_quarter_are_to_be_built_again_with_the_new_threshold():
    (note,) = old_exports(decide(facts_of(cell("a", 15, 40))), 20)
    assert f"inquiry build -q {READINGS}" in note.cure


def test_without_a_plan_or_a_word_in_it_nothing_is_told():
    assert told_by(None, "a").text == "withheld"
    assert told_by(decide(district()), "another").why == NOT_YET
    assert decide_plan(QUARTER, Facts(), None, TEN, DAY) is None


def test_a_plan_is_read_as_it_was_written(tmp_path):
    plan = decide(district())
    assert write_plan(tmp_path, plan)
    read = read_plan(tmp_path, READINGS)
    assert read is not None
    assert (read.figures, read.prints, read.links) == (plan.figures, plan.prints, plan.links)
    assert not write_plan(tmp_path, read)
    assert json.loads(plan_path(tmp_path, READINGS).read_text(encoding="utf-8"))["threshold"] == TEN


@pytest.mark.parametrize("damage", ["", "{", "cut", "changed", "other"])
def test_a_damaged_plan_is_refused_with_its_cure_and_never_made_anew(tmp_path, damage):
    write_plan(tmp_path, decide(district()))
    path = plan_path(tmp_path, READINGS)
    text = path.read_text(encoding="utf-8")
    made = {"cut": text[:-40], "changed": text.replace("withheld", "words", 1), "other": '{"format": 1}'}
    path.write_text(made.get(damage, damage), encoding="utf-8")
    with pytest.raises(BadInput, match="backup"):
        read_plan(tmp_path, READINGS)
    (fault,) = check_plans(tmp_path)
    assert fault.stops_everything


def test_a_sum_that_does_not_hold_ties_nothing():
    facts = facts_of(cell("all", 10, 100), cell("a", 40, 60))
    facts.tie("all", ["a"])
    facts.tie("all", ["a"], exact=False)
    assert facts.links == []
    facts.tie("a", ["a", "gone"])
    assert facts.links == []


def test_printed_words_tell_every_number_that_is_printed_so():
    assert range_of("≥ 95%", 99, 100) == (95, 100)
    assert range_of("50%", 100, 200) == (99, 101)
    assert Link("a", ("b",)) == Link("a", ("b",), exact=True)


def test_a_figure_belongs_to_its_quarters_plan_or_to_that_of_the_readings():
    assert plan_of(KEY) == QUARTER
    assert plan_of("measure/2026-10-10/oak/EL/Came / on time") == READINGS


def _state_row(cds: str, group: str, students: int, met: int) -> dict[str, object]:
    return {
        "year": 2026,
        "indicator": "chr",
        "cds": cds,
        "studentgroup": group,
        "currdenom": students,
        "currnumer": met,
    }


@pytest.mark.parametrize(("numbers", "known"), [((60, 12), {"ALL": 60, "EL": 12}), ((61, 13), {})])
def test_a_measure_is_the_states_own_where_its_counts_agree_to_the_student(numbers, known):
    cells = [
        cell(f"measure/2026-05-20/oak/{group}/Came", met, of)
        for group, met, of in (("ALL", 60, 90), ("EL", 12, 30))
    ]
    schools = pd.DataFrame({"school": ["oak"], "cds": ["19"]})
    there = SimpleNamespace(schools=schools, settings=SimpleNamespace(cds="10"))
    # The state counts those who were often absent: the others.
    rows = [_state_row("19", "ALL", 90, 90 - numbers[0]), _state_row("19", "EL", 30, 30 - numbers[1])]
    found = published_of({one.key: one for one in cells}, pd.DataFrame(rows), there)
    assert {key.split("/")[3]: met for key, met in found.items()} == known


def test_a_few_figures_that_agree_by_chance_are_not_the_states():
    numbers = {"ALL": (60, 90), "EL": (12, 30), "SED": (20, 40), "SWD": (3, 12), "HI": (4, 15)}
    states = {"ALL": 50, "EL": 15, "SED": 25, "SWD": 3, "HI": 4}  # the two small ones by chance
    cells = {
        one.key: one for one in (cell(f"measure/2026-05-20/oak/{g}/Came", *n) for g, n in numbers.items())
    }
    rows = [_state_row("19", group, numbers[group][1], met) for group, met in states.items()]
    schools = pd.DataFrame({"school": ["oak"], "cds": ["19"]})
    there = SimpleNamespace(schools=schools, settings=SimpleNamespace(cds="10"))
    assert published_of(cells, pd.DataFrame(rows), there) == {}


def test_shares_of_a_number_that_is_withheld_are_withheld_too():
    """One share tells little of how many answered; ten of them tell it."""
    questions = [cell(f"q{n}", 5 + n, 25, rests_on="answered") for n in range(6, 12)]
    few_stayed_away = decide(facts_of(cell("answered", 25, 30), *questions))
    assert not any(told_by(few_stayed_away, one.key).is_told for one in questions)
    many_stayed_away = decide(facts_of(cell("answered", 25, 50), *questions))
    assert any(told_by(many_stayed_away, one.key).is_told for one in questions)
