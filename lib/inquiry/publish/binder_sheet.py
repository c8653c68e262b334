"""A finished page of the site as a part of the binder: its very content, without the frame around it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from inquiry.publish.element import Element, write_tree
from inquiry.publish.page import Page
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
_SAID_BESIDE = "A drawing of the figures that stand beside it."
DEEPEST = 6  # the deepest heading that HTML and PDF have
# A section printed before is only named, with its page, if it is at least this long: some six lines.
LONG_ENOUGH = 600  # characters of HTML


@dataclass(frozen=True)
class Part:
    """A section of a page; or its heading alone, and the place in the binder where the very same stands."""

    html: Markup
    same_as: str = ""


@dataclass(frozen=True)
class Sheet:
    """One page of the site as it stands in the binder."""

    id: str
    label: str
    parts: tuple[Part, ...]
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
        parts = [part for section in _split(inside) for part in self._part(page, section, deeper)]
        return Sheet(name, label, tuple(parts), _made(page))

    def _part(self, page: Page, section: Sequence[Node], deeper: int) -> Iterator[Part]:
        """A section; where the very same was printed before, only its heading. Nothing if it says nothing."""
        taken = _Taken(page, self.places, deeper)
        html = Markup(write_tree([node for each in section for node in taken.rewrite(each)]).strip())
        head = section[0]
        if not html or not isinstance(head, Element) or head.tag != "h2" or len(html) < LONG_ENOUGH:
            yield from [Part(html)] if html else []
            return
        digest = _digest(page, section)
        place = taken.own(head.attrs.get("id", ""))
        before = self.printed.setdefault(digest, place)
        yield Part(html) if before == place else Part(Markup(write_tree([*taken.rewrite(head)])), before)


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


def _digest(page: Page, section: Sequence[Node]) -> str:
    """What makes a section the very same as another: its words, and the pages that it leads to."""
    head, *rest = section
    words = head.text() if isinstance(head, Element) else head
    links = [
        link.attrs.get("href", "") for each in rest if isinstance(each, Element) for link in each.all("a")
    ]
    said = repr((words, write_tree(rest), [page.target(link) for link in links]))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()


def _made(page: Page) -> str:
    """The foot's first line: as of which day, and from which data."""
    lines = [line for foot in page.all("footer") for line in foot.all("p")]
    return lines[0].text() if lines else ""


class _Taken:
    """Rewrites the parts of one page; ids are told apart from those of the other pages."""

    def __init__(self, page: Page, places: Mapping[str, str], deeper: int) -> None:
        self.page, self.places, self.deeper = page, places, deeper

    def rewrite(self, node: Node) -> Iterator[Node]:
        """The part as it stands in the binder: one, none, or what is inside it."""
        if isinstance(node, str):
            yield node
            return
        if node.tag in _TOOLS:
            return
        children = [each for child in node.children for each in self.rewrite(child)]
        if node.tag == "svg":
            children = [Element("title", {}, [node.attrs.get("aria-label", _SAID_BESIDE)]), _DRAWN, *children]
        if "scroll" in node.classes or (node.tag == "a" and not self._place(node)):
            yield from children
        else:
            yield Element(self._tag(node), dict(self._attributes(node)), children, node.line)

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
            elif name == "href":
                yield name, self._place(node)
            elif name not in {"open", "tabindex"}:
                yield name, value
        if node.tag in _ON_PAPER:
            yield "class", " ".join((node.tag, *node.classes))

    def _place(self, link: Element) -> str:
        """Where a link leads inside the binder: to a section of its own page, or to a page. Else empty."""
        address = link.attrs.get("href", "")
        place = self.places.get(self.page.target(address))
        sections = {each.attrs.get("id") for each in self.page.all("h2")}
        if address.startswith("#") and address[1:] in sections:
            return f"#{self.own(address[1:])}"
        return f"#{place}" if place else ""
