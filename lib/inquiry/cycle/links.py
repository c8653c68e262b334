"""A link from one answer to another, as the record keeps it: a text, so that any spreadsheet can carry it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One row of one form of one owner; without a quarter: in the quarter of the answer that links."""

    owner: str
    form: str
    row: str
    quarter: str | None = None


def parse_link(text: str) -> Link:
    """A link from its text, `owner/form/row` or `quarter/owner/form/row`.

    Raises
    ------
    ValueError
        The text is neither.

    Examples
    --------
    >>> parse_link("oak-hill-slt/focus/r1")
    Link(owner='oak-hill-slt', form='focus', row='r1', quarter=None)
    """
    parts = text.split("/")
    if len(parts) not in (3, 4) or not all(part and part == part.strip() for part in parts):
        raise ValueError(f"“{text[:80]}” is no link; a link reads owner/form/row or quarter/owner/form/row")
    owner, form, row = parts[-3:]
    return Link(owner, form, row, parts[0] if len(parts) == 4 else None)


def find_link(value: object) -> Link | None:
    """A link from what a record holds; None for nothing and for what is no link.

    Examples
    --------
    >>> find_link(None), find_link("no link")
    (None, None)
    """
    try:
        return parse_link(value) if isinstance(value, str) else None
    except ValueError:
        return None


def linked_row(value: object, form: str | None = None) -> str | None:
    """The id of the row that a link points to; None for what is no link, or leads to another form.

    Examples
    --------
    >>> linked_row("oak-hill-slt/focus/r1"), linked_row("oak-hill-slt/focus/r1", "gaps"), linked_row(None)
    ('r1', None, None)
    """
    link = find_link(value)
    return link.row if link is not None and form in (None, link.form) else None


def write_link(link: Link) -> str:
    """The text of a link; the other way round from `parse_link`."""
    return "/".join([*([link.quarter] if link.quarter else []), link.owner, link.form, link.row])
