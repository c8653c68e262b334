"""First and last name of one student, near each other or in one word."""

from __future__ import annotations

from inquiry.measures.names.reading import Reading
from inquiry.measures.names.roster import IDEOGRAPHS
from inquiry.measures.names.tokens import Token

MOST_APART = 4  # words from a first to a last name: double names, a middle one


def find_full_names(reading: Reading) -> None:
    """A word of a first and one of a last name of one student; the longest find counts."""
    roster = reading.roster
    for n, token in enumerate(reading.tokens):
        if token.name in roster.solid:
            reading.add("full name", n, n)
        elif reading.is_free(n) and (token.name in roster.firsts or token.name in roster.lasts):
            ends = [m for m in _within_reach(reading, n) if _is_name(reading, n, m)]
            if ends:
                reading.add("full name", n, ends[-1])


def find_written_in_one(reading: Reading) -> None:
    """Names in scripts that put no space between words."""
    known, lengths = reading.roster.written_in_one, reading.roster.in_one_lengths
    for run in IDEOGRAPHS.finditer(reading.text) if known else ():
        for at in range(len(run[0])):
            for length in lengths:
                if run[0][at : at + length] in known:
                    reading.add_text("full name", run.start() + at, run.start() + at + length)


def _within_reach(reading: Reading, n: int) -> list[int]:
    """The places after a word whose word may belong to the same name."""
    found = []
    for m in range(n + 1, min(n + 1 + MOST_APART, len(reading.tokens))):
        if reading.tokens[m].stop or not _bridges(reading, n, m):
            break
        found.append(m)
    return found


def _bridges(reading: Reading, n: int, m: int) -> bool:
    """Whether what stands between two words can be part of a name."""
    between, roster = reading.tokens[n + 1 : m], reading.roster
    if len(between) == 1 and between[0].capital:
        return True
    return all(_is_small(reading, each) or (each.capital and each.name in roster.known) for each in between)


def _is_small(reading: Reading, token: Token) -> bool:
    """An initial, or a part of a name that is none alone."""
    return len(token.name) == 1 or token.name in reading.roster.words.particles


def _is_name(reading: Reading, n: int, m: int) -> bool:
    one, two = reading.tokens[n], reading.tokens[m]
    for first, last in ((one, two), (two, one)):
        if (first.name, last.name) in reading.roster.pairs and _is_meant(reading, n, m, first, last):
            return not (reading.follows_title(n) and last.name in reading.everybody.lasts)
    return False


def _is_meant(reading: Reading, n: int, m: int, first: Token, last: Token) -> bool:
    """Whether two words are a name: by their capitals, by what stands between, and not known to all."""
    roster = reading.roster
    if (reading.tokens[n].name, reading.tokens[n + 1].name) in reading.public:
        return False
    if roster.lasts[last.name] == "name":
        return True
    if not (first.capital and last.capital):
        return False
    if roster.firsts[first.name] == "name":
        return True
    turned = first.start > last.start
    small = all(_is_small(reading, each) for each in reading.tokens[n + 1 : m])
    return small and reading.tokens[m].close and (reading.tokens[m].comma or not turned)
