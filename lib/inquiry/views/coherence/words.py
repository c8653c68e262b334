"""Two wordings side by side: the telling words that they share."""

from __future__ import annotations

import re

FEWEST_LETTERS = 4  # shorter words tie sentences together and say little
# Words that nearly every focus has, so that sharing them says nothing.
_COMMON = (
    "about after again alike also because been before being both class could does each every everybody "
    "everyone first from give have into just less make many more most much must need only other others "
    "over same school schools should some student students such teacher teachers team teams than that "
    "their them then there they this through until very well what when where which while will with "
    "without work year your "
)
COMMON = frozenset(_COMMON.split())


def shared_words(one: str, other: str) -> list[str]:
    """The telling words of the first wording that the second has too, in its order.

    Parameters
    ----------
    one, other : str
        Two wordings. A final s makes no difference.

    Returns
    -------
    list of str
        Lower case; empty where they share none, which may still mean the same.

    Examples
    --------
    >>> shared_words("Students argue with evidence.", "Every claim has its evidence, aloud and in writing.")
    ['evidence']
    """
    there = {_stem(word) for word in _words(other)}
    found = [word for word in _words(one) if _stem(word) in there]
    return list(dict.fromkeys(found))


def _words(text: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return [word for word in words if len(word) >= FEWEST_LETTERS and word not in COMMON]


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
