"""Numbers of students, with or without what people put between the characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inquiry.measures.names.folding import fold_word
from inquiry.measures.names.reading import Reading
from inquiry.measures.names.roster import ID_HEAD, MOST_ID

LEAST_JOINED = 7  # digits of an id typed in groups: fewer are counts side by side
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN = re.compile(r"[\s\-_./#]{0,3}")
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_INSIDE_FIGURE = re.compile(r"\d[.,]$")
_FIGURE_GOES_ON = re.compile(r"[.,]\d")


def find_ids(reading: Reading) -> None:
    """Every id of the list that stands in a text as a whole."""
    if not reading.roster.ids or not any(char.isdigit() for char in reading.text):
        return
    pieces = list(_PIECE.finditer(reading.text))
    end = 0
    for n, piece in enumerate(pieces):
        if piece.start() >= end and (found := _end_of_id(reading, pieces, n)):
            end = found
            reading.add_text("id", piece.start(), end)


def _end_of_id(reading: Reading, pieces: Sequence[re.Match[str]], n: int) -> int:
    """Where the id that begins with a piece ends; 0 where none does."""
    roster, joined = reading.roster, ""
    start = end = pieces[n].start()
    for m in range(n, len(pieces)):
        joined += fold_word(pieces[m][0])
        starts_none = len(joined) >= ID_HEAD and joined[:ID_HEAD] not in roster.id_heads
        if (
            starts_none
            or len(joined) > MOST_ID
            or not _BETWEEN.fullmatch(reading.text, end, pieces[m].start())
        ):
            return 0
        end = pieces[m].end()
        if joined in roster.ids and _is_whole(reading.text, joined, start, end, in_groups=m > n):
            return end
    return 0


def _is_whole(text: str, joined: str, start: int, end: int, *, in_groups: bool) -> bool:
    """Whether characters are an id, and not a day, counts side by side, or part of something longer."""
    if not joined.isdigit():
        return not (text[start - 1 : start].isdigit() or text[end : end + 1].isdigit())
    if _INSIDE_FIGURE.search(text[max(0, start - 2) : start]) or _FIGURE_GOES_ON.match(text, end):
        return False
    return not in_groups or (len(joined) >= LEAST_JOINED and not _DAY.match(text, start))
