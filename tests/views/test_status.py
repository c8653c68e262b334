"""Who is where in the cycle and who is stuck: the coach's view, with nobody's name and nobody's confidence."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from views.making import BEFORE, NOW, answer

from inquiry.cycle.meetings import meetings_of
from inquiry.district import Quarter
from inquiry.errors import BadInput
from inquiry.record import open_record
from inquiry.views.status.gather import read_status
from inquiry.views.status.model import Status, TeamStatus
from inquiry.views.status.page import status_page
from inquiry.views.status.rules import (
    LATE_ACTIONS,
    NOT_SURE,
    SILENT_DAYS,
    UNANSWERED_DAYS,
    Found,
    Request,
    find_stuck,
)
from inquiry.views.status.text import say_status

DAY = dt.date(2026, 11, 20)
QUARTER = Quarter(id=NOW, start=dt.date(2026, 10, 19), end=dt.date(2027, 1, 15))
WEEKLY = [dt.date(2026, 10, 20) + dt.timedelta(weeks=n) for n in range(5)]
WRITTEN = [
    answer(
        "oak-solo", "check-ins", {"date": "2026-11-05", "confidence": 2, "next_step": "Ask Room 2"}, row="k1"
    ),
    answer("oak-solo", "check-ins", {"date": "2026-11-12", "confidence": 1, "barrier": "No time"}, row="k2"),
    answer(
        "oak-solo", "noticings", {"noticed": "They sing and do not read"}, row="n1", author="cy-lee", day=12
    ),
    answer(
        "oak-solo",
        "support-requests",
        {"need": "A pianist", "from_whom": "principal", "why": "To watch them", "status": "asked"},
        row="q1",
        day=2,
    ),
    answer("oak-solo", "support-requests", {"need": "A drum", "status": "received"}, row="q2", day=2),
]


@pytest.fixture(scope="module")
def stuck(district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made district, with a team that has not gone on."""
    folder = tmp_path_factory.mktemp("status") / "district"
    shutil.copytree(district, folder)
    with open_record(folder / "record.sqlite") as record:
        record.save(WRITTEN)
    return folder


@pytest.fixture(scope="module")
def status(stuck: Path) -> Status:
    return read_status(stuck, DAY)


def team(status: Status, name: str) -> TeamStatus:
    return next(each for school in status.schools for each in school.teams if each.team == name)


def quiet(**more: object) -> Found:
    """A team that does all it should, but for what is given."""
    well = {
        "every": "weekly",
        "last_answer": DAY,
        "meetings": meetings_of(QUARTER, "weekly", WEEKLY, DAY),
        "confidence": (4, 4),
        "requests": (),
        "late": (),
        "conflicts": 0,
    }
    return Found(**{**well, **more})  # type: ignore[arg-type]


def rules(found: Found, today: dt.date = DAY) -> list[str]:
    return [each.rule for each in find_stuck(QUARTER, today, found)]


def ask(**more: object) -> Request:
    return Request("Help", "The district", DAY, **{"days": 0, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({}, []),
        ({"last_answer": DAY - dt.timedelta(days=SILENT_DAYS["weekly"])}, ["silent"]),
        ({"last_answer": DAY - dt.timedelta(days=SILENT_DAYS["weekly"] - 1)}, []),
        ({"last_answer": None, "meetings": meetings_of(QUARTER, "weekly", [], DAY)}, ["silent"]),
        ({"meetings": meetings_of(QUARTER, "weekly", WEEKLY[:2], DAY)}, ["missed"]),
        ({"meetings": meetings_of(QUARTER, "weekly", WEEKLY[:3], DAY)}, []),
        ({"confidence": (5, NOT_SURE, NOT_SURE)}, ["unsure"]),
        ({"confidence": (NOT_SURE, NOT_SURE, NOT_SURE + 1)}, []),
        ({"confidence": (NOT_SURE,)}, []),
        ({"requests": (ask(days=UNANSWERED_DAYS),)}, ["request"]),
        ({"requests": (ask(days=UNANSWERED_DAYS - 1),)}, []),
        ({"requests": (ask(days=UNANSWERED_DAYS, promised=True),)}, []),
        ({"requests": (ask(promised=True, by_when=DAY - dt.timedelta(days=1)),)}, ["request"]),
        ({"late": (None,) * LATE_ACTIONS}, ["late"]),
        ({"conflicts": 1}, ["conflict"]),
    ],
)
def test_each_rule_holds_from_its_own_number_on(more, rule):
    assert rules(quiet(**more)) == rule


def test_nobody_is_silent_before_the_quarter_is_old_enough_or_after_it_is_over():
    nothing = quiet(last_answer=None, meetings=(), confidence=())
    assert rules(nothing, QUARTER.start + dt.timedelta(days=SILENT_DAYS["weekly"] - 1)) == []
    assert rules(nothing, QUARTER.end + dt.timedelta(days=1)) == []


