"""Bad input in the folder of questions: every fault, with its file, line, key and cure."""

from __future__ import annotations

import os

import pytest

from inquiry.cycle import load_cycle, read_cycle
from inquiry.errors import BadInput


def test_the_small_cycle_has_no_fault(small):
    assert small.faults() == []


def test_a_fault_names_file_line_key_what_is_allowed_and_the_cure(small):
    small.replace("forms/focus.yaml", "form: focus, where", "form: fokus, where")
    assert [str(fault) for fault in small.faults()] == [
        "cycle/forms/focus.yaml, row 15, “fields.1.link.form”: found the unknown form “fokus”. "
        "Allowed: notes, focus. To mend it: write “focus”"
    ]


SLIPS = {
    "unknown level in a form": ("forms/notes.yaml", "levels: [teacher]", "levels: [teachers]", "levels"),
    "one level, not in a list": ("forms/notes.yaml", "levels: [teacher]", "levels: teacher", "levels"),
    "no levels": ("forms/notes.yaml", "levels: [teacher]", "levels: []", "levels"),
    "unknown page": ("forms/notes.yaml", "page: analyze", "page: analyse", "page"),
    "unknown audience": ("forms/focus.yaml", "audience: chain", "audience: everyone", "audience"),
    "unknown phase": ("forms/notes.yaml", "page: analyze", "page: analyze\nphase: analyse", "phase"),
    "unknown framework": ("forms/notes.yaml", "framework: ours", "framework: theirs", "framework"),
    "unknown key": ("forms/notes.yaml", "scope: team", "scope: team\ncolour: red", "colour"),
    "missing key": ("forms/notes.yaml", "scope: team\n", "", "scope"),
    "min above max": ("forms/focus.yaml", "max: 3", "min: 4, max: 3", "rows.max"),
    "max of nothing": ("forms/focus.yaml", "max: 3", "max: 0", "rows.max"),
    "negative min": ("forms/focus.yaml", "max: 3", "min: -1, max: 3", "rows.min"),
    "max without words": ("forms/focus.yaml", ', objection: "{count} is more than {max}"', "", "rows.max"),
    "unknown placeholder": ("forms/focus.yaml", "{count} is", "{number} is", "rows.objection"),
    "open brace": ("forms/focus.yaml", "{count} is", "{count is", "rows.objection"),
    "placeholder with an attribute": ("forms/focus.yaml", "{count} is", "{count.real} is", "rows.objection"),
    "unknown field type": ("forms/focus.yaml", "type: scale", "type: slider", "fields.2.type"),
    "audience wider than the form's": (
        "forms/focus.yaml",
        "audience: team}",
        "audience: staff}",
        "fields.2.audience",
    ),
    "unknown list": ("forms/focus.yaml", "options_from: sure", "options_from: sur", "fields.3.options_from"),
    "no options": ("forms/focus.yaml", ", options_from: sure", "", "fields.3.options"),
    "no steps": ("forms/focus.yaml", ", steps_from: sure", "", "fields.2.steps"),
    "one option": ("forms/notes.yaml", "      - {id: done, label: Done}\n", "", "fields.1.options"),
    "an option twice": ("forms/notes.yaml", "{id: done,", "{id: open,", "fields.1.options.1.id"),
    "options and a list": (
        "forms/notes.yaml",
        "    label: State",
        "    label: State\n    options_from: sure",
        "fields.1.options",
    ),
    "options of a text": (
        "forms/focus.yaml",
        "label: Priority}",
        "label: Priority, options_from: sure}",
        "fields.0.options_from",
    ),
    "link in a text": (
        "forms/focus.yaml",
        "label: Priority}",
        "label: Priority, link: {form: focus, where: own}}",
        "fields.0.link",
    ),
    "a link to nowhere": ("forms/focus.yaml", ", link: {form: focus, where: above}", "", "fields.1.link"),
    "a link above the top": ("forms/focus.yaml", ", levels: [teacher]", "", "fields.1.link"),
    "a link to below the bottom": ("forms/focus.yaml", "where: above", "where: below", "fields.1.link"),
    "a link to a form not asked there": (
        "forms/focus.yaml",
        "levels: [teacher], link: {form: focus, where: above}",
        "levels: [district], link: {form: notes, where: own}",
        "fields.1.link",
    ),
    "a question twice": ("forms/focus.yaml", "{id: sure,", "{id: priority,", "fields.2.id"),
    "no character allowed": (
        "forms/focus.yaml",
        "label: Priority}",
        "label: Priority, max_chars: 0}",
        "fields.0.max_chars",
    ),
    "number's min above max": (
        "forms/focus.yaml",
        "{id: priority, type: short_text,",
        "{id: priority, type: number, min: 5, max: 2.5,",
        "fields.0.min",
    ),
    "a question for a level without the form": (
        "forms/notes.yaml",
        "label: Note}",
        "label: Note, levels: [district]}",
        "fields.0.levels",
    ),
    "words for a level without the form": (
        "forms/notes.yaml",
        "label: Note}",
        "label: Note, wording: {district: N}}",
        "fields.0.wording.district",
    ),
    "a form's words for a level without it": (
        "forms/notes.yaml",
        "rows: {label: note}",
        "rows: {label: note}\nwording: {district: {title: N}}",
        "wording.district",
    ),
    "open without open_when": (
        "forms/notes.yaml",
        "open_when: {field: state, any_of: [open]}\n",
        "",
        "carry",
    ),
    "open_when without open": ("forms/notes.yaml", "carry: open", "carry: fresh", "carry"),
    "open without rows": ("forms/notes.yaml", "rows: {label: note}\n", "", "carry"),
    "open_when of a text": (
        "forms/notes.yaml",
        "{field: state, any_of: [open]}",
        "{field: note, any_of: [open]}",
        "open_when.field",
    ),
    "open_when of an unknown option": (
        "forms/notes.yaml",
        "{field: state, any_of: [open]}",
        "{field: state, any_of: [opened]}",
        "open_when.any_of",
    ),
    "closed_by an unknown form": (
        "forms/notes.yaml",
        "rows: {label: note}",
        "rows: {label: note}\nclosed_by: {form: focuss, link: serves, field: skill, any_of: [very]}",
        "closed_by.form",
    ),
    "closed_by a link that leads elsewhere": (
        "forms/notes.yaml",
        "rows: {label: note}",
        "rows: {label: note}\nclosed_by: {form: focus, link: serves, field: skill, any_of: [very]}",
        "closed_by.link",
    ),
    "empty label": ("forms/notes.yaml", "label: Note}", 'label: " "}', "fields.0.label"),
    "an id with a space": ("forms/notes.yaml", "id: notes", "id: my notes", "id"),
    "unknown level above": ("levels.yaml", "serves: district", "serves: distrikt", "levels.1.serves"),
    "a level twice": ("levels.yaml", "serves: null, holds: h}", "serves: null, holds: h}\n  - {id: district, label: D, we: w, about: a, check_in: weekly, serves: null, holds: h}", "levels.1.id"),
    "an unknown rhythm": ("levels.yaml", "check_in: weekly", "check_in: daily", "levels.1.check_in"),
    "three steps in a rubric": (
        "skills.yaml",
        "      - {label: four, looks_like: d}\n",
        "",
        "skills.0.rubric",
    ),
    "a skill's unknown framework": (
        "skills.yaml",
        "look_fors: [one]",
        "look_fors: [one]\n    framework: theirs",
        "skills.0.framework",
    ),
    "a question for an unknown level": ("questions.yaml", "level: teacher", "level: coach", "questions.0.level"),
    "a list named skills": ("lists.yaml", "lists:\n", "lists:\n  skills: [{id: a, label: A}]\n", "lists.skills"),
    "an empty list": ("lists.yaml", "lists:\n", "lists:\n  none_yet: []\n", "lists.none_yet"),
    "an option of a list twice": ("lists.yaml", "{id: very,", "{id: little,", "lists.sure.1.id"),
    "an unknown form in done_when": (
        "stations.yaml",
        "form: notes, at_least: 2",
        "form: note",
        "stations.1.done_when.1.form",
    ),
    "a form not asked there in done_when": (
        "stations.yaml",
        "{text: t, form: focus}",
        "{text: t, form: notes}",
        "stations.0.done_when.0.form",
    ),
    "at_least without a form": (
        "stations.yaml",
        "- {text: t}",
        "- {text: t, at_least: 2}",
        "stations.1.done_when.2",
    ),
    "no minutes": ("stations.yaml", "minutes: 5", "minutes: 0", "stations.0.protocol.0.minutes"),
    "a phase twice": (
        "phases.yaml",
        "page: analyze, about: a}",
        "page: analyze, about: a}\n  - {id: analyze, label: A, page: design, about: a}",
        "phases.1.id",
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_found_where_it_stands(small, slip):
    file, old, new, key = SLIPS[slip]
    small.replace(file, old, new)
    faults = small.faults()
    assert key in [fault.column for fault in faults if fault.file == f"cycle/{file}"]
    assert all(fault.row for fault in faults)
    assert all(fault.found and fault.allowed and fault.cure for fault in faults)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_gives_few_faults_and_no_flood(small, slip):
    file, old, new, _ = SLIPS[slip]
    small.replace(file, old, new)
    assert len(small.faults()) <= 4


def test_all_faults_of_all_files_come_together(small):
    small.replace("levels.yaml", "check_in: weekly", "check_in: daily")
    small.replace("forms/notes.yaml", "framework: ours", "framework: theirs")
    small.replace("forms/focus.yaml", "max: 3", "min: 4, max: 3")
    small.replace("stations.yaml", "form: notes, at_least: 2", "form: note")
    assert small.places() == [
        ("cycle/levels.yaml", 3, "levels.1.check_in"),
        ("cycle/stations.yaml", 23, "stations.1.done_when.1.form"),
        ("cycle/forms/focus.yaml", 12, "rows.max"),
        ("cycle/forms/notes.yaml", 11, "framework"),
    ]


def test_load_cycle_raises_with_every_fault(small):
    small.replace("forms/notes.yaml", "framework: ours", "framework: theirs")
    small.replace("forms/focus.yaml", "framework: ours", "framework: theirs")
    with pytest.raises(BadInput) as raised:
        load_cycle(small.folder)
    assert [fault.file for fault in raised.value.faults] == [
        "cycle/forms/focus.yaml",
        "cycle/forms/notes.yaml",
    ]


def test_load_cycle_reads_again_after_a_change(small):
    for path in small.folder.rglob("*.yaml"):
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 60))  # a fresh file may change unseen
    before = load_cycle(small.folder)
    assert load_cycle(small.folder) is before
    small.replace("forms/notes.yaml", "title: Notes", "title: Longer notes")
    assert load_cycle(small.folder).form("notes").title == "Longer notes"


