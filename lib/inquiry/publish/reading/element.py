"""HTML as a small tree, and the tree as HTML again, every character escaped that could mean something."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# Characters that no text needs and that browsers and checkers read differently.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


@dataclass(slots=True)
class Element:
    """One element: its tag, its attributes in the order written, its children, the line it began on."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    line: int = 0

    def walk(self) -> list[Element]:
        """This element and all below it, in the order of the page."""
        found, ahead = [], [self]
        while ahead:
            here = ahead.pop()
            found.append(here)
            ahead += [child for child in reversed(here.children) if isinstance(child, Element)]
        return found

    def all(self, *tags: str) -> list[Element]:
        """The elements of these tags below this one, in the order of the page."""
        return [each for each in self.walk() if each is not self and each.tag in tags]

    def text(self) -> str:
        """The text in this element as read aloud: an image's alternative text included, spaces joined."""
        return " ".join(self._words().split())

    def _words(self) -> str:
        if self.tag == "img":
            return f" {self.attrs.get('alt', '')} "
        if self.tag == "svg":  # its name, then each of the words in it
            words = (each._words() for each in self.all("text"))
            return " ".join(["", self.attrs.get("aria-label", ""), *words, ""])
        return "".join(each if isinstance(each, str) else each._words() for each in self.children)

    @property
    def classes(self) -> list[str]:
        """The element's classes."""
        return self.attrs.get("class", "").split()

    def __str__(self) -> str:
        """The opening tag, shortened, as a report names it."""
        shown = "".join(f' {name}="{shorten(value)}"' for name, value in self.attrs.items())
        return f"<{self.tag}{shown}>"


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


def shorten(value: str, most: int = 40) -> str:
    """The beginning of a long value, as a report names it."""
    return value if len(value) <= most else f"{value[:most]}…"
