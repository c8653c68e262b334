"""A form whose rows evidence locks, checked: what it links to, and what makes a row count."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.cycle.check import list_ids
from inquiry.cycle.forms import Form
from inquiry.errors import Fault

INDICATORS = "success-indicators"  # the form whose rows evidence speaks of


def check_lock(file: str, form: Form) -> Iterator[Fault]:
    """Every fault in `locked_by`."""
    rule = form.locked_by
    if rule is None:
        return
    links = [each.id for each in form.fields if each.link is not None and each.link.form == INDICATORS]
    if rule.evidence_of not in links:
        found, cure = f"“{rule.evidence_of}”", f"name a question that links to “{INDICATORS}”, or add one"
        yield Fault(file, found, list_ids(links), cure, column="locked_by.evidence_of")
    others = [each.id for each in form.fields if each.id != rule.evidence_of]
    if rule.once not in others:
        found, cure = f"“{rule.once}”", "name the question that makes a row count, such as the number"
        yield Fault(file, found, list_ids(others), cure, column="locked_by.once")
    if form.scope != "team" or form.rows is None or form.goes_on:
        found = f"a form of scope {form.scope}, carry {form.carry}{'' if form.rows else ', without rows'}"
        cure = "write “scope: team”, “carry: history” and “rows”"
        yield Fault(
            file, found, "rows of a team, anew each quarter: evidence locks those", cure, column="locked_by"
        )
