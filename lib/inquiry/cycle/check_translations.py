"""A translation checked against the forms: every id is one of theirs, every scale has all its steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inquiry.cycle.check import Known, unknown
from inquiry.cycle.fields import Field, Words
from inquiry.cycle.forms import Form, FormWords
from inquiry.cycle.translations import FieldTranslation, FormTranslation, TitleWords, TranslationsFile
from inquiry.cycle.words import Strict
from inquiry.errors import Fault


def check_translations(file: str, said: TranslationsFile, known: Known) -> Iterator[Fault]:
    """Every fault in one language's file."""
    for form_id, translation in said.forms.items():
        at = f"forms.{form_id}"
        form = known.forms.get(form_id)
        if form is not None:
            yield from _form(file, at, form, translation)
        elif known.all_forms:
            yield from unknown(file, at, "form", [form_id], known.forms)


def _form(file: str, at: str, form: Form, said: FormTranslation) -> Iterator[Fault]:
    own = FormWords(title=form.title, intro=form.intro, row=form.rows.label if form.rows else None)
    yield from _words(file, at, TitleWords, own, said)
    yield from _wording(file, at, TitleWords, form.wording, said.wording)
    fields = {field.id: field for field in form.fields}
    for field_id, translation in said.fields.items():
        there = f"{at}.fields.{field_id}"
        yield from unknown(file, there, "question", [field_id], fields)
        if field_id in fields:
            yield from _field(file, there, fields[field_id], translation)


def _field(file: str, at: str, field: Field, said: FieldTranslation) -> Iterator[Fault]:
    own = Words(label=field.label, help=field.help, example=field.example)
    yield from _words(file, at, Words, own, said)
    yield from _wording(file, at, Words, field.wording, said.wording)
    if field.options or not field.options_from:  # a list that could not be read is told where it is named
        options = [option.id for option in field.options]
        for option in said.options:
            yield from unknown(file, f"{at}.options.{option}", "option", [option], options)
    if said.steps and len(said.steps) != len(field.steps) and (field.steps or not field.steps_from):
        allowed = f"as many as the question has: {len(field.steps)}"
        cure = "write each step in its order, or take “steps” out"
        yield Fault(file, f"{len(said.steps)} steps", allowed, cure, column=f"{at}.steps")


def _wording(
    file: str, at: str, words: type[Strict], own: Mapping[str, Strict], said: Mapping[str, Strict]
) -> Iterator[Fault]:
    for level, translated in said.items():
        there = f"{at}.wording.{level}"
        yield from unknown(file, there, "level with words of its own", [level], own)
        if level in own:
            yield from _words(file, there, words, own[level], translated)


def _words(file: str, at: str, words: type[Strict], own: Strict, said: Strict) -> Iterator[Fault]:
    """A fault for each text that translates nothing, so that nobody would ever read it."""
    there = [key for key in words.model_fields if getattr(own, key) is not None]
    for key in words.model_fields:
        if getattr(said, key) is not None and key not in there:
            found = f"“{key}”, which has no words here in the district's language"
            cure = "take it out, or write it in the form first"
            yield Fault(file, found, ", ".join(there) or "none so far", cure, column=f"{at}.{key}")
