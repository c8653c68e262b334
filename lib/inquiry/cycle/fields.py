"""One question of a form: its type, its words at each level, its limits, and who may see its answer."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator
from pydantic import Field as Spec

from inquiry.cycle.audience import Audience
from inquiry.cycle.words import Id, Ids, Listed, Number, Strict, Text, Texts, YesNo

FieldType = Literal[
    "short_text",
    "long_text",
    "choice",
    "choices",
    "scale",
    "number",
    "date",
    "person",
    "link",
    "ratings",
]
SHORT_TEXT_CHARS = 300  # about three lines; a form may set another limit with max_chars
LONG_TEXT_CHARS = 5000  # about two pages
OPTION_TYPES = frozenset({"choice", "choices", "ratings"})
STEP_TYPES = frozenset({"scale", "ratings"})
TEXT_TYPES = frozenset({"short_text", "long_text"})


class Option(Strict):
    """One thing to choose; in `ratings` one thing to rate."""

    id: Id
    label: Text
    help: Text | None = None


class LinkRule(Strict):
    """What a link may point to: rows of one form, of this team (`own`) or of those `above` or `below`.

    `board`: what people put on the board of the school or district without their name (record/board.py).
    """

    form: Id
    where: Literal["own", "above", "below", "board"]


class Where(Strict):
    """Rows whose field holds one of these options."""

    field: Id
    any_of: Ids

    def holds(self, values: Any) -> bool:
        """Whether a row's values match."""
        return values.get(self.field) in self.any_of


class Words(Strict):
    """The words of a question at one level; what is left out stays as it is for everyone."""

    label: Text | None = None
    help: Text | None = None
    example: Text | None = None


def _label_alone(value: Any) -> Any:
    """A text in place of `{label: …}` is the label."""
    return {"label": value} if isinstance(value, str) else value


class Field(Strict):
    """One question.

    `options` and `steps` are filled from `options_from` and `steps_from` on reading. The value of `scale` is
    1 for the first step; of `ratings` a mapping from an option's id to such a number.
    """

    id: Id
    type: FieldType
    label: Text
    required: YesNo = False
    help: Text | None = None
    example: Text | None = None
    options: Annotated[tuple[Option, ...], Listed] = ()
    options_from: Id | None = None
    steps: Texts = ()
    steps_from: Id | None = None
    unit: Text | None = None
    min: Number | None = None
    max: Number | None = None
    whole: YesNo = False
    in_quarter: YesNo = False
    max_chars: int | None = None
    link: LinkRule | None = None
    levels: Ids | None = None
    audience: Audience | None = None
    wording: dict[Id, Annotated[Words, BeforeValidator(_label_alone)]] = Spec(default_factory=dict)

    @property
    def chars(self) -> int:
        """How many characters a text may have."""
        return self.max_chars or (SHORT_TEXT_CHARS if self.type == "short_text" else LONG_TEXT_CHARS)

    def option_label(self, option: str) -> str:
        """An option's words; the id itself when it is no longer offered."""
        return next((each.label for each in self.options if each.id == option), option)

    def step_label(self, step: int) -> str:
        """The words of a step of a scale or rating, counted from 1; the number when it is no longer there."""
        return self.steps[step - 1] if 0 < step <= len(self.steps) else str(step)

    def asked_at(self, level: str) -> bool:
        """Whether this question is asked at a level that has its form."""
        return self.levels is None or level in self.levels

    def in_words_of(self, level: str) -> Field:
        """The same question as it is put to a level."""
        words = self.wording.get(level)
        return self.model_copy(update=words.model_dump(exclude_none=True)) if words else self
