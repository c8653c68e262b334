"""A published file taken apart: everything in it that can be read, by whatever means, and what stands near it.

It shares no code with the library, so that it is not blind where the library is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from publish.decoding import DATA_URL, data_bytes
from publish.pdf_texts import pdf_texts
from publish.pictures import picture_texts

BLOCKS = frozenset(
    {
        "article",
        "blockquote",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "header",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "style",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    }
)
HEADINGS = ("title", "h1", "h2", "h3", "h4", "h5")
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "wbr"})
# Attributes that say something; the others are looked through as well, but nothing stands near them.
SAYING = frozenset({"alt", "title", "aria-label", "abbr", "content", "label", "value", "datetime"})


@dataclass(frozen=True)
class Statement:
    """Something that can be read in a file: where it stands, what stands near it, what it says."""

    page: str
    where: str
    near: str
    said: str


def take_apart(page: str, content: bytes) -> list[Statement]:
    """Everything that can be read in one file of the site, its name included."""
    found = [Statement(page, "file name", "", page)]
    if content.startswith(b"%PDF"):
        return found + [Statement(page, *each) for each in pdf_texts(content)]
    if page.endswith(".html"):
        return found + _read(page, content.decode("utf-8"))
    return found + [Statement(page, where, "", said) for where, said in picture_texts(content)]


def _read(page: str, html: str) -> list[Statement]:
    reader = _Reader(page)
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.found


@dataclass
class _Table:
    """A table while it is read: its caption, the heads of its columns, the cells of its present row."""

    caption: str = ""
    heads: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    is_head: bool = False


class _Reader(HTMLParser):
    """Reads a page into statements: a block of text, a row of a table, an attribute, a comment each."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.found = page, []
        self._open: list[str] = []
        self._headings: dict[str, str] = {}
        self._block: list[str] = []
        self._tables: list[_Table] = []
        self._ended = ""

    def handle_starttag(self, tag, attrs):
        self._ended = ""
        if tag in BLOCKS:
            self.end_block()
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag == "table":
            self._tables.append(_Table())
        if tag == "thead" and self._tables:
            self._tables[-1].is_head = True
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.end_block()
        if tag == "tr" and self._tables:
            self._end_row(self._tables[-1])
        if tag == "thead" and self._tables:
            self._tables[-1].is_head = False
        if tag == "table" and self._tables:
            self._tables.pop()
        while tag in self._open and self._open.pop() != tag:
            pass
        self._ended = tag

    def handle_data(self, data):
        if self._ended == "bdi" and data.startswith(";") and not self._tables:
            self.end_block()  # one thing of several that stand in a line: what comes next is of another
        self._ended = ""
        self._block.append(data)

    def handle_comment(self, data):
        self._say("comment", data)

    def handle_decl(self, decl):
        self._say("declaration", decl)

    def handle_pi(self, data):
        self._say("instruction", data)

    def unknown_decl(self, data):
        self._say("declaration", data)

    def end_block(self) -> None:
        """What was read since the last block began."""
        said, self._block = " ".join("".join(self._block).split()), []
        within = next((tag for tag in reversed(self._open) if tag in BLOCKS), "")
        if not said:
            return
        if within in HEADINGS:
            self._begin_part(within, said)
        if self._tables and within in {"td", "th"}:
            self._tables[-1].cells.append(said)
        elif self._tables and within == "caption":
            self._tables[-1].caption = said
        else:
            self._say("style" if within == "style" else "text", said)

    def _begin_part(self, heading: str, said: str) -> None:
        deeper = HEADINGS[HEADINGS.index(heading) :]
        self._headings = {tag: text for tag, text in self._headings.items() if tag not in deeper} | {
            heading: said
        }

    def _end_row(self, table: _Table) -> None:
        if table.is_head:
            table.heads = table.cells
        self._say("row", " | ".join(table.cells), table.caption, *table.heads)
        table.cells = []

    def _attribute(self, tag: str, name: str, value: str) -> None:
        for data in DATA_URL.finditer(value):
            self._data(data)
        rest = DATA_URL.sub("", value)
        if name in SAYING:
            self._say(f"{tag} {name}", rest)
        else:
            self.found.append(Statement(self.page, f"{tag} {name}", "", f"{name} {rest}"))

    def _data(self, address: re.Match[str]) -> None:
        content = data_bytes(address)
        if content.lstrip()[:1] == b"<":
            self.found += _read(self.page, content.decode("utf-8", "replace"))
        else:
            self.found += [Statement(self.page, where, "", said) for where, said in picture_texts(content)]

    def _say(self, where: str, said: str, *near: str) -> None:
        if where == "style":  # a style sheet may hold pictures, and words to be shown
            for data in DATA_URL.finditer(said):
                self._data(data)
        self.found.append(Statement(self.page, where, " / ".join((*self._headings.values(), *near)), said))
