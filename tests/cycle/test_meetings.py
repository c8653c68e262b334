"""When a team meets, by the calendar: weeks, months, the quarter; held, missed, now, to come."""

import datetime as dt
import itertools

import pytest

from inquiry.cycle.meetings import meeting_spans, meetings_of, streak
from inquiry.district import Quarter

FALL = Quarter(id="2026-27-Q2", start=dt.date(2026, 10, 19), end=dt.date(2026, 12, 18))
FRIDAY_TO_MONDAY = Quarter(id="odd", start=dt.date(2026, 10, 2), end=dt.date(2026, 10, 12))


def day(text):
    return dt.date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize("every", ["weekly", "monthly", "quarterly"])
@pytest.mark.parametrize("quarter", [FALL, FRIDAY_TO_MONDAY])
def test_the_meetings_of_a_quarter_cover_it_without_gaps(quarter, every):
    spans = meeting_spans(quarter, every)
    assert (spans[0].start, spans[-1].end) == (quarter.start, quarter.end)
    for one, two in itertools.pairwise(spans):
        assert two.start == one.end + dt.timedelta(days=1)


def test_weeks_run_from_monday_to_sunday():
    spans = meeting_spans(FALL, "weekly")
    assert len(spans) == 9
    assert (spans[1].start, spans[1].end) == (day("10-26"), day("11-01"))


def test_half_a_week_at_either_end_belongs_to_the_week_beside_it():
    assert [(span.start, span.end) for span in meeting_spans(FRIDAY_TO_MONDAY, "weekly")] == [
        (day("10-02"), day("10-12"))
    ]


def test_the_last_days_of_october_belong_to_november():
    assert [span.start for span in meeting_spans(FALL, "monthly")] == [day("10-19"), day("12-01")]


def test_a_meeting_is_missed_only_once_its_week_is_over():
    states = [each.state for each in meetings_of(FALL, "weekly", [day("10-30")], day("11-05"))]
    assert states[:4] == ["missed", "held", "now", "to come"]


def test_a_meeting_dated_ahead_is_not_held_yet():
    meetings = meetings_of(FALL, "weekly", [day("11-12")], day("11-05"))
    assert all(each.state != "held" for each in meetings)


def test_two_meetings_of_one_week_are_one_check_in():
    first = meetings_of(FALL, "weekly", [day("10-20"), day("10-22")], day("10-30"))[0]
    assert (first.state, first.held) == ("held", (day("10-20"), day("10-22")))


def test_a_streak_counts_back_from_now_and_the_open_week_breaks_nothing():
    met = [day("10-20"), day("11-04"), day("11-11")]
    assert streak(meetings_of(FALL, "weekly", met, day("11-17"))) == 2


def test_a_missed_week_ends_the_streak():
    assert streak(meetings_of(FALL, "weekly", [day("10-20")], day("11-17"))) == 0


def test_before_the_quarter_nothing_is_missed():
    assert {each.state for each in meetings_of(FALL, "monthly", [], day("09-01"))} == {"to come"}
