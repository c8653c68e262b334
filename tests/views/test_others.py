"""Which teams stand above and below a team."""

import shutil

import pytest
from views.making import DAY, NOW

from inquiry.views.desk import Desk
from inquiry.views.live import parse_day
from inquiry.views.others import all_above, all_below


@pytest.fixture
def desk(district, tmp_path):
    """A desk of the small district, in which Oak has a second principal's team."""
    folder = tmp_path / "río"
    shutil.copytree(district, folder)
    with (folder / "teams.csv").open("a", encoding="utf-8", newline="\n") as file:
        file.write("oak-assistant,oak,principal,Assistant principal's team,,\n")
    return lambda team: Desk(folder, team, NOW, "3-implement", parse_day(DAY))


def test_a_team_above_two_others_stands_once_the_nearest_first(desk):
    found = [team.team for team in all_above(desk("oak-3"))]
    assert found == ["oak-slt", "oak-principal", "oak-assistant", "cabinet"]


def test_a_team_below_two_others_stands_once_in_the_order_of_the_list(desk):
    below = [team.team for team in all_below(desk("cabinet"))]
    assert below == [
        "oak-principal",
        "oak-slt",
        "oak-3",
        "oak-solo",
        "mesa-slt",
        "lone-principal",
        "oak-assistant",
    ]


def test_the_last_team_of_a_chain_has_none_below_and_the_first_none_above(desk):
    assert all_below(desk("oak-3")) == () == all_above(desk("cabinet"))
