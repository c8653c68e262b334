"""What it would have taken: the least number of students or points, and no less."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sources.published_making import standard

from inquiry.measures.move import Moves, find_all_moves, find_moves
from inquiry.measures.rate import rate_rows
from inquiry.measures.rounding import change_of, rate_of
from inquiry.sources import load_accountability

MADE = load_accountability()


def rate_row(
    indicator: str, now: tuple[int, int], before: tuple[int, int], year: int = 2023, **more: Any
) -> dict[str, Any]:
    """A published row of a rate, consistent with its counts."""
    return {
        "rtype": "S",
        "studentgroup": "ALL",
        "type": "ES",
        "currnumer": now[0],
        "currdenom": now[1],
        "currstatus": rate_of(*now),
        "priornumer": before[0],
        "priordenom": before[1],
        "priorstatus": rate_of(*before),
        "change": change_of(*now, *before),
    } | more


def moves(row: dict[str, Any], indicator: str, year: int = 2023) -> Moves:
    return find_moves(standard(row, indicator=indicator, year=year).iloc[0].to_dict(), MADE)


def test_a_worked_example_for_a_rate() -> None:
    # 8 of 200 suspended after 8 of 200: 4.0 is High (3.1–6.0), unchanged: Orange. 7 is 3.5, down by 0.5: Yellow.
    color, status, change = moves(rate_row("SUSP", (8, 200), (8, 200)), "SUSP").moves
    assert (color.students, color.of, color.points, color.route) == (1, 200, 0.5, "change")
    assert (color.from_label, color.to_label) == ("Orange", "Yellow")
    assert (
        color.sentence
        == "If 1 fewer of the 200 students had been suspended, the color would have been Yellow instead of Orange."
    )
    # Medium begins at 3.0: 6 of 200
    assert (status.students, status.new_value, status.to_label, status.new_color) == (2, 3.0, "Medium", 4)
    assert (change.students, change.to_label, change.new_change) == (1, "Declined", -0.5)


def test_a_worked_example_for_a_distance() -> None:
    # grades 3–8: −8.0 is Low, Medium begins at −5.0; the change +1.0 is Maintained, Increased begins at 3.0
    row = {
        "rtype": "S",
        "studentgroup": "ALL",
        "currdenom": 120,
        "priordenom": 110,
        "currstatus": -8.0,
        "change": 1.0,
    }
    color, status, change = moves(row, "ELA").moves
    assert (color.points, color.total_points, color.students, color.route) == (2.0, 240.0, None, "change")
    assert (color.from_label, color.to_label) == ("Orange", "Yellow")
    assert (status.points, status.total_points, status.new_value) == (3.0, 360.0, -5.0)
    assert (change.points, change.to_label) == (2.0, "Increased")
    assert color.sentence == (
        "With 2.0 points more on average (240 points in all over 120 students), "
        "the color would have been Yellow instead of Orange."
    )


def test_no_head_count_is_given_for_a_distance() -> None:
    row = {
        "rtype": "S",
        "studentgroup": "ALL",
        "currdenom": 120,
        "priordenom": 110,
        "currstatus": -8.0,
        "change": 1.0,
    }
    assert all(move.students is None and move.of is None for move in moves(row, "MATH").moves)


@pytest.mark.parametrize(
    ("row", "indicator", "year", "why"),
    [
        (rate_row("SUSP", (0, 9), (0, 9)), "SUSP", 2023, "Fewer than 11 students"),
        (rate_row("SUSP", (4, 200), (8, 200)), "SUSP", 2021, "No levels in 2021"),
        (rate_row("SUSP", (4, 200), (8, 200)), "SUSP", 2031, "No cut scores for 2031"),
        (rate_row("SUSP", (4, 200), (8, 200), certifyflag="Y"), "SUSP", 2023, "a rule of its own"),
    ],
)
def test_where_nothing_can_move_it_says_why(row: dict[str, Any], indicator: str, year: int, why: str) -> None:
    found = moves(row, indicator, year)
    assert found.moves == ()
    assert why in found.why


@pytest.mark.parametrize("published", [{"statuslevel": 2, "color": 1}, {"statuslevel": 3, "color": 2}])
def test_a_result_that_does_not_follow_from_the_tables_gets_no_step(published: dict[str, int]) -> None:
    found = moves(rate_row("SUSP", (8, 200), (8, 200)) | published, "SUSP")
    assert found.moves == ()
    assert "does not follow" in found.why


def test_a_published_result_that_follows_from_the_tables_gets_its_steps() -> None:
    found = moves(
        rate_row("SUSP", (8, 200), (8, 200)) | {"statuslevel": 2, "changelevel": 3, "color": 2}, "SUSP"
    )
    assert [move.what for move in found.moves] == ["color", "statuslevel", "changelevel"]


def test_the_best_has_nowhere_to_go() -> None:
    found = moves(rate_row("SUSP", (0, 200), (8, 200)), "SUSP")
    assert (found.moves, found.why) == ((), "This is the best color and level there is.")


def test_too_few_students_for_a_color_still_have_levels() -> None:
    found = moves(rate_row("SUSP", (2, 25), (2, 25)), "SUSP")
    assert {move.what for move in found.moves} == {"statuslevel", "changelevel"}
    assert "Fewer than 30" in found.why


def test_2022_can_move_its_status_alone() -> None:
    assert [move.what for move in moves(rate_row("SUSP", (8, 200), (8, 200)), "SUSP", 2022).moves] == [
        "statuslevel"
    ]


def test_a_rate_without_counts_moves_by_its_rounded_rate() -> None:
    row = {
        "rtype": "S",
        "studentgroup": "ALL",
        "currdenom": 100,
        "priordenom": 100,
        "currstatus": 30.0,
        "priorstatus": 30.0,
        "change": 0.0,
    }
    color = moves(row, "CCI", 2024).moves[0]
    assert (color.students, color.to_label, color.route) == (2, "Yellow", "change")


SIDES = st.integers(30, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["SUSP", "CHRO", "GRAD", "ELPI"]), SIDES, SIDES)
def test_one_student_fewer_would_not_have_been_enough(
    indicator: str, now: tuple[int, int], before: tuple[int, int]
) -> None:
    found = moves(rate_row(indicator, now, before), indicator)
    sign = -1 if indicator in {"SUSP", "CHRO"} else 1
    for move in found.moves:
        assert move.students
        steps = (sign * move.students, sign * (move.students - 1))
        rows = standard(
            *(rate_row(indicator, (now[0] + step, now[1]), before) for step in steps), indicator=indicator
        )
        levels = rate_rows(rows, MADE)[f"computed_{move.what}"]
        assert levels.tolist() == [move.to_level, move.from_level]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["ELA", "MATH"]), st.integers(-1500, 1500), st.integers(-400, 400), st.integers(30, 400)
)
def test_a_tenth_of_a_point_less_would_not_have_been_enough(
    indicator: str, status: int, change: int, n: int
) -> None:
    def row(more: int) -> dict[str, Any]:
        base = {"rtype": "S", "studentgroup": "ALL", "currdenom": n, "priordenom": n}
        return base | {"currstatus": (status + more) / 10, "change": (change + more) / 10}

    for move in moves(row(0), indicator).moves:
        tenths = round(move.points * 10)
        levels = rate_rows(standard(row(tenths), row(tenths - 1), indicator=indicator), MADE)[
            f"computed_{move.what}"
        ]
        assert levels.tolist() == [move.to_level, move.from_level]
        assert move.total_points == pytest.approx(move.points * n)


def test_many_rows_at_once_give_the_same_moves() -> None:
    rows = standard(rate_row("SUSP", (8, 200), (8, 200)), rate_row("SUSP", (2, 25), (2, 25)))
    assert find_all_moves(rows, MADE) == [find_moves(row, MADE) for row in rows.to_dict("records")]
