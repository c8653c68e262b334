"""What disclosure control is about: counts, sums between them, and figures that could be printed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

TOLERANCE = 1e-6  # HiGHS' own: primal feasibility 1e-7, integrality 1e-6

Why = Literal["few", "complement"]


@dataclass(frozen=True, kw_only=True)
class Count:
    """A number of students, or of something that students did.

    `value` is in units of which `per_student` make one student: 1 for students, for pieces of work how many a
    student did. `group_size`, in the same units, is known to everybody; the value cannot be above it. Nobody
    may learn a `sensitive` count. A `known` one is public: sizes of groups, the state's figures. Sums of
    scores are not `whole`.
    """

    key: str
    value: float
    per_student: float = 1.0
    group_size: float | None = None
    sensitive: bool = False
    known: bool = False
    whole: bool = True

    @property
    def greatest(self) -> float:
        """The greatest value that the group's size allows."""
        return math.inf if self.group_size is None else self.group_size


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`; where it is not `exact`, the total may hold more."""

    total: str
    parts: tuple[str, ...]
    exact: bool = True


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What a printed figure tells: low ≤ Σ terms ≤ high, where terms are count → factor.

    `key` names the figure. A figure that takes several statements gives all of them its key: they are printed
    and withheld together, and withholding it loses the sum of their `loss`. A `fixed` one is out already
    (the state's, an earlier export).
    """

    key: str
    terms: Mapping[str, float]
    low: float = -math.inf
    high: float = math.inf
    loss: float = 1.0
    fixed: bool = False


@dataclass(frozen=True)
class Problem:
    """All that is to be decided together. Fewer than `threshold` students are few."""

    counts: tuple[Count, ...]
    sums: tuple[Sum, ...]
    statements: tuple[Statement, ...]
    threshold: float


@dataclass(frozen=True)
class Interval:
    """The least and the greatest value of a count, in its own units."""

    low: float
    high: float


@dataclass(frozen=True)
class Withheld:
    """Why a figure is withheld: it tells of few students, or it would give the count `gives_away` away."""

    why: Why
    gives_away: str

    @property
    def words(self) -> str:
        """The reason as the plan keeps it."""
        return "few students" if self.why == "few" else f"would give {self.gives_away} away"


@dataclass(frozen=True)
class Decision:
    """What to withhold, and what that loses.

    `loss` (the sum over all withheld figures) is what was minimised; `is_exact`: it is proven that
    nothing cheaper is safe. `exposed` are sensitive counts that fixed statements give away whatever is
    withheld now, with what they tell; nothing more is told of those.
    """

    withheld: Mapping[str, Withheld]
    printed: frozenset[str]
    loss: float
    is_exact: bool
    exposed: Mapping[str, Interval]

    @property
    def first(self) -> tuple[str, ...]:
        """Withheld because they tell of few students themselves (primary), by key."""
        return tuple(sorted(key for key, one in self.withheld.items() if one.why == "few"))

    @property
    def besides(self) -> tuple[str, ...]:
        """Withheld because others would come back from them (complementary), by key."""
        return tuple(sorted(key for key, one in self.withheld.items() if one.why == "complement"))


@dataclass(frozen=True)
class Finding:
    """What an attacker learns of one sensitive count, whose `value` is the true one.

    Not safe: the exact range, and in `blame` the printed figures that it follows from. Safe: a range that
    whole tables have shown to be possible; the real one may be wider. `already_out`: not safe, but what is
    printed adds nothing to the fixed statements.
    """

    key: str
    value: float
    low: float
    high: float
    is_safe: bool
    already_out: bool = False
    blame: tuple[str, ...] = ()


def find_contradictions(problem: Problem) -> tuple[str, ...]:
    """What in a problem cannot be: keys that are double or missing, and what its own values do not satisfy.

    Returns
    -------
    tuple of str
        A sentence for each, in the problem's order; empty for a sound problem.
    """
    values = {count.key: count.value for count in problem.counts}
    doubles = [key for key, times in Counter(c.key for c in problem.counts).items() if times > 1]
    found = [f"The count “{key}” is there more than once." for key in doubles]
    found += [f"The count “{c.key}” is {c.value:g}, outside 0 to {c.greatest:g}." for c in _beyond(problem)]
    for one in problem.sums:
        if missing := _missing((one.total, *one.parts), values):
            found.append(f"The sum “{one.total}” names {missing}, which is no count.")
        elif not _holds(one, values):
            parts = sum(values[part] for part in one.parts)
            found.append(f"The sum “{one.total}” is {values[one.total]:g}, but its parts make {parts:g}.")
    for told in problem.statements:
        if missing := _missing(told.terms, values):
            found.append(f"The figure “{told.key}” names {missing}, which is no count.")
        elif not told.low - TOLERANCE <= _tell(told, values) <= told.high + TOLERANCE:
            said = f"{told.low:g} to {told.high:g}"
            found.append(f"The figure “{told.key}” tells {said}, but it is {_tell(told, values):g}.")
    return tuple(found)


def check_problem(problem: Problem) -> None:
    """Make sure that a problem's own values satisfy it.

    Raises
    ------
    ValueError
        With all contradictions, one a line.
    """
    if found := find_contradictions(problem):
        raise ValueError("\n".join(found))


def _beyond(problem: Problem) -> list[Count]:
    return [c for c in problem.counts if not -TOLERANCE <= c.value <= c.greatest + TOLERANCE]


def _missing(keys: Iterable[str], values: Mapping[str, float]) -> str:
    return ", ".join(f"“{key}”" for key in keys if key not in values)


def _holds(one: Sum, values: Mapping[str, float]) -> bool:
    rest = values[one.total] - sum(values[part] for part in one.parts)
    return abs(rest) <= TOLERANCE if one.exact else rest >= -TOLERANCE


def _tell(told: Statement, values: Mapping[str, float]) -> float:
    return sum(factor * values[key] for key, factor in told.terms.items())
