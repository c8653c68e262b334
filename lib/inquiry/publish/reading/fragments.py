"""One piece of a page rewritten from the allow-list: what is not listed is refused, never repaired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inquiry.publish.reading.allowed import (
    FACE_TAGS,
    PROSE_TAGS,
    attribute_is_allowed,
    stays_inside,
    value_is_allowed,
)
from inquiry.publish.reading.element import Element
from inquiry.publish.reading.picture import plain_picture
from inquiry.publish.reading.tree import read_tree
from inquiry.publish.rules.problems import Problem, problem

_LISTED = "only the tags and attributes of the allow-list are published"


@dataclass(frozen=True)
class Fragment:
    """A piece of HTML as a tree, and why it may not be published, if it may not."""

    nodes: tuple[Element | str, ...]
    problems: tuple[Problem, ...] = ()

    def all(self, *tags: str) -> list[Element]:
        """Every element of these tags, in order."""
        return Element("", {}, list(self.nodes)).all(*tags)

    def with_class(self, name: str) -> list[Element]:
        """Every element of this class, in order."""
        everything = Element("", {}, list(self.nodes)).walk()
        return [each for each in everything if "class" in each.attrs and name in each.classes]

    @property
    def is_empty(self) -> bool:
        """Whether a reader would see nothing."""
        return not any(_shows_something(node) for node in self.nodes)


def _shows_something(node: Element | str) -> bool:
    if isinstance(node, str):
        return bool(node.strip())
    return node.tag in {"img", "hr", "svg"} or any(_shows_something(child) for child in node.children)


def read_face(html: str) -> Fragment:
    """A staff face: read, checked against the allow-list, its images and tables made fit for the site."""
    return _read(html, FACE_TAGS)


def read_team_face(html: str) -> Fragment:
    """A team's own face, for its edition: links lead to pages, marks that live pages need are taken off."""
    root, troubles = read_tree(html)
    for element in root.walk():
        if element.tag == "a":
            _settle_link(element)
        for name in [each for each in element.attrs if each.startswith("data-")]:
            if not attribute_is_allowed(element.tag, name):
                del element.attrs[name]
    broken = [problem(t.what, "a team face is well-formed HTML", "mend the view") for t in troubles]
    return _check(root, FACE_TAGS, broken)


def read_prose(html: str) -> Fragment:
    """The notebook's own prose as HTML; an outside address stands as text, links to pages lead to pages."""
    root, troubles = read_tree(html)
    for link in root.all("a"):
        _settle_link(link)
    return _check(root, PROSE_TAGS, [problem(t.what, "well-formed HTML", "mend it") for t in troubles])


def _read(html: str, tags: frozenset[str]) -> Fragment:
    root, troubles = read_tree(html)
    broken = [
        problem(trouble.what, "a staff face is well-formed HTML", "mend the view that makes it")
        for trouble in troubles
    ]
    return _check(root, tags, broken)


def _check(root: Element, tags: frozenset[str], broken: list[Problem]) -> Fragment:
    elements = root.walk()[1:]
    found = [*broken, *(each for element in elements for each in _faults(element, tags))]
    if not found:
        _wrap_tables(root)
    return Fragment(tuple(root.children), tuple(found))


def _faults(element: Element, tags: frozenset[str]) -> Iterator[Problem]:
    if element.tag not in tags:
        yield problem(element, _LISTED, f"leave <{element.tag}> out of the staff face")
        return
    for name, value in element.attrs.items():
        if not attribute_is_allowed(element.tag, name):
            yield problem(element, _LISTED, f"leave the attribute “{name}” out of the staff face")
        elif not value_is_allowed(name, value):
            yield problem(element, f"“{name}” has one of the values allowed", "mend the value")
    if element.tag == "a" and not stays_inside(element.attrs.get("href", "")):
        yield problem(element, "no address outside the site", "write the address as text, without a link")
    if element.tag == "img":
        yield from _picture_faults(element)


def _picture_faults(image: Element) -> Iterator[Problem]:
    """Refuse what is no picture; keep the bare one, with its size, so that the page does not jump."""
    try:
        image.attrs["src"], width, height = plain_picture(image.attrs.get("src", ""))
    except ValueError as trouble:
        yield problem(image, f"an image is a PNG inside the page; {trouble}", "embed the chart as PNG")
        return
    if "width" not in image.attrs and "height" not in image.attrs:
        image.attrs |= {"width": str(width), "height": str(height)}


def _wrap_tables(parent: Element) -> None:
    """Put each table into a box that scrolls by itself, by keyboard too, and is named after it."""
    for place, child in enumerate(parent.children):
        if not isinstance(child, Element):
            continue
        if child.tag != "table":
            _wrap_tables(child)
            continue
        captions = child.all("caption")
        name = captions[0].text() if captions else "Table"
        box = {"class": "scroll", "role": "group", "aria-label": name, "tabindex": "0"}
        parent.children[place] = Element("div", box, [child], child.line)


def _settle_link(link: Element) -> None:
    address = link.attrs.get("href", "")
    page, mark, anchor = address.partition("#")
    if page.endswith(".ipynb"):
        link.attrs["href"] = f"{page.removesuffix('.ipynb')}.html{mark}{anchor}"
    elif address.startswith(("https://", "http://", "mailto:")):
        words = link.text()
        link.tag, link.attrs = "span", {"class": "address"}
        if address.removeprefix("mailto:") not in words:
            link.children.append(f" ({address})")
