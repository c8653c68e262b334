"""The content that comes with the workbook: complete, in each level's own words, cited, plain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inquiry.cycle import PAGES, read_cycle
from inquiry.district.levels import load_levels
from inquiry.district.shipped import templates_folder

FOLDER = templates_folder() / "cycle"
LEVELS = load_levels().ids
TEAMS_OWN = ("short_text", "long_text")


def test_the_shipped_questions_have_no_fault():
    assert read_cycle().faults == ()


def test_levels_are_those_of_the_teams_list_and_each_serves_the_next(shipped):
    assert tuple(shipped.levels) == LEVELS
    assert [level.serves for level in shipped.levels.values()] == [None, *LEVELS[:-1]]


def test_there_are_sixteen_stations_each_with_a_protocol_of_at_most_ninety_minutes(shipped):
    assert len(shipped.stations) == 16
    assert all(15 <= station.minutes <= 90 for station in shipped.stations.values())


def test_a_teacher_team_needs_no_more_than_forty_minutes_for_a_station(shipped):
    assert all(s.minutes <= 40 for s in shipped.stations.values() if s.level == "teacher")


def test_no_two_stations_say_the_same(shipped):
    for key in ("purpose", "question", "looks_at", "decides", "receives", "protocol"):
        said = [getattr(station, key) for station in shipped.stations.values()]
        assert len(set(said)) == 16, key


def test_there_are_five_questions_from_the_classroom_out(shipped):
    levels = [question.level for question in shipped.questions]
    assert levels == ["teacher", "slt", "slt", "principal", "district"]


def test_the_six_skills_have_look_fors_and_share_the_names_of_their_steps(shipped):
    assert len(shipped.skills) == 6
    names = [step.label for step in shipped.lists["rubric"]]
    for skill in shipped.skills.values():
        assert len(skill.look_fors) >= 3
        assert [step.label for step in skill.rubric] == names


AT_EVERY_LEVEL = {
    "analyze": {"noticings", "gaps", "root-causes", "focus", "whirlwind"},
    "design": {"success-indicators", "change-ideas", "action-plan", "predictions"},
    "implement": {"check-ins", "evidence-notes", "learning-rounds"},
    "refine": {"review", "looking-back", "decisions", "problems-of-practice", "carrying-on"},
}


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_can_walk_the_whole_cycle(shipped, level):
    for page, forms in AT_EVERY_LEVEL.items():
        assert forms <= {form.id for form in shipped.forms_for(level, page)}


def test_progression_is_for_teacher_teams_and_supports_are_for_the_others(shipped):
    assert shipped.form("progression").levels == ("teacher",)
    assert set(shipped.form("supports").levels) == {"district", "principal", "slt"}


def test_the_purpose_is_one_per_school_and_asked_of_principal_and_district(shipped):
    for level in LEVELS:
        forms = shipped.forms_for(level, "purpose")
        assert bool(forms) == (level in {"principal", "district"})
        assert all(form.scope in {"school", "person"} for form in forms)


def test_every_focus_below_the_district_links_to_the_level_above(shipped):
    for level in LEVELS:
        asked = [field.id for field in shipped.form("focus", level).fields]
        assert ("serves" in asked) == (level != "district")


def test_check_ins_are_as_frequent_as_the_level_meets(shipped):
    cadences = [shipped.form("check-ins", level).cadence for level in LEVELS]
    assert cadences == ["quarterly", "monthly", "monthly", "weekly"]


def test_forms_stand_on_pages_that_exist_and_phases_follow_from_them(shipped):
    for form in shipped.forms.values():
        assert form.page in PAGES
        assert form.phase == (form.page if form.page in AT_EVERY_LEVEL else None)


def test_each_level_is_given_its_own_example_wherever_there_is_one(shipped):
    for form in shipped.forms.values():
        for field in form.fields:
            levels = [level for level in form.levels if field.asked_at(level)]
            said = [shipped.form(form.id, level).field(field.id).example for level in levels]
            if field.type in TEAMS_OWN and field.example:
                assert len(set(said)) == len(levels), (form.id, field.id)


@pytest.mark.parametrize("page", AT_EVERY_LEVEL)
def test_no_level_is_asked_a_page_in_anothers_words(shipped, page):
    def words(form):
        return (form.title, form.intro, *(f"{field.label} {field.example}" for field in form.fields))

    for form_id in AT_EVERY_LEVEL[page]:
        said = [words(shipped.form(form_id, level)) for level in LEVELS]
        assert len(set(said)) == len(LEVELS), form_id


def test_texts_of_answers_that_staff_may_read_say_so(shipped):
    """Where a text reaches staff, the question warns the one who types (dates and choices need no warning)."""
    told = re.compile(r"[Ss]taff|[Ee]veryone")
    for form in shipped.forms.values():
        for level in form.levels:
            asked = shipped.form(form.id, level)
            open_texts = [
                f for f in asked.fields if f.type in TEAMS_OWN and asked.audience_of(f.id) == "staff"
            ]
            if open_texts:
                warned = [asked.intro, *(field.help or "" for field in asked.fields)]
                assert told.search(" ".join(warned)), form.id


FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_plain_to_edit(name):
    text = (FOLDER / name).read_bytes().decode("utf-8")
    assert "\t" not in text
    assert "\r" not in text
    assert all(len(line) <= 120 for line in text.splitlines())


SHOP_TALK = re.compile(
    r"\b(leverag\w*|stakeholder\w*|synerg\w*|fidelity|actionable|robust|drill down|buy-in|deliverables?|"
    r"triangulat\w*|operationali\w*|scaffold\w*|data-driven|low-hanging|unpack\w*)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", [name for name in FILES if name != "frameworks.yaml"])  # titles are theirs
def test_no_shop_talk(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert SHOP_TALK.findall(re.sub(r"(?m)^framework:.*$", "", text)) == []


def sentences(text):
    return [s for s in re.split(r"(?<=[.!?:;])\s+", text) if s]


def test_sentences_are_short_enough_to_be_read_once(shipped):
    for form in shipped.forms.values():
        for level in form.levels:
            asked = shipped.form(form.id, level)
            said = [
                asked.intro,
                *(text for f in asked.fields for text in (f.label, f.help, f.example) if text),
            ]
            for text in said:
                assert all(len(sentence.split()) <= 30 for sentence in sentences(text)), (form.id, text)


def test_every_framework_that_is_cited_has_a_citation(shipped):
    cited = {form.framework for form in shipped.forms.values()}
    assert cited <= set(shipped.frameworks)
    assert shipped.frameworks["improvement-guide"].citation == (
        "Langley, Moen, Nolan, Nolan, Norman and Provost (2009). The Improvement Guide (second edition). Jossey-Bass."
    )


def test_each_form_has_the_file_of_its_name(shipped):
    names = {path.stem for path in (FOLDER / "forms").glob("*.yaml")}
    assert names == set(shipped.forms)


def test_templates_are_found_beside_the_library():
    assert isinstance(FOLDER, Path)
    assert FOLDER.is_dir()