def test_a_missing_station_is_named(small):
    text = (small.folder / "stations.yaml").read_text(encoding="utf-8")
    small.write("stations.yaml", text[: text.index("  - level: teacher")])
    assert [fault.found for fault in small.faults()] == ["no station for teacher in analyze"]


def test_a_station_without_any_form_is_named(small):
    small.replace("forms/focus.yaml", "levels: all", "levels: [teacher]")
    small.replace("forms/focus.yaml", "where: above", "where: own")
    found = [fault.found for fault in small.faults()]
    assert "no form for district in analyze" in found


def test_a_form_twice_names_both_files(small):
    text = (small.folder / "forms" / "notes.yaml").read_text(encoding="utf-8")
    small.write("forms/other.yaml", text)
    fault = small.faults()[0]
    assert (fault.file, fault.column) == ("cycle/forms/other.yaml", "id")
    assert fault.found == "the form “notes” again, first in cycle/forms/notes.yaml"


def test_levels_that_serve_each_other_in_a_circle_are_refused(small):
    small.replace("levels.yaml", "serves: null", "serves: teacher")
    assert {fault.column for fault in small.faults()} >= {"levels.0.serves", "levels.1.serves"}


def test_a_file_that_cannot_be_read_causes_no_further_faults(small):
    small.replace("levels.yaml", "levels:", "levels: [")
    assert {fault.file for fault in small.faults()} == {"cycle/levels.yaml"}


