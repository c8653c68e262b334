"""Whys whose words meet, and the suggestion that they may belong together. People decide it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from inquiry.cycle import Form, Link, linked_row, write_link
from inquiry.record import Row
from inquiry.views.desk import Desk
from inquiry.views.purpose.whys import LEAST_WHYS, MEMBERS, WHYS, Why, board_of
from inquiry.views.suggest import Suggestion

# Cosine of two short texts (TF-IDF of words' beginnings): from the first on an overlap is suggested, from the
# second on an alignment. Our own choice, tried on the example's whys alone. A hint, never a verdict.
SAME_WORDS, SOME_WORDS = 0.30, 0.12
SHARED_LEAST = 2  # one shared word is chance, unless the texts are nearly nothing but that word
ENDINGS, SHORTEST_STEM = ("ing", "ed", "es", "s"), 3
BEGINNING = 5  # letters of a word that are compared: “family” and “families” meet
MOST_OF_A_WHY = 110  # characters in a suggestion: about a line and a half
SHARED_SHOWN = 4  # words that a suggestion names as its reason


@dataclass(frozen=True)
class Pair:
    """Two whys whose words meet: how nearly (0 to 1), and the words they share, the weightiest first."""

    one: Why
    two: Why
    nearness: float
    shared: tuple[str, ...]


def near_pairs(whys: Sequence[Why]) -> list[Pair]:
    """Pairs of whys by the nearness of their words, nearest first.

    Parameters
    ----------
    whys : sequence of Why
        Those on the board.

    Returns
    -------
    list of Pair
        Nearness is the cosine of TF-IDF weights of the words' beginnings, without the commonest words; pairs
        below `SOME_WORDS` are left out.

    Source
    ------
    Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval, Information Processing
    and Management 24(5); as in scikit-learn's `TfidfVectorizer`.
    """
    if len(whys) < LEAST_WHYS:
        return []
    # Loaded where texts are compared: it takes a second.
    from sklearn.feature_extraction.text import TfidfVectorizer

    spoken = _spoken(whys)
    if not any(spoken):
        return []
    vectorizer = TfidfVectorizer(analyzer=_same)
    weights = vectorizer.fit_transform([list(words) for words in spoken]).toarray()
    stems = vectorizer.get_feature_names_out()
    pairs = []
    for m, n in combinations(range(len(whys)), 2):
        both = weights[m] * weights[n]
        nearness = round(float(both.sum()), 6)
        alone = int((both > 0).sum()) < SHARED_LEAST and nearness < SAME_WORDS
        if nearness >= SOME_WORDS and not alone:
            ranked = sorted((k for k in range(len(stems)) if both[k] > 0), key=lambda k: (-both[k], stems[k]))
            shared = tuple(_both(spoken[m][stems[k]], spoken[n][stems[k]]) for k in ranked[:SHARED_SHOWN])
            pairs.append(Pair(whys[m], whys[n], nearness, shared))
    return sorted(pairs, key=lambda pair: (-pair.nearness, pair.one.key, pair.two.key))


def _both(one: str, two: str) -> str:
    """A word that two whys share; where they have it in two forms, both."""
    return one if one == two else f"{one} / {two}"


def _same(words: list[str]) -> list[str]:
    return words


def _spoken(whys: Sequence[Why]) -> list[dict[str, str]]:
    """For each why, the beginnings of its telling words, each with the word as it was written."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    found = []
    for why in whys:
        words = re.findall(r"[^\W\d_]{3,}", why.words.lower())
        telling = [word for word in words if word not in ENGLISH_STOP_WORDS and word not in COMMON]
        found.append({_stem(word): word for word in telling})
    return found


def _stem(word: str) -> str:
    """A word's beginning without its commonest English endings.

    >>> _stem("waited"), _stem("wait"), _stem("families"), _stem("family")
    ('wait', 'wait', 'famil', 'famil')
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)][:BEGINNING]
    return word[:BEGINNING]


# Words that nearly every why has: that two share one of them says nothing.
COMMON = frozenset(
    {
        "want", "work", "people", "thing", "things", "day", "days", "year", "years", "time",
        "one", "did", "does", "had", "has", "was", "were", "que", "los", "las", "por", "una",
        "para", "know", "knew", "known", "like", "say", "says", "said", "tell", "told", "make",
        "made", "school", "schools", "student", "students", "child", "children", "kid", "kids",
        "teacher", "teachers", "teach",
    }
)  # fmt: skip


def suggest_whys(desk: Desk, form: Form) -> Iterator[Suggestion]:
    """Pairs on the board that may belong together, nearest first; those already grouped are left out.

    Words can hint at overlap and alignment alone. Whether two whys complement each other or differ no
    comparison of words can tell, and none is suggested.
    """
    grouped = grouped_keys(desk, form)
    for pair in near_pairs(board_of(desk)):
        if any({pair.one.key, pair.two.key} <= keys for keys in grouped):
            continue
        links = [write_link(Link(desk.team.school, WHYS, why.key)) for why in (pair.one, pair.two)]
        kind, asks = _guess(pair)
        yield Suggestion(
            key=f"{pair.one.key}-{pair.two.key}",
            words=f"“{shorten(pair.one.words)}” and “{shorten(pair.two.words)}”: {asks}",
            values={"first": links[0], "second": links[1], "kind": kind},
            why=f"Words they share: {', '.join(pair.shared)}.",
        )


def _guess(pair: Pair) -> tuple[str, str]:
    if pair.nearness >= SAME_WORDS:
        return "overlap", "the same reason in other words?"
    return "align", "different reasons that pull the same way?"


def grouped_keys(desk: Desk, form: Form) -> list[set[str]]:
    """The keys of the whys in each row of the board, refused ones too."""
    rows = desk.rows_of(desk.team.school, form, desk.quarter)
    return [set(keys_in(row)) for row in rows]


def keys_in(row: Row) -> list[str]:
    """The keys of the whys that a group names, each once."""
    found = (linked_row(row.values.get(member)) for member in MEMBERS)
    return list(dict.fromkeys(key for key in found if key is not None))


def shorten(words: str) -> str:
    """As much of a why as a suggestion has."""
    if len(words) <= MOST_OF_A_WHY:
        return words
    return words[:MOST_OF_A_WHY].rsplit(" ", 1)[0].rstrip(",;:") + "…"
