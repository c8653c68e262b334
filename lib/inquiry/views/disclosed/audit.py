"""The plan attacked: what everything printed so far gives away of counts that nobody may learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from inquiry.errors import Fault
from inquiry.measures.disclosure.attack import attack
from inquiry.measures.disclosure.model import Finding
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


def find_leaks(plan: Plan) -> list[Leak]:
    """Every count that the plan's prints give away, if what they tell was not out before the last decision.

    What is out cannot be taken back: what earlier exports give away, since more is known now or the threshold
    was raised, is `old_exports`' to say. The prints of today's threshold are attacked together; then those of
    the last decision once more beside all that ever went out.
    """
    last = [one for one in plan.prints if one.day == plan.decided]
    earlier = [one for one in plan.prints if one.day != plan.decided]
    stand = [one for one in earlier if one.threshold >= plan.threshold]
    new = [one for one in last if one.threshold >= plan.threshold]
    leaks = {leak.count: leak for leak in _attack(plan, new, stand)}
    older = [one for one in plan.prints if one.threshold < plan.threshold]
    completed = _attack(plan, new, [*stand, *older]) if older else ()
    return [*({leak.count: leak for leak in completed} | leaks).values()]


def _attack(plan: Plan, prints: Sequence[Print], out: Sequence[Print] = ()) -> list[Leak]:
    """What some prints give away that is not out without them, by the state's figures or what went out."""
    told = [replace(fixed(one, plan.cells[one.state]), fixed=False) for one in prints]
    known = [fixed(one, plan.cells[one.state]) for one in out]
    problem = make_problem(plan.cells, plan.links, plan.published, (*known, *told), plan.threshold)
    by_key = {statement.key: one for statement, one in zip(told, prints, strict=True)}
    found = attack(problem, frozenset(by_key))
    return [_leak(each, by_key) for each in found if not each.is_safe and not each.already_out]


def _leak(found: Finding, prints: Mapping[str, Print]) -> Leak:
    blamed = tuple(prints[key] for key in found.blame if key in prints)
    return Leak(found.key, found.low, found.high, blamed)


def old_exports(plan: Plan, threshold: int) -> list[Fault]:
    """What earlier exports give away now that the threshold is higher, or more is known, as a note."""
    out = [one for one in plan.prints if one.threshold < threshold or one.day != plan.decided]
    leaks = _attack(replace(plan, threshold=threshold), out)
    if not leaks:
        return []
    days = sorted({one.day for leak in leaks for one in leak.prints})
    counts = "; ".join(leak.words for leak in leaks[:SHOWN])
    more = f"; and {len(leaks) - SHOWN} more" if len(leaks) > SHOWN else ""
    when = f" of {', '.join(map(str, days))}" if days else ""
    return [
        Fault(
            f"{FOLDER}/{plan.name}.json",
            f"earlier exports{when} from which counts can be worked out: {counts}{more}",
            f"none that tells of fewer than {threshold} students",
            f"{_again(plan, threshold)}ask for copies of those exports to be deleted; new ones withhold it",
            severity="note",
        )
    ]


def _again(plan: Plan, threshold: int) -> str:
    """What else to do where pages of this plan still stand as the lower threshold told them."""
    if plan.threshold >= threshold:
        return ""
    return f"run `inquiry build -q {plan.name}`, so that the site withholds it too; "
