"""Everything people wrote into the record, kept so that it can be found in a text by its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from inquiry.cycle import TEXT_TYPES, Cycle
from inquiry.record import RECORD_FILE, open_record

# An answer is looked for anywhere if it has so many words that are no numbers: five in a row are hardly ever
# said twice by chance. Of fewer (“yes”, “Grade 3 reading”) nobody can tell whether a text has them from this
# answer: they are looked for where a page shows an answer and nothing else (`find_whole`).
LEAST_WORDS = 5
# A longer one is looked for in runs of so many words: a page may show its beginning, or a part of it.
RUN_WORDS = 8
_WORD = re.compile(r"\w+")
_BARE_MARKS = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF))


class Source(NamedTuple):
    """Whose answer to which question some words are."""

    form: str
    question: str
    owner: str


@dataclass
class Spoken:
    """Runs of words of every answer in the record, past revisions too, each with whose they are.

    `by_start`: the first `LEAST_WORDS` words -> the runs that begin with them -> whose they are. `short`:
    answers of fewer words, whole.
    """

    by_start: dict[tuple[str, ...], dict[str, set[Source]]] = field(default_factory=dict)
    short: dict[str, set[Source]] = field(default_factory=dict)

    def add(self, text: str, source: Source) -> None:
        """Keep an answer's words; of one that is nothing but numbers nobody can tell whose they are."""
        words = words_of(text)
        if not can_tell(words) and not all(map(str.isdecimal, words)):
            self.short.setdefault(f" {' '.join(words)} ", set()).add(source)
        for run in runs_of(words):
            runs = self.by_start.setdefault(tuple(run[:LEAST_WORDS]), {})
            runs.setdefault(f" {' '.join(run)} ", set()).add(source)

    def find(self, texts: Iterable[str]) -> Iterator[tuple[str, frozenset[Source]]]:
        """The runs that stand in some texts, read one after the other, and whose they are."""
        words = [word for text in texts for word in words_of(text)]
        starts = set(zip(*(words[n:] for n in range(LEAST_WORDS)), strict=False)) & self.by_start.keys()
        joined = f" {' '.join(words)} "
        for start in sorted(starts):
            for run, sources in self.by_start[start].items():
                if run in joined:
                    yield run, frozenset(sources)

    def find_whole(self, texts: Iterable[str]) -> Iterator[tuple[str, frozenset[Source]]]:
        """The short answers that are the whole of one of some texts, and whose they are."""
        for words in {f" {' '.join(words_of(text))} " for text in texts} & self.short.keys():
            yield words, frozenset(self.short[words])


def words_of(text: str) -> list[str]:
    """A text's words in small letters, however it is spaced, spelled out or marked up.

    >>> words_of("Río’s “Talk  first”")
    ['río', 's', 'talk', 'first']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).translate(_BARE_MARKS).casefold())


def runs_of(words: list[str]) -> Iterator[list[str]]:
    """An answer in runs of `RUN_WORDS` from its beginning, the last as long as the others.

    >>> [" ".join(run) for run in runs_of("a b c d e f g h i j".split())]
    ['a b c d e f g h', 'c d e f g h i j']
    """
    for start in range(0, len(words), RUN_WORDS):
        run = words[start : start + RUN_WORDS]
        if len(run) < RUN_WORDS:
            run = words[-RUN_WORDS:]
        if can_tell(run):
            yield run


def can_tell(words: list[str]) -> bool:
    """Whether a text that has these words in a row has them from nowhere else.

    >>> can_tell(words_of("43.8 points below standard")), can_tell(words_of("We ask each other why first"))
    (False, True)
    """
    return sum(not word.isdecimal() for word in words) >= LEAST_WORDS


def texts_in(value: Any) -> Iterator[str]:
    """Every text in an answer's value, whatever its shape."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


def written(folder: Path, cycle: Cycle) -> Iterator[tuple[str, Source]]:
    """Every text that somebody wrote in a district's record; choices, dates, links and names are none."""
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        for answer in record.answers():
            form = cycle.forms.get(answer.form)
            chosen = {each.id for each in form.fields if each.type not in TEXT_TYPES} if form else set()
            for question, value in answer.values.items():
                if question not in chosen:
                    source = Source(answer.form, question, answer.owner)
                    yield from ((text, source) for text in texts_in(value))


def read_spoken(folder: Path, cycle: Cycle) -> Spoken:
    """All that was written in a district's record."""
    found = Spoken()
    for text, source in written(folder, cycle):
        found.add(text, source)
    return found
