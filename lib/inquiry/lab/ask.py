"""What a browser asks, parsed with distrust, and what it is refused, in plain words."""

from __future__ import annotations

import json
from typing import Any

from inquiry.errors import InquiryError

MOST_BYTES = 4_000_000  # of a request with answers: hundreds of long ones
MOST_NOTE_BYTES = 64_000_000  # of a page's own cells, with pictures, three times over


class Refused(InquiryError):
    """What was asked is refused: an HTTP status, and a sentence for the person."""

    def __init__(self, status: int, sentence: str) -> None:
        """Keep both."""
        self.status = status
        super().__init__(sentence)


def parse_body(body: bytes, most: int = MOST_BYTES) -> dict[str, Any]:
    """The JSON object that a request brings.

    Raises
    ------
    Refused
        When it is too large, or something else.
    """
    if len(body) > most:
        sentence = f"That is too much at once ({len(body):,} bytes). Save less at a time."
        raise Refused(413, sentence)
    try:
        asked = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as trouble:
        raise Refused(400, "What the browser sent cannot be read. Load the page again.") from trouble
    if not isinstance(asked, dict):
        raise Refused(400, "What the browser sent is incomplete. Load the page again.")
    return asked


def take_text(asked: dict[str, Any], name: str) -> str:
    """A text that must be there."""
    value = asked.get(name)
    if not isinstance(value, str) or not value:
        raise Refused(400, f"What the browser sent has no “{name}”. Load the page again.")
    return value


def take_text_or_none(asked: dict[str, Any], name: str) -> str | None:
    """A text, or nothing."""
    return None if asked.get(name) is None else take_text(asked, name)


def take_list(asked: dict[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    """A list of JSON objects."""
    value = asked.get(name)
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise Refused(400, f"What the browser sent has no list “{name}”. Load the page again.")
    if len(value) > most:
        raise Refused(413, f"That is too much at once: {len(value):,} of “{name}”, at most {most:,}.")
    return value
