"""The plan attacked: what everything printed so far gives away of counts that nobody may learn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from inquiry.errors import Fault
from inquiry.measures.disclosure.attack import attack
from inquiry.measures.disclosure.model import Count, Finding
from inquiry.measures.disclosure.needs import make_needs
from inquiry.views.disclosed.memory import FOLDER
from inquiry.views.disclosed.plan import Plan, Print
from inquiry.views.disclosed.problem import MET, NOT, OF, fixed, make_problem

SHOWN = 5  # counts named in one sentence
SIDES = {MET: "those who met it", NOT: "those who did not meet it", OF: "how many there are"}


@dataclass(frozen=True)
class Leak:
    """A count that what is printed gives away, and the prints that it follows from."""

    count: str
    low: float
    high: float
    prints: tuple[Print, ...]

    @property
    def words(self) -> str:
        """What an attacker learns."""
        range_ = f"{self.low:.0f}" if self.low == self.high else f"{self.low:.0f} to {self.high:.0f}"
        cell, _, side = self.count.rpartition("#")
        return f"{cell}: {SIDES[f'#{side}']} can be worked out: {range_}"


def find_leaks(plan: Plan, *, ever: bool = False) -> list[Leak]:
    """Every count that the plan's prints give away.

    Parameters
    ----------
    plan : Plan
        Its prints of today's threshold are attacked together.
    ever : bool
        Those printed under a lower threshold as well: what went out before it was raised.
    """
    prints = [one for one in plan.prints if ever or one.threshold >= plan.threshold]
    # The state's figures are fixed: what they tell by themselves is no leak of ours.
    told = [replace(fixed(one, plan.cells[one.state]), fixed=False) for one in prints]
    problem = make_problem(plan.cells, plan.links, plan.published, told, plan.threshold)
    by_key = {statement.key: one for statement, one in zip(told, prints, strict=True)}
    found = attack(problem, frozenset(by_key))
    lost = [each for each in found if not each.is_safe and not each.already_out]
    counts = {count.key: count for count in problem.counts}
    return [_leak(each, by_key) for each in lost if _is_narrow(each, counts[each.key], plan.threshold)]


def _is_narrow(found: Finding, count: Count, threshold: int) -> bool:
    """Whether the range itself is too narrow.

    Where the search for whole tables ran out of steps, the bounds of the linear programs decide: that is what
    the rule asks for (reference: privacy, “Audit”).
    """
    return not make_needs([count], threshold).met(np.array([found.low]), np.array([found.high])).all()


def _leak(found: Finding, prints: Mapping[str, Print]) -> Leak:
    blamed = tuple(prints[key] for key in found.blame if key in prints)
    return Leak(found.key, found.low, found.high, blamed)


def old_exports(plan: Plan, threshold: int) -> list[Fault]:
    """What exports of before the threshold was raised give away now, as a note for the coach."""
    if all(one.threshold >= threshold for one in plan.prints):
        return []
    leaks = find_leaks(replace(plan, threshold=threshold), ever=True)
    days = sorted({one.day for leak in leaks for one in leak.prints if one.threshold < threshold})
    if not leaks:
        return []
    counts = "; ".join(leak.words for leak in leaks[:SHOWN])
    more = f"; and {len(leaks) - SHOWN} more" if len(leaks) > SHOWN else ""
    when = f" of {', '.join(map(str, days))}" if days else ""
    return [
        Fault(
            f"{FOLDER}/{plan.name}.json",
            f"earlier exports{when} from which counts can be worked out: {counts}{more}",
            f"none that tells of fewer than {threshold} students",
            "publish again, and ask for copies of those exports to be deleted; new ones withhold it",
            severity="note",
        )
    ]
