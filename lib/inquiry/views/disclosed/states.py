"""Figures that change while a quarter lasts: each state of a figure, and what lies between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from inquiry.views.disclosed.cells import Cell, Facts, Link
from inquiry.views.disclosed.plan import Plan

BOTH, CAME, WENT = "both", "came", "went"


@dataclass(frozen=True)
class States:
    """All cells by the names of their states, the sums between them, and the latest state of each figure."""

    cells: Mapping[str, Cell]
    links: tuple[Link, ...]
    current: Mapping[str, str]
    published: Mapping[str, int]


def take_up(facts: Facts, before: Plan) -> States:
    """The facts of today laid beside those of earlier decisions.

    A figure that is what it was keeps its state. Of one that changed, what came and what went in between is
    a cell of its own: two exports may tell it together.
    """
    cells, names = dict(before.cells), dict(before.current)
    links = dict.fromkeys(before.links)
    for key, cell in sorted(facts.cells.items()):
        old = names.get(key)
        if old is not None and cells[old].content == cell.content:
            cells[old] = cell
            continue
        names[key] = new = f"{key}@{_number(old) + 1}"
        cells[new] = cell
        if old is not None:
            for name, part in _between(old, new, cells[old], cell):
                cells[name] = part
            links |= dict.fromkeys(_paths(old, new, cells))
    links |= dict.fromkeys(
        Link(names[link.total], tuple(names[part] for part in link.parts), link.exact) for link in facts.links
    )
    published = {**before.published, **{names[key]: met for key, met in facts.published.items()}}
    return States(cells, tuple(links), names, published)


def earlier_state(name: str) -> str:
    """The name of the state before; of a cell that lies between two states, one that nothing has."""
    key, _, number = name.rpartition("@")
    return f"{key}@{int(number) - 1}" if number.isdecimal() else ""


def went_between(name: str) -> str:
    """The name of what went from a figure since the state before."""
    return f"{name} {WENT}"


def _number(name: str | None) -> int:
    return int(name.rpartition("@")[2]) if name else 0


def _between(old: str, new: str, was: Cell, now: Cell) -> Iterator[tuple[str, Cell]]:
    """What came to a figure between two states, and what went; with both, their common whole."""
    met, rest = now.met - was.met, (now.of - now.met) - (was.of - was.met)
    came = _part(f"{new} {CAME}", max(met, 0), max(met, 0) + max(rest, 0), now)
    went = _part(f"{new} {WENT}", max(-met, 0), max(-met, 0) + max(-rest, 0), was)
    both = Cell(f"{new} {BOTH}", was.met + came.met, was.of + came.of, was.students + came.students)
    found = [cell for cell in (came, went) if cell.of]
    yield from (
        (cell.key, replace(cell, is_mean=now.is_mean)) for cell in (*found, *([both] if found[1:] else []))
    )


def _part(key: str, met: int, of: int, whole: Cell) -> Cell:
    """A part of a figure; each of its students gave at least one piece of work."""
    return Cell(key, met, of, min(float(of), whole.students))


def _paths(old: str, new: str, cells: Mapping[str, Cell]) -> Iterator[Link]:
    """How two states of a figure are tied by what lies between them."""
    came, went, both = (f"{new} {what}" for what in (CAME, WENT, BOTH))
    if both in cells:
        yield from (Link(both, (old, came)), Link(both, (new, went)))
    elif went in cells:
        yield Link(old, (new, went))
    else:
        yield Link(new, (old, *([came] if came in cells else ())))
