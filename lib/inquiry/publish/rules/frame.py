"""Rules about the frame of a page: language, title, headings, landmarks, the skip link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from inquiry.publish.reading.element import Element
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.problems import Problem, problem

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FOCUSABLE = ("a", "button", "input", "select", "summary", "textarea")


def has_language(page: Page) -> Iterator[Problem]:
    """The page is HTML5 and says which language it is in."""
    if page.root.attrs.get("doctype") != "html":
        yield problem("the page", "begins with <!doctype html>", "mend templates/html/base.html.j2")
    for html in page.all("html") or [Element("html")]:
        if not html.attrs.get("lang"):
            yield problem(
                html, "the page's language is named (WCAG 3.1.1)", "set `language` in district.toml"
            )


def has_title(page: Page) -> Iterator[Problem]:
    """The page has one title with words in it."""
    titles = [each.text() for each in page.all("title")]
    if len(titles) != 1 or not titles[0]:
        yield problem("<title>", "one title that says what the page is (WCAG 2.4.2)", "give the page a title")


def has_headings_in_order(page: Page) -> Iterator[Problem]:
    """One h1, no empty heading, no level left out on the way down."""
    headings = page.all(*_HEADINGS)
    ones = [each for each in headings if each.tag == "h1"]
    if len(ones) != 1:
        found = f"{len(ones)} <h1>"
        yield problem(found, "one main heading (WCAG 1.3.1)", "keep one “# Title” in the notebook")
    last = 0
    for heading in headings:
        level = int(heading.tag[1])
        if not heading.text():
            yield problem(heading, "a heading has words (WCAG 2.4.6)", "take the empty heading out")
        if level > last + 1:
            said = f"{heading} “{heading.text()[:60]}”"
            rule = f"headings leave no level out: after h{last} comes at most h{last + 1} (WCAG 1.3.1)"
            yield problem(said, rule, f"make it h{last + 1}, or put a heading above it")
        last = level


def has_landmarks(page: Page) -> Iterator[Problem]:
    """One banner, one main part, one foot; navigations have names of their own."""
    for tag in ("header", "main", "footer"):
        count = len(page.all(tag))
        if count != 1:
            rule = f"one <{tag}> on a page (WCAG 1.3.1)"
            yield problem(f"{count} <{tag}>", rule, "mend templates/html/base.html.j2")
    names = Counter(nav.attrs.get("aria-label", "") for nav in page.all("nav"))
    for name, count in names.items():
        if not name or count > 1:
            rule = "each navigation has its own name (WCAG 2.4.1)"
            yield problem(f'<nav aria-label="{name}">', rule, "give it an aria-label no other has")


def has_skip_link(page: Page) -> Iterator[Problem]:
    """The first thing the Tab key reaches leads past the frame to the content."""
    first = next((each for each in page.elements if each.tag in _FOCUSABLE or "tabindex" in each.attrs), None)
    mains = [each.attrs.get("id") for each in page.all("main")]
    target = first.attrs.get("href", "") if first else ""
    if not target.startswith("#") or target[1:] not in mains:
        found = first or "no link at all"
        rule = "the first link skips to the main part (WCAG 2.4.1)"
        yield problem(found, rule, "mend templates/html/base.html.j2")


def can_be_enlarged(page: Page) -> Iterator[Problem]:
    """The page adapts to the screen's width, and nothing forbids zooming."""
    views = [
        each.attrs.get("content", "") for each in page.all("meta") if each.attrs.get("name") == "viewport"
    ]
    if len(views) != 1 or "width=device-width" not in views[0]:
        yield problem("<meta name=viewport>", "width=device-width (WCAG 1.4.10)", "mend base.html.j2")
    if any("user-scalable" in view or "maximum-scale" in view for view in views):
        yield problem("<meta name=viewport>", "zooming is not forbidden (WCAG 1.4.4)", "mend base.html.j2")


FRAME_RULES = (
    has_language,
    has_title,
    has_headings_in_order,
    has_landmarks,
    has_skip_link,
    can_be_enlarged,
)
