"""Short forms written out: `all` levels, lists named by `options_from`, the phase a page belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inquiry.cycle.fields import Field, Option
from inquiry.cycle.forms import ALL_LEVELS, Form
from inquiry.cycle.model import SKILLS
from inquiry.cycle.stations import Phase, Skill

Lists = Mapping[str, tuple[Option, ...]]


def fill_lists(lists: Lists, skills: Sequence[Skill]) -> dict[str, tuple[Option, ...]]:
    """The shared lists, with the skills among them."""
    options = tuple(Option(id=skill.id, label=skill.label, help=skill.about) for skill in skills)
    return {**lists, SKILLS: options}


def fill_form(form: Form, levels: Sequence[str], phases: Sequence[Phase], lists: Lists) -> Form:
    """A form with everything written out that its file leaves to the other files."""
    update: dict[str, Any] = {"fields": tuple(_fill_field(field, lists) for field in form.fields)}
    if form.levels == ALL_LEVELS and levels:
        update["levels"] = tuple(levels)
    if form.phase is None:
        update["phase"] = next((phase.id for phase in phases if phase.page == form.page), None)
    return form.model_copy(update=update)


def _fill_field(field: Field, lists: Lists) -> Field:
    update: dict[str, Any] = {}
    if field.options_from is not None and not field.options:
        update["options"] = lists.get(field.options_from, ())
    if field.steps_from is not None and not field.steps:
        update["steps"] = tuple(option.label for option in lists.get(field.steps_from, ()))
    return field.model_copy(update=update) if update else field
