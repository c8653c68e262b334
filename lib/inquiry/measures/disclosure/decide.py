"""What to withhold so that nobody can learn a count of few students, at the least loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from inquiry.measures.disclosure.attack import find_ranges, load
from inquiry.measures.disclosure.facts import Facts, Marks, Numbers
from inquiry.measures.disclosure.few import find_few
from inquiry.measures.disclosure.give_back import give_back
from inquiry.measures.disclosure.model import Decision, Interval, Problem, Withheld
from inquiry.measures.disclosure.narrow import narrow
from inquiry.measures.disclosure.needs import Needs, make_needs
from inquiry.measures.disclosure.plan import make_plan
from inquiry.measures.disclosure.widen import NEAR, widen
from inquiry.measures.disclosure.withhold import withhold_one_by_one, withhold_together


def decide(problem: Problem) -> Decision:
    """Withhold the figures whose loss is least in all, so that every sensitive count stays safe.

    Minimised is Σ loss over the withheld figures. A part of the problem that shares no count with the others
    is solved as one mixed-integer program where it is small; otherwise one count after another, with what is
    withheld already free, and then what is needless is given back. Among equals those first by key are
    withheld. Twice the same problem, in whatever order, gives the same decision.

    Parameters
    ----------
    problem : Problem
        Its own values must satisfy it.

    Returns
    -------
    Decision
        With a reason for each figure that is withheld.

    Raises
    ------
    ValueError
        If the problem contradicts itself.
    """
    facts = load(problem)
    needs, exposed = _reachable(facts, make_needs(facts.counts, problem.threshold))
    facts = _bounded(facts)
    losses = _losses(problem, facts)
    few = find_few(facts, needs)
    printed = np.array([figure not in few for figure in range(len(facts.figures))], dtype=bool)
    besides: dict[int, int] = {}
    proven = True
    for part, columns in facts.when(printed).parts():
        done = _decide_part(part, needs.take(columns), losses, printed)
        besides |= {figure: int(columns[column]) for figure, column in done.stays.items()}
        proven &= done.is_proven
    return _say(facts, few, besides, losses, proven, exposed)


def _reachable(facts: Facts, needs: Needs) -> tuple[Needs, Mapping[str, Interval]]:
    """The needs as far as they can be met at all, and what fixed statements give away already."""
    nothing = np.zeros(len(facts.figures), dtype=bool)
    found = find_ranges(facts.when(nothing), needs)
    lost = np.flatnonzero(~found.safe)
    exposed = {facts.counts[i].key: Interval(float(found.low[i]), float(found.high[i])) for i in lost}
    # What tables have shown stays possible. More than that they need not show, or nothing could be printed
    # wherever the search ran out of steps.
    return needs.lowered(lost, found.least[lost], found.greatest[lost]), exposed


def _bounded(facts: Facts) -> Facts:
    """The facts with the bounds that hold whatever is printed."""
    always = narrow(facts.when(np.zeros(len(facts.figures), dtype=bool)))
    return replace(facts, lower=always.lower, upper=always.upper)


def _losses(problem: Problem, facts: Facts) -> Numbers:
    place = {figure: i for i, figure in enumerate(facts.figures)}
    losses = np.zeros(len(facts.figures))
    told = [(one.key, one.loss) for one in problem.statements if not one.fixed]
    for key, loss in sorted(told):  # sorted, since a sum of fractions depends on its order
        losses[place[key]] += loss
    return losses


@dataclass(frozen=True)
class _Done:
    """What stays withheld in a part, each with the column it would give away; is it the cheapest?"""

    stays: Mapping[int, int]
    is_proven: bool


def _decide_part(part: Facts, needs: Needs, losses: Numbers, printed: Marks) -> _Done:
    if len(part.counts) > NEAR[-1]:
        # What is out already is held in so tightly that no search near it shows that it gets no tighter, and
        # then nothing at all could be printed. In a large part that is left to the audit.
        needs = replace(needs, wanted=needs.wanted & np.isfinite(needs.width))
    plan = make_plan(part, needs, losses, printed)
    if widen(plan.tables, needs).all():
        return _Done({}, True)
    plan, is_proven = withhold_together(plan)
    if not plan.safe.all():
        plan = withhold_one_by_one(plan)
    return _Done(give_back(plan, np.flatnonzero(printed & ~plan.printed)), is_proven)


def _say(
    facts: Facts,
    few: Mapping[int, int],
    besides: Mapping[int, int],
    losses: Numbers,
    is_exact: bool,
    exposed: Mapping[str, Interval],
) -> Decision:
    keys = [count.key for count in facts.counts]
    withheld = {facts.figures[i]: Withheld("few", keys[column]) for i, column in few.items()}
    withheld |= {facts.figures[i]: Withheld("complement", keys[column]) for i, column in besides.items()}
    return Decision(
        withheld=dict(sorted(withheld.items())),
        printed=frozenset(facts.figures) - frozenset(withheld),
        loss=float(losses[[*few, *besides]].sum()),
        is_exact=is_exact,
        exposed=exposed,
    )
