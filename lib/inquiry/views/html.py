"""A page's pieces as a small tree: what someone typed is text in it, and escaped when it is written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from markupsafe import escape

EITHER = "either"  # one thing in two forms; no element of HTML, so it is never written itself
VOID_TAGS = frozenset({"br", "hr", "img"})  # HTML, section 13.1.2: elements that take no end tag
INLINE_TAGS = frozenset({"a", "abbr", "b", "bdi", "em", "small", "span", "strong", "td", "th", "time"})
# Controls, lone surrogates and non-characters: not allowed in HTML, and nobody means to type them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Child: TypeAlias = "Node | str | int | Iterable[Child] | None"


@dataclass(frozen=True)
class Node:
    """One element: its tag, its attributes and what it holds (elements and plain text)."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Node | str, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """The class names, in order."""
        return tuple(dict(self.attributes).get("class", "").split())


def el(tag: str, *children: Child, cls: str = "", **attributes: str | int | None) -> Node:
    """Make one element; text in `children` is text, never markup.

    Parameters
    ----------
    tag : str
        The element's name.
    *children
        Elements, text, numbers, and lists of these; None is left out.
    cls : str
        Class names with spaces between.
    **attributes
        Further attributes; `_` stands for `-`, a `_` at the end is dropped, None is left out.

    Examples
    --------
    >>> write(el("td", "2 < 3", cls="num"))
    '<td class="num">2 &lt; 3</td>'
    """
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    pairs = {"class": cls or None, **named}
    return Node(
        tag,
        tuple((key, str(value)) for key, value in pairs.items() if value is not None),
        tuple(_flat(children)),
    )


def either(notebook: Node, site: Node) -> Node:
    """One thing in two forms: for a notebook, which keeps no style sheet and no SVG, and for the site."""
    return Node(EITHER, (), (notebook, site))


def _flat(children: Iterable[Child]) -> Iterator[Node | str]:
    for child in children:
        if child is None:
            continue
        if isinstance(child, Node | str):
            yield child
        elif isinstance(child, int):
            yield str(child)
        else:
            yield from _flat(child)


def clean(text: str) -> str:
    """The text without characters that HTML forbids; line ends as one kind."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def write(node: Node | str, styles: Mapping[str, str] | None = None) -> str:
    """The tree as HTML text.

    Parameters
    ----------
    node : Node or str
        What to write.
    styles : mapping of str to str, optional
        Inline style by tag, by class and by tag.class; where several apply, they stand in this order. None:
        for a page of the site, which has a style sheet.
    """
    if isinstance(node, str):
        return str(escape(clean(node)))
    if node.tag == EITHER:
        return write(node.children[1 if styles is None else 0], styles)
    attributes = "".join(f' {key}="{escape(clean(value))}"' for key, value in _styled(node, styles))
    if node.tag in VOID_TAGS:
        return f"<{node.tag}{attributes}>"
    inside = "".join(write(child, styles) for child in node.children)
    return f"<{node.tag}{attributes}>{inside}</{node.tag}>"


def _styled(node: Node, styles: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    yield from node.attributes
    if styles:
        keys = (node.tag, *node.classes, *(f"{node.tag}.{name}" for name in node.classes))
        style = ";".join(styles[key] for key in keys if key in styles)
        if style:
            yield "style", style


def plain(node: Node | str) -> str:
    """The tree as plain text: a line for each block, cells of a table with a bar between."""
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", _plain(node))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _plain(node: Node | str) -> str:
    if isinstance(node, str):
        return clean(node)
    if node.tag == EITHER:
        return _plain(node.children[0])
    if node.tag == "br":
        return "\n"
    if node.tag == "img":
        return f"[{clean(dict(node.attributes).get('alt', ''))}]\n"
    if node.tag == "tr":
        return " | ".join(" ".join(_plain(cell).split()) for cell in node.children) + "\n"
    inside = "".join(_plain(child) for child in node.children)
    return inside if node.tag in INLINE_TAGS else f"\n{inside}\n"
