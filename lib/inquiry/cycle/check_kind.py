"""Forms of a special kind checked: ballots without a name, and forms to which the tool makes suggestions."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.cycle.check import Known, list_ids, unknown
from inquiry.cycle.fields import Where
from inquiry.cycle.forms import Form
from inquiry.errors import Fault

# What can be counted without telling who answered: a text, a name or a date gives its writer away.
BALLOT_TYPES = frozenset({"choice", "choices", "scale", "ratings", "number"})


def check_kind(file: str, form: Form, known: Known) -> Iterator[Fault]:
    """Every fault in what makes a form anonymous, or lets suggestions be made to it."""
    if form.anonymous:
        yield from _ballot(file, form)
        yield from _ballot_questions(file, form)
        yield from _linked(file, form, known)
    yield from _suggested(file, form)


def _ballot(file: str, form: Form) -> Iterator[Fault]:
    """An anonymous form takes ballots: rows of nobody's, of one quarter, that nothing settles."""

    def fault(column: str, found: str, allowed: str, cure: str) -> Fault:
        return Fault(file, f"an anonymous form with {found}", allowed, cure, column=column)

    if form.rows is None:
        yield fault("anonymous", "one answer", "rows, each a ballot", "add “rows: {label: ballot}”")
    if form.scope == "person":
        cure = "write “scope: team”, or school or district"
        yield fault("scope", "scope person", "team, school or district: a ballot is nobody's", cure)
    if form.lives_on:
        cure = "write “cadence: quarterly”; a vote is held anew when it is held again"
        yield fault("cadence", f"cadence {form.cadence}", "quarterly, or more often", cure)
    if form.carry not in {"fresh", "history"}:
        yield fault("carry", f"carry {form.carry}", "fresh or history", "write “carry: fresh”")
    if form.suggest is not None:
        yield fault("suggest", "suggestions", "one of the two", "take “suggest” or “anonymous” out")


def _ballot_questions(file: str, form: Form) -> Iterator[Fault]:
    for n, field in enumerate(form.fields):
        if field.type not in BALLOT_TYPES:
            allowed = f"{', '.join(sorted(BALLOT_TYPES))}: what can be counted tells nobody who wrote it"
            cure = "ask it in a form of its own, or give it options"
            found = f"a question of type {field.type} on a ballot"
            yield Fault(file, found, allowed, cure, column=f"fields.{n}.type")


def _linked(file: str, form: Form, known: Known) -> Iterator[Fault]:
    """No other form may point at a single ballot."""
    for other in known.forms.values():
        for field in other.fields:
            if field.link is not None and field.link.form == form.id:
                found = f"a link to it from “{field.id}” of “{other.id}”"
                cure = "take that link out, or “anonymous” here"
                yield Fault(file, found, "no links to ballots", cure, column="anonymous")


def _suggested(file: str, form: Form) -> Iterator[Fault]:
    """Suggestions need rows to go into, and a way to say no that is kept."""
    if (form.suggest is None) != (form.refused is None):
        alone = "suggest" if form.refused is None else "refused"
        cure = "add “refused: {field: standing, value: refused}” beside “suggest: NAME”, or take it out"
        yield Fault(file, f"“{alone}” alone", "“suggest” and “refused” together", cure, column=alone)
    if form.suggest is not None and (form.rows is None or form.scope == "person"):
        cure = "add “rows” and another “scope” than person, or take “suggest” out"
        allowed = "a form with rows that people fill in together"
        yield Fault(file, "suggestions to another kind of form", allowed, cure, column="suggest")
    if form.refused is not None:
        yield from _refusal(file, form, Where(field=form.refused.field, any_of=(form.refused.value,)))


def _refusal(file: str, form: Form, where: Where) -> Iterator[Fault]:
    choices = {field.id: field for field in form.fields if field.type == "choice"}
    if where.field not in choices:
        cure = "name one of these, or make it a question of type choice"
        yield Fault(file, f"“{where.field}”", list_ids(choices), cure, column="refused.field")
        return
    options = [option.id for option in choices[where.field].options]
    if options:
        yield from unknown(file, "refused.value", "option", where.any_of, options)
