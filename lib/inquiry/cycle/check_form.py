"""A form checked: its levels, rows, carrying and words, and each of its questions."""

from __future__ import annotations

import string
from collections.abc import Iterator

from inquiry.cycle.check import Known, list_ids, repeated, unknown
from inquiry.cycle.check_field import check_field
from inquiry.cycle.check_kind import check_kind
from inquiry.cycle.check_lock import check_lock
from inquiry.cycle.fields import Where
from inquiry.cycle.forms import Form, Rows
from inquiry.errors import Fault

PLACEHOLDERS = frozenset({"count", "max"})


def check_form(file: str, raw: Form, form: Form, known: Known) -> Iterator[Fault]:
    """Every fault in one form; `raw` as its file has it, `form` with its lists written out."""
    yield from _levels(file, form, known)
    yield from unknown(file, "framework", "framework", [form.framework], known.frameworks)
    yield from _phase(file, form, known)
    yield from _rows(file, form)
    yield from _carrying(file, form, known)
    yield from check_kind(file, form, known)
    yield from check_lock(file, form)
    yield from repeated(file, "fields.{n}.id", "question", [field.id for field in form.fields])
    if not form.fields:
        yield Fault(
            file, "a form without questions", "at least one", "add one under “fields”", column="fields"
        )
    for n, (before, field) in enumerate(zip(raw.fields, form.fields, strict=True)):
        yield from check_field(file, form, before, field, f"fields.{n}", known)


def _levels(file: str, form: Form, known: Known) -> Iterator[Fault]:
    if known.levels is None:
        return
    yield from unknown(file, "levels", "level", form.levels, known.levels)
    for level in form.wording:
        yield from unknown(file, f"wording.{level}", "level of this form", [level], form.levels)
    for level in form.levels:
        if form.fields and not any(field.asked_at(level) for field in form.fields):
            cure = f"take {level} out of “levels”, or ask it a question"
            found = f"no question for the level “{level}”"
            yield Fault(file, found, "a question for each level", cure, column="levels")
    if not form.levels:
        yield Fault(file, "no levels", "all, or a list of levels", "write “levels: all”", column="levels")


def _phase(file: str, form: Form, known: Known) -> Iterator[Fault]:
    if form.phase is None or known.phases is None:
        return
    yield from unknown(file, "phase", "phase", [form.phase], known.phases)
    phase = known.phases.get(form.phase)
    if phase and phase.page != form.page:
        found = f"the phase “{form.phase}” on the page “{form.page}”"
        cure = "take “phase” out; the page says it"
        yield Fault(file, found, f"the page “{phase.page}” for this phase", cure, column="phase")


def _rows(file: str, form: Form) -> Iterator[Fault]:
    rows = form.rows
    if rows is None:
        return
    if rows.min < 0:
        yield Fault(file, f"min {rows.min}", "0 or more", "mend it", column="rows.min")
    if rows.max is not None:
        yield from _most(file, rows, rows.max)
    if rows.except_when is not None:
        yield from _where(file, form, rows.except_when, "rows.except_when")
    yield from unknown(file, "rows.repeat", "question", rows.repeat, [field.id for field in form.fields])


def _most(file: str, rows: Rows, most: int) -> Iterator[Fault]:
    if rows.min > most or most < 1:
        found = f"min {rows.min} and max {most}"
        yield Fault(file, found, "a max of at least 1 and no less than min", "mend them", column="rows.max")
    if rows.objection is None:
        cure = "add “objection: That is {count}. Which {max} matter most?”, or take max out"
        yield Fault(file, "a max without words", "an objection beside max", cure, column="rows.max")
    elif not _placeholders_fit(rows.objection):
        cure = "use only {count} and {max}, and no other braces"
        yield Fault(file, f"“{rows.objection[:80]}”", "{count} and {max}", cure, column="rows.objection")


def _placeholders_fit(text: str) -> bool:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return False
    return all(name is None or (name in PLACEHOLDERS and not spec) for _, name, spec, _ in parts)


def _carrying(file: str, form: Form, known: Known) -> Iterator[Fault]:
    says = form.open_when is not None or form.closed_by is not None
    if (form.carry == "open") != says:
        found = f"carry {form.carry} {'with' if says else 'without'} open_when or closed_by"
        cure = "write “carry: open” together with “open_when: {field: status, any_of: [open]}”"
        yield Fault(file, found, "the two together", cure, column="carry")
    if form.carry == "open" and form.rows is None:
        cure = "add “rows”, or write “carry: carried”"
        yield Fault(file, "carry open in a form without rows", "a form with rows", cure, column="carry")
    if form.open_when is not None:
        yield from _where(file, form, form.open_when, "open_when")
    yield from _closed_by(file, form, known)


def _where(file: str, form: Form, where: Where, at: str) -> Iterator[Fault]:
    """Whether a condition names a choice of the form and options that it has."""
    choices = {field.id: field for field in form.fields if field.type == "choice"}
    if where.field not in choices:
        cure = "name one of these, or make it a question of type choice"
        yield Fault(file, f"“{where.field}”", list_ids(choices), cure, column=f"{at}.field")
        return
    options = [option.id for option in choices[where.field].options]
    if options:
        yield from unknown(file, f"{at}.any_of", "option", where.any_of, options)


def _closed_by(file: str, form: Form, known: Known) -> Iterator[Fault]:
    rule = form.closed_by
    if rule is None:
        return
    other = known.forms.get(rule.form)
    if other is None:
        if known.all_forms:
            yield from unknown(file, "closed_by.form", "form", [rule.form], known.forms)
        return
    links = [each.id for each in other.fields if each.link is not None and each.link.form == form.id]
    yield from unknown(file, "closed_by.link", f"link of “{other.id}” to this form", [rule.link], links)
    condition = Where(field=rule.field, any_of=rule.any_of)
    yield from _where(file, other, condition, "closed_by")
