"""Tried here: what was tried, where, against which cause, what came of it, and who may read how much of that."""

import re
import shutil
from pathlib import Path

import pytest
from views.making import BEFORE, NOW, answer

from inquiry.cycle import load_cycle, visible_fields
from inquiry.district import CACHE_FOLDER
from inquiry.publish.reading.fragments import read_face
from inquiry.record import open_record
from inquiry.views.faces import STAFF_MIME
from inquiry.views.page import open_page
from inquiry.views.tried.by import MOST_BYTES
from inquiry.views.tried.entries import find_tried
from inquiry.views.tried.near import our_work, rank

IDEA = "oak-3/change-ideas/i7"
MUSIC = [
    answer(
        "oak-solo",
        "focus",
        {"priority": "Singers say what a verse means", "skill": "close-reading"},
        row="f1",
    ),
    answer(
        "oak-solo",
        "root-causes",
        {"root": "We sing a song before we read it", "area": "teaching", "evidence": "Six lessons of six"},
        row="c1",
    ),
]
TRIED = [
    *MUSIC,
    answer(
        "oak-3",
        "focus",
        {"priority": "Third graders read twice", "skill": "close-reading", "serves": "oak-slt/focus/s9"},
        row="f7",
        quarter=BEFORE,
    ),
    answer("oak-slt", "focus", {"priority": "All read twice", "indicator": "ELA"}, row="s9", quarter=BEFORE),
    answer(
        "oak-3",
        "root-causes",
        {
            "root": "The first reading is the only one",
            "area": "teaching",
            "why_1": "No time",
            "evidence": "We asked",
        },
        row="c7",
        quarter=BEFORE,
    ),
    answer(
        "oak-3",
        "change-ideas",
        {
            "idea": "Two readings with two colors",
            "focus": "oak-3/focus/f7",
            "root_cause": "oak-3/root-causes/c7",
            "then": "They go back to the page",
            "because": "Room 1 did it in May",
        },
        row="i7",
        quarter=BEFORE,
        author="ana-diaz",
    ),
    answer(
        "oak-3",
        "success-indicators",
        {
            "focus": "oak-3/focus/f7",
            "measure": "Exit tickets",
            "unit": "percent",
            "baseline": 20,
            "target": 60,
        },
        row="s7",
        quarter=BEFORE,
    ),
    answer(
        "oak-3",
        "predictions",
        {"indicator": "oak-3/success-indicators/s7", "expected": 45, "confidence": 5, "why": "A hunch"},
        row="p7",
        quarter=BEFORE,
    ),
    answer(
        "oak-3",
        "review",
        {
            "indicator": "oak-3/success-indicators/s7",
            "actual": 31,
            "compared": "worse",
            "because": "Too many songs",
        },
        row="r7",
        quarter=BEFORE,
    ),
    answer(
        "oak-3",
        "decisions",
        {
            "idea": IDEA,
            "decision": "abandon",
            "reason": "Eleven points in eight weeks",
            "change": "One color",
        },
        row="d7",
        quarter=BEFORE,
    ),
    # The row's number again, for another idea; and an idea of a team that was closed.
    answer("oak-3", "change-ideas", {"idea": "A question before reading"}, row="i7", day=2),
    answer("oak-gone", "change-ideas", {"idea": "Silent Mondays"}, row="i1", quarter=BEFORE),
]


