"""Four elements in a circle: the middle of each level's teams, movement, and where levels differ."""

import pytest
from views.coherent import open_with
from views.making import BEFORE, NOW, answer

from inquiry.views.charts.circle import Part, Slice, plot_circle
from inquiry.views.coherence.element_ratings import find_gaps, rated

LOW, HIGH = (dict.fromkeys(("focus", "trust", "behavior", "equity"), step) for step in (1, 4))


def rate(team, ratings, quarter=NOW, **more):
    return answer(team, "four-elements", {"ratings": ratings} | more, quarter=quarter)


def ratings_of(page):
    desk = page._desk
    field = desk.cycle.form("four-elements").field("ratings")
    return field, rated(desk, field, desk.quarter)


def test_the_middle_of_a_levels_teams_stands_for_the_level(district, tmp_path):
    steps = {"oak-3": 1, "oak-solo": 2}
    answers = [rate(team, HIGH | {"trust": step}) for team, step in steps.items()]
    _, found = ratings_of(open_with(district, tmp_path, *answers))
    assert found["teacher"]["trust"].middle == 1.5
    assert "1.5: Not here yet to here and there (2 teams, 1 to 2)" in repr(
        open_with(district, tmp_path / "again", *answers).four_elements()
    )


def test_levels_that_see_it_differently_are_named_the_widest_first(district, tmp_path):
    answers = [rate("cabinet", HIGH), rate("oak-3", HIGH | {"trust": 1, "focus": 3})]
    page = open_with(district, tmp_path, *answers)
    field, found = ratings_of(page)
    assert [(gap.element, gap.low, gap.high) for gap in find_gaps(field, found)] == [
        ("trust", "teacher", "district"),
        ("focus", "teacher", "district"),
    ]
    text = repr(page.four_elements())
    assert (
        "Trusting relationships: District leadership says “It is how we work”, Teacher team “Not here yet”."
        in text
    )


def test_less_than_a_step_is_no_disagreement(district, tmp_path):
    answers = [rate("cabinet", HIGH), rate("oak-3", HIGH), rate("oak-solo", HIGH | {"trust": 3})]
    assert find_gaps(*ratings_of(open_with(district, tmp_path, *answers))) == []


def test_movement_since_the_quarter_before_is_told(district, tmp_path):
    answers = [rate("oak-3", LOW, quarter=BEFORE), rate("oak-3", LOW | {"focus": 2})]
    text = repr(open_with(district, tmp_path, *answers, team="oak-3").four_elements())
    assert f"Since {BEFORE}, by our own rating: Focus and coordination up from 1 to 2." in text


def test_a_team_sees_its_own_and_those_below_it(district, tmp_path):
    answers = [rate("cabinet", HIGH), rate("oak-slt", HIGH), rate("oak-3", LOW)]
    _, found = ratings_of(open_with(district, tmp_path, *answers, team="oak-slt"))
    assert set(found) == {"slt", "teacher"}


def test_evidence_is_kept_over_the_quarters(district, tmp_path):
    answers = [
        rate("oak-3", LOW, quarter=BEFORE, trust_seen="Nobody spoke"),
        rate("oak-3", LOW, trust_seen="Two spoke"),
    ]
    text = repr(open_with(district, tmp_path, *answers, team="oak-3").four_elements())
    assert f"{BEFORE} | Trust: what do we go by? | Nobody spoke" in text
    assert f"{NOW} | Trust: what do we go by? | Two spoke" in text


@pytest.mark.parametrize("ratings", [{"focus": 9}, {"gone": 2}, {"focus": "high"}, [1], "x", {"focus": True}])
def test_ratings_of_another_shape_are_left_out(district, tmp_path, ratings):
    _, found = ratings_of(open_with(district, tmp_path, rate("oak-3", ratings)))
    assert found.get("teacher", {}) == {}


def test_a_quarter_without_ratings_shows_those_before(district, tmp_path):
    text = repr(
        open_with(district, tmp_path, rate("oak-3", LOW, quarter=BEFORE), team="oak-3").four_elements()
    )
    assert f"Nobody has rated the four elements in {NOW} yet." in text
    assert "1: Not here yet" in text


def test_staff_read_no_ratings(district, tmp_path):
    assert open_with(district, tmp_path, rate("oak-3", LOW)).four_elements().staff is None


def test_the_circle_is_the_same_for_the_same_ratings():
    parts = [Part(name, [Slice("District", 3, 2, own=True), Slice("Teams", None, 1)]) for name in "abcd"]
    one, two = (plot_circle(parts, 4, alt="a circle") for _ in range(2))
    assert one.png == two.png
    assert len(one.png) < 80_000
