"""A finished page of the site as a part of the binder: its very content, without the frame around it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from markupsafe import Markup

from inquiry.publish.reading.element import Element, write_tree
from inquiry.publish.rules.page import Page
from inquiry.views.charts.svg import PLAIN_STYLE

Node = Element | str

# What helps a reader around on a screen and means nothing on paper.
_TOOLS = frozenset({"nav", "script", "button", "form", "input", "search"})
# What folds on a screen lies open on paper.
_ON_PAPER = {"details": "div", "summary": "p"}
_REFERRING = ("aria-labelledby", "aria-describedby", "headers", "for")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
# A style sheet of the page does not reach into a drawing there; its letters are the binder's (binder.css).
_DRAWN = Element("style", {}, [PLAIN_STYLE.replace("sans-serif", '"Binder Sans"')])
SAME = "data-same"  # on a link that is ours: an id of the binder, which no page knows
_SAID_BESIDE = "A drawing of the figures that stand beside it."
DEEPEST = 6  # the deepest heading that HTML and PDF have
# A section printed before is only named, with its page, if it is at least this long: some six lines.
LONG_ENOUGH = 600  # characters of HTML
_HEADED = frozenset({"section", "details"})  # parts with a heading, or a summary, of their own


@dataclass(frozen=True)
class Sheet:
    """One page of the site as it stands in the binder."""

    id: str
    label: str
    html: Markup
    made: str = ""  # of which day and which data it is


@dataclass
class Binding:
    """What is known while a binder is put together.

    Parameters
    ----------
    places : the address of each page in the binder, and the id it has there.
    printed : digest of each section already in the binder, and its id there.
    """

    places: Mapping[str, str]
    printed: dict[str, str] = field(default_factory=dict)

    def read_sheet(self, page: Page, label: str, deeper: int = 1) -> Sheet:
        """Take a finished page of the site into the binder; the page itself is not changed.

        Parameters
        ----------
        page : Page
            A page that passed its checks.
        label : str
            What the page is called.
        deeper : int
            By how many levels its headings are lower in the binder.
        """
        name = self.places[page.address]
        inside = [node for node in page.all("main")[0].children if not _is_frame(node)]
        taken = _Taken(page, self, deeper)
        nodes = [node for section in _split(inside) for node in taken.section(section)]
        return Sheet(name, label, Markup(write_tree(nodes).strip()), _made(page))


def _is_frame(node: Node) -> bool:
    """The page's title and the line above it, which the binder has of its own."""
    return isinstance(node, Element) and (node.tag == "h1" or "kicker" in node.classes)


def _split(nodes: Sequence[Node]) -> list[list[Node]]:
    """The sections of a page, each from its heading on."""
    sections: list[list[Node]] = [[]]
    for node in nodes:
        if isinstance(node, Element) and node.tag == "h2":
            sections.append([])
        sections[-1].append(node)
    return [section for section in sections if section]


def _digest(page: Page, nodes: Sequence[Node]) -> str:
    """What makes a section the very same as another: its words, and the pages that it leads to."""
    elements = [node for node in nodes if isinstance(node, Element)]
    links = [page.target(link.attrs.get("href", "")) for each in elements for link in each.all("a")]
    said = repr((_written(nodes), links))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()


def _written(nodes: Sequence[Node]) -> str:
    """The nodes as HTML, a heading of the page without the number it has there."""
    head, *rest = nodes
    return write_tree([head.text() if isinstance(head, Element) and head.tag == "h2" else head, *rest])


def _same(place: str) -> Element:
    """The way to where the very same stands; the style sheet adds the number of its page."""
    return Element("p", {"class": "same"}, [Element("a", {SAME: place}, ["The very same as on page"])])


def _made(page: Page) -> str:
    """The foot's first line: as of which day, and from which data."""
    lines = [line for foot in page.all("footer") for line in foot.all("p")]
    return lines[0].text() if lines else ""


class _Taken:
    """Rewrites the parts of one page; ids are told apart from those of the other pages."""

    def __init__(self, page: Page, binding: Binding, deeper: int) -> None:
        self.page, self.binding, self.places, self.deeper = page, binding, binding.places, deeper
        self._sections = count()

    def section(self, nodes: Sequence[Node]) -> list[Node]:
        """A section of the page: its heading and all up to the next."""
        head = nodes[0]
        if isinstance(head, Element) and head.tag == "h2":
            before = self._printed(nodes, self.own(head.attrs.get("id", "")))
            nodes = [head, _same(before)] if before else nodes
        return [node for each in nodes for node in self.rewrite(each)]

    def _printed(self, nodes: Sequence[Node], place: str) -> str:
        """Where the very same stands in the binder; empty where it is short, or comes for the first time."""
        if len(write_tree(list(nodes))) < LONG_ENOUGH:
            return ""
        before = self.binding.printed.setdefault(_digest(self.page, nodes), place)
        return "" if before == place else before

    def rewrite(self, node: Node) -> Iterator[Node]:
        """The part as it stands in the binder: one, none, or what is inside it."""
        if isinstance(node, str):
            yield node
            return
        if node.tag in _TOOLS:
            return
        if node.tag in _HEADED and isinstance(node.children[0], Element):
            yield self._headed(node, node.children[0])
            return
        children = [each for child in node.children for each in self.rewrite(child)]
        if node.tag == "svg":
            children = [Element("title", {}, [node.attrs.get("aria-label", _SAID_BESIDE)]), _DRAWN, *children]
        if "scroll" in node.classes or (node.tag == "a" and not self._place(node)):
            yield from children
        else:
            yield self._element(node, children)

    def _headed(self, node: Element, head: Element) -> Element:
        """A part with a heading of its own, or the heading alone where the very same was printed before."""
        place = self.own(node.attrs.get("id") or f"section-{next(self._sections)}")
        before = self._printed([node], place)
        inside = [head, _same(before)] if before else node.children
        made = self._element(node, [each for child in inside for each in self.rewrite(child)])
        made.attrs["id"] = place
        return made

    def _element(self, node: Element, children: list[Node]) -> Element:
        return Element(self._tag(node), dict(self._attributes(node)), children, node.line)

    def own(self, name: str) -> str:
        """An id of the page as it is in the binder."""
        return f"{self.places[self.page.address]}-{name}"

    def _tag(self, node: Element) -> str:
        if node.tag in _HEADINGS:
            return f"h{min(DEEPEST, int(node.tag[1]) + self.deeper)}"
        return _ON_PAPER.get(node.tag, node.tag)

    def _attributes(self, node: Element) -> Iterator[tuple[str, str]]:
        for name, value in node.attrs.items():
            if name == "id":
                yield name, self.own(value)
            elif name in _REFERRING:
                yield name, " ".join(map(self.own, value.split()))
            elif name in {"href", SAME}:
                yield "href", self._place(node)
            elif name not in {"open", "tabindex"}:
                yield name, value
        if node.tag in _ON_PAPER:
            yield "class", " ".join((node.tag, *node.classes))

    def _place(self, link: Element) -> str:
        """Where a link leads inside the binder: to a section of its own page, or to a page. Else empty."""
        if SAME in link.attrs:
            return f"#{link.attrs[SAME]}"
        address = link.attrs.get("href", "")
        place = self.places.get(self.page.target(address))
        sections = {each.attrs.get("id") for each in self.page.all("h2")}
        if address.startswith("#") and address[1:] in sections:
            return f"#{self.own(address[1:])}"
        return f"#{place}" if place else ""
