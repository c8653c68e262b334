"""The students whom a text may name: the rules, each with its reason.

- An id counts wherever it stands, in any case, with spaces or hyphens in it.
- A first and a last name of one student count together in either order, also with a middle name or initial
  between them, over a line's end, with markup in them, or run together. Where the last name is an everyday
  word (“Young”), both need capitals: “will young” is no Will Young.
- An initial with a last name, a first name with an initial: with capitals, and with the point where the
  name is an everyday word or the letter a word (“A Garcia strategy”).
- A first name alone counts where it is nothing but a name, also in small letters; one that is an everyday
  word too (“Grace”, “Angel”, “Will”) with a capital amid small letters: there it can only be a name. One that
  is also a month or a place (“May”, “Jordan”) does not count alone: every second answer has one.
- A last name alone likewise, but with a capital always: more of them are words somewhere.
- Not counted: what follows a title (“Ms. Garcia”), single names that a colleague near the team bears, names
  of schools and places (“San Diego”, “Chavez Elementary”), and abbreviations in capitals (“ELA”).

Not found: nicknames, misspelt names, two initials, a word such as “Will” at a sentence's beginning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from inquiry.measures.names.folding import fold_word, readings, word_pattern, words_of
from inquiry.measures.names.full import find_full_names, find_written_in_one
from inquiry.measures.names.initials import find_initials
from inquiry.measures.names.numbers import find_ids
from inquiry.measures.names.reading import Found, Reading
from inquiry.measures.names.roster import Roster
from inquiry.measures.names.single import find_single
from inquiry.measures.names.staff import Adult, AllStaff

STRONG = frozenset({"id", "full name"})  # what names one student whatever stands around it
HIDING = frozenset(
    "<&*_~`|\\-\u00ad\u200b\u200c\u200d\u2060\ufeff"
)  # characters within a name that keep it from sight


class Names:
    """The students of a list, found in texts; a text that was looked at once is not looked at again."""

    def __init__(self, roster: Roster, adults: Iterable[Adult] = (), public: Iterable[str] = ()) -> None:
        """Keep who is looked for, who is no student, and names that everybody knows (schools, teams)."""
        adults, public = tuple(adults), tuple(public)
        self.digest = _digest(roster, adults, public)
        self.roster, self.staff = roster, AllStaff(adults)
        words = [words_of(name) for name in public]
        self.public = frozenset(pair for each in words for pair in pairwise(each))
        self._seen: dict[tuple[str, str], tuple[Found, ...]] = {}

    def find(self, text: str, school: str = "") -> tuple[Found, ...]:
        """What in a text may name a student, in the order of the text, each once.

        Parameters
        ----------
        text : str
        school : str
            The school whose team wrote it ("" for the district's): its colleagues are not students.

        Examples
        --------
        >>> from inquiry.measures.names import make_roster
        >>> from inquiry.sources.name_words import NameWords
        >>> from inquiry.sources.students import Student
        >>> names = Names(make_roster([Student("s-10017", "María", "García López")], NameWords()))
        >>> names.find("GARCIA, MARIA and M. García’s group")
        (Found(what='full name', words='GARCIA, MARIA'), Found(what='name and initial', words='M. García’s'))
        """
        key = (text, school)
        if key not in self._seen:
            found = [each for reading in readings(text) for each in self._look(reading, school)]
            self._seen[key] = tuple(_each_once(found))
        return self._seen[key]

    def find_strong(self, text: str) -> tuple[Found, ...]:
        """The ids and full names in a text, whoever wrote it; quick where there is none."""
        if not self._may_hold(text):
            return ()
        return tuple(found for found in self.find(text) if found.what in STRONG)

    def _may_hold(self, text: str) -> bool:
        """Whether a text can hold an id or a full name at all: the words of one, or what may hide some."""
        if any(char.isdigit() for char in text) or not HIDING.isdisjoint(text):
            return True
        words = [fold_word(word) for word in word_pattern().findall(text)]
        known = sum(word in self.roster.known or word[:-1] in self.roster.known for word in words)
        return (
            known > 1 or any(word in self.roster.solid for word in words) or bool(self.roster.written_in_one)
        )

    def _look(self, text: str, school: str) -> list[Found]:
        reading = Reading(text, self.roster, self.staff.near(school), self.staff.everybody, self.public)
        find_ids(reading)
        find_written_in_one(reading)
        if any(token.name in self.roster.known for token in reading.tokens):
            find_full_names(reading)
            find_initials(reading)
            find_single(reading)
        return reading.found


def _each_once(found: Sequence[Found]) -> Iterator[Found]:
    """Each find once; a part of another one, which the other way of reading a text may give, not at all."""
    told: dict[str, Found] = {}
    for each in found:
        told.setdefault(each.letters, each)
    for letters, each in told.items():
        if not any(letters in other and letters != other for other in told):
            yield each


def _digest(roster: Roster, adults: Sequence[Adult], public: Sequence[str]) -> str:
    """The same for the same students, lists of words, adults and public names."""
    lists = [sorted(each) for each in vars(roster.words).values()]
    parts = (
        sorted(roster.pairs),
        sorted(roster.firsts),
        sorted(roster.lasts),
        sorted(roster.ids),
        lists,
        adults,
        public,
    )
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()
