"""Suggestions to a form: made by the workbook, taken over or declined by people, decided by nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from inquiry.cycle import Cycle, Form, owner_for
from inquiry.errors import Fault, UsageError
from inquiry.views.desk import Desk
from inquiry.views.suggested_rows import row_for

MOST_SUGGESTIONS = 5  # at a time: our own choice, about what is read before a meeting moves on


@dataclass(frozen=True)
class Suggestion:
    """One row that might be written.

    Parameters
    ----------
    key : stays the same for the same suggestion, so that it is not made again after an answer.
    words : one sentence that says it.
    values : what “Use this” writes, by question.
    why : a quieter line with what it rests on.
    use, no : what its two buttons say.
    """

    key: str
    words: str
    values: Mapping[str, Any]
    why: str = ""
    use: str = "Use this"
    no: str = "No"


@dataclass(frozen=True)
class Provider:
    """Who makes suggestions: a function of a module, and the forms whose change makes them anew (None: any).

    The function takes the desk and the form and gives the suggestions, the strongest first.
    """

    module: str
    function: str
    forms: tuple[str, ...] | None = ()

    def make(self, desk: Desk, form: Form) -> Iterable[Suggestion]:
        """The suggestions; the module is loaded when it is first asked."""
        made: Iterable[Suggestion] = getattr(import_module(self.module), self.function)(desk, form)
        return made


# What a form may name under `suggest`.
PROVIDERS: dict[str, Provider] = {
    "words-to-mark": Provider(
        "inquiry.views.coherence.clarity", "suggest_words", forms=("priority-in-my-words",)
    ),
    "whys": Provider("inquiry.views.purpose.near_whys", "suggest_whys", forms=("my-why",)),
    "named-students": Provider("inquiry.views.named_students", "suggest_named", forms=None),
}


def provider_of(form: Form) -> Provider | None:
    """Who makes suggestions to a form; None where nobody does.

    Raises
    ------
    UsageError
        When the form names one that there is not.
    """
    if form.suggest is None:
        return None
    if form.suggest not in PROVIDERS:
        there = ", ".join(PROVIDERS) or "none so far"
        raise UsageError(f"“{form.suggest}” makes no suggestions (form “{form.id}”). There are: {there}.")
    return PROVIDERS[form.suggest]


def check_suggestions(cycle: Cycle) -> Iterator[Fault]:
    """A fault for each form that names somebody who makes no suggestions."""
    for form in cycle.forms.values():
        if form.suggest is not None and form.suggest not in PROVIDERS:
            cure = "write one of these, or take “suggest” and “refused” out"
            found = f"“suggest: {form.suggest}” in the form “{form.id}”"
            yield Fault("cycle/forms", found, ", ".join(PROVIDERS), cure, column="suggest")


def open_suggestions(desk: Desk, form: Form) -> list[Suggestion]:
    """What is suggested and not answered yet, the strongest first, few at a time.

    Whatever was taken over, declined or taken out again is answered: for good in a form that goes on, for the
    quarter in any other.
    """
    provider = provider_of(form)
    if provider is None:
        return []
    answered = _answered(desk, form)
    made = (each for each in provider.make(desk, form) if row_of(each) not in answered)
    return list({each.key: each for each in made}.values())[:MOST_SUGGESTIONS]


def row_of(suggestion: Suggestion) -> str:
    """The row that an answer to a suggestion makes: the same one for two people who press at once."""
    return row_for(suggestion.key)


def suggestions_state(desk: Desk, form: Form) -> list[dict[str, Any]]:
    """The open suggestions as plain JSON, each with what “Use this” and “No” write."""
    return [_state(form, each) for each in open_suggestions(desk, form)]


def _state(form: Form, suggestion: Suggestion) -> dict[str, Any]:
    values = dict(suggestion.values)
    refuse = values | ({form.refused.field: form.refused.value} if form.refused else {})
    said = {"row": row_of(suggestion), "words": suggestion.words, "why": suggestion.why}
    return {**said, "values": values, "refuse": refuse, "use": suggestion.use, "no": suggestion.no}


def _answered(desk: Desk, form: Form) -> frozenset[str]:
    """The rows that are there already, those taken out again too."""
    owner = owner_for(form, desk.team)
    quarter = None if form.goes_on else desk.quarter.id
    rows = desk.record.all_rows(
        owner=owner, form=form.id, scope=form.scope, quarter=quarter, with_removed=True, as_of=desk.moment
    )
    return frozenset(row.row for row in rows)
