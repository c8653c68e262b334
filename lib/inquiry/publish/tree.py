"""HTML read into a small tree, strictly: what a browser would have to guess at is reported as trouble."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# Characters that no text needs and that browsers and checkers read differently.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


@dataclass
class Element:
    """One element: its tag, its attributes in the order written, its children, the line it began on."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    line: int = 0

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the page."""
        ahead = [self]
        while ahead:
            here = ahead.pop()
            yield here
            ahead += [child for child in reversed(here.children) if isinstance(child, Element)]

    def all(self, *tags: str) -> list[Element]:
        """The elements of these tags below this one, in the order of the page."""
        return [each for each in self.walk() if each is not self and each.tag in tags]

    def text(self) -> str:
        """The text in this element as read aloud: an image's alternative text included, spaces joined."""
        return " ".join(self._words().split())

    def _words(self) -> str:
        if self.tag == "img":
            return f" {self.attrs.get('alt', '')} "
        return "".join(each if isinstance(each, str) else each._words() for each in self.children)

    @property
    def classes(self) -> list[str]:
        """The element's classes."""
        return self.attrs.get("class", "").split()

    def __str__(self) -> str:
        """The opening tag, shortened, as a report names it."""
        shown = "".join(f' {name}="{_short(value)}"' for name, value in self.attrs.items())
        return f"<{self.tag}{shown}>"


@dataclass(frozen=True)
class Trouble:
    """Something in the text that is not well-formed HTML, or not read alike by everyone."""

    line: int
    what: str


def read_tree(html: str) -> tuple[Element, list[Trouble]]:
    """Read a page or a fragment.

    Returns
    -------
    tuple of Element and list of Trouble
        A nameless root that holds everything, and what is not well-formed: unclosed, misnested and
        repeated things, comments, instructions. A doctype is kept as the root's attribute `doctype`.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for element in reader.open[1:]:
        reader.trouble(f"{element} is not closed", element.line)
    return reader.open[0], reader.troubles


def write_tree(nodes: list[Element | str]) -> str:
    """The nodes as HTML in which every character that could mean something is escaped."""
    return "".join(escape(clean_text(n), quote=False) if isinstance(n, str) else _write(n) for n in nodes)


def clean_text(text: str) -> str:
    """The text without control characters."""
    return _CONTROLS.sub("\ufffd", text)


def _write(element: Element) -> str:
    attrs = "".join(f' {name}="{escape(clean_text(value))}"' for name, value in element.attrs.items())
    if element.tag in VOID:
        return f"<{element.tag}{attrs}>"
    return f"<{element.tag}{attrs}>{write_tree(element.children)}</{element.tag}>"


def _short(value: str, most: int = 40) -> str:
    return value if len(value) <= most else f"{value[:most]}…"


class _Reader(HTMLParser):
    """Python's parser, feeding a tree and noting whatever is amiss."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]
        self.troubles: list[Trouble] = []

    def trouble(self, what: str, line: int | None = None) -> None:
        """Note one trouble, at this place unless told otherwise."""
        self.troubles.append(Trouble(self.getpos()[0] if line is None else line, what))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = Element(tag, {name: value or "" for name, value in attrs}, [], self.getpos()[0])
        if len(element.attrs) < len(attrs):
            self.trouble(f"{element} has an attribute twice")
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<br/>` as `<br>`; `<div/>` is an opening tag to a browser, so it is one here."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be of this tag."""
        if len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()
        elif any(each.tag == tag for each in self.open[1:]):
            self.trouble(f"</{tag}> comes before </{self.open[-1].tag}>")
            while self.open.pop().tag != tag:
                pass
        else:
            self.trouble(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        """Comments are no part of a page of ours."""
        self.trouble("a comment")

    def handle_decl(self, decl: str) -> None:
        """Keep the doctype; nothing else is declared."""
        if decl.lower() == "doctype html" and not self.open[0].children:
            self.open[0].attrs["doctype"] = "html"
        else:
            self.trouble(f"<!{_short(decl)}>")

    def handle_pi(self, data: str) -> None:
        """Refuse an instruction such as `<?xml …`."""
        self.trouble(f"<?{_short(data)}")

    def unknown_decl(self, data: str) -> None:
        """Refuse a section such as `<![CDATA[…`."""
        self.trouble(f"<![{_short(data)}")
