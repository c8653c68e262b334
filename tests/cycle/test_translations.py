"""Forms in a second language: what is read, what stays untranslated, and every slip with its line."""

from __future__ import annotations

import pytest

from inquiry.cycle import load_cycle

SPANISH = """\
forms:
  focus:
    title: Enfoque
    row: enfoque
    fields:
      priority: {label: Prioridad}
      sure: {label: Qué tan seguros, steps: [Poco, Mucho]}
      skill:
        options: {very: Mucho}
"""


@pytest.fixture
def spoken(small):
    """The small cycle with some Spanish beside it."""
    (small.folder / "translations").mkdir()
    small.write("translations/es.yaml", SPANISH)
    return small


def test_a_translation_is_read_and_what_is_not_translated_is_left_out(spoken):
    assert spoken.faults() == []
    said = spoken.cycle().translation("focus", "es", "teacher")
    assert (said.title, said.row, said.intro) == ("Enfoque", "enfoque", None)
    assert said.fields["sure"].steps == ("Poco", "Mucho")
    assert said.fields["skill"].options == {"very": "Mucho"}
    assert "serves" not in said.fields


def test_a_form_or_a_language_that_nobody_translated_has_no_translation(spoken):
    assert spoken.cycle().translation("notes", "es") is None
    assert spoken.cycle().translation("focus", "vi") is None


def test_a_level_with_words_of_its_own_reads_a_translation_of_those_or_none(spoken):
    spoken.replace("forms/focus.yaml", "label: Priority}", "label: Priority, wording: {teacher: Ours}}")
    label = {
        level: spoken.cycle().translation("focus", "es", level).fields["priority"].label
        for level in ("district", "teacher")
    }
    assert label == {"district": "Prioridad", "teacher": None}
    spoken.replace(
        "translations/es.yaml",
        "label: Prioridad}",
        "label: Prioridad, wording: {teacher: {label: La nuestra}}}",
    )
    assert spoken.cycle().translation("focus", "es", "teacher").fields["priority"].label == "La nuestra"


SLIPS = {
    "unknown form": ("  focus:", "  fokus:", 2, "forms.fokus", "notes, focus", "write “focus”"),
    "unknown question": (
        "priority: {",
        "priorty: {",
        6,
        "forms.focus.fields.priorty",
        "priority, serves, sure, skill",
        "write “priority”",
    ),
    "unknown option": (
        "{very:",
        "{vary:",
        9,
        "forms.focus.fields.skill.options.vary",
        "little, very",
        "write “very”",
    ),
    "too few steps": (
        "[Poco, Mucho]",
        "[Poco]",
        7,
        "forms.focus.fields.sure.steps",
        "as many as the question has: 2",
        "write each step in its order, or take “steps” out",
    ),
    "words that translate nothing": (
        "{label: Prioridad}",
        "{label: Prioridad, help: Ayuda}",
        6,
        "forms.focus.fields.priority.help",
        "label",
        "take it out, or write it in the form first",
    ),
    "a level without words of its own": (
        "{label: Prioridad}",
        "{wording: {teacher: {label: La nuestra}}}",
        6,
        "forms.focus.fields.priority.wording.teacher",
        "none so far",
        "use one of these, or add it where they are listed",
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "key", "allowed", "cure"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_file_line_key_what_is_allowed_and_the_cure(
    spoken, old, new, line, key, allowed, cure
):
    spoken.replace("translations/es.yaml", old, new)
    (fault,) = spoken.faults()
    assert (fault.file, fault.row, fault.column) == ("cycle/translations/es.yaml", line, key)
    assert (fault.allowed, fault.cure) == (allowed, cure)


def test_an_unknown_key_and_a_file_that_is_no_language_are_told(spoken):
    spoken.write("translations/Spanish.yaml", "forms: {}\n")
    spoken.replace("translations/es.yaml", "title:", "titel:")
    places = spoken.places()
    assert ("cycle/translations/es.yaml", 3, "forms.focus.titel") in places
    spoken.write("translations/es.yaml", SPANISH)
    (fault,) = spoken.faults()
    assert (fault.found, fault.cure) == ("a file named “Spanish.yaml”", "rename it")


@pytest.mark.parametrize("level", ["teacher", "slt", "principal", "district"])
def test_why_we_do_this_work_is_asked_in_spanish_as_well_in_every_word(level):
    cycle = load_cycle()
    form, said = cycle.form("my-why", level), cycle.translation("my-why", "es", level)
    assert said.title
    assert said.intro
    for field in form.fields:
        translated = said.fields[field.id]
        assert translated.label
        assert bool(translated.help) == bool(field.help)
        assert bool(translated.example) == bool(field.example)
        assert set(translated.options) == {option.id for option in field.options}
