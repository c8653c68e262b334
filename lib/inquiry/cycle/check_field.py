"""A question checked: what its type needs, what it may not have, and what it points to."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.cycle.audience import may_see
from inquiry.cycle.check import Known, list_ids, repeated, unknown
from inquiry.cycle.fields import OPTION_TYPES, STEP_TYPES, TEXT_TYPES, Field
from inquiry.cycle.forms import Form
from inquiry.errors import Fault

# Which keys belong to which types; a key that its type ignores is a slip.
BELONGS: dict[str, frozenset[str]] = {
    "options": OPTION_TYPES,
    "options_from": OPTION_TYPES,
    "steps": STEP_TYPES,
    "steps_from": STEP_TYPES,
    "min": frozenset({"number"}),
    "max": frozenset({"number"}),
    "unit": frozenset({"number"}),
    "whole": frozenset({"number"}),
    "in_quarter": frozenset({"date"}),
    "max_chars": TEXT_TYPES,
    "link": frozenset({"link"}),
}


def check_field(file: str, form: Form, raw: Field, field: Field, at: str, known: Known) -> Iterator[Fault]:
    """Every fault in one question.

    `raw` is the question as its file has it, `field` with its lists written out, `at` its key in the file.
    """
    yield from _misplaced(file, raw, at)
    yield from _choices(file, raw, field, at, known)
    yield from _limits(file, field, at)
    if known.levels is not None:
        yield from _levels(file, form, field, at)
    yield from _audience(file, form, field, at)
    yield from _link(file, form, field, at, known)


def _misplaced(file: str, raw: Field, at: str) -> Iterator[Fault]:
    for key, types in BELONGS.items():
        if getattr(raw, key) not in (None, (), False) and raw.type not in types:
            found = f"“{key}” in a question of type {raw.type}"
            allowed = f"“{key}” only in {', '.join(sorted(types))}"
            yield Fault(file, found, allowed, f"take “{key}” out, or mend the type", column=f"{at}.{key}")


def _choices(file: str, raw: Field, field: Field, at: str, known: Known) -> Iterator[Fault]:
    """Options and steps: there, from one place only, each once."""
    for key, types in (("options", OPTION_TYPES), ("steps", STEP_TYPES)):
        source = getattr(raw, f"{key}_from")
        if raw.type not in types:
            continue
        if source is not None:
            yield from unknown(file, f"{at}.{key}_from", "list", [source], known.lists)
            if getattr(raw, key):
                found, cure = f"both “{key}” and “{key}_from”", "take one out"
                yield Fault(file, found, "one of the two", cure, column=f"{at}.{key}")
        least = 1 if (raw.type, key) == ("ratings", "options") else 2
        named = source is not None and (known.lists is None or source not in known.lists)
        if len(getattr(field, key)) < least and not named:
            found = f"a question of type {raw.type} with {len(getattr(field, key))} {key}"
            cure = f"list them under “{key}”, or name a list of lists.yaml with “{key}_from”"
            yield Fault(file, found, f"at least {least}", cure, column=f"{at}.{key}")
    yield from repeated(file, f"{at}.options.{{n}}.id", "option", [option.id for option in raw.options])


def _limits(file: str, field: Field, at: str) -> Iterator[Fault]:
    if field.min is not None and field.max is not None and field.min > field.max:
        found = f"min {field.min} above max {field.max}"
        yield Fault(file, found, "min no greater than max", "swap or mend them", column=f"{at}.min")
    if field.max_chars is not None and field.max_chars < 1:
        cure = "write a number such as 200, or take it out"
        yield Fault(file, f"max_chars {field.max_chars}", "1 or more", cure, column=f"{at}.max_chars")


def _levels(file: str, form: Form, field: Field, at: str) -> Iterator[Fault]:
    if field.levels is not None:
        yield from unknown(file, f"{at}.levels", "level of this form", field.levels, form.levels)
    for level in field.wording:
        asked = [each for each in form.levels if field.asked_at(each)]
        yield from unknown(file, f"{at}.wording.{level}", "level of this question", [level], asked)


def _audience(file: str, form: Form, field: Field, at: str) -> Iterator[Fault]:
    wider = field.audience is not None and not may_see(form.audience, field.audience)
    if wider:
        found = f"audience {field.audience} in a form for {form.audience}"
        allowed = f"{form.audience} or narrower: self, team, chain, coach, staff, narrowest first"
        cure = "take the question's audience out, or widen the form's and narrow its other questions"
        yield Fault(file, found, allowed, cure, column=f"{at}.audience")


def _link(file: str, form: Form, field: Field, at: str, known: Known) -> Iterator[Fault]:
    if field.type != "link":
        return
    if field.link is None:
        cure = "add “link: {form: focus, where: own}” with the form it points to"
        yield Fault(file, "a link that points nowhere", "a form to link to", cure, column=f"{at}.link")
        return
    target = known.forms.get(field.link.form)
    if target is None:
        if known.all_forms:
            yield from unknown(file, f"{at}.link.form", "form", [field.link.form], known.forms)
        return
    for level in form.levels:
        if known.levels is not None and level in known.levels and field.asked_at(level):
            yield from _reach(file, level, field.link.where, target, at, known)


def _reach(file: str, level: str, where: str, target: Form, at: str, known: Known) -> Iterator[Fault]:
    """Whether a level has anybody whose rows the link could point to."""
    levels = known.levels or {}
    up = levels[level].serves
    below = [each.id for each in levels.values() if each.serves == level]
    reach = {
        "own": [level],
        "above": [up] if up else [],
        "below": below,
        "board": list(levels),
    }[where]
    if not any(each in target.levels for each in reach):
        words = {
            "own": "itself",
            "above": "the level above",
            "below": "a level below",
            "board": "anybody",
        }[where]
        found = f"a link of {level} to “{target.id}” of {words}, which is not asked there"
        allowed = f"“{target.id}” is asked of: {list_ids(target.levels)}"
        cure = f"leave {level} out with “levels”, mend “where”, or ask “{target.id}” there too"
        yield Fault(file, found, allowed, cure, column=f"{at}.link")