def test_a_form_that_cannot_be_read_causes_no_further_faults(small):
    small.replace("forms/notes.yaml", "id: notes", "id: [notes")
    assert {fault.file for fault in small.faults()} == {"cycle/forms/notes.yaml"}


@pytest.mark.parametrize("file", ["levels.yaml", "stations.yaml", "lists.yaml", "skills.yaml"])
def test_a_missing_file_is_one_fault(small, file):
    (small.folder / file).unlink()
    assert [(fault.file, fault.found) for fault in small.faults()] == [(f"cycle/{file}", "no such file")]


def test_a_missing_folder_says_so_for_each_file(tmp_path):
    checked = read_cycle(tmp_path / "nothing")
    assert checked.value is None
    assert {fault.found for fault in checked.faults} == {"no such file"}


def test_a_file_that_nobody_reads_is_noted_and_stops_nothing(small):
    small.write("forms/extra.yml", "id: extra\n")
    (fault,) = small.faults()
    assert (fault.severity, fault.file) == ("note", "cycle/forms/extra.yml")


# What YAML reads otherwise than people mean it.


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "No", "2026-01-10"])
def test_an_option_that_yaml_might_misread_stays_the_word_that_was_typed(small, word):
    small.replace("forms/notes.yaml", "{id: done, label: Done}", f"{{id: {word}, label: {word}}}")
    options = small.cycle().form("notes").field("state").options
    assert (options[1].id, options[1].label) == (word, word)


