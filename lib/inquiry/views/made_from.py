"""What a page was made from, as its last lines say it to everybody who reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from inquiry.views.html import Node, el

if TYPE_CHECKING:
    from inquiry.views.desk import Desk

# What the desk calls its sources -> what readers call them, and what the latest year or day in it means.
_SOURCES = {
    "published": ("the state's published Dashboard files", "latest year {}"),
    "local indicators": ("the district's ratings of the state's local indicators", "latest year {}"),
    "measures": ("the district's own measures", "up to {}"),
    "surveys": ("surveys of families, students and staff", "up to {}"),
    "scores": ("scores without names", "up to {}"),
    "evidence": ("teams' counts of students' work", ""),
}
WRITTEN = "what teams wrote in their workbooks"


def made_from(desk: Desk) -> Node:
    """From which data the page was made, up to here, and as of which day."""
    named = "; ".join([*_say(desk.made_from), WRITTEN])
    return el("p", el("strong", "This page was made"), f" as of {desk.as_of} from: {named}.", cls="source")


def _say(found: Mapping[str, str]) -> Iterator[str]:
    for name, (words, when) in _SOURCES.items():
        if name in found:
            yield f"{words} ({when.format(found[name])})" if found[name] else words
