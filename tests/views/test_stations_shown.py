"""What Analyze, Design and Refine make of the answers: causes, drivers, steps, supports, predictions, news from below."""

import datetime as dt
import shutil
from dataclasses import replace

import pytest
from views.making import BEFORE, DAY, NOW, answer

from inquiry.record import open_record
from inquiry.views.faces import STAFF_MIME
from inquiry.views.page import open_page

SKILL = "evidence-based-arguments"
S1, S2 = "oak-3/success-indicators/s1", "oak-3/success-indicators/s2"


def said(faces):
    return faces._repr_mimebundle_()["text/plain"]


def on(day, one):
    """An answer saved on a day of the fall, written as MM-DD."""
    return replace(one, saved_at=dt.datetime.fromisoformat(f"2026-{day}T18:00:00+00:00"))


def counted(row, measure, **values):
    usual = {"measure": measure, "unit": "percent", "direction": "up", "baseline": 20, "target": 60}
    return answer("oak-3", "success-indicators", usual | values, row=row)


def guess(row, link, expected, confidence, quarter=NOW):
    values = {"indicator": link, "expected": expected, "confidence": confidence, "why": "Hope"}
    return answer("oak-3", "predictions", values, row=row, quarter=quarter)


ANSWERS = [
    answer("oak-3", "gaps", {"now": "They copy a sentence.", "students": "Half"}, row="a"),
    answer("oak-3", "possible-causes", {"gap": "oak-3/gaps/a", "cause": "Little time to talk",
           "area": "time_attendance", "evidence": "Two of ten lessons", "control": "shared"}, row="x1"),
    answer("oak-3", "possible-causes", {"gap": "oak-3/gaps/a", "cause": "Tests <b>on</b> Fridays",
           "area": "assessment"}, row="x2"),
    answer("oak-3", "possible-causes", {"gap": "oak-3/gaps/gone", "cause": "Noise", "control": "not_ours"}, row="x3"),
    answer("oak-3", "root-causes", {"gap": "oak-3/gaps/a", "root": "They never see a strong one",
           "area": "teaching", "evidence": "Lessons", "control": "ours"}, row="c1"),
    answer("oak-3", "drivers", {"driver": "They hear strong ones", "focus": "oak-3/focus/t1"}, row="v1"),
    answer("oak-3", "drivers", {"driver": "There is time", "focus": "oak-3/focus/t1"}, row="v2"),
    answer("oak-3", "change-ideas", {"idea": "Two examples first", "focus": "oak-3/focus/t1",
           "driver": "oak-3/drivers/v1", "root_cause": "oak-3/root-causes/c1"}, row="i2"),
    answer("oak-3", "change-ideas", {"idea": "Pairs write", "focus": "oak-3/focus/t1"}, row="i3"),
    answer("oak-3", "decisions", {"idea": "oak-3/change-ideas/i2", "decision": "adopt", "reason": "It grew"}, row="d2"),
    on("10-26", counted("s1", "Exit tickets", focus="oak-3/focus/t1", skill=SKILL)),
    on("10-26", counted("s2", "Minutes of talk", direction=None)),
    on("10-27", guess("p1", S1, 30, 5)),
    on("11-16", guess("p2", S2, 8, 2)),
    on("11-18", answer("oak-3", "review", {"indicator": S1, "actual": 36, "read_on": "2026-11-18"}, row="r1")),
    answer("oak-3", "support-requests", {"need": "Forty minutes", "from_whom": "slt", "why": "To watch",
           "by_when": "2026-11-10", "status": "asked"}, row="q1"),
    answer("oak-slt", "supports", {"support": "A bank of examples", "ready_by": "2026-11-30"}, row="u1"),
    answer("oak-3", "progression", {"step": "Watch", "release": "teacher_shows", "depth": "dok_1"}, row="t1"),
    answer("oak-3", "progression", {"step": "Try in pairs", "release": "with_peers", "depth": "dok_2"}, row="t2"),
    answer("oak-3", "looking-back", {"successes": "Talk", "barriers": "Two meetings lost"}, quarter=BEFORE),
    answer("oak-principal", "problems-of-practice", {"problem": "Half of the meetings", "question": "What helps?",
           "standing": "open"}, row="pp1"),
    answer("lone-principal", "problems-of-practice", {"problem": "Solved one", "standing": "solved"}, row="pp2"),
]  # fmt: skip


@pytest.fixture(scope="module")
def open_(district, tmp_path_factory):
    """Open a page of a copy of the district in which all of this was answered."""
    folder = tmp_path_factory.mktemp("stations") / "copy"
    shutil.copytree(district, folder)
    with open_record(folder / "record.sqlite") as record:
        record.save(ANSWERS)
    return lambda team, page: open_page(folder, team, NOW, page, DAY)


def test_causes_stand_by_side_with_their_evidence_and_in_whose_hands(open_):
    words = said(open_("oak-3", "1-analyze").causes())
    assert "4 causes on the table: 1 in our hands, 1 with help, 1 out of our hands. 1 of them" not in words
    assert (
        "4 causes on the table: 1 in our hands, 1 with help, 1 out of our hands. 2 of them are a guess"
        in words
    )
    assert "Time and attendance: Little time to talk" in words
    assert (
        "They never see a strong one | How we teach | Lessons | We can change this ourselves | yes" in words
    )


def test_a_cause_of_a_gap_that_was_removed_is_kept_and_says_so(open_):
    assert "Behind this gap: A gap that was removed" in said(open_("oak-3", "1-analyze").causes())


def test_what_was_typed_is_text_in_the_picture_and_its_table(open_):
    html = open_("oak-3", "1-analyze").causes()._repr_mimebundle_()["text/html"]
    assert "<b>on</b>" not in html
    assert "&lt;b&gt;on&lt;/b&gt;" in html


