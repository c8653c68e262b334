"""A list of students made ready to be looked for: which words are names, and how telling each is alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Literal

from inquiry.measures.names.folding import fold_word, words_of
from inquiry.sources.name_words import NameWords
from inquiry.sources.students import Student

# How telling a name is where it stands alone: it is nothing but a name; it is also an everyday word (“Grace”,
# “Will”), which its capital in mid-sentence tells apart; it is also written with a capital as something else
# (“May”, “Jordan”), which nothing tells apart.
Kind = Literal["name", "word", "proper"]
LEAST_DIGITS = 5  # of a number without letters: shorter ones are counts, years and points of a scale
LEAST_ID = 4  # characters of any other id
LEAST_SOLID = 7  # letters of two names in one word: shorter ones are other words
MOST_ID = 24  # characters of an id that are compared
ID_HEAD = 3
IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")  # scripts that write a name in one


@dataclass(frozen=True)
class Roster:
    """What is looked for. Pairs hold a word of a first and one of a last name, or the first letter of one."""

    words: NameWords
    firsts: Mapping[str, Kind]
    lasts: Mapping[str, Kind]
    pairs: frozenset[tuple[str, str]]
    initial_last: frozenset[tuple[str, str]]
    first_initial: frozenset[tuple[str, str]]
    ids: frozenset[str]
    id_heads: frozenset[str]
    solid: frozenset[str]
    written_in_one: frozenset[str]
    in_one_lengths: tuple[int, ...]
    known: frozenset[str] = field(repr=False)  # every word that can be part of a find


def make_roster(students: Iterable[Student], words: NameWords) -> Roster:
    """Make a list of students ready to be looked for.

    Parameters
    ----------
    students : iterable of Student
    words : NameWords
        What tells names from other words.

    Returns
    -------
    Roster
        A student without a last or a first name is looked for by what there is.
    """
    words = _fold_lists(words)
    firsts: dict[str, Kind] = {}
    lasts: dict[str, Kind] = {}
    pairs: set[tuple[str, str]] = set()
    ids: set[str] = set()
    solid: set[str] = set()
    in_one: set[str] = set()
    split: dict[str, tuple[str, ...]] = {}
    for student in students:
        first, last = (_parts(name, words.particles, split) for name in (student.first, student.last))
        for parts, kinds in ((first, firsts), (last, lasts)):
            for part in parts:
                kinds.setdefault(part, _kind(part, words))
        pairs.update((one, two) for one in first for two in last)
        solid.update(_solid(first, last))
        in_one.update(_in_one(student))
        if id_ := compact_id(student.id):
            ids.add(id_)
    initial_last = frozenset((one[0], two) for one, two in pairs)
    first_initial = frozenset((one, two[0]) for one, two in pairs)
    heads = frozenset(each[:ID_HEAD] for each in ids)
    lengths = tuple(sorted({len(name) for name in in_one}))
    known = frozenset({*firsts, *lasts, *solid})
    return Roster(
        words, firsts, lasts, frozenset(pairs), initial_last, first_initial, frozenset(ids), heads,
        frozenset(solid), frozenset(in_one), lengths, known,
    )  # fmt: skip


def _fold_lists(words: NameWords) -> NameWords:
    """The same lists, compared as names are."""
    lists = {each.name: getattr(words, each.name) for each in fields(words)}
    return NameWords(**{name: frozenset(map(fold_word, each)) for name, each in lists.items()})


def compact_id(text: str) -> str | None:
    """An id without what may stand between its characters; None where it is as short as a count.

    Examples
    --------
    >>> compact_id("EX-100 014"), compact_id("100014"), compact_id("1234")
    ('ex100014', '100014', None)
    """
    plain = "".join(char for char in fold_word(text) if char.isalnum())[:MOST_ID]
    if not any(char.isdigit() for char in plain):
        return None
    return plain if len(plain) >= (LEAST_DIGITS if plain.isdigit() else LEAST_ID) else None


def _parts(name: str, particles: frozenset[str], split: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A name's words that count, then all of them in one (“Delarosa”); of particles alone the last.

    Many students share a name.
    """
    if name not in split:
        words = [word for word in words_of(name) if len(word) > 1]
        telling = [word for word in words if word not in particles]
        split[name] = tuple(dict.fromkeys((*(telling or words[-1:]), *filter(None, ["".join(words)]))))
    return split[name]


def _kind(word: str, words: NameWords) -> Kind:
    if word in words.elsewhere:
        return "proper"
    return "word" if word in words.everyday else "name"


def _solid(first: Sequence[str], last: Sequence[str]) -> Iterable[str]:
    """First and last name written as one word, as in an address of mail."""
    for one in first[:1]:
        for two in dict.fromkeys((*last[:1], *last[-1:])):
            for word in (one + two, two + one):
                if len(word) >= LEAST_SOLID:
                    yield word


def _in_one(student: Student) -> Iterable[str]:
    """The name in scripts that put no space between its parts."""
    if IDEOGRAPHS.fullmatch(student.first) and IDEOGRAPHS.fullmatch(student.last):
        yield student.last + student.first
        yield student.first + student.last