def test_a_team_is_where_it_wrote_last_in_the_cycle_not_where_something_came_along(status):
    assert team(status, "oak-solo").phase == "Implement"
    assert team(status, "oak-slt").phase == "Analyze"
    assert team(status, "lone-principal").phase == ""


def test_meetings_held_missed_and_in_a_row_are_counted(status):
    music = team(status, "oak-solo")
    assert (music.held, music.over, music.streak, music.last_met) == (2, 4, 2, dt.date(2026, 11, 12))


def test_open_requests_late_actions_and_low_confidence_are_told(status):
    music, third = team(status, "oak-solo"), team(status, "oak-3")
    assert [(each.need, each.days) for each in music.requests] == [("A pianist", 18)]
    assert {each.rule for each in music.stuck} == {"unsure", "request"}
    assert [(each.what, each.days_late) for each in third.late] == [("Collect examples", 10)]


def test_an_answer_that_two_gave_at_once_waits(district, tmp_path):
    shutil.copytree(district, tmp_path / "copy")
    beside = answer("oak-3", "focus", {"priority": "Another one"}, row="t1", day=15)
    with open_record(tmp_path / "copy/record.sqlite") as record:
        record.save_typed([beside])
    assert team(read_status(tmp_path / "copy", DAY), "oak-3").conflicts == 1


@pytest.mark.parametrize("say", [say_status, status_page, lambda status: json.dumps(status.to_json())])
def test_no_name_no_reason_and_nobodys_confidence_is_in_it(status, say):
    said = say(status)
    assert "A pianist" in said
    for private in (
        "Cy Lee",
        "cy-lee",
        "Ana Díaz",
        "ana-diaz",
        "No time",
        "To watch them",
        "A little sure",
        '"confidence"',
    ):
        assert private not in said


def test_the_text_begins_with_who_is_worth_a_visit(status):
    lines = say_status(status).splitlines()
    assert lines[0] == "Río & Sons Unified, quarter 2026-27-Q2 (2026-10-19 to 2027-01-15), as of 2026-11-20."
    visits = lines[lines.index("") + 1 :]
    assert visits[0].startswith("Worth a visit: ")
    assert "  Music, Oak Elementary" in visits
    assert "    - asked for help 18 days ago, no answer (to: The principal): A pianist" in visits
    assert "    - not sure of the next step at the last 2 check-ins" in visits


def test_the_page_is_closed_and_says_whom_it_is_for(status):
    page = status_page(status)
    assert "For coaches." in page
    assert "noindex" in page
    assert "<script" not in page
    assert "R\u00edo &amp; Sons Unified" in page


def test_a_past_quarter_can_be_asked_for(stuck):
    before = read_status(stuck, DAY, BEFORE)
    assert (before.quarter, team(before, "oak-3").phase) == (BEFORE, "Refine")


def test_a_broken_school_is_told_and_the_others_are_there(stuck, tmp_path):
    shutil.copytree(stuck, tmp_path / "copy")
    schools = tmp_path / "copy/schools.csv"
    schools.write_text(
        schools.read_text(encoding="utf-8").replace("Mesa Elementary,ES", "Mesa Elementary,XX"),
        encoding="utf-8",
    )
    status = read_status(tmp_path / "copy", DAY)
    assert (status.is_whole, team(status, "oak-3").phase) == (False, "Implement")
    assert [each.school for each in status.schools if each.faults] == ["mesa"]
    assert "  to mend: schools.csv" in say_status(status)


def test_a_team_that_has_no_place_is_told_apart(stuck, tmp_path):
    shutil.copytree(stuck, tmp_path / "copy")
    with (tmp_path / "copy/teams.csv").open("a", encoding="utf-8") as file:
        file.write("mesa-2,mesa,teecher,Grade 2,2,\n")
    status = read_status(tmp_path / "copy", DAY)
    assert (status.is_whole, ["teecher" in str(fault) for fault in status.left_out]) == (False, [True])
    assert "In no school:" in say_status(status)
    assert "In no school" in status_page(status)


def test_a_fault_of_the_whole_district_says_nothing_of_any_team(stuck, tmp_path):
    shutil.copytree(stuck, tmp_path / "copy")
    (tmp_path / "copy/district.toml").write_text("nmae = 1\n", encoding="utf-8")
    with pytest.raises(BadInput):
        read_status(tmp_path / "copy", DAY)


def test_a_district_without_a_record_has_teams_that_have_not_begun(stuck, tmp_path):
    shutil.copytree(stuck, tmp_path / "new", ignore=shutil.ignore_patterns("record.sqlite*"))
    status = read_status(tmp_path / "new", QUARTER.start)
    assert {each.phase for school in status.schools for each in school.teams} == {""}
    assert "Worth a visit: nobody." in say_status(status)
