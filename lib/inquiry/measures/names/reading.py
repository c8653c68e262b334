"""One text while names are looked for in it: its words, who is looked for, and what was found so far."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from inquiry.measures.names.folding import fold_word
from inquiry.measures.names.roster import Roster
from inquiry.measures.names.staff import Staff
from inquiry.measures.names.tokens import is_shouting, tokenize

What = Literal["id", "full name", "name and initial", "first name", "last name"]


@dataclass(frozen=True)
class Found:
    """One thing that may name a student: what kind it is, and the words as they were typed."""

    what: What
    words: str

    @property
    def letters(self) -> str:
        """Its letters and digits: the same however it is typed."""
        return "".join(char for char in fold_word(self.words) if char.isalnum())

    @property
    def masked(self) -> str:
        """The words by their first letters, for a list that others may see over somebody's shoulder.

        Examples
        --------
        >>> Found("full name", "Maria Garcia").masked, Found("id", "EX100014").masked
        ('M… G…', 'E…')
        """
        return " ".join(f"{word[0]}…" for word in self.words.split())


class Reading:
    """What the rules look at and add to.

    `near` are the adults near the team that wrote the text, `everybody` all of the district; `public` are
    neighboring words of names that everybody knows.
    """

    def __init__(
        self, text: str, roster: Roster, near: Staff, everybody: Staff, public: frozenset[tuple[str, str]]
    ) -> None:
        """Cut the text into words."""
        self.text, self.roster, self.near, self.everybody = text, roster, near, everybody
        self.public = public
        self.tokens = tokenize(text, roster.known, roster.words.titles)
        self.loud = is_shouting(text)
        self._taken: set[int] = set()
        self._found: list[tuple[int, Found]] = []

    @property
    def found(self) -> list[Found]:
        """What was found, in the order of the text."""
        return [found for _, found in sorted(self._found, key=lambda pair: pair[0])]

    def add(self, what: What, first: int, last: int) -> None:
        """Note the words from one place to another; they are part of nothing else."""
        self._taken.update(range(first, last + 1))
        self.add_text(what, self.tokens[first].start, self.tokens[last].end)

    def add_text(self, what: What, start: int, end: int) -> None:
        """Note a part of the text."""
        self._found.append((start, Found(what, " ".join(self.text[start:end].split()))))

    def is_free(self, n: int) -> bool:
        """Whether there is a word at a place that is part of no find."""
        return 0 <= n < len(self.tokens) and n not in self._taken

    def has_point(self, n: int) -> bool:
        """Whether a point follows a word at once."""
        end = self.tokens[n].end
        return self.text[end : end + 1] == "."

    def follows_title(self, n: int) -> bool:
        """Whether a title stands before a word, or before the initials in front of it."""
        while n > 0 and not self.tokens[n].stop:
            n -= 1
            if len(self.tokens[n].name) > 1:
                return self.tokens[n].name in self.roster.words.titles
        return False

    def is_public(self, n: int) -> bool:
        """Whether a word and one beside it are part of a name that everybody knows."""
        names = [token.name for token in self.tokens[max(0, n - 1) : n + 2]]
        return any(pair in self.public for pair in pairwise(names))
