"""The agendas' files: one for each level, every slip named with its line."""

import shutil

import pytest

from inquiry.cycle import load_cycle
from inquiry.cycle.agenda import BLOCKS, load_agenda, read_agendas
from inquiry.district.levels import load_levels
from inquiry.district.shipped import templates_folder
from inquiry.errors import UsageError
from inquiry.views.meetings.agenda_blocks import SHOWS

FOLDER = templates_folder() / "agenda"
LEVELS = load_levels().ids


def test_each_level_has_an_agenda_without_faults():
    agendas = read_agendas(load_cycle())
    assert agendas.faults == ()
    assert set(agendas.value) == set(LEVELS)


def test_a_weekly_meeting_takes_no_longer_than_a_teacher_team_has():
    assert load_agenda(load_cycle(), "teacher").minutes <= 40


def test_every_block_an_agenda_may_name_can_be_shown():
    assert set(SHOWS) == set(BLOCKS)


def test_the_agendas_are_told_apart():
    agendas = read_agendas(load_cycle()).value.values()
    assert (
        len({agenda.outcomes for agenda in agendas})
        == len({agenda.title for agenda in agendas})
        == len(LEVELS)
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("level: slt", "level: stl", "the unknown level “stl”"),
        ("framework: working-towards-coherence", "framework: none-such", "the unknown framework “none-such”"),
        ("minutes: 15", "minutes: 75", "120 minutes in all"),
        ("shows: [below]", "shows: [belov]", "belov"),
        ("shows: [below]", "show: [below]", "show"),
        ("minutes: 15", "minutes: soon", "soon"),
    ],
)
def test_a_slip_is_named(tmp_path, old, new, says):
    folder = shutil.copytree(FOLDER, tmp_path / "agenda")
    path = folder / "slt.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = read_agendas(load_cycle(), folder).faults
    assert any(says in str(fault) and fault.file == "agenda/slt.yaml" for fault in found)


def test_all_faults_are_told_together(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "agenda")
    (folder / "teacher.yaml").unlink()
    (folder / "slt.yaml").rename(folder / "leaders.yaml")
    files = [fault.file for fault in read_agendas(load_cycle(), folder).faults]
    assert files == ["agenda/leaders.yaml", "agenda/slt.yaml", "agenda/teacher.yaml"]


def test_a_level_without_an_agenda_is_named():
    with pytest.raises(UsageError, match="no agenda for the level “board”"):
        load_agenda(load_cycle(), "board")
