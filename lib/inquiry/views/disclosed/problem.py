"""The plan's cells as a problem of disclosure: counts nobody may learn, sums, and what is printed of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from inquiry.measures.disclosure.model import Count, Problem, Statement, Sum
from inquiry.views.disclosed.cells import Cell, Link, range_of
from inquiry.views.disclosed.plan import Print
from inquiry.views.disclosed.states import earlier_state, went_between

MET, NOT, OF = "#met", "#not", "#of"  # of a cell: who met it, who did not, all of them
STATE = "the state: "


def make_problem(
    cells: Mapping[str, Cell],
    links: Iterable[Link],
    published: Mapping[str, int],
    told: Iterable[Statement],
    threshold: int,
) -> Problem:
    """All that an attacker knows without asking, and what is told or could be.

    Parameters
    ----------
    cells, links : mapping of str to Cell, iterable of Link
        By the names of their states.
    published : mapping of str to int
        How many met it, where the state prints it.
    told : iterable of Statement
        Prints of earlier days (fixed), and what may be printed now.
    threshold : int
        In students.
    """
    named = sorted(cells.items())
    counts = [count for name, cell in named for count in _counts(name, cells, threshold)]
    sums = [Sum(name + OF, (name + MET, name + NOT)) for name, cell in named if not cell.is_mean]
    sums += [one for link in links for one in _sums(link, cells)]
    known = [_of_state(name, met) for name, met in sorted(published.items())]
    return Problem(tuple(counts), tuple(sums), (*known, *told), threshold)


def _counts(name: str, cells: Mapping[str, Cell], threshold: int) -> Iterator[Count]:
    """Sizes are known to everybody; but where a mean rests on few, how few is what is withheld."""
    cell = cells[name]
    if cell.is_mean:
        yield Count(key=name + OF, value=cell.of, sensitive=cell.of < threshold)
        return
    yield Count(key=name + OF, value=cell.of, known=True)
    each = cell.per_student
    for side, value in ((MET, cell.met), (NOT, cell.of - cell.met)):
        few = cell.guarded or is_few(name, side, cells, threshold)
        yield Count(key=name + side, value=value, per_student=each, group_size=cell.of, sensitive=few)


def is_few(name: str, side: str, cells: Mapping[str, Cell], threshold: int) -> bool:
    """Whether those who met it, or who did not, are fewer students than the threshold, or all of them are.

    A figure that only grew since an earlier state holds at least the students of then: were those not few,
    these are not, however many more pieces of work make one student by now.
    """
    cell = cells[name]
    value = cell.met if side == MET else cell.of - cell.met
    if cell.students >= threshold and value >= threshold * cell.per_student:
        return False
    before = earlier_state(name)
    return before not in cells or went_between(name) in cells or is_few(before, side, cells, threshold)


def _sums(link: Link, cells: Mapping[str, Cell]) -> Iterator[Sum]:
    for side in (OF,) if cells[link.total].is_mean else (MET, NOT):
        yield Sum(link.total + side, tuple(part + side for part in link.parts), link.exact)


def _of_state(name: str, met: int) -> Statement:
    return Statement(key=STATE + name, terms={name + MET: 1.0}, low=met, high=met, loss=0.0, fixed=True)


def print_of(figure: str, state: str, cell: Cell, day: dt.date, threshold: int) -> Print:
    """A figure as it is printed; of a mean everybody is taken to know how many it rests on."""
    low, high = (cell.of, cell.of) if cell.is_mean else range_of(cell.words, cell.met, cell.of)
    return Print(figure, state, cell.words, low, high, day, threshold)


def offer(figure: str, state: str, cell: Cell, loss: float) -> Statement:
    """A figure that may be printed now."""
    printed = print_of(figure, state, cell, dt.date.max, 0)
    return _tell(figure, state, cell, printed.low, printed.high, loss, fixed=False)


def fixed(printed: Print, cell: Cell) -> Statement:
    """What was printed, and cannot be taken back."""
    key = f"{printed.figure} on {printed.day}"
    return _tell(key, printed.state, cell, printed.low, printed.high, 0.0, fixed=True)


def _tell(key: str, name: str, cell: Cell, low: int, high: int, loss: float, *, fixed: bool) -> Statement:
    terms = {name + (OF if cell.is_mean else MET): 1.0}
    return Statement(key=key, terms=terms, low=low, high=high, loss=loss, fixed=fixed)
