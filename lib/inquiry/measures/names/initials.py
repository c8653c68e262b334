"""A last name with an initial, a first name with one."""

from __future__ import annotations

from inquiry.measures.names.reading import Reading
from inquiry.measures.names.tokens import Token

WORD_LETTERS = frozenset("aeioy")  # letters that are words, in English or Spanish


def find_initials(reading: Reading) -> None:
    """Single letters that stand for a name beside the other name of the same student."""
    for n, token in enumerate(reading.tokens):
        if len(token.name) != 1 or not reading.is_free(n) or not (token.capital or reading.has_point(n)):
            continue
        after = _after_initials(reading, n)
        if reading.is_free(after) and not reading.tokens[after].stop and _is_last(reading, n, after):
            reading.add("name and initial", n, after)
        elif (
            reading.is_free(n - 1)
            and not token.stop
            and (_is_first(reading, n) or _is_last(reading, n, n - 1))
        ):
            reading.add("name and initial", n - 1, n)


def _after_initials(reading: Reading, n: int) -> int:
    """The place of the first word after an initial, those that follow it, and parts such as “de la”."""
    particles = reading.roster.words.particles
    while n < len(reading.tokens) and (
        len(reading.tokens[n].name) == 1 or reading.tokens[n].name in particles
    ):
        n += 1
    return n


def _is_last(reading: Reading, n: int, at: int) -> bool:
    """Whether the word at a place is the last name to which the initial belongs."""
    roster, letter, last = reading.roster, reading.tokens[n], reading.tokens[at]
    pair = (letter.name, last.name)
    if pair not in roster.initial_last or pair in reading.near.initials or reading.follows_title(min(n, at)):
        return False
    only_name = roster.lasts[last.name] == "name"
    if reading.has_point(n) or (letter.comma and at < n):
        return last.capital or only_name
    return last.capital and only_name and letter.name not in WORD_LETTERS and at > n


def _is_first(reading: Reading, n: int) -> bool:
    """Whether the word before is the first name to whose last name the initial belongs."""
    roster, letter, first = reading.roster, reading.tokens[n], reading.tokens[n - 1]
    if (first.name, letter.name) not in roster.first_initial or reading.follows_title(n - 1):
        return False
    return (
        first.capital
        and letter.close
        and (reading.has_point(n) or _stands_alone(roster.firsts[first.name], letter))
    )


def _stands_alone(kind: str, letter: Token) -> bool:
    """Without a point: after nothing but a name, and where the letter is no word."""
    return kind == "name" and letter.name not in WORD_LETTERS
