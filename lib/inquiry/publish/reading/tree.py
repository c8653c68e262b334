"""HTML read into a tree, strictly: what a browser would have to guess at is reported as trouble."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from inquiry.publish.reading.element import VOID, Element, shorten
from inquiry.publish.reading.plain import read_plain


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
    plain = read_plain(html)
    if plain is not None:
        return plain, []
    return read_any(html)


def read_any(html: str) -> tuple[Element, list[Trouble]]:
    """Read a page or a fragment by Python's own parser, which takes anything, in twice the time."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for element in reader.open[1:]:
        reader.trouble(f"{element} is not closed", element.line)
    return reader.open[0], reader.troubles


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
            self.trouble(f"<!{shorten(decl)}>")

    def handle_pi(self, data: str) -> None:
        """Refuse an instruction such as `<?xml …`."""
        self.trouble(f"<?{shorten(data)}")

    def unknown_decl(self, data: str) -> None:
        """Refuse a section such as `<![CDATA[…`."""
        self.trouble(f"<![{shorten(data)}")
