"""Makes tables of counts with their totals as problems of disclosure control, and tells exact ranges."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from inquiry.measures.disclosure.attack import attack
from inquiry.measures.disclosure.model import Count, Problem, Statement, Sum

Cell = tuple[str, str]
TOTAL = "all"
ENDLESS = 10**9  # no range is so wide: what it is asked for is told exactly


def tell_count(key: str, part: str, value: float, loss: float, fixed: bool = False) -> Statement:
    """A count that is printed as it is."""
    return Statement(key=key, terms={part: 1.0}, low=value, high=value, loss=loss, fixed=fixed)


def tell_share(key: str, part: str, value: int, n: int, say: Callable[[int, int], str]) -> Statement:
    """A share of a known number: from the least to the greatest count that prints the same."""
    same = [count for count in range(n + 1) if say(count, n) == say(value, n)]
    return Statement(key=key, terms={part: 1.0}, low=same[0], high=same[-1], loss=n)


def find_range(problem: Problem, printed: Collection[str], key: str) -> tuple[float, float]:
    """The least and greatest value of one count: the attack asks for more than any range can be."""
    counts = tuple(replace(count, sensitive=count.key == key) for count in problem.counts)
    (finding,) = attack(replace(problem, counts=counts, threshold=ENDLESS), printed)
    return finding.low, finding.high


def name(cell: Cell) -> str:
    return "/".join(cell)


def table(
    rows: Mapping[str, Sequence[int]],
    columns: Sequence[str],
    few: int,
    loss: Callable[[float], float] = lambda value: value,
    sensitive: Callable[[float], bool] | None = None,
) -> Problem:
    """A two-way table with its totals, all of which could be printed; counts below `few` are sensitive."""
    cells: dict[Cell, int] = {
        (row, column): value
        for row, values in rows.items()
        for column, value in zip(columns, values, strict=True)
    }
    for row in rows:
        cells[row, TOTAL] = sum(cells[row, column] for column in columns)
    for column in (*columns, TOTAL):
        cells[TOTAL, column] = sum(cells[row, column] for row in rows)
    sums = [Sum(name((row, TOTAL)), tuple(name((row, c)) for c in columns)) for row in (*rows, TOTAL)]
    sums += [Sum(name((TOTAL, c)), tuple(name((row, c)) for row in rows)) for c in (*columns, TOTAL)]
    is_sensitive = sensitive or (lambda value: value < few)
    return Problem(
        counts=tuple(Count(key=name(cell), value=v, sensitive=is_sensitive(v)) for cell, v in cells.items()),
        sums=tuple(sums),
        statements=tuple(tell_count(name(cell), name(cell), v, loss(v)) for cell, v in cells.items()),
        threshold=few,
    )


def met_of(
    sizes: Mapping[str, int], met: Mapping[str, int], few: int, say: Callable[[int, int], str]
) -> Problem:
    """Shares of groups whose sizes everybody knows, and of all of them together under “all”."""
    sizes = {**sizes, TOTAL: sum(sizes.values())}
    met = {**met, TOTAL: sum(met.values())}
    counts, sums, statements = [], [], []
    for group, n in sizes.items():
        small = n > 0 and (met[group] < few or n - met[group] < few)  # nobody at all is no secret
        counts += [
            Count(key=f"{group}#met", value=met[group], group_size=n, sensitive=small),
            Count(key=f"{group}#not", value=n - met[group], group_size=n, sensitive=small),
            Count(key=f"{group}#of", value=n, known=True),
        ]
        sums.append(Sum(f"{group}#of", (f"{group}#met", f"{group}#not")))
        statements.append(tell_share(group, f"{group}#met", met[group], n, say))
    parts = tuple(group for group in sizes if group != TOTAL)
    sums += [Sum(f"{TOTAL}#{kind}", tuple(f"{group}#{kind}" for group in parts)) for kind in ("met", "not")]
    return Problem(tuple(counts), tuple(sums), tuple(statements), few)


def percent(value: int, n: int) -> str:
    """A share as pages print it, coded at the ends."""
    if not n:
        return "none"
    share = 100 * value / n
    return "≤ 5 %" if share <= 5 else "≥ 95 %" if share >= 95 else f"{share:.0f} %"


def with_fixed(problem: Problem, *fixed: Statement) -> Problem:
    return Problem(problem.counts, problem.sums, (*problem.statements, *fixed), problem.threshold)
