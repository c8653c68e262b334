"""Rules that keep a page closed: nothing runs, nothing is loaded, nothing leads outside, nobody lists it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inquiry.publish.reading.allowed import FRAME_TAGS, PROSE_TAGS, stays_inside
from inquiry.publish.reading.element import Element
from inquiry.publish.reading.picture import PREFIX
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.policy import security_policy
from inquiry.publish.rules.problems import Problem, problem

_LOADING = ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "manifest")
_LOADS_IN_STYLE = re.compile(r"@import|url\s*\(|expression\s*\(|\\", re.IGNORECASE)
_BASE = "mend templates/html/base.html.j2"


def only_known_elements(page: Page) -> Iterator[Problem]:
    """No element that could run or load something: only those listed."""
    for element in page.elements:
        if element.tag not in PROSE_TAGS | FRAME_TAGS:
            yield problem(element, "no element outside the allow-list", f"leave <{element.tag}> out")


def nothing_runs(page: Page) -> Iterator[Problem]:
    """No handler, and no style outside the one style sheet."""
    for element in page.elements:
        for name in element.attrs:
            if name.startswith("on"):
                yield problem(element, f"nothing runs: no “{name}”", "leave the handler out")
            if name == "style":
                yield problem(
                    element, "styles stand in the style sheet only", "use a class of the style sheet"
                )


def nothing_is_loaded(page: Page) -> Iterator[Problem]:
    """Images are inside the page; links stay inside the site; the style sheet asks for nothing."""
    for element in page.elements:
        for name in _LOADING:
            if name in element.attrs and not (element.tag == "img" and _is_picture(element)):
                yield problem(element, f"nothing is loaded: “{name}”", "embed it in the page or leave it out")
        if element.tag == "link" and element.attrs != {"rel": "icon", "href": "data:,"}:
            yield problem(element, "no <link> but the empty icon", _BASE)
        if element.tag == "a" and not stays_inside(element.attrs.get("href", "")):
            yield problem(element, "no address outside the site", "write the address as text, without a link")
        if element.tag == "style" and _LOADS_IN_STYLE.search(element.text()):
            yield problem("<style>", "the style sheet loads nothing", "mend templates/html/style.css")


def _is_picture(element: Element) -> bool:
    return element.attrs.get("src", "").startswith(PREFIX) and "srcset" not in element.attrs


def has_policy(page: Page) -> Iterator[Problem]:
    """The security policy allows this page's one style sheet and embedded images, and nothing else."""
    styles = page.all("style")
    wanted = security_policy("".join(str(each) for each in styles[0].children)) if len(styles) == 1 else ""
    found = [
        each.attrs.get("content")
        for each in page.all("meta")
        if each.attrs.get("http-equiv", "").lower() == "content-security-policy"
    ]
    if found != [wanted]:
        yield problem("<meta http-equiv=Content-Security-Policy>", "the site's own policy, once", _BASE)
    others = [
        each
        for each in page.all("meta")
        if "http-equiv" in each.attrs and each.attrs["http-equiv"].lower() != "content-security-policy"
    ]
    for other in others:
        yield problem(other, "no page sends its reader elsewhere", _BASE)


def is_not_listed(page: Page) -> Iterator[Problem]:
    """Search engines do not list the page, and no link gives its address away."""
    named = {each.attrs.get("name"): each.attrs.get("content", "") for each in page.all("meta")}
    if "noindex" not in named.get("robots", ""):
        yield problem("<meta name=robots>", "search engines do not list the page (noindex)", _BASE)
    if named.get("referrer") != "no-referrer":
        yield problem("<meta name=referrer>", "no-referrer", _BASE)


CLOSED_RULES = (only_known_elements, nothing_runs, nothing_is_loaded, has_policy, is_not_listed)
