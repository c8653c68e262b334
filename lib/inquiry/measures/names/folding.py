"""Texts and names made comparable: accents, case, hidden characters, markup, letters that stand apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from html import unescape

APOSTROPHES = "'\u2019\u02bc\u2018`\u00b4\uff07"
# Letters that are no other letter with a mark, and what people type for them.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŋ": "n"}
)
# Letters of Cyrillic and Greek that look like one of ours (Unicode's confusables): nobody can tell them.
LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ",
    "ABESIJKMHOPCTYXaesijkopcyxhdqwABEZHIKMNOPTYXaikvopux",
)
_FIRST_MARK, _LAST_MARK = 0x0300, 0xABFF  # where Unicode has the marks of living scripts
_MEMORY = 1 << 16  # words: those of a district's answers and lists
# Soft hyphen, zero-width characters, marks of direction, tatweel, variation selectors: nobody sees them.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")
_MARKED = re.compile(r"(?<=\w)[*_~`|\\]+(?=\w)")
_BROKEN = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\W\d_])")
_CUT_OFF = re.compile(rf"(?<=\b[DdOo][{APOSTROPHES}])\s+(?=[^\W\d_])")  # “O’ Farrell”
_APART = re.compile(r"(?<!\w)[^\W\d_](?:[ .\u00a0\u00b7-][^\W\d_]){3,}(?!\w)")
_NOT_LETTERS = re.compile(r"\W+")
_MARKUP = frozenset("<&*_~`|\\")


@cache
def word_pattern() -> re.Pattern[str]:
    """A word: letters with their marks, and apostrophes inside."""
    marks = _mark_ranges()
    return re.compile(
        rf"[^\W\d_][^\W\d_{marks}]*(?:[^\W\d_]|[{marks}])*(?:[{APOSTROPHES}](?:[^\W\d_]|[{marks}])+)*"
    )


def _mark_ranges() -> str:
    """All marks as ranges of a character class: Python's own classes count them to no word."""
    found: list[list[int]] = []
    for code in range(_FIRST_MARK, _LAST_MARK + 1):
        if unicodedata.category(chr(code))[0] == "M":
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in found)


@lru_cache(maxsize=_MEMORY)
def fold_word(word: str) -> str:
    """A word as it is compared: no accents, no case, no apostrophes, no letters that only look like ours.

    Examples
    --------
    >>> fold_word("Núñez"), fold_word("O’BRIEN"), fold_word("Łukasz"), fold_word("ＭＡＲÍＡ")
    ('nunez', 'obrien', 'lukasz', 'maria')
    >>> fold_word("Маría")  # its first two letters are Cyrillic
    'maria'
    """
    shown = unicodedata.normalize("NFKC", word).translate(LOOK_ALIKE)
    apart = unicodedata.normalize("NFKD", shown.casefold())
    plain = "".join(char for char in apart if unicodedata.category(char)[0] not in "MC").translate(PLAIN)
    return "".join(char for char in plain if char not in APOSTROPHES)


def fold(text: str) -> str:
    """A text as it is compared: its words, folded, one space between them.

    Examples
    --------
    >>> fold("García-López,  ÁNGEL")
    'garcia lopez angel'
    """
    return " ".join(_NOT_LETTERS.sub(" ", fold_word(_HIDDEN.sub("", text))).split())


def words_of(name: str) -> list[str]:
    """The words of a name, folded.

    Examples
    --------
    >>> words_of("María José"), words_of("García-López"), words_of("O'Brien")
    (['maria', 'jose'], ['garcia', 'lopez'], ['obrien'])
    """
    shown = _HIDDEN.sub("", unicodedata.normalize("NFC", name))
    return [folded for word in word_pattern().findall(shown) if (folded := fold_word(word))]


def readings(text: str) -> Iterator[str]:
    """A text as people may read it: as it shows; with markup, broken lines and letters apart closed up."""
    shown = _HIDDEN.sub("", unicodedata.normalize("NFC", text))
    plain = shown
    if not _MARKUP.isdisjoint(shown):
        plain = _HIDDEN.sub("", unescape(shown))
        shown = _TAG.sub(" ", plain)
    yield shown
    closed = _MARKED.sub("", _TAG.sub("", plain))
    closed = _APART.sub(_close, _CUT_OFF.sub("", _BROKEN.sub("", closed)))
    if closed != shown:
        yield closed


def _close(letters: re.Match[str]) -> str:
    return letters[0][::2]