@pytest.fixture(scope="module")
def tried(district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made district, with what several teams tried."""
    folder = tmp_path_factory.mktemp("tried") / "district"
    shutil.copytree(district, folder)
    with open_record(folder / "record.sqlite") as record:
        record.save(TRIED)
    return folder


@pytest.fixture
def page(tried: Path):
    return lambda team, page="2-design", quarter=NOW: open_page(tried, team, quarter, page, "2026-11-20")


def found(page, words: str, face: str = "team"):
    return next(each for each in find_tried(page._desk, face) if words in each.idea)


def test_an_idea_has_its_cause_its_skill_and_what_came_of_it(page):
    idea = found(page("oak-3"), "Two readings")
    assert (idea.quarters, idea.skill, idea.cause.words) == (
        (BEFORE,),
        "close-reading",
        "The first reading is the only one",
    )
    (result,) = idea.results
    assert (idea.decision, result.baseline, result.predicted, result.actual) == (
        "abandon",
        "20%",
        "45%",
        "31%",
    )


def test_the_state_indicator_is_that_of_the_focus_it_serves(page):
    assert found(page("oak-3"), "Two readings").indicator == "ELA"


def test_another_idea_in_a_settled_ones_place_is_another(page):
    now = found(page("oak-3"), "A question before reading")
    assert (now.quarters, now.decisions, now.earlier) == ((NOW,), (), ())


def test_ideas_of_a_team_that_is_gone_are_still_found(page):
    text = repr(page("oak-3").tried_here())
    assert "Silent Mondays" in text
    assert "oak-gone (a team that is no longer on the list)" in text


def test_a_page_of_an_earlier_quarter_does_not_know_the_later_one(page):
    assert "A question before reading" not in repr(page("oak-3", quarter=BEFORE).tried_here())


@pytest.mark.parametrize(
    ("team", "reads"),
    [("oak-3", True), ("oak-slt", True), ("cabinet", True), ("oak-solo", False), ("mesa-slt", False)],
)
def test_reasons_and_numbers_are_for_the_team_and_those_it_serves(page, team, reads):
    text = repr(page(team).tried_here())
    assert "Two readings with two colors" in text
    private = ("Eleven points in eight weeks", "Room 1 did it in May", "predicted 45%")
    assert [words in text for words in private] == [reads] * 3


def test_what_only_the_team_may_read_is_with_nobody(page):
    for team in ("oak-3", "oak-slt", "oak-solo", "cabinet"):
        text = repr(page(team).tried_here())
        assert "A hunch" not in text
        assert "Too many songs" not in text


@pytest.mark.parametrize("what", ["school", "skill", "cause"])
def test_staff_read_what_was_tried_and_no_reason_number_or_name(page, what):
    staff = page("cabinet", f"tried-by-{what}").tried_by(what)._repr_mimebundle_()[STAFF_MIME]
    assert "Two readings with two colors" in staff
    assert "The first reading is the only one" in staff
    assert "abandoned" in staff
    for private in ("Eleven points", "Room 1 did it", "45%", "31%", "We asked", "Ana", "No time"):
        assert private not in staff


def test_of_a_cause_staff_read_its_sentence_and_what_it_is_about_and_no_more():
    form = load_cycle().form("root-causes")
    assert {field.id for field in visible_fields(form, "staff")} == {"root", "area"}


def test_the_same_skill_and_kind_of_cause_stand_first_and_say_so(page):
    desk = page("oak-solo")._desk
    first, *_ = rank(desk, find_tried(desk, "team"), our_work(desk))
    assert first.tried.idea == "Two readings with two colors"
    assert first.why.startswith(
        "Like ours: the same skill (Close and analytic reading), a cause of the same kind"
    )


def test_our_own_idea_of_this_quarter_is_not_near_to_itself(page):
    desk = page("oak-3")._desk
    near = rank(desk, find_tried(desk, "team"), our_work(desk))
    assert all(each.tried.idea != "A question before reading" for each in near)


def test_a_team_without_a_focus_is_told_what_to_do(page):
    assert "Once your focus and your causes are written" in repr(page("lone-principal").tried_here())


def test_a_district_without_any_idea_says_so_to_its_teams_and_nothing_to_staff(district, tmp_path):
    shutil.copytree(district, tmp_path / "new", ignore=shutil.ignore_patterns("record.sqlite*"))
    faces = open_page(tmp_path / "new", "cabinet", NOW, "tried-by-skill", "2026-11-20").tried_by("skill")
    assert "No team has written down what it tried yet." in repr(faces)
    assert faces.staff is None
    assert "From the first idea on" in repr(
        open_page(tmp_path / "new", "oak-3", NOW, "2-design", "2026-11-20").tried_here()
    )


@pytest.mark.parametrize("what", ["school", "skill", "cause"])
def test_each_part_is_reached_from_the_top_and_the_site_takes_the_page(page, what):
    staff = page("cabinet", f"tried-by-{what}").tried_by(what)._repr_mimebundle_()[STAFF_MIME]
    assert read_face(staff).problems == ()
    assert re.findall(r'href="#([^"]+)"', staff) == re.findall(r'<h3 id="([^"]+)"', staff) != []


def test_parts_stand_from_a_to_z_and_what_has_no_name_last(page):
    staff = page("cabinet", "tried-by-skill").tried_by("skill")._repr_mimebundle_()[STAFF_MIME]
    assert re.findall(r"<h3[^>]*><bdi>([^<]+)", staff) == ["Close and analytic reading", "No skill named"]


def test_a_deleted_cause_and_a_circle_of_focuses_break_nothing(tried, tmp_path):
    shutil.copytree(tried, tmp_path / "copy")
    wrong = [
        answer("mesa-slt", "focus", {"priority": "One", "serves": "mesa-slt/focus/b"}, row="a"),
        answer("mesa-slt", "focus", {"priority": "Two", "serves": "mesa-slt/focus/a"}, row="b"),
        answer(
            "mesa-slt",
            "change-ideas",
            {
                "idea": "Round and round",
                "focus": "mesa-slt/focus/a",
                "root_cause": "mesa-slt/root-causes/gone",
            },
            row="i1",
        ),
        answer("mesa-slt", "decisions", {"idea": "not a link", "decision": "adopt"}, row="d1"),
    ]
    with open_record(tmp_path / "copy/record.sqlite") as record:
        record.save(wrong)
    idea = found(open_page(tmp_path / "copy", "mesa-slt", NOW, "2-design", "2026-11-20"), "Round and round")
    assert (idea.cause.words, idea.indicator, idea.decision) == ("", "", "none")


def test_a_page_of_a_thousand_long_ideas_stays_light_and_says_what_it_leaves_out(district, tmp_path):
    shutil.copytree(district, tmp_path / "large")
    long = "We read every text twice, with two colors and one question, in every room. " * 3
    many = [
        answer("oak-3", "change-ideas", {"idea": f"{n} {long}"[:200]}, row=f"n{n}", day=1 + n % 20)
        for n in range(1000)
    ]
    with open_record(tmp_path / "large/record.sqlite") as record:
        record.save(many)
    page = open_page(tmp_path / "large", "cabinet", NOW, "tried-by-cause", "2026-11-20")
    staff = page.tried_by("cause")._repr_mimebundle_()[STAFF_MIME]
    assert len(staff.encode()) < MOST_BYTES + 10_000
    assert "oldest are left out here" in staff


def kept(folder: Path) -> Path:
    return folder / CACHE_FOLDER / f"tried-{NOW}.json"


@pytest.fixture
def again(tried: Path, tmp_path: Path):
    """A copy of the district, and its ideas as a page opened now has them."""
    shutil.copytree(tried, tmp_path / "again", ignore=shutil.ignore_patterns("build"))

    def ideas() -> set[str]:
        page = open_page(tmp_path / "again", "oak-3", NOW, "2-design", "2026-11-20")
        return {each.idea for each in find_tried(page._desk, "team")}

    return tmp_path / "again", ideas


def test_what_is_kept_gives_the_same_page_and_is_not_written_anew(again):
    folder, ideas = again
    first = ideas()
    before = kept(folder).stat().st_mtime_ns
    assert (ideas(), kept(folder).stat().st_mtime_ns) == (first, before)


def test_what_is_written_later_is_there_at_once(again):
    folder, ideas = again
    assert "Sing it twice" not in ideas()
    with open_record(folder / "record.sqlite") as record:
        record.save([answer("oak-solo", "change-ideas", {"idea": "Sing it twice"}, row="i1")])
    assert "Sing it twice" in ideas()


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"of": 1}'])
def test_a_cache_that_is_damaged_is_no_fault(again, broken):
    folder, ideas = again
    first = ideas()
    kept(folder).write_text(broken, encoding="utf-8")
    assert ideas() == first


def test_a_cache_that_cannot_be_written_is_no_fault(again):
    folder, ideas = again
    (folder / "build").write_text("a file where the folder should be", encoding="utf-8")
    assert "Two readings with two colors" in ideas()
