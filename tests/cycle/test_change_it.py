"""A district changes its questions in YAML, without Python: in a copy of the shipped folder, read as it stands."""

from __future__ import annotations

import shutil

import pytest

from inquiry.cycle import check_answer, load_cycle, phase_progress, read_cycle
from inquiry.district.shipped import templates_folder


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(templates_folder() / "cycle", tmp_path / "cycle")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


FORM = """\
id: home-visits
title: Home visits
intro: Whom did we visit?
levels: [teacher]
page: implement
scope: team
cadence: monthly
carry: history
framework: six-cs
rows: {label: visit}
fields:
  - {id: date, type: date, required: yes, label: When?}
  - id: went_well
    type: choice
    label: Did it go well?
    options:
      - {id: yes, label: Yes}
      - {id: no, label: No}
  - {id: mood, type: scale, label: How was the mood?, steps: [Tense, Friendly, Warm]}
"""


def test_a_new_form_is_asked_at_once(folder):
    (folder / "forms" / "home-visits.yaml").write_text(FORM, encoding="utf-8")
    cycle = load_cycle(folder)
    assert [form.id for form in cycle.forms_for("teacher", "implement")][-1] == "home-visits"
    assert "home-visits" not in [form.id for form in cycle.forms_for("slt", "implement")]
    form = cycle.form("home-visits", "teacher")
    assert form.audience == "team"
    assert check_answer(form, {"date": "2026-09-01", "went_well": "no", "mood": 3}) == []


def test_a_changed_question_keeps_its_id_and_its_answers(folder):
    edit(folder / "forms" / "focus.yaml", "label: Our focus, in one sentence", "label: What we work on")
    cycle = load_cycle(folder)
    assert cycle.form("focus", "teacher").field("priority").label == "What we work on"
    assert not cycle.unplaced("focus", "priority")


def test_answers_to_a_question_that_was_taken_out_are_unplaced(folder, shipped):
    path = folder / "forms" / "learning-rounds.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  - id: wondering")], encoding="utf-8")
    cycle = load_cycle(folder)
    assert cycle.unplaced("learning-rounds", "take_back")
    assert not shipped.unplaced("learning-rounds", "take_back")


def test_answers_to_a_form_that_was_taken_out_are_unplaced(folder):
    (folder / "forms" / "whirlwind.yaml").unlink()
    cycle = load_cycle(folder)
    assert cycle.unplaced("whirlwind")
    assert cycle.unplaced("whirlwind", "task")


def test_a_seventh_skill_appears_wherever_skills_are_asked(folder):
    with (folder / "skills.yaml").open("a", encoding="utf-8") as file:
        file.write("""
  - id: listening
    label: Listening
    about: Students take in what others say.
    look_fors: [Students can repeat what a partner said.]
    rubric:
      - {label: Not yet, looks_like: a}
      - {label: With support, looks_like: b}
      - {label: On their own, looks_like: c}
      - {label: In new situations, looks_like: d}
""")
    cycle = load_cycle(folder)
    assert cycle.form("gaps").field("skill").options[-1].id == "listening"
    assert check_answer(cycle.form("skills-snapshot", "teacher"), {"levels": {"listening": 4}}) == []


def test_a_form_a_sign_of_done_and_a_framework_can_be_added_together(folder):
    (folder / "forms" / "home-visits.yaml").write_text(FORM.replace("six-cs", "ours"), encoding="utf-8")
    with (folder / "frameworks.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: ours, title: Our way, authors: Our district, about: How we do it here.}\n")
    edit(
        folder / "stations.yaml",
        '- {text: "We checked in most weeks of the quarter.", form: check-ins, at_least: 6}',
        "- {text: We visited homes., form: home-visits}",
    )
    cycle = load_cycle(folder)
    assert cycle.frameworks[cycle.form("home-visits").framework].title == "Our way"
    rows = {"home-visits": [{"date": "2026-09-01"}]}
    assert phase_progress(cycle, "teacher", "implement", rows) == "done"


LEVEL = """
  - id: department
    label: Department
    we: the department
    about: Teachers of one subject across grades.
    check_in: monthly
    serves: slt
    holds: The subject's tasks and standards.
"""
STATION = """
  - level: department
    phase: {phase}
    purpose: Keep the subject's thread from grade to grade.
    question: What do students meet next year?
    looks_at: [Work from each grade]
    decides: [What each grade can count on]
    receives: [Questions from grade teams]
    protocol: [{{minutes: 20, step: Look at work from each grade.}}]
    done_when:
      - {{text: We wrote it down., form: {form}}}
"""
NEEDED = {"analyze": "focus", "design": "action-plan", "implement": "check-ins", "refine": "decisions"}


def test_a_fifth_level_walks_the_cycle_in_the_usual_words_until_it_has_its_own(folder):
    with (folder / "levels.yaml").open("a", encoding="utf-8") as file:
        file.write(LEVEL)
    with (folder / "stations.yaml").open("a", encoding="utf-8") as file:
        file.writelines(STATION.format(phase=phase, form=form) for phase, form in NEEDED.items())
    edit(
        folder / "forms" / "focus.yaml", "levels: [teacher, slt, principal]\n", "levels: [department, slt]\n"
    )
    edit(
        folder / "forms" / "focus.yaml",
        "wording:\n      slt: Which of the principal's",
        "wording:\n      department: Which priority of the school does the subject serve?\n"
        "      slt: Which of the principal's",
    )
    edit(folder / "forms" / "focus.yaml", "      principal: Which district goal does this serve?\n", "")
    cycle = load_cycle(folder)
    assert len(cycle.stations) == 20
    assert cycle.form("check-ins", "department").cadence == "monthly"
    words = cycle.form("focus", "department").field("serves").label
    assert words == "Which priority of the school does the subject serve?"
    assert cycle.form("gaps", "department").title == cycle.form("gaps", "teacher").title


def test_a_level_above_the_one_it_serves_is_told(folder):
    path = folder / "levels.yaml"
    head, rest = path.read_text(encoding="utf-8").split("levels:\n")
    path.write_text(f"{head}levels:{LEVEL}{rest}", encoding="utf-8")
    faults = [fault for fault in read_cycle(folder).faults if fault.file == "cycle/levels.yaml"]
    assert [(fault.column, fault.found) for fault in faults] == [
        ("levels.0.serves", "“department” above “slt”, which it serves")
    ]


def test_a_page_that_every_level_has_is_no_extra_page(folder):
    edit(folder / "levels.yaml", "pages: [review]", "pages: [analyze]")
    faults = [fault for fault in read_cycle(folder).faults if fault.file == "cycle/levels.yaml"]
    assert [fault.found for fault in faults] == ["“analyze”"]
