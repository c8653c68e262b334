"""One finished page as the rules look at it."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from inquiry.publish.reading.element import Element
from inquiry.publish.reading.tree import Trouble, read_tree


def _marked_as_typed(element: Element) -> bool:
    return element.tag == "bdi" or "typed" in element.classes


@dataclass(frozen=True)
class Page:
    """A page's tree, its address, and the addresses that exist on the site (None: not known)."""

    text: str
    root: Element
    troubles: tuple[Trouble, ...]
    address: str
    known: Collection[str] | None

    @classmethod
    def read(cls, text: str, address: str, known: Collection[str] | None) -> Page:
        """Read a page's text."""
        root, troubles = read_tree(text)
        return cls(text, root, tuple(troubles), address, known)

    @cached_property
    def elements(self) -> list[Element]:
        """Every element, in order."""
        return self.root.walk()[1:]

    @cached_property
    def _parents(self) -> dict[int, Element]:
        return {
            id(child): parent
            for parent in (self.root, *self.elements)
            for child in parent.children
            if isinstance(child, Element)
        }

    def above(self, element: Element) -> Iterator[Element]:
        """What an element stands in, the nearest first."""
        while element is not self.root:
            element = self._parents[id(element)]
            yield element

    def is_typed(self, element: Element) -> bool:
        """Whether an element holds what people typed, and nothing around it does."""
        return _marked_as_typed(element) and not any(map(_marked_as_typed, self.above(element)))

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order, as often as it occurs."""
        return [each.attrs["id"] for each in self.elements if "id" in each.attrs]

    def all(self, *tags: str) -> list[Element]:
        """Every element of these tags, in order."""
        if len(tags) == 1:
            return self._by_tag.get(tags[0], [])
        return [each for each in self.elements if each.tag in tags]

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for each in self.elements:
            found.setdefault(each.tag, []).append(each)
        return found

    def leads_somewhere(self, address: str) -> bool:
        """Whether a relative address leads to a page of the site."""
        there = self.target(address)
        return self.known is None or there == self.address or there in self.known

    @cached_property
    def targets(self) -> frozenset[str]:
        """The pages of the site that it leads to."""
        return frozenset(self.target(link.attrs.get("href", "")) for link in self.all("a"))

    def target(self, address: str) -> str:
        """The page that a relative address leads to; this one when it names only a place on it."""
        page = address.partition("#")[0]
        return (
            posixpath.normpath(posixpath.join(posixpath.dirname(self.address), page))
            if page
            else self.address
        )
