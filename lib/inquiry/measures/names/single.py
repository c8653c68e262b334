"""A first or a last name that stands alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from inquiry.measures.names.reading import Reading
from inquiry.measures.names.roster import Kind
from inquiry.measures.names.tokens import Token

LEAST_LETTERS, LEAST_SMALL = 3, 4  # of a name that counts alone; of one in small letters
ABBREVIATION = 5  # capitals in a row, and no more, amid small letters: “ELA”, “AVID” are no names


def find_single(reading: Reading) -> None:
    """First names alone, then last names alone, each by how telling it is."""
    roster, near = reading.roster, reading.near
    for n in range(len(reading.tokens)):
        if _counts(reading, n, roster.firsts, near.firsts, small=True):
            reading.add("first name", n, n)
        elif _counts(reading, n, roster.lasts, near.lasts, small=False):
            reading.add("last name", n, n)


def _counts(
    reading: Reading, n: int, known: Mapping[str, Kind], adults: Collection[str], *, small: bool
) -> bool:
    token = reading.tokens[n]
    kind = known.get(token.name)
    if kind is None or kind == "proper" or not reading.is_free(n) or len(token.name) < LEAST_LETTERS:
        return False
    if token.name in adults or _is_other(reading, n):
        return False
    if kind == "word":
        return _is_amid_small(reading, n)
    return token.capital or (small and len(token.name) >= LEAST_SMALL)


def _is_other(reading: Reading, n: int) -> bool:
    """A colleague with a title, a place, a school, an abbreviation."""
    lists, tokens = reading.roster.words, reading.tokens
    before = tokens[n - 1] if n and tokens[n].close else None
    after = tokens[n + 1] if n + 1 < len(tokens) and tokens[n + 1].close else None
    short = tokens[n].upper and len(tokens[n].word) <= ABBREVIATION and not reading.loud
    place = (before is not None and before.name in lists.before_places) or _is_place(
        after, lists.after_places
    )
    return short or place or reading.follows_title(n) or reading.is_public(n)


def _is_place(after: Token | None, places: Collection[str]) -> bool:
    return after is not None and after.capital and after.name in places


def _is_amid_small(reading: Reading, n: int) -> bool:
    """Whether a word with a capital stands in mid-sentence between words without: there it is a name."""
    tokens, token = reading.tokens, reading.tokens[n]
    if n == 0 or token.upper or not token.capital or token.stop or not token.close:
        return False
    before = tokens[n - 1]
    after = tokens[n + 1] if n + 1 < len(tokens) and tokens[n + 1].close else None
    return (
        not before.capital
        and before.name not in reading.roster.words.articles
        and not (after and after.capital)
    )