@pytest.mark.parametrize(("word", "meant"), [("yes", True), ("no", False), ("true", True), ("Off", False)])
def test_required_takes_yes_and_no(small, word, meant):
    small.replace("forms/focus.yaml", "required: yes", f"required: {word}")
    assert small.cycle().form("focus").field("priority").required is meant


def test_required_takes_nothing_else(small):
    small.replace("forms/focus.yaml", "required: yes", "required: sometimes")
    (fault,) = small.faults()
    assert (fault.found, fault.allowed) == ("“sometimes”", "yes or no")


def test_a_date_as_example_stays_as_typed(small):
    small.replace("forms/notes.yaml", "label: Note}", "label: Note, example: 2026-01-10}")
    assert small.cycle().form("notes").field("note").example == "2026-01-10"


@pytest.mark.parametrize("value", ["21", "1.50", "true"])
def test_a_number_as_example_asks_for_quotes(small, value):
    small.replace("forms/notes.yaml", "label: Note}", f"label: Note, example: {value}}}")
    (fault,) = small.faults()
    assert fault.found == f"“{value}”"
    assert "quotes" in fault.cure


@pytest.mark.parametrize("value", ["few", "yes", "1_000", "0x1F", "2026-01-10"])
def test_a_limit_that_is_no_number_is_one_fault(small, value):
    small.replace("forms/focus.yaml", "type: short_text,", f"type: number, min: {value},")
    (fault,) = small.faults()
    assert (fault.column, fault.found) == ("fields.0.min", f"“{value}”")
    assert fault.allowed == "a number, such as 4 or 4.5"


def test_a_key_that_stands_twice_is_refused(small):
    small.replace("forms/notes.yaml", "title: Notes", "title: Notes\ntitle: Other notes")
    (fault,) = small.faults()
    assert (fault.row, fault.column) == (3, "title")


def test_a_text_with_a_colon_and_no_quotes_names_its_line(small):
    small.replace("forms/notes.yaml", "title: Notes", "title: Notes: more")
    (fault,) = small.faults()
    assert fault.row == 2
    assert "quotes" in fault.cure


def test_an_empty_file_is_one_fault(small):
    small.write("forms/notes.yaml", "")
    assert [fault.file for fault in small.faults()] == ["cycle/forms/notes.yaml"]


def test_bytes_that_are_not_utf_8_are_one_fault(small):
    (small.folder / "forms" / "notes.yaml").write_bytes(b"title: caf\xe9\n")
    assert [fault.file for fault in small.faults()] == ["cycle/forms/notes.yaml"]


def test_a_form_full_of_other_scripts_and_markup_is_kept_as_text(small):
    text = "<script>alert(1)</script> Peña’s العربية " + "x" * 200
    small.replace("forms/notes.yaml", "label: Note}", f'label: "{text}"}}')
    assert small.cycle().form("notes").field("note").label == text
