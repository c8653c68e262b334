"""One reader of what teams tried: which answers of which team a face may show, and their words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from inquiry.cycle import Field
from inquiry.views.answers import Reading, cut_text, fields_read
from inquiry.views.desk import Desk
from inquiry.views.faces import Face
from inquiry.views.names import close_values
from inquiry.views.tried.kept import Named, all_named

MOST_CHARS = 400  # of a long answer, when others read it in a list: about five lines


class Eyes:
    """What a face may show of any team's answers; of a form that is no longer asked it shows nothing."""

    def __init__(self, desk: Desk, face: Face) -> None:
        """Keep who reads."""
        self.desk, self.face = desk, face
        self._reading = Reading(desk, face, desk.quarter.id)
        self._allowed: dict[tuple[str, str], frozenset[str]] = {}

    def see(self, form_id: str, owner: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Of an owner's values in a form, those that may be shown."""
        allowed = self._fields(form_id, owner)
        seen = {key: value for key, value in values.items() if key in allowed}
        return self._closed(form_id, owner, seen)

    def _closed(self, form_id: str, owner: str, seen: dict[str, Any]) -> dict[str, Any]:
        """The same, without what may name a student where it is not the team's own."""
        named, form = self._named.get((form_id, owner)), self.desk.cycle.forms.get(form_id)
        if not named or form is None or self.desk.reads_own(form, owner, self.face):
            return seen
        return close_values(form, seen, named)

    @cached_property
    def _named(self) -> Named:
        return all_named(self.desk)

    def may(self, form_id: str, owner: str, field_id: str) -> bool:
        """Whether an owner's answers to one question may be shown."""
        return field_id in self._fields(form_id, owner)

    def _fields(self, form_id: str, owner: str) -> frozenset[str]:
        if (form_id, owner) not in self._allowed:
            form = self.desk.cycle.forms.get(form_id)
            fields = fields_read(self._reading, form, owner) if form else ()
            self._allowed[form_id, owner] = frozenset(field.id for field in fields)
        return self._allowed[form_id, owner]

    def _field(self, form_id: str, field_id: str) -> Field | None:
        form = self.desk.cycle.forms.get(form_id)
        return next((each for each in form.fields if each.id == field_id), None) if form else None

    def option(self, form_id: str, field_id: str, value: str) -> str:
        """An option's words; the id itself where it is no longer offered."""
        field = self._field(form_id, field_id)
        return field.option_label(value) if field else value

    def cut(self, form_id: str, field_id: str, value: Any) -> str:
        """A text in one line, no longer than its question takes, and never longer than a list can carry."""
        field = self._field(form_id, field_id)
        words = " ".join(str(value or "").split())
        return cut_text(words, min(field.chars, MOST_CHARS) if field else MOST_CHARS)
