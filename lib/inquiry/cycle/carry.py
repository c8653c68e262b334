"""What of a form's answers comes along into the next quarter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inquiry.cycle.answers import is_blank
from inquiry.cycle.forms import Form
from inquiry.cycle.links import linked_row

FormRows = Mapping[str, Mapping[str, Any]]


def rows_to_carry(
    form: Form, rows: FormRows, others: Mapping[str, FormRows] | None = None
) -> dict[str, dict[str, Any]]:
    """The rows with which the next quarter begins.

    Parameters
    ----------
    form : Form
        Its `carry` decides: `carried` takes all rows, `open` those that are not settled, `history` and
        `fresh` none (`history` is shown beside the new ones).
    rows : mapping
        Row id to values, as the quarter ended.
    others : mapping, optional
        Form id to the same owner's rows of other forms; needed where `closed_by` names one.

    Returns
    -------
    dict
        Row id to values, new mappings; rows without any answer are left out.
    """
    if not form.is_carried:
        return {}
    said = {row: dict(values) for row, values in rows.items() if not all(map(is_blank, values.values()))}
    if form.carry == "carried":
        return said
    settled = _settled(form, others or {})
    return {row: values for row, values in said.items() if row not in settled and _open(form, values)}


def _open(form: Form, values: Mapping[str, Any]) -> bool:
    """Whether a row says of itself that it is open; one that does not say is."""
    rule = form.open_when
    return rule is None or is_blank(values.get(rule.field)) or rule.holds(values)


def _settled(form: Form, others: Mapping[str, FormRows]) -> set[str]:
    rule = form.closed_by
    if rule is None:
        return set()
    settling = (values for values in others.get(rule.form, {}).values() if rule.settles(values))
    return {row for values in settling if (row := linked_row(values.get(rule.link), form.id))}
