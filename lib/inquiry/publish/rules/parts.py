"""Rules about parts: ids, what stands in what, links, what the Tab key reaches, what only the ear is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from inquiry.publish.reading.element import Element
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.problems import Problem, problem

_VAGUE = {"here", "click here", "more", "read more", "link", "this", "this link"}
_PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "figcaption": {"figure"},
    "summary": {"details"},
    "path": {"svg"},
    "text": {"svg"},
}
_CHILDREN = {"ul": {"li"}, "ol": {"li"}, "dl": {"div", "dt", "dd"}}
_REFERRING = ("aria-labelledby", "aria-describedby", "headers", "for")
_REACHED = ("a", "summary")  # what the Tab key stops at by itself; the site has no other
# ARIA 1.2, and ARIA in HTML: what each attribute may say, and which elements without a role take no name.
_ARIA_VALUES = {
    "aria-current": {"page", "step", "location", "date", "time", "true", "false"},
    "aria-hidden": {"true", "false"},
}
_ARIA_WORDS = {"aria-label", "aria-labelledby", "aria-describedby"}
_ROLES = {"group", "img", "list", "listitem", "note", "presentation", "none"}
_TAKES_NO_NAME = frozenset(
    ["abbr", "b", "bdi", "blockquote", "caption", "cite", "code", "del", "div", "em", "figcaption", "i"]
) | frozenset(["li", "mark", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup", "td", "time"])


def links_say_where(page: Page) -> Iterator[Problem]:
    """Each link has words that make sense on their own, and leads somewhere."""
    for link in page.all("a"):
        words, label = link.text(), link.attrs.get("aria-label", "").strip()
        said = label or words
        is_typed = bool(link.all("bdi"))  # a team may be called “More”
        if not said or (said.lower() in _VAGUE and not is_typed):
            found = f"{link} “{said}”"
            yield problem(found, "a link says where it leads (WCAG 2.4.4)", "name the page it leads to")
        if label and words and words.lower() not in label.lower():
            rule = "a link is called what is written on it (WCAG 2.5.3)"
            yield problem(link, rule, "begin its aria-label with the words that are seen")
        yield from _dead_end(page, link)


def _dead_end(page: Page, link: Element) -> Iterator[Problem]:
    address = link.attrs.get("href", "")
    if address.startswith("#") and address[1:] not in page.ids:
        yield problem(link, "the place on the page that it leads to exists", "mend the address")
    elif not page.leads_somewhere(address):
        yield problem(link, "the page that it leads to is on the site", "mend the address")


def ids_are_unique(page: Page) -> Iterator[Problem]:
    """No id twice, and whatever is referred to is there."""
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield problem(f'id="{name}"', "an id stands once on a page (WCAG 4.1.1)", "give each its own id")
    known = set(page.ids)
    for element in page.elements:
        for attribute in _REFERRING:
            for name in element.attrs.get(attribute, "").split():
                if name not in known:
                    rule = f"what {attribute} names is on the page (WCAG 1.3.1)"
                    yield problem(element, rule, f"give the element it means id={name}")


def parts_stand_where_they_belong(page: Page) -> Iterator[Problem]:
    """List items in lists and nothing else there, cells in rows, captions in what they describe."""
    for parent in (page.root, *page.elements):
        for child in parent.children:
            if not isinstance(child, Element):
                continue
            if parent.tag not in _PARENTS.get(child.tag, {parent.tag}):
                inside = " or ".join(f"<{tag}>" for tag in sorted(_PARENTS[child.tag]))
                yield problem(child, f"<{child.tag}> stands in {inside} (WCAG 1.3.1)", "mend the view")
            if child.tag not in _CHILDREN.get(parent.tag, {child.tag}):
                inside = " or ".join(f"<{tag}>" for tag in sorted(_CHILDREN[parent.tag]))
                yield problem(child, f"<{parent.tag}> holds {inside} alone (WCAG 1.3.1)", "mend the view")


def order_is_not_forced(page: Page) -> Iterator[Problem]:
    """The Tab key follows the page, stops at nothing inside another stop, and reaches nothing hidden."""
    for element in page.elements:
        if element.attrs.get("tabindex", "0") not in {"0", "-1"}:
            yield problem(element, "tabindex is 0 or -1 (WCAG 2.4.3)", "let the order of the page decide")
        if element.attrs.get("aria-hidden") == "true" and (element.tag in _REACHED or element.all(*_REACHED)):
            yield problem(element, "what can be reached is not hidden (WCAG 4.1.2)", "take aria-hidden off")
    for outer in page.all(*_REACHED):
        for inner in outer.all(*_REACHED):
            rule = f"nothing to press inside <{outer.tag}> (WCAG 4.1.2)"
            yield problem(inner, rule, f"put it beside the <{outer.tag}>")


def aria_is_valid(page: Page) -> Iterator[Problem]:
    """What is told to screen readers alone is something they know."""
    for element in page.elements:
        role = element.attrs.get("role")
        if role is not None and role not in _ROLES:
            yield problem(
                element, "the role is one of ARIA's that the site uses (WCAG 4.1.2)", "leave it out"
            )
        for name, value in element.attrs.items():
            if name.startswith("aria-"):
                yield from _aria_faults(element, name, value)
        if role in {"group", "img"} and not _is_named(element):
            rule = f'role="{role}" has a name (WCAG 4.1.2)'
            yield problem(element, rule, "add aria-label")


def _aria_faults(element: Element, name: str, value: str) -> Iterator[Problem]:
    if name not in _ARIA_VALUES and name not in _ARIA_WORDS:
        yield problem(element, f"“{name}” is not used on the site (WCAG 4.1.2)", "leave it out")
    elif name in _ARIA_VALUES and value not in _ARIA_VALUES[name]:
        allowed = ", ".join(sorted(_ARIA_VALUES[name]))
        yield problem(element, f"“{name}” is one of {allowed} (WCAG 4.1.2)", "mend the value")
    elif name in _ARIA_WORDS and not value.strip():
        yield problem(element, f"“{name}” has words (WCAG 4.1.2)", "name the element, or leave it out")
    elif name in {"aria-label", "aria-labelledby"} and _takes_no_name(element):
        rule = f"<{element.tag}> takes no name: “{name}” is not read out (ARIA 1.2; WCAG 4.1.2)"
        yield problem(element, rule, "write the words into it (class “sr” keeps them for the ear alone)")


def _takes_no_name(element: Element) -> bool:
    return "role" not in element.attrs and element.tag in _TAKES_NO_NAME


def _is_named(element: Element) -> bool:
    return bool(element.attrs.get("aria-label", "").strip() or element.attrs.get("aria-labelledby"))


PART_RULES = (
    links_say_where,
    ids_are_unique,
    parts_stand_where_they_belong,
    order_is_not_forced,
    aria_is_valid,
)
