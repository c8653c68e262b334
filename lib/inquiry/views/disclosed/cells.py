"""The district's own figures as cells: so many met it, of so many; and how cells add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inquiry.measures.suppress import END
from inquiry.views.state.standing import ALL

LOW, HIGH = f"≤ {END}%", f"≥ {100 - END}%"
# What withholding a figure loses, our own rule: about as many pages as would show it. All schools' stands on
# the district's pages, and on a school's where its own is withheld. All students are read first, and count
# double.
ALL_SCHOOLS = 2.0
EVERYBODY = 2.0
CERTAIN = 1e-9  # below it two sums of whole numbers are the same


@dataclass(frozen=True)
class Cell:
    """One figure, or one that others are made of.

    `met` of `of` pieces of work (or people), which come from so many `students`. `loss` is what staff lose
    where it is withheld; 0: it is printed nowhere. `guarded`: one teacher's, never told and never to be
    worked out. `words` is how it is printed; a mean has nothing that is met, and stands for how many it rests
    on. `rests_on` names the figure that tells how many `of` are, where that may be withheld too.
    """

    key: str
    met: int
    of: int
    students: float
    words: str = ""
    loss: float = 0.0
    guarded: bool = False
    is_mean: bool = False
    rests_on: str = ""

    @property
    def per_student(self) -> float:
        """How many pieces of work are one student's; at least one."""
        return max(1.0, self.of / self.students) if self.students else 1.0

    @property
    def content(self) -> tuple[object, ...]:
        """What tells one state of a figure from a later one."""
        return self.met, self.of, self.words, self.guarded


@dataclass(frozen=True)
class Link:
    """A cell is the sum of others; without `exact` at least that."""

    total: str
    parts: tuple[str, ...]
    exact: bool = True


@dataclass
class Facts:
    """All cells by key, the sums that tie them together, and what the state has published of them."""

    cells: dict[str, Cell] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    published: dict[str, int] = field(default_factory=dict)  # key -> how many met it, as the state prints

    def add(self, cell: Cell) -> None:
        """Take in a cell that counts anybody."""
        if cell.of:
            self.cells[cell.key] = cell

    def tie(self, total: str, parts: Iterable[str], *, exact: bool = True) -> None:
        """Take in a sum if it holds: where counts contradict each other, nobody can rely on it."""
        there = tuple(sorted({part for part in parts if part in self.cells} - {total}))
        if total in self.cells and there and holds(self.cells[total], [self.cells[k] for k in there], exact):
            self.links.append(Link(total, there, exact))

    def join(self, other: Facts) -> Facts:
        """These facts and others."""
        published = self.published | other.published
        return Facts(self.cells | other.cells, [*self.links, *other.links], published)


def holds(total: Cell, parts: Sequence[Cell], exact: bool) -> bool:
    """Whether a cell is the sum of others, or at least that, in those who met it and those who did not."""
    if total.is_mean or any(part.is_mean for part in parts):
        rest = [total.of - sum(part.of for part in parts)]
    else:
        met = total.met - sum(part.met for part in parts)
        rest = [met, total.of - sum(part.of for part in parts) - met]
    return all(abs(one) < CERTAIN if exact else one > -CERTAIN for one in rest)


def rest_of(total: Cell, parts: Sequence[Cell], key: str) -> Cell | None:
    """Everyone else: a total without some parts, of students in the same proportion; None if there is nobody.

    None also where the counts contradict each other.
    """
    of = total.of - sum(part.of for part in parts)
    if not of or not holds(total, parts, exact=False):
        return None
    met = total.met - sum(part.met for part in parts)
    return Cell(key, met, of, of / total.per_student, is_mean=total.is_mean)


def loss_of(pages: float, group: str) -> float:
    """What is lost where a group's figure is withheld that so many pages would show."""
    return pages * (EVERYBODY if group == ALL else 1.0)


def say_share(met: float, of: float) -> str:
    """A share as staff read it, in whole percent; at the ends only that it is there.

    Examples
    --------
    >>> say_share(31, 50), say_share(49, 50), say_share(0, 50)
    ('62%', '≥ 95%', '≤ 5%')
    """
    share = 100 * met / of
    return LOW if share <= END else HIGH if share >= 100 - END else f"{share:.0f}%"


def range_of(words: str, met: int, of: int) -> tuple[int, int]:
    """The least and the greatest number of those who met it that is printed in the same words."""
    low = high = met
    while low > 0 and say_share(low - 1, of) == words:
        low -= 1
    while high < of and say_share(high + 1, of) == words:
        high += 1
    return low, high
