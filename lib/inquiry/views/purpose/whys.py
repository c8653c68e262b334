"""The board of whys as a page shows it: of the desk's school, or of the district."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.cycle import is_blank
from inquiry.district.noting import noted_result
from inquiry.record import Row
from inquiry.record.board import LEAST_WHYS, WHYS, Why, people_at, read_whys, whys_on_board
from inquiry.views.desk import Desk

__all__ = ["GROUPS", "LEAST_WHYS", "MEMBERS", "WHYS", "Why", "board_of", "count_writers", "words_on_board"]

GROUPS = "why-board"
MEMBERS = ("first", "second", "third", "fourth")  # the questions of a group that name a why


def board_of(desk: Desk) -> tuple[Why, ...]:
    """The whys on the board of the desk's school or, for the district's teams, of the district."""
    school = desk.team.school
    return noted_result("whys", (school,), lambda: whys_on_board(desk.district, _rows(desk), school))


def words_on_board(desk: Desk, key: str) -> str | None:
    """The words of one why on our board; None once it was taken back."""
    return next((why.words for why in board_of(desk) if why.key == key), None)


def count_writers(desk: Desk) -> tuple[int, int]:
    """How many of those whose board this is wrote a why, and how many there are."""

    def count() -> tuple[int, int]:
        people = people_at(desk.district, desk.team.school)
        wrote = {row.owner for row in _rows(desk) if not is_blank(row.values.get("why"))}
        return len(people & wrote), len(people)

    return noted_result("why writers", (desk.team.school,), count)


def _rows(desk: Desk) -> Sequence[Row]:
    return desk.once("why rows", lambda: _read(desk))


def _read(desk: Desk) -> list[Row]:
    """Everybody's why; one that may name a student stays with its team, whoever reads the board."""
    form = desk.cycle.forms.get(WHYS)
    rows = read_whys(desk.record, desk.moment)
    return [each for row in rows for each in desk.watch.close(form, row.owner, [row])] if form else []
