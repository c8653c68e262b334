"""Run charts: counts typed and read by hand become series over quarters, with a verdict or a refusal."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from views.making import BEFORE, DAY, NOW, answer

from inquiry.cycle import load_cycle
from inquiry.district import Quarter
from inquiry.record import open_record
from inquiry.views.charts.drawing import Chart
from inquiry.views.desk import Desk
from inquiry.views.evidence.rows import all_counts
from inquiry.views.evidence.run_axis import make_axis
from inquiry.views.evidence.run_drawing import find_limits
from inquiry.views.evidence.run_marks import what_happened
from inquiry.views.evidence.series import find_series, find_skill_series
from inquiry.views.evidence.series_points import Point
from inquiry.views.evidence.verdicts import judge
from inquiry.views.page import Page

FOUR = {"level_1": 4, "level_2": 6, "level_3": 9, "level_4": 3}
COUNT = {"class": "Room 1", "task": "Fox", "skill": "evidence-based-arguments", **FOUR}
MINUTES = {"measure": "Minutes of talk", "unit": "count", "target": 30, "focus": "oak-3/focus/t1"}


def write(folder: Path, *answers) -> Path:
    with open_record(folder / "record.sqlite") as record:
        record.save(answers)
    return folder


@pytest.fixture
def copy(district, tmp_path) -> Path:
    """The made district, to write in."""
    return Path(shutil.copytree(district, tmp_path / "copy"))


def look(folder: Path, team: str = "oak-3", quarter: str = NOW, day: str = DAY) -> Desk:
    return Desk(folder, team, quarter, "3-implement", dt.date.fromisoformat(day))


def charts(desk: Desk) -> str:
    return repr(Page(desk).run_charts())


def count(row: str, day: str, team: str = "oak-3", **more):
    return answer(team, "evidence", {**COUNT, "date": day, **more}, row=row)


def indicator(row: str = "s1", **more):
    return answer("oak-3", "success-indicators", {**MINUTES, **more}, row=row, quarter=BEFORE)


def readings(*values: float, indicator: str = "s1", step: int = 7, quarter: str = NOW, **more):
    first = dt.date(2026, 8, 18)
    return [
        answer(
            "oak-3",
            "readings",
            {
                "indicator": f"oak-3/success-indicators/{indicator}",
                "date": str(first + dt.timedelta(days=step * n)),
                "value": value,
                **more,
            },
            row=f"{indicator}-{n}",
            quarter=quarter,
        )
        for n, value in enumerate(values)
    ]


# Counts: the form and the spreadsheet as one


def test_a_typed_count_is_evidence_like_a_line_of_the_file(copy):
    before = len(all_counts(look(copy)).rows)
    rows = all_counts(look(write(copy, count("e1", "2026-11-17")))).rows
    typed = rows[rows["line"].eq(0)].to_dict("records")
    assert len(rows) == before + 1
    assert (typed[0]["team"], typed[0]["classroom"], typed[0]["studentgroup"], typed[0]["level_3"]) == (
        *("oak-3", "Room 1", "ALL"),
        9,
    )


def test_an_unfinished_count_is_left_out_and_told(copy):
    half = answer("oak-3", "evidence", {**COUNT, "date": "2026-11-17", "level_4": None}, row="e1")
    desk = look(write(copy, half))
    assert not all_counts(desk).rows["line"].eq(0).any()
    assert "1 count is not complete" in charts(desk)


def test_what_is_typed_stands_before_the_same_line_of_the_file(copy):
    desk = look(write(copy, count("e1", "2026-10-19", task="exit ticket  10", **{"class": "room 1"})))
    day = all_counts(desk).rows[all_counts(desk).rows["date"].eq(dt.date(2026, 10, 19))]
    mine = day[day["team"].eq("oak-3") & day["studentgroup"].eq("ALL") & day["classroom"].ne("Room 2")]
    assert mine[["level_1", "line"]].values.tolist() == [[4, 0]]
    assert "which stands in the form as well" in charts(desk)


def test_two_rows_of_one_day_are_one_point_and_told(copy):
    desk = look(write(copy, count("e1", "2026-11-18"), count("e2", "2026-11-18")))
    typed = all_counts(desk).rows[all_counts(desk).rows["line"].eq(0)]
    assert typed[["level_1", "level_4"]].values.tolist() == [[8, 6]]
    assert "the two are added up" in charts(desk)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"level_1": 40, "studentgroup": "EL"}, "students in Room 1"),
        ({"level_2": -3}, "Allowed: a whole number of students"),
        ({"skill": "juggling"}, "“juggling”"),
    ],
)
def test_a_doubtful_count_is_left_out_told_and_stops_no_page(copy, wrong, told):
    desk = look(write(copy, count("e1", "2026-11-17"), count("e2", "2026-11-17", **wrong)))
    assert all_counts(desk).rows["line"].eq(0).sum() == 1
    assert told in charts(desk)
    assert {fault.severity for fault in all_counts(desk).faults} == {"note"}


def test_more_than_the_class_has_is_told(copy):
    (copy / "classes.csv").write_text("team,class,students\noak-3,Room 1,20\n", encoding="utf-8")
    assert "at most 20, the students of Room 1" in charts(look(write(copy, count("e1", "2026-11-17"))))


def test_a_count_of_a_team_that_is_gone_is_nobodys(copy):
    desk = look(write(copy, count("e1", "2026-11-17", team="closed-team")))
    assert not all_counts(desk).rows["line"].eq(0).any()


# Series


def test_a_skill_goes_on_across_quarters(copy):
    (series,) = find_skill_series(look(copy))
    assert (len(series.points), series.points[0].date, series.last.date) == (
        *(14, dt.date(2026, 8, 17)),
        dt.date(2026, 11, 16),
    )
    assert series.said.kind == "shift"
    assert "a shift for the better" in charts(look(copy)).lower()


def test_an_earlier_quarters_page_ends_with_it(copy):
    (series,) = find_skill_series(look(copy, quarter=BEFORE))
    assert series.last.date <= dt.date(2026, 10, 16)


def test_an_indicator_takes_the_counts_of_its_skill_and_group(copy):
    more = {"unit": "percent", "skill": "evidence-based-arguments", "students": "English learners"}
    (series,) = find_series(look(write(copy, indicator(direction="up", **more))))
    assert (series.source, series.group, series.last.students) == ("evidence", "EL", 14)


def test_readings_make_a_series_and_few_are_no_verdict(copy):
    (series,) = find_series(look(write(copy, indicator(direction="up"), *readings(9, 12, 14))))
    assert [point.value for point in series.points] == [9, 12, 14]
    assert series.said.words == "Too early to tell: it takes at least 7 more readings."


def test_two_readings_of_one_day_are_one_point(copy):
    twice = [*readings(10, out_of=10), *readings(40, indicator="s1", out_of=30)]
    second = answer("oak-3", "readings", twice[1].values, row="again")
    (series,) = find_series(look(write(copy, indicator(), twice[0], second)))
    assert [(point.value, point.students) for point in series.points] == [(32.5, 40)]


def test_an_unset_direction_is_neither_good_nor_bad(copy):
    desk = look(write(copy, indicator(), *readings(*[1, 2] * 3, *[8, 9] * 4)))
    assert "Whether that is good cannot be said" in charts(desk)
    assert "for the better" not in charts(desk).split("Skills that are counted")[0]


def test_lower_can_be_better(copy):
    (series,) = find_series(
        look(write(copy, indicator(direction="down"), *readings(*[8, 9] * 3, *[1, 2] * 4)))
    )
    assert series.said.words.startswith("A shift for the better")


def test_few_quarterly_points_are_shown_without_a_verdict(copy):
    desk = look(write(copy, indicator(direction="up"), *readings(20, 30, step=80)))
    assert "No verdict: 2 quarters so far" in charts(desk)


def test_a_reading_of_a_removed_indicator_is_kept_and_told(copy):
    assert "1 reading belongs to an indicator that is not there any more" in charts(
        look(write(copy, *readings(5, indicator="gone")))
    )


def test_a_new_start_cuts_the_series_and_names_who_decided_it(copy):
    start = {"indicator": "oak-3/success-indicators/s1", "date": "2026-09-29", "who": "ana-diaz"}
    rebase = answer("oak-3", "rebase", {**start, "reason": "Talk comes first now"}, row="b1", quarter=BEFORE)
    desk = look(write(copy, indicator(direction="up"), *readings(*range(14)), rebase))
    (series,) = find_series(desk)
    assert [len(part) for part in series.parts] == [6, 8]
    assert series.said.kind == "too few"
    assert "New start on 2026-09-29, decided by Ana Díaz: Talk comes first now" in charts(desk)


def test_a_new_start_without_a_reason_changes_nothing(copy):
    start = {"indicator": "oak-3/success-indicators/s1", "date": "2026-09-29", "who": "ana-diaz"}
    (series,) = find_series(
        look(write(copy, indicator(), *readings(*range(9)), answer("oak-3", "rebase", start)))
    )
    assert (series.starts, len(series.parts)) == ((), 1)


def test_an_indicator_without_a_point_says_what_to_do(copy):
    assert "No reading yet. Enter the first one on this page" in charts(look(write(copy, indicator())))


def test_a_quarter_with_nothing_says_what_to_do(copy):
    assert "No indicator is chosen and nothing is counted yet" in charts(look(copy, "mesa-slt"))


# What is marked, and where


def test_check_ins_and_ideas_are_marked_on_their_days(copy):
    idea = answer("oak-3", "change-ideas", {"idea": "Talk first"}, row="i2", day=5)
    met = {"date": "2026-11-12", "idea": "oak-3/change-ideas/i2", "tried": "It"}
    happened = what_happened(
        look(write(copy, idea, answer("oak-3", "check-ins", met, row="c2"))), _team(copy)
    )
    assert happened.check_ins == (dt.date(2026, 10, 30), dt.date(2026, 11, 12))
    assert [(str(each.date), each.what, each.idea) for each in happened.changes] == [
        ("2026-11-01", "Begun", "Pairs compare two explanations"),
        ("2026-11-01", "Adopted", "Pairs compare two explanations"),
        ("2026-11-12", "Begun", "Talk first"),
    ]


def _team(folder: Path):
    return look(folder).team


def test_holidays_are_drawn_together_and_a_summer_is_a_new_year():
    spring = Quarter(id="Q4", start=dt.date(2026, 3, 30), end=dt.date(2026, 6, 5))
    fall = Quarter(id="Q1", start=dt.date(2026, 8, 12), end=dt.date(2026, 10, 16))
    axis = make_axis([spring, fall], dt.date(2026, 4, 1), fall)
    assert [stretch.new_year for stretch in axis.stretches] == [False, True]
    assert axis.place(dt.date(2026, 8, 12)) - axis.place(dt.date(2026, 6, 5)) == 8
    assert axis.place(dt.date(2026, 7, 1)) == axis.place(dt.date(2026, 8, 12)) - 4
    assert axis.place(dt.date(2027, 1, 1)) is None


# Limits


def points(*values: float, students: int | None = None) -> list[Point]:
    return [Point(dt.date(2026, 9, 1) + dt.timedelta(weeks=n), v, students) for n, v in enumerate(values)]


def test_limits_are_drawn_from_twelve_points_on():
    assert find_limits("percent", points(*[40, 60] * 5, 50, students=20))[0] == (None, None)
    low, high = find_limits("percent", points(*[40, 60] * 6, students=20))[0]
    assert (round(low, 1), round(high, 1)) == (16.5, 83.5)


def test_values_that_are_no_shares_take_the_limits_of_single_values():
    assert find_limits("points", points(*[10, 12] * 6))[0] == (11 - 2.66 * 2, 11 + 2.66 * 2)
    assert find_limits("count", points(*[1, 9] * 6))[0][0] == 0


# Faces


def test_staff_read_verdicts_and_no_count(copy):
    staff = str(Page(look(copy)).run_charts().staff)
    assert "A shift for the better" in staff
    assert "png" not in staff
    assert "%" not in staff


def test_staff_read_nothing_of_a_single_teacher_or_of_readings(copy):
    assert Page(look(copy, "oak-solo")).run_charts().staff is None
    desk = look(write(copy, indicator(direction="up"), *readings(*range(14))))
    assert "Minutes of talk" not in str(Page(desk).run_charts().staff)


def test_the_picture_says_what_it_shows_and_has_its_numbers_beside_it(copy, monkeypatch):
    drawn: list[Chart] = []
    monkeypatch.setattr(
        "inquiry.views.evidence.run_drawing.picture", lambda chart, _: drawn.append(chart) or ""
    )
    words = charts(look(copy))
    assert drawn[0].alt.startswith("Run chart of Evidence-based arguments: 14 points, from 27% on 2026-08-17")
    assert "2026-11-16 | 58% | 52 | above" in words


@pytest.mark.parametrize("n", [1, 5, 9])
def test_the_more_weeks_are_counted_the_fewer_are_missing(n):
    assert f"at least {10 - n} more week" in judge([float(value) for value in range(n)]).words


def test_the_groups_that_can_be_counted_are_the_states():
    from inquiry.sources import load_accountability

    assert {option.id for option in load_cycle().lists["student_groups"]} <= set(load_accountability().groups)
