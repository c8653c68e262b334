"""Looks through what was taken apart for what must not be there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from publish.decoding import readings
from publish.hidden import Hidden, Words, numbers_in, words_of
from publish.pdf_texts import WHOLE_PAGE
from publish.take_apart import Statement

MACHINERY = re.compile(
    r"/(?:home|root|tmp|var|usr|opt|Users|mnt|private|work)/[\w.-]|\b[A-Z]:\\\w|file://|Traceback|\bline \d+, in \b"
    r"|\bopen_page\(|injected-parameters|kernelspec|cell_type|execution_count|nbformat|ipykernel|application/vnd"
    r"|\bdef \w+\(|\bimport \w+ as \w+|\b\w+Error:"
)

MOST_WORDS = 25  # in a longer text whole numbers are of anything: “period 5”


@dataclass(frozen=True)
class Finding:
    """Something that must not be on the site, and where it is."""

    what: str
    page: str
    where: str
    said: str


class Look:
    """Looks for everything hidden at once."""

    def __init__(self, hidden: Hidden, places: Mapping[str, str]) -> None:
        """`places` are the names of schools and teams by id."""
        self._hidden = hidden
        self._names = {place: _line(words_of(name)) for place, name in places.items()}
        self._beginnings: dict[Words, list[Words]] = defaultdict(list)
        for phrase in hidden.phrases:
            self._beginnings[phrase[:2]].append(phrase)
        self._heard: dict[str, tuple[set[str], set[str]]] = {}
        self._things = {figure.thing: _line(figure.thing) for figure in hidden.figures}

    def through(self, statements: Iterable[Statement]) -> set[Finding]:
        """Every finding; what is said alike on many pages is looked through once."""
        alike: dict[str, list[Statement]] = defaultdict(list)
        for each in statements:
            alike[each.said].append(each)
        return {finding for said, those in alike.items() for finding in self._alike(said, those)}

    def _alike(self, said: str, statements: list[Statement]) -> Iterator[Finding]:
        found, told = self._hear(said)
        for each in statements:
            figures = self._figures(each, told) if told else set()
            for what in found | figures:
                yield Finding(what, each.page, each.where, said[:200])

    def _hear(self, said: str) -> tuple[set[str], set[str]]:
        """What of the hidden words a text holds in any reading, and all figures that it tells."""
        if said not in self._heard:
            heard = list(readings(said))
            words = {what for reading in heard for what in self._words(reading)}
            self._heard[said] = words, set().union(*map(numbers_in, heard))
        return self._heard[said]

    def _words(self, reading: str) -> Iterator[str]:
        """What of the hidden words a text holds."""
        if MACHINERY.search(reading):
            yield "something of the machinery"
        words = words_of(reading)
        for n, word in enumerate(words):
            if word in self._hidden.tokens:
                yield self._hidden.tokens[word]
            for phrase in self._beginnings.get(words[n : n + 2], ()):
                if words[n : n + len(phrase)] == phrase:
                    yield self._hidden.phrases[phrase]

    def _figures(self, statement: Statement, told: set[str]) -> set[str]:
        """Which withheld figures stand with their labels; on a whole sheet of paper everything is near."""
        if statement.where == WHOLE_PAGE:
            return set()
        if len(statement.said.split()) > MOST_WORDS:
            told = {figure for figure in told if not figure.isdecimal()}
        elsewhere = self._gathered_over(statement)
        near = _line(words_of(f"{statement.near} {statement.said}"))
        things = {thing for thing, line in self._things.items() if line in near}
        return {
            f"a withheld figure of {' '.join(figure.group)} in {figure.place}: {' '.join(figure.thing)}"
            for figure in self._hidden.figures
            if figure.thing in things
            and figure.place not in elsewhere
            and figure.told & told
            and _line(figure.group) in near
            and (f"/{figure.place}/" in statement.page or self._names[figure.place] in near)
        }

    def _gathered_over(self, statement: Statement) -> set[str]:
        """The places that a row is not about, since it says that it is gathered over another."""
        if statement.where != "row":
            return set()
        said = _line(words_of(statement.said))
        here = {place for place, name in self._names.items() if name in said}
        return self._names.keys() - here if here else set()


def _line(words: Words) -> str:
    """Words as a text in which whole words can be found."""
    return f" {' '.join(words)} "
