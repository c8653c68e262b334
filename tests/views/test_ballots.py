"""What a vote comes to: counted by fives, from five on, and shown to those it is meant for."""

import datetime as dt
from datetime import UTC, datetime

import pytest
from record.small_district import write_small_district

from inquiry.record import RECORD_FILE, Answer, open_record
from inquiry.views.ballots import count_ballots, say_count, tally_node
from inquiry.views.desk import Desk
from inquiry.views.forms import form_faces
from inquiry.views.html import plain
from inquiry.views.live import form_state

DAY = dt.date(2026, 9, 20)
OVER = dt.date(2026, 10, 20)


@pytest.fixture
def vote(tmp_path):
    """Opens a team's desk after so many have voted at a school of so many."""

    def run(cast: int, voters: int = 40, as_of: dt.date = DAY) -> Desk:
        folder = write_small_district(tmp_path)
        names = "".join(f"p{n},oak-g3,Person {n}\n" for n in range(voters))
        (folder / "members.csv").write_text(f"person,team,name\n{names}", encoding="utf-8")
        given = [_ballot(n) for n in range(cast)]
        with open_record(folder / RECORD_FILE) as record:
            record.save(given)
        return Desk(folder, "oak-g3", "2026-27-Q1", "0-start-here", as_of)

    return run


def _ballot(n: int) -> Answer:
    return Answer(
        quarter="2026-27-Q1", scope="school", owner="oak", form="readiness-vote", row=f"b{n}",
        values={"ready": "ready" if n % 2 else "not_yet"}, author=None,
        saved_at=datetime(2026, 9, 10, 7, tzinfo=UTC), id=f"v{n}",
    )  # fmt: skip


def form_of(desk):
    return desk.cycle.form("readiness-vote", "teacher")


@pytest.mark.parametrize(
    ("cast", "voters", "as_of", "counted"),
    [
        (0, 40, DAY, 0), (4, 40, DAY, 0), (4, 4, DAY, 0), (5, 40, DAY, 5), (9, 40, DAY, 5), (10, 40, DAY, 10),
        (7, 7, DAY, 7), (6, 6, DAY, 5), (8, 40, OVER, 8), (4, 40, OVER, 0), (6, 40, OVER, 5),
    ],
)  # fmt: skip
def test_ballots_are_counted_by_fives_and_all_when_all_are_in_or_the_quarter_is_over(
    vote, cast, voters, as_of, counted
):
    desk = vote(cast, voters, as_of)
    tally = count_ballots(desk, form_of(desk))
    assert (tally.cast, tally.counted) == (cast, counted)
    assert sum(tally.by.get("ready", {}).values()) == counted


def test_an_answer_that_nobody_gave_is_counted_as_none(vote):
    desk = vote(5)
    assert count_ballots(desk, form_of(desk)).by == {"ready": {"ready": 2, "help": 0, "not_yet": 3}}


def test_below_five_the_page_says_why_there_is_no_count(vote):
    desk = vote(4)
    assert say_count(count_ballots(desk, form_of(desk))) == (
        "4 ballots are in the box. They are counted once there are 5, so that nobody's can be guessed."
    )
    assert "Not yet" not in plain(tally_node(desk, form_of(desk)))


def test_a_page_shows_the_count_and_no_ballot(vote):
    desk = vote(7)
    shown = plain(form_faces(desk, "readiness-vote").team)
    assert "The first 5 are counted" in shown
    assert "I am ready | 2" in shown
    assert "Saved" not in shown


def test_staff_do_not_read_a_count_that_is_not_theirs(vote):
    assert form_faces(vote(10), "readiness-vote").staff is None


def test_a_live_form_is_told_the_box_and_no_ballot(vote):
    desk = vote(7)
    state = form_state(desk, form_of(desk))
    assert (state["rows"], state["ballots"]["cast"], state["form"]["anonymous"]) == ([], 7, True)
    assert state["ballots"]["vote"] == "2026-27-Q1/oak/readiness-vote"
