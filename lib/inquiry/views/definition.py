"""A form's questions as plain JSON, for the widget that asks them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inquiry.cycle import Field, Form, visible_fields
from inquiry.cycle.fields import TEXT_TYPES
from inquiry.cycle.words import Strict
from inquiry.views.also import Also
from inquiry.views.ballots import NOBODY
from inquiry.views.ballots import READERS as COUNT_READERS

READERS = {  # what the team is told about who reads an answer
    "self": "Only the person who writes it can read this.",
    "team": "Only your team reads this.",
    "chain": "Your team and the teams you serve read this.",
    "coach": "Your team, the teams you serve and your coach read this.",
    "staff": "Staff of the district can read this.",
}

FIELD_WORDS = ("label", "help", "example", "options", "steps")  # of a question in a second language


def say_readers(form: Form) -> str:
    """Who reads the answers to a form, in words; of a vote, who reads the count."""
    return f"{NOBODY} {COUNT_READERS[form.audience]}" if form.anonymous else READERS[form.audience]


def asked_fields(form: Form) -> tuple[Field, ...]:
    """The questions a live form asks: in a person's own form also those whose answers nobody else reads."""
    return form.fields if form.scope == "person" else visible_fields(form, "team")


def define_form(form: Form, also: Also | None = None) -> dict[str, Any]:
    """A form in the words of one level and of a second language, without anybody's answers."""
    also = also or Also()
    return {
        "id": form.id,
        "title": form.title,
        "intro": form.intro,
        "also": _define_also(also, also.form, ("title", "intro", "row")),
        "readers": say_readers(form),
        "protocol": [{"minutes": each.minutes, "step": each.step} for each in form.protocol],
        "scope": form.scope,
        "anonymous": form.anonymous,
        "refused": {"field": form.refused.field, "value": form.refused.value} if form.refused else None,
        "rows": _define_rows(form),
        "fields": [_define_field(form, field, also) for field in asked_fields(form)],
    }


def _define_also(also: Also, said: Strict, keys: Iterable[str]) -> dict[str, Any] | None:
    """What is translated, and into which language; None without a second language."""
    return {"lang": also.language, **said.model_dump(include=set(keys))} if also.language else None


def _define_rows(form: Form) -> dict[str, Any] | None:
    rows = form.rows
    if rows is None:
        return None
    apart = rows.except_when
    return {
        "label": rows.label,
        "min": rows.min,
        "max": rows.max,
        "objection": rows.objection,
        "except_when": {"field": apart.field, "any_of": list(apart.any_of)} if apart else None,
        "repeat": list(rows.repeat),
    }


def _define_field(form: Form, field: Field, also: Also) -> dict[str, Any]:
    audience = form.audience_of(field.id)
    return {
        "id": field.id,
        "type": field.type,
        "label": field.label,
        "also": _define_also(also, also.of(field.id), FIELD_WORDS),
        "required": field.required,
        "help": field.help,
        "example": field.example,
        "options": [{"id": each.id, "label": each.label, "help": each.help} for each in field.options],
        "steps": list(field.steps),
        "unit": field.unit,
        "min": field.min,
        "max": field.max,
        "whole": field.whole,
        "in_quarter": field.in_quarter,
        "chars": field.chars if field.type in TEXT_TYPES else None,
        "link": {"where": field.link.where, "form": field.link.form} if field.link else None,
        "audience_note": READERS[audience] if audience != form.audience else None,
    }
