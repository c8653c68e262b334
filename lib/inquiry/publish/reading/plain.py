"""A quick reader of plain HTML: what our views and templates write, which every parser reads alike.

It reads what is well-formed and written in the one usual way (lower case, double quotes, only tags of the
site's lists) into the very tree that Python's own parser gives, and leaves everything else to that.
"""

from __future__ import annotations

import re
from html import unescape

from inquiry.publish.reading.allowed import FRAME_TAGS, PROSE_TAGS
from inquiry.publish.reading.element import VOID, Element

_TAGS = PROSE_TAGS | FRAME_TAGS
_DOCTYPE = "<!doctype html>"
_TAG = re.compile(
    r"<(?:/(?P<closed>[a-z][a-z0-9]*)"
    r'|(?P<opened>[a-z][a-z0-9]*)(?P<attrs>(?:[ \n]+[a-z][a-z0-9-]*(?:="[^"<>]*")?)*)[ \n]*(?P<slash>/?))>'
)
_ATTRIBUTE = re.compile(r'([a-z][a-z0-9-]*)(?:="([^"<>]*)")?')


def read_plain(html: str) -> Element | None:
    """Read a page or a fragment; None when it is not plain, well-formed or not.

    Returns
    -------
    Element or None
        A nameless root that holds everything; a doctype is kept as its attribute `doctype`.
    """
    root = Element("")
    at = len(_DOCTYPE) if html.startswith(_DOCTYPE) else 0
    if at:
        root.attrs["doctype"] = "html"
    open_elements, line, counted = [root], 1, 0
    while (start := html.find("<", at)) >= 0:
        _add_text(open_elements[-1], html[at:start])
        tag = _TAG.match(html, start)
        if tag is None:
            return None
        at = tag.end()
        if tag["closed"]:
            if open_elements.pop().tag != tag["closed"]:
                return None
            continue
        line += html.count("\n", counted, start)
        counted = start
        element = _open(tag, line)
        if element is None:
            return None
        open_elements[-1].children.append(element)
        if element.tag not in VOID:
            open_elements.append(element)
    _add_text(root, html[at:])
    return root if len(open_elements) == 1 else None


def _add_text(parent: Element, text: str) -> None:
    if text:  # a style sheet knows no character references
        parent.children.append(unescape(text) if "&" in text and parent.tag != "style" else text)


def _open(tag: re.Match[str], line: int) -> Element | None:
    """The element that a tag opens; None when it is not plain."""
    name, attributes = tag["opened"], tag["attrs"]
    if name not in _TAGS or (tag["slash"] and name not in VOID):
        return None
    if not attributes:
        return Element(name, {}, [], line)
    pairs = _ATTRIBUTE.findall(attributes)
    attrs = {key: unescape(value) if "&" in value else value for key, value in pairs}
    return Element(name, attrs, [], line) if len(attrs) == len(pairs) else None
