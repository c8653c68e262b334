"""The last look before a page is published: nothing on it may name a student, wherever it comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from inquiry.cycle import Cycle
from inquiry.district import District
from inquiry.district.rosters import STUDENTS_FILE
from inquiry.district.shipped import templates_folder
from inquiry.publish.reading.element import Element
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.problems import Problem
from inquiry.sources.name_words import WORDS_FILE
from inquiry.views.named_students import MEANT_BY, confirmed_words
from inquiry.views.shared import adults_of, names_of_students, public_names

if TYPE_CHECKING:
    from inquiry.measures.names import Found, Names

# What stands within a line: a name may be half in one and half in the next. Cells of a row likewise.
_INLINE = frozenset(["a", "abbr", "b", "bdi", "code", "em", "i", "mark", "small", "span", "strong", "time"])
_APART = {"br": "\n", "td": " ", "th": " ", "wbr": ""}
_NO_WORDS = frozenset(["class", "style", "src"])  # attributes that say nothing
RULE = "no page names a student of students.csv"
CURE = (
    "look for the words where the page takes them from (a list of the district, a template, a view) and "
    "change them, then build again; answers are withheld by themselves until their team says that no student "
    "is meant"
)


@dataclass
class NameSearch:
    """Looks for ids and full names; what is less telling is looked for in answers alone.

    Names that everybody knows do not count: of schools and teams, of authors whom the workbook cites, and
    what a team has said to mean no student.
    """

    district: District
    cycle: Cycle
    _seen: dict[str, tuple[Found, ...]] = field(default_factory=dict)

    def check_page(self, page: Page) -> Iterator[Problem]:
        """Each element that may name a student, without the name."""
        if self._names is None:
            return
        for tag, text in texts_of(page.root):
            for found in self._find(text):
                words = f"<{tag}> with what may be {MEANT_BY[found.what]} ({found.masked})"
                yield Problem(words, RULE, CURE, page=page.address)

    def _find(self, text: str) -> tuple[Found, ...]:
        if text not in self._seen:
            found = self._names.find_strong(text) if self._names else ()
            self._seen[text] = tuple(each for each in found if each.letters not in self._allowed)
        return self._seen[text]

    @cached_property
    def _names(self) -> Names | None:
        return names_of_students(self.district.folder, self.district)

    @cached_property
    def _allowed(self) -> frozenset[str]:
        """What may stand though it is a student's name too; read only when something was found."""
        cited = "\n\n".join(work.citation for work in self.cycle.frameworks.values())
        own = {found.letters for found in self._names.find_strong(cited)} if self._names else set()
        return frozenset(own | confirmed_words(self.district.folder, self.district))


def digest_names(district: District) -> str:
    """A digest of all that is looked for: another list of students, and no page stands as it was."""
    total = hashlib.sha256(
        repr((adults_of(district), public_names(district))).encode("utf-8", "backslashreplace")
    )
    for path in (district.folder / STUDENTS_FILE, templates_folder() / WORDS_FILE):
        total.update(path.read_bytes() if path.is_file() else b"no list")
    return total.hexdigest()


def texts_of(root: Element) -> Iterator[tuple[str, str]]:
    """Tag and text of each part of a page that is read in one, and of each attribute that says something."""
    yield from _parts(root)
    for element in root.walk():
        for name, value in element.attrs.items():
            if name not in _NO_WORDS and value:
                yield f"{element.tag} {name}", unquote(value) if name == "href" else value


def _parts(element: Element) -> Iterator[tuple[str, str]]:
    """The texts of an element and of those below it; an inner block cuts the text around it."""
    if element.tag == "style":
        return
    line: list[str] = []
    inner: list[Element] = []
    _gather(element, line, inner)
    for text in "".join(line).split("\0"):
        if text.strip():
            yield element.tag, text
    for each in inner:
        yield from _parts(each)


def _gather(element: Element, line: list[str], inner: list[Element]) -> None:
    for child in element.children:
        if isinstance(child, str):
            line.append(child)
        elif child.tag in _INLINE or child.tag in _APART:
            line.append(_APART.get(child.tag, ""))
            _gather(child, line, inner)
        else:
            line.append("\0")
            inner.append(child)
