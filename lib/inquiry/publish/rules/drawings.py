"""Rules about drawings on a page: lines and words and nothing else, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.publish.reading.allowed import DRAWING
from inquiry.publish.reading.element import Element
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.problems import Problem, problem

_CURE = "draw it with views/charts/svg.py"


def drawings_are_closed(page: Page) -> Iterator[Problem]:
    """In a drawing stand lines and words, nowhere else do they; all browsers read that alike."""
    for element in page.elements:
        for child in element.children:
            if not isinstance(child, Element):
                if element.tag in {"svg", "path"} and child.strip():
                    yield problem(element, "words in a drawing stand in <text>", _CURE)
            elif (child.tag in DRAWING - {"svg"}) != (element.tag == "svg"):
                yield problem(child, "a drawing holds lines and words, and only a drawing does", _CURE)
            elif element.tag in DRAWING - {"svg"}:
                yield problem(child, "a line and a word in a drawing hold no element", _CURE)


def drawings_have_words(page: Page) -> Iterator[Problem]:
    """A drawing says in words what it shows, or is passed over because the same stands beside it."""
    for drawing in page.all("svg"):
        named = drawing.attrs.get("role") == "img" and drawing.attrs.get("aria-label", "").strip()
        if not named and drawing.attrs.get("aria-hidden") != "true":
            rule = "a drawing has words that say what it shows (WCAG 1.1.1)"
            yield problem(drawing, rule, "give it an alt text made from its numbers")


DRAWING_RULES = (drawings_are_closed, drawings_have_words)