def test_the_diagram_shows_what_nobody_works_on_and_ideas_that_hang_on_nothing(open_):
    words = said(open_("oak-3", "2-design").driver_diagram())
    assert "2 things have to be different; 2 ideas are tried. For 1 of them nothing is tried yet" in words
    assert "There is time | Nothing is tried for it yet" in words
    assert "No word yet on what it changes | Pairs write" in words
    assert "From 20% to 60%." in words


def test_steps_that_keep_the_help_or_stay_shallow_are_asked_about(open_):
    words = said(open_("oak-3", "2-design").progression())
    assert "The last step still has help in it" in words
    assert "No task asks students to reason yet" in words


def test_supports_say_what_is_asked_promised_and_late(open_):
    team, slt = (said(open_(each, "2-design").supports()) for each in ("oak-3", "oak-slt"))
    assert "Forty minutes | The school leadership team | 2026-11-10 | Asked (late)" in team
    assert "A bank of examples | Leadership team | 2026-11-30" in team
    assert "1 of 1 request waits for an answer, 1 past the day they were needed." in slt


def test_design_says_which_predictions_are_locked_and_since_when(open_):
    words = said(open_("oak-3", "2-design").predictions())
    assert "2 of 2 indicators have a prediction; 1 locked." in words
    assert "Exit tickets | 30% | Locked since 2026-11-18." in words
    assert "Minutes of talk | 8% | Open: it can still be changed." in words


def test_the_form_says_since_when_a_prediction_is_locked(open_):
    words = said(open_("oak-3", "2-design").form("predictions"))
    assert "Locked since 2026-11-18 10:00, when somebody wrote down the result." in words


def test_refine_lays_the_result_beside_the_prediction(open_):
    words = said(open_("oak-3", "4-refine").predictions())
    assert "1 of 1 indicator came out at least as good as we predicted. 1 cannot be compared yet." in words
    assert "Exit tickets | 20% | 30% | Very sure | 36% (our result, Nov 18) | 60%" in words
    assert "Which way is better is not set" in words


def test_calibration_is_honest_with_few_results(open_):
    words = said(open_("oak-3", "4-refine").predictions())
    assert "1 of 1 prediction came out at least as good as we said. Of the 1 we were sure" in words
    assert "With 1 result that says little yet; from 5 on it begins to." in words


def test_those_above_see_only_sums_over_enough_teams(open_):
    words = said(open_("oak-slt", "4-refine").predictions())
    assert "Too few to add up: it takes 10 results from at least 3 teams" in words
    assert "Exit tickets" not in words


def test_enough_teams_are_added_up_without_telling_one_apart(district, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(district, folder)
    with open_record(folder / "record.sqlite") as record:
        for team in ("oak-3", "oak-solo", "mesa-slt"):
            for n, quarter in enumerate((BEFORE, BEFORE, NOW, NOW)):
                record.save(_predicted_and_came(team, f"s{n}", quarter, good=n != 0))
    words = said(open_page(folder, "cabinet", NOW, "4-refine", DAY).predictions())
    assert "9 of 12 predictions of 3 teams came out at least as good as they said." in words
    assert "Of the 12 that teams were sure or very sure of, it was 9." in words
    assert "Grade 3" not in words


def _predicted_and_came(team, row, quarter, *, good):
    link, day = f"{team}/success-indicators/{row}", {BEFORE: "09", NOW: "11"}[quarter]
    kept = {"quarter": quarter, "row": row}
    measure = {"measure": "Tickets", "direction": "up", "unit": "percent"}
    expected = {"indicator": link, "expected": 30, "confidence": 4}
    came = {"indicator": link, "actual": 31 if good else 29, "read_on": f"2026-{day}-20"}
    return [
        on(f"{day}-01", answer(team, "success-indicators", measure, **kept)),
        on(f"{day}-02", answer(team, "predictions", expected, **kept)),
        on(f"{day}-18", answer(team, "review", came, **kept)),
    ]


def test_ideas_without_a_decision_are_named(open_):
    words = said(open_("oak-3", "4-refine").decided())
    assert "1 of 2 ideas has a decision." in words
    assert "Two examples first | They never see a strong one | Adopt | It grew | –" in words
    assert "Still to decide:" in words


def test_the_leadership_team_receives_causes_gaps_and_barriers(open_):
    words = said(open_("oak-slt", "1-analyze").received())
    assert "The causes that teacher teams found (1 from 1 team)" in words
    assert "How we teach | 1 | 1 | 0 | 0" in words
    assert "Two meetings lost" in words
    assert "Little time to talk" not in words  # thoughts that are the team's own


def test_the_district_receives_open_problems_of_practice(open_):
    words = said(open_("cabinet", "4-refine").received())
    assert "Half of the meetings – What helps?" in words
    assert "Solved one" not in words


METHODS = {
    "1-analyze": ("received", "causes"),
    "2-design": ("driver_diagram", "progression", "supports", "predictions"),
    "4-refine": ("received", "predictions", "decided"),
}


@pytest.mark.parametrize("page", METHODS)
def test_staff_see_none_of_it(open_, page):
    for method in METHODS[page]:
        assert STAFF_MIME not in getattr(open_("oak-3", page), method)()._repr_mimebundle_(), method


@pytest.mark.parametrize("page", METHODS)
@pytest.mark.parametrize("team", ["cabinet", "mesa-slt", "lone-principal", "oak-solo"])
def test_a_team_with_nothing_written_is_told_something_useful(open_team, page, team):
    for method in METHODS[page]:
        assert len(said(getattr(open_team(team, page), method)())) > 40, method
