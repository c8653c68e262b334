"""How heavy a page may be: a phone before a meeting, a file share, a USB stick with fifty schools."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.publish.reading.element import Element, write_tree
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.problems import Problem, problem

# With charts and style sheet, uncompressed: a file share and a USB stick compress nothing. Our own limit: a
# phone with a slow connection has such a page in a second or two.
MOST_BYTES = 300_000
CURE = "show less in that part, or draw it with lines (views/charts/svg.py) in place of pictures"


def is_light(page: Page) -> Iterator[Problem]:
    """The page weighs less than the limit; otherwise its heaviest part is named.

    What people typed weighs nothing here: a team that writes much must not lose its page.
    """
    weight = len(page.text.encode("utf-8"))
    if weight <= MOST_BYTES or weight - _typed(page) <= MOST_BYTES:
        return
    name, part = _heaviest(page)
    found = f"the page has {weight / 1000:,.0f} KB, {part / 1000:,.0f} KB of it in {name}"
    yield problem(found, f"a page has at most {MOST_BYTES / 1000:.0f} KB with its charts", CURE)


def _typed(page: Page) -> int:
    return sum(len(each.text().encode("utf-8")) for each in page.elements if page.is_typed(each))


def _heaviest(page: Page) -> tuple[str, int]:
    """The part between two headings that weighs most, and how much."""
    parts: dict[str, int] = {}
    for main in page.all("main"):
        name = "its beginning"
        for node in main.children:
            if isinstance(node, Element) and node.tag == "h2":
                name = f"“{node.text()}”"
            parts[name] = parts.get(name, 0) + len(write_tree([node]).encode("utf-8"))
    return max(parts.items(), key=lambda part: part[1], default=("its frame", 0))
