"""Texts as they are kept: without what no page can show."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from inquiry.cycle.fields import TEXT_TYPES
from inquiry.cycle.forms import Form

SPACING = "\n\r\t"  # control characters that belong in a text


def clean_values(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """A row's values with clean texts; other values, and those of no question of the form, stay as they are.

    In a clean text every line end is one plain character, and there are no control characters and no halves
    of characters.
    """
    texts = {field.id for field in form.fields if field.type in TEXT_TYPES}
    return {
        key: clean_text(value) if key in texts and isinstance(value, str) else value
        for key, value in values.items()
    }


def clean_text(text: str) -> str:
    """One clean text.

    >>> clean_text("one\\r\\ntwo\\x00")
    'one\\ntwo'
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain if is_clean(plain) else "".join(c for c in plain if is_clean(c))


def is_clean(text: str) -> bool:
    """Whether every character of a text can be shown."""
    return all(c in SPACING or unicodedata.category(c) not in {"Cc", "Cs"} for c in text)
