"""A form: what a station asks, of whom, how often, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PrivateAttr
from pydantic import Field as Spec

from inquiry.cycle.audience import Audience, narrower
from inquiry.cycle.fields import Field, Where
from inquiry.cycle.pages import Page
from inquiry.cycle.stations import ProtocolStep
from inquiry.cycle.words import Id, Ids, Listed, Strict, Text, YesNo, as_tuple
from inquiry.district.noting import is_noting, note
from inquiry.errors import UsageError

Scope = Literal["person", "team", "school", "district"]
# `check-in` is as often as the level checks in (levels.yaml).
Cadence = Literal["once", "yearly", "quarterly", "monthly", "weekly", "check-in"]
Carry = Literal["carried", "open", "history", "fresh"]
SINGLE_ROW = "answer"  # the id of the one row of a form without rows
ALL_LEVELS = ("all",)
WORDS = frozenset({"title", "intro", "fields", "rows", "protocol", "wording"})  # what a form says and asks
LAST = 1000  # a form that says nothing about its order comes after those that do


Steps = Annotated[tuple[ProtocolStep, ...], Listed]


class Rows(Strict):
    """A form that takes several rows.

    `max` never refuses a row: beyond it the team reads the `objection`, in which {count} and {max} stand for
    the numbers. Rows that match `except_when` do not count. A row added on the page begins with the answers
    that the row before gave to the questions of `repeat`.
    """

    label: Text
    min: int = 0
    max: int | None = None
    objection: Text | None = None
    except_when: Where | None = None
    repeat: Ids = ()


class FormWords(Strict):
    """A form's own words at one level; `row` is what one row is called there."""

    title: Text | None = None
    intro: Text | None = None
    row: Text | None = None
    protocol: Steps | None = None


class ClosedBy(Strict):
    """Rows that another form settles: its `link` points here and its `field` holds one of `any_of`."""

    form: Id
    link: Id
    field: Id
    any_of: Ids

    def settles(self, values: Mapping[str, Any]) -> bool:
        """Whether a row of that form settles what it points to."""
        return values.get(self.field) in self.any_of


class LockedBy(Strict):
    """Rows that the first evidence of what they link to locks, once a question is answered in them."""

    evidence_of: Id
    once: Id


class Refused(Strict):
    """How a suggestion is declined: the choice, and the option that says so; the row is kept."""

    field: Id
    value: Id


def _levels(value: Any) -> Any:
    """`all`, or a list of levels."""
    return ALL_LEVELS if value == "all" else as_tuple(value, "all, or a list of levels")


class Form(Strict):
    """One form of `templates/cycle/forms`."""

    id: Id
    title: Text
    intro: Text
    levels: Annotated[tuple[Id, ...], BeforeValidator(_levels)]
    page: Page
    scope: Scope
    cadence: Cadence
    carry: Carry
    framework: Id
    fields: Annotated[tuple[Field, ...], Listed]
    phase: Id | None = None
    order: int = LAST
    audience: Audience = "team"
    rows: Rows | None = None
    open_when: Where | None = None
    closed_by: ClosedBy | None = None
    locked_by: LockedBy | None = None
    anonymous: YesNo = False  # each row is a ballot: no author is kept, nobody sees a single one
    suggest: Id | None = None  # who makes suggestions that people accept or refuse (views/suggest.py)
    refused: Refused | None = None
    protocol: Steps = ()  # how to spend the time at it, step by step
    wording: dict[Id, FormWords] = Spec(default_factory=dict)
    _worded_for: str | None = PrivateAttr(default=None)  # the level in whose words it is

    def __getattribute__(self, name: str) -> Any:
        """What the form says, noted: other words concern only the pages that read them."""
        if name in WORDS and is_noting():
            level = super().__getattribute__("__pydantic_private__")["_worded_for"]
            note("form", (super().__getattribute__("id"), level), lambda: self)
        return super().__getattribute__(name)

    @property
    def shape(self) -> dict[str, Any]:
        """All but what it says: where, when and by whom it is answered."""
        return self.model_dump(mode="json", exclude=set(WORDS))

    @property
    def lives_on(self) -> bool:
        """Whether its answers stay in place from quarter to quarter: asked once, or once a year."""
        return self.cadence in {"once", "yearly"}

    @property
    def is_carried(self) -> bool:
        """Whether rows of one quarter come along into the next."""
        return self.carry in {"carried", "open"}

    @property
    def goes_on(self) -> bool:
        """Whether a row of one quarter is the same row in the next."""
        return self.lives_on or self.is_carried

    def field(self, field_id: str) -> Field:
        """One question by id; `UsageError` names those there are."""
        for each in self.fields:
            if each.id == field_id:
                return each
        there = ", ".join(each.id for each in self.fields)
        raise UsageError(f"The form “{self.id}” has no question “{field_id}”. It has: {there}.")

    def audience_of(self, field_id: str) -> str:
        """Who may see the answer to one question: the form's audience or a narrower one."""
        own = self.field(field_id).audience
        return narrower(self.audience, own) if own else self.audience

    def wording_for(self, level: str) -> Form:
        """The form as a level is asked it: in its words, with the questions that are asked there."""
        words = self.wording.get(level, FormWords())
        fields = tuple(field.in_words_of(level) for field in self.fields if field.asked_at(level))
        rows = self.rows
        if rows is not None and words.row is not None:
            rows = rows.model_copy(update={"label": words.row})
        said = {key: value for key, value in words if value is not None and key != "row"}
        worded = self.model_copy(update={**said, "fields": fields, "rows": rows})
        worded._worded_for = level
        return worded

    def objection(self, rows: Sequence[Mapping[str, Any]], limit: int | None = None) -> str | None:
        """What to say, kindly, when there are more rows than one can keep in view.

        Parameters
        ----------
        rows : sequence of mappings
            The values of each row.
        limit : int, optional
            The district's own limit in place of the form's.

        Returns
        -------
        str or None
            None while the rows are few enough.
        """
        if self.rows is None or self.rows.max is None or self.rows.objection is None:
            return None
        most = self.rows.max if limit is None else limit
        apart = self.rows.except_when
        count = sum(1 for values in rows if values and not (apart and apart.holds(values)))
        return self.rows.objection.format(count=count, max=most) if count > most else None
