"""The levels as the lists of a district need them: from levels.yaml, whatever else is wrong with it."""

from __future__ import annotations

import pytest

from inquiry.cycle import load_cycle
from inquiry.district.levels import LEVELS_FILE, Levels, load_levels
from inquiry.district.rosters import read_schools, read_teams

THREE = "levels:\n  - {id: district, serves: null}\n  - {id: Span, serves: district}\n  - {id: room, serves: Span}\n"
TEAMS = "team,school,level,name\nlead,district,district,Lead\nupper,oak,span,Upper\n"
SCHOOLS = "school,cds,name,type\noak,01611190000001,Oak,ES\n"


@pytest.fixture
def templates(tmp_path):
    path = tmp_path / LEVELS_FILE
    path.parent.mkdir()
    path.write_text(THREE, encoding="utf-8")
    return tmp_path


def teams_of(folder, levels):
    (folder / "schools.csv").write_text(SCHOOLS, encoding="utf-8")
    (folder / "teams.csv").write_text(TEAMS, encoding="utf-8")
    return read_teams(folder, read_schools(folder, "01611190000000").value, levels)


def test_they_are_those_of_the_questions():
    levels, cycle = load_levels(), load_cycle()
    assert levels.ids == tuple(cycle.levels)
    assert levels.serves == tuple(level.serves for level in cycle.levels.values())
    assert levels.pages == tuple(level.pages for level in cycle.levels.values())


def test_teams_may_be_of_any_level_listed_however_its_capitals_are_typed(templates):
    teams = teams_of(templates, load_levels(templates))
    assert teams.faults == ()
    assert list(teams.value["level"]) == ["district", "Span"]


def test_a_level_not_listed_is_told_with_those_there_are(tmp_path):
    (fault,) = teams_of(tmp_path, load_levels()).faults
    assert (fault.row, fault.column, fault.allowed) == (3, "level", "district, principal, slt, teacher")


@pytest.mark.parametrize("text", ["levels: [", "levels: none\n", ""])
def test_a_faulty_file_is_not_told_again_for_each_team(templates, text):
    (templates / LEVELS_FILE).write_text(text, encoding="utf-8")
    levels = load_levels(templates)
    assert levels == Levels()
    teams = teams_of(templates, levels)
    assert teams.faults == ()
    assert list(teams.value["team"]) == ["lead", "upper"]


def test_a_missing_file_is_no_level(tmp_path):
    assert load_levels(tmp_path) == Levels()


def test_a_changed_file_is_read_again(templates):
    assert len(load_levels(templates).ids) == 3
    with (templates / LEVELS_FILE).open("a", encoding="utf-8") as file:
        file.write("  - {id: desk, serves: room}\n")
    assert load_levels(templates).ids[-1] == "desk"


def test_a_circle_ends():
    levels = Levels(("a", "b"), ("b", "a"), ((), ()))
    assert list(levels.above("a")) == ["b"]


def test_above_follows_serves_and_not_the_place_in_the_list():
    levels = Levels(("district", "slt", "department", "teacher"), (None, "district", "slt", "slt"), ((),) * 4)
    assert list(levels.above("teacher")) == ["slt", "district"]
    assert levels.is_lowest("department")
    assert not levels.is_lowest("slt")
