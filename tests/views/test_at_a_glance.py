"""What the site's first pages gather is lifted from real views by their marks; a page says what it was made from."""

import pytest
from views.making import DAY, NOW

from inquiry.publish.lists.facts import Facts
from inquiry.publish.lists.glance import look_at
from inquiry.publish.reading.fragments import read_face
from inquiry.views.faces import STAFF_MIME, Faces
from inquiry.views.page import open_page


def glance(*shown: Faces) -> Facts:
    """What the site lifts from these views."""
    faces = (each._repr_mimebundle_().get(STAFF_MIME, "") for each in shown)
    return look_at([read_face(face) for face in faces])


def test_the_states_results_are_lifted_as_published_with_which_way_they_moved(open_team):
    figures = {each.indicator: each for each in glance(open_team("oak-slt").priority_table()).figures}
    ela = figures["English language arts"]
    assert (ela.color, ela.name, ela.year) == ("yellow", "Yellow", "2025")
    assert ela.status.startswith("Low: ")
    assert ela.change.startswith("Increased: up ")
    assert ela.way == "better"


def test_goals_are_lifted_and_the_one_that_nobody_serves_is_known(open_team):
    goals = glance(open_team("cabinet", "coherence").coherence()).goals
    assert [goal.is_served for goal in goals] == [True, False]
    assert goals[0].words == "Every student argues from evidence"


def test_focus_and_steps_are_lifted_from_the_start_page(open_team):
    page = open_team("oak-slt", "0-start-here")
    found = glance(page.working_on(), page.where_we_are())
    assert found.working_on
    assert found.lead == ""  # the week is no answer
    assert set(found.progress) == {"analyze", "design", "implement", "refine"}


def test_a_page_says_which_data_it_was_made_from_and_how_recent_that_is(district):
    page = open_page(district, "oak-slt", NOW, "1-analyze", DAY)
    assert repr(page.sources()).endswith(f"as of {DAY} from: what teams wrote in their workbooks.")
    page.priority_table()
    assert "the state's published Dashboard files (latest year 2025); " in repr(page.sources())


@pytest.mark.parametrize("team", ["oak-3", "oak-solo"])
def test_a_page_with_counts_tells_neither_their_day_nor_whether_there_are_any(district, team):
    page = open_page(district, team, NOW, "3-implement", DAY)
    page.run_charts()
    assert "from: teams' counts of students' work; what teams wrote" in repr(page.sources())
