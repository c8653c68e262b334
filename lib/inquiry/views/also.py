"""Words in the district's language with those of its second language after them."""

from __future__ import annotations

from dataclasses import dataclass, field

from inquiry.cycle import Field, FieldTranslation, Form, FormTranslation
from inquiry.views.html import Child, Node, el

BETWEEN = " · "  # between options on one line: many have a comma inside


@dataclass(frozen=True)
class Also:
    """A form's words in the second language; without any, what it makes is in the first language alone."""

    language: str = ""
    form: FormTranslation = field(default_factory=FormTranslation)

    def of(self, field_id: str) -> FieldTranslation:
        """What is translated of a question."""
        return self.form.fields.get(field_id) or FieldTranslation()

    def after(self, first: str, second: str | None) -> list[Child]:
        """Words, and after them the same in the second language where there are any."""
        return [first, " ", self.span(second)] if second else [first]

    def span(self, words: str) -> Node:
        """Words in the second language, so marked that a screen reader changes its voice."""
        return el("span", words, cls="also", lang=self.language)

    def title(self, form: Form) -> list[Child]:
        """A form's title."""
        return self.after(form.title, self.form.title)

    def intro(self, form: Form) -> list[Child]:
        """What a form says to those who fill it in."""
        return self.after(form.intro, self.form.intro)

    def label(self, asked: Field, mark: str = "") -> list[Child]:
        """A question's words; a mark such as “(needed)” stands after those of the first language."""
        return self.after(asked.label + mark, self.of(asked.id).label)

    def options(self, asked: Field) -> list[Child]:
        """What can be chosen, in a line."""
        said = self.of(asked.id).options
        second = BETWEEN.join(said[option.id] for option in asked.options if option.id in said)
        return self.after(", ".join(option.label for option in asked.options), second)

    def steps(self, asked: Field) -> list[Child]:
        """The steps of a scale, in a line."""
        return self.after(" / ".join(asked.steps), " / ".join(self.of(asked.id).steps))
