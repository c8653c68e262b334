"""A text as words with what stands between them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from inquiry.measures.names.folding import fold_word, word_pattern

SHOUTING = 0.6  # of a text's letters; with more capitals, capitals tell nothing
POSSESSIVE = re.compile("['\u2019\u02bc\u2018`\u00b4\uff07][sS]$")
LEAST_PLURAL = 5  # letters of a name to which people forget the apostrophe (“Marias work”)
_STOP = re.compile(r"[!?…;:•|–—]|\.(?=\s)|\n\s*\n|\n\s*[-*]\s|[({\[]")  # a new sentence or thought
_LOOSE = " \t\r\n\u00a0,"


@dataclass(frozen=True)
class Token:
    """One word of a text."""

    word: str  # as it was typed
    name: str  # as it is compared, without what it owns
    start: int
    end: int
    capital: bool  # begins with one, or its script has none
    upper: bool  # all capitals
    stop: bool  # a new sentence begins with it
    close: bool  # nothing but spaces and a comma before it
    comma: bool


def tokenize(text: str, known: Collection[str], titles: Collection[str]) -> list[Token]:
    """The words of a text.

    Parameters
    ----------
    text : str
    known : collection of str
        The words that are names: what a word is cut back to where it owns something.
    titles : collection of str
        A point after one of these, as after an initial, ends no sentence.
    """
    found: list[Token] = []
    end = 0
    for match in word_pattern().finditer(text):
        word, start = match[0], match.start()
        gap = text[end:start]
        abbreviated = bool(found) and (len(found[-1].name) == 1 or found[-1].name in titles)
        stop = not found or bool(_STOP.search(gap[1:] if abbreviated and gap[:1] == "." else gap))
        close = bool(found) and not gap.strip(_LOOSE)
        first = word[0]
        capital = first.isupper() or first.lower() == first.upper()
        upper = len(word) > 1 and word.isupper()
        name = _name_in(word, known)
        found.append(Token(word, name, start, match.end(), capital, upper, stop, close, "," in gap))
        end = match.end()
    return found


def _name_in(word: str, known: Collection[str]) -> str:
    """A word as it is compared: without the s of what belongs to somebody."""
    folded = fold_word(word)
    if POSSESSIVE.search(word):
        return folded[:-1]
    cut = folded[:-1]
    forgot = word[0].isupper() and folded not in known and folded.endswith("s") and cut in known
    return cut if forgot and len(cut) >= LEAST_PLURAL else folded


def is_shouting(text: str) -> bool:
    """Whether a text is typed in capitals."""
    letters = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in letters) > SHOUTING * len(letters)
