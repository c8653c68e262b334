"""What is due: actions and what was promised at meetings, late first; the rules that the coach's view shares."""

import datetime as dt
import shutil

import pytest
from views.making import NOW, answer

from inquiry.record import open_record
from inquiry.views.due import SOON, actions_due, check_in_due
from inquiry.views.meetings.plan import plan_faces
from inquiry.views.page import open_page
from inquiry.views.start import due_faces

DAY = dt.date(2026, 11, 20)


def action(row: str, days: int, status: str = "under_way"):
    due = (DAY + dt.timedelta(days=days)).isoformat()
    return answer("oak-solo", "action-plan", {"action": row, "due": due, "status": status}, row=row)


@pytest.fixture
def desk(district, tmp_path):
    def make(*answers, as_of=DAY):
        folder = tmp_path / str(as_of)
        shutil.copytree(district, folder)
        with open_record(folder / "record.sqlite") as record:
            record.save(answers)
        return open_page(folder, "oak-solo", NOW, "0-start-here", as_of)._desk

    return make


def test_what_is_late_stands_first_and_what_is_far_or_done_not_at_all(desk):
    far = SOON.days + 1
    given = [action("soon", SOON.days), action("late", -3), action("today", 0), action("far", far)]
    found = actions_due(desk(*given, action("done", -9, "done"), action("dropped", -9, "dropped")))
    assert [(each.what, each.days_late, each.late) for each in found] == [
        ("late", 3, True),
        ("today", 0, False),
        ("soon", -SOON.days, False),
    ]


def test_an_action_without_a_day_or_with_no_real_one_is_not_due(desk):
    wrong = answer("oak-solo", "action-plan", {"action": "some day", "due": "soon"}, row="w")
    none = answer("oak-solo", "action-plan", {"action": "never"}, row="n")
    assert actions_due(desk(wrong, none)) == []


@pytest.mark.parametrize(("days", "due"), [(7, False), (8, True)])
def test_a_weekly_check_in_is_due_after_seven_days(desk, days, due):
    held = answer("oak-solo", "check-ins", {"date": str(DAY - dt.timedelta(days=days))}, row="k")
    found = check_in_due(desk(held))
    assert (found is not None) == due


def test_no_check_in_is_due_after_the_quarter(desk):
    assert check_in_due(desk(as_of=dt.date(2027, 2, 1))) is None


def test_what_was_promised_at_a_meeting_is_due_as_well(desk):
    promised = answer(
        "oak-solo",
        "assignments",
        {"what": "Copy the songs", "who": "cy-lee", "by_when": "2026-11-18"},
        row="a",
    )
    assert "Copy the songs (2 days late, Cy Lee)" in repr(due_faces(desk(promised)))


def test_an_indicator_whose_day_is_past_asks_for_a_new_one(desk):
    early = {"measure": "Pairs that talk", "by_when": "2026-10-02"}
    later = {"measure": "Papers with a reason", "by_when": "2026-12-11"}
    given = [answer("oak-solo", "success-indicators", each, row=each["by_when"]) for each in (early, later)]
    at = desk(*given)
    shown = repr(due_faces(at))
    assert "its day, Oct 2, is past" in shown
    assert "Oct 2, before this quarter" in repr(plan_faces(at))
    assert "Papers with a reason" not in shown
