"""On real published files: each kind of school and the district, and every color as the state published it."""

import datetime as dt
from pathlib import Path

import pytest

from inquiry.district.new import write_new_district
from inquiry.sources.proposal import propose_district
from inquiry.views.page import open_page
from inquiry.views.state.standing import find_standings

REAL = Path(__file__).resolve().parents[3] / "shared/data/dashboard"
MONTEREY = "27660920000000"
SHOWS = ["priority_table", "five_by_five", "trends", "gaps", "what_would_move", "what_it_means", "schools"]
TEAMS = [
    "district-leadership",
    "del-rey-woods-elementary-slt",
    "los-arboles-middle-principal",
    "marina-high-slt",
    "central-coast-high-slt",
    "international-school-of-slt",
]
DRAWN = {"district-leadership", "los-arboles-middle-principal"}  # drawing every chart of all takes long
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real published files are not here")


@pytest.fixture(scope="module")
def monterey(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "monterey"
    write_new_district(folder, propose_district(MONTEREY, sorted(REAL.glob("*.txt"))), dt.date(2026, 11, 20))
    return folder


@pytest.mark.parametrize("team", TEAMS)
def test_the_real_analyze_page_shows_what_the_state_published(monterey, team):
    page = open_page(monterey, team, "", "1-analyze", "2026-11-20")
    for show in SHOWS if team in DRAWN else SHOWS[:1]:
        assert "nan" not in repr(getattr(page, show)()).split()
    standings = find_standings(page._desk)
    assert standings
    for standing in standings:
        colored = [row for row in standing.rows if row["color"] and not row["certifyflag"]]
        assert [row["color"] for row in colored] == [row["computed_color"] for row in colored]
